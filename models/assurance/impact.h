// Whom a fault hits: alarm → port, device, or what it cuts off from the core → services → customers.
#pragma once

#include "models/assurance/reach.h"
#include "models/customer/customer.h"
#include "models/fault/alarm.h"
#include "models/inventory/service.h"
#include "models/store/connection.h"

#include <QHash>

namespace trunkline::assurance {

struct Impact {
    QList<inventory::Service> services;    ///< active ones that are down, in the order of their names
    QList<inventory::Service> unprotected; ///< active ones that work and have lost the second way that they had
    QList<customer::Customer> customers;   ///< of what is down, each once, in the order of their numbers
    QList<UnitPrice> monthlyPrices;        ///< what the services that are down bring in a month, one sum a currency
    bool operator==(const Impact&) const = default;
};

/// What an alarm breaks: its port, else its device; nothing when it does not affect service (undecodable messages, say).
Faults faultsOf(const fault::Alarm& alarm);
Faults faultsOf(const QList<fault::Alarm>& alarms);
Topology topologyOf(store::Connection& connection);

/// The active services that went down with the alarm: those on its port or on all ports of its device, and those behind
/// what it cut off among all that was open when it was raised.
QList<inventory::Service> affectedServices(store::Connection& connection, const fault::Alarm& alarm);
/// Whether the alarm took the service down itself, on its port or device, not by what lies between it and the core.
bool isOnItsObject(store::Connection& connection, const fault::Alarm& alarm, const inventory::Service& service);
/// Now, among all open alarms.
Impact impactOf(store::Connection& connection, const fault::Alarm& alarm);
/// For lists: one pass over the inventory, whatever the number of alarms. `open` are all open alarms.
QHash<AlarmId, Impact> impactsOf(store::Connection& connection, const QList<fault::Alarm>& open);

} // namespace trunkline::assurance
