// The verbs of the network inventory: what was discovered, what was seen to change, what people place
// and name.
#pragma once

#include "models/access/actor.h"
#include "models/inventory/identity.h"
#include "models/inventory/linkevidence.h"

namespace trunkline::inventory {

struct RecordedDevice {
    enum class Outcome { New, Changed, Unchanged };
    DeviceId id;
    Outcome outcome = Outcome::Unchanged;
    std::optional<JournalEntryId> entry; ///< none when unchanged
};

/// One end's word for a link, without times.
struct FoundEvidence {
    QString kind; ///< see LinkEvidence
    PortId portId;
    bool operator==(const FoundEvidence&) const = default;
};

/// Two ports that are connected, and who says so.
struct FoundLink {
    PortId aPortId;
    PortId bPortId;
    QList<FoundEvidence> evidence;
    bool operator==(const FoundLink&) const = default;
};

struct RecordedLinks {
    int added = 0;
    int changed = 0;
    int removed = 0; ///< an end has another neighbour now, or nobody has reported it for long
    int stale = 0;   ///< nobody reports it, and somebody could
    int unchanged = 0;
};

/// What a poll, a trap or an activation saw of a port; what is absent was not looked at.
struct PortObservation {
    std::optional<AdminState> adminState;
    std::optional<OperState> operState;
    std::optional<QString> alias;
    std::optional<qint64> ifIndex;
};

/// What was seen of one of many ports.
struct PortSighting {
    PortId port;
    PortObservation seen;
    std::optional<JournalEntryId> cause;
};

class InventoryService {
public:
    explicit InventoryService(store::Context& context) : context_(context) {}

    /// One journal entry, "device.discovered" or "device.changed" with what changed of the device and
    /// of its ports; none when all is as it was (then only lastSeenAt moves). A new device goes to the
    /// site that its location names. Ports that it reports no longer stay, marked as gone.
    RecordedDevice recordDiscovery(const access::Actor& actor, const FoundDevice& found, std::optional<JournalEntryId> cause = {});
    /// One entry a link that is new ("link.discovered"), has new evidence ("link.changed"), lost an end to another neighbour
    /// that is known no worse ("link.removed"). A link between two of the devices `read` that nobody reports ages: "link.stale",
    /// then "link.removed" (see missedOnceMore); "link.confirmed" when it is reported again. All others stay as they are.
    RecordedLinks recordLinks(const access::Actor& actor, const QList<FoundLink>& found, const QSet<DeviceId>& read = {});
    /// The same of links that are in the inventory already, and nothing of others: none comes or goes.
    void noteLinks(const access::Actor& actor, const QList<FoundLink>& seen, const QSet<DeviceId>& read);
    /// "link.removed": a person agrees that it is gone.
    void removeLink(const access::Actor& actor, LinkId id);
    /// "device.retired": a person agrees that it is gone. Its ports are no longer reported, its links are removed; it is not asked any more. Found
    /// again, it comes back as itself. Throws Refused while a service runs on it.
    void retire(const access::Actor& actor, DeviceId id);
    /// "port.stateChanged" when a state differs, "port.changed" when only alias or index do; nothing and
    /// no entry when all is as it was.
    std::optional<store::JournalEntry> recordPort(const access::Actor& actor, PortId id, const PortObservation& seen,
                                                  std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});
    /// The same for many at once: one transaction, an entry for each port that is another now. A port that is gone is passed over.
    QList<store::JournalEntry> recordSightings(const access::Actor& actor, const QList<PortSighting>& sightings);
    /// "device.stateChanged"; nothing when it is as it was.
    std::optional<store::JournalEntry> recordDeviceState(const access::Actor& actor, DeviceId id, DeviceState state,
                                                         std::optional<JournalEntryId> cause = {});
    /// lastSeenAt of devices that answered. No entry: it changes with every round.
    void touch(const access::Actor& actor, const QList<DeviceId>& devices, Timestamp at);

    /// "device.moved".
    void setMapPosition(const access::Actor& actor, DeviceId id, std::optional<MapPosition> position);
    /// "device.renamed". An empty name shows sysName again.
    void rename(const access::Actor& actor, DeviceId id, const QString& name);
    /// "device.timeZoneSet": whose time the dates in its log are. An empty name leaves it to the operator's. Throws InvalidInput for one that is none.
    void setTimeZone(const access::Actor& actor, DeviceId id, const QString& ianaName);
    /// "device.roleSet". Unknown leaves it to what the links tell.
    void setRole(const access::Actor& actor, DeviceId id, DeviceRole role);
    /// "device.checksSet". Throws InvalidInput for an interval under a second or over a day, misses that are not 1 to 100, more than 16 ports.
    void setChecks(const access::Actor& actor, DeviceId id, const Checks& checks);
    /// "site.created". Throws Refused when the name is taken.
    Site createSite(const access::Actor& actor, const QString& name);
    /// "device.sited"; a null site takes it out.
    void assignSite(const access::Actor& actor, DeviceId id, SiteId site);

private:
    RecordedDevice recordNew(store::Change& change, const FoundDevice& found, std::optional<JournalEntryId> cause);
    void recordLink(const access::Actor& actor, const FoundLink& found, RecordedLinks& outcome);
    void ageLink(const access::Actor& actor, const Link& link, bool mayGo, RecordedLinks& outcome);
    void touchLinks(const QList<FoundLink>& seen);
    void dropLink(const access::Actor& actor, const Link& link);
    void editDevice(const access::Actor& actor, DeviceId id, const QString& kind, const std::function<void(store::Connection&, Device&)>& edit);

    store::Context& context_;
};

} // namespace trunkline::inventory
