// The document a customer gets (EN 16931): whole in itself, with the parties as they were that day.
// Posted ones are numbered and never change.
#pragma once

#include "models/billing/chargeplan.h"
#include "models/billing/measuredtraffic.h"
#include "models/core/taxcategory.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace trunkline::billing {

enum class DocumentKind {
    Invoice,
    CreditNote, ///< the customer gets money: the credits are more than the charges
};

enum class LineKind {
    Setup,      ///< charged once, when a service starts
    Recurring,
    Credit,     ///< SLA credit
    Usage,
    Discount,   ///< of a promotion or an agreement; negative
    Adjustment, ///< by hand, with a reason; either sign
    Delta,      ///< what a late correction changes for a period that was billed
    Fee,        ///< one-time: early termination, reminder, …
    Repair,     ///< the unused part of a period that was billed; negative
};

struct InvoiceParty {
    QString name;
    QString street;
    QString postCode;
    QString city;
    QString country; ///< ISO 3166-1 alpha-2
    QString vatId;
    bool operator==(const InvoiceParty&) const = default;
};

/// What a line of a subscription is charged by: enough to correct it later.
struct ChargeBasis {
    ChargePhase phase;
    BillingPeriod full;    ///< the period that the charged one is a part of
    QString corrects = {}; ///< source key of the line that a repair, delta or replacement is about
    bool operator==(const ChargeBasis&) const = default;
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
    TaxCategory taxCategory = TaxCategory::Standard;
    QString exemptionReason = {}; ///< why no tax is charged, for the categories that need it
    QString unitCode = {};        ///< UN/ECE recommendation 20: "MON", "ANN", "MIN", "C62" (one); empty is C62
    std::optional<ChargeBasis> basis = {};
    std::optional<MeasuredTraffic> traffic = {}; ///< of a charge for traffic: what it was computed from
    bool operator==(const InvoiceLine&) const = default;
};

/// Whether a line is about usage: charged, included, or late.
inline bool isUsage(const InvoiceLine& line) { return line.kind == LineKind::Usage || (line.kind == LineKind::Delta && !line.basis); }

struct TaxTotal {
    int rateBasisPoints = 0;
    Money net; ///< the sum of the lines with this category and rate
    Money tax; ///< of that sum, halves up (EN 16931 BR-CO-17)
    TaxCategory category = TaxCategory::Standard;
    QString exemptionReason = {};
    bool operator==(const TaxTotal&) const = default;
};

/// A document that this one corrects (EN 16931 BG-3).
struct PrecedingInvoice {
    QString number;
    BillingDate issuedOn;
    bool operator==(const PrecedingInvoice&) const = default;
};

/// Amounts of a credit note are negative; e-invoices turn their sign. What is taken off or put on is
/// always a line, so that it has a source key; there are no allowances of the whole document.
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
    QList<PrecedingInvoice> preceding = {}; ///< what a credit note or a correction is about
    QString note = {};                      ///< for the reader: why the document was made (BT-22)
    bool operator==(const Invoice&) const = default;
};

/// "invoice", "credit-note"; "setup", "recurring", "credit", "usage", "discount", "adjustment", "delta", "fee", "repair": stable.
QString nameOf(DocumentKind kind);
QString nameOf(LineKind kind);
/// Throws InvalidInput.
LineKind lineKindNamed(const QString& name);

/// The whole document; invoiceFrom(toJson(i)) == i.
QJsonObject toJson(const Invoice& invoice);
/// Throws InvalidInput when it is no invoice. What documents of earlier versions don't say is read as they
/// meant it: the category by the rate, months for recurring lines.
Invoice invoiceFrom(const QJsonObject& document);

} // namespace trunkline::billing
