#include "models/payments/accountstatement.h"

#include "models/ledger/ledgerservice.h"
#include "models/payments/paymentstore.h"
#include "models/rating/balancebooks.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace trunkline::payments {

namespace {

struct BooksTexts {
    Q_DECLARE_TR_FUNCTIONS(Payments)
};

QString owedAccounts()
{
    return QStringLiteral("('%1', '%2', '%3')").arg(QLatin1String(ledger::accounts::receivable), QLatin1String(ledger::accounts::charges), QLatin1String(ledger::accounts::customerCredit));
}

AgeingRow emptyRow(const store::Row& row)
{
    const Money zero = Money::zero(Currency::parse(row.text("currency")));
    return {row.id<AccountId>("id"), row.id<CustomerId>("customer_id"), row.text("number"), row.text("name"), zero, zero, zero, zero, zero, zero, zero};
}

void addTo(AgeingRow& row, const OpenItem& item, BillingDate today)
{
    const std::int64_t overdue = today.daysSince(item.dueOn);
    Money& bucket = item.open.isNegative() ? row.credit : overdue <= 0 ? row.notDue : overdue <= 30 ? row.upTo30 : overdue <= 60 ? row.upTo60 : overdue <= 90 ? row.upTo90 : row.older;
    bucket += item.open;
}

/// Accounts where the ledger's account and `sql` (account_id, currency, minor) differ.
void compare(store::Connection& connection, const char* account, const QString& sql, const QString& sentence, QStringList& wrong)
{
    struct Pair {
        std::int64_t ledger = 0;
        std::int64_t documents = 0;
    };
    std::map<std::pair<QString, QString>, Pair> sums;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT COALESCE(l.account_id, '') AS account_id, p.currency, CAST(SUM(l.amount_minor) AS BIGINT) AS minor FROM ledger_leg l JOIN ledger_posting p ON p.id = l.posting_id "
                                                                "WHERE l.account = ? GROUP BY l.account_id, p.currency"), {QString::fromLatin1(account)}))
        sums[{row.text("account_id"), row.text("currency")}].ledger = row.integer("minor");
    for (const store::Row& row : connection.rows(sql))
        sums[{row.text("account_id"), row.text("currency")}].documents += row.integer("minor");
    for (const auto& [key, pair] : sums)
        if (pair.ledger != pair.documents) {
            const Currency currency = Currency::parse(key.second);
            const auto number = connection.row(QStringLiteral("SELECT number FROM account WHERE id = ?"), {key.first});
            wrong.append(sentence.arg(number ? number->text("number") : QStringLiteral("–"), Money{pair.ledger, currency}.toDisplay(), Money{pair.documents, currency}.toDisplay()));
        }
}

} // namespace

QList<StatementLine> accountStatement(store::Connection& connection, AccountId account, Currency currency)
{
    QList<StatementLine> lines;
    Money balance = Money::zero(currency);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.number, p.dated, p.text, p.entry_id, CAST(SUM(l.amount_minor) AS BIGINT) AS minor FROM ledger_leg l JOIN ledger_posting p ON p.id = l.posting_id "
                                                                "WHERE l.account_id = ? AND l.account IN %1 AND p.currency = ? GROUP BY p.number, p.dated, p.text, p.entry_id "
                                                                "HAVING SUM(l.amount_minor) <> 0 ORDER BY p.dated, p.number").arg(owedAccounts()), {account, currency.code()})) {
        const Money amount{row.integer("minor"), currency};
        balance += amount;
        lines.append({row.date("dated"), row.integer("number"), row.text("text"), amount, balance, row.id<JournalEntryId>("entry_id")});
    }
    return lines;
}

QList<AgeingRow> ageing(store::Connection& connection, BillingDate today)
{
    QHash<AccountId, AgeingRow> byAccount;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT a.id, a.customer_id, a.number, a.currency, c.name, CAST(o.minor AS BIGINT) AS minor FROM (SELECT l.account_id, SUM(l.amount_minor) AS minor FROM ledger_leg l "
                                                                "WHERE l.account IN %1 GROUP BY l.account_id) AS o JOIN account a ON a.id = o.account_id JOIN customer c ON c.id = a.customer_id").arg(owedAccounts()))) {
        AgeingRow fresh = emptyRow(row);
        fresh.total = {row.integer("minor"), fresh.total.currency};
        fresh.credit = -creditOf(connection, fresh.accountId, fresh.total.currency);
        byAccount.insert(fresh.accountId, fresh);
    }
    for (const OpenItem& item : openItems(connection))
        if (const auto row = byAccount.find(item.accountId); row != byAccount.end() && item.open.currency == row->total.currency)
            addTo(*row, item, today);
    QList<AgeingRow> rows;
    for (const AgeingRow& row : std::as_const(byAccount))
        if (!row.total.isZero() || !row.credit.isZero() || !row.notDue.isZero())
            rows.append(row);
    std::sort(rows.begin(), rows.end(), [](const AgeingRow& a, const AgeingRow& b) { return a.total.minor == b.total.minor ? a.accountNumber < b.accountNumber : a.total.minor > b.total.minor; });
    return rows;
}

QStringList checkBooks(store::Connection& connection)
{
    QStringList wrong = ledger::checkLedger(connection);
    const QString open = QStringLiteral("SELECT account_id, currency, CAST(SUM(minor) AS BIGINT) AS minor FROM (SELECT account_id, currency, %1 AS minor FROM %2 "
                                        "UNION ALL SELECT account_id, currency, -amount_minor AS minor FROM settlement WHERE %3 IS NOT NULL) AS parts GROUP BY account_id, currency");
    compare(connection, ledger::accounts::receivable, open.arg(QStringLiteral("gross_minor"), QStringLiteral("invoice"), QStringLiteral("invoice_id")),
            BooksTexts::tr("The receivables of %1 are %2 in the ledger; its open documents are %3."), wrong);
    compare(connection, ledger::accounts::charges, open.arg(QStringLiteral("amount_minor"), QStringLiteral("dunning_charge"), QStringLiteral("charge_id")),
            BooksTexts::tr("The fees and interest of %1 are %2 in the ledger; the open ones are %3."), wrong);
    compare(connection, ledger::accounts::customerCredit, QStringLiteral("SELECT account_id, currency, CAST(SUM(minor) AS BIGINT) AS minor FROM (SELECT account_id, currency, -amount_minor AS minor FROM payment "
            "UNION ALL SELECT account_id, currency, amount_minor AS minor FROM settlement WHERE payment_id IS NOT NULL) AS parts GROUP BY account_id, currency"),
            BooksTexts::tr("The credit of %1 is %2 in the ledger; its payments leave %3."), wrong);
    compare(connection, ledger::accounts::suspense, QStringLiteral("SELECT '' AS account_id, currency, CAST(-SUM(amount_minor) AS BIGINT) AS minor FROM bank_line WHERE state = 'open' GROUP BY currency"),
            BooksTexts::tr("Suspense (%1) is %2 in the ledger; the bank's lines that nobody has dealt with are %3."), wrong);
    wrong += rating::checkPrepaid(connection);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT number FROM invoice i WHERE gross_minor <> 0 AND NOT EXISTS (SELECT 1 FROM ledger_posting p WHERE p.source_key = 'invoice:' || i.number) ORDER BY number LIMIT 10")))
        wrong.append(BooksTexts::tr("%1 is posted but not in the ledger.").arg(row.text("number")));
    return wrong;
}

} // namespace trunkline::payments
