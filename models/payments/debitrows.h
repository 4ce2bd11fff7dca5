// Mandates, collections and files for the bank as people look at them.
#pragma once

#include "models/core/valuemodel.h"
#include "models/payments/bankstore.h"

namespace trunkline::payments {

struct MandateRow {
    Mandate mandate;
    QString accountNumber;
    CustomerId customerId;
    QString customerName;
    int collected = 0;                       ///< times, and not returned
    std::optional<BillingDate> lastUse = {}; ///< due date of its newest collection
    Sequence next = Sequence::First;
    bool operator==(const MandateRow&) const = default;
};
/// By reference.
QList<MandateRow> mandateRows(store::Connection& connection);

/// One collection or refund of a file for the bank.
struct OrderedRow {
    PaymentId payment;
    QString paymentNumber;
    QString accountNumber;
    QString invoiceNumber; ///< of a collection
    InvoiceId invoice;
    QString mandate;       ///< of a collection
    QString name;
    BillingDate dueOn;
    std::optional<Sequence> sequence;
    Money amount;          ///< what moves, above zero
    QString returned;      ///< number of the payment that took it back
    bool operator==(const OrderedRow&) const = default;
};
/// Of one file, in its order.
QList<OrderedRow> orderedRows(store::Connection& connection, BankOrderId order);

/// A file for the bank without what is in it.
struct OrderRow {
    BankOrderId id;
    QString number;
    QString kind; ///< "direct-debit", "refund"
    Timestamp madeAt;
    int count = 0;
    Money sum;
    bool operator==(const OrderRow&) const = default;
};
/// Newest first.
QList<OrderRow> orderRows(store::Connection& connection);

/// Key: the reference. Columns: reference, account, customer, name, iban, signed, scheme, next, collected, last, state.
class MandateModel : public ValueModel<MandateRow> {
public:
    explicit MandateModel(QObject* parent = nullptr);
};

/// Key: the number. Columns: number, kind, made, count, sum.
class BankOrderModel : public ValueModel<OrderRow> {
public:
    explicit BankOrderModel(const OperatorZone& zone, QObject* parent = nullptr);
};

/// Key: the payment's number. Columns: payment, account, invoice, mandate, name, due, sequence, amount, state.
class OrderedModel : public ValueModel<OrderedRow> {
public:
    explicit OrderedModel(QObject* parent = nullptr);
};

/// Key: the invoice's number. Columns: invoice, mandate, name, due, sequence, amount.
class PlannedDebitModel : public ValueModel<PlannedDebit> {
public:
    explicit PlannedDebitModel(QObject* parent = nullptr);
};

/// "SEPA direct debits", "Refunds".
QString titleOfOrderKind(const QString& kind);

} // namespace trunkline::payments
