// The rows of the ledger. Reads run on any thread's connection; writes inside a Change only, and the database refuses to
// change or remove what was posted.
#pragma once

#include "models/ledger/posting.h"
#include "models/ledger/recognition.h"
#include "models/store/connection.h"

#include <functional>
#include <optional>

namespace trunkline::ledger {

struct AccountBalance {
    QString account;
    Money debit;   ///< sum of the debits
    Money credit;  ///< sum of the credits, positive
    Money balance; ///< debit − credit
    bool operator==(const AccountBalance&) const = default;
};

/// One leg in its place in an account, with what the account holds after it.
struct AccountLine {
    PostingId posting;
    std::int64_t number = 0;
    BillingDate dated;
    QString text;
    JournalEntryId entry;
    QString accountNumber; ///< of the subledger; empty for none
    Money amount;
    Money after;
    bool operator==(const AccountLine&) const = default;
};

/// Every account with a posting dated before `before` (all when absent), by name, then currency: a trial balance. Debits equal credits.
QList<AccountBalance> trialBalance(store::Connection& connection, std::optional<BillingDate> before = {});
/// Zero when nothing was posted. With a billing account only its part.
Money balanceOf(store::Connection& connection, const QString& account, Currency currency, AccountId accountId = {});
/// In the order of posting date and number.
QList<AccountLine> linesOf(store::Connection& connection, const QString& account, Currency currency);
std::optional<Posting> posting(store::Connection& connection, PostingId id);
std::optional<Posting> postingBySourceKey(store::Connection& connection, const QString& sourceKey);
/// All, in the order of their numbers; a thousand at a time in memory.
void forEachPosting(store::Connection& connection, const std::function<void(const Posting&)>& tell);
/// Nothing is posted with a date before this day; nothing when no month is closed.
std::optional<BillingDate> openFrom(store::Connection& connection);
/// What the deferrals say is still to be earned: the balance of deferred revenue, negated.
Money unearned(store::Connection& connection, Currency currency);
/// The currencies that were posted in.
QList<Currency> currencies(store::Connection& connection);

/// Deferrals that began before `before` and are not earned wholly, with the months that are recognised already.
struct OpenDeferral {
    Deferral deferral;
    QList<BillingDate> recognised;
};
QList<OpenDeferral> openDeferrals(store::Connection& connection, BillingDate before);

void insertPosting(store::Connection& connection, const Posting& posting);
void insertDeferral(store::Connection& connection, const Deferral& deferral);
void insertRecognition(store::Connection& connection, DeferralId deferral, const EarnedPart& part, PostingId posting);
void insertClosing(store::Connection& connection, BillingDate openFrom, Timestamp at, const QString& by);

} // namespace trunkline::ledger
