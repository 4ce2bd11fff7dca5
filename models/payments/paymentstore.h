// The rows of payments, settlements and charges. Reads run on any thread's connection; writes inside a Change only.
// Payments, settlements and charges are never changed or removed: the database refuses it.
#pragma once

#include "models/payments/payment.h"
#include "models/store/connection.h"

namespace trunkline::payments {

/// A payment with what of it is not allocated.
struct PaymentRow {
    Payment payment;
    Money unallocated;
    QString accountNumber;
    QString customerName;
    bool operator==(const PaymentRow&) const = default;
};

/// With something open, in the order of due dates; of one account, or of all.
QList<OpenItem> openItems(store::Connection& connection, AccountId account = {});
/// All of an account, settled ones too, in the order of their dates.
QList<OpenItem> itemsOf(store::Connection& connection, AccountId account);
std::optional<OpenItem> item(store::Connection& connection, const ItemRef& ref);
std::optional<OpenItem> itemNumbered(store::Connection& connection, const QString& number);

/// Newest first; of one account, or of all.
QList<PaymentRow> payments(store::Connection& connection, AccountId account = {});
std::optional<Payment> payment(store::Connection& connection, PaymentId id);
std::optional<Payment> paymentNumbered(store::Connection& connection, const QString& number);
std::optional<Payment> paymentBySourceKey(store::Connection& connection, const QString& sourceKey);
/// What is paid and not allocated (or paid back).
Money creditOf(store::Connection& connection, AccountId account, Currency currency);
QList<Settlement> settlementsOfPayment(store::Connection& connection, PaymentId payment);
QList<Settlement> settlementsOfAccount(store::Connection& connection, AccountId account);
QList<Settlement> settlementsOfItem(store::Connection& connection, const ItemRef& item);
std::optional<Charge> charge(store::Connection& connection, ChargeId id);

void insertPayment(store::Connection& connection, const Payment& payment, Timestamp now);
void insertSettlement(store::Connection& connection, const Settlement& settlement);
void insertCharge(store::Connection& connection, const Charge& charge);

} // namespace trunkline::payments
