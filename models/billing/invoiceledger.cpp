#include "models/billing/invoiceledger.h"

#include "models/billing/invoicestore.h"
#include "models/ledger/ledgerservice.h"

#include <map>

namespace trunkline::billing {

namespace {

/// Its source key ends with that of the line that it is off.
bool isOffUsage(const InvoiceLine& discount)
{
    const QString of = discount.sourceKey.section(u':', discount.sourceKey.startsWith(QLatin1String("cancel:")) ? 3 : 2);
    return of.startsWith(QLatin1String("usage:")) || of.startsWith(QLatin1String("charge:"));
}

QString revenueAccount(const InvoiceLine& line)
{
    const QString revenue = QString::fromLatin1(ledger::accounts::revenue) + u':';
    switch (line.kind) {
    case LineKind::Setup: return revenue + QStringLiteral("setup");
    case LineKind::Discount: return revenue + (isOffUsage(line) ? QStringLiteral("usage") : QStringLiteral("recurring"));
    case LineKind::Recurring:
    case LineKind::Repair: return revenue + QStringLiteral("recurring");
    case LineKind::Usage:
    case LineKind::Delta: return revenue + QStringLiteral("usage");
    case LineKind::Credit: return revenue + QStringLiteral("credit");
    case LineKind::Adjustment: return revenue + QStringLiteral("adjustment");
    case LineKind::Fee: break;
    }
    return QString::fromLatin1(ledger::accounts::fees);
}

bool isAdvance(const InvoiceLine& line, BillingDate issuedOn)
{
    return line.period && line.period->days() > 0 && issuedOn < line.period->to;
}

} // namespace

QString sourceKeyOf(const Invoice& invoice)
{
    return QStringLiteral("invoice:") + invoice.number;
}

ledger::PostingDraft postingOf(const Invoice& invoice)
{
    std::map<QString, Money> sums;
    const auto add = [&](const QString& account, const Money& amount) { sums.try_emplace(account, Money::zero(amount.currency)).first->second += amount; };
    for (const InvoiceLine& line : invoice.lines)
        add(isAdvance(line, invoice.issuedOn) ? QString::fromLatin1(ledger::accounts::deferredRevenue) : revenueAccount(line), line.net);
    for (const TaxTotal& tax : invoice.taxes)
        add(ledger::vatAccount(tax.rateBasisPoints), tax.tax);
    ledger::PostingDraft draft{invoice.issuedOn, QStringLiteral("%1 %2").arg(invoice.number, invoice.buyer.name), sourceKeyOf(invoice),
                               {{QString::fromLatin1(ledger::accounts::receivable), invoice.gross, invoice.accountId}}};
    for (const auto& [account, amount] : sums)
        draft.legs.append({account, -amount});
    return draft;
}

QList<ledger::Deferral> deferralsOf(const Invoice& invoice)
{
    QList<ledger::Deferral> deferrals;
    for (const InvoiceLine& line : invoice.lines)
        if (isAdvance(line, invoice.issuedOn))
            deferrals.append({{}, line.sourceKey, revenueAccount(line), line.net, *line.period, invoice.issuedOn});
    return deferrals;
}

void postToLedger(store::Change& change, const store::JournalEntry& entry, const Invoice& invoice)
{
    ledger::post(change, entry, postingOf(invoice));
    for (const ledger::Deferral& deferral : deferralsOf(invoice))
        ledger::defer(change, deferral);
}

int enterOldInvoices(store::Context& context, const store::Who& who)
{
    const auto begun = [&] {
        return !context.connection.row(QStringLiteral("SELECT 1 AS one FROM invoice WHERE NOT EXISTS (SELECT 1 FROM ledger_posting) LIMIT 1")).has_value();
    };
    if (begun())
        return 0;
    store::Change change(context, who);
    if (begun()) // by another workstation, meanwhile
        return 0;
    store::Connection& connection = change.connection();
    const auto ids = connection.rows(QStringLiteral("SELECT id FROM invoice ORDER BY issued_on, number"));
    const store::JournalEntry entering = change.append({QStringLiteral("ledger.invoicesEntered"), QStringLiteral("ledger"), QStringLiteral("invoices"), {}, {{"invoices", qint64(ids.size())}}, {}, {}});
    for (const store::Row& row : ids) {
        const Invoice old = *invoice(connection, row.id<InvoiceId>("id"));
        postToLedger(change, store::journalBySourceKey(connection, sourceKeyOf(old)).value_or(entering), old);
    }
    change.commit();
    return int(ids.size());
}

} // namespace trunkline::billing
