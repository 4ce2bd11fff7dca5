#include "models/billing/drafts.h"

#include "models/billing/billabletraffic.h"
#include "models/billing/billableusage.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace trunkline::billing {

namespace {

struct DraftTexts {
    Q_DECLARE_TR_FUNCTIONS(Drafts)
};

constexpr int accountsAPage = 256;

} // namespace

std::optional<DraftedAccount> draftAccount(const Biller& biller, const AccountFacts& account, const BillCycle& cycle, BillingDate issuedOn)
{
    DraftedAccount drafted{account.facts.account, std::nullopt, account.damaged, account.facts.customer.name};
    if (!drafted.parked.isEmpty())
        return drafted;
    try {
        drafted.invoice = composeInvoice(biller, account.facts, cycle, issuedOn);
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

void draftEach(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn, const std::function<bool(const DraftedAccount&)>& take)
{
    requireEnded(cycle, issuedOn);
    const Biller operatorNow = biller(connection);
    const std::int64_t usage = rating::newestUsageSeq(connection);
    QString behind;
    for (;;) {
        const QList<customer::Account> page = customer::accountsAfter(connection, cycle.billDay, behind, accountsAPage);
        if (page.isEmpty())
            return;
        behind = page.last().number;
        QList<AccountFacts> all = billableAccounts(connection, operatorNow, page);
        readUsage(connection, operatorNow, cycle, usage, all);
        readTraffic(connection, operatorNow, cycle, all);
        for (const AccountFacts& facts : std::as_const(all))
            if (const auto drafted = draftAccount(operatorNow, facts, cycle, issuedOn); drafted && !take(*drafted))
                return;
    }
}

std::optional<DraftedAccount> draftOf(store::Connection& connection, AccountId account, const BillCycle& cycle, BillingDate issuedOn)
{
    requireEnded(cycle, issuedOn);
    const Biller operatorNow = biller(connection);
    QList<AccountFacts> facts = billableAccounts(connection, operatorNow, {customer::requireAccount(connection, account)});
    readUsage(connection, operatorNow, cycle, rating::newestUsageSeq(connection), facts);
    readTraffic(connection, operatorNow, cycle, facts);
    return draftAccount(operatorNow, facts.first(), cycle, issuedOn);
}

DraftedAccount withoutLines(DraftedAccount drafted)
{
    if (drafted.invoice)
        drafted.invoice->lines.clear();
    return drafted;
}

QList<DraftedAccount> draftInvoices(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn)
{
    QList<DraftedAccount> drafts;
    draftEach(connection, cycle, issuedOn, [&](const DraftedAccount& drafted) {
        drafts.append(drafted);
        return true;
    });
    return drafts;
}

void Approval::add(const DraftedAccount& drafted)
{
    ++(drafted.invoice ? documents : parked);
    if (!drafted.invoice)
        return;
    const Invoice& invoice = *drafted.invoice;
    const Money zero = Money::zero(invoice.net.currency);
    auto total = std::lower_bound(totals.begin(), totals.end(), zero.currency.code(), [](const CurrencyTotal& each, const QString& code) { return each.currency.code() < code; });
    if (total == totals.end() || total->currency != zero.currency)
        total = totals.insert(total, {zero.currency, 0, zero, zero, zero});
    ++total->documents;
    total->net += invoice.net;
    total->tax += invoice.tax;
    total->gross += invoice.gross;
}

Approval approvalOf(const QList<DraftedAccount>& drafts)
{
    Approval approval;
    for (const DraftedAccount& drafted : drafts)
        approval.add(drafted);
    return approval;
}

QList<CurrencyTotal> totalsOf(const QList<DraftedAccount>& drafts)
{
    return approvalOf(drafts).totals;
}

Approval figuresOf(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn)
{
    Approval figures;
    draftEach(connection, cycle, issuedOn, [&](const DraftedAccount& drafted) {
        figures.add(drafted);
        return true;
    });
    return figures;
}

QJsonObject toJson(const Approval& approval)
{
    QJsonArray totals;
    for (const CurrencyTotal& total : approval.totals)
        totals.append(QJsonObject{{"currency", total.currency.code()}, {"documents", total.documents}, {"net", total.net.toPlainString()},
                                  {"tax", total.tax.toPlainString()}, {"gross", total.gross.toPlainString()}});
    return {{"documents", approval.documents}, {"parked", approval.parked}, {"totals", totals}};
}

Approval approvalFrom(const QJsonObject& o)
{
    Approval approval{o["documents"].toInt(), o["parked"].toInt(), {}};
    for (const QJsonValue& total : o["totals"].toArray()) {
        const Currency currency = Currency::parse(total["currency"].toString());
        approval.totals.append({currency, total["documents"].toInt(), Money::parse(total["net"].toString(), currency), Money::parse(total["tax"].toString(), currency),
                                Money::parse(total["gross"].toString(), currency)});
    }
    return approval;
}

QString figuresText(const Approval& approval)
{
    QStringList sums;
    for (const CurrencyTotal& total : approval.totals)
        sums.append(total.gross.toDisplay());
    const QString documents = DraftTexts::tr("%Ln document(s)", nullptr, approval.documents);
    return sums.isEmpty() ? documents : DraftTexts::tr("%1 over %2").arg(documents, sums.join(QStringLiteral(" + ")));
}

void requireApproved(const Approval& approved, const Approval& now)
{
    if (now != approved)
        throw Refused(DraftTexts::tr("The figures changed since they were looked at: they were %1 and are %2 now. Look at the preview again, then approve it.")
                          .arg(figuresText(approved), figuresText(now)));
}

} // namespace trunkline::billing
