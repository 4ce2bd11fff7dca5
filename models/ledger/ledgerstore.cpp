#include "models/ledger/ledgerstore.h"



namespace trunkline::ledger {

namespace {

const QString postingColumns = QStringLiteral("id, number, dated, currency, text, source_key, entry_id");

Posting postingFrom(const store::Row& row)
{
    return {row.id<PostingId>("id"), row.integer("number"), row.date("dated"), row.text("text"), row.text("source_key"), row.id<JournalEntryId>("entry_id"), {}};
}

QList<Posting> postingsFrom(store::Connection& connection, const QString& where, const store::Binds& binds)
{
    QList<Posting> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.id, p.number, p.dated, p.currency, p.text, p.source_key, p.entry_id, l.account, l.account_id, l.amount_minor "
                                                                "FROM ledger_posting p JOIN ledger_leg l ON l.posting_id = p.id WHERE %1 ORDER BY p.number, l.position").arg(where), binds)) {
        if (all.isEmpty() || all.last().number != row.integer("number"))
            all.append(postingFrom(row));
        all.last().legs.append({row.text("account"), Money{row.integer("amount_minor"), Currency::parse(row.text("currency"))}, row.id<AccountId>("account_id")});
    }
    return all;
}

std::optional<Posting> onlyOne(QList<Posting> found)
{
    return found.isEmpty() ? std::nullopt : std::optional(found.takeFirst());
}

} // namespace

QList<AccountBalance> trialBalance(store::Connection& connection, std::optional<BillingDate> before)
{
    QList<AccountBalance> all;
    store::Binds binds;
    if (before)
        binds.append(*before);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT l.account, p.currency, "
                                                                "CAST(SUM(CASE WHEN l.amount_minor > 0 THEN l.amount_minor ELSE 0 END) AS BIGINT) AS debit, "
                                                                "CAST(SUM(CASE WHEN l.amount_minor < 0 THEN -l.amount_minor ELSE 0 END) AS BIGINT) AS credit "
                                                                "FROM ledger_leg l JOIN ledger_posting p ON p.id = l.posting_id %1 "
                                                                "GROUP BY l.account, p.currency ORDER BY l.account, p.currency")
                                                     .arg(before ? QStringLiteral("WHERE p.dated < ?") : QString()), binds)) {
        const Currency currency = Currency::parse(row.text("currency"));
        const Money debit{row.integer("debit"), currency};
        const Money credit{row.integer("credit"), currency};
        all.append({row.text("account"), debit, credit, debit - credit});
    }
    return all;
}

Money balanceOf(store::Connection& connection, const QString& account, Currency currency, AccountId accountId)
{
    store::Binds binds{account, currency.code()};
    if (!accountId.isNull())
        binds.append(accountId);
    const auto row = connection.row(QStringLiteral("SELECT CAST(COALESCE(SUM(l.amount_minor), 0) AS BIGINT) AS balance FROM ledger_leg l JOIN ledger_posting p ON p.id = l.posting_id "
                                                   "WHERE l.account = ? AND p.currency = ? %1").arg(accountId.isNull() ? QString() : QStringLiteral("AND l.account_id = ?")), binds);
    return {row->integer("balance"), currency};
}

QList<AccountLine> linesOf(store::Connection& connection, const QString& account, Currency currency)
{
    QList<AccountLine> lines;
    Money after = Money::zero(currency);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.id, p.number, p.dated, p.text, p.entry_id, l.amount_minor, COALESCE(a.number, '') AS account_number "
                                                                "FROM ledger_leg l JOIN ledger_posting p ON p.id = l.posting_id LEFT JOIN account a ON a.id = l.account_id "
                                                                "WHERE l.account = ? AND p.currency = ? ORDER BY p.dated, p.number, l.position"), {account, currency.code()})) {
        const Money amount{row.integer("amount_minor"), currency};
        after += amount;
        lines.append({row.id<PostingId>("id"), row.integer("number"), row.date("dated"), row.text("text"), row.id<JournalEntryId>("entry_id"),
                      row.text("account_number"), amount, after});
    }
    return lines;
}

std::optional<Posting> posting(store::Connection& connection, PostingId id)
{
    return onlyOne(postingsFrom(connection, QStringLiteral("p.id = ?"), {id}));
}

std::optional<Posting> postingBySourceKey(store::Connection& connection, const QString& sourceKey)
{
    return onlyOne(postingsFrom(connection, QStringLiteral("p.source_key = ?"), {sourceKey}));
}

void forEachPosting(store::Connection& connection, const std::function<void(const Posting&)>& tell)
{
    constexpr std::int64_t page = 1000;
    const std::int64_t last = connection.row(QStringLiteral("SELECT COALESCE(MAX(number), 0) AS last FROM ledger_posting"))->integer("last");
    for (std::int64_t from = 1; from <= last; from += page)
        for (const Posting& each : postingsFrom(connection, QStringLiteral("p.number >= ? AND p.number < ?"), {from, from + page}))
            tell(each);
}

std::optional<BillingDate> openFrom(store::Connection& connection)
{
    return connection.row(QStringLiteral("SELECT MAX(open_from) AS open_from FROM ledger_closing"))->maybeDate("open_from");
}

Money unearned(store::Connection& connection, Currency currency)
{
    const auto row = connection.row(QStringLiteral("SELECT CAST(COALESCE(SUM(d.amount_minor), 0) AS BIGINT) AS charged, "
                                                   "CAST(COALESCE((SELECT SUM(r.amount_minor) FROM ledger_recognition r JOIN ledger_deferral e ON e.id = r.deferral_id WHERE e.currency = ?), 0) AS BIGINT) AS earned "
                                                   "FROM ledger_deferral d WHERE d.currency = ?"), {currency.code(), currency.code()});
    return {row->integer("charged") - row->integer("earned"), currency};
}

QList<Currency> currencies(store::Connection& connection)
{
    QList<Currency> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT DISTINCT currency FROM ledger_posting ORDER BY currency")))
        all.append(Currency::parse(row.text("currency")));
    return all;
}

QList<OpenDeferral> openDeferrals(store::Connection& connection, BillingDate before)
{
    QList<OpenDeferral> open;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT d.id, d.source_key, d.revenue_account, d.currency, d.amount_minor, d.period_from, d.period_to, d.dated, r.month "
                                                                "FROM ledger_deferral d LEFT JOIN ledger_recognition r ON r.deferral_id = d.id "
                                                                "WHERE d.period_from < ? AND NOT EXISTS (SELECT 1 FROM ledger_recognition w WHERE w.deferral_id = d.id AND w.month >= d.last_month) "
                                                                "ORDER BY d.period_from, d.id, r.month"), {before})) {
        const DeferralId id = row.id<DeferralId>("id");
        if (open.isEmpty() || open.last().deferral.id != id)
            open.append({{id, row.text("source_key"), row.text("revenue_account"), Money{row.integer("amount_minor"), Currency::parse(row.text("currency"))},
                          {row.date("period_from"), row.date("period_to")}, row.date("dated")}, {}});
        if (const auto month = row.maybeDate("month"))
            open.last().recognised.append(*month);
    }
    return open;
}

void insertPosting(store::Connection& connection, const Posting& p)
{
    connection.exec(QStringLiteral("INSERT INTO ledger_posting (%1, last_leg, rest_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)").arg(postingColumns),
                    {p.id, p.number, p.dated, p.legs.first().amount.currency.code(), p.text, p.sourceKey, p.entry, int(p.legs.size())});
    Money running = Money::zero(p.legs.first().amount.currency);
    int position = 0;
    for (const Leg& leg : p.legs) {
        running += leg.amount;
        connection.exec(QStringLiteral("INSERT INTO ledger_leg (posting_id, position, account, account_id, amount_minor, running_minor) VALUES (?, ?, ?, ?, ?, ?)"),
                        {p.id, ++position, leg.account, leg.accountId, leg.amount.minor, running.minor});
    }
}

void insertDeferral(store::Connection& connection, const Deferral& d)
{
    connection.exec(QStringLiteral("INSERT INTO ledger_deferral (id, source_key, revenue_account, currency, amount_minor, period_from, period_to, last_month, dated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {d.id, d.sourceKey, d.revenueAccount, d.amount.currency.code(), d.amount.minor, d.period.from, d.period.to, monthOf(d.period.to.plusDays(-1)), d.dated});
}

void insertRecognition(store::Connection& connection, DeferralId deferral, const EarnedPart& part, PostingId posting)
{
    connection.exec(QStringLiteral("INSERT INTO ledger_recognition (deferral_id, month, amount_minor, posting_id) VALUES (?, ?, ?, ?)"),
                    {deferral, part.month, part.amount.minor, posting});
}

void insertClosing(store::Connection& connection, BillingDate openFrom, Timestamp at, const QString& by)
{
    connection.exec(QStringLiteral("INSERT INTO ledger_closing (open_from, closed_ms, closed_by) VALUES (?, ?, ?)"), {openFrom, at, by});
}

} // namespace trunkline::ledger
