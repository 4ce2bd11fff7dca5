// trunklinectl: every job of Trunkline without a screen.

#include "app/ctl/command.h"
#include "app/ctl/session.h"
#include "app/i18n/translations.h"
#include "app/station/openfiles.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace trunkline;

namespace {

QString mainText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

QList<ctl::Command> allCommands()
{
    return ctl::houseCommands() + ctl::networkCommands() + ctl::faultCommands() + ctl::gaugeCommands() + ctl::simulatorCommands() + ctl::discoveryCommands() + ctl::collectCommands() + ctl::profileCommands() + ctl::businessCommands() + ctl::catalogueCommands() + ctl::tariffCommands() + ctl::usageCommands() + ctl::balanceCommands() + ctl::billingCommands() + ctl::paymentCommands()
        + ctl::ledgerCommands() + ctl::documentCommands() + ctl::demoCommands() + ctl::mibCommands() + ctl::trapRuleCommands() + ctl::syslogCommands() + ctl::reachCommands() + ctl::trafficPortCommands() + ctl::dunningLetterCommands();
}

void printUsage(QTextStream& out)
{
    out << mainText("Usage: trunklinectl [--database ADDRESS] [--user NAME] [--json] COMMAND [ARGUMENTS]\n\nCommands:\n");
    for (const ctl::Command& command : allCommands())
        out << "  " << (command.words + u' ' + command.arguments).leftJustified(34) << ' ' << command.summary << '\n';
    out << mainText("\nOptions of every command:\n"
                    "  --database ADDRESS   sqlite:PATH or postgresql://user@host/name (else TRUNKLINE_DATABASE, else this user's own)\n"
                    "  --user NAME          who acts (else TRUNKLINE_USER, else admin)\n"
                    "  --json               print objects for programs\n"
                    "  --help               a command's own options\n"
                    "\nExit codes: 0 done, 1 database or network failed, 2 bad usage or input, 3 refused by the business, 4 not permitted, 5 no such thing\n");
    out.flush();
}

int fail(const QString& sentence, int code)
{
    QTextStream(stderr) << "trunklinectl: " << sentence << Qt::endl;
    return code;
}

int codeOf(const Error& error)
{
    if (dynamic_cast<const InvalidInput*>(&error))
        return ctl::BadUsage;
    if (dynamic_cast<const Refused*>(&error))
        return ctl::BusinessRefused;
    if (dynamic_cast<const PermissionMissing*>(&error) || dynamic_cast<const SignInFailed*>(&error))
        return ctl::NotPermitted;
    if (dynamic_cast<const NotFound*>(&error))
        return ctl::NoSuchThing;
    return ctl::WorldFailed;
}

/// The command whose words the arguments begin with, the longest first; and how many words that is.
std::pair<const ctl::Command*, qsizetype> findCommand(const QList<ctl::Command>& commands, const QStringList& words)
{
    std::pair<const ctl::Command*, qsizetype> best{nullptr, 0};
    for (const ctl::Command& command : commands) {
        const QStringList own = command.words.split(u' ');
        if (own.size() > best.second && words.mid(0, own.size()) == own)
            best = {&command, own.size()};
    }
    return best;
}

/// Global options may stand before the command; they are moved behind it for the one parser.
QStringList commandFirst(QStringList arguments)
{
    QStringList moved;
    while (!arguments.isEmpty() && arguments.first().startsWith(QLatin1String("--"))) {
        const QString option = arguments.takeFirst();
        moved.append(option);
        const bool takesValue = option == QLatin1String("--database") || option == QLatin1String("--user");
        if (takesValue && !arguments.isEmpty())
            moved.append(arguments.takeFirst());
    }
    return arguments + moved;
}

int runCommand(const ctl::Command& command, const QStringList& rest)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(command.summary);
    const QCommandLineOption database(QStringLiteral("database"), mainText("the database"), QStringLiteral("ADDRESS"), ctl::defaultDatabase());
    const QCommandLineOption user(QStringLiteral("user"), mainText("who acts"), QStringLiteral("NAME"), qEnvironmentVariable("TRUNKLINE_USER", QStringLiteral("admin")));
    const QCommandLineOption json(QStringLiteral("json"), mainText("print objects for programs"));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, mainText("this text"));
    parser.addOptions(QList{database, user, json, help} + command.options);
    if (!parser.parse(QStringList{QStringLiteral("trunklinectl ") + command.words} + rest))
        return fail(mainText("%1 See “trunklinectl %2 --help”.").arg(parser.errorText(), command.words), ctl::BadUsage);
    if (parser.isSet(help)) {
        QTextStream out(stdout);
        out << "Usage: trunklinectl " << command.words << ' ' << command.arguments << "\n" << command.summary << "\n\n";
        for (const QCommandLineOption& option : command.options)
            out << "  --" << (option.names().constLast() + u' ' + option.valueName()).leftJustified(26) << ' ' << option.description() << '\n';
        return ctl::Done;
    }
    const qsizetype given = parser.positionalArguments().size();
    if (given < command.minArguments || given > command.maxArguments)
        return fail(mainText("“%1” takes %2; %3 given. See “trunklinectl %1 --help”.")
                        .arg(command.words, command.arguments.isEmpty() ? mainText("no arguments") : command.arguments, QString::number(given)), ctl::BadUsage);
    ctl::Session session({parser.value(database), parser.value(user), parser.isSet(json), command.createsDatabase});
    return command.run(session, parser);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    i18n::loadTranslations(application);
    QCoreApplication::setApplicationName(QStringLiteral("trunklinectl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TRUNKLINE_VERSION));
    QStringList arguments = commandFirst(application.arguments().mid(1));
    QTextStream out(stdout);
    if (arguments.size() > 1 && arguments.first() == QLatin1String("help")) // “help discover” is what people try first
        arguments = arguments.mid(1) + QStringList{QStringLiteral("--help")};
    if (arguments.isEmpty() || arguments.first() == QLatin1String("help") || arguments.first() == QLatin1String("--help")) {
        printUsage(out);
        return arguments.isEmpty() ? ctl::BadUsage : ctl::Done;
    }
    if (arguments.first() == QLatin1String("--version")) {
        out << "trunklinectl " << application.applicationVersion() << Qt::endl;
        return ctl::Done;
    }
    const QList<ctl::Command> commands = allCommands();
    const auto [command, words] = findCommand(commands, arguments);
    if (!command) {
        const auto option = std::find_if(arguments.begin(), arguments.end(), [](const QString& word) { return word.startsWith(u'-'); });
        return fail(mainText("There is no command “%1”; see “trunklinectl help”.").arg(arguments.mid(0, option - arguments.begin()).join(u' ')), ctl::BadUsage);
    }
    try {
        station::requireOpenFiles();
        return runCommand(*command, arguments.mid(words));
    } catch (const Error& error) {
        return fail(error.sentence(), codeOf(error));
    }
}
