// The verbs of the network inventory: what was discovered, what was seen to change, what people place
// and name.
#pragma once

#include "models/access/actor.h"
#include "models/inventory/identity.h"

namespace trunkline::inventory {

struct RecordedDevice {
    enum class Outcome { New, Changed, Unchanged };
    DeviceId id;
    Outcome outcome = Outcome::Unchanged;
    std::optional<JournalEntryId> entry; ///< none when unchanged
};

/// Two ports that see each other.
struct FoundLink {
    PortId aPortId;
    PortId bPortId;
    QString evidence; ///< "lldp" or "cdp"
    bool operator==(const FoundLink&) const = default;
};

struct RecordedLinks {
    int added = 0;
    int changed = 0;
    int removed = 0; ///< an end has another neighbour now
    int unchanged = 0;
};

/// What a poll, a trap or an activation saw of a port; what is absent was not looked at.
struct PortObservation {
    std::optional<AdminState> adminState;
    std::optional<OperState> operState;
    std::optional<QString> alias;
    std::optional<qint64> ifIndex;
};

class InventoryService {
public:
    explicit InventoryService(store::Context& context) : context_(context) {}

    /// One journal entry, "device.discovered" or "device.changed" with what changed of the device and
    /// of its ports; none when all is as it was (then only lastSeenAt moves). A new device goes to the
    /// site that its location names. Ports that it reports no longer stay, marked as gone.
    RecordedDevice recordDiscovery(const access::Actor& actor, const FoundDevice& found, std::optional<JournalEntryId> cause = {});
    /// One entry a link that is new ("link.discovered"), has new evidence ("link.changed"), or lost an
    /// end to another neighbour ("link.removed"). A link that nobody reports stays: a cut fibre hides
    /// the neighbour, and the map has to show it then above all.
    RecordedLinks recordLinks(const access::Actor& actor, const QList<FoundLink>& found);
    /// "port.stateChanged" when a state differs, "port.changed" when only alias or index do; nothing and
    /// no entry when all is as it was.
    std::optional<store::JournalEntry> recordPort(const access::Actor& actor, PortId id, const PortObservation& seen,
                                                  std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});
    /// "device.stateChanged"; nothing when it is as it was.
    std::optional<store::JournalEntry> recordDeviceState(const access::Actor& actor, DeviceId id, DeviceState state,
                                                         std::optional<JournalEntryId> cause = {});
    /// lastSeenAt of devices that answered. No entry: it changes with every round.
    void touch(const access::Actor& actor, const QList<DeviceId>& devices, Timestamp at);

    /// "device.moved".
    void setMapPosition(const access::Actor& actor, DeviceId id, std::optional<MapPosition> position);
    /// "device.renamed". An empty name shows sysName again.
    void rename(const access::Actor& actor, DeviceId id, const QString& name);
    /// "site.created". Throws Refused when the name is taken.
    Site createSite(const access::Actor& actor, const QString& name);
    /// "device.sited"; a null site takes it out.
    void assignSite(const access::Actor& actor, DeviceId id, SiteId site);

private:
    RecordedDevice recordNew(store::Change& change, const FoundDevice& found, std::optional<JournalEntryId> cause);
    void recordLink(const access::Actor& actor, const FoundLink& found, RecordedLinks& outcome);
    void editDevice(const access::Actor& actor, DeviceId id, const QString& kind, const std::function<void(store::Connection&, Device&)>& edit);

    store::Context& context_;
};

} // namespace trunkline::inventory
