#include "models/billing/drafts.h"

#include "models/assurance/outagestore.h"
#include "models/billing/invoicestore.h"
#include "models/billing/subscriptionstore.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <map>

namespace trunkline::billing {

namespace {

struct DraftTexts {
    Q_DECLARE_TR_FUNCTIONS(Drafts)
};

std::optional<JournalEntryId> firstEntryOf(store::Connection& connection, const char* subjectType, const QString& id)
{
    const auto entries = store::journalOf(connection, QString::fromLatin1(subjectType), id);
    return entries.isEmpty() ? std::nullopt : std::optional(entries.first().id);
}

QList<BillableCredit> uninvoicedCredits(store::Connection& connection, ServiceId service)
{
    QList<BillableCredit> open;
    for (const assurance::SlaCredit& credit : assurance::creditsOfService(connection, service)) {
        if (isInvoiced(connection, QStringLiteral("credit:%1").arg(credit.id.toString())))
            continue;
        const auto outage = assurance::outage(connection, credit.outageId);
        if (!outage)
            throw NotFound(QCoreApplication::translate("Billing", "The outage behind the credit %1 is missing; the credit can't be explained on an invoice.")
                               .arg(credit.id.toString()));
        open.append({credit, *outage, firstEntryOf(connection, "credit", credit.id.toString())});
    }
    return open;
}

BillableSubscription billableOf(store::Connection& connection, const Subscription& subscription)
{
    const auto service = inventory::service(connection, subscription.serviceId);
    if (!service)
        throw NotFound(QCoreApplication::translate("Billing", "The service %1 is charged but missing in the inventory.").arg(subscription.serviceId.toString()));
    return {subscription, catalogue::requireOffering(connection, subscription.offeringId), *service,
            chargedUntil(connection, subscription.id).value_or(subscription.startsOn),
            isInvoiced(connection, QStringLiteral("setup:%1").arg(subscription.id.toString())), {},
            firstEntryOf(connection, "subscription", subscription.id.toString())};
}

BillableAccount billableAccount(store::Connection& connection, const customer::Account& account)
{
    BillableAccount facts{customer::requireCustomer(connection, account.customerId), account, {}};
    QHash<ServiceId, qsizetype> last; // a service that was charged before shows its credits once
    for (const Subscription& subscription : subscriptionsOfAccount(connection, account.id)) {
        last.insert(subscription.serviceId, facts.subscriptions.size());
        facts.subscriptions.append(billableOf(connection, subscription));
    }
    for (auto place = last.cbegin(); place != last.cend(); ++place)
        facts.subscriptions[place.value()].credits = uninvoicedCredits(connection, place.key());
    return facts;
}

} // namespace

Biller biller(store::Connection& connection)
{
    return {store::requireProfile(connection), billingSettings(connection)};
}

std::optional<DraftedAccount> draftAccount(store::Connection& connection, const Biller& biller, const customer::Account& account,
                                           const BillCycle& cycle, BillingDate issuedOn)
{
    DraftedAccount drafted{account, std::nullopt, {}, {}};
    try {
        const BillableAccount facts = billableAccount(connection, account);
        drafted.customerName = facts.customer.name;
        drafted.invoice = composeInvoice(biller, facts, cycle, issuedOn);
        if (!drafted.invoice)
            return std::nullopt;
    } catch (const StoreFailure&) {
        throw; // the world's trouble, not the account's
    } catch (const Error& error) {
        drafted.parked = error.sentence();
    }
    return drafted;
}

void requireEnded(const BillCycle& cycle, BillingDate issuedOn)
{
    if (issuedOn < cycle.period.to)
        throw Refused(QCoreApplication::translate("Billing", "The period from %1 to %2 is not over on %3; bill it from %4 on.")
                          .arg(cycle.period.from.toIso(), cycle.period.to.plusDays(-1).toIso(), issuedOn.toIso(), cycle.period.to.toIso()));
}

QList<DraftedAccount> draftInvoices(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn)
{
    requireEnded(cycle, issuedOn);
    const Biller operatorNow = biller(connection);
    QList<DraftedAccount> drafts;
    for (const customer::Account& account : customer::accountsOfBillDay(connection, cycle.billDay))
        if (auto drafted = draftAccount(connection, operatorNow, account, cycle, issuedOn))
            drafts.append(std::move(*drafted));
    return drafts;
}

QList<CurrencyTotal> totalsOf(const QList<DraftedAccount>& drafts)
{
    std::map<QString, CurrencyTotal> totals;
    for (const DraftedAccount& drafted : drafts) {
        if (!drafted.invoice)
            continue;
        const Invoice& invoice = *drafted.invoice;
        const Money zero = Money::zero(invoice.net.currency);
        CurrencyTotal& total = totals.try_emplace(zero.currency.code(), CurrencyTotal{zero.currency, 0, zero, zero, zero}).first->second;
        ++total.documents;
        total.net += invoice.net;
        total.tax += invoice.tax;
        total.gross += invoice.gross;
    }
    QList<CurrencyTotal> list;
    for (const auto& [code, total] : totals)
        list.append(total);
    return list;
}

Approval approvalOf(const QList<DraftedAccount>& drafts)
{
    Approval approval{0, 0, totalsOf(drafts)};
    for (const DraftedAccount& drafted : drafts)
        ++(drafted.invoice ? approval.documents : approval.parked);
    return approval;
}

QJsonObject toJson(const Approval& approval)
{
    QJsonArray totals;
    for (const CurrencyTotal& total : approval.totals)
        totals.append(QJsonObject{{"currency", total.currency.code()}, {"documents", total.documents}, {"net", total.net.toPlainString()},
                                  {"tax", total.tax.toPlainString()}, {"gross", total.gross.toPlainString()}});
    return {{"documents", approval.documents}, {"parked", approval.parked}, {"totals", totals}};
}

/// "2 invoices over 218.00 EUR".
static QString figuresText(const Approval& approval)
{
    QStringList sums;
    for (const CurrencyTotal& total : approval.totals)
        sums.append(total.gross.toDisplay());
    const QString documents = DraftTexts::tr("%Ln document(s)", nullptr, approval.documents);
    return sums.isEmpty() ? documents : DraftTexts::tr("%1 over %2").arg(documents, sums.join(QStringLiteral(" + ")));
}

void requireApproved(const Approval& approved, const QList<DraftedAccount>& drafts)
{
    const Approval now = approvalOf(drafts);
    if (now != approved)
        throw Refused(DraftTexts::tr("The figures changed since they were looked at: they were %1 and are %2 now. Look at the preview again, then approve it.")
                          .arg(figuresText(approved), figuresText(now)));
}

} // namespace trunkline::billing
