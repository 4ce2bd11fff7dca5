// Whom a fault hits: alarm → port or device → services → customers.
#pragma once

#include "models/customer/customer.h"
#include "models/fault/alarm.h"
#include "models/inventory/service.h"
#include "models/store/connection.h"

#include <QHash>

namespace trunkline::assurance {

struct Impact {
    QList<inventory::Service> services;   ///< active ones, in the order of their names
    QList<customer::Customer> customers;  ///< each once, in the order of their numbers
    QList<UnitPrice> monthlyPrices;       ///< what the services bring in a month, one sum a currency
    bool operator==(const Impact&) const = default;
};

/// The active services that are down with the alarm: those on its port, or on all ports of its device. None
/// when the alarm does not affect service (undecodable messages, say).
QList<inventory::Service> affectedServices(store::Connection& connection, const fault::Alarm& alarm);
Impact impactOf(store::Connection& connection, const fault::Alarm& alarm);
/// For lists: one pass over the inventory, whatever the number of alarms.
QHash<AlarmId, Impact> impactsOf(store::Connection& connection, const QList<fault::Alarm>& alarms);

} // namespace trunkline::assurance
