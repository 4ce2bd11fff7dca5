#include "models/billing/billrunservice.h"

#include "models/billing/invoiceledger.h"
#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ledger/ledgerservice.h"

#include <QCoreApplication>

namespace trunkline::billing {

using access::Permission;

static const QString runSubject = QStringLiteral("billrun");

QList<DraftedAccount> previewBillRun(const access::Actor& actor, store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn)
{
    actor.require(Permission::PreviewBills);
    return draftInvoices(connection, cycle, issuedOn);
}

BillRun BillRunService::start(const access::Actor& actor, const BillCycle& cycle, BillingDate issuedOn, const std::optional<Approval>& approved)
{
    actor.require(Permission::PostBills);
    requireEnded(cycle, issuedOn);
    ledger::requireOpen(context_.connection, issuedOn);
    if (approved) // before the transaction: drafting a large cycle must not hold up everybody else's verbs
        requireApproved(*approved, draftInvoices(context_.connection, cycle, issuedOn));
    store::Change change(context_, actor.who());
    if (const auto running = runningBillRun(change.connection(), cycle))
        return *running;
    const BillRun run{change.ids().next<BillRunTag>(), cycle, issuedOn, BillRunState::Running, change.now(), {}};
    insertBillRun(change.connection(), run);
    QJsonObject after = toJson(run);
    if (approved)
        after["approved"] = toJson(*approved);
    change.commit({QStringLiteral("billrun.started"), runSubject, run.id.toString(), {}, after, {}, {}});
    return run;
}

static std::optional<JournalEntryId> startEntry(store::Connection& connection, const BillRun& run)
{
    const auto entries = store::journalOf(connection, runSubject, run.id.toString());
    return entries.isEmpty() ? std::nullopt : std::optional(entries.first().id);
}

/// The legal number and the identifiers: what makes a draft a document.
static void numberInvoice(Invoice& invoice, const BillRun& run, const BillingSettings& settings, store::Change& change)
{
    const QString& prefix = invoice.kind == DocumentKind::Invoice ? settings.invoiceSeries : settings.creditNoteSeries;
    const QString series = QStringLiteral("%1-%2").arg(prefix).arg(invoice.issuedOn.year());
    invoice.number = QStringLiteral("%1-%2").arg(series).arg(change.nextNumber(QStringLiteral("invoice:") + series), 6, 10, QLatin1Char('0'));
    invoice.id = change.ids().next<InvoiceTag>();
    invoice.runId = run.id;
    for (InvoiceLine& line : invoice.lines)
        line.id = change.ids().next<InvoiceLineTag>();
}

std::optional<DraftedAccount> BillRunService::postAccount(const access::Actor& actor, const BillRun& run, AccountId accountId)
{
    actor.require(Permission::PostBills);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const customer::Account account = customer::requireAccount(connection, accountId);
    const Biller operatorNow = biller(connection);
    auto drafted = draftAccount(connection, operatorNow, account, run.cycle, run.issuedOn);
    if (!drafted)
        return std::nullopt;
    if (!drafted->invoice) {
        const ParkedAccount parked{account.id, drafted->parked};
        if (!parkedAccounts(connection, run.id).contains(parked)) {
            putParkedAccount(connection, run.id, parked);
            change.commit({QStringLiteral("account.parked"), QStringLiteral("account"), account.id.toString(), {},
                           {{"number", account.number}, {"reason", parked.reason}, {"run", run.id.toString()}}, startEntry(connection, run), {}});
        }
        return drafted;
    }
    numberInvoice(*drafted->invoice, run, operatorNow.settings, change);
    insertInvoice(connection, *drafted->invoice);
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
    json["invoices"] = int(invoicesOfRun(change.connection(), run.id).size());
    json["parked"] = int(parkedAccounts(change.connection(), run.id).size());
    change.commit({state == BillRunState::Finished ? QStringLiteral("billrun.finished") : QStringLiteral("billrun.stopped"), runSubject, run.id.toString(),
                   toJson(*before), json, startEntry(change.connection(), run), {}});
    return after;
}

BillRunResult BillRunService::post(const access::Actor& actor, const BillCycle& cycle, BillingDate issuedOn, const BillRunWatcher& watcher)
{
    BillRunResult result{start(actor, cycle, issuedOn), {}, {}};
    const QList<customer::Account> accounts = customer::accountsOfBillDay(context_.connection, cycle.billDay);
    result.progress.accounts = int(accounts.size());
    for (const customer::Account& account : accounts) {
        const auto done = postAccount(actor, result.run, account.id);
        ++result.progress.done;
        if (done && done->invoice) {
            ++result.progress.posted;
            result.invoices.append(*done->invoice);
        } else if (done) {
            ++result.progress.parked;
        }
        if (watcher && !watcher(result.progress)) {
            result.run = end(actor, result.run, BillRunState::Stopped);
            return result;
        }
    }
    result.run = end(actor, result.run, BillRunState::Finished);
    return result;
}

} // namespace trunkline::billing
