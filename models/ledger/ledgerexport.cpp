#include "models/ledger/ledgerexport.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QHash>
#include <QIODevice>

#include <algorithm>

namespace trunkline::ledger {

namespace {

void put(QIODevice& out, const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    if (out.write(bytes) != bytes.size())
        throw StoreFailure(QCoreApplication::translate("Ledger", "The ledger can't be written (%1); write it elsewhere.").arg(out.errorString()));
}

/// The numbers of billing accounts, read once.
QHash<AccountId, QString> accountNumbers(store::Connection& connection)
{
    QHash<AccountId, QString> numbers;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, number FROM account")))
        numbers.insert(row.id<AccountId>("id"), row.text("number"));
    return numbers;
}

QString fullName(const Leg& leg, const QHash<AccountId, QString>& numbers)
{
    return leg.accountId.isNull() ? leg.account : QStringLiteral("%1:%2").arg(leg.account, numbers.value(leg.accountId, leg.accountId.toString()));
}

/// One line, without what hledger reads as a comment or a tag's end.
QString plain(QString text)
{
    text.replace(u';', u',').replace(u'|', u'/');
    return text.simplified();
}

QString quoted(QString text)
{
    static const QString special = QStringLiteral(",\"\n\r");
    if (!std::any_of(text.cbegin(), text.cend(), [](QChar c) { return special.contains(c); }))
        return text;
    return u'"' + text.replace(u'"', QLatin1String("\"\"")) + u'"';
}

} // namespace

void writeHledger(store::Connection& connection, QIODevice& out)
{
    const auto numbers = accountNumbers(connection);
    put(out, QStringLiteral("; Trunkline ledger\n"));
    for (const Currency& currency : currencies(connection))
        put(out, QStringLiteral("commodity %1 %2\n").arg(Money{1000 * currency.minorPerMajor(), currency}.toPlainString() + (currency.exponent() == 0 ? QStringLiteral(".") : QString()), currency.code()));
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT DISTINCT account, account_id FROM ledger_leg ORDER BY account, account_id")))
        put(out, QStringLiteral("account %1\n").arg(fullName({row.text("account"), Money::zero(Currency::parse(u"EUR")), row.id<AccountId>("account_id")}, numbers)));
    put(out, QStringLiteral("\n"));
    forEachPosting(connection, [&](const Posting& posting) {
        QString text = QStringLiteral("%1 * (%2) %3  ; source: %4\n").arg(posting.dated.toIso()).arg(posting.number).arg(plain(posting.text), plain(posting.sourceKey));
        for (const Leg& leg : posting.legs)
            text += QStringLiteral("    %1  %2 %3\n").arg(fullName(leg, numbers), leg.amount.toPlainString(), leg.amount.currency.code());
        put(out, text + u'\n');
    });
}

void writeCsv(store::Connection& connection, QIODevice& out)
{
    const auto numbers = accountNumbers(connection);
    put(out, QStringLiteral("number,date,text,source,account,billing account,debit,credit,currency\r\n"));
    forEachPosting(connection, [&](const Posting& posting) {
        QString text;
        for (const Leg& leg : posting.legs)
            text += QStringList{QString::number(posting.number), posting.dated.toIso(), quoted(posting.text), quoted(posting.sourceKey), leg.account, numbers.value(leg.accountId),
                                leg.amount.isNegative() ? QString() : leg.amount.toPlainString(), leg.amount.isNegative() ? (-leg.amount).toPlainString() : QString(),
                                leg.amount.currency.code()}.join(u',') + QStringLiteral("\r\n");
        put(out, text);
    });
}

} // namespace trunkline::ledger
