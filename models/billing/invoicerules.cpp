#include "models/billing/invoicerules.h"

#include "models/billing/discountlines.h"
#include "models/billing/invoicetotals.h"
#include "models/billing/recurringlines.h"
#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

namespace {

QString invoiceText(const char* text)
{
    return QCoreApplication::translate("Invoice", text);
}

void requireBillable(const BillableAccount& facts)
{
    const customer::Account& account = facts.account;
    if (account.street.isEmpty() || account.city.isEmpty() || account.country.isEmpty())
        throw Refused(invoiceText("The account %1 of %2 has no complete address (street, city, country), which an invoice needs; complete it, then run again.")
                          .arg(account.number, facts.customer.name));
    for (const BillableSubscription& each : facts.subscriptions)
        for (const ChargePhase& phase : timelineOf(each.subscription).phases)
            if (phase.price.currency != account.currency)
                throw Refused(invoiceText("The service %1 is priced in %2, but the account %3 is kept in %4; move the service to an account in %2.")
                                  .arg(each.service.name, phase.price.currency.code(), account.number, account.currency.code()));
}

/// The lines of one account, kind by kind.
class Composer {
public:
    Composer(const Biller& biller, const BillableAccount& facts, const BillCycle& cycle) : biller_(biller), facts_(facts), cycle_(cycle) {}

    QList<InvoiceLine> lines()
    {
        for (const BillableSubscription& each : facts_.subscriptions) {
            addSetup(each);
            lines_ += recurringLines(biller_, facts_.account, each, cycle_);
            addUsage(each);
            addCredits(each);
        }
        addCharges(true); // what was off the usage is off its correction, too
        lines_ += discountLines(facts_, lines_);
        addCharges(false);
        return lines_;
    }

private:
    LineTax tax(const BillableSubscription& s, BillingDate suppliedOn) const { return taxOf(s.offering, facts_.account, biller_.taxRates, suppliedOn); }
    BillingDate lastDay() const { return cycle_.period.to.plusDays(-1); }

    void addSetup(const BillableSubscription& s)
    {
        const Money fee = s.subscription.setupFee.value_or(s.offering.setupFee);
        if (s.setupCharged || fee.isZero() || s.subscription.startsOn >= cycle_.period.to)
            return;
        InvoiceLine line = lineFor(s, LineKind::Setup, tax(s, s.subscription.startsOn));
        line.unitPrice = UnitPrice::of(fee);
        line.net = fee;
        line.text = invoiceText("%1: setup").arg(s.offering.name);
        line.sourceKey = QStringLiteral("setup:%1").arg(s.subscription.id.toString());
        lines_.append(line);
    }

    /// Late usage is taxed as its period was, and says so.
    void addUsage(const BillableSubscription& s)
    {
        for (const BillableUsage& usage : s.usage) {
            InvoiceLine line = lineFor(s, usage.late ? LineKind::Delta : LineKind::Usage, tax(s, usage.period.to.plusDays(-1)));
            line.text = usage.late ? invoiceText("%1: late usage").arg(usage.text) : usage.text;
            if (!usage.detail.isEmpty())
                line.detail = usage.ofAccount ? usage.detail : QStringLiteral("%1, %2").arg(s.service.name, usage.detail);
            line.period = usage.period;
            line.quantity = usage.quantity;
            line.unitCode = usage.unitCode;
            line.unitPrice = usage.unitPrice;
            line.net = usage.net;
            line.sourceKey = usage.sourceKey;
            line.cause = usage.entry ? usage.entry : s.entry;
            line.traffic = usage.traffic;
            lines_.append(line);
        }
    }

    void addCredits(const BillableSubscription& s)
    {
        const QLocale locale = biller_.settings.locale();
        for (const BillableCredit& each : s.credits) {
            if (each.credit.month >= cycle_.period.to)
                continue;
            InvoiceLine line = lineFor(s, LineKind::Credit, tax(s, lastDay()));
            line.unitPrice = UnitPrice::of(each.credit.amount);
            line.net = -each.credit.amount;
            line.text = invoiceText("SLA credit for %1").arg(s.offering.name);
            line.detail = invoiceText("%1, outage from %2 to %3. %4.")
                              .arg(s.service.name, biller_.profile.zone.toDisplay(each.outage.startedAt, locale),
                                   each.outage.endedAt ? biller_.profile.zone.toDisplay(*each.outage.endedAt, locale) : QString(),
                                   assurance::creditText(each.credit, locale));
            line.quantity = {-1, 1};
            line.sourceKey = QStringLiteral("credit:%1").arg(each.credit.id.toString());
            line.cause = each.entry;
            lines_.append(line);
        }
    }

    void addCharges(bool ofUsage)
    {
        for (const AccountCharge& charge : facts_.charges)
            if (charge.on <= cycle_.period.to && charge.period.has_value() == ofUsage)
                addCharge(charge);
    }

    void addCharge(const AccountCharge& charge)
    {
        const customer::Account& account = facts_.account;
        const LineTax tax = account.taxExemption ? LineTax{*account.taxExemption, 0, account.taxReason} : charge.tax;
        const Money size = charge.net.isNegative() ? -charge.net : charge.net;
        lines_.append({{}, 0, charge.kind, charge.text, charge.reason, charge.subscriptionId, charge.serviceId, charge.period, {charge.net.isNegative() ? -1 : 1, 1},
                       UnitPrice::of(size), charge.net, tax.basisPoints, QStringLiteral("charge:%1").arg(charge.id.toString()), charge.entry, tax.category, tax.reason, {},
                       std::nullopt});
    }

    const Biller& biller_;
    const BillableAccount& facts_;
    const BillCycle& cycle_;
    QList<InvoiceLine> lines_;
};

Invoice emptyInvoice(const Biller& biller, const BillableAccount& facts, const BillCycle& cycle, BillingDate issuedOn)
{
    const store::OperatorProfile& seller = biller.profile;
    const customer::Account& account = facts.account;
    const Money zero = Money::zero(account.currency);
    return {{}, {}, DocumentKind::Invoice, account.id, account.number, facts.customer.id, facts.customer.number, {}, issuedOn,
            issuedOn.plusDays(account.paymentDays), cycle.period,
            {seller.name, seller.street, seller.postCode, seller.city, seller.country, seller.vatId}, seller.iban,
            {facts.customer.name, account.street, account.postCode, account.city, account.country, account.vatId},
            biller.settings.localeName, {}, {}, zero, zero, zero, {}, {}};
}

} // namespace

std::optional<Invoice> composeInvoice(const Biller& biller, const BillableAccount& facts, const BillCycle& cycle, BillingDate issuedOn)
{
    QList<InvoiceLine> lines = Composer(biller, facts, cycle).lines();
    // Included usage alone makes no document; it is stated on the next one.
    if (std::all_of(lines.begin(), lines.end(), [](const InvoiceLine& line) { return isUsage(line) && line.net.isZero(); }))
        return std::nullopt;
    requireBillable(facts);
    Invoice invoice = emptyInvoice(biller, facts, cycle, issuedOn);
    for (qsizetype i = 0; i < lines.size(); ++i)
        lines[i].position = int(i) + 1;
    invoice.lines = lines;
    addTotals(invoice);
    invoice.kind = invoice.gross.isNegative() ? DocumentKind::CreditNote : DocumentKind::Invoice;
    return invoice;
}

QHash<SubscriptionId, BillingDate> chargedByInvoice(const Invoice& invoice, const BillableAccount& account)
{
    QHash<SubscriptionId, QList<InvoiceLine>> lines;
    for (const InvoiceLine& line : invoice.lines)
        if (line.basis)
            lines[line.subscriptionId].append(line);
    QHash<SubscriptionId, BillingDate> charged;
    for (const BillableSubscription& s : account.subscriptions) {
        const auto mine = lines.constFind(s.subscription.id);
        if (mine == lines.constEnd())
            continue;
        // What is left of what was billed, and what comes now.
        QList<BilledCharge> billed = s.billed;
        BillingDate until = s.subscription.correctedFrom ? s.subscription.startsOn : s.chargedFrom;
        for (const InvoiceLine& line : *mine) {
            if (line.kind == LineKind::Recurring)
                until = std::max(until, line.period->to);
            for (BilledCharge& each : billed)
                if (line.kind == LineKind::Repair && each.key == line.basis->corrects)
                    each.repaired.append(*line.period);
        }
        for (const BilledCharge& each : billed)
            for (const BillingPeriod& piece : without(each.share.charged, each.repaired))
                until = std::max(until, piece.to);
        charged.insert(s.subscription.id, until);
    }
    return charged;
}

} // namespace trunkline::billing
