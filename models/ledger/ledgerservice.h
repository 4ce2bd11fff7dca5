// What is posted, and the verbs of the ledger itself.
#pragma once

#include "models/access/actor.h"
#include "models/ledger/ledgerstore.h"

namespace trunkline::ledger {

/// Posts as the effect of `entry`, in the same transaction: what other rooms call inside their Change. Nothing when all
/// legs are zero. Throws InvalidInput (see checkedPosting), Refused for a closed month, StoreFailure for a source key that was used.
std::optional<Posting> post(store::Change& change, const store::JournalEntry& entry, PostingDraft draft);
/// Notes that revenue which was posted to deferredRevenue is earned over a period. Zero amounts are not noted.
void defer(store::Change& change, Deferral deferral);
/// Throws Refused, naming the first open day, when a closed month would be posted into.
void requireOpen(store::Connection& connection, BillingDate dated);

struct Recognition {
    int deferrals = 0; ///< parts of deferrals that were earned
    QList<Posting> postings; ///< one for each month and currency
};

class LedgerService {
public:
    explicit LedgerService(store::Context& context) : context_(context) {}

    /// By hand: opening balances, corrections. Needs keep-ledger. "ledger.posted"; the draft's source key is ignored. Throws InvalidInput
    /// for receivables: they change with their documents only.
    /// What is posted for, as `reason`, stands in the journal beside it.
    Posting postManually(const access::Actor& actor, PostingDraft draft, const QString& reason = {});
    /// Earns what was deferred, month by month, until the end of `month`; again adds nothing. Needs keep-ledger.
    /// "revenue.recognised". A part whose month is closed, or lies before its document, is posted in the first month that may have it.
    /// Throws Refused when the month is not over.
    Recognition recognise(const access::Actor& actor, BillingDate month);
    /// Nothing is posted into this month or an earlier one any more. Needs keep-ledger. "ledger.monthClosed". Throws Refused when
    /// the month is not over, is closed already, or has revenue that is not recognised.
    void closeMonth(const access::Actor& actor, BillingDate month);

private:
    store::Context& context_;
};

/// What closing a month would do, by the functions that do it.
struct MonthClose {
    BillingDate month;
    std::optional<BillingDate> openFrom;    ///< as it is now
    QList<PostingDraft> recognitions;       ///< what recognise() would post, without source keys
    int deferrals = 0;                      ///< parts of deferrals in them
    QStringList obstacles;                  ///< a sentence for each thing that closeMonth() refuses
};
/// Needs view-ledger.
MonthClose previewClose(const access::Actor& actor, store::Connection& connection, BillingDate month, BillingDate today);
/// The first month that is not closed: the one behind the closed ones, else that of the first posting, else today's.
BillingDate nextMonthToClose(store::Connection& connection, BillingDate today);

/// What does not hold, a sentence each: empty when the ledger is sound. Every posting balances, debits equal credits in the
/// whole, and deferred revenue is what the deferrals say.
QStringList checkLedger(store::Connection& connection);

} // namespace trunkline::ledger
