#include "models/payments/payment.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::payments {

namespace {

struct MethodFact {
    PaymentMethod method;
    const char* name;
    const char* title;
};

constexpr MethodFact methodFacts[] = {
    {PaymentMethod::Transfer, "transfer", QT_TRANSLATE_NOOP("Payments", "Transfer")},
    {PaymentMethod::Cash, "cash", QT_TRANSLATE_NOOP("Payments", "Cash")},
    {PaymentMethod::Card, "card", QT_TRANSLATE_NOOP("Payments", "Card")},
    {PaymentMethod::Cheque, "cheque", QT_TRANSLATE_NOOP("Payments", "Cheque")},
    {PaymentMethod::DirectDebit, "direct-debit", QT_TRANSLATE_NOOP("Payments", "Direct debit")},
    {PaymentMethod::Refund, "refund", QT_TRANSLATE_NOOP("Payments", "Refund")},
    {PaymentMethod::Return, "return", QT_TRANSLATE_NOOP("Payments", "Return")},
};

constexpr const char* itemNames[] = {"invoice", "credit-note", "fee", "interest"};
constexpr const char* itemTitles[] = {QT_TRANSLATE_NOOP("Payments", "Invoice"), QT_TRANSLATE_NOOP("Payments", "Credit note"),
                                      QT_TRANSLATE_NOOP("Payments", "Fee"), QT_TRANSLATE_NOOP("Payments", "Interest")};
constexpr const char* settlementNames[] = {"payment", "credit-note", "write-off"};

} // namespace

QString nameOf(PaymentMethod method)
{
    return QString::fromLatin1(methodFacts[std::size_t(method)].name);
}

QString titleOf(PaymentMethod method)
{
    return QCoreApplication::translate("Payments", methodFacts[std::size_t(method)].title);
}

PaymentMethod paymentMethodNamed(QStringView name)
{
    QStringList names;
    for (const MethodFact& fact : methodFacts) {
        if (name == QLatin1String(fact.name))
            return fact.method;
        names.append(QString::fromLatin1(fact.name));
    }
    throw InvalidInput(QCoreApplication::translate("Payments", "“%1” is no way to pay; the ways are %2.").arg(name).arg(names.mid(0, 4).join(QStringLiteral(", "))));
}

QString nameOf(ItemKind kind)
{
    return QString::fromLatin1(itemNames[std::size_t(kind)]);
}

QString titleOf(ItemKind kind)
{
    return QCoreApplication::translate("Payments", itemTitles[std::size_t(kind)]);
}

QString nameOf(SettlementKind kind)
{
    return QString::fromLatin1(settlementNames[std::size_t(kind)]);
}

QJsonObject toJson(const Payment& p)
{
    return {{"id", p.id.toString()}, {"number", p.number}, {"accountId", p.accountId.toString()}, {"method", nameOf(p.method)}, {"receivedOn", p.receivedOn.toIso()},
            {"amount", p.amount.toPlainString()}, {"currency", p.amount.currency.code()}, {"reference", p.reference}, {"payerName", p.payerName}, {"payerIban", p.payerIban},
            {"bankLineId", p.bankLine.toString()}, {"returnsId", p.returns.toString()}};
}

QJsonObject toJson(const Settlement& s)
{
    return {{"id", s.id.toString()}, {"accountId", s.accountId.toString()}, {"invoiceId", s.item.invoice.toString()}, {"chargeId", s.item.charge.toString()},
            {"kind", nameOf(s.kind)}, {"paymentId", s.payment.toString()}, {"dated", s.dated.toIso()}, {"amount", s.amount.toPlainString()},
            {"currency", s.amount.currency.code()}, {"reason", s.reason}};
}

QJsonObject toJson(const Charge& c)
{
    return {{"id", c.id.toString()}, {"number", c.number}, {"accountId", c.accountId.toString()}, {"kind", nameOf(c.kind)}, {"dated", c.dated.toIso()},
            {"dueOn", c.dueOn.toIso()}, {"amount", c.amount.toPlainString()}, {"currency", c.amount.currency.code()}, {"text", c.text}};
}

QList<Allocation> spreadOldestFirst(const Money& amount, QList<OpenItem> items)
{
    std::stable_sort(items.begin(), items.end(), [](const OpenItem& a, const OpenItem& b) { return a.dueOn == b.dueOn ? a.number < b.number : a.dueOn < b.dueOn; });
    QList<Allocation> spread;
    Money rest = amount;
    for (const OpenItem& item : std::as_const(items)) {
        if (rest.minor <= 0)
            break;
        if (item.disputed || item.open.minor <= 0 || item.open.currency != amount.currency)
            continue;
        const Money part{std::min(rest.minor, item.open.minor), amount.currency};
        spread.append({item.ref, part});
        rest = rest - part;
    }
    return spread;
}

} // namespace trunkline::payments
