// What comes in, what it settles, and what is still open. Values.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace trunkline::payments {

enum class PaymentMethod {
    Transfer,
    Cash,
    Card,
    Cheque,
    DirectDebit,
    Refund, ///< negative: credit that goes back to the customer
    Return, ///< negative: a direct debit or transfer that the bank took back
};

struct Payment {
    PaymentId id;
    QString number; ///< "PAY-000001"
    AccountId accountId;
    PaymentMethod method = PaymentMethod::Transfer;
    BillingDate receivedOn;
    Money amount;
    QString reference;  ///< as the payer or the file names it
    QString payerName;
    QString payerIban;
    BankLineId bankLine;   ///< null when it was recorded by hand or by a direct debit
    PaymentId returns;     ///< the payment that a Return takes back
    QString sourceKey;
    bool operator==(const Payment&) const = default;
};

/// An invoice or credit note, or a fee or interest of dunning: one of the two is set.
struct ItemRef {
    InvoiceId invoice = {};
    ChargeId charge = {};
    bool isNull() const { return invoice.isNull() && charge.isNull(); }
    QString toString() const { return invoice.isNull() ? charge.toString() : invoice.toString(); }
    bool operator==(const ItemRef&) const = default;
};

enum class ItemKind { Invoice, CreditNote, Fee, Interest };

/// Something that is owed (or, for a credit note, that is owed to the customer: negative).
struct OpenItem {
    ItemRef ref;
    ItemKind kind = ItemKind::Invoice;
    QString number;
    AccountId accountId;
    BillingDate dated;
    BillingDate dueOn;
    Money amount;
    Money open; ///< amount − Σ settlements
    bool disputed = false;
    bool operator==(const OpenItem&) const = default;
};

enum class SettlementKind {
    Payment,    ///< out of a payment; negative when the payment was returned or the allocation undone
    CreditNote, ///< of an invoice against a credit note: two rows that sum to zero
    WriteOff,
};

struct Settlement {
    SettlementId id;
    AccountId accountId;
    ItemRef item;
    SettlementKind kind = SettlementKind::Payment;
    PaymentId payment;
    BillingDate dated;
    Money amount;
    QString reason;
    QString sourceKey;
    bool operator==(const Settlement&) const = default;
};

/// A part of an amount for an item.
struct Allocation {
    ItemRef item;
    Money amount;
    bool operator==(const Allocation&) const = default;
};

/// A fee or interest beside the invoices.
struct Charge {
    ChargeId id;
    QString number; ///< "FEE-000001"
    AccountId accountId;
    ItemKind kind = ItemKind::Fee;
    BillingDate dated;
    BillingDate dueOn;
    Money amount;
    QString text;
    QString sourceKey;
    bool operator==(const Charge&) const = default;
};

/// "transfer", "cash", …; "invoice", "credit-note", "fee", "interest"; "payment", "credit-note", "write-off": stable.
QString nameOf(PaymentMethod method);
QString nameOf(ItemKind kind);
QString nameOf(SettlementKind kind);
/// Throws InvalidInput, listing the methods that people may record.
PaymentMethod paymentMethodNamed(QStringView name);
/// For people.
QString titleOf(PaymentMethod method);
QString titleOf(ItemKind kind);

QJsonObject toJson(const Payment& payment);
QJsonObject toJson(const Settlement& settlement);
QJsonObject toJson(const Charge& charge);

/// How an amount is spread: the items that fell due first are settled first, each as far as it is open; disputed ones are left
/// out. What is left over is credit. Pure; never more than the amount, never more than an item's open part.
QList<Allocation> spreadOldestFirst(const Money& amount, QList<OpenItem> items);

} // namespace trunkline::payments
