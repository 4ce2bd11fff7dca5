// The network as a map shows it: devices with their worst alarm, links with their load. Values only.
#pragma once

#include "models/core/severity.h"
#include "models/inventory/device.h"
#include "models/store/journal.h"

namespace trunkline::overview {

struct NetworkNode {
    inventory::Device device;
    inventory::Place place;             ///< its site and where it stands in it
    std::optional<Severity> worstAlarm; ///< of the open alarms on it and its ports
    int openAlarms = 0;
    int activeServices = 0;
    bool operator==(const NetworkNode&) const = default;
};

enum class LinkState {
    Up,      ///< both ends are operationally up
    Down,    ///< one end is not
    Unknown, ///< an end was not read yet, or its device is silent
};

/// A connection as people see it, with both directions.
struct NetworkLink {
    inventory::Link link;
    DeviceId aDevice;
    DeviceId bDevice;
    QString aPort; ///< ifName
    QString bPort;
    LinkState state = LinkState::Unknown;
    std::int64_t speedBps = 0;              ///< the slower end; 0 when unknown
    std::optional<std::int64_t> aToBBps;    ///< what leaves a, or else what arrives at b; nothing after a gap
    std::optional<std::int64_t> bToABps;
    std::optional<Timestamp> loadAt;        ///< when that was measured
    std::optional<Severity> worstAlarm;     ///< of the open alarms on its two ports
    /// Share of the capacity in thousandths, for colours; nothing when load or capacity is unknown.
    std::optional<int> aToBPermille() const;
    std::optional<int> bToAPermille() const;
    bool operator==(const NetworkLink&) const = default;
};

struct NetworkView {
    QList<NetworkNode> nodes; ///< by name
    QList<NetworkLink> links;
    std::optional<Timestamp> at; ///< the past instant that it shows; nothing for now
    bool operator==(const NetworkView&) const = default;
};

NetworkView networkView(store::Connection& connection);
/// The network as it was: states by taking back what the journal says has changed since, loads from the samples, alarms
/// that were open then. Devices and links that were not known yet are left out.
NetworkView networkViewAt(store::Connection& connection, Timestamp at);

/// Devices and ports as they were before `entries` (of kind device.discovered, device.stateChanged, device.changed and
/// port.stateChanged, oldest first) happened to them; devices that were discovered by one of them go.
void takeBack(const QList<store::JournalEntry>& entries, QList<inventory::Device>& devices, QList<inventory::Port>& ports);

} // namespace trunkline::overview
