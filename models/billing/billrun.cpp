#include "models/billing/billrun.h"

namespace trunkline::billing {

static constexpr const char* runStates[] = {"running", "finished", "stopped"};

QString nameOf(BillRunState state)
{
    return QString::fromLatin1(runStates[std::size_t(state)]);
}

QJsonObject toJson(const BillRun& run)
{
    QJsonObject json{{"billDay", run.cycle.billDay}, {"periodFrom", run.cycle.period.from.toIso()}, {"periodTo", run.cycle.period.to.toIso()},
                     {"issuedOn", run.issuedOn.toIso()}, {"state", nameOf(run.state)}, {"startedAt", run.startedAt.toIso()}};
    if (run.endedAt)
        json["endedAt"] = run.endedAt->toIso();
    return json;
}

static BillRun runFrom(const store::Row& row)
{
    BillRunState state = BillRunState::Running;
    for (const BillRunState each : {BillRunState::Finished, BillRunState::Stopped})
        if (row.text("state") == nameOf(each))
            state = each;
    return {row.id<BillRunId>("id"), {int(row.integer("bill_day")), {row.date("period_from"), row.date("period_to")}}, row.date("issued_on"), state,
            row.timestamp("started_ms"), row.maybeTimestamp("ended_ms"),
            row.text("kind") == QLatin1String("document") ? BillRunKind::Document : BillRunKind::Cycle, row.integer("usage_seq")};
}

QList<BillRun> billRuns(store::Connection& connection)
{
    QList<BillRun> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM bill_run WHERE kind = 'cycle' ORDER BY started_ms DESC, id DESC")))
        all.append(runFrom(row));
    return all;
}

std::optional<BillRun> billRun(store::Connection& connection, BillRunId id)
{
    const auto row = connection.row(QStringLiteral("SELECT * FROM bill_run WHERE id = ?"), {id});
    return row ? std::optional(runFrom(*row)) : std::nullopt;
}

std::optional<BillRun> runningBillRun(store::Connection& connection, const BillCycle& cycle)
{
    const auto row = connection.row(QStringLiteral("SELECT * FROM bill_run WHERE bill_day = ? AND period_to = ? AND state = ?"),
                                    {cycle.billDay, cycle.period.to, nameOf(BillRunState::Running)});
    return row ? std::optional(runFrom(*row)) : std::nullopt;
}

QList<ParkedAccount> parkedAccounts(store::Connection& connection, BillRunId run)
{
    QList<ParkedAccount> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.account_id, p.reason FROM bill_run_parked p JOIN account a ON a.id = p.account_id "
                                                                "WHERE p.run_id = ? ORDER BY a.number"), {run}))
        all.append({row.id<AccountId>("account_id"), row.text("reason")});
    return all;
}

QString parkedReason(store::Connection& connection, BillRunId run, AccountId account)
{
    const auto row = connection.row(QStringLiteral("SELECT reason FROM bill_run_parked WHERE run_id = ? AND account_id = ?"), {run, account});
    return row ? row->text("reason") : QString();
}

void insertBillRun(store::Connection& connection, const BillRun& run)
{
    connection.exec(QStringLiteral("INSERT INTO bill_run (id, bill_day, period_from, period_to, issued_on, state, started_ms, ended_ms, kind, usage_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {run.id, run.cycle.billDay, run.cycle.period.from, run.cycle.period.to, run.issuedOn, nameOf(run.state), run.startedAt, run.endedAt,
                     run.kind == BillRunKind::Document ? "document" : "cycle", run.usageSeq});
}

void updateBillRun(store::Connection& connection, const BillRun& run)
{
    connection.exec(QStringLiteral("UPDATE bill_run SET state = ?, ended_ms = ? WHERE id = ?"), {nameOf(run.state), run.endedAt, run.id});
}

QList<SecondApproval> secondApprovals(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn)
{
    QList<SecondApproval> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM bill_approval WHERE bill_day = ? AND period_to = ? AND issued_on = ? ORDER BY approved_ms, approved_by"),
                                                 {cycle.billDay, cycle.period.to, issuedOn}))
        all.append({row.text("approved_by"), row.timestamp("approved_ms"), row.json("figures_json")});
    return all;
}

void putSecondApproval(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn, const SecondApproval& approval)
{
    connection.exec(QStringLiteral("INSERT INTO bill_approval (bill_day, period_to, issued_on, approved_by, approved_ms, figures_json) VALUES (?, ?, ?, ?, ?, ?) "
                                   "ON CONFLICT (bill_day, period_to, issued_on, approved_by) DO UPDATE SET approved_ms = EXCLUDED.approved_ms, figures_json = EXCLUDED.figures_json"),
                    {cycle.billDay, cycle.period.to, issuedOn, approval.approvedBy, approval.approvedAt, approval.figures});
}

void putParkedAccount(store::Connection& connection, BillRunId run, const ParkedAccount& parked)
{
    connection.exec(QStringLiteral("INSERT INTO bill_run_parked (run_id, account_id, reason) VALUES (?, ?, ?) "
                                   "ON CONFLICT (run_id, account_id) DO UPDATE SET reason = EXCLUDED.reason"),
                    {run, parked.accountId, parked.reason});
}

void removeParkedAccount(store::Connection& connection, BillRunId run, AccountId account)
{
    connection.exec(QStringLiteral("DELETE FROM bill_run_parked WHERE run_id = ? AND account_id = ?"), {run, account});
}

} // namespace trunkline::billing
