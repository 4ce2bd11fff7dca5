// The rows of services. Who writes holds a store::Change.
#pragma once

#include "models/inventory/service.h"
#include "models/store/connection.h"

namespace trunkline::inventory {

/// Throws Refused, naming the port and the service that holds it, when one that is not terminated
/// does; NotFound when there is no such port.
void insertService(store::Connection& connection, const Service& service);
/// Writes everything but the id and the name.
void updateService(store::Connection& connection, const Service& service);

std::optional<Service> service(store::Connection& connection, ServiceId id);
/// By its name ("SVC-000012").
std::optional<Service> serviceNamed(store::Connection& connection, const QString& name);
/// Oldest first; also the terminated ones.
QList<Service> servicesOnPort(store::Connection& connection, PortId port);
QList<Service> servicesOfCustomer(store::Connection& connection, CustomerId customer);
/// Of many ids, in no certain order.
QList<Service> servicesWithIds(store::Connection& connection, const QStringList& ids);
QList<Service> allServices(store::Connection& connection);

} // namespace trunkline::inventory
