// One round's reading of one device: whose rows they are, what changed, what was counted. Pure but for
// what it remembers in the watched device.
#pragma once

#include "models/collection/watched.h"
#include "models/fault/event.h"
#include "models/inventory/inventoryservice.h"
#include "models/performance/sampleappender.h"

namespace trunkline::collection {

/// A row and the port that it is of.
struct MatchedRow {
    WatchedPort* port = nullptr;
    const PolledRow* row = nullptr;
};

struct PortMatch {
    WatchedDevice* device = nullptr;
    std::vector<MatchedRow> rows;
    int unknown = 0;            ///< rows of no port that the inventory knows
    bool needsIdentity = false; ///< there were rows without a usable ifName: alias, MAC and description have to tell
};

/// A port is its ifName, else its ifAlias, its MAC, its ifDescr where no other port has the same: all read in the same
/// round, so that a renumbered ifIndex never puts one port's counters on another.
PortMatch matchPorts(WatchedDevice& device, const PolledTable& table);

/// Notes which ports the device told of, after a round that was read to its end.
void noteTold(WatchedDevice& device, const PortMatch& match);

/// PortDown and PortUp; `seen` is what the inventory has to be told, when anything. Neither writes; the watched port is
/// as the row says from then on.
struct PortChange {
    PortId port;
    inventory::PortObservation seen;
};
struct PortChanges {
    QList<fault::EventDraft> events;
    QList<PortChange> changes;
};
PortChanges portChanges(WatchedDevice& device, const PortMatch& match, Timestamp at);

/// The series that were read and have no place in the sample store yet.
QList<performance::SeriesKey> unplaced(const PortMatch& match);
void place(const PortMatch& match, const QHash<performance::SeriesKey, performance::SeriesPlace>& places);

/// Readings by moment. What has no place is left out.
std::vector<performance::DeviceRound> portReadings(const PortMatch& match, const PolledTable& table);

/// Whether a port of the round has no 64-bit counter of octets.
bool lacksWideCounters(const PortMatch& match);

} // namespace trunkline::collection
