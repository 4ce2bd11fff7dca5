// Plans and what they found as tables.
#pragma once

#include "models/collection/discoverydiff.h"
#include "models/core/valuemodel.h"

namespace trunkline::collection {

using DiscoveryPlanModel = ValueModel<DiscoveryPlan>;

/// Name, where it begins, domain, how often, next and last start; times in `zone`.
QList<Column<DiscoveryPlan>> discoveryPlanColumns(const OperatorZone& zone, const Clock& clock);
inline QString keyOf(const DiscoveryPlan& plan) { return plan.id.toString(); }

/// One difference that waits for a decision.
struct ProposedDifference {
    DiscoveryProposalId proposal;
    QString plan;
    Timestamp foundAt;
    DiffItem item;
    bool chosen = true;
    bool operator==(const ProposedDifference&) const = default;
};

using ProposedDifferenceModel = ValueModel<ProposedDifference>;

/// Of all plans, in the order of the diffs.
QList<ProposedDifference> proposedDifferences(store::Connection& connection);
/// Chosen or not, difference, device or link, name, address, what differs, plan, when it was found.
QList<Column<ProposedDifference>> proposedDifferenceColumns(const OperatorZone& zone);
inline QString keyOf(const ProposedDifference& one) { return one.proposal.toString() + u' ' + one.item.key; }

/// "New", "Gone", "Changed".
QString diffWord(DiffKind kind);
/// "Software version" for "softwareVersion"; a port's name as it is.
QString fieldWord(const QString& name);
/// "16.1 → 17.3"; what was or is not is "–".
QString fieldText(const DiffField& field);

} // namespace trunkline::collection
