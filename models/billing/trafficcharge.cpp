#include "models/billing/trafficcharge.h"

#include "models/billing/billingperiod.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

namespace {

struct TrafficChargeTexts {
    Q_DECLARE_TR_FUNCTIONS(TrafficCharge)
};

constexpr std::int64_t bitsPerMbit = 1'000'000;

/// The charge as one piece at its amount, where quantity × price is not the amount.
void chargeAsAmount(BillableUsage& usage)
{
    usage.quantity = {1, 1};
    usage.unitCode = QStringLiteral("C62");
    usage.unitPrice = UnitPrice::of(usage.net);
}

void liftToMinimum(BillableUsage& usage, const catalogue::BurstablePrice& price, const TrafficPiece& piece, const Quantity& share, const QLocale& locale)
{
    const Money least = Money{price.minimumMinor, usage.net.currency}.part(share.numerator, share.denominator, Rounding::HalfUp);
    const Quantity commits = Quantity::of(piece.pieces, 1).times(share);
    const Money lacking = least - piece.monthly.part(commits.numerator, commits.denominator, Rounding::HalfUp) - usage.net;
    if (lacking.minor <= 0)
        return;
    usage.net += lacking;
    usage.detail = TrafficChargeTexts::tr("%1; up to the minimum of %2").arg(usage.detail, least.toDisplay(locale));
    chargeAsAmount(usage);
}

QString stepText(const catalogue::TierCharge& step, const catalogue::TieredPrice& price, const QLocale& locale)
{
    return TrafficChargeTexts::tr("tier %1: %2 MB, %3 %4").arg(locale.toString(qlonglong(step.tier + 1)), millionsText(step.quantity, locale), millionsText(step.amountMicros, locale), price.currency.code());
}

} // namespace

QList<TrafficPiece> trafficPieces(const ChargeTimeline& timeline, BillingDate from, BillingDate until, int billDay, const std::function<bool(OfferingId)>& pricesTraffic)
{
    QList<TrafficPiece> pieces;
    for (const PhaseSpan& span : spansOf(timeline)) {
        if (span.phase->kind != PhaseKind::Normal || !pricesTraffic(span.phase->offeringId))
            continue;
        for (BillingDate at = std::max(from, span.from); !span.to || at < *span.to;) {
            const BillingPeriod full = periodContaining(at, billDay);
            if (full.to > until)
                break;
            const BillingDate to = span.to ? std::min(full.to, *span.to) : full.to;
            TrafficPiece piece{span.phase->offeringId, {{at, to}, full}, span.phase->quantity, catalogue::perMonth(span.phase->price, span.phase->interval)};
            if (!pieces.isEmpty() && pieces.last().share.full == full && pieces.last().share.charged.to == at) {
                piece.share.charged.from = pieces.last().share.charged.from;
                TrafficPiece longer = pieces.last();
                longer.share = piece.share;
                if (longer == piece) { // a phase that changes nothing of the traffic
                    pieces.last() = piece;
                    at = to;
                    continue;
                }
                piece.share.charged.from = at;
            }
            pieces.append(piece);
            at = to;
        }
    }
    return pieces;
}

BillableUsage burstableCharge(const catalogue::BurstablePrice& price, const TrafficPiece& piece, MeasuredTraffic measured, ProrationBasis basis, const QLocale& locale)
{
    measured.commitBps = price.commitMbps * piece.pieces * bitsPerMbit;
    measured.overBps = std::max<std::int64_t>(0, measured.bps.value_or(0) - measured.commitBps);
    const Quantity share = fractionOf(piece.share, {}, basis);
    const Quantity mbps = price.wholeMbps ? Quantity{divideRounded(measured.overBps, bitsPerMbit, *price.wholeMbps), 1} : Quantity::of(measured.overBps, bitsPerMbit);
    const Quantity quantity = mbps.times(share);
    BillableUsage usage{{}, {}, shortText(measured, locale), piece.share.charged, quantity, QStringLiteral("E20"), price.overage,
                        price.overage.part(quantity.numerator, quantity.denominator, Rounding::HalfUp)};
    if (price.minimumMinor > 0)
        liftToMinimum(usage, price, piece, share, locale);
    usage.traffic = std::move(measured);
    return usage;
}

BillableUsage volumeCharge(const catalogue::VolumePrice& price, const TrafficPiece& piece, MeasuredTraffic measured, const QLocale& locale)
{
    const catalogue::TieredPrice& tiers = price.price;
    const catalogue::TieredCharge charge = catalogue::chargeOf(tiers, measured.octets);
    if (tiers.tiers.size() > 1)
        for (const catalogue::TierCharge& step : charge.steps)
            measured.steps.append(stepText(step, tiers, locale));
    const Money net{divideRounded(Wide(charge.totalMicros) * tiers.currency.minorPerMajor(), 1'000'000, Rounding::HalfUp), tiers.currency};
    const UnitPrice gigabyte{tiers.tiers.value(charge.steps.isEmpty() ? 0 : charge.steps.last().tier).priceMicros, tiers.currency};
    BillableUsage usage{{}, {}, shortText(measured, locale), piece.share.charged, Quantity::of(measured.octets, catalogue::octetsPerGigabyte), QStringLiteral("E34"), gigabyte, net};
    if (gigabyte.part(usage.quantity.numerator, usage.quantity.denominator, Rounding::HalfUp) != net)
        chargeAsAmount(usage);
    usage.traffic = std::move(measured);
    return usage;
}

} // namespace trunkline::billing
