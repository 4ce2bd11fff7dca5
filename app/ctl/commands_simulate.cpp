// Devices that are not there: the simulator in the foreground, and commands to a running one.

#include "app/ctl/session.h"
#include "app/ctl/untilsignal.h"
#include "models/core/errors.h"
#include "snmp/simulator/control.h"
#include "snmp/simulator/simulatorcommands.h"
#include "snmp/simulator/simulatorthread.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QSocketNotifier>
#include <QTextStream>

#include <unistd.h>

namespace trunkline::ctl {

namespace {

QString simulateText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

double speedFrom(const QString& text)
{
    bool number = false;
    const double speed = text.toDouble(&number);
    if (!number || speed < 0 || speed > 100'000)
        throw InvalidInput(simulateText("“%1” is no speed; write 1 for real time, 60 for a minute a second, 0 to stand still.").arg(text));
    return speed;
}

int delayFrom(const QString& text)
{
    constexpr uint mostMs = 60'000;
    bool number = false;
    const uint ms = text.toUInt(&number);
    if (!number || ms > mostMs)
        throw InvalidInput(simulateText("“%1” is no delay; write milliseconds up to %2, as in --delay 50.").arg(text).arg(mostMs));
    return int(ms);
}

/// In thousandths.
int lossFrom(const QString& text)
{
    bool number = false;
    const double percent = text.toDouble(&number);
    if (!number || percent < 0 || percent > 100)
        throw InvalidInput(simulateText("“%1” is no share of answers; write percent from 0 to 100, as in --loss 1 or --loss 0.5.").arg(text));
    return qRound(percent * 10);
}

quint16 portFrom(const QString& text)
{
    bool number = false;
    const uint port = text.toUInt(&number);
    if (!number || port > 65535)
        throw InvalidInput(simulateText("“%1” is no UDP port; write a number up to 65535 (0 takes a free one).").arg(text));
    return quint16(port);
}

void printDevices(const Session& session, const simulator::SimulatorThread& network, const QString& control)
{
    QTextStream out(stdout);
    if (!session.options().json) {
        for (const QString& line : network.printableLines())
            out << line << '\n';
        out << simulateText("Commands: “trunklinectl simulate send help”, or type them here; Ctrl+C ends.") << Qt::endl;
        return;
    }
    QJsonArray devices;
    for (const simulator::DeviceLine& device : network.devices())
        devices.append(QJsonObject{{"name", device.name}, {"address", device.address}, {"port", device.port},
                                   {"readCommunities", QJsonArray::fromStringList(device.readCommunities)},
                                   {"writeCommunities", QJsonArray::fromStringList(device.writeCommunities)},
                                   {"users", QJsonArray::fromStringList(device.users)}, {"recording", device.recording}});
    out << QJsonDocument(QJsonObject{{"control", control}, {"devices", devices}}).toJson(QJsonDocument::Compact) << Qt::endl;
}

int simulate(Session& session, const QCommandLineParser& parser)
{
    simulator::SimulatorOptions options;
    options.recordings = parser.values(QStringLiteral("recordings"));
    options.synthetic = !parser.isSet(QStringLiteral("recordings")) || parser.isSet(QStringLiteral("synthetic"));
    options.port = portFrom(parser.value(QStringLiteral("port")));
    options.speed = speedFrom(parser.value(QStringLiteral("speed")));
    options.startMs = parser.isSet(QStringLiteral("start")) ? Timestamp::parse(parser.value(QStringLiteral("start"))).ms : 0;
    options.answerDelayMs = delayFrom(parser.value(QStringLiteral("delay")));
    options.lossPermille = lossFrom(parser.value(QStringLiteral("loss")));
    options.skipRecordingFaults = parser.isSet(QStringLiteral("skip-faults"));
    for (const QString& destination : parser.values(QStringLiteral("trap-to"))) {
        const auto [host, port] = parseEndpoint(destination, 9162);
        options.trapDestinations.append(QStringLiteral("%1:%2").arg(host).arg(port));
    }
    if (parser.isSet(QStringLiteral("inform")))
        options.notifications = simulator::NotificationForm::InformV2c;
    const QString control = parser.value(QStringLiteral("control"));
    holdEndingSignals();
    simulator::SimulatorThread network(options);
    QString failure;
    if (!network.start(&failure, control))
        throw NetworkFailure(failure);
    QTextStream error(stderr);
    for (const QString& warning : network.warnings())
        error << "trunklinectl: " << warning << Qt::endl;
    printDevices(session, network, control);

    // Commands may be typed; a closed standard input (started in the background) only ends the typing.
    QSocketNotifier typed(STDIN_FILENO, QSocketNotifier::Read);
    QTextStream input(stdin);
    QObject::connect(&typed, &QSocketNotifier::activated, &typed, [&] {
        const QString line = input.readLine();
        if (line.isNull())
            return typed.setEnabled(false);
        if (!line.trimmed().isEmpty())
            QTextStream(stdout) << network.command(line) << '\n';
    });
    runUntilSignal();
    return Done;
}

int sendCommand(Session& session, const QCommandLineParser& parser)
{
    const QString line = parser.positionalArguments().join(u' ');
    const simulator::ControlReply reply = simulator::controlSend(parser.value(QStringLiteral("control")), line);
    if (!reply.ok)
        throw Refused(reply.text);
    session.say(reply.text, {{"command", line}});
    return Done;
}

} // namespace

QString defaultControlPath()
{
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return (folder.isEmpty() ? QDir::tempPath() : folder) + QStringLiteral("/trunkline-simulator.sock");
}

QList<Command> simulatorCommands()
{
    const QCommandLineOption control(QStringLiteral("control"), simulateText("the socket for commands"), QStringLiteral("PATH"), defaultControlPath());
    return {
        {"simulate", "", simulateText("serve a network that is not there, over real SNMP on loopback"), 0, 0,
         {QCommandLineOption(QStringLiteral("recordings"), simulateText("snmprec files or folders to serve (instead of the synthetic network)"), QStringLiteral("PATH")),
          QCommandLineOption(QStringLiteral("synthetic"), simulateText("the synthetic network as well")),
          QCommandLineOption(QStringLiteral("port"), simulateText("one UDP port for all devices"), QStringLiteral("PORT"), QStringLiteral("16161")),
          QCommandLineOption(QStringLiteral("trap-to"), simulateText("where traps go; may be repeated"), QStringLiteral("ADDRESS:PORT")),
          QCommandLineOption(QStringLiteral("inform"), simulateText("send informs, which are repeated until answered")),
          QCommandLineOption(QStringLiteral("speed"), simulateText("how fast its clock runs"), QStringLiteral("FACTOR"), QStringLiteral("1")),
          QCommandLineOption(QStringLiteral("start"), simulateText("where its clock starts (else now)"), QStringLiteral("INSTANT")),
          QCommandLineOption(QStringLiteral("delay"), simulateText("how much later each answer comes"), QStringLiteral("MILLISECONDS"), QStringLiteral("0")),
          QCommandLineOption(QStringLiteral("loss"), simulateText("how many of a hundred answers get lost; by a fixed seed"), QStringLiteral("PERCENT"), QStringLiteral("0")),
          QCommandLineOption(QStringLiteral("skip-faults"), simulateText("leave wrong lines of recordings out instead of refusing them")), control}, simulate},
        {"simulate send", "COMMAND…", simulateText("a command to the running simulator (try “help”)"), 1, 8, {control}, sendCommand},
    };
}

} // namespace trunkline::ctl
