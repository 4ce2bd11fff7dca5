#include "models/billing/adjustmentservice.h"

#include "models/billing/billablestore.h"
#include "models/billing/billingperiod.h"
#include "models/billing/billrun.h"
#include "models/billing/documentnumber.h"
#include "models/billing/invoiceledger.h"
#include "models/billing/invoicestore.h"
#include "models/billing/phaseedit.h"
#include "models/billing/usageposting.h"
#include "models/catalogue/pricestore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ledger/ledgerservice.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

using access::Permission;

namespace {

QString adjustmentText(const char* sentence)
{
    return QCoreApplication::translate("Adjustment", sentence);
}

void requireWithin(const access::Actor& actor, const BillingSettings& settings, const Money& amount)
{
    const auto limit = limitOf(actor, settings.adjustmentLimits);
    const std::int64_t size = amount.isNegative() ? -amount.minor : amount.minor;
    if (limit && size > *limit * amount.currency.minorPerMajor())
        throw Refused(adjustmentText("%1 is more than you may give or take by hand (%2); ask somebody with a higher limit.")
                          .arg(Money{size, amount.currency}.toDisplay(), Money{*limit * amount.currency.minorPerMajor(), amount.currency}.toDisplay()));
}

LineTax taxOfDraft(store::Connection& connection, const AdjustmentDraft& draft)
{
    if (draft.taxClass.isEmpty())
        return {taxCategoryOfRate(draft.taxRateBasisPoints), draft.taxRateBasisPoints, {}};
    const auto rate = catalogue::taxRateOn(catalogue::taxRates(connection), draft.taxClass, draft.on);
    if (!rate)
        throw InvalidInput(adjustmentText("The tax class %1 has no rate on %2.").arg(draft.taxClass, draft.on.toIso()));
    return {rate->category, rate->basisPoints, rate->reason};
}

/// What is charged of the subscriptions of an invoice, as it stands now.
QList<BilledCharge> standingCharges(store::Connection& connection, const Invoice& invoice)
{
    const int billDay = customer::requireAccount(connection, invoice.accountId).billDay;
    QList<BilledCharge> all;
    QSet<SubscriptionId> seen;
    for (const InvoiceLine& line : invoice.lines) {
        if (line.kind != LineKind::Recurring || seen.contains(line.subscriptionId))
            continue;
        seen.insert(line.subscriptionId);
        if (const auto found = subscription(connection, line.subscriptionId))
            all += billedCharges(*found, linesOfSubscription(connection, line.subscriptionId), billDay);
    }
    return all;
}

/// The invoice that a credit note may be about.
Invoice requireCreditable(store::Connection& connection, InvoiceId id, const QString& reason, BillingDate issuedOn)
{
    if (reason.trimmed().isEmpty())
        throw InvalidInput(adjustmentText("The credit note has no reason; write why money is given back."));
    const auto posted = invoice(connection, id);
    if (!posted)
        throw NotFound(adjustmentText("There is no invoice %1; see “trunklinectl invoice list”.").arg(id.toString()));
    if (posted->kind == DocumentKind::CreditNote)
        throw Refused(adjustmentText("%1 is a credit note; charge what it gave back by an adjustment.").arg(posted->number));
    if (issuedOn < posted->issuedOn)
        throw Refused(adjustmentText("The credit note of %1 can't be older than it (%2).").arg(posted->number, posted->issuedOn.toIso()));
    return *posted;
}

/// Of usage that is found again; what a new price changed (a charge by hand) is none.
bool comesAgain(const InvoiceLine& line)
{
    return isUsage(line) && line.sourceKey.startsWith(QLatin1String("usage:"));
}

/// The recurring charges are found missing by the next run, and so is usage that was taken back; what was charged once comes as a charge of its own.
void chargeAgain(store::Change& change, const Invoice& invoice, bool usageComesAgain, JournalEntryId cause)
{
    QHash<SubscriptionId, BillingDate> first;
    for (const InvoiceLine& line : invoice.lines) {
        if (line.kind == LineKind::Recurring) {
            const BillingDate from = line.period->from;
            first[line.subscriptionId] = first.contains(line.subscriptionId) ? std::min(first.value(line.subscriptionId), from) : from;
        } else if (line.kind != LineKind::Discount && line.kind != LineKind::Repair && !line.net.isZero() && !(usageComesAgain && comesAgain(line))) {
            AccountCharge again{change.ids().next<AccountChargeTag>(), invoice.accountId, line.kind, line.text, line.detail, line.net,
                                      {line.taxCategory, line.taxRateBasisPoints, line.exemptionReason}, invoice.issuedOn, line.subscriptionId, line.serviceId, std::nullopt};
            if (isUsage(line))
                again.period = line.period;
            insertAccountCharge(change.connection(), again, change.now());
            change.append({QStringLiteral("charge.added"), QStringLiteral("charge"), again.id.toString(), {}, toJson(again), cause, {}});
        }
    }
    for (auto each = first.cbegin(); each != first.cend(); ++each) {
        Subscription again = *subscription(change.connection(), each.key());
        markCorrected(again, *each);
        updateSubscription(change.connection(), again);
    }
}

} // namespace

AccountCharge AdjustmentService::adjust(const access::Actor& actor, const AdjustmentDraft& draft, std::optional<JournalEntryId> cause, const std::optional<QString>& sourceKey)
{
    actor.require(Permission::PreviewBills);
    if (draft.net.isZero())
        throw InvalidInput(adjustmentText("The adjustment has no amount."));
    if (draft.text.trimmed().isEmpty() || draft.reason.trimmed().isEmpty())
        throw InvalidInput(adjustmentText("The adjustment has no text or no reason; write what the customer reads, and why it is made."));
    if (draft.taxRateBasisPoints < 0 || draft.taxRateBasisPoints > 10'000)
        throw InvalidInput(adjustmentText("The tax rate of the adjustment is not between 0 % and 100 %."));
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    if (const auto done = sourceKey ? change.alreadyDone(*sourceKey) : std::nullopt)
        return accountChargeFrom(done->after.object());
    const customer::Account account = customer::requireAccount(connection, draft.accountId);
    if (draft.net.currency != account.currency)
        throw Refused(adjustmentText("The adjustment is in %1, the account %2 is kept in %3.").arg(draft.net.currency.code(), account.number, account.currency.code()));
    requireWithin(actor, billingSettings(connection), draft.net);
    AccountCharge charge{change.ids().next<AccountChargeTag>(), account.id, draft.kind, draft.text.trimmed(), draft.reason.trimmed(), draft.net,
                         taxOfDraft(connection, draft), draft.on, {}, {}, std::nullopt};
    insertAccountCharge(connection, charge, change.now());
    charge.entry = change.commit({QStringLiteral("charge.added"), QStringLiteral("charge"), charge.id.toString(), {}, toJson(charge), cause, sourceKey}).id;
    return charge;
}

Invoice AdjustmentService::cancel(const access::Actor& actor, InvoiceId id, const QString& reason, bool billAgain, BillingDate issuedOn)
{
    actor.require(Permission::PostBills);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const Invoice posted = requireCreditable(connection, id, reason, issuedOn);
    QStringList keys;
    for (const InvoiceLine& line : posted.lines)
        keys.append(QStringLiteral("cancel:") + line.sourceKey);
    auto credit = invoicedKeys(connection, keys).isEmpty() ? cancellationOf(posted, standingCharges(connection, posted), creditNotesAbout(connection, posted), issuedOn, reason.trimmed()) : std::nullopt;
    if (!credit)
        throw Refused(adjustmentText("%1 was taken back already.").arg(posted.number));
    const auto cancelled = postCredit(change, actor, posted, *credit, QStringLiteral("invoice.cancelled"), {{"reason", reason.trimmed()}, {"billAgain", billAgain}});
    if (billAgain)
        chargeAgain(change, posted, takeBackUsage(connection, posted.id, credit->id), cancelled.id);
    change.commit();
    return *credit;
}

Invoice AdjustmentService::credit(const access::Actor& actor, InvoiceId id, const QList<CreditedPart>& parts, const QString& reason, BillingDate issuedOn)
{
    actor.require(Permission::PostBills);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const Invoice posted = requireCreditable(connection, id, reason, issuedOn);
    Invoice credit = partialCreditOf(posted, parts, standingCharges(connection, posted), creditNotesAbout(connection, posted), issuedOn, reason.trimmed());
    postCredit(change, actor, posted, credit, QStringLiteral("invoice.credited"), {{"reason", reason.trimmed()}});
    change.commit();
    return credit;
}

store::JournalEntry AdjustmentService::postCredit(store::Change& change, const access::Actor& actor, const Invoice& posted, Invoice& credit, const QString& kind, QJsonObject facts)
{
    store::Connection& connection = change.connection();
    ledger::requireOpen(connection, credit.issuedOn);
    const BillingSettings settings = billingSettings(connection);
    Money given = credit.gross; // with what was given back before: a limit is not passed in small steps
    for (const Invoice& earlier : creditNotesAbout(connection, posted))
        given += earlier.gross;
    requireWithin(actor, settings, given);
    const int billDay = customer::requireAccount(connection, posted.accountId).billDay;
    const BillRun run{change.ids().next<BillRunTag>(), {billDay, posted.period}, credit.issuedOn, BillRunState::Finished, change.now(), change.now(), BillRunKind::Document, 0};
    insertBillRun(connection, run);
    numberDocument(credit, run.id, settings, change);
    facts["number"] = posted.number;
    facts["creditNote"] = credit.number;
    facts["amount"] = (-credit.gross).toPlainString();
    facts["currency"] = credit.gross.currency.code();
    const auto invoiced = store::journalBySourceKey(connection, sourceKeyOf(posted));
    const store::JournalEntry why = change.append({kind, QStringLiteral("invoice"), posted.id.toString(), {}, facts, invoiced ? std::optional(invoiced->id) : std::nullopt, {}});
    for (InvoiceLine& line : credit.lines)
        line.cause = why.id;
    insertInvoice(connection, credit);
    const store::JournalEntry posting = change.append({QStringLiteral("invoice.posted"), QStringLiteral("invoice"), credit.id.toString(), {}, toJson(credit), why.id, sourceKeyOf(credit)});
    postToLedger(change, posting, credit);
    return why;
}

QList<Money> creditableOf(store::Connection& connection, const Invoice& invoice)
{
    return creditableOf(invoice, standingCharges(connection, invoice), creditNotesAbout(connection, invoice));
}

Invoice previewCredit(store::Connection& connection, const Invoice& invoice, const QList<CreditedPart>& parts, BillingDate issuedOn)
{
    return partialCreditOf(invoice, parts, standingCharges(connection, invoice), creditNotesAbout(connection, invoice), issuedOn, {});
}

} // namespace trunkline::billing
