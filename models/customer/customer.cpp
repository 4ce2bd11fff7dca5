#include "models/customer/customer.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace trunkline::customer {

static QString customerText(const char* text)
{
    return QCoreApplication::translate("Customer", text);
}

QJsonObject toJson(const Customer& c)
{
    return {{"number", c.number}, {"name", c.name}, {"email", c.email}, {"phone", c.phone}};
}

QJsonObject toJson(const Contact& c)
{
    return {{"customerId", c.customerId.toString()}, {"name", c.name}, {"role", c.role}, {"email", c.email}, {"phone", c.phone}};
}

QJsonObject toJson(const Account& a)
{
    return {{"customerId", a.customerId.toString()}, {"number", a.number}, {"currency", a.currency.code()}, {"billDay", a.billDay},
            {"paymentDays", a.paymentDays}, {"street", a.street}, {"postCode", a.postCode}, {"city", a.city}, {"country", a.country},
            {"vatId", a.vatId}, {"taxExemption", a.taxExemption ? codeOf(*a.taxExemption) : QString()}, {"taxReason", a.taxReason}};
}

// Only what can't be an address at all: the rest is known when a message arrives.
static void checkEmail(const QString& email)
{
    static const QRegularExpression form(QStringLiteral("^[^\\s@]+@[^\\s@]+$"));
    if (!email.trimmed().isEmpty() && !form.match(email.trimmed()).hasMatch())
        throw InvalidInput(customerText("“%1” is not an e-mail address; write it like name@example.org or leave it empty.").arg(email));
}

static void checkPhone(const QString& phone)
{
    static const QRegularExpression form(QStringLiteral("^\\+?[0-9 ()/.-]{3,30}$"));
    if (!phone.trimmed().isEmpty() && !form.match(phone.trimmed()).hasMatch())
        throw InvalidInput(customerText("“%1” is not a telephone number; write it like +49 30 123456 or leave it empty.").arg(phone));
}

void checkCustomer(const CustomerDraft& draft)
{
    if (draft.name.trimmed().isEmpty())
        throw InvalidInput(customerText("The customer has no name; write the person's or the company's."));
    checkEmail(draft.email);
    checkPhone(draft.phone);
}

void checkContact(const ContactDraft& draft)
{
    if (draft.name.trimmed().isEmpty())
        throw InvalidInput(customerText("The contact has no name."));
    checkEmail(draft.email);
    checkPhone(draft.phone);
}

void checkAccount(const AccountDraft& draft)
{
    static const QRegularExpression countryForm(QStringLiteral("^[A-Z]{2}$"));
    if (draft.billDay < 1 || draft.billDay > 31)
        throw InvalidInput(customerText("The bill day %1 is not a day of a month; choose 1 to 31 (31 means the last day).").arg(draft.billDay));
    if (draft.paymentDays < 0 || draft.paymentDays > 365)
        throw InvalidInput(customerText("%1 days to pay is not between 0 and 365.").arg(draft.paymentDays));
    if (!draft.country.isEmpty() && !countryForm.match(draft.country).hasMatch())
        throw InvalidInput(customerText("“%1” is not a country; use the two letters of ISO 3166, such as DE.").arg(draft.country));
    if (draft.taxExemption && !needsReason(*draft.taxExemption))
        throw InvalidInput(customerText("%1 is no exemption; choose E, AE, K, G or O.").arg(codeOf(*draft.taxExemption)));
    if (draft.taxExemption && draft.taxReason.trimmed().isEmpty())
        throw InvalidInput(customerText("The exemption %1 has no reason; invoices must state why no tax is charged.").arg(codeOf(*draft.taxExemption)));
    if ((draft.taxExemption == TaxCategory::ReverseCharge || draft.taxExemption == TaxCategory::IntraCommunity) && draft.vatId.trimmed().isEmpty())
        throw InvalidInput(customerText("The exemption %1 needs the customer's VAT number.").arg(codeOf(*draft.taxExemption)));
}

} // namespace trunkline::customer
