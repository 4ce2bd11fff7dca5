// One execution of a bill cycle.
#pragma once

#include "models/billing/billingperiod.h"
#include "models/core/id.h"
#include "models/store/connection.h"

#include <QJsonObject>

namespace trunkline::billing {

enum class BillRunState {
    Running,  ///< also after a crash: the next start of the cycle goes on with it
    Finished,
    Stopped,  ///< by a person; what was posted stays posted
};

enum class BillRunKind {
    Cycle,    ///< all accounts of a bill day
    Document, ///< one document by hand: a credit note
};

struct BillRun {
    BillRunId id;
    BillCycle cycle;
    BillingDate issuedOn;
    BillRunState state = BillRunState::Running;
    Timestamp startedAt;
    std::optional<Timestamp> endedAt;
    BillRunKind kind = BillRunKind::Cycle;
    std::int64_t usageSeq = 0; ///< usage of files up to this one is billed
    bool operator==(const BillRun&) const = default;
};

struct ParkedAccount {
    AccountId accountId;
    QString reason; ///< one sentence for people
    bool operator==(const ParkedAccount&) const = default;
};

/// "running", "finished", "stopped".
QString nameOf(BillRunState state);
QJsonObject toJson(const BillRun& run);

/// That two people looked at the figures of a cycle before it is posted.
struct SecondApproval {
    QString approvedBy;
    Timestamp approvedAt;
    QJsonObject figures;
    bool operator==(const SecondApproval&) const = default;
};
QList<SecondApproval> secondApprovals(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn);

/// Those of cycles, newest first.
QList<BillRun> billRuns(store::Connection& connection);
std::optional<BillRun> billRun(store::Connection& connection, BillRunId id);
std::optional<BillRun> runningBillRun(store::Connection& connection, const BillCycle& cycle);
QList<ParkedAccount> parkedAccounts(store::Connection& connection, BillRunId run);
/// Empty when the account is not parked.
QString parkedReason(store::Connection& connection, BillRunId run, AccountId account);

// Rows, inside a Change.
void insertBillRun(store::Connection& connection, const BillRun& run);
void updateBillRun(store::Connection& connection, const BillRun& run);
/// The last one of a person counts.
void putSecondApproval(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn, const SecondApproval& approval);
void putParkedAccount(store::Connection& connection, BillRunId run, const ParkedAccount& parked);
void removeParkedAccount(store::Connection& connection, BillRunId run, AccountId account);

} // namespace trunkline::billing
