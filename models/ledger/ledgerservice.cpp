#include "models/ledger/ledgerservice.h"

#include "models/core/errors.h"
#include "models/store/settings.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace trunkline::ledger {

using access::Permission;

namespace {

struct LedgerTexts {
    Q_DECLARE_TR_FUNCTIONS(Ledger)
};

QString monthText(BillingDate month)
{
    return month.toIso().left(7);
}

void requireOver(store::Change& change, BillingDate month)
{
    const BillingDate today = store::requireProfile(change.connection()).zone.dateAt(change.now());
    if (today < month.plusMonths(1))
        throw Refused(LedgerTexts::tr("%1 is not over; wait until %2.").arg(monthText(month), month.plusMonths(1).toIso()));
}

/// Parts that may be earned by the end of `month`, under the month they are posted in.
struct DuePart {
    Deferral deferral;
    EarnedPart part;
};
using DueParts = std::map<std::pair<BillingDate, QString>, QList<DuePart>>;

DueParts dueParts(store::Connection& connection, BillingDate month)
{
    const auto open = openFrom(connection);
    DueParts due;
    for (const OpenDeferral& each : openDeferrals(connection, month.plusMonths(1)))
        for (const EarnedPart& part : earnedParts(each.deferral)) {
            const BillingDate postedIn = std::max({part.month, monthOf(each.deferral.dated), open.value_or(part.month)});
            if (postedIn <= month && !each.recognised.contains(part.month))
                due[{postedIn, part.amount.currency.code()}].append({each.deferral, part});
        }
    return due;
}

} // namespace

void requireOpen(store::Connection& connection, BillingDate dated)
{
    const auto open = openFrom(connection);
    if (open && dated < *open)
        throw Refused(LedgerTexts::tr("%1 lies in a closed month; use a date from %2 on.").arg(dated.toIso(), open->toIso()));
}

std::optional<Posting> post(store::Change& change, const store::JournalEntry& entry, PostingDraft draft)
{
    draft = checkedPosting(std::move(draft));
    if (draft.legs.isEmpty())
        return std::nullopt;
    requireOpen(change.connection(), draft.dated);
    const Posting posting{change.ids().next<PostingTag>(), change.nextNumber(QStringLiteral("posting")), draft.dated, draft.text, draft.sourceKey, entry.id, draft.legs};
    insertPosting(change.connection(), posting);
    return posting;
}

void defer(store::Change& change, Deferral deferral)
{
    if (deferral.amount.isZero())
        return;
    deferral.id = change.ids().next<DeferralTag>();
    insertDeferral(change.connection(), deferral);
}

Posting LedgerService::postManually(const access::Actor& actor, PostingDraft draft)
{
    actor.require(Permission::KeepLedger);
    store::Change change(context_, actor.who());
    draft.sourceKey = QStringLiteral("manual:%1").arg(change.ids().nextUuid().toString(QUuid::WithoutBraces));
    draft = checkedPosting(std::move(draft));
    if (draft.legs.isEmpty())
        throw InvalidInput(LedgerTexts::tr("A posting of nothing moves nothing; write its amounts."));
    for (const Leg& leg : std::as_const(draft.legs))
        for (const char* kept : {accounts::receivable, accounts::charges, accounts::customerCredit, accounts::deferredRevenue, accounts::suspense})
            if (leg.account == QLatin1String(kept))
                throw InvalidInput(LedgerTexts::tr("%1 changes with its documents only; post an invoice, a credit note or a payment instead.").arg(titleOf(leg.account)));
    const store::JournalEntry entry = change.append({QStringLiteral("ledger.posted"), QStringLiteral("ledger"), draft.sourceKey, {}, toJson(draft), {}, {}});
    const Posting posted = *post(change, entry, draft);
    change.commit();
    return posted;
}

Recognition LedgerService::recognise(const access::Actor& actor, BillingDate day)
{
    actor.require(Permission::KeepLedger);
    const BillingDate month = monthOf(day);
    store::Change change(context_, actor.who());
    requireOver(change, month);
    Recognition done;
    const DueParts due = dueParts(change.connection(), month);
    for (const auto& [where, parts] : due) {
        const auto& [postedIn, currency] = where;
        std::map<QString, Money> earned;
        Money sum = Money::zero(Currency::parse(currency));
        for (const DuePart& each : parts) {
            earned.try_emplace(each.deferral.revenueAccount, Money::zero(sum.currency)).first->second += each.part.amount;
            sum += each.part.amount;
        }
        const store::JournalEntry entry = change.append({QStringLiteral("revenue.recognised"), QStringLiteral("ledger"), monthText(postedIn), {},
            {{"month", monthText(postedIn)}, {"currency", currency}, {"amount", sum.toPlainString()}, {"parts", int(parts.size())}}, {}, {}});
        PostingDraft draft{postedIn.plusMonths(1).plusDays(-1), LedgerTexts::tr("Revenue earned in %1").arg(monthText(postedIn)),
                           QStringLiteral("recognition:%1").arg(entry.id.toString()), {{QString::fromLatin1(accounts::deferredRevenue), sum}}};
        for (const auto& [account, amount] : earned)
            draft.legs.append({account, -amount});
        const auto posting = post(change, entry, std::move(draft));
        for (const DuePart& each : parts)
            insertRecognition(change.connection(), each.deferral.id, each.part, posting ? posting->id : PostingId());
        done.deferrals += int(parts.size());
        if (posting)
            done.postings.append(*posting);
    }
    change.commit();
    return done;
}

void LedgerService::closeMonth(const access::Actor& actor, BillingDate day)
{
    actor.require(Permission::KeepLedger);
    const BillingDate month = monthOf(day);
    store::Change change(context_, actor.who());
    requireOver(change, month);
    const auto open = openFrom(change.connection());
    if (open && month < *open)
        throw Refused(LedgerTexts::tr("%1 is closed already.").arg(monthText(month)));
    if (!dueParts(change.connection(), month).empty())
        throw Refused(LedgerTexts::tr("%1 has revenue that is not recognised; recognise it first, then close the month.").arg(monthText(month)));
    insertClosing(change.connection(), month.plusMonths(1), change.now(), actor.name());
    change.commit({QStringLiteral("ledger.monthClosed"), QStringLiteral("ledger"), monthText(month), {}, {{"month", monthText(month)}, {"openFrom", month.plusMonths(1).toIso()}}, {}, {}});
}

QStringList checkLedger(store::Connection& connection)
{
    QStringList wrong;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.number, CAST(COALESCE(SUM(l.amount_minor), 0) AS BIGINT) AS rest, COUNT(l.position) AS legs FROM ledger_posting p "
                                                                "LEFT JOIN ledger_leg l ON l.posting_id = p.id GROUP BY p.id, p.number, p.last_leg "
                                                                "HAVING COALESCE(SUM(l.amount_minor), 0) <> 0 OR COUNT(l.position) <> p.last_leg ORDER BY p.number")))
        wrong.append(LedgerTexts::tr("Posting %1 does not balance: %2 minor units are left in %3 legs.").arg(row.integer("number")).arg(row.integer("rest")).arg(row.integer("legs")));
    std::map<QString, Money> sums;
    for (const AccountBalance& each : trialBalance(connection)) {
        sums.try_emplace(each.balance.currency.code(), Money::zero(each.balance.currency)).first->second += each.balance;
        if (each.account == QLatin1String(accounts::deferredRevenue))
            if (const Money expected = -unearned(connection, each.balance.currency); expected != each.balance)
                wrong.append(LedgerTexts::tr("Deferred revenue is %1; what is still to be earned is %2.").arg(each.balance.toDisplay(), expected.toDisplay()));
    }
    for (const auto& [currency, sum] : sums)
        if (!sum.isZero())
            wrong.append(LedgerTexts::tr("Debits and credits in %1 differ by %2.").arg(currency, sum.toDisplay()));
    return wrong;
}

} // namespace trunkline::ledger
