// The verbs of a bill run. An account is a transaction of its own: a run may be killed, stopped and
// started again at any point and leads to the same invoices, without a gap and without a double.
#pragma once

#include "models/access/actor.h"
#include "models/billing/billrun.h"
#include "models/billing/drafts.h"

#include <functional>

namespace trunkline::billing {

struct BillRunProgress {
    int done = 0;     ///< accounts looked at
    int accounts = 0; ///< of the cycle's bill day
    int posted = 0;
    int parked = 0;
    bool operator==(const BillRunProgress&) const = default;
};

/// Called after each account; false stops the run there.
using BillRunWatcher = std::function<bool(const BillRunProgress&)>;

struct BillRunResult {
    BillRun run;
    BillRunProgress progress;
    QList<Invoice> invoices; ///< the first 1,000 posted now; all of them: invoicesOfRun
};

/// The sum of a cycle is above what the actor may post alone: who else may is asked for its approval.
bool needsSecondPerson(const access::Actor& actor, const BillingSettings& settings, const Approval& figures);

/// Needs preview-bills. What post() would post now, by the same code.
QList<DraftedAccount> previewBillRun(const access::Actor& actor, store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn);
/// The same without lines, for cycles of any size; draftOf() gives those of one account.
QList<DraftedAccount> previewFigures(const access::Actor& actor, store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn);

class BillRunService {
public:
    explicit BillRunService(store::Context& context) : context_(context) {}

    /// The whole run: start, every account, finish. Needs post-bills. Throws Refused when the period is
    /// not over; what the world throws (StoreFailure) leaves the run to be gone on with. A script that
    /// posts approves what is there.
    BillRunResult post(const access::Actor& actor, const BillCycle& cycle, BillingDate issuedOn, const BillRunWatcher& watcher = {});

    /// A second person agrees to the figures that a run would have ("billrun.approved"). Needs post-bills. Throws Refused when they
    /// are not what would be posted now.
    void approve(const access::Actor& actor, const BillCycle& cycle, BillingDate issuedOn, const Approval& figures);

    // The steps of it, for those who let other work in between (each is a transaction):
    /// "billrun.started"; one of the cycle that is running still is given back instead, with its own date.
    /// With an approval it throws Refused when what would be posted is not what was approved, and when the sum needs a second
    /// person's approval and nobody else agreed to these figures; the entry keeps the figures and the names.
    BillRun start(const access::Actor& actor, const BillCycle& cycle, BillingDate issuedOn, const std::optional<Approval>& approved = {});
    /// "invoice.posted" with the document, or "account.parked" with the reason. Nothing when there is
    /// nothing to bill, now or any more.
    std::optional<DraftedAccount> postAccount(const access::Actor& actor, const BillRun& run, AccountId account);
    /// The same with what was read of the operator already, for many accounts.
    std::optional<DraftedAccount> postAccount(const access::Actor& actor, const BillRun& run, AccountId account, const Biller& biller);
    /// "billrun.finished" or "billrun.stopped".
    BillRun end(const access::Actor& actor, const BillRun& run, BillRunState state);

private:
    store::Context& context_;
};

} // namespace trunkline::billing
