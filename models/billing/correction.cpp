#include "models/billing/correction.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

static constexpr const char* repairRoundings[] = {"remainder", "unused-half-up"};

QString nameOf(RepairRounding rounding)
{
    return QString::fromLatin1(repairRoundings[std::size_t(rounding)]);
}

RepairRounding repairRoundingNamed(const QString& name)
{
    for (std::size_t i = 0; i < std::size(repairRoundings); ++i)
        if (name == QLatin1String(repairRoundings[i]))
            return RepairRounding(i);
    throw InvalidInput(QCoreApplication::translate("Billing", "“%1” is no rounding of repairs; choose remainder or unused-half-up.").arg(name));
}

QList<BillingPeriod> without(const BillingPeriod& period, QList<BillingPeriod> others)
{
    std::sort(others.begin(), others.end(), [](const BillingPeriod& a, const BillingPeriod& b) { return a.from < b.from; });
    QList<BillingPeriod> rest;
    BillingDate at = period.from;
    for (const BillingPeriod& other : others) {
        if (other.from > at && at < period.to)
            rest.append({at, std::min(other.from, period.to)});
        at = std::max(at, other.to);
    }
    if (at < period.to)
        rest.append({at, period.to});
    return rest;
}

namespace {

/// A part of a billed charge and the phase that it should have been charged by, if by any.
struct Part {
    BillingPeriod period;
    const ChargePhase* phase = nullptr;
    BillingDate anchor = {}; ///< of the phase's rhythm
};

bool sameCharge(const ChargePhase& a, const ChargePhase& b)
{
    return sameRhythm(a, b) && a.price == b.price && a.offeringId == b.offeringId && a.pieces() == b.pieces();
}

QList<Part> partsOf(const BillingPeriod& piece, const QList<PhaseSpan>& spans)
{
    QList<Part> parts;
    QList<BillingPeriod> found;
    for (const PhaseSpan& span : spans) {
        const BillingPeriod period{std::max(piece.from, span.from), span.to ? std::min(piece.to, *span.to) : piece.to};
        if (period.from < period.to) {
            parts.append({period, span.phase->isCharged() ? span.phase : nullptr, span.anchor});
            found.append(period);
        }
    }
    for (const BillingPeriod& period : without(piece, found))
        parts.append(Part{period});
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.period.from < b.period.from; });
    return parts;
}

/// Whether a part is charged in other periods now than it was: by another price's, or by the same one's that begin elsewhere.
bool hasNewRhythm(const BilledCharge& billed, const Part& part)
{
    if (!sameRhythm(*part.phase, billed.phase) || part.anchor > billed.share.charged.from)
        return true;
    const BillingPeriod& full = billed.share.full;
    const int billDay = std::max(full.from.day(), full.to.day()); // that of then
    return Rhythm(part.phase->interval, part.anchor, billDay).periodContaining(billed.share.charged.from) != full;
}

class Corrector {
public:
    Corrector(const ChargeTimeline& timeline, const QList<BilledCharge>& billed, int billDay, const ChargeConventions& conventions)
        : billed_(billed), spans_(spansOf(timeline)), start_(timeline.phases.first().from), billDay_(billDay), conventions_(conventions)
    {
    }

    CorrectionPlan plan()
    {
        findNewRhythm();
        BillingDate until = start_;
        for (const BilledCharge& each : billed_) {
            for (const BillingPeriod& piece : piecesOf(each))
                until = std::max(until, piece.to);
            correct(each);
        }
        if (newRhythm_)
            until = std::min(until, *newRhythm_);
        chargeWhatWasLeftOut(until);
        std::stable_sort(plan_.corrections.begin(), plan_.corrections.end(), [](const Correction& a, const Correction& b) {
            return a.charge.share.charged.from < b.charge.share.charged.from;
        });
        plan_.planFrom = until;
        return plan_;
    }

private:
    static QList<BillingPeriod> piecesOf(const BilledCharge& billed) { return without(billed.share.charged, billed.repaired); }

    /// Where a charged phase with another rhythm begins inside of what was billed: everything from there on is planned anew.
    void findNewRhythm()
    {
        for (const BilledCharge& each : billed_)
            for (const BillingPeriod& piece : piecesOf(each))
                for (const Part& part : partsOf(piece, spans_))
                    if (part.phase && hasNewRhythm(each, part) && (!newRhythm_ || part.period.from < *newRhythm_))
                        newRhythm_ = part.period.from;
    }

    void correct(const BilledCharge& billed)
    {
        const QList<BillingPeriod> pieces = piecesOf(billed);
        QList<Part> kept, unused, replaced;
        for (const BillingPeriod& piece : pieces)
            for (const Part& part : partsOf(piece, spans_))
                sort(billed, part, kept, unused, replaced);
        covered_ += pieces;
        if (unused.isEmpty())
            return;
        if (replaced.size() == 1 && replaced.first().period == billed.share.charged) {
            PlannedCharge now = chargeOf(*replaced.first().phase, billed.share, conventions_.proration);
            now.net = now.net - billed.net;
            plan_.corrections.append({CorrectionKind::Delta, billed.key, now});
            return;
        }
        repair(billed, kept, merged(unused));
        for (const Part& part : replaced)
            plan_.corrections.append({CorrectionKind::Charge, billed.key, chargeOf(*part.phase, {part.period, billed.share.full}, conventions_.proration)});
    }

    void sort(const BilledCharge& billed, const Part& part, QList<Part>& kept, QList<Part>& unused, QList<Part>& replaced) const
    {
        if (newRhythm_ && part.period.to > *newRhythm_) {
            if (part.period.from < *newRhythm_)
                sort(billed, {{part.period.from, *newRhythm_}, part.phase, part.anchor}, kept, unused, replaced);
            unused.append(Part{{std::max(part.period.from, *newRhythm_), part.period.to}});
        } else if (!part.phase) {
            unused.append(part);
        } else if (sameCharge(*part.phase, billed.phase)) {
            kept.append(part);
        } else {
            unused.append(part);
            replaced.append(part);
        }
    }

    static QList<BillingPeriod> merged(const QList<Part>& parts)
    {
        QList<BillingPeriod> periods;
        for (const Part& part : parts)
            if (!periods.isEmpty() && periods.last().to == part.period.from)
                periods.last().to = part.period.to;
            else
                periods.append(part.period);
        return periods;
    }

    void repair(const BilledCharge& billed, const QList<Part>& kept, const QList<BillingPeriod>& unused)
    {
        Money left = billed.net; // what may still go back
        if (conventions_.repair == RepairRounding::Remainder)
            for (const BillingPeriod& period : merged(kept))
                left = left - chargeOf(billed.phase, {period, billed.share.full}, conventions_.proration).net;
        const bool exact = conventions_.repair == RepairRounding::Remainder || kept.isEmpty();
        for (qsizetype i = 0; i < unused.size(); ++i) {
            PlannedCharge back = chargeOf(billed.phase, {unused[i], billed.share.full}, conventions_.proration);
            if (exact && i + 1 == unused.size())
                back.net = left;
            left = left - back.net;
            back.net = -back.net;
            back.quantity = -back.quantity;
            plan_.corrections.append({CorrectionKind::Repair, billed.key, back});
        }
    }

    /// Charged days that no billed charge covers: a suspension that was taken back, an end that was, a credit note.
    void chargeWhatWasLeftOut(BillingDate until)
    {
        for (const PhaseSpan& span : spans_) {
            const BillingPeriod whole{span.from, span.to ? std::min(*span.to, until) : until};
            if (!span.phase->isCharged() || whole.to <= whole.from)
                continue;
            for (const BillingPeriod& gap : without(whole, covered_))
                for (BillingDate at = gap.from; at < gap.to;) {
                    const BillingPeriod full = fullPeriodAt(span, at);
                    const BillingDate to = std::min(gap.to, full.to);
                    plan_.corrections.append({CorrectionKind::Charge, {}, chargeOf(*span.phase, {{at, to}, full}, conventions_.proration)});
                    at = to;
                }
        }
    }

    BillingPeriod fullPeriodAt(const PhaseSpan& span, BillingDate day) const
    {
        for (const BilledCharge& each : billed_)
            if (each.share.full.contains(day) && each.share.charged.contains(day) && sameRhythm(each.phase, *span.phase))
                return each.share.full;
        return Rhythm(span.phase->interval, span.anchor, billDay_).periodContaining(day);
    }

    const QList<BilledCharge>& billed_;
    const QList<PhaseSpan> spans_;
    const BillingDate start_;
    const int billDay_;
    const ChargeConventions conventions_;
    std::optional<BillingDate> newRhythm_;
    QList<BillingPeriod> covered_;
    CorrectionPlan plan_;
};

} // namespace

CorrectionPlan correctBilled(const ChargeTimeline& timeline, const QList<BilledCharge>& billed, int billDay, const ChargeConventions& conventions)
{
    if (conventions.proration != ProrationBasis::None)
        return Corrector(timeline, billed, billDay, conventions).plan();
    BillingDate until = timeline.phases.first().from;
    for (const BilledCharge& each : billed)
        until = std::max(until, each.share.charged.to);
    return {{}, until};
}

} // namespace trunkline::billing
