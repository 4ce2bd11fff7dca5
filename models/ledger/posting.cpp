#include "models/ledger/posting.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace trunkline::ledger {

namespace {

QString ledgerText(const char* text)
{
    return QCoreApplication::translate("Ledger", text);
}

struct Title {
    const char* account;
    const char* title;
};

constexpr Title titles[] = {
    {accounts::bank, QT_TRANSLATE_NOOP("Ledger", "Bank")},
    {accounts::cash, QT_TRANSLATE_NOOP("Ledger", "Cash")},
    {accounts::clearing, QT_TRANSLATE_NOOP("Ledger", "Payments on their way")},
    {accounts::receivable, QT_TRANSLATE_NOOP("Ledger", "Receivables: invoices")},
    {accounts::charges, QT_TRANSLATE_NOOP("Ledger", "Receivables: fees and interest")},
    {accounts::suspense, QT_TRANSLATE_NOOP("Ledger", "Suspense")},
    {accounts::customerCredit, QT_TRANSLATE_NOOP("Ledger", "Credit of customers")},
    {accounts::prepaid, QT_TRANSLATE_NOOP("Ledger", "Prepaid balances")},
    {accounts::deferredRevenue, QT_TRANSLATE_NOOP("Ledger", "Deferred revenue")},
    {accounts::fees, QT_TRANSLATE_NOOP("Ledger", "Dunning fees")},
    {accounts::interest, QT_TRANSLATE_NOOP("Ledger", "Interest")},
    {accounts::badDebt, QT_TRANSLATE_NOOP("Ledger", "Bad debt")},
    {accounts::bankFees, QT_TRANSLATE_NOOP("Ledger", "Bank fees")},
    {"income:revenue:recurring", QT_TRANSLATE_NOOP("Ledger", "Revenue: recurring")},
    {"income:revenue:setup", QT_TRANSLATE_NOOP("Ledger", "Revenue: set-up")},
    {"income:revenue:usage", QT_TRANSLATE_NOOP("Ledger", "Revenue: usage")},
    {"income:revenue:credit", QT_TRANSLATE_NOOP("Ledger", "Revenue: credits")},
};

} // namespace

AccountKind kindOf(const QString& account)
{
    static const QRegularExpression form(QStringLiteral("^(assets|liabilities|equity|income|expenses)(:[a-z0-9](?:[a-z0-9 .-]*[a-z0-9])?)+$"));
    const auto match = form.match(account);
    if (!match.hasMatch() || account.contains(QLatin1String("  ")) || account.size() > 120)
        throw InvalidInput(ledgerText("“%1” is no account; write it like assets:bank, with assets, liabilities, equity, income or expenses first and lower-case words.").arg(account));
    const QString first = match.captured(1);
    if (first == QLatin1String("assets"))
        return AccountKind::Asset;
    if (first == QLatin1String("liabilities"))
        return AccountKind::Liability;
    if (first == QLatin1String("equity"))
        return AccountKind::Equity;
    return first == QLatin1String("income") ? AccountKind::Income : AccountKind::Expense;
}

QString titleOf(const QString& account)
{
    for (const Title& each : titles)
        if (account == QLatin1String(each.account))
            return ledgerText(each.title);
    const QString vat = QString::fromLatin1(accounts::vat) + u':';
    if (account.startsWith(vat))
        return ledgerText("VAT %1 %").arg(account.mid(vat.size()));
    return account;
}

QString vatAccount(int rateBasisPoints)
{
    QString rate = QString::number(rateBasisPoints / 100);
    if (const int rest = rateBasisPoints % 100)
        rate += rest % 10 ? QStringLiteral(".%1").arg(rest, 2, 10, QLatin1Char('0')) : QStringLiteral(".%1").arg(rest / 10);
    return QStringLiteral("%1:%2").arg(QString::fromLatin1(accounts::vat), rate);
}

PostingDraft checkedPosting(PostingDraft draft)
{
    if (!draft.dated.isValid() || draft.text.trimmed().isEmpty() || draft.sourceKey.isEmpty())
        throw InvalidInput(ledgerText("A posting needs a date, a text and a source key; “%1” lacks one.").arg(draft.text + draft.sourceKey));
    Wide sum = 0;
    Wide debits = 0;
    for (const Leg& leg : std::as_const(draft.legs)) {
        kindOf(leg.account);
        if (leg.amount.currency != draft.legs.first().amount.currency)
            throw InvalidInput(ledgerText("“%1” mixes %2 and %3; a posting is in one currency.")
                                   .arg(draft.text, draft.legs.first().amount.currency.code(), leg.amount.currency.code()));
        sum += leg.amount.minor;
        debits += leg.amount.minor > 0 ? Wide(leg.amount.minor) : Wide(0);
    }
    if (debits > std::numeric_limits<std::int64_t>::max())
        throw InvalidInput(ledgerText("The amounts of “%1” are too large.").arg(draft.text));
    if (sum != 0)
        throw InvalidInput(ledgerText("“%1” does not balance: debits and credits differ by %2.")
                               .arg(draft.text, Money{std::int64_t(sum), draft.legs.first().amount.currency}.toDisplay()));
    draft.legs.removeIf([](const Leg& leg) { return leg.amount.isZero(); });
    return draft;
}

QJsonObject toJson(const PostingDraft& draft)
{
    QJsonArray legs;
    for (const Leg& leg : draft.legs)
        legs.append(QJsonObject{{"account", leg.account}, {"amount", leg.amount.toPlainString()}, {"currency", leg.amount.currency.code()}, {"accountId", leg.accountId.toString()}});
    return {{"dated", draft.dated.toIso()}, {"text", draft.text}, {"sourceKey", draft.sourceKey}, {"legs", legs}};
}

} // namespace trunkline::ledger
