// What is looked for, where and how often; kept in the database, so that every workstation means the same.
#pragma once

#include "models/access/actor.h"
#include "models/collection/discovery.h"

namespace trunkline::collection {

using DiscoveryPlanId = Id<struct DiscoveryPlanTag>;

struct DiscoveryPlan {
    DiscoveryPlanId id;
    QString name;
    QString domain;     ///< the routing domain its addresses are of; empty: the operator's own
    QStringList seeds;  ///< addresses where devices are known to be; one that can't be read is told
    QStringList ranges; ///< see addressesIn(); an address at which nothing answers is nothing to tell
    QStringList within; ///< networks in which neighbours are asked; empty: anywhere
    bool followNeighbours = true;
    quint16 snmpPort = 161;
    int maxDevices = 1000;
    std::int64_t everyMs = 0; ///< between two starts; 0: only when a person asks
    std::optional<Timestamp> startedAt;
    bool paused = false; ///< does not start by itself until somebody says so; the interval stays
    bool operator==(const DiscoveryPlan&) const = default;
};

QJsonObject toJson(const DiscoveryPlan& plan);

/// When it is to run next; nothing when only a person starts it.
std::optional<Timestamp> nextStart(const DiscoveryPlan& plan);
/// The addresses and limits of the plan, as Discovery takes them.
DiscoveryOptions optionsOf(const DiscoveryPlan& plan);

/// By name.
QList<DiscoveryPlan> discoveryPlans(store::Connection& connection);
std::optional<DiscoveryPlan> discoveryPlan(store::Connection& connection, DiscoveryPlanId id);
std::optional<DiscoveryPlan> discoveryPlanNamed(store::Connection& connection, const QString& name);

/// The verbs; each needs DiscoverNetwork.
class DiscoveryPlanService {
public:
    explicit DiscoveryPlanService(store::Context& context) : context_(context) {}

    /// Gives it its id. Writes "discoveryPlan.added". Throws InvalidInput (no name, no address, one that is none, a range too wide, an interval below
    /// ten minutes), Refused (name taken).
    DiscoveryPlan add(const access::Actor& actor, DiscoveryPlan draft);
    /// "discoveryPlan.changed"; nothing when all is as it was. startedAt is not changed by it.
    void change(const access::Actor& actor, const DiscoveryPlan& plan);
    /// "discoveryPlan.removed". What it found and nobody decided on is dismissed with it.
    void remove(const access::Actor& actor, DiscoveryPlanId id);
    /// A person wants it run now, whatever its interval; a paused one, too. Writes "discoveryPlan.asked", which a workstation hears and takes().
    void ask(const access::Actor& actor, DiscoveryPlanId id);
    /// The plan, taken for this workstation, unless another one started it since the instant that the entry of ask() carries. No entry.
    std::optional<DiscoveryPlan> take(const access::Actor& actor, const store::JournalEntry& asked);
    /// The plan that is due longest, taken for this workstation: no other starts it. No entry, as with every measurement.
    std::optional<DiscoveryPlan> takeDue(const access::Actor& actor);
    /// Notes that it starts now, whoever asked.
    void noteStart(const access::Actor& actor, DiscoveryPlanId id);

private:
    bool isTaken(DiscoveryPlan& plan);

    store::Context& context_;
};

} // namespace trunkline::collection
