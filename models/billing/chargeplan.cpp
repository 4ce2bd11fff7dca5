#include "models/billing/chargeplan.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

using catalogue::ChargeTiming;

static constexpr const char* phaseKinds[] = {"normal", "trial", "suspended"};

QString nameOf(PhaseKind kind)
{
    return QString::fromLatin1(phaseKinds[std::size_t(kind)]);
}

PhaseKind phaseKindNamed(const QString& name)
{
    for (std::size_t i = 0; i < std::size(phaseKinds); ++i)
        if (name == QLatin1String(phaseKinds[i]))
            return PhaseKind(i);
    throw InvalidInput(QCoreApplication::translate("Billing", "“%1” is no phase of a subscription.").arg(name));
}

QJsonObject toJson(const ChargePhase& phase)
{
    return {{"from", phase.from.toIso()}, {"offeringId", phase.offeringId.toString()}, {"price", phase.price.toPlainString()},
            {"interval", catalogue::nameOf(phase.interval)}, {"timing", catalogue::nameOf(phase.timing)}, {"quantity", qint64(phase.quantity)},
            {"kind", nameOf(phase.kind)}, {"chargedBasisPoints", phase.chargedBasisPoints}, {"reason", phase.reason}};
}

ChargePhase phaseFrom(const QJsonObject& o, Currency currency)
{
    return {BillingDate::parse(o["from"].toString()), OfferingId::fromString(o["offeringId"].toString()), UnitPrice::parse(o["price"].toString(), currency),
            catalogue::intervalNamed(o["interval"].toString()), catalogue::chargeTimingNamed(o["timing"].toString()), o["quantity"].toInteger(),
            phaseKindNamed(o["kind"].toString()), o["chargedBasisPoints"].toInt(), o["reason"].toString()};
}

bool sameRhythm(const ChargePhase& a, const ChargePhase& b)
{
    return a.interval == b.interval && a.timing == b.timing;
}

QList<PhaseSpan> spansOf(const ChargeTimeline& timeline)
{
    QList<PhaseSpan> spans;
    const ChargePhase* before = nullptr;
    BillingDate anchor;
    for (qsizetype i = 0; i < timeline.phases.size(); ++i) {
        const ChargePhase& phase = timeline.phases[i];
        std::optional<BillingDate> to = timeline.end;
        if (i + 1 < timeline.phases.size())
            to = to ? std::min(*to, timeline.phases[i + 1].from) : timeline.phases[i + 1].from;
        if (to && *to <= phase.from)
            continue;
        if (!before || before->kind == PhaseKind::Trial || !sameRhythm(*before, phase)) {
            anchor = phase.from;
            for (PhaseSpan& earlier : spans)
                if (!earlier.rhythmEnd)
                    earlier.rhythmEnd = phase.from;
        }
        spans.append({&phase, phase.from, to, anchor, std::nullopt});
        before = &phase;
    }
    return spans;
}

PlannedCharge chargeOf(const ChargePhase& phase, const PeriodShare& share, ProrationBasis basis)
{
    const Quantity quantity = phase.pieces().times(fractionOf(share, phase.interval, basis));
    return {phase, share, quantity, phase.price.part(quantity.numerator, quantity.denominator, Rounding::HalfUp)};
}

/// The day on which a charge is due: in advance when its period begins, with what is known to change in it. A month in arrears is due when it is over, also when the subscription ends
/// in it; longer periods are not waited for.
static BillingDate dueOn(const PhaseSpan& span, const BillingPeriod& full, std::optional<BillingDate> end)
{
    if (span.phase->timing == ChargeTiming::Advance)
        return std::max(full.from, span.anchor);
    BillingDate due = full.to;
    if (span.rhythmEnd)
        due = std::min(due, *span.rhythmEnd);
    if (end && span.phase->interval.months() != 1)
        due = std::min(due, *end);
    return due;
}

QList<PlannedCharge> planCharges(const ChargeTimeline& timeline, BillingDate from, BillingDate until, int billDay, ProrationBasis basis)
{
    QList<PlannedCharge> charges;
    for (const PhaseSpan& span : spansOf(timeline)) {
        BillingDate at = std::max(from, span.from);
        if (!span.phase->isCharged())
            continue;
        const Rhythm rhythm(span.phase->interval, span.anchor, billDay);
        while (!span.to || at < *span.to) {
            const BillingPeriod full = rhythm.periodContaining(at);
            if (dueOn(span, full, timeline.end) > until)
                return charges;
            BillingDate to = full.to;
            if (span.to && basis != ProrationBasis::None)
                to = std::min(to, *span.to);
            else if (timeline.end) // a period that began is charged whole, by the phase that it began in
                to = std::min(to, *timeline.end);
            charges.append(chargeOf(*span.phase, {{at, to}, full}, basis));
            at = to;
            from = std::max(from, to);
        }
    }
    return charges;
}

} // namespace trunkline::billing
