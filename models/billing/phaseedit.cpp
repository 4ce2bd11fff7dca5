#include "models/billing/phaseedit.h"

#include "models/billing/proration.h"

#include <algorithm>

namespace trunkline::billing {

static void cutAt(QList<ChargePhase>& phases, BillingDate day)
{
    for (qsizetype i = phases.size() - 1; i >= 0; --i) {
        if (phases[i].from == day)
            return;
        if (phases[i].from < day) {
            ChargePhase rest = phases[i];
            rest.from = day;
            phases.insert(i + 1, rest);
            return;
        }
    }
}

void editPhases(Subscription& subscription, BillingDate from, std::optional<BillingDate> until, const std::function<void(ChargePhase&)>& edit)
{
    QList<ChargePhase> phases = timelineOf(subscription).phases;
    cutAt(phases, from);
    if (until)
        cutAt(phases, *until);
    for (ChargePhase& phase : phases)
        if (phase.from >= from && (!until || phase.from < *until))
            edit(phase);
    for (qsizetype i = phases.size() - 1; i > 0; --i) {
        ChargePhase same = phases[i];
        same.from = phases[i - 1].from;
        if (same == phases[i - 1])
            phases.removeAt(i);
    }
    subscription.phases = phases;
    subscription.offeringId = phases.last().offeringId;
}

ChargePhase phaseOn(const Subscription& subscription, BillingDate day)
{
    const QList<ChargePhase> phases = timelineOf(subscription).phases;
    ChargePhase found = phases.first();
    for (const ChargePhase& phase : phases)
        if (phase.from <= day)
            found = phase;
    return found;
}

void markCorrected(Subscription& subscription, BillingDate from)
{
    if (subscription.chargedUntil && from < *subscription.chargedUntil)
        subscription.correctedFrom = subscription.correctedFrom ? std::min(*subscription.correctedFrom, from) : from;
}

std::optional<Money> terminationFee(const Subscription& subscription, const catalogue::Offering& offering, BillingDate end)
{
    const catalogue::OfferingTerms& terms = offering.terms;
    if (!subscription.committedUntil || end >= *subscription.committedUntil || terms.terminationFee == catalogue::TerminationFee::None)
        return std::nullopt;
    const ChargePhase phase = phaseOn(subscription, end);
    if (terms.terminationFee == catalogue::TerminationFee::Amount)
        return Money{terms.terminationMinor, phase.price.currency};
    // What remains of the term, in whole days of its price: each interval from the end on, the last one in part.
    const Rhythm rhythm(phase.interval, end, end.day());
    Quantity remaining{0, 1};
    for (BillingDate at = end; at < *subscription.committedUntil;) {
        const BillingPeriod full = rhythm.periodContaining(at);
        const BillingDate to = std::min(full.to, *subscription.committedUntil);
        const Quantity part = Quantity::of(to.daysSince(at), full.days());
        remaining = Quantity::of(remaining.numerator * part.denominator + part.numerator * remaining.denominator, remaining.denominator * part.denominator);
        at = to;
    }
    const Quantity of = remaining.times(Quantity::of(phase.quantity * terms.terminationBasisPoints, 10'000));
    return phase.price.part(of.numerator, of.denominator, Rounding::HalfUp);
}

} // namespace trunkline::billing
