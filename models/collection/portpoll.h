// One round's reading of one device: which columns, and what they say. Pure.
#pragma once

#include "models/fault/event.h"
#include "models/inventory/device.h"
#include "models/performance/samplestore.h"
#include "snmp/value.h"

namespace trunkline::collection {

/// A port as it stands in a round. Found by ifName in the same round, so that a renumbered ifIndex
/// never puts one port's counters on another.
struct PolledPort {
    QString name;
    qint64 ifIndex = 0;
    inventory::AdminState adminState = inventory::AdminState::Unknown;
    inventory::OperState operState = inventory::OperState::Unknown;
    int counterBits = 64; ///< 0 when the agent gives no counters
    std::optional<quint64> inOctets;
    std::optional<quint64> outOctets;
    quint32 discontinuityTicks = 0;
    bool operator==(const PolledPort&) const = default;
};

/// The columns that a round walks (IF-MIB); the 32-bit ones only for agents without the others.
QList<snmp::Oid> polledColumns();
QList<snmp::Oid> narrowCounterColumns();

/// Ports by their ifName, else by the name that the inventory has for the ifIndex.
QList<PolledPort> decodePoll(const snmp::VarBinds& binds, const QList<inventory::Port>& known);

/// What the poll saw change against the inventory: PortDown and PortUp events.
QList<fault::EventDraft> portEvents(const inventory::Device& device, const QList<inventory::Port>& known, const QList<PolledPort>& polled, Timestamp at);

/// Readings for the sample store, of the ports that the inventory knows.
QList<performance::PortReading> portReadings(const QList<inventory::Port>& known, const QList<PolledPort>& polled, Timestamp at, quint32 uptimeTicks);

} // namespace trunkline::collection
