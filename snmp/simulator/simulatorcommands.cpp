#include "snmp/simulator/simulatorcommands.h"

#include "snmp/simulator/simulator.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <functional>

namespace trunkline::simulator {

namespace {

struct Command {
    /// The fixed words, then the placeholders in capitals.
    const char* form;
    const char* meaning;
    QString (*run)(Simulator&, const QStringList& arguments);
};

} // namespace

static QString refusal(const QString& sentence)
{
    return QStringLiteral("error: %1").arg(sentence);
}

static QString done(const QString& text)
{
    return QStringLiteral("ok %1").arg(text);
}

static int editDistance(const QString& a, const QString& b)
{
    QList<int> row(b.size() + 1);
    for (int j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (int i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b.size(); ++j) {
            const int replace = diagonal + (a[i - 1].toCaseFolded() == b[j - 1].toCaseFolded() ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replace, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.last();
}

QStringList nearMatches(const QString& wanted, const QStringList& names)
{
    const int tolerance = std::max<int>(2, int(wanted.size()) / 3);
    QList<QPair<int, QString>> found;
    for (const QString& name : names) {
        const bool within = !wanted.isEmpty() && (name.contains(wanted, Qt::CaseInsensitive) || wanted.contains(name, Qt::CaseInsensitive));
        const int distance = within ? 1 : editDistance(wanted, name);
        if (distance <= tolerance)
            found.append({distance, name});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QStringList nearest;
    for (const auto& match : found.first(std::min<qsizetype>(found.size(), 3)))
        nearest.append(match.second);
    return nearest;
}

static QString suggestion(const QString& wanted, const QStringList& names)
{
    const QStringList near = nearMatches(wanted, names);
    return near.isEmpty() ? QString() : QStringLiteral(" Did you mean %1?").arg(near.join(QStringLiteral(" or ")));
}

static QString unknownDevice(Simulator& simulator, const QString& name)
{
    return refusal(QStringLiteral("There is no device %1.%2").arg(name, suggestion(name, simulator.deviceNames())));
}

/// Runs `action` on the synthetic device's port that the first two arguments name.
static QString onPort(Simulator& simulator, const QStringList& arguments, const std::function<QString(SyntheticNetwork&, PortRef)>& action)
{
    SyntheticNetwork* network = simulator.network();
    const int device = network ? network->plan().deviceNamed(arguments[0]) : -1;
    if (device < 0) {
        if (simulator.served(arguments[0]))
            return refusal(QStringLiteral("%1 is a recording: its ports can't change.").arg(arguments[0]));
        return unknownDevice(simulator, arguments[0]);
    }
    const int port = network->plan().portNamed(device, arguments[1]);
    if (port < 0) {
        QStringList names;
        for (const PortPlan& known : network->device(device).ports)
            names.append(known.name);
        return refusal(QStringLiteral("%1 has no port %2.%3").arg(arguments[0], arguments[1], suggestion(arguments[1], names)));
    }
    return action(*network, {device, port});
}

static QString portState(const SyntheticNetwork& network, PortRef port)
{
    return QStringLiteral("%1 %2 is admin %3, oper %4")
        .arg(network.device(port.device).name, network.port(port).name,
             network.isAdminUp(port) ? QStringLiteral("up") : QStringLiteral("down"),
             network.isOperUp(port) ? QStringLiteral("up") : QStringLiteral("down"));
}

static QString runPortDown(Simulator& simulator, const QStringList& arguments)
{
    return onPort(simulator, arguments, [](SyntheticNetwork& network, PortRef port) {
        network.cutFibre(port, true);
        return done(portState(network, port));
    });
}

static QString runPortUp(Simulator& simulator, const QStringList& arguments)
{
    return onPort(simulator, arguments, [](SyntheticNetwork& network, PortRef port) {
        network.cutFibre(port, false);
        return done(portState(network, port));
    });
}

static QString power(Simulator& simulator, const QString& name, bool on)
{
    ServedDevice* served = simulator.served(name);
    if (!served)
        return unknownDevice(simulator, name);
    served->setSilent(!on);
    if (SyntheticNetwork* network = simulator.network())
        if (const int device = network->plan().deviceNamed(name); device >= 0)
            network->setPowered(device, on);
    return done(QStringLiteral("%1 is %2").arg(name, on ? QStringLiteral("alive") : QStringLiteral("dead")));
}

static QString runDeviceDead(Simulator& simulator, const QStringList& arguments)
{
    return power(simulator, arguments[0], false);
}

static QString runDeviceAlive(Simulator& simulator, const QStringList& arguments)
{
    return power(simulator, arguments[0], true);
}

static QString runReboot(Simulator& simulator, const QStringList& arguments)
{
    SyntheticNetwork* network = simulator.network();
    const int device = network ? network->plan().deviceNamed(arguments[0]) : -1;
    if (device < 0)
        return simulator.served(arguments[0]) ? refusal(QStringLiteral("%1 is a recording: it can't boot.").arg(arguments[0]))
                                              : unknownDevice(simulator, arguments[0]);
    if (!network->isPowered(device))
        return refusal(QStringLiteral("%1 is dead: use “device alive %1”.").arg(arguments[0]));
    network->reboot(device);
    return done(QStringLiteral("%1 has booted").arg(arguments[0]));
}

static QString runCounterJump(Simulator& simulator, const QStringList& arguments)
{
    // Signed for a counter that falls back, unsigned for one that nearly wraps.
    bool isNumber = false;
    qint64 octets = arguments[2].toLongLong(&isNumber);
    if (!isNumber)
        octets = qint64(arguments[2].toULongLong(&isNumber));
    if (!isNumber)
        return refusal(QStringLiteral("“%1” is no number of octets.").arg(arguments[2]));
    return onPort(simulator, arguments, [octets](SyntheticNetwork& network, PortRef port) {
        network.jumpCounters(port, octets);
        return done(QStringLiteral("%1 %2 counts %3 octets in and %4 out")
                        .arg(network.device(port.device).name, network.port(port).name)
                        .arg(network.inOctets(port)).arg(network.outOctets(port)));
    });
}

static QString runTrapRepeat(Simulator& simulator, const QStringList& arguments)
{
    return onPort(simulator, arguments, [&](SyntheticNetwork& network, PortRef port) {
        const QString name = network.device(port.device).name + u' ' + network.port(port).name;
        if (!network.isPowered(port.device))
            return refusal(QStringLiteral("%1 is dead and sends nothing.").arg(network.device(port.device).name));
        if (!simulator.repeatTrap(port))
            return refusal(QStringLiteral("%1 has not gone up or down yet, so there is no trap to repeat.").arg(name));
        return done(QStringLiteral("the last trap of %1 is sent again").arg(name));
    });
}

static QString runTrapTo(Simulator& simulator, const QStringList& arguments)
{
    const std::optional<Endpoint> destination = Endpoint::parse(arguments[0]);
    if (!destination || !destination->isLoopback())
        return refusal(QStringLiteral("“%1” is no loopback address with a port, as in 127.0.0.1:9162.").arg(arguments[0]));
    simulator.setTrapDestinations({*destination});
    return done(QStringLiteral("notifications go to %1").arg(destination->toString()));
}

static QString clockText(Simulator& simulator)
{
    const SimClock& clock = *simulator.clock();
    return QStringLiteral("clock %1 speed %2")
        .arg(QDateTime::fromMSecsSinceEpoch(clock.nowMs(), Qt::UTC).toString(Qt::ISODateWithMs)).arg(clock.speed());
}

static QString runClockAdvance(Simulator& simulator, const QStringList& arguments)
{
    const std::optional<qint64> spanMs = parseSpan(arguments[0]);
    if (!spanMs || !simulator.clock()->advance(*spanMs))
        return refusal(QStringLiteral("“%1” is no span of time, as in 45s, 30m, 5h, 2d or 1d12h.").arg(arguments[0]));
    return done(clockText(simulator));
}

static QString runClockSet(Simulator& simulator, const QStringList& arguments)
{
    const QDateTime instant = QDateTime::fromString(arguments[0], Qt::ISODateWithMs);
    if (!instant.isValid() || instant.timeSpec() == Qt::LocalTime)
        return refusal(QStringLiteral("“%1” is no instant, as in 2026-03-01T00:00:00Z.").arg(arguments[0]));
    if (!simulator.clock()->setNow(instant.toMSecsSinceEpoch()))
        return refusal(QStringLiteral("%1 is in the past: the clock stands at %2 and never goes back.")
                           .arg(arguments[0], QDateTime::fromMSecsSinceEpoch(simulator.clock()->nowMs(), Qt::UTC).toString(Qt::ISODate)));
    return done(clockText(simulator));
}

static QString runClockSpeed(Simulator& simulator, const QStringList& arguments)
{
    bool isNumber = false;
    const double speed = arguments[0].toDouble(&isNumber);
    if (!isNumber || !simulator.clock()->setSpeed(speed))
        return refusal(QStringLiteral("“%1” is no speed from 0 (stands still) to 1000000.").arg(arguments[0]));
    return done(clockText(simulator));
}

static QString runAnswers(Simulator& simulator, const QStringList& arguments)
{
    int numbers[4];
    for (int i = 0; i < 4; ++i) {
        bool isNumber = false;
        numbers[i] = arguments[i].toInt(&isNumber);
        if (!isNumber || numbers[i] < 0 || numbers[i] > (i == 0 ? 60'000 : 1'000))
            return refusal(QStringLiteral("“%1” is none: write milliseconds up to 60000, then how many of a thousand.").arg(arguments[i]));
    }
    simulator.setAnswers(numbers[0], numbers[1], numbers[2], numbers[3]);
    return done(QStringLiteral("answers take %1 ms; of a thousand %2 get lost, %3 come twice, %4 are overtaken").arg(numbers[0]).arg(numbers[1]).arg(numbers[2]).arg(numbers[3]));
}

static QString runList(Simulator& simulator, const QStringList&)
{
    return done(QStringLiteral("%1 devices\n%2").arg(simulator.devices().size()).arg(simulator.printableLines().join(u'\n')));
}

static QString runPorts(Simulator& simulator, const QStringList& arguments)
{
    SyntheticNetwork* network = simulator.network();
    const int device = network ? network->plan().deviceNamed(arguments[0]) : -1;
    if (device < 0)
        return unknownDevice(simulator, arguments[0]);
    QStringList lines{QStringLiteral("%1 ports").arg(network->device(device).ports.size())};
    for (int port = 0; port < network->device(device).ports.size(); ++port)
        lines.append(QStringLiteral("%1  %2").arg(portState(*network, {device, port}), network->port({device, port}).alias));
    return done(lines.join(u'\n'));
}

static QStringList troubles(Simulator& simulator)
{
    QStringList lines;
    for (const QString& name : simulator.deviceNames())
        if (simulator.served(name)->isSilent())
            lines.append(QStringLiteral("dead: %1").arg(name));
    const SyntheticNetwork* network = simulator.network();
    for (int device = 0; network && device < network->plan().devices.size(); ++device)
        for (int port = 0; port < network->device(device).ports.size(); ++port)
            if (network->fibreIsCut({device, port}))
                lines.append(QStringLiteral("cut: %1").arg(portState(*network, {device, port})));
    return lines;
}

static QString runStatus(Simulator& simulator, const QStringList&)
{
    DeviceCounters sum;
    for (const QString& name : simulator.deviceNames()) {
        const DeviceCounters& counters = simulator.served(name)->counters();
        sum.requests += counters.requests;
        sum.wrongCommunity += counters.wrongCommunity;
        sum.undecodable += counters.undecodable;
        sum.reports += counters.reports;
        sum.unheard += counters.unheard;
    }
    const Notifier& notifier = *simulator.notifier();
    QStringList lines;
    lines.append(clockText(simulator));
    lines.append(QStringLiteral("requests %1, wrong community %2, undecodable %3, v3 reports %4, unheard by the dead %5")
                     .arg(sum.requests).arg(sum.wrongCommunity).arg(sum.undecodable).arg(sum.reports).arg(sum.unheard));
    lines.append(QStringLiteral("notifications sent %1, informs confirmed %2, given up %3, waiting %4")
                     .arg(notifier.sent()).arg(notifier.confirmed()).arg(notifier.givenUp()).arg(notifier.waiting()));
    return done((lines + troubles(simulator)).join(u'\n'));
}

static QString runHelp(Simulator&, const QStringList&)
{
    return done(QStringLiteral("commands\n%1").arg(commandHelp().join(u'\n')));
}

static const Command allCommands[] = {
    {"port down DEVICE IFNAME", "the fibre is cut: operationally down until port up", runPortDown},
    {"port up DEVICE IFNAME", "the fibre is mended", runPortUp},
    {"device dead DEVICE", "power lost: silent, and its links go down", runDeviceDead},
    {"device alive DEVICE", "power back: it boots", runDeviceAlive},
    {"reboot DEVICE", "uptime and counters from 0, coldStart", runReboot},
    {"counter jump DEVICE IFNAME OCTETS", "adds to the octets in and out, also below 0", runCounterJump},
    {"trap repeat DEVICE IFNAME", "the port's last linkDown or linkUp once more", runTrapRepeat},
    {"trap to ADDRESS:PORT", "where notifications go from now on", runTrapTo},
    {"clock advance SPAN", "45s, 30m, 5h, 2d, 1d12h", runClockAdvance},
    {"clock set INSTANT", "2026-03-01T00:00:00Z, not before now", runClockSet},
    {"clock speed FACTOR", "1 is real time, 0 stands still", runClockSpeed},
    {"answers DELAY LOST TWICE OVERTAKEN", "milliseconds later, and of a thousand", runAnswers},
    {"list", "devices, addresses, credentials", runList},
    {"ports DEVICE", "states and aliases", runPorts},
    {"status", "clock, counters, what is dead or cut", runStatus},
    {"help", "this", runHelp},
};

QStringList commandHelp()
{
    QStringList lines;
    for (const Command& command : allCommands)
        lines.append(QStringLiteral("%1  %2").arg(QLatin1String(command.form), -34).arg(QLatin1String(command.meaning)));
    return lines;
}

static bool isPlaceholder(const QString& word)
{
    return word.front().isUpper();
}

QString runCommand(Simulator& simulator, const QString& line)
{
    const QStringList words = line.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts);
    QStringList starts;
    for (const Command& command : allCommands) {
        const QStringList form = QString::fromLatin1(command.form).split(u' ');
        const qsizetype fixed = std::count_if(form.begin(), form.end(), [](const QString& word) { return !isPlaceholder(word); });
        starts.append(form.first(fixed).join(u' '));
        if (words.first(std::min(fixed, words.size())) != form.first(fixed))
            continue;
        if (words.size() != form.size())
            return refusal(QStringLiteral("The command is “%1”.").arg(QLatin1String(command.form)));
        return command.run(simulator, words.sliced(fixed));
    }
    const QString start = words.first(std::min<qsizetype>(words.size(), 2)).join(u' ');
    return refusal(QStringLiteral("“%1” is no command.%2 “help” lists them.").arg(line.trimmed(), suggestion(start, starts)));
}

} // namespace trunkline::simulator
