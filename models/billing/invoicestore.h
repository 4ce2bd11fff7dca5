// Posted invoices. There is no update and no delete here, and the database refuses both.
#pragma once

#include "models/billing/billingperiod.h"
#include "models/billing/invoice.h"
#include "models/store/connection.h"

namespace trunkline::billing {

/// What lists show; the document itself is read one by one.
struct InvoiceSummary {
    InvoiceId id;
    QString number;
    DocumentKind kind = DocumentKind::Invoice;
    AccountId accountId;
    CustomerId customerId;
    BillRunId runId;
    QString buyerName;
    BillingDate issuedOn;
    BillingDate dueOn;
    Money net;
    Money tax;
    Money gross;
    bool operator==(const InvoiceSummary&) const = default;
};

/// Newest first.
QList<InvoiceSummary> invoices(store::Connection& connection);
QList<InvoiceSummary> invoicesOfCustomer(store::Connection& connection, CustomerId customer);
QList<InvoiceSummary> invoicesOfRun(store::Connection& connection, BillRunId run);
std::int64_t invoiceCount(store::Connection& connection, BillRunId run);
/// The whole document.
std::optional<Invoice> invoice(store::Connection& connection, InvoiceId id);
std::optional<Invoice> invoiceByNumber(store::Connection& connection, const QString& number);
/// The credit notes about an invoice, in the order of their posting.
QList<Invoice> creditNotesAbout(store::Connection& connection, const Invoice& invoice);
/// The newest document of an account for a cycle that ended before `periodEnd`: what its next one is compared with.
std::optional<Invoice> lastInvoiceBefore(store::Connection& connection, AccountId account, BillingDate periodEnd);
/// Whether the account has a document of this cycle.
bool isBilled(store::Connection& connection, AccountId account, const BillCycle& cycle);
/// Whether a line with this source key is on an invoice.
bool isInvoiced(store::Connection& connection, const QString& sourceKey);
/// All lines about a subscription, in the order of their posting.
QList<InvoiceLine> linesOfSubscription(store::Connection& connection, SubscriptionId subscription);
/// What an account owes: its open documents, fees and interest, less what it paid in advance. The ledger says so.
Money balanceOf(store::Connection& connection, AccountId account, Currency currency);

/// Inside a Change. Throws StoreFailure when a line's source key is on an invoice already.
void insertInvoice(store::Connection& connection, const Invoice& invoice);

} // namespace trunkline::billing
