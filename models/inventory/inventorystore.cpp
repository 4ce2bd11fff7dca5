#include "models/inventory/inventorystore.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QSet>

namespace trunkline::inventory {

static const QString deviceColumns =
    QStringLiteral("id, sys_name, given_name, address, snmp_port, credential_id, site_id, kind, vendor, model, operating_system, software_version, serial_number, "
                   "engine_id, base_mac, sys_object_id, description, state, last_seen_at_ms, map_x, map_y, domain, retired, "
                   "time_zone, role, check_ping, check_ports, check_every_ms, check_misses");
static const QString portColumns =
    QStringLiteral("id, device_id, name, if_index, alias, description, mac, if_type, admin_state, oper_state, speed_bps, present, "
                   "line_bps, contract_bps, rates_reason");
static const QString linkColumns = QStringLiteral("id, a_port_id, b_port_id, evidence, first_seen_at_ms, last_seen_at_ms, missed");

static QList<quint16> portsIn(const QString& lines)
{
    QList<quint16> ports;
    for (const QString& line : lines.split(u'\n', Qt::SkipEmptyParts))
        ports.append(line.toUShort());
    return ports;
}

static QString linesOf(const QList<quint16>& ports)
{
    QStringList lines;
    for (const quint16 port : ports)
        lines.append(QString::number(port));
    return lines.join(u'\n');
}

static QString nameOf(const store::Row& row)
{
    const QString given = row.text("given_name"), sysName = row.text("sys_name");
    return !given.isEmpty() ? given : !sysName.isEmpty() ? sysName : row.text("address");
}

static Device deviceFrom(const store::Row& row)
{
    Device device;
    device.id = row.id<DeviceId>("id");
    device.sysName = row.text("sys_name");
    device.givenName = row.text("given_name");
    device.address = row.text("address");
    device.name = nameOf(row);
    device.snmpPort = quint16(row.integer("snmp_port"));
    device.credentialId = row.id<CredentialId>("credential_id");
    device.siteId = row.id<SiteId>("site_id");
    device.kind = row.text("kind");
    device.vendor = row.text("vendor");
    device.model = row.text("model");
    device.operatingSystem = row.text("operating_system");
    device.softwareVersion = row.text("software_version");
    device.serialNumber = row.text("serial_number");
    device.engineId = row.bytes("engine_id");
    device.baseMac = row.text("base_mac");
    device.sysObjectId = row.text("sys_object_id");
    device.description = row.text("description");
    device.state = deviceStateNamed(row.text("state"));
    device.lastSeenAt = row.maybeTimestamp("last_seen_at_ms");
    if (!row.isNull("map_x") && !row.isNull("map_y"))
        device.position = MapPosition{row.real("map_x"), row.real("map_y")};
    device.domain = row.text("domain");
    device.retired = row.flag("retired");
    device.timeZone = row.text("time_zone");
    device.role = deviceRoleNamed(row.text("role")).value_or(DeviceRole::Unknown);
    device.checks = {row.flag("check_ping"), portsIn(row.text("check_ports")), row.integer("check_every_ms"), int(row.integer("check_misses"))};
    return device;
}

static Port portFrom(const store::Row& row)
{
    return {row.id<PortId>("id"), row.id<DeviceId>("device_id"), row.text("name"), row.integer("if_index"), row.text("alias"),
            row.text("description"), row.text("mac"), int(row.integer("if_type")), adminStateNamed(row.text("admin_state")),
            operStateNamed(row.text("oper_state")), row.integer("speed_bps"), row.flag("present"),
            {row.integer("line_bps"), row.integer("contract_bps"), row.text("rates_reason")}};
}

static Link linkFrom(const store::Row& row)
{
    return {row.id<LinkId>("id"), row.id<PortId>("a_port_id"), row.id<PortId>("b_port_id"), row.text("evidence"),
            row.timestamp("first_seen_at_ms"), row.timestamp("last_seen_at_ms"), int(row.integer("missed"))};
}

template <class Value>
static std::optional<Value> firstOf(const QList<Value>& values)
{
    return values.isEmpty() ? std::nullopt : std::optional(values.first());
}

static QList<Site> sitesWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<Site> found;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, name FROM site %1 ORDER BY name").arg(condition), binds))
        found.append({row.id<SiteId>("id"), row.text("name")});
    return found;
}

static QList<Device> devicesWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<Device> found;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM device %2 ORDER BY sys_name, address").arg(deviceColumns, condition), binds))
        found.append(deviceFrom(row));
    return found;
}

static QList<Port> portsWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<Port> found;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM port %2 ORDER BY device_id, if_index, name").arg(portColumns, condition), binds))
        found.append(portFrom(row));
    return found;
}

static QList<Link> linksWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<Link> found;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM link %2 ORDER BY id").arg(linkColumns, condition), binds))
        found.append(linkFrom(row));
    return found;
}

QList<Site> sites(store::Connection& connection) { return sitesWhere(connection, {}, {}); }

std::optional<Site> site(store::Connection& connection, SiteId id)
{
    return firstOf(sitesWhere(connection, QStringLiteral("WHERE id = ?"), {id}));
}

std::optional<Site> siteNamed(store::Connection& connection, const QString& name)
{
    return firstOf(sitesWhere(connection, QStringLiteral("WHERE name = ?"), {name}));
}

QList<Device> devices(store::Connection& connection, bool alsoRetired)
{
    QList<Device> all = devicesWhere(connection, alsoRetired ? QString() : QStringLiteral("WHERE retired = 0"), {});
    std::stable_sort(all.begin(), all.end(), [](const Device& a, const Device& b) { return a.name < b.name; });
    return all;
}

std::optional<Device> device(store::Connection& connection, DeviceId id)
{
    return firstOf(devicesWhere(connection, QStringLiteral("WHERE id = ?"), {id}));
}

QString deviceName(store::Connection& connection, DeviceId id)
{
    const auto row = connection.row(QStringLiteral("SELECT sys_name, given_name, address FROM device WHERE id = ?"), {id});
    return row ? nameOf(*row) : QString();
}

std::optional<Device> deviceByName(store::Connection& connection, const QString& name)
{
    QList<Device> found = devicesWhere(connection, QStringLiteral("WHERE given_name = ? AND retired = 0"), {name});
    if (found.isEmpty())
        found = devicesWhere(connection, QStringLiteral("WHERE sys_name = ? AND retired = 0"), {name});
    if (found.size() < 2)
        return firstOf(found);
    QStringList addresses;
    for (const Device& device : found)
        addresses.append(device.domain.isEmpty() ? device.address : device.address + u' ' + device.domain);
    throw Refused(QCoreApplication::translate("Inventory", "Several devices are called “%1” (%2); name the one you mean by its address.")
                      .arg(name, addresses.join(QStringLiteral(", "))));
}

std::optional<Device> deviceByAddress(store::Connection& connection, const QString& address)
{
    QList<Device> found = devicesWhere(connection, QStringLiteral("WHERE address = ? AND retired = 0"), {address});
    if (found.isEmpty())
        found = devicesWhere(connection, QStringLiteral("WHERE id IN (SELECT device_id FROM device_address WHERE address = ?) AND retired = 0"), {address});
    return found.size() == 1 ? firstOf(found) : std::nullopt;
}

std::optional<Device> deviceByAddress(store::Connection& connection, const QString& address, const QString& domain)
{
    QList<Device> found = devicesWhere(connection, QStringLiteral("WHERE address = ? AND domain = ? AND retired = 0"), {address, domain});
    if (found.isEmpty())
        found = devicesWhere(connection, QStringLiteral("WHERE id IN (SELECT device_id FROM device_address WHERE address = ?) AND domain = ? AND retired = 0"), {address, domain});
    return found.size() == 1 ? firstOf(found) : std::nullopt;
}

std::optional<Device> deviceByEngineId(store::Connection& connection, const QByteArray& engineId)
{
    const QList<Device> found = engineId.isEmpty() ? QList<Device>() : devicesWhere(connection, QStringLiteral("WHERE engine_id = ? AND retired = 0"), {engineId});
    return found.size() == 1 ? firstOf(found) : std::nullopt;
}

QStringList addressesOf(store::Connection& connection, DeviceId id)
{
    QStringList addresses;
    if (const auto found = device(connection, id))
        addresses.append(found->address);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT address FROM device_address WHERE device_id = ? ORDER BY address"), {id}))
        if (!addresses.contains(row.text("address")))
            addresses.append(row.text("address"));
    return addresses;
}

QList<Port> ports(store::Connection& connection, DeviceId device, bool alsoGone)
{
    return portsWhere(connection, alsoGone ? QStringLiteral("WHERE device_id = ?") : QStringLiteral("WHERE device_id = ? AND present = 1"), {device});
}

QList<Port> allPorts(store::Connection& connection)
{
    return portsWhere(connection, QStringLiteral("WHERE present = 1"), {});
}

std::optional<Port> port(store::Connection& connection, PortId id)
{
    return firstOf(portsWhere(connection, QStringLiteral("WHERE id = ?"), {id}));
}

std::optional<Port> portByName(store::Connection& connection, DeviceId device, const QString& ifName)
{
    return firstOf(portsWhere(connection, QStringLiteral("WHERE device_id = ? AND name = ?"), {device, ifName}));
}

std::optional<Port> portByIndex(store::Connection& connection, DeviceId device, qint64 ifIndex)
{
    // Apart from the order: for its sake SQLite would read all ports of the device.
    return firstOf(portsWhere(connection, QStringLiteral("WHERE id IN (SELECT id FROM port WHERE device_id = ? AND if_index = ? AND present = 1)"), {device, std::int64_t(ifIndex)}));
}

QList<Link> links(store::Connection& connection) { return linksWhere(connection, {}, {}); }

QList<LinkEvidence> evidenceOf(store::Connection& connection, LinkId link)
{
    QList<LinkEvidence> found;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT kind, port_id, first_seen_at_ms, last_seen_at_ms FROM link_evidence WHERE link_id = ? "
                                                                "ORDER BY last_seen_at_ms DESC, kind, port_id"), {link}))
        found.append({row.text("kind"), row.id<PortId>("port_id"), row.timestamp("first_seen_at_ms"), row.timestamp("last_seen_at_ms")});
    return found;
}

QList<LinkEnds> linkEnds(store::Connection& connection)
{
    QList<LinkEnds> found;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT l.a_port_id, l.b_port_id, a.device_id AS a_device, b.device_id AS b_device FROM link l "
                                                                "JOIN port a ON a.id = l.a_port_id JOIN port b ON b.id = l.b_port_id ORDER BY l.id")))
        found.append({row.id<PortId>("a_port_id"), row.id<PortId>("b_port_id"), row.id<DeviceId>("a_device"), row.id<DeviceId>("b_device")});
    return found;
}

QList<Link> linksOfPort(store::Connection& connection, PortId port)
{
    return linksWhere(connection, QStringLiteral("WHERE a_port_id = ? OR b_port_id = ?"), {port, port});
}

QList<Port> freePorts(store::Connection& connection)
{
    QList<Port> found = portsWhere(connection,
                                   QStringLiteral("WHERE present = 1 AND admin_state = 'down' AND alias = '' "
                                                  "AND NOT EXISTS (SELECT 1 FROM service WHERE service.port_id = port.id AND service.state <> 'terminated')"),
                                   {});
    const QHash<PortId, PortUse> uses = portUses(connection);
    found.removeIf([&](const Port& port) { return uses.value(port.id) != PortUse::Customer; });
    return found;
}

QHash<PortId, PortUse> portUses(store::Connection& connection)
{
    QHash<PortId, Port> known;
    for (const Port& port : portsWhere(connection, {}, {}))
        known.insert(port.id, port);
    QSet<PortId> linked;
    QHash<DeviceId, QSet<DeviceId>> neighbours;
    for (const Link& link : links(connection)) {
        const DeviceId a = known.value(link.aPortId).deviceId, b = known.value(link.bPortId).deviceId;
        linked << link.aPortId << link.bPortId;
        if (a == b)
            continue;
        neighbours[a].insert(b);
        neighbours[b].insert(a);
    }
    QHash<DeviceId, QString> kinds;
    for (const Device& device : devices(connection))
        kinds.insert(device.id, device.kind);
    QHash<PortId, PortUse> uses;
    for (const Port& port : std::as_const(known))
        uses.insert(port.id, useOf(port, {kinds.value(port.deviceId), linked.contains(port.id), int(neighbours.value(port.deviceId).size())}));
    return uses;
}

PortUse portUse(store::Connection& connection, const Port& port)
{
    const auto owner = device(connection, port.deviceId);
    const auto row = connection.row(QStringLiteral("SELECT COUNT(DISTINCT other.device_id) AS neighbours FROM link "
                                                   "JOIN port own ON own.id IN (link.a_port_id, link.b_port_id) "
                                                   "JOIN port other ON other.id IN (link.a_port_id, link.b_port_id) AND other.device_id <> own.device_id "
                                                   "WHERE own.device_id = ?"), {port.deviceId});
    return useOf(port, {owner ? owner->kind : QString(), !linksOfPort(connection, port.id).isEmpty(), int(row->integer("neighbours"))});
}

QList<KnownIdentity> knownIdentities(store::Connection& connection)
{
    QHash<DeviceId, QList<Port>> portsOf;
    for (const Port& port : allPorts(connection))
        portsOf[port.deviceId].append(port);
    QHash<DeviceId, QStringList> addressesByDevice;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT device_id, address FROM device_address")))
        addressesByDevice[row.id<DeviceId>("device_id")].append(row.text("address"));
    QList<KnownIdentity> known;
    for (const Device& device : devices(connection, true))
        known.append({device.id, identityOf(device, portsOf.value(device.id), addressesByDevice.value(device.id))});
    return known;
}

void insertSite(store::Connection& connection, const Site& site)
{
    connection.exec(QStringLiteral("INSERT INTO site (id, name) VALUES (?, ?)"), {site.id, site.name});
}

static store::Binds deviceBinds(const Device& device)
{
    const store::Bind x = device.position ? store::Bind(device.position->x) : store::Bind(nullptr);
    const store::Bind y = device.position ? store::Bind(device.position->y) : store::Bind(nullptr);
    return {device.sysName, device.givenName, device.address, int(device.snmpPort), device.credentialId, device.siteId, device.kind, device.vendor,
            device.model, device.operatingSystem, device.softwareVersion, device.serialNumber, device.engineId.isNull() ? QByteArray("") : device.engineId, device.baseMac,
            device.sysObjectId, device.description, nameOf(device.state), device.lastSeenAt, x, y, device.domain, device.retired, device.timeZone, nameOf(device.role),
            device.checks.ping, linesOf(device.checks.tcpPorts), device.checks.everyMs, device.checks.misses};
}

void insertDevice(store::Connection& connection, const Device& device)
{
    connection.exec(QStringLiteral("INSERT INTO device (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(deviceColumns),
                    store::Binds{device.id} + deviceBinds(device));
}

void updateDevice(store::Connection& connection, const Device& device)
{
    connection.exec(QStringLiteral("UPDATE device SET sys_name = ?, given_name = ?, address = ?, snmp_port = ?, credential_id = ?, site_id = ?, kind = ?, "
                                   "vendor = ?, model = ?, operating_system = ?, software_version = ?, serial_number = ?, engine_id = ?, base_mac = ?, sys_object_id = ?, "
                                   "description = ?, state = ?, last_seen_at_ms = ?, map_x = ?, map_y = ?, domain = ?, retired = ?, "
                                   "time_zone = ?, role = ?, check_ping = ?, check_ports = ?, check_every_ms = ?, check_misses = ? WHERE id = ?"),
                    deviceBinds(device) + store::Binds{device.id});
}

static store::Binds portBinds(const Port& port)
{
    return {port.name, std::int64_t(port.ifIndex), port.alias, port.description, port.mac, port.ifType, nameOf(port.adminState), nameOf(port.operState),
            std::int64_t(port.speedBps), port.present, std::int64_t(port.rates.lineBps), std::int64_t(port.rates.contractBps), port.rates.reason};
}

void insertPort(store::Connection& connection, const Port& port)
{
    connection.exec(QStringLiteral("INSERT INTO port (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(portColumns),
                    store::Binds{port.id, port.deviceId} + portBinds(port));
}

void updatePort(store::Connection& connection, const Port& port)
{
    connection.exec(QStringLiteral("UPDATE port SET name = ?, if_index = ?, alias = ?, description = ?, mac = ?, if_type = ?, admin_state = ?, "
                                   "oper_state = ?, speed_bps = ?, present = ?, line_bps = ?, contract_bps = ?, rates_reason = ? WHERE id = ?"),
                    portBinds(port) + store::Binds{port.id});
}

void updatePortStates(store::Connection& connection, const Port& port)
{
    connection.exec(QStringLiteral("UPDATE port SET admin_state = ?, oper_state = ? WHERE id = ?"), {nameOf(port.adminState), nameOf(port.operState), port.id});
}

void insertLink(store::Connection& connection, const Link& link)
{
    connection.exec(QStringLiteral("INSERT INTO link (%1) VALUES (?, ?, ?, ?, ?, ?, ?)").arg(linkColumns),
                    {link.id, link.aPortId, link.bPortId, link.evidence, link.firstSeenAt, link.lastSeenAt, link.missed});
}

void updateLink(store::Connection& connection, const Link& link)
{
    connection.exec(QStringLiteral("UPDATE link SET evidence = ?, last_seen_at_ms = ?, missed = ? WHERE id = ?"),
                    {link.evidence, link.lastSeenAt, link.missed, link.id});
}

void deleteLink(store::Connection& connection, LinkId id)
{
    connection.exec(QStringLiteral("DELETE FROM link_evidence WHERE link_id = ?"), {id});
    connection.exec(QStringLiteral("DELETE FROM link WHERE id = ?"), {id});
}

void putEvidence(store::Connection& connection, LinkId link, const QString& kind, PortId port, Timestamp at)
{
    connection.exec(QStringLiteral("INSERT INTO link_evidence (link_id, kind, port_id, first_seen_at_ms, last_seen_at_ms) VALUES (?, ?, ?, ?, ?) "
                                   "ON CONFLICT (link_id, kind, port_id) DO UPDATE SET last_seen_at_ms = excluded.last_seen_at_ms"),
                    {link, kind, port, at, at});
}

bool putAddresses(store::Connection& connection, const Device& device, const QStringList& addresses)
{
    QStringList known = addressesOf(connection, device.id);
    QStringList wanted = addresses;
    wanted.append(device.address);
    wanted.sort();
    wanted.removeDuplicates();
    known.sort();
    if (known == wanted)
        return false;
    connection.exec(QStringLiteral("DELETE FROM device_address WHERE device_id = ?"), {device.id});
    for (const QString& address : wanted)
        connection.exec(QStringLiteral("INSERT INTO device_address (device_id, address) VALUES (?, ?)"), {device.id, address});
    return true;
}

} // namespace trunkline::inventory
