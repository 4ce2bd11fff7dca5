#include "models/customer/customermodel.h"

#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::customer {

static QString customerTitle(const char* text)
{
    return QCoreApplication::translate("CustomerModel", text);
}

static QList<Column<Customer>> customerColumns()
{
    using C = Column<Customer>;
    const auto target = [](const Customer& c, int role) { return role == TargetRole ? QVariant::fromValue(Target{QStringLiteral("customer"), c.id.toString()}) : QVariant(); };
    return {C(QStringLiteral("number"), customerTitle("Number"), [](const Customer& c) { return c.number; }).with(target),
            C(QStringLiteral("name"), customerTitle("Name"), [](const Customer& c) { return c.name; }).with(target),
            C(QStringLiteral("email"), customerTitle("E-mail"), [](const Customer& c) { return c.email; }),
            C(QStringLiteral("phone"), customerTitle("Telephone"), [](const Customer& c) { return c.phone; })};
}

static QList<Column<Account>> accountColumns()
{
    using C = Column<Account>;
    return {C(QStringLiteral("number"), customerTitle("Account"), [](const Account& a) { return a.number; }),
            C(QStringLiteral("currency"), customerTitle("Currency"), [](const Account& a) { return a.currency.code(); }),
            countColumn<Account>("billDay", customerTitle("Bill day"), [](const Account& a) { return a.billDay; }),
            countColumn<Account>("paymentDays", customerTitle("Days to pay"), [](const Account& a) { return a.paymentDays; }),
            C(QStringLiteral("address"), customerTitle("Address"), addressText),
            C(QStringLiteral("vatId"), customerTitle("VAT ID"), [](const Account& a) { return a.vatId; }).hiddenAtFirst()};
}

CustomerModel::CustomerModel(QObject* parent) : ValueModel(customerColumns(), [](const Customer& c) { return c.id.toString(); }, parent) {}
AccountModel::AccountModel(QObject* parent) : ValueModel(accountColumns(), [](const Account& a) { return a.id.toString(); }, parent) {}

QString addressText(const Account& account)
{
    QStringList parts;
    for (const QString& part : {account.street, QStringLiteral("%1 %2").arg(account.postCode, account.city).trimmed(), account.country})
        if (!part.isEmpty())
            parts.append(part);
    return parts.join(QStringLiteral(", "));
}

} // namespace trunkline::customer
