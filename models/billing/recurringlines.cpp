#include "models/billing/recurringlines.h"

#include <QCoreApplication>

namespace trunkline::billing {

namespace {

struct InvoiceTexts {
    Q_DECLARE_TR_FUNCTIONS(Invoice)
};

/// "SVC-000001", and what else makes the amount: pieces, a suspension.
QString detailOf(const BillableSubscription& s, const ChargePhase& phase, const QLocale& locale)
{
    QStringList parts{s.service.name};
    if (phase.quantity != 1)
        parts.append(InvoiceTexts::tr("%Ln piece(s)", nullptr, int(phase.quantity)));
    if (phase.kind == PhaseKind::Suspended)
        parts.append(InvoiceTexts::tr("suspended, %1 of the price").arg(catalogue::percentText(phase.chargedBasisPoints, locale)));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

class RecurringLines {
public:
    RecurringLines(const Biller& biller, const customer::Account& account, const BillableSubscription& s)
        : biller_(biller), account_(account), s_(s), locale_(biller.settings.locale())
    {
    }

    QList<InvoiceLine> at(const BillCycle& cycle)
    {
        const ChargeTimeline timeline = timelineOf(s_.subscription);
        const ChargeConventions& conventions = biller_.settings.conventions;
        BillingDate from = s_.chargedFrom;
        if (s_.subscription.correctedFrom) {
            const CorrectionPlan plan = correctBilled(timeline, s_.billed, cycle.billDay, conventions);
            for (const Correction& correction : plan.corrections)
                add(correction);
            from = plan.planFrom;
        }
        for (const PlannedCharge& charge : planCharges(timeline, from, cycle.period.to, cycle.billDay, conventions.proration))
            addCharge(charge, {});
        return lines_;
    }

private:
    void add(const Correction& correction)
    {
        if (correction.kind == CorrectionKind::Charge)
            addCharge(correction.charge, correction.target);
        else
            addChange(correction);
    }

    void addCharge(const PlannedCharge& charge, const QString& target)
    {
        InvoiceLine line = lineOf(LineKind::Recurring, charge, taxOf(offering(charge), account_, biller_.taxRates, charge.share.charged.to.plusDays(-1)));
        line.unitPrice = charge.phase.price;
        line.quantity = charge.quantity;
        line.basis->corrects = target;
        line.sourceKey = freeKey(QStringLiteral("recurring:%1:%2").arg(s_.subscription.id.toString(), charge.share.charged.from.toIso()));
        lines_.append(line);
    }

    void addChange(const Correction& correction)
    {
        const BilledCharge& billed = *billedBy(correction.target);
        const bool repair = correction.kind == CorrectionKind::Repair;
        if (!repair && correction.charge.net.isZero() && billed.phase == correction.charge.phase)
            return;
        InvoiceLine line = lineOf(repair ? LineKind::Repair : LineKind::Delta, correction.charge, billed.tax);
        line.basis->corrects = correction.target;
        if (repair) {
            line.text = InvoiceTexts::tr("%1: unused part").arg(line.text);
            line.unitPrice = correction.charge.phase.price;
            line.quantity = correction.charge.quantity;
            line.sourceKey = QStringLiteral("repair:%1:%2").arg(correction.target, correction.charge.share.charged.from.toIso());
        } else {
            line.text = InvoiceTexts::tr("%1: corrected").arg(line.text);
            line.detail = InvoiceTexts::tr("%1; it was billed at %2 and costs %3").arg(line.detail, billed.net.toDisplay(locale_), (billed.net + line.net).toDisplay(locale_));
            line.unitPrice = UnitPrice::of(line.net.isNegative() ? -line.net : line.net);
            line.quantity = {line.net.isNegative() ? -1 : 1, 1};
            line.unitCode.clear();
            line.sourceKey = QStringLiteral("delta:%1:%2").arg(correction.target).arg(billed.deltas + 1);
        }
        lines_.append(line);
    }

    InvoiceLine lineOf(LineKind kind, const PlannedCharge& charge, const LineTax& tax) const
    {
        InvoiceLine line = lineFor(s_, kind, tax);
        line.text = offering(charge).name;
        line.detail = detailOf(s_, charge.phase, locale_);
        line.period = charge.share.charged;
        line.net = charge.net;
        line.unitCode = catalogue::unitCodeOf(charge.phase.interval);
        line.basis = ChargeBasis{charge.phase, charge.share.full, {}};
        return line;
    }

    const catalogue::Offering& offering(const PlannedCharge& charge) const { return offeringOf(biller_, s_, charge.phase.offeringId); }

    const BilledCharge* billedBy(const QString& key) const
    {
        for (const BilledCharge& each : s_.billed)
            if (each.key == key)
                return &each;
        return nullptr;
    }

    QString freeKey(const QString& key) const
    {
        QString free = key;
        for (int i = 2; billedBy(free); ++i)
            free = QStringLiteral("%1:%2").arg(key).arg(i);
        return free;
    }

    const Biller& biller_;
    const customer::Account& account_;
    const BillableSubscription& s_;
    const QLocale locale_;
    QList<InvoiceLine> lines_;
};

} // namespace

const catalogue::Offering& offeringOf(const Biller& biller, const BillableSubscription& subscription, OfferingId id)
{
    const auto found = biller.offerings.constFind(id);
    return found == biller.offerings.constEnd() ? subscription.offering : *found;
}

InvoiceLine lineFor(const BillableSubscription& s, LineKind kind, const LineTax& tax)
{
    const Money zero = Money::zero(s.subscription.price.currency);
    return {{}, 0, kind, s.offering.name, s.service.name, s.subscription.id, s.subscription.serviceId, std::nullopt, {}, UnitPrice::of(zero), zero,
            tax.basisPoints, {}, s.entry, tax.category, tax.reason, {}, std::nullopt};
}

QList<InvoiceLine> recurringLines(const Biller& biller, const customer::Account& account, const BillableSubscription& subscription, const BillCycle& cycle)
{
    return RecurringLines(biller, account, subscription).at(cycle);
}

} // namespace trunkline::billing
