// The technical check of an order: which ports can carry an offering, and why none can.
#pragma once

#include "models/catalogue/offering.h"
#include "models/inventory/device.h"
#include "models/store/connection.h"

namespace trunkline::ordering {

struct PortChoice {
    inventory::Port port;
    QString deviceName;
    QString deviceKind;
    QString siteName;
    bool operator==(const PortChoice&) const = default;
};

struct PortChoices {
    QList<PortChoice> fitting; ///< free and fast enough; by site, device and ifIndex
    int devices = 0;           ///< known in the inventory
    int tooSlow = 0;           ///< free, but slower than the offering needs
    bool operator==(const PortChoices&) const = default;
};

/// Whether the port carries what the offering promises, both ways; a port that does not say its speed is let through.
bool carries(const inventory::Port& port, const catalogue::Offering& offering);
PortChoices portChoices(store::Connection& connection, const catalogue::Offering& offering);
/// Why `choices` has no fitting port and what to do, one sentence; empty when it has one.
QString whyNoneFits(const PortChoices& choices, const catalogue::Offering& offering);

} // namespace trunkline::ordering
