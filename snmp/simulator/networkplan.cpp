#include "snmp/simulator/networkplan.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

// Not in a namespace: the resource of a static library is registered by hand.
static void registerSimulatorResource()
{
    Q_INIT_RESOURCE(simulator);
}

namespace trunkline::simulator {

static bool refusePlan(QString* error, const QString& sentence)
{
    *error = QStringLiteral("The network plan is wrong: %1").arg(sentence);
    return false;
}

static std::optional<PortUse> portUse(const QString& word)
{
    static const QHash<QString, PortUse> words = {
        {"link", PortUse::Link}, {"customer", PortUse::Customer}, {"transit", PortUse::Transit},
        {"management", PortUse::Management}, {"system", PortUse::System}, {"spare", PortUse::Spare},
    };
    const auto found = words.constFind(word);
    return found == words.cend() ? std::nullopt : std::optional(*found);
}

/// IANAifType; 0 when the word is not known.
static int interfaceType(const QString& word)
{
    static const QHash<QString, int> words = {
        {"", 6}, {"ethernet", 6}, {"loopback", 24}, {"virtual", 53}, {"gpon", 250}, {"radio", 188},
    };
    return words.value(word, 0);
}

static void applyOverrides(PortPlan& port, const QJsonObject& json)
{
    if (json.contains("admin"))
        port.adminUp = json["admin"].toString() == u"up";
    if (json.contains("alias"))
        port.alias = json["alias"].toString();
    port.inMbps = json["inMbps"].toDouble(port.inMbps);
    port.outMbps = json["outMbps"].toDouble(port.outMbps);
}

static bool readGroup(const QJsonObject& json, DevicePlan& device, QString* error)
{
    const std::optional<PortUse> use = portUse(json["use"].toString());
    const int type = interfaceType(json["type"].toString());
    const QString pattern = json["name"].toString();
    if (!use || type == 0 || pattern.isEmpty())
        return refusePlan(error, QStringLiteral("%1 has a group of ports without a name or with an unknown use or type.").arg(device.name));
    const int count = json["count"].toInt(1);
    const int first = json["first"].toInt(0);
    for (int i = 0; i < count; ++i) {
        const QString number = QString::number(first + i);
        const auto named = [&](const char* key) { return json[QLatin1String(key)].toString().replace(QStringLiteral("{n}"), number); };
        PortPlan port;
        port.name = named("name");
        port.description = json.contains("description") ? named("description") : port.name;
        port.ifIndex = quint32(json["index"].toInteger() + i * json["step"].toInteger(1));
        port.ifType = type;
        port.mbps = quint32(json["mbps"].toInteger());
        port.use = *use;
        port.adminUp = *use != PortUse::Customer;
        port.present = i < json["present"].toInt(count);
        if (port.present && json.contains("moduleSerial")) {
            port.moduleSerial = json["moduleSerial"].toString().replace(QStringLiteral("{n}"), number.rightJustified(2, u'0'));
            port.moduleModel = json["moduleModel"].toString();
            if (json.contains("rxDbm"))
                port.rxDbm = json["rxDbm"].toDouble();
        }
        applyOverrides(port, json);
        device.ports.append(port);
    }
    return true;
}

static bool readPorts(const QJsonObject& json, DevicePlan& device, QString* error)
{
    for (const QJsonValue& group : json["ports"].toArray())
        if (!readGroup(group.toObject(), device, error))
            return false;
    const QJsonObject overrides = json["set"].toObject();
    QSet<QString> names;
    QSet<quint32> indexes;
    for (PortPlan& port : device.ports) {
        if (port.ifIndex == 0 || names.contains(port.name) || indexes.contains(port.ifIndex))
            return refusePlan(error, QStringLiteral("port %1 of %2 has a name or an ifIndex that another port has.").arg(port.name, device.name));
        names.insert(port.name);
        indexes.insert(port.ifIndex);
        applyOverrides(port, overrides[port.name].toObject());
    }
    for (const QString& name : overrides.keys())
        if (!names.contains(name))
            return refusePlan(error, QStringLiteral("%1 has no port %2 to set.").arg(device.name, name));
    return true;
}

static bool readDevice(const QJsonObject& json, NetworkPlan& plan, QString* error)
{
    DevicePlan device;
    device.name = json["name"].toString();
    const auto objectId = snmp::Oid::parse(json["objectId"].toString());
    if (device.name.isEmpty() || plan.deviceNamed(device.name) >= 0 || !objectId)
        return refusePlan(error, QStringLiteral("device “%1” has no name of its own or no object identifier.").arg(device.name));
    device.objectId = *objectId;
    device.description = json["description"].toString();
    device.contact = json["contact"].toString(plan.contact);
    device.location = json["location"].toString();
    device.services = json["services"].toInt();
    device.uptimeDays = json["uptimeDays"].toDouble();
    device.vendor = json["vendor"].toString();
    device.model = json["model"].toString();
    device.serial = json["serial"].toString();
    device.software = json["software"].toString();
    device.temperatureCelsius = json["temperature"].toInt(30);
    device.lldpPortBase = json["lldpPortBase"].toInt();
    for (const QJsonValue& capability : json["capabilities"].toArray())
        device.capabilities.append(capability.toString());
    if (json.contains("radioLevelDbm"))
        device.radioLevelDbm = json["radioLevelDbm"].toDouble();
    if (const QJsonObject host = json["host"].toObject(); !host.isEmpty())
        device.host = HostPlan{host["processors"].toInt(), host["memoryMiB"].toInt(), host["diskGiB"].toInt()};
    if (const QJsonObject onts = json["onts"].toObject(); !onts.isEmpty())
        device.onts = OntPlan{onts["pon"].toString(), onts["count"].toInt()};
    // Uptime is 32 bits of hundredths of a second: 497 days.
    if (device.uptimeDays < 0 || device.uptimeDays > 400)
        return refusePlan(error, QStringLiteral("%1 has an uptime outside 0 to 400 days.").arg(device.name));
    if (!readPorts(json, device, error))
        return false;
    plan.devices.append(device);
    if (device.onts && (plan.portNamed(int(plan.devices.size()) - 1, device.onts->pon) < 0 || device.onts->count < 1 || device.onts->count > 128))
        return refusePlan(error, QStringLiteral("the ONTs of %1 are at no port of it, or not 1 to 128.").arg(device.name));
    return true;
}

static PortRef readEnd(const QJsonValue& json, const NetworkPlan& plan)
{
    const QJsonArray pair = json.toArray();
    PortRef end;
    end.device = plan.deviceNamed(pair.at(0).toString());
    if (end.device >= 0)
        end.port = plan.portNamed(end.device, pair.at(1).toString());
    return end;
}

static bool readLink(const QJsonObject& json, NetworkPlan& plan, QString* error)
{
    LinkPlan link;
    link.from = readEnd(json["from"], plan);
    link.to = readEnd(json["to"], plan);
    const QJsonArray mbps = json["mbps"].toArray();
    link.mbpsThere = mbps.at(0).toDouble();
    link.mbpsBack = mbps.at(1).toDouble();
    if (json["discovery"].toString() == u"cdp")
        link.protocol = NeighbourProtocol::Cdp;
    for (const PortRef& end : {link.from, link.to}) {
        if (end.port < 0 || plan.devices[end.device].ports[end.port].use != PortUse::Link)
            return refusePlan(error, QStringLiteral("a link names a port that is not there or not for links: %1")
                                         .arg(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact))));
        const PortRef other = end == link.from ? link.to : link.from;
        if (other.port < 0)
            continue;
        QString& alias = plan.devices[end.device].ports[end.port].alias;
        if (!alias.isEmpty())
            return refusePlan(error, QStringLiteral("port %1 of %2 is in two links.")
                                         .arg(plan.devices[end.device].ports[end.port].name, plan.devices[end.device].name));
        alias = QStringLiteral("to %1 %2").arg(plan.devices[other.device].name, plan.devices[other.device].ports[other.port].name);
    }
    plan.links.append(link);
    return true;
}

std::optional<NetworkPlan> NetworkPlan::parse(const QByteArray& json, QString* error)
{
    QJsonParseError problem;
    const QJsonObject root = QJsonDocument::fromJson(json, &problem).object();
    NetworkPlan plan;
    plan.operatorName = root["operator"].toString();
    plan.contact = root["contact"].toString();
    if (root.isEmpty()) {
        refusePlan(error, QStringLiteral("it is no JSON object (%1 at byte %2).").arg(problem.errorString()).arg(problem.offset));
        return std::nullopt;
    }
    for (const QJsonValue& device : root["devices"].toArray())
        if (!readDevice(device.toObject(), plan, error))
            return std::nullopt;
    for (const QJsonValue& link : root["links"].toArray())
        if (!readLink(link.toObject(), plan, error))
            return std::nullopt;
    return plan;
}

NetworkPlan NetworkPlan::demo()
{
    registerSimulatorResource();
    QFile file(QStringLiteral(":/simulator/network.json"));
    QString error = file.errorString();
    std::optional<NetworkPlan> plan;
    if (file.open(QIODevice::ReadOnly))
        plan = parse(file.readAll(), &error);
    if (!plan)
        qFatal("The built-in network can't be read: %s", qUtf8Printable(error));
    return *plan;
}

int NetworkPlan::deviceNamed(QStringView name) const
{
    for (int i = 0; i < devices.size(); ++i)
        if (devices[i].name == name)
            return i;
    return -1;
}

int NetworkPlan::portNamed(int device, QStringView name) const
{
    const QList<PortPlan>& ports = devices[device].ports;
    for (int i = 0; i < ports.size(); ++i)
        if (ports[i].name == name)
            return i;
    return -1;
}

} // namespace trunkline::simulator
