#include "models/billing/billrunservice.h"

#include "models/billing/billabletraffic.h"
#include "models/billing/billableusage.h"
#include "models/billing/documentnumber.h"
#include "models/billing/invoiceledger.h"
#include "models/billing/invoicestore.h"
#include "models/billing/subscriptionstore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ledger/ledgerservice.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

using access::Permission;

static const QString runSubject = QStringLiteral("billrun");
static constexpr int accountsAtOnce = 256;
static constexpr qsizetype mostInvoicesGiven = 1'000;

QList<DraftedAccount> previewBillRun(const access::Actor& actor, store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn)
{
    actor.require(Permission::PreviewBills);
    return draftInvoices(connection, cycle, issuedOn);
}

QList<DraftedAccount> previewFigures(const access::Actor& actor, store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn)
{
    actor.require(Permission::PreviewBills);
    QList<DraftedAccount> drafts;
    draftEach(connection, cycle, issuedOn, [&](const DraftedAccount& drafted) {
        drafts.append(withoutLines(drafted));
        return true;
    });
    return drafts;
}

bool needsSecondPerson(const access::Actor& actor, const BillingSettings& settings, const Approval& figures)
{
    const auto limit = limitOf(actor, settings.approvalLimits);
    return limit && std::any_of(figures.totals.begin(), figures.totals.end(), [&](const CurrencyTotal& total) {
        return total.gross.minor > *limit * total.currency.minorPerMajor();
    });
}

/// Who else agreed; empty when nobody has to.
static QString requireSecondPerson(store::Connection& connection, const access::Actor& actor, const BillingSettings& settings, const BillCycle& cycle,
                                   BillingDate issuedOn, const Approval& figures)
{
    if (!needsSecondPerson(actor, settings, figures))
        return {};
    for (const SecondApproval& each : secondApprovals(connection, cycle, issuedOn))
        if (each.approvedBy != actor.name() && approvalFrom(each.figures) == figures)
            return each.approvedBy;
    throw Refused(QCoreApplication::translate("Billing", "%1 is more than you may post alone; let a second person approve these figures, then start the run again.")
                      .arg(figuresText(figures)));
}

void BillRunService::approve(const access::Actor& actor, const BillCycle& cycle, BillingDate issuedOn, const Approval& figures)
{
    actor.require(Permission::PostBills);
    requireApproved(figures, figuresOf(context_.connection, cycle, issuedOn));
    store::Change change(context_, actor.who());
    putSecondApproval(change.connection(), cycle, issuedOn, {actor.name(), change.now(), toJson(figures)});
    QJsonObject after = toJson(figures);
    after["billDay"] = cycle.billDay;
    after["periodTo"] = cycle.period.to.toIso();
    after["issuedOn"] = issuedOn.toIso();
    change.commit({QStringLiteral("billrun.approved"), QStringLiteral("billcycle"), QStringLiteral("%1:%2").arg(cycle.billDay).arg(cycle.period.to.toIso()), {}, after, {}, {}});
}

BillRun BillRunService::start(const access::Actor& actor, const BillCycle& cycle, BillingDate issuedOn, const std::optional<Approval>& approved)
{
    actor.require(Permission::PostBills);
    requireEnded(cycle, issuedOn);
    ledger::requireOpen(context_.connection, issuedOn);
    const BillingSettings settings = billingSettings(context_.connection);
    const bool limited = limitOf(actor, settings.approvalLimits).has_value();
    const std::int64_t usage = rating::newestUsageSeq(context_.connection);
    std::optional<Approval> figures;
    if (approved || (limited && !runningBillRun(context_.connection, cycle))) // before the transaction: drafting a large cycle must not hold up everybody else's verbs
        figures = figuresOf(context_.connection, cycle, issuedOn);
    if (figures && rating::newestUsageSeq(context_.connection) != usage)
        throw Refused(QCoreApplication::translate("Billing", "A file of usage was read while the figures were made; preview the cycle again."));
    if (approved)
        requireApproved(*approved, *figures);
    store::Change change(context_, actor.who());
    if (const auto running = runningBillRun(change.connection(), cycle))
        return *running;
    const QString second = figures ? requireSecondPerson(change.connection(), actor, settings, cycle, issuedOn, *figures) : QString();
    const BillRun run{change.ids().next<BillRunTag>(), cycle, issuedOn, BillRunState::Running, change.now(), {}, BillRunKind::Cycle, usage};
    insertBillRun(change.connection(), run);
    QJsonObject after = toJson(run);
    if (approved)
        after["approved"] = toJson(*approved);
    if (!second.isEmpty())
        after["approvedBy"] = second;
    change.commit({QStringLiteral("billrun.started"), runSubject, run.id.toString(), {}, after, {}, {}});
    return run;
}

static std::optional<JournalEntryId> startEntry(store::Connection& connection, const BillRun& run)
{
    const auto entries = store::journalOf(connection, runSubject, run.id.toString());
    return entries.isEmpty() ? std::nullopt : std::optional(entries.first().id);
}

std::optional<DraftedAccount> BillRunService::postAccount(const access::Actor& actor, const BillRun& run, AccountId accountId)
{
    actor.require(Permission::PostBills);
    return postAccount(actor, run, accountId, biller(context_.connection));
}

std::optional<DraftedAccount> BillRunService::postAccount(const access::Actor& actor, const BillRun& run, AccountId accountId, const Biller& operatorNow)
{
    actor.require(Permission::PostBills);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const customer::Account account = customer::requireAccount(connection, accountId);
    QList<AccountFacts> all = billableAccounts(connection, operatorNow, {account});
    readUsage(connection, operatorNow, run.cycle, run.usageSeq, all);
    readTraffic(connection, operatorNow, run.cycle, all);
    const AccountFacts& facts = all.first();
    auto drafted = draftAccount(operatorNow, facts, run.cycle, run.issuedOn);
    if (!drafted)
        return std::nullopt;
    if (!drafted->invoice) {
        const ParkedAccount parked{account.id, drafted->parked};
        if (parkedReason(connection, run.id, account.id) != parked.reason) {
            putParkedAccount(connection, run.id, parked);
            change.commit({QStringLiteral("account.parked"), QStringLiteral("account"), account.id.toString(), {},
                           {{"number", account.number}, {"reason", parked.reason}, {"run", run.id.toString()}}, startEntry(connection, run), {}});
        }
        return drafted;
    }
    numberDocument(*drafted->invoice, run.id, operatorNow.settings, change);
    insertInvoice(connection, *drafted->invoice);
    const QHash<SubscriptionId, BillingDate> charged = chargedByInvoice(*drafted->invoice, facts.facts);
    for (auto each = charged.cbegin(); each != charged.cend(); ++each)
        setCharged(connection, each.key(), *each);
    postUsage(connection, account.id, drafted->invoice->id, facts.usage);
    removeParkedAccount(connection, run.id, account.id);
    const store::JournalEntry entry = change.append({QStringLiteral("invoice.posted"), QStringLiteral("invoice"), drafted->invoice->id.toString(), {}, toJson(*drafted->invoice),
                                                     startEntry(connection, run), sourceKeyOf(*drafted->invoice)});
    postToLedger(change, entry, *drafted->invoice);
    change.commit();
    return drafted;
}

BillRun BillRunService::end(const access::Actor& actor, const BillRun& run, BillRunState state)
{
    actor.require(Permission::PostBills);
    store::Change change(context_, actor.who());
    const auto before = billRun(change.connection(), run.id);
    if (!before || before->state != BillRunState::Running)
        throw Refused(QCoreApplication::translate("Billing", "The bill run of %1 is over already.").arg(run.cycle.period.to.toIso()));
    BillRun after = *before;
    after.state = state;
    after.endedAt = change.now();
    updateBillRun(change.connection(), after);
    QJsonObject json = toJson(after);
    json["invoices"] = int(invoiceCount(change.connection(), run.id));
    json["parked"] = int(parkedAccounts(change.connection(), run.id).size());
    change.commit({state == BillRunState::Finished ? QStringLiteral("billrun.finished") : QStringLiteral("billrun.stopped"), runSubject, run.id.toString(),
                   toJson(*before), json, startEntry(change.connection(), run), {}});
    return after;
}

static void count(BillRunResult& result, const std::optional<DraftedAccount>& done)
{
    ++result.progress.done;
    if (done && done->invoice) {
        ++result.progress.posted;
        if (result.invoices.size() < mostInvoicesGiven)
            result.invoices.append(*done->invoice);
    } else if (done) {
        ++result.progress.parked;
    }
}

BillRunResult BillRunService::post(const access::Actor& actor, const BillCycle& cycle, BillingDate issuedOn, const BillRunWatcher& watcher)
{
    BillRunResult result{start(actor, cycle, issuedOn), {}, {}};
    const Biller operatorNow = biller(context_.connection);
    result.progress.accounts = int(customer::accountCount(context_.connection, cycle.billDay));
    QString behind;
    for (QList<customer::Account> page; !(page = customer::accountsAfter(context_.connection, cycle.billDay, behind, accountsAtOnce)).isEmpty(); behind = page.last().number) {
        for (const customer::Account& account : page) {
            count(result, postAccount(actor, result.run, account.id, operatorNow));
            if (watcher && !watcher(result.progress)) {
                result.run = end(actor, result.run, BillRunState::Stopped);
                return result;
            }
        }
    }
    result.run = end(actor, result.run, BillRunState::Finished);
    return result;
}

} // namespace trunkline::billing
