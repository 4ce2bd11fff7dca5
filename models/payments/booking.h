// What every verb of payments does inside its Change: the row and its posting, always both.
#pragma once

#include "models/payments/payment.h"
#include "models/store/journal.h"

namespace trunkline::payments {

/// What is paid and what is on its way meets in the customer's credit first: debit `from` (bank, cash, clearing, suspense), credit
/// the customer's credit. Gives the payment with its id and number.
Payment bookPayment(store::Change& change, const store::JournalEntry& entry, Payment payment, const char* from);
/// The next free payment number; used by whoever needs it before the entry is written.
QString nextPaymentNumber(store::Change& change);

/// Lessens an item: out of the customer's credit, or as bad debt. Credit notes move nothing in the ledger. Throws Refused when it is more than
/// what is open, or (a negative one) more than what was settled; or more than the credit of the account.
void bookSettlement(store::Change& change, const store::JournalEntry& entry, Settlement settlement);

/// Books parts of the account's credit against items, taken from the payments that came first. Each part has a source key made from `key`.
void bookAllocations(store::Change& change, const store::JournalEntry& entry, AccountId account, const QList<Allocation>& allocations, BillingDate dated, const QString& key);

/// What a payment settled is open again, and its amount the account's credit. Gives how much that is.
Money reopenSettled(store::Change& change, const store::JournalEntry& entry, const Payment& payment, BillingDate dated);

/// That the bank took a payment back, and how it is known.
struct TakenBack {
    BillingDate on;
    QString reference;
    QString reason;
    QString sourceKey;
    BankLineId bankLine = {}; ///< null when a person says so
};
/// "payment.returned": what the payment settled is open again, and the customer owes the fee of the settings; the money goes from `from`. Gives the entry.
/// Throws Refused when it was taken back already.
store::JournalEntry bookReturn(store::Change& change, const Payment& taken, const TakenBack& how, const char* from);

/// Debit receivables, credit income.
Charge bookCharge(store::Change& change, const store::JournalEntry& entry, Charge charge);

/// Today, or the first open day when today's month is closed.
BillingDate bookingDay(store::Change& change);

} // namespace trunkline::payments
