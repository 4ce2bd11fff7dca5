#include "models/rating/balanceservice.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"

#include <QCoreApplication>

namespace trunkline::rating {

using access::Permission;

namespace {

struct BalanceTexts {
    Q_DECLARE_TR_FUNCTIONS(Balance)
};

constexpr std::int64_t mostOfABalance = 1'000'000'000'000'000; // a thousand million

Balance balanceFrom(store::Connection& connection, const store::Row& row)
{
    Balance balance{row.integer("id"), row.id<AccountId>("account_id"), row.text("bucket"), Currency::parse(row.text("currency")), row.integer("limit_micros"), row.integer("debt_micros"), {}, {}, row.integer("spent_micros"), row.flag("booked")};
    for (const store::Row& lot : connection.rows(QStringLiteral("SELECT id, left_micros, expires_ms FROM balance_lot WHERE balance_id = ? AND left_micros > 0 ORDER BY id"), {balance.id}))
        balance.lots.append({lot.integer("id"), lot.integer("left_micros"), lot.maybeTimestamp("expires_ms")});
    for (const store::Row& each : connection.rows(QStringLiteral("SELECT session, amount_micros, made_ms, expires_ms FROM balance_reservation WHERE balance_id = ? ORDER BY session"), {balance.id}))
        balance.reservations.append({each.text("session"), each.integer("amount_micros"), each.timestamp("made_ms"), each.timestamp("expires_ms")});
    return balance;
}

const QString balanceColumns = QStringLiteral("SELECT id, account_id, bucket, currency, limit_micros, debt_micros, spent_micros, booked FROM balance ");

/// Only what a verb may have changed is written.
void save(store::Connection& connection, const Balance& balance)
{
    connection.exec(QStringLiteral("UPDATE balance SET limit_micros = ?, debt_micros = ?, spent_micros = ?, booked = ? WHERE id = ?"),
                    {balance.limitMicros, balance.debtMicros, balance.spentMicros, balance.isBooked ? 1 : 0, balance.id});
    for (const BalanceLot& lot : balance.lots)
        connection.exec(QStringLiteral("INSERT INTO balance_lot (id, balance_id, left_micros, expires_ms) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET left_micros = EXCLUDED.left_micros"),
                        {lot.id, balance.id, lot.leftMicros, lot.expires});
    connection.exec(QStringLiteral("DELETE FROM balance_reservation WHERE balance_id = ?"), {balance.id});
    for (const Reservation& each : balance.reservations)
        connection.exec(QStringLiteral("INSERT INTO balance_reservation (session, balance_id, amount_micros, made_ms, expires_ms) VALUES (?, ?, ?, ?, ?)"),
                        {each.session, balance.id, each.amountMicros, each.made, each.expires});
}

QJsonObject toJson(const Balance& balance, Timestamp at)
{
    const auto plain = [&](std::int64_t micros) { return UnitPrice{micros, balance.currency}.toPlainString(); };
    return {{"bucket", balance.bucket}, {"currency", balance.currency.code()}, {"funds", plain(fundsAt(balance, at))}, {"available", plain(availableAt(balance, at))},
            {"limit", plain(balance.limitMicros)}, {"debt", plain(balance.debtMicros)}};
}

void requireCurrency(const Balance& balance, Currency currency)
{
    if (balance.currency != currency)
        throw Refused(BalanceTexts::tr("The balance “%1” is kept in %2, not in %3.").arg(balance.bucket, balance.currency.code(), currency.code()));
}

/// The bucket, made when it is new.
Balance open(store::Change& change, AccountId account, const QString& bucket, Currency currency)
{
    if (bucket.trimmed().isEmpty())
        throw InvalidInput(BalanceTexts::tr("The balance has no name; write one such as “main”."));
    if (const auto known = balanceOf(change.connection(), account, bucket)) {
        requireCurrency(*known, currency);
        return *known;
    }
    if (!customer::account(change.connection(), account))
        throw NotFound(BalanceTexts::tr("There is no such account."));
    const Balance made{change.nextNumber(QStringLiteral("balance")), account, bucket, currency, 0, 0, {}, {}, 0, false};
    change.connection().exec(QStringLiteral("INSERT INTO balance (id, account_id, bucket, currency, limit_micros, debt_micros) VALUES (?, ?, ?, ?, 0, 0)"), {made.id, account, bucket, currency.code()});
    return made;
}

std::pair<Balance, Reservation> requireReservation(store::Connection& connection, const QString& session)
{
    const auto row = connection.row(balanceColumns + QStringLiteral("WHERE id = (SELECT balance_id FROM balance_reservation WHERE session = ?)"), {session});
    if (!row)
        throw NotFound(BalanceTexts::tr("Nothing is reserved for the session “%1”.").arg(session));
    Balance balance = balanceFrom(connection, *row);
    const auto found = std::find_if(balance.reservations.begin(), balance.reservations.end(), [&](const Reservation& each) { return each.session == session; });
    return {balance, *found};
}

/// One entry of what became of the balance.
store::JournalEntry enter(store::Change& change, const char* kind, const Balance& before, const Balance& after, QJsonObject more, const std::optional<QString>& sourceKey = {})
{
    const QJsonObject now = toJson(after, change.now());
    for (auto it = now.begin(); it != now.end(); ++it)
        more.insert(it.key(), it.value());
    return change.append({QString::fromLatin1(kind), QStringLiteral("balance"), QString::number(after.id), toJson(before, change.now()), more, {}, sourceKey});
}

/// Writes what became of it, with that entry.
Balance conclude(store::Change& change, const char* kind, const Balance& before, const Balance& after, const QJsonObject& more)
{
    save(change.connection(), after);
    enter(change, kind, before, after, more);
    change.commit();
    return after;
}

} // namespace

QList<Balance> balancesOf(store::Connection& connection, AccountId account)
{
    QList<Balance> list;
    for (const store::Row& row : connection.rows(balanceColumns + QStringLiteral("WHERE account_id = ? ORDER BY bucket"), {account}))
        list.append(balanceFrom(connection, row));
    return list;
}

std::optional<Balance> balanceOf(store::Connection& connection, AccountId account, const QString& bucket)
{
    const auto row = connection.row(balanceColumns + QStringLiteral("WHERE account_id = ? AND bucket = ?"), {account, bucket});
    return row ? std::optional(balanceFrom(connection, *row)) : std::nullopt;
}

Balance BalanceService::topUp(const access::Actor& actor, AccountId account, const QString& bucket, Money amount, std::optional<Timestamp> expires, const QString& sourceKey,
                              TopUpPayment payment)
{
    actor.require(Permission::RateUsage);
    const std::int64_t micros = UnitPrice::of(amount).micros;
    store::Change change(context_, actor.who());
    if (change.alreadyDone(QStringLiteral("topup:") + sourceKey))
        if (const auto known = balanceOf(change.connection(), account, bucket))
            return *known;
    if (micros <= 0 || micros > mostOfABalance || (expires && *expires <= change.now()))
        throw InvalidInput(BalanceTexts::tr("A top-up adds more than nothing, and does not expire in the past."));
    const Balance before = open(change, account, bucket, amount.currency);
    Balance after = toppedUp(before, micros, change.nextNumber(QStringLiteral("balance-lot")), expires);
    const store::JournalEntry entry = enter(change, "balance.toppedUp", before, after, {{"amount", amount.toPlainString()}, {"paidBy", nameOf(payment)}}, QStringLiteral("topup:") + sourceKey);
    bookTopUp(change, entry, before, after, amount, payment, QStringLiteral("topup:") + sourceKey);
    save(change.connection(), after);
    change.commit();
    return after;
}

Balance BalanceService::setLimit(const access::Actor& actor, AccountId account, const QString& bucket, Money limit)
{
    actor.require(Permission::RateUsage);
    const std::int64_t micros = UnitPrice::of(limit).micros;
    if (micros < 0 || micros > mostOfABalance)
        throw InvalidInput(BalanceTexts::tr("A credit limit is not negative; write how far the balance may be spent below nothing."));
    store::Change change(context_, actor.who());
    const Balance before = open(change, account, bucket, limit.currency);
    Balance after = before;
    after.limitMicros = micros;
    return conclude(change, "balance.limitSet", before, after, {});
}

Balance BalanceService::reserve(const access::Actor& actor, AccountId account, const QString& bucket, const QString& session, UnitPrice amount, Timestamp until)
{
    actor.require(Permission::RateUsage);
    store::Change change(context_, actor.who());
    const auto known = balanceOf(change.connection(), account, bucket);
    if (!known)
        throw NotFound(BalanceTexts::tr("The account has no balance “%1”.").arg(bucket));
    requireCurrency(*known, amount.currency);
    if (session.trimmed().isEmpty() || amount.micros <= 0 || until <= change.now())
        throw InvalidInput(BalanceTexts::tr("A reservation names its session, more than nothing and an end in the future."));
    Balance after = *known;
    after.reservations.removeIf([&](const Reservation& each) { return each.session == session || each.expires <= change.now(); });
    const std::int64_t available = availableAt(after, change.now());
    if (amount.micros > available)
        throw Refused(BalanceTexts::tr("%1 can't be reserved: %2 %3 are available.").arg(amount.toPlainString(), UnitPrice{std::max<std::int64_t>(available, 0), amount.currency}.toPlainString(), amount.currency.code()));
    if (change.connection().row(QStringLiteral("SELECT session FROM balance_reservation WHERE session = ? AND balance_id <> ?"), {session, after.id}))
        throw Refused(BalanceTexts::tr("The session “%1” has a reservation of another balance.").arg(session));
    after.reservations.append({session, amount.micros, change.now(), until});
    return conclude(change, "balance.reserved", *known, after, {{"session", session}, {"amount", amount.toPlainString()}});
}

Balance BalanceService::commit(const access::Actor& actor, const QString& session, UnitPrice used)
{
    actor.require(Permission::RateUsage);
    store::Change change(context_, actor.who());
    const auto [before, reservation] = requireReservation(change.connection(), session);
    requireCurrency(before, used.currency);
    if (reservation.expires <= change.now())
        throw Refused(BalanceTexts::tr("The reservation of the session “%1” has lapsed; reserve again.").arg(session));
    if (used.micros < 0 || used.micros > reservation.amountMicros)
        throw Refused(BalanceTexts::tr("The session “%1” reserved %2 and can't spend %3.").arg(session, UnitPrice{reservation.amountMicros, before.currency}.toPlainString(), used.toPlainString()));
    Balance after = spent(before, reservation, used.micros);
    const store::JournalEntry entry = enter(change, "balance.spent", before, after, {{"session", session}, {"used", used.toPlainString()}});
    if (used.micros > 0)
        bookSpending(change, entry, before, after);
    save(change.connection(), after);
    change.commit();
    return after;
}

Balance BalanceService::release(const access::Actor& actor, const QString& session)
{
    actor.require(Permission::RateUsage);
    store::Change change(context_, actor.who());
    const auto [before, reservation] = requireReservation(change.connection(), session);
    return conclude(change, "balance.released", before, spent(before, reservation, 0), {{"session", session}});
}

} // namespace trunkline::rating
