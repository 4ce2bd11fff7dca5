// Prepaid money in the ledger: what is topped up is owed to the customer until it is used.
#pragma once

#include "models/rating/balance.h"
#include "models/store/journal.h"

#include <QStringList>

namespace trunkline::rating {

/// How a top-up was paid.
enum class TopUpPayment {
    Bank, ///< it is on its way until the bank shows it
    Cash,
};
/// "bank", "cash".
QString nameOf(TopUpPayment payment);
/// Throws InvalidInput.
TopUpPayment topUpPaymentNamed(const QString& name);

/// In the Change of a top-up, as the effect of its entry: from the bank or the cash box to prepaid. A balance of before there were such
/// postings begins with what it holds. The balance is booked then.
void bookTopUp(store::Change& change, const store::JournalEntry& entry, const Balance& before, Balance& after, Money amount, TopUpPayment payment, const QString& sourceKey);
/// The same of what a session used: from prepaid to revenue, as far as whole minor units were used in all (rounded down).
void bookSpending(store::Change& change, const store::JournalEntry& entry, const Balance& before, Balance& after);

/// A sentence for each account whose prepaid money in the ledger is not what its balances hold.
QStringList checkPrepaid(store::Connection& connection);

} // namespace trunkline::rating
