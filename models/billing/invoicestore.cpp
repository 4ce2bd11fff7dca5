#include "models/billing/invoicestore.h"

#include "models/ledger/ledgerstore.h"
#include "models/store/bulkinsert.h"

namespace trunkline::billing {

static const QString summaryColumns = QStringLiteral("id, number, kind, account_id, customer_id, run_id, buyer_name, issued_on, due_on, currency, "
                                                     "net_minor, tax_minor, gross_minor");

static QList<InvoiceSummary> summariesFrom(store::Connection& connection, const QString& where, const store::Binds& binds)
{
    QList<InvoiceSummary> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1, (SELECT c.name FROM customer c WHERE c.id = invoice.customer_id AND c.erased_ms IS NOT NULL) AS erased_name "
                                                                "FROM invoice %2 ORDER BY issued_on DESC, number DESC").arg(summaryColumns, where), binds)) {
        const Currency currency = Currency::parse(row.text("currency"));
        all.append({row.id<InvoiceId>("id"), row.text("number"),
                    row.text("kind") == nameOf(DocumentKind::Invoice) ? DocumentKind::Invoice : DocumentKind::CreditNote,
                    row.id<AccountId>("account_id"), row.id<CustomerId>("customer_id"), row.id<BillRunId>("run_id"),
                    row.isNull("erased_name") ? row.text("buyer_name") : row.text("erased_name"), // who was erased is a number in lists; the document stays as it was posted
                    row.date("issued_on"), row.date("due_on"), Money{row.integer("net_minor"), currency}, Money{row.integer("tax_minor"), currency},
                    Money{row.integer("gross_minor"), currency}});
    }
    return all;
}

QList<InvoiceSummary> invoices(store::Connection& connection)
{
    return summariesFrom(connection, {}, {});
}

QList<InvoiceSummary> invoicesOfCustomer(store::Connection& connection, CustomerId customer)
{
    return summariesFrom(connection, QStringLiteral("WHERE customer_id = ?"), {customer});
}

QList<InvoiceSummary> invoicesOfRun(store::Connection& connection, BillRunId run)
{
    return summariesFrom(connection, QStringLiteral("WHERE run_id = ?"), {run});
}

std::int64_t invoiceCount(store::Connection& connection, BillRunId run)
{
    return connection.row(QStringLiteral("SELECT COUNT(*) AS documents FROM invoice WHERE run_id = ?"), {run})->integer("documents");
}

static std::optional<Invoice> oneInvoice(const std::optional<store::Row>& row)
{
    return row ? std::optional(invoiceFrom(row->json("document_json"))) : std::nullopt;
}

std::optional<Invoice> invoice(store::Connection& connection, InvoiceId id)
{
    return oneInvoice(connection.row(QStringLiteral("SELECT document_json FROM invoice WHERE id = ?"), {id}));
}

std::optional<Invoice> invoiceByNumber(store::Connection& connection, const QString& number)
{
    return oneInvoice(connection.row(QStringLiteral("SELECT document_json FROM invoice WHERE number = ?"), {number}));
}

std::optional<Invoice> lastInvoiceBefore(store::Connection& connection, AccountId account, BillingDate periodEnd)
{
    return oneInvoice(connection.row(QStringLiteral("SELECT i.document_json FROM invoice i JOIN bill_run r ON r.id = i.run_id "
                                                    "WHERE i.account_id = ? AND r.kind = 'cycle' AND r.period_to < ? ORDER BY r.period_to DESC, i.number DESC LIMIT 1"), {account, periodEnd}));
}

bool isBilled(store::Connection& connection, AccountId account, const BillCycle& cycle)
{
    return connection.row(QStringLiteral("SELECT 1 AS one FROM invoice i JOIN bill_run r ON r.id = i.run_id WHERE i.account_id = ? AND r.kind = 'cycle' AND r.bill_day = ? AND r.period_to = ? LIMIT 1"),
                          {account, cycle.billDay, cycle.period.to}).has_value();
}

bool isInvoiced(store::Connection& connection, const QString& sourceKey)
{
    return connection.row(QStringLiteral("SELECT 1 AS one FROM invoice_line WHERE source_key = ?"), {sourceKey}).has_value();
}

QList<InvoiceLine> linesOfSubscription(store::Connection& connection, SubscriptionId subscription)
{
    QList<InvoiceLine> lines;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT i.document_json FROM invoice i WHERE i.id IN (SELECT l.invoice_id FROM invoice_line l WHERE l.subscription_id = ?) "
                                                                "ORDER BY i.id"), {subscription})) // ids are given in the order of posting
        for (const InvoiceLine& line : invoiceFrom(row.json("document_json")).lines)
            if (line.subscriptionId == subscription)
                lines.append(line);
    return lines;
}

Money balanceOf(store::Connection& connection, AccountId account, Currency currency)
{
    Money owed = Money::zero(currency);
    for (const char* part : {ledger::accounts::receivable, ledger::accounts::charges, ledger::accounts::customerCredit})
        owed += ledger::balanceOf(connection, QString::fromLatin1(part), currency, account);
    return owed;
}

void insertInvoice(store::Connection& connection, const Invoice& i)
{
    connection.exec(QStringLiteral("INSERT INTO invoice (%1, document_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(summaryColumns),
                    {i.id, i.number, nameOf(i.kind), i.accountId, i.customerId, i.runId, i.buyer.name, i.issuedOn, i.dueOn, i.net.currency.code(),
                     i.net.minor, i.tax.minor, i.gross.minor, toJson(i)});
    store::BulkInsert lines(connection, QStringLiteral("INSERT INTO invoice_line (id, invoice_id, position, account_id, kind, subscription_id, service_id, period_from, "
                                                       "period_to, net_minor, source_key)"), 11);
    for (const InvoiceLine& line : i.lines)
        lines.add({line.id, i.id, line.position, i.accountId, nameOf(line.kind), line.subscriptionId, line.serviceId,
                   line.period ? line.period->from : BillingDate(), line.period ? line.period->to : BillingDate(), line.net.minor, line.sourceKey});
    lines.finish();
}

} // namespace trunkline::billing
