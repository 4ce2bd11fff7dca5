// What an account owes and why, line by line; how old what is open is; and whether the books hold together.
#pragma once

#include "models/ledger/ledgerstore.h"
#include "models/payments/payment.h"

namespace trunkline::payments {

/// A change of what an account owes, with what it owes after it.
struct StatementLine {
    BillingDate dated;
    std::int64_t posting = 0; ///< its number
    QString text;
    Money amount;       ///< what the account owes more (positive) or less
    Money balance;      ///< after it
    JournalEntryId entry; ///< where "Why?" begins
    bool operator==(const StatementLine&) const = default;
};

/// Every posting to the account's receivables and credit, in order; allocations, which change nothing, are left out.
QList<StatementLine> accountStatement(store::Connection& connection, AccountId account, Currency currency);

/// What is open of one account, by how long it is overdue.
struct AgeingRow {
    AccountId accountId;
    CustomerId customerId;
    QString accountNumber;
    QString customerName;
    Money notDue;
    Money upTo30;   ///< 1 to 30 days overdue
    Money upTo60;
    Money upTo90;
    Money older;
    Money credit;   ///< paid and not allocated, and credit notes: negative
    Money total;    ///< what the ledger says that the account owes
    bool operator==(const AgeingRow&) const = default;
};
/// Of all accounts with something open, the largest total first.
QList<AgeingRow> ageing(store::Connection& connection, BillingDate today);

/// What does not hold, a sentence each, empty when the books are sound: the ledger by itself, receivables against the open documents of each account, charges
/// against theirs, credit against payments, suspense against the lines nobody has dealt with, and documents that were never posted.
QStringList checkBooks(store::Connection& connection);

} // namespace trunkline::payments
