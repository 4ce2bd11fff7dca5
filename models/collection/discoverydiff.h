// What a rediscovery found to differ from the inventory, for a person to agree to.
#pragma once

#include "models/collection/discoveryplan.h"

namespace trunkline::collection {

enum class DiffKind {
    New,
    Gone,    ///< a device that was asked where it used to be and did not answer, a link that nobody has reported for long
    Changed,
};

/// "new", "gone", "changed".
QString nameOf(DiffKind kind);

/// A fact that differs. Names are those of the journal ("softwareVersion", "serialNumber"); of ports "port ge-0/0/1".
struct DiffField {
    QString name;
    QString before; ///< empty when there was none
    QString after;  ///< empty when there is none any more
    bool operator==(const DiffField&) const = default;
};

struct DiffItem {
    QString key; ///< names it to approve(); the same as long as the thing is the same
    DiffKind kind = DiffKind::New;
    bool isLink = false;
    QString name;       ///< the device, or "agg-1 Te1/1 – core-1 et-0/0/3"
    QString address;    ///< where the device was found or is asked; empty for links
    DeviceId deviceId;  ///< null for what is new, and for links
    LinkId linkId;      ///< null unless a known link is meant
    QList<DiffField> fields;
    bool operator==(const DiffItem&) const = default;
};

struct DiscoveryDiff {
    QList<DiffItem> items; ///< new, gone, changed; devices before links, by name
    int unchangedDevices = 0;
    int unchangedLinks = 0;
    bool isEmpty() const { return items.isEmpty(); }
    bool operator==(const DiscoveryDiff&) const = default;
};

/// What a run found, ready to be stored: links are decided, tables are gone.
struct FoundNetwork {
    QList<inventory::FoundDevice> devices;
    QList<LinkEnds> links;
    QStringList silent;      ///< addresses that were asked and at which nobody answered
    QStringList failures;    ///< sentences
    QString domain;
    bool complete = true;    ///< false when it was cancelled or left devices out: then nothing is gone
};
FoundNetwork foundNetwork(const DiscoveryFindings& findings);
/// For the database, compressed.
QByteArray packed(const FoundNetwork& found);
FoundNetwork unpacked(const QByteArray& bytes);

/// Against the inventory as it is now. Reads only.
DiscoveryDiff diffOf(store::Connection& connection, const FoundNetwork& found);

using DiscoveryProposalId = Id<struct DiscoveryProposalTag>;

struct DiscoveryProposal {
    DiscoveryProposalId id;
    DiscoveryPlanId planId;
    QString planName;
    Timestamp foundAt;
    QStringList failures; ///< what could not be read
    DiscoveryDiff diff;   ///< against the inventory as it is now: what was agreed to is not in it any more
};

/// Those that wait for a person, the newest first; at most one a plan.
QList<DiscoveryProposal> openProposals(store::Connection& connection);
std::optional<DiscoveryProposal> proposal(store::Connection& connection, DiscoveryProposalId id);

/// The verbs. propose() needs DiscoverNetwork; what a person decides needs EditInventory, too.
class ProposalService {
public:
    explicit ProposalService(store::Context& context) : context_(context) {}

    /// Keeps what a plan's run found ("discovery.proposed"), in place of what it found before. Known links are noted as seen or missed. When nothing
    /// differs there is nothing to decide and nothing is kept: a null id.
    DiscoveryProposalId propose(const access::Actor& actor, const DiscoveryPlan& plan, const FoundNetwork& found);
    /// Records the items with these keys, or all when empty: new and changed ones as a discovery does, gone devices are retired, gone links removed.
    /// Links come with their devices. "discovery.approved"; the proposal is closed when nothing is left of it. Throws
    /// NotFound (closed, replaced, unknown key), Refused (a gone device still serves a customer).
    DiscoveryReport approve(const access::Actor& actor, DiscoveryProposalId id, const QStringList& keys = {});
    /// "discovery.dismissed", with the reason where there is one: the inventory stays as it is; the next run proposes again what still differs.
    void dismiss(const access::Actor& actor, DiscoveryProposalId id, const QString& reason = {});

private:
    void closeApproved(const access::Actor& actor, DiscoveryProposalId id, const store::Row& row, const QList<DiffItem>& chosen);
    store::Context& context_;
};

} // namespace trunkline::collection
