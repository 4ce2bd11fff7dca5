#include "models/billing/invoicerules.h"

#include "models/billing/invoicetotals.h"
#include "models/billing/proration.h"
#include "models/core/errors.h"

#include <QCoreApplication>

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
        if (each.subscription.monthlyPrice.currency != account.currency)
            throw Refused(invoiceText("The service %1 is priced in %2, but the account %3 is kept in %4; move the service to an account in %2.")
                              .arg(each.service.name, each.subscription.monthlyPrice.currency.code(), account.number, account.currency.code()));
}

InvoiceLine lineOf(LineKind kind, const BillableSubscription& s, const UnitPrice& price, const Money& net)
{
    InvoiceLine line{{}, 0, kind, s.offering.name, s.service.name, s.subscription.id, s.subscription.serviceId, std::nullopt, {}, price, net,
                     s.offering.taxRateBasisPoints, {}, s.entry, taxCategoryOfRate(s.offering.taxRateBasisPoints), {}, {}};
    return line;
}

void addSetup(QList<InvoiceLine>& lines, const BillableSubscription& s)
{
    if (s.setupCharged || s.offering.setupFee.isZero())
        return;
    InvoiceLine line = lineOf(LineKind::Setup, s, UnitPrice::of(s.offering.setupFee), s.offering.setupFee);
    line.text = invoiceText("%1: setup").arg(s.offering.name);
    line.sourceKey = QStringLiteral("setup:%1").arg(s.subscription.id.toString());
    lines.append(line);
}

void addRecurring(QList<InvoiceLine>& lines, const BillableSubscription& s, const BillCycle& cycle)
{
    const Subscription& subscription = s.subscription;
    for (const PeriodShare& share : sharesInArrears(subscription.startsOn, subscription.endsOn, s.chargedFrom, cycle.period.to, cycle.billDay)) {
        InvoiceLine line = lineOf(LineKind::Recurring, s, subscription.monthlyPrice,
                                  subscription.monthlyPrice.part(share.charged.days(), share.full.days(), Rounding::HalfUp));
        line.period = share.charged;
        line.unitCode = QStringLiteral("MON");
        if (!share.isWhole())
            line.quantity = {share.charged.days(), share.full.days()};
        line.sourceKey = QStringLiteral("recurring:%1:%2").arg(subscription.id.toString(), share.charged.from.toIso());
        lines.append(line);
    }
}

void addCredits(QList<InvoiceLine>& lines, const Biller& biller, const BillableSubscription& s, const BillCycle& cycle)
{
    const QLocale locale = biller.settings.locale();
    for (const BillableCredit& each : s.credits) {
        if (each.credit.month >= cycle.period.to)
            continue;
        InvoiceLine line = lineOf(LineKind::Credit, s, UnitPrice::of(each.credit.amount), -each.credit.amount);
        line.text = invoiceText("SLA credit for %1").arg(s.offering.name);
        line.detail = invoiceText("%1, outage from %2 to %3. %4.")
                          .arg(s.service.name, biller.profile.zone.toDisplay(each.outage.startedAt, locale),
                               each.outage.endedAt ? biller.profile.zone.toDisplay(*each.outage.endedAt, locale) : QString(),
                               assurance::creditText(each.credit, locale));
        line.quantity = {-1, 1};
        line.sourceKey = QStringLiteral("credit:%1").arg(each.credit.id.toString());
        line.cause = each.entry;
        lines.append(line);
    }
}

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
    QList<InvoiceLine> lines;
    for (const BillableSubscription& subscription : facts.subscriptions) {
        if (subscription.subscription.startsOn < cycle.period.to)
            addSetup(lines, subscription);
        addRecurring(lines, subscription, cycle);
        addCredits(lines, biller, subscription, cycle);
    }
    if (lines.isEmpty())
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

QString quantityText(const Quantity& quantity)
{
    QString text = QString::number(quantity.numerator < 0 ? -quantity.numerator : quantity.numerator);
    if (quantity.denominator != 1)
        text += u'/' + QString::number(quantity.denominator);
    return quantity.numerator < 0 ? QChar(0x2212) + text : text;
}

} // namespace trunkline::billing
