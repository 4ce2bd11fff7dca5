#include "models/payments/bankline.h"

#include <QCryptographicHash>

namespace trunkline::payments {

namespace {

QString hashed(const QStringList& parts)
{
    return QString::fromLatin1(QCryptographicHash::hash(parts.join(QChar(0x1f)).toUtf8(), QCryptographicHash::Sha256).toHex().left(40));
}

bool addUp(const BankEntry& entry)
{
    Wide sum = 0;
    for (const BankTransaction& t : entry.transactions) {
        if (!t.amount || t.amount->currency != entry.amount.currency)
            return false;
        sum += t.amount->minor;
    }
    return sum == entry.amount.minor;
}

} // namespace

QString BankLine::purpose() const
{
    QStringList parts = detail.remittance;
    for (const QString& part : {detail.creditorReference, detail.endToEndId == QLatin1String("NOTPROVIDED") ? QString() : detail.endToEndId, information, detail.returnReason, detail.returnText})
        if (!part.isEmpty() && !parts.contains(part))
            parts.append(part);
    return parts.join(QStringLiteral(" · "));
}

QString nameOf(BankLineState state)
{
    switch (state) {
    case BankLineState::Open: return QStringLiteral("open");
    case BankLineState::Assigned: return QStringLiteral("assigned");
    case BankLineState::Ignored: break;
    }
    return QStringLiteral("ignored");
}

QList<BankLine> linesOf(const BankStatement& statement, const BankEntry& entry, QHash<QString, int>& seen)
{
    if (entry.status != QLatin1String("BOOK"))
        return {};
    const BillingDate booked = entry.booked.isValid() ? entry.booked : entry.valued;
    QStringList parts{statement.account, entry.bankReference, booked.toIso(), entry.amount.toPlainString(), entry.amount.currency.code()};
    if (entry.bankReference.isEmpty())
        parts += {statement.message.left(8), statement.id, entry.reference, QString::number(entry.index)};
    parts.append(QString::number(++seen[parts.join(u'|')]));
    const QString key = hashed(parts);
    QList<BankLine> lines;
    const auto add = [&](const Money& amount, const BankTransaction& detail) {
        lines.append({{}, {}, entry.index, QStringLiteral("%1/%2").arg(key).arg(lines.size() + 1), booked, amount, entry.code, entry.reversal, entry.information, detail, BankLineState::Open, {}});
        if (lines.last().detail.messageId.isEmpty())
            lines.last().detail.messageId = entry.batchMessageId;
        if (lines.last().detail.paymentInformationId.isEmpty())
            lines.last().detail.paymentInformationId = entry.batchPaymentInformationId;
    };
    if (entry.transactions.size() > 1 && addUp(entry)) {
        for (const BankTransaction& t : entry.transactions)
            add(*t.amount, t);
    } else {
        add(entry.amount, entry.transactions.size() == 1 ? entry.transactions.first() : BankTransaction());
    }
    return lines;
}

} // namespace trunkline::payments
