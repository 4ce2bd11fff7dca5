// Jobs about balances: what accounts may still spend, and what sessions reserve of it.

#include "app/ctl/moneyarguments.h"
#include "models/core/errors.h"
#include "models/rating/balanceservice.h"

#include <QCoreApplication>
#include <QUuid>

namespace trunkline::ctl {

namespace {

QString balanceWords(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

QString bucketOf(const QCommandLineParser& parser)
{
    return parser.value(QStringLiteral("bucket"));
}

std::optional<Timestamp> timeOption(const QCommandLineParser& parser, const char* option)
{
    const QString name = QString::fromLatin1(option);
    return parser.isSet(name) ? std::optional(Timestamp::parse(parser.value(name))) : std::nullopt;
}

void sayBalance(Session& session, const rating::Balance& balance)
{
    const Timestamp now = session.clock().now();
    const auto plain = [&](std::int64_t micros) { return UnitPrice{micros, balance.currency}.toPlainString(); };
    session.say(balanceWords("“%1”: %2 %3 available.").arg(balance.bucket, plain(rating::availableAt(balance, now)), balance.currency.code()),
                {{"bucket", balance.bucket}, {"available", plain(rating::availableAt(balance, now))}, {"currency", balance.currency.code()}});
}

int showBalances(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::RateUsage);
    Listing listing{{{"bucket", balanceWords("Balance")}, {"funds", balanceWords("Prepaid"), true}, {"limit", balanceWords("Limit"), true}, {"debt", balanceWords("Owed"), true}, {"reserved", balanceWords("Sessions"), true},
                     {"available", balanceWords("Available"), true}, {"currency", balanceWords("Currency")}}, {}, balanceWords("The account has no balance yet; see “trunklinectl balance topup”.")};
    const Timestamp now = session.clock().now();
    for (const rating::Balance& each : rating::balancesOf(session.connection(), accountCalled(session, parser.positionalArguments().first()).id)) {
        const auto plain = [&](std::int64_t micros) { return UnitPrice{micros, each.currency}.toPlainString(); };
        listing.rows.append(QJsonObject{{"bucket", each.bucket}, {"funds", plain(rating::fundsAt(each, now))}, {"limit", plain(each.limitMicros)}, {"debt", plain(each.debtMicros)},
                                        {"reserved", int(each.reservations.size())}, {"available", plain(rating::availableAt(each, now))}, {"currency", each.currency.code()}});
    }
    session.show(listing);
    return Done;
}

int topUp(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const customer::Account account = accountCalled(session, words[0]);
    const QString key = parser.isSet(QStringLiteral("reference")) ? parser.value(QStringLiteral("reference")) : QUuid::createUuid().toString(QUuid::WithoutBraces);
    sayBalance(session, rating::BalanceService(session.context()).topUp(session.actor(), account.id, bucketOf(parser), Money::parse(words[1], account.currency), timeOption(parser, "expires"), key,
                                                                         rating::topUpPaymentNamed(parser.value(QStringLiteral("paid-by")))));
    return Done;
}

int setLimit(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const customer::Account account = accountCalled(session, words[0]);
    sayBalance(session, rating::BalanceService(session.context()).setLimit(session.actor(), account.id, bucketOf(parser), Money::parse(words[1], account.currency)));
    return Done;
}

int reserveFor(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const customer::Account account = accountCalled(session, words[0]);
    const Timestamp until = session.clock().now().plusMs(parseDuration(parser.value(QStringLiteral("for"))));
    sayBalance(session, rating::BalanceService(session.context()).reserve(session.actor(), account.id, bucketOf(parser), words[1], UnitPrice::parse(words[2], account.currency), until));
    return Done;
}

int commitFor(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    sayBalance(session, rating::BalanceService(session.context()).commit(session.actor(), words[0], UnitPrice::parse(words[1], session.profile().currency)));
    return Done;
}

int releaseFor(Session& session, const QCommandLineParser& parser)
{
    sayBalance(session, rating::BalanceService(session.context()).release(session.actor(), parser.positionalArguments().first()));
    return Done;
}

} // namespace

QList<Command> balanceCommands()
{
    const QCommandLineOption bucket(QStringLiteral("bucket"), balanceWords("which of the account's balances"), QStringLiteral("NAME"), QStringLiteral("main"));
    return {
        {"balance show", "ACCOUNT", balanceWords("what an account may still spend"), 1, 1, {}, showBalances},
        {"balance topup", "ACCOUNT AMOUNT", balanceWords("add money; it pays what is owed first"), 2, 2,
         {bucket, QCommandLineOption(QStringLiteral("expires"), balanceWords("when it is gone, such as 2026-12-31T23:00:00Z (else never)"), QStringLiteral("TIME")),
          QCommandLineOption(QStringLiteral("paid-by"), balanceWords("bank (on its way until the bank shows it) or cash"), QStringLiteral("HOW"), QStringLiteral("bank")),
          QCommandLineOption(QStringLiteral("reference"), balanceWords("a voucher's number: added once, however often it is given"), QStringLiteral("KEY"))}, topUp},
        {"balance limit", "ACCOUNT AMOUNT", balanceWords("how far it may be spent below nothing"), 2, 2, {bucket}, setLimit},
        {"balance reserve", "ACCOUNT SESSION AMOUNT", balanceWords("hold an amount for a session; again changes how much"), 3, 3,
         {bucket, QCommandLineOption(QStringLiteral("for"), balanceWords("how long it holds"), QStringLiteral("TIME"), QStringLiteral("1h"))}, reserveFor},
        {"balance commit", "SESSION AMOUNT", balanceWords("what the session used; the rest is free again"), 2, 2, {}, commitFor},
        {"balance release", "SESSION", balanceWords("the session used nothing"), 1, 1, {}, releaseFor},
    };
}

} // namespace trunkline::ctl
