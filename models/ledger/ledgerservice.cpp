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

/// Why a month can't be closed on a day; empty when it can.
QString notOver(BillingDate month, BillingDate today)
{
    return today < month.plusMonths(1) ? LedgerTexts::tr("%1 is not over; wait until %2.").arg(monthText(month), month.plusMonths(1).toIso()) : QString();
}

QString closedAlready(BillingDate month, const std::optional<BillingDate>& open)
{
    return open && month < *open ? LedgerTexts::tr("%1 is closed already.").arg(monthText(month)) : QString();
}

void requireOver(store::Change& change, BillingDate month)
{
    if (const QString why = notOver(month, store::requireProfile(change.connection()).zone.dateAt(change.now())); !why.isEmpty())
        throw Refused(why);
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

/// What the parts of a month and currency earn, without a source key.
PostingDraft recognitionOf(BillingDate postedIn, const QList<DuePart>& parts)
{
    Money sum = Money::zero(parts.first().part.amount.currency);
    std::map<QString, Money> earned;
    for (const DuePart& each : parts) {
        earned.try_emplace(each.deferral.revenueAccount, Money::zero(sum.currency)).first->second += each.part.amount;
        sum += each.part.amount;
    }
    PostingDraft draft{postedIn.plusMonths(1).plusDays(-1), LedgerTexts::tr("Revenue earned in %1").arg(monthText(postedIn)), {}, {{QString::fromLatin1(accounts::deferredRevenue), sum}}};
    for (const auto& [account, amount] : earned)
        draft.legs.append({account, -amount});
    return draft;
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

Posting LedgerService::postManually(const access::Actor& actor, PostingDraft draft, const QString& reason)
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
    QJsonObject after = toJson(draft);
    if (!reason.trimmed().isEmpty())
        after["reason"] = reason.trimmed();
    const store::JournalEntry entry = change.append({QStringLiteral("ledger.posted"), QStringLiteral("ledger"), draft.sourceKey, {}, after, {}, {}});
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
        PostingDraft draft = recognitionOf(postedIn, parts);
        const store::JournalEntry entry = change.append({QStringLiteral("revenue.recognised"), QStringLiteral("ledger"), monthText(postedIn), {},
            {{"month", monthText(postedIn)}, {"currency", currency}, {"amount", draft.legs.first().amount.toPlainString()}, {"parts", int(parts.size())}}, {}, {}});
        draft.sourceKey = QStringLiteral("recognition:%1").arg(entry.id.toString());
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
    if (const QString why = closedAlready(month, openFrom(change.connection())); !why.isEmpty())
        throw Refused(why);
    if (!dueParts(change.connection(), month).empty())
        throw Refused(LedgerTexts::tr("%1 has revenue that is not recognised; recognise it first, then close the month.").arg(monthText(month)));
    insertClosing(change.connection(), month.plusMonths(1), change.now(), actor.name());
    change.commit({QStringLiteral("ledger.monthClosed"), QStringLiteral("ledger"), monthText(month), {}, {{"month", monthText(month)}, {"openFrom", month.plusMonths(1).toIso()}}, {}, {}});
}

MonthClose previewClose(const access::Actor& actor, store::Connection& connection, BillingDate day, BillingDate today)
{
    actor.require(Permission::ViewLedger);
    MonthClose close{monthOf(day), openFrom(connection), {}, 0, {}};
    for (const QString& why : {notOver(close.month, today), closedAlready(close.month, close.openFrom)})
        if (!why.isEmpty())
            close.obstacles.append(why);
    if (!close.obstacles.isEmpty())
        return close;
    for (const auto& [where, parts] : dueParts(connection, close.month)) {
        close.recognitions.append(recognitionOf(where.first, parts));
        close.deferrals += int(parts.size());
    }
    return close;
}

BillingDate nextMonthToClose(store::Connection& connection, BillingDate today)
{
    if (const auto open = openFrom(connection))
        return *open;
    const auto first = connection.row(QStringLiteral("SELECT MIN(dated) AS dated FROM ledger_posting"));
    return monthOf(first ? first->maybeDate("dated").value_or(today) : today);
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
