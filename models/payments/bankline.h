// A movement on the bank account as people work on it: imported, then assigned or set aside.
#pragma once

#include "models/payments/camt.h"
#include "models/payments/payment.h"

#include <QHash>

namespace trunkline::payments {

enum class BankLineState {
    Open,     ///< waits for a person
    Assigned, ///< became a payment, or settled one that was recorded before
    Ignored,  ///< no customer's: a transfer of the operator's own, posted by hand
};

struct BankLine {
    BankLineId id;
    BankStatementId statementId;
    int position = 0;
    QString key; ///< the same movement in another file has the same key
    BillingDate booked;
    Money amount;      ///< credits positive
    QString code;      ///< "PMNT/RCDT/ESCT"
    bool reversal = false;
    QString information;
    BankTransaction detail;
    BankLineState state = BankLineState::Open;
    QString note;
    /// Who is at the other end.
    QString otherName() const { return amount.isNegative() ? detail.creditorName : detail.debtorName; }
    QString otherIban() const { return amount.isNegative() ? detail.creditorIban : detail.debtorIban; }
    /// All that was written for the reader, in one line.
    QString purpose() const;
    bool operator==(const BankLine&) const = default;
};

/// "open", "assigned", "ignored": stable.
QString nameOf(BankLineState state);

/// The lines that an entry becomes: one for each of its transactions when they add up to it, else one. Entries that are not booked give none. Pure.
/// Keys are made of the account, the bank's reference, day and amount; without a reference of the statement and the place in it.
/// `seen` counts equal keys inside one statement, so that two alike movements of one day are two.
QList<BankLine> linesOf(const BankStatement& statement, const BankEntry& entry, QHash<QString, int>& seen);

} // namespace trunkline::payments
