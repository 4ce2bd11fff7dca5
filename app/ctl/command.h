// One job of trunklinectl: its words, its options, what it prints.
#pragma once

#include <QCommandLineParser>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>

namespace trunkline::ctl {

class Session;

/// The exit codes, as documented in README.md.
enum ExitCode {
    Done = 0,
    WorldFailed = 1,   ///< database or network
    BadUsage = 2,      ///< unknown command or option, input that can't be right
    BusinessRefused = 3,
    NotPermitted = 4,
    NoSuchThing = 5,
};

/// What a command shows: a table for people, objects for programs (--json).
struct Listing {
    struct Column {
        QString key;
        QString title;
        bool right = false; ///< figures are right-aligned
    };
    QList<Column> columns;
    QJsonArray rows;      ///< objects; may hold more keys than there are columns
    QString empty;        ///< what to say, and to do, when there is no row
};

struct Command {
    QString words;        ///< "device list"
    QString arguments;    ///< "NAME", for the usage line
    QString summary;
    int minArguments = 0;
    int maxArguments = 0;
    QList<QCommandLineOption> options;
    /// Runs the job and gives an ExitCode; refusals are thrown as Error.
    std::function<int(Session&, const QCommandLineParser&)> run;
    bool createsDatabase = false;
};

QList<Command> houseCommands();
QList<Command> networkCommands();
QList<Command> discoveryCommands();
QList<Command> collectCommands();
QList<Command> faultCommands();
QList<Command> gaugeCommands();
QList<Command> businessCommands();
QList<Command> catalogueCommands();
QList<Command> billingCommands();
QList<Command> paymentCommands();
QList<Command> tariffCommands();
QList<Command> usageCommands();
QList<Command> balanceCommands();
QList<Command> ledgerCommands();
QList<Command> documentCommands();
QList<Command> simulatorCommands();
QList<Command> profileCommands();
QList<Command> demoCommands();
QList<Command> mibCommands();
QList<Command> trapRuleCommands();
QList<Command> syslogCommands();
QList<Command> reachCommands();
QList<Command> trafficPortCommands();
QList<Command> dunningLetterCommands();

/// Where the simulator of this user takes commands, unless told otherwise.
QString defaultControlPath();

/// "90s", "30m", "5h", "2d" as milliseconds. Throws InvalidInput.
std::int64_t parseDuration(const QString& text);
/// "127.0.0.1:1161" as address and port. Throws InvalidInput.
std::pair<QString, quint16> parseEndpoint(const QString& text, quint16 defaultPort);

} // namespace trunkline::ctl
