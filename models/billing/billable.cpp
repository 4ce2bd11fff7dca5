#include "models/billing/billable.h"

#include "models/billing/billingperiod.h"

namespace trunkline::billing {

namespace {

/// The full period that a part of an earlier version's line belongs to: the one of its length that the part begins or ends.
BillingPeriod concludedFull(const InvoiceLine& line, int billDay)
{
    if (line.quantity == Quantity{1, 1})
        return *line.period;
    for (int offset = 0; offset < 31; ++offset) {
        const BillingPeriod full = periodContaining(line.period->from, (billDay - 1 + offset) % 31 + 1);
        if (full.days() == line.quantity.denominator && full.to >= line.period->to && (full.from == line.period->from || full.to == line.period->to))
            return full;
    }
    return *line.period;
}

BilledCharge billedBy(const Subscription& subscription, const InvoiceLine& line, int billDay)
{
    const LineTax tax{line.taxCategory, line.taxRateBasisPoints, line.exemptionReason};
    if (line.basis)
        return {line.sourceKey, line.basis->phase, {*line.period, line.basis->full}, line.net, {}, 0, tax};
    return {line.sourceKey, {line.period->from, subscription.offeringId, line.unitPrice}, {*line.period, concludedFull(line, billDay)}, line.net, {}, 0, tax};
}

} // namespace

QList<BilledCharge> billedCharges(const Subscription& subscription, const QList<InvoiceLine>& lines, int billDay)
{
    QList<BilledCharge> billed;
    QHash<QString, qsizetype> places;
    for (const InvoiceLine& line : lines) {
        if (line.subscriptionId != subscription.id || !line.period)
            continue;
        if (line.kind == LineKind::Recurring) {
            places.insert(line.sourceKey, billed.size());
            billed.append(billedBy(subscription, line, billDay));
        } else if (line.basis && places.contains(line.basis->corrects)) {
            BilledCharge& corrected = billed[places.value(line.basis->corrects)];
            corrected.net += line.net;
            if (line.kind == LineKind::Repair) {
                corrected.repaired.append(*line.period);
            } else if (line.kind == LineKind::Delta) {
                corrected.phase = line.basis->phase;
                ++corrected.deltas;
            }
        }
    }
    return billed;
}

} // namespace trunkline::billing
