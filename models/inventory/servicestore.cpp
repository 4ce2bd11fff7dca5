#include "models/inventory/servicestore.h"

#include "models/core/errors.h"
#include "models/store/inlist.h"

#include <QCoreApplication>

namespace trunkline::inventory {

static const QString serviceColumns = QStringLiteral("id, name, customer_id, offering_id, order_id, port_id, state, activated_at_ms, "
                                                     "terminated_at_ms, activation_entry");

static Service serviceFrom(const store::Row& row)
{
    Service service;
    service.id = row.id<ServiceId>("id");
    service.name = row.text("name");
    service.customerId = row.id<CustomerId>("customer_id");
    service.offeringId = row.id<OfferingId>("offering_id");
    service.orderId = row.id<OrderId>("order_id");
    service.portId = row.id<PortId>("port_id");
    service.state = serviceStateNamed(row.text("state"));
    service.activatedAt = row.maybeTimestamp("activated_at_ms");
    service.terminatedAt = row.maybeTimestamp("terminated_at_ms");
    if (!row.isNull("activation_entry"))
        service.activationEntry = row.id<JournalEntryId>("activation_entry");
    return service;
}

static QList<Service> servicesWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<Service> services;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM service %2 ORDER BY name").arg(serviceColumns, condition), binds))
        services.append(serviceFrom(row));
    return services;
}

static void refuseHeldPort(store::Connection& connection, PortId port)
{
    const auto place = connection.row(QStringLiteral("SELECT port.name AS port_name, device.given_name, device.sys_name, device.address FROM port "
                                                     "JOIN device ON device.id = port.device_id WHERE port.id = ?"), {port});
    if (!place)
        throw NotFound(QCoreApplication::translate("Inventory", "There is no such port in the inventory; discover the network, then choose a port."));
    const auto holder = connection.row(QStringLiteral("SELECT name FROM service WHERE port_id = ? AND state <> 'terminated'"), {port});
    if (!holder)
        return;
    const QString device = !place->text("given_name").isEmpty() ? place->text("given_name")
                         : !place->text("sys_name").isEmpty()   ? place->text("sys_name")
                                                                : place->text("address");
    throw Refused(QCoreApplication::translate("Inventory", "Port %1 of %2 is taken by service %3; choose a free port.")
                      .arg(place->text("port_name"), device, holder->text("name")));
}

void insertService(store::Connection& connection, const Service& service)
{
    refuseHeldPort(connection, service.portId);
    connection.exec(QStringLiteral("INSERT INTO service (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(serviceColumns),
                    {service.id, service.name, service.customerId, service.offeringId, service.orderId, service.portId, nameOf(service.state),
                     service.activatedAt, service.terminatedAt, service.activationEntry});
}

void updateService(store::Connection& connection, const Service& service)
{
    connection.exec(QStringLiteral("UPDATE service SET customer_id = ?, offering_id = ?, order_id = ?, port_id = ?, state = ?, activated_at_ms = ?, "
                                   "terminated_at_ms = ?, activation_entry = ? WHERE id = ?"),
                    {service.customerId, service.offeringId, service.orderId, service.portId, nameOf(service.state), service.activatedAt,
                     service.terminatedAt, service.activationEntry, service.id});
}

std::optional<Service> service(store::Connection& connection, ServiceId id)
{
    const QList<Service> found = servicesWhere(connection, QStringLiteral("WHERE id = ?"), {id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

std::optional<Service> serviceNamed(store::Connection& connection, const QString& name)
{
    const QList<Service> found = servicesWhere(connection, QStringLiteral("WHERE name = ?"), {name});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<Service> servicesOnPort(store::Connection& connection, PortId port)
{
    return servicesWhere(connection, QStringLiteral("WHERE port_id = ?"), {port});
}

QList<Service> servicesOfCustomer(store::Connection& connection, CustomerId customer)
{
    return servicesWhere(connection, QStringLiteral("WHERE customer_id = ?"), {customer});
}

QList<Service> servicesWithIds(store::Connection& connection, const QStringList& ids)
{
    QList<Service> services;
    for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT %1 FROM service WHERE id IN ({keys})").arg(serviceColumns), ids))
        services.append(serviceFrom(row));
    return services;
}

QList<Service> allServices(store::Connection& connection)
{
    return servicesWhere(connection, QString(), {});
}

} // namespace trunkline::inventory
