#include "models/billing/trafficports.h"

#include "models/billing/billabletraffic.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/store/inlist.h"

#include <QCoreApplication>

namespace trunkline::billing {

using access::Permission;

namespace {

struct TrafficPortTexts {
    Q_DECLARE_TR_FUNCTIONS(TrafficPorts)
};

TrafficPort trafficPortFrom(const store::Row& row)
{
    return {row.integer("id"), row.id<ServiceId>("service_id"), row.id<PortId>("port_id"), row.date("valid_from"), row.maybeDate("valid_to")};
}

QJsonObject trafficPortJson(store::Connection& connection, const inventory::Service& service, const TrafficPort& port)
{
    QJsonObject o{{"name", service.name}, {"port", trafficPortName(connection, port.portId)}, {"from", port.from.toIso()}};
    if (port.to)
        o["to"] = port.to->toIso();
    return o;
}

inventory::Service requireService(store::Connection& connection, ServiceId id)
{
    if (auto found = inventory::service(connection, id))
        return *found;
    throw NotFound(TrafficPortTexts::tr("There is no such service."));
}

void requireUnbilled(store::Connection& connection, const inventory::Service& service, BillingDate day)
{
    if (const auto until = trafficChargedUntil(connection, service.id); until && day < *until)
        throw Refused(TrafficPortTexts::tr("The traffic of %1 is on invoices up to %2; name a day from then on, and correct what was billed by an adjustment.").arg(service.name, until->toIso()));
}

} // namespace

QHash<ServiceId, QList<TrafficPort>> trafficPorts(store::Connection& connection, const QStringList& services)
{
    QHash<ServiceId, QList<TrafficPort>> all;
    for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT * FROM traffic_port WHERE service_id IN ({keys}) ORDER BY valid_from, id"), services))
        all[row.id<ServiceId>("service_id")].append(trafficPortFrom(row));
    return all;
}

QString trafficPortName(store::Connection& connection, PortId id)
{
    const auto port = inventory::port(connection, id);
    const auto device = port ? inventory::device(connection, port->deviceId) : std::nullopt;
    return device ? QStringLiteral("%1 %2").arg(device->name, port->name) : id.toString();
}

TrafficPort TrafficPortService::add(const access::Actor& actor, ServiceId serviceId, PortId portId, BillingDate from)
{
    actor.require(Permission::TakeOrders);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const inventory::Service service = requireService(connection, serviceId);
    if (!inventory::port(connection, portId))
        throw NotFound(TrafficPortTexts::tr("There is no such port."));
    requireUnbilled(connection, service, from);
    if (const auto taken = connection.row(QStringLiteral("SELECT s.name FROM traffic_port t JOIN service s ON s.id = t.service_id WHERE t.port_id = ? AND (t.valid_to IS NULL OR t.valid_to > ?)"), {portId, from}))
        throw Refused(TrafficPortTexts::tr("The traffic of %1 counts for %2 already; end that first.").arg(trafficPortName(connection, portId), taken->text("name")));
    const TrafficPort port{change.nextNumber(QStringLiteral("traffic-port")), serviceId, portId, from};
    connection.exec(QStringLiteral("INSERT INTO traffic_port (id, service_id, port_id, valid_from, valid_to) VALUES (?, ?, ?, ?, ?)"), {port.id, serviceId, portId, from, port.to});
    change.commit({QStringLiteral("trafficPort.added"), QStringLiteral("trafficport"), QString::number(port.id), {}, trafficPortJson(connection, service, port), {}, {}});
    return port;
}

TrafficPort TrafficPortService::end(const access::Actor& actor, ServiceId serviceId, PortId portId, BillingDate to)
{
    actor.require(Permission::TakeOrders);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const inventory::Service service = requireService(connection, serviceId);
    const auto row = connection.row(QStringLiteral("SELECT * FROM traffic_port WHERE service_id = ? AND port_id = ? AND valid_to IS NULL"), {serviceId, portId});
    if (!row)
        throw NotFound(TrafficPortTexts::tr("The traffic of this port does not count for %1.").arg(service.name));
    requireUnbilled(connection, service, to);
    const TrafficPort before = trafficPortFrom(*row);
    TrafficPort after = before;
    after.to = std::max(to, before.from);
    connection.exec(QStringLiteral("UPDATE traffic_port SET valid_to = ? WHERE id = ?"), {after.to, after.id});
    change.commit({QStringLiteral("trafficPort.ended"), QStringLiteral("trafficport"), QString::number(after.id), trafficPortJson(connection, service, before), trafficPortJson(connection, service, after), {}, {}});
    return after;
}

} // namespace trunkline::billing
