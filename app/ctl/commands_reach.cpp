// Whether devices can be reached besides SNMP, and what they are for.

#include "app/ctl/session.h"
#include "models/core/errors.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "snmp/probe/prober.h"

#include <QCoreApplication>
#include <QEventLoop>

namespace trunkline::ctl {

namespace {

struct ReachTexts {
    Q_DECLARE_TR_FUNCTIONS(trunklinectl)
};

inventory::Device deviceWithName(Session& session, const QString& name)
{
    if (auto device = inventory::deviceByName(session.connection(), name))
        return *device;
    throw NotFound(ReachTexts::tr("There is no device “%1”; see “trunklinectl device list”.").arg(name));
}

QList<quint16> tcpPortsFrom(const QString& text)
{
    QList<quint16> ports;
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const quint16 port = word.trimmed().toUShort(&isNumber);
        if (!isNumber || port == 0)
            throw InvalidInput(ReachTexts::tr("“%1” is no TCP port; write 22,443 or none.").arg(word));
        if (!ports.contains(port))
            ports.append(port);
    }
    return ports;
}

int setChecks(Session& session, const QCommandLineParser& parser)
{
    const inventory::Device device = deviceWithName(session, parser.positionalArguments().first());
    const auto value = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    const auto given = [&](const char* name) { return parser.isSet(QString::fromLatin1(name)); };
    inventory::Checks checks = device.checks;
    if (given("ping")) {
        if (value("ping") != QLatin1String("on") && value("ping") != QLatin1String("off"))
            throw InvalidInput(ReachTexts::tr("“%1” is neither on nor off.").arg(value("ping")));
        checks.ping = value("ping") == QLatin1String("on");
    }
    if (given("tcp"))
        checks.tcpPorts = value("tcp") == QLatin1String("none") ? QList<quint16>() : tcpPortsFrom(value("tcp"));
    if (given("every"))
        checks.everyMs = parseDuration(value("every"));
    if (given("misses"))
        checks.misses = value("misses").toInt();
    inventory::InventoryService(session.context()).setChecks(session.actor(), device.id, checks);
    QStringList ports;
    for (const quint16 port : checks.tcpPorts)
        ports.append(QString::number(port));
    session.say(checks.isOff() ? ReachTexts::tr("%1 is not checked; only SNMP tells of it.").arg(device.name)
                               : ReachTexts::tr("%1 is checked every %2 s: echo requests %3, TCP ports %4; a fault after %5 misses.")
                                     .arg(device.name).arg(checks.everyMs / 1000).arg(checks.ping ? ReachTexts::tr("on") : ReachTexts::tr("off"),
                                                                                     ports.isEmpty() ? ReachTexts::tr("none") : ports.join(QStringLiteral(", "))).arg(checks.misses),
                inventory::toJson(checks));
    return Done;
}

int setRole(Session& session, const QCommandLineParser& parser)
{
    const inventory::Device device = deviceWithName(session, parser.positionalArguments().at(0));
    const QString word = parser.positionalArguments().at(1);
    const auto role = word == QLatin1String("guess") ? std::optional(inventory::DeviceRole::Unknown) : inventory::deviceRoleNamed(word);
    if (!role) {
        QStringList names;
        for (const inventory::DeviceRole each : inventory::allDeviceRoles())
            if (each != inventory::DeviceRole::Unknown)
                names.append(inventory::nameOf(each));
        throw InvalidInput(ReachTexts::tr("“%1” is no role; write %2, or guess to leave it to the links.").arg(word, names.join(QStringLiteral(", "))));
    }
    inventory::InventoryService(session.context()).setRole(session.actor(), device.id, *role);
    session.say(ReachTexts::tr("The role of %1: %2.").arg(device.name, inventory::roleWord(*role)));
    return Done;
}

int reachNow(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::DiscoverNetwork);
    const inventory::Device device = deviceWithName(session, parser.positionalArguments().first());
    probe::Prober prober;
    probe::Result result;
    QEventLoop loop;
    QObject::connect(&prober, &probe::Prober::finished, &loop, [&](const probe::Result& told) {
        result = told;
        loop.quit();
    });
    prober.probe({{1, device.address, 3, device.checks.tcpPorts, 1000}});
    loop.exec();
    QJsonArray tcp;
    for (const probe::TcpResult& one : result.tcp)
        tcp.append(one.rttUs ? ReachTexts::tr("%1: %2 ms").arg(one.port).arg(double(*one.rttUs) / 1000, 0, 'f', 3)
                             : one.refused ? ReachTexts::tr("%1: refused").arg(one.port) : ReachTexts::tr("%1: no answer").arg(one.port));
    const auto ms = [&](qint64 us) { return result.received ? QString::number(double(us) / 1000, 'f', 3) : QString(); };
    session.show({{"address", device.address}, {"reached", result.reached()}, {"sent", result.sent}, {"received", result.received}, {"minMs", ms(result.minUs)},
                  {"meanMs", ms(result.meanUs)}, {"maxMs", ms(result.maxUs)}, {"tcp", tcp}, {"problem", prober.echoProblem()}},
                 {{"address", ReachTexts::tr("Address")}, {"reached", ReachTexts::tr("Reachable")}, {"sent", ReachTexts::tr("Echo requests")}, {"received", ReachTexts::tr("Answered")},
                  {"minMs", ReachTexts::tr("Shortest, ms")}, {"meanMs", ReachTexts::tr("Mean, ms")}, {"maxMs", ReachTexts::tr("Longest, ms")}, {"tcp", ReachTexts::tr("TCP ports")},
                  {"problem", ReachTexts::tr("Echo requests not permitted")}});
    return result.reached() ? Done : WorldFailed;
}

} // namespace

QList<Command> reachCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value) { return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value)); };
    return {
        {"device check", "NAME", ReachTexts::tr("change how it is looked whether a device can be reached"), 1, 1,
         {option("ping", ReachTexts::tr("echo requests"), "on|off"), option("tcp", ReachTexts::tr("ports that must take a connection"), "PORTS|none"),
          option("every", ReachTexts::tr("between two rounds"), "DURATION"), option("misses", ReachTexts::tr("so many rounds without an answer are a fault"), "NUMBER")},
         setChecks},
        {"device reach", "NAME", ReachTexts::tr("look now whether a device can be reached, and how long it takes"), 1, 1, {}, reachNow},
        {"device role", "NAME ROLE|guess", ReachTexts::tr("say what a device is for: core, aggregation, access, customerEdge, datacentre, management"), 2, 2, {}, setRole},
    };
}

} // namespace trunkline::ctl
