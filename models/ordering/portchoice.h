// The technical check of an order: which ports can carry an offering, and why another one can't.
#pragma once

#include "models/catalogue/offering.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/service.h"
#include "models/store/connection.h"

namespace trunkline::ordering {

/// What holds a port.
struct PortHolder {
    QString serviceName; ///< "SVC-000012"
    QString customerName;
    inventory::ServiceState state = inventory::ServiceState::Reserved;
    bool operator==(const PortHolder&) const = default;
};

struct PortChoice {
    inventory::Port port;
    QString deviceName;
    QString deviceKind;
    QString siteName;
    std::optional<PortHolder> holder; ///< of a service that is not terminated
    QString hindrance;                ///< why it can't be had, one clause; empty when it can
    bool fits() const { return hindrance.isEmpty(); }
    bool operator==(const PortChoice&) const = default;
};

struct PortChoices {
    QList<PortChoice> ports; ///< there for customers; those that fit first, then by site, device and name
    int devices = 0;         ///< known in the inventory
    bool anyFits() const { return !ports.isEmpty() && ports.first().fits(); }
    bool operator==(const PortChoices&) const = default;
};

/// Whether the port carries what the offering promises, both ways; a port that does not say its speed is let through.
bool carries(const inventory::Port& port, const catalogue::Offering& offering);
/// Why the port can't be had for the offering, for people: reserved by another service, switched on and in use, no light, too slow;
/// empty when it can. Pure.
QString hindranceOf(const inventory::Port& port, const std::optional<PortHolder>& holder, const catalogue::Offering& offering);
/// Why no order can be delivered on a port of this use, one sentence; empty for a customer's port. Pure.
QString whyNotForCustomers(inventory::PortUse use, const QString& portName);
/// Management ports, links and core ports are not among them.
PortChoices portChoices(store::Connection& connection, const catalogue::Offering& offering);
/// Why `choices` has no fitting port and what to do, one sentence; empty when it has one.
QString whyNoneFits(const PortChoices& choices, const catalogue::Offering& offering);

} // namespace trunkline::ordering
