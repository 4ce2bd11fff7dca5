// The document a customer gets (EN 16931): whole in itself, with the parties as they were that day.
// Posted ones are numbered and never change.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace trunkline::billing {

enum class DocumentKind {
    Invoice,
    CreditNote, ///< the customer gets money: the credits are more than the charges
};

enum class LineKind { Setup, Recurring, Credit };

struct InvoiceParty {
    QString name;
    QString street;
    QString postCode;
    QString city;
    QString country; ///< ISO 3166-1 alpha-2
    QString vatId;
    bool operator==(const InvoiceParty&) const = default;
};

/// How many of the unit: 1 month, 22/31 of a month, −1 credit.
struct Quantity {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
    bool operator==(const Quantity&) const = default;
};

struct InvoiceLine {
    InvoiceLineId id;
    int position = 1;
    LineKind kind = LineKind::Recurring;
    QString text;   ///< "Fibre 100"
    QString detail; ///< "SVC-000001", or which outage, how long, what is allowed
    SubscriptionId subscriptionId;
    ServiceId serviceId;
    std::optional<BillingPeriod> period; ///< what a recurring line charges; `to` is the first day after it
    Quantity quantity;
    UnitPrice unitPrice;
    Money net;
    int taxRateBasisPoints = 0;
    QString sourceKey; ///< "recurring:<subscription>:<first day>", "setup:<subscription>", "credit:<credit>": unique for ever
    std::optional<JournalEntryId> cause; ///< the entry that led to the line: subscription.started, credit.granted
    bool operator==(const InvoiceLine&) const = default;
};

struct TaxTotal {
    int rateBasisPoints = 0;
    Money net; ///< the sum of the lines with this rate
    Money tax; ///< of that sum, halves up (EN 16931 BR-CO-17)
    bool operator==(const TaxTotal&) const = default;
};

struct Invoice {
    InvoiceId id;   ///< null in a draft
    QString number; ///< empty in a draft
    DocumentKind kind = DocumentKind::Invoice;
    AccountId accountId;
    QString accountNumber;
    CustomerId customerId;
    QString customerNumber;
    BillRunId runId;
    BillingDate issuedOn;
    BillingDate dueOn;
    BillingPeriod period; ///< of the bill cycle
    InvoiceParty seller;
    QString sellerIban;
    InvoiceParty buyer;
    QString localeName; ///< how the document writes dates and amounts
    QList<InvoiceLine> lines;
    QList<TaxTotal> taxes; ///< highest rate first
    Money net;
    Money tax;
    Money gross;
    bool operator==(const Invoice&) const = default;
};

/// "invoice", "credit-note"; "setup", "recurring", "credit": stable.
QString nameOf(DocumentKind kind);
QString nameOf(LineKind kind);

/// The whole document; invoiceFrom(toJson(i)) == i.
QJsonObject toJson(const Invoice& invoice);
/// Throws InvalidInput when it is no invoice.
Invoice invoiceFrom(const QJsonObject& document);

} // namespace trunkline::billing
