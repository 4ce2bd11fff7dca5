#include "models/rating/balancebooks.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ledger/ledgerservice.h"
#include "models/store/settings.h"

#include <QCoreApplication>

namespace trunkline::rating {

namespace {

struct BalanceBooksTexts {
    Q_DECLARE_TR_FUNCTIONS(BalanceBooks)
};

constexpr const char* topUpPayments[] = {"bank", "cash"};

std::int64_t microsPerMinor(Currency currency)
{
    return 1'000'000 / currency.minorPerMajor();
}

std::int64_t heldMicros(const Balance& balance)
{
    std::int64_t held = -balance.debtMicros;
    for (const BalanceLot& lot : balance.lots)
        held += lot.leftMicros;
    return held;
}

Money earned(const Balance& balance)
{
    return {divideRounded(balance.spentMicros, microsPerMinor(balance.currency), Rounding::Down), balance.currency};
}

void postPrepaid(store::Change& change, const store::JournalEntry& entry, const Balance& balance, const char* against, Money owedMore, const QString& text, const QString& sourceKey)
{
    ledger::post(change, entry, {store::requireProfile(change.connection()).zone.dateAt(change.now()), text, sourceKey,
                                 {{QString::fromLatin1(against), owedMore}, {QString::fromLatin1(ledger::accounts::prepaid), -owedMore, balance.accountId}}});
}

/// What a balance held before its money was in the ledger; the part of a minor unit that is beyond counts as used.
void bookOpening(store::Change& change, const store::JournalEntry& entry, const Balance& before, Balance& after)
{
    if (before.isBooked)
        return;
    const std::int64_t held = heldMicros(before), perMinor = microsPerMinor(before.currency);
    const Money opening{divideRounded(held, perMinor, Rounding::Up), before.currency};
    after.isBooked = true;
    after.spentMicros += opening.minor * perMinor - held - before.spentMicros;
    postPrepaid(change, entry, before, "equity:opening balances", opening, BalanceBooksTexts::tr("Balance “%1” of before").arg(before.bucket), QStringLiteral("prepaid:opening:%1").arg(before.id));
}

} // namespace

QString nameOf(TopUpPayment payment)
{
    return QString::fromLatin1(topUpPayments[std::size_t(payment)]);
}

TopUpPayment topUpPaymentNamed(const QString& name)
{
    for (std::size_t i = 0; i < std::size(topUpPayments); ++i)
        if (name == QLatin1String(topUpPayments[i]))
            return TopUpPayment(i);
    throw InvalidInput(BalanceBooksTexts::tr("“%1” is no way to pay a top-up; write bank or cash.").arg(name));
}

void bookTopUp(store::Change& change, const store::JournalEntry& entry, const Balance& before, Balance& after, Money amount, TopUpPayment payment, const QString& sourceKey)
{
    bookOpening(change, entry, before, after);
    postPrepaid(change, entry, after, payment == TopUpPayment::Cash ? ledger::accounts::cash : ledger::accounts::clearing, amount,
                BalanceBooksTexts::tr("Top-up of the balance “%1”").arg(after.bucket), sourceKey);
}

void bookSpending(store::Change& change, const store::JournalEntry& entry, const Balance& before, Balance& after)
{
    bookOpening(change, entry, before, after);
    const Balance since = before.isBooked ? before : Balance{before.id, before.accountId, before.bucket, before.currency, 0, 0, {}, {}, 0, true};
    postPrepaid(change, entry, after, "income:revenue:usage", earned(since) - earned(after), BalanceBooksTexts::tr("Usage from the balance “%1”").arg(after.bucket),
                QStringLiteral("prepaid:spent:%1:%2").arg(after.id).arg(after.spentMicros));
}

QStringList checkPrepaid(store::Connection& connection)
{
    QStringList wrong;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT b.account_id, b.currency, CAST(SUM(b.spent_micros - b.debt_micros + COALESCE((SELECT SUM(l.left_micros) FROM balance_lot l WHERE l.balance_id = b.id), 0)) AS BIGINT) AS micros "
                                                                "FROM balance b WHERE b.booked = 1 GROUP BY b.account_id, b.currency ORDER BY b.account_id"))) {
        const Currency currency = Currency::parse(row.text("currency"));
        const AccountId account = row.id<AccountId>("account_id");
        std::int64_t owed = row.integer("micros") / microsPerMinor(currency);
        for (const store::Row& each : connection.rows(QStringLiteral("SELECT spent_micros FROM balance WHERE account_id = ? AND currency = ? AND booked = 1"), {account, currency.code()}))
            owed -= divideRounded(each.integer("spent_micros"), microsPerMinor(currency), Rounding::Down);
        const Money inLedger = -ledger::balanceOf(connection, QString::fromLatin1(ledger::accounts::prepaid), currency, account);
        if (inLedger.minor != owed)
            wrong.append(BalanceBooksTexts::tr("The prepaid money of %1 is %2 in the ledger; its balances hold %3.")
                             .arg(customer::requireAccount(connection, account).number, inLedger.toDisplay(), Money{owed, currency}.toDisplay()));
    }
    return wrong;
}

} // namespace trunkline::rating
