// Jobs about the network: credentials, devices, ports, links.

#include "app/ctl/secret.h"
#include "app/ctl/session.h"
#include "models/core/errors.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/portrates.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

namespace trunkline::ctl {

namespace {

QString networkText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

int addCredential(Session& session, const QCommandLineParser& parser)
{
    inventory::Credential draft;
    draft.name = parser.positionalArguments().first();
    draft.version = inventory::snmpVersionNamed(parser.value(QStringLiteral("version")));
    draft.forWriting = parser.isSet(QStringLiteral("for-writing"));
    const QString file = parser.value(QStringLiteral("secret-file"));
    if (draft.version == inventory::SnmpVersion::V3) {
        draft.user = parser.value(QStringLiteral("snmp-user"));
        draft.auth = inventory::authProtocolNamed(parser.value(QStringLiteral("auth")));
        draft.priv = inventory::privProtocolNamed(parser.value(QStringLiteral("priv")));
        const QStringList secrets = readSecrets(file, {networkText("Authentication password"), networkText("Privacy password")});
        draft.authPassword = secrets.value(0).toUtf8();
        draft.privPassword = secrets.value(1).toUtf8();
    } else {
        draft.community = readSecrets(file, {networkText("Community")}).value(0).toUtf8();
    }
    inventory::CredentialService(session.context(), session.sealer()).add(session.actor(), draft);
    session.say(networkText("The credential “%1” was added; its secret is sealed in the database.").arg(draft.name));
    return Done;
}

int listCredentials(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ManageCredentials);
    Listing listing{{{"position", networkText("Order"), true}, {"name", networkText("Credential")}, {"version", networkText("SNMP")}, {"user", networkText("User")},
                     {"forWriting", networkText("May write")}}, {}, networkText("There are no credentials; add one with “trunklinectl credential add”.")};
    for (const inventory::Credential& credential : inventory::credentials(session.connection(), session.sealer()))
        listing.rows.append(QJsonObject{{"position", credential.position}, {"name", credential.name}, {"version", inventory::nameOf(credential.version)},
                                        {"user", credential.user}, {"forWriting", credential.forWriting}});
    session.show(listing);
    return Done;
}

QJsonObject deviceRow(Session& session, const inventory::Device& device)
{
    QJsonObject row = inventory::toJson(device);
    row["state"] = inventory::nameOf(device.state);
    row["name"] = device.name;
    row["ports"] = inventory::ports(session.connection(), device.id).size();
    row["lastSeen"] = device.lastSeenAt ? session.time(*device.lastSeenAt) : QString();
    row["id"] = device.id.toString();
    return row;
}

int listDevices(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewNetwork);
    Listing listing{{{"name", networkText("Device")}, {"kind", networkText("Kind")}, {"address", networkText("Address")}, {"vendor", networkText("Vendor")},
                     {"model", networkText("Model")}, {"softwareVersion", networkText("Software")}, {"serialNumber", networkText("Serial number")},
                     {"ports", networkText("Ports"), true}, {"state", networkText("State")}}, {},
                    networkText("No device is known yet; find some with “trunklinectl discover --seed ADDRESS”.")};
    for (const inventory::Device& device : inventory::devices(session.connection()))
        listing.rows.append(deviceRow(session, device));
    session.show(listing);
    return Done;
}

inventory::Device deviceCalled(Session& session, const QString& name)
{
    auto device = inventory::deviceByName(session.connection(), name);
    if (!device)
        device = inventory::deviceByAddress(session.connection(), name);
    if (!device)
        throw NotFound(networkText("There is no device “%1”; see “trunklinectl device list”.").arg(name));
    return *device;
}

QJsonObject portRow(const inventory::Port& port)
{
    return {{"id", port.id.toString()}, {"name", port.name}, {"ifIndex", port.ifIndex}, {"type", inventory::ifTypeName(port.ifType)},
            {"admin", inventory::nameOf(port.adminState)}, {"oper", inventory::nameOf(port.operState)}, {"speedBps", port.speedBps},
            {"lineBps", port.lineBps()}, {"contractBps", port.rates.contractBps}, {"ratesReason", port.rates.reason},
            {"speedMbps", port.lineBps() / 1'000'000}, {"contract", port.rates.contractBps > 0 ? inventory::rateWord(port.rates.contractBps) : QString()}, {"alias", port.alias}, {"description", port.description}, {"mac", port.mac}};
}

Listing portListing()
{
    return {{{"name", networkText("Port")}, {"ifIndex", networkText("ifIndex"), true}, {"type", networkText("Type")}, {"admin", networkText("Admin")},
             {"oper", networkText("Oper")}, {"speedMbps", networkText("Mbit/s"), true}, {"contract", networkText("Contracted"), true}, {"alias", networkText("Alias")}}, {},
            networkText("The device reports no ports.")};
}

int showDevice(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    const inventory::Device device = deviceCalled(session, parser.positionalArguments().first());
    QJsonObject object = deviceRow(session, device);
    Listing ports = portListing();
    for (const inventory::Port& port : inventory::ports(session.connection(), device.id))
        ports.rows.append(portRow(port));
    if (session.options().json) {
        object["ports"] = ports.rows;
        session.show(object, {});
        return Done;
    }
    session.show(object, {{"name", networkText("Device")}, {"kind", networkText("Kind")}, {"address", networkText("Address")}, {"vendor", networkText("Vendor")},
                          {"model", networkText("Model")}, {"operatingSystem", networkText("System")}, {"softwareVersion", networkText("Software")},
                          {"serialNumber", networkText("Serial number")}, {"sysObjectId", networkText("sysObjectID")}, {"state", networkText("State")}, {"lastSeen", networkText("Last seen")}});
    session.show(ports);
    return Done;
}

int setZone(Session& session, const QCommandLineParser& parser)
{
    const inventory::Device device = deviceCalled(session, parser.positionalArguments().at(0));
    const QString zone = parser.positionalArguments().at(1);
    inventory::InventoryService(session.context()).setTimeZone(session.actor(), device.id, zone == QLatin1String("operator") ? QString() : zone);
    session.say(networkText("The dates in the log of %1 are read as said.").arg(device.name));
    return Done;
}

int listPorts(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    Listing listing = portListing();
    if (parser.isSet(QStringLiteral("free"))) {
        listing.columns.prepend({"device", networkText("Device")});
        listing.empty = networkText("No port is free: every customer port is in use, or no device is known yet.");
        QHash<DeviceId, QString> names;
        for (const inventory::Device& device : inventory::devices(session.connection()))
            names.insert(device.id, device.name);
        for (const inventory::Port& port : inventory::freePorts(session.connection())) {
            QJsonObject row = portRow(port);
            row["device"] = names.value(port.deviceId);
            listing.rows.append(row);
        }
    } else if (parser.positionalArguments().isEmpty()) {
        throw InvalidInput(networkText("Name a device, or ask for --free ports."));
    } else {
        for (const inventory::Port& port : inventory::ports(session.connection(), deviceCalled(session, parser.positionalArguments().first()).id))
            listing.rows.append(portRow(port));
    }
    session.show(listing);
    return Done;
}

inventory::Port portCalled(Session& session, const inventory::Device& device, const QString& name)
{
    const auto port = inventory::portByName(session.connection(), device.id, name);
    if (!port)
        throw NotFound(networkText("%1 has no port “%2”; see “trunklinectl port list %1”.").arg(device.name, name));
    return *port;
}

int setSpeed(Session& session, const QCommandLineParser& parser)
{
    const inventory::Device device = deviceCalled(session, parser.positionalArguments().at(0));
    const inventory::Port port = portCalled(session, device, parser.positionalArguments().at(1));
    const auto rate = [&](const QString& option, const QString& none, qint64 now) {
        const QString word = parser.value(option);
        return !parser.isSet(option) ? now : word == none ? 0 : inventory::parseRate(word);
    };
    if (!parser.isSet(QStringLiteral("line")) && !parser.isSet(QStringLiteral("contract")))
        throw InvalidInput(networkText("Say what to change: --line RATE or --contract RATE, or both."));
    const inventory::PortRates rates{rate(QStringLiteral("line"), QStringLiteral("device"), port.rates.lineBps),
                                     rate(QStringLiteral("contract"), QStringLiteral("none"), port.rates.contractBps), parser.value(QStringLiteral("reason"))};
    inventory::PortRateService(session.context()).set(session.actor(), port.id, rates);
    session.say(networkText("The rates of %1 %2 are as said.").arg(device.name, port.name));
    return Done;
}

QString endName(Session& session, PortId id)
{
    const auto port = inventory::port(session.connection(), id);
    return port ? QStringLiteral("%1 %2").arg(inventory::device(session.connection(), port->deviceId)->name, port->name) : QString();
}

int listLinks(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewNetwork);
    Listing listing{{{"aDevice", networkText("Device")}, {"aPort", networkText("Port")}, {"bDevice", networkText("Device")}, {"bPort", networkText("Port")},
                     {"evidence", networkText("Seen by")}, {"age", networkText("State")}, {"lastSeen", networkText("Last seen")}}, {},
                    networkText("No link is known yet; discovery finds them by what devices tell of their neighbours.")};
    for (const inventory::Link& link : inventory::links(session.connection())) {
        const auto a = inventory::port(session.connection(), link.aPortId);
        const auto b = inventory::port(session.connection(), link.bPortId);
        if (!a || !b)
            continue; // discovery takes a link away together with its port
        QJsonArray words;
        for (const inventory::LinkEvidence& one : inventory::evidenceOf(session.connection(), link.id))
            words.append(QJsonObject{{"kind", one.kind}, {"by", endName(session, one.portId)}, {"lastSeen", session.time(one.lastSeenAt)}});
        listing.rows.append(QJsonObject{{"aDevice", inventory::device(session.connection(), a->deviceId)->name}, {"aPort", a->name},
                                        {"bDevice", inventory::device(session.connection(), b->deviceId)->name}, {"bPort", b->name}, {"evidence", link.evidence},
                                        {"words", words}, {"age", inventory::nameOf(inventory::ageOf(link.missed))}, {"lastSeen", session.time(link.lastSeenAt)}});
    }
    session.show(listing);
    return Done;
}

/// Who says that there is a link at this port, since when, and until when.
int showLink(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    const inventory::Device device = deviceCalled(session, parser.positionalArguments().at(0));
    const inventory::Port port = portCalled(session, device, parser.positionalArguments().at(1));
    Listing listing{{{"link", networkText("Link")}, {"evidence", networkText("Evidence")}, {"by", networkText("Told by")}, {"firstSeen", networkText("First seen")},
                     {"lastSeen", networkText("Last seen")}}, {}, networkText("No link is known at this port.")};
    for (const inventory::Link& link : inventory::linksOfPort(session.connection(), port.id))
        for (const inventory::LinkEvidence& one : inventory::evidenceOf(session.connection(), link.id))
            listing.rows.append(QJsonObject{{"link", QStringLiteral("%1 – %2").arg(endName(session, link.aPortId), endName(session, link.bPortId))},
                                            {"kind", one.kind}, {"evidence", inventory::evidenceTitle(one.kind)}, {"by", endName(session, one.portId)},
                                            {"firstSeen", session.time(one.firstSeenAt)}, {"lastSeen", session.time(one.lastSeenAt)}});
    session.show(listing);
    return Done;
}

int listServices(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewNetwork);
    Listing listing{{{"name", networkText("Service")}, {"state", networkText("State")}, {"device", networkText("Device")}, {"port", networkText("Port")},
                     {"activated", networkText("Activated")}}, {}, networkText("There are no services yet; they come with orders.")};
    for (const inventory::Service& service : inventory::allServices(session.connection())) {
        const auto port = inventory::port(session.connection(), service.portId);
        const auto device = port ? inventory::device(session.connection(), port->deviceId) : std::nullopt;
        listing.rows.append(QJsonObject{{"id", service.id.toString()}, {"name", service.name}, {"state", inventory::nameOf(service.state)},
                                        {"device", device ? device->name : QString()}, {"port", port ? port->name : QString()},
                                        {"activated", service.activatedAt ? session.time(*service.activatedAt) : QString()}});
    }
    session.show(listing);
    return Done;
}

} // namespace

QList<Command> networkCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value, const char* fallback = "") {
        return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value), QString::fromLatin1(fallback));
    };
    return {
        {"credential list", "", networkText("with what devices are asked (no secrets)"), 0, 0, {}, listCredentials},
        {"credential add", "NAME", networkText("add a community or an SNMPv3 user"), 1, 1,
         {option("version", networkText("v1, v2c or v3"), "VERSION", "v2c"), option("snmp-user", networkText("the v3 user"), "NAME"),
          option("auth", networkText("none, md5, sha1, sha256"), "PROTOCOL", "sha1"), option("priv", networkText("none, des, aes128"), "PROTOCOL", "aes128"),
          option("secret-file", networkText("community, or the two v3 passwords, a line each (else asked for, or read from standard input)"), "FILE"),
          QCommandLineOption(QStringLiteral("for-writing"), networkText("may change devices (activation)"))}, addCredential},
        {"device list", "", networkText("the devices that were found"), 0, 0, {}, listDevices},
        {"device zone", "NAME ZONE|operator", networkText("whose time the dates in the log of a device are"), 2, 2, {}, setZone},
        {"device show", "NAME", networkText("one device with its ports"), 1, 1, {}, showDevice},
        {"port list", "[DEVICE]", networkText("the ports of a device, or the free ones"), 0, 1,
         {QCommandLineOption(QStringLiteral("free"), networkText("ports that a customer can get"))}, listPorts},
        {"port speed", "DEVICE PORT", networkText("say what the line of a port carries, or what was bought of it"), 2, 2,
         {option("line", networkText("in place of what the device says, as 10G; device: as it says"), "RATE|device"),
          option("contract", networkText("what was bought of it, as 500M; none: all"), "RATE|none"), option("reason", networkText("why"), "TEXT")}, setSpeed},
        {"link list", "", networkText("which ports are connected"), 0, 0, {}, listLinks},
        {"link show", "DEVICE PORT", networkText("how the link at a port is known"), 2, 2, {}, showLink},
        {"service list", "", networkText("what the network does for customers"), 0, 0, {}, listServices},
    };
}

} // namespace trunkline::ctl
