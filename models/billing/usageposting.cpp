#include "models/billing/usageposting.h"

#include "models/store/inlist.h"

#include <algorithm>

namespace trunkline::billing {

namespace {

UsageWindow windowOf(const store::Row& row)
{
    return {{{row.timestamp("after_ms"), row.integer("after_seq")}, {row.timestamp("until_ms"), row.integer("seq")}}, row.integer("rerating"), row.text("taken_back_by"),
            row.integer("billed"), row.integer("included"), row.integer("free")};
}

} // namespace

std::map<AccountId, rating::UsageMark> usageMarks(store::Connection& connection, const QStringList& accounts)
{
    std::map<AccountId, rating::UsageMark> marks;
    for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT account_id, until_ms, seq FROM usage_mark WHERE account_id IN ({keys})"), accounts))
        marks[row.id<AccountId>("account_id")] = {row.timestamp("until_ms"), row.integer("seq")};
    return marks;
}

std::map<AccountId, QList<UsageWindow>> openUsageWindows(store::Connection& connection, const QStringList& accounts)
{
    std::map<AccountId, QList<UsageWindow>> windows;
    for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT * FROM usage_window WHERE invoice_id IS NULL AND account_id IN ({keys})"), accounts)) {
        UsageWindow window = windowOf(row);
        window.billed = window.included = window.free = 0; // counted anew
        windows[row.id<AccountId>("account_id")].append(window);
    }
    for (auto& [account, each] : windows)
        std::sort(each.begin(), each.end(), [](const UsageWindow& a, const UsageWindow& b) {
            return std::tie(a.span.upTo.until, a.span.upTo.seq) < std::tie(b.span.upTo.until, b.span.upTo.seq);
        });
    return windows;
}

std::map<AccountId, QList<UsageRerating>> usageReratings(store::Connection& connection, const QStringList& accounts)
{
    std::map<AccountId, QList<UsageRerating>> reratings;
    for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT id, account_id, from_ms, until_ms, known_tariff FROM usage_rerating WHERE account_id IN ({keys})"), accounts))
        reratings[row.id<AccountId>("account_id")].append({row.integer("id"), row.timestamp("from_ms"), row.timestamp("until_ms"), row.integer("known_tariff")});
    for (auto& [account, each] : reratings)
        std::sort(each.begin(), each.end(), [](const UsageRerating& a, const UsageRerating& b) { return a.id < b.id; });
    return reratings;
}

std::map<AccountId, QList<AllowanceDraw>> allowanceDraws(store::Connection& connection, const QStringList& accounts, BillingDate since)
{
    std::map<AccountId, QList<AllowanceDraw>> draws;
    const QString sql = QStringLiteral("SELECT account_id, owner_id, allowance_code, granted_on, used_on, CAST(SUM(quantity) AS BIGINT) AS quantity FROM allowance_draw "
                                       "WHERE granted_on >= ? AND account_id IN ({keys}) GROUP BY account_id, owner_id, allowance_code, granted_on, used_on");
    for (const store::Row& row : store::rowsIn(connection, sql, accounts, {since}))
        if (row.integer("quantity") != 0)
            draws[row.id<AccountId>("account_id")].append({row.text("owner_id"), row.text("allowance_code"), row.date("granted_on"), row.date("used_on"), row.integer("quantity")});
    return draws;
}

QList<PostedUsage> postedUsage(store::Connection& connection, AccountId account)
{
    QList<PostedUsage> all; // ids are given in the order of posting
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM usage_window WHERE account_id = ? AND invoice_id IS NOT NULL ORDER BY invoice_id, until_ms, seq"), {account})) {
        if (all.isEmpty() || all.last().documentId != row.text("invoice_id"))
            all.append({row.text("invoice_id"), {}});
        all.last().windows.append(windowOf(row));
    }
    return all;
}

QList<std::pair<QString, AllowanceDraw>> postedDraws(store::Connection& connection, AccountId account)
{
    QList<std::pair<QString, AllowanceDraw>> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM allowance_draw WHERE account_id = ? ORDER BY document_id"), {account}))
        all.append({row.text("document_id"), {row.text("owner_id"), row.text("allowance_code"), row.date("granted_on"), row.date("used_on"), row.integer("quantity")}});
    return all;
}

void insertUsageRerating(store::Connection& connection, AccountId account, const UsageRerating& rerating)
{
    connection.exec(QStringLiteral("INSERT INTO usage_rerating (id, account_id, from_ms, until_ms, known_tariff) VALUES (?, ?, ?, ?, ?)"),
                    {rerating.id, account, rerating.from, rerating.until, rerating.knownTariff});
}

void postUsage(store::Connection& connection, AccountId account, InvoiceId invoice, const UsagePosting& posting)
{
    connection.exec(QStringLiteral("INSERT INTO usage_mark (account_id, until_ms, seq) VALUES (?, ?, ?) "
                                   "ON CONFLICT (account_id) DO UPDATE SET until_ms = EXCLUDED.until_ms, seq = EXCLUDED.seq"),
                    {account, posting.mark.until, posting.mark.seq});
    // A window that was taken back is there already.
    for (const UsageWindow& w : posting.windows)
        connection.exec(QStringLiteral("INSERT INTO usage_window (account_id, until_ms, seq, after_ms, after_seq, rerating, invoice_id, taken_back_by, billed, included, free) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, until_ms, seq) DO UPDATE SET invoice_id = EXCLUDED.invoice_id, "
                                       "billed = EXCLUDED.billed, included = EXCLUDED.included, free = EXCLUDED.free"),
                        {account, w.span.upTo.until, w.span.upTo.seq, w.span.after.until, w.span.after.seq, w.rerating, invoice, w.takenBackBy, w.billed, w.included, w.free});
    for (const AllowanceDraw& draw : posting.draws)
        connection.exec(QStringLiteral("INSERT INTO allowance_draw (document_id, account_id, owner_id, allowance_code, granted_on, used_on, quantity) VALUES (?, ?, ?, ?, ?, ?, ?)"),
                        {invoice, account, draw.ownerId, draw.allowanceCode, draw.grantedOn, draw.usedOn, draw.quantity});
}

bool takeBackUsage(store::Connection& connection, InvoiceId invoice, InvoiceId creditNote)
{
    if (connection.exec(QStringLiteral("UPDATE usage_window SET invoice_id = NULL, taken_back_by = ? WHERE invoice_id = ?"), {creditNote.toString(), invoice}) == 0)
        return false;
    connection.exec(QStringLiteral("INSERT INTO allowance_draw (document_id, account_id, owner_id, allowance_code, granted_on, used_on, quantity) "
                                   "SELECT ?, account_id, owner_id, allowance_code, granted_on, used_on, -quantity FROM allowance_draw WHERE document_id = ?"),
                    {creditNote, invoice});
    return true;
}

} // namespace trunkline::billing
