#include "widgets/customers/accountfields.h"

#include "widgets/desk/desk.h"
#include "widgets/office/formfields.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>

namespace trunkline::widgets {

namespace {

struct AccountFieldTexts {
    Q_DECLARE_TR_FUNCTIONS(AccountFields)
};

void fillCountries(QComboBox& box, const QString& chosen)
{
    QList<QPair<QString, QString>> countries;
    for (int value = 1; value <= int(QLocale::LastTerritory); ++value) {
        const auto territory = static_cast<QLocale::Territory>(value);
        const QString code = QLocale::territoryToCode(territory);
        if (code.size() == 2)
            countries.append({QLocale::territoryToString(territory), code});
    }
    std::sort(countries.begin(), countries.end());
    for (const auto& [name, code] : std::as_const(countries))
        box.addItem(name, code);
    box.setPlaceholderText(AccountFieldTexts::tr("Choose"));
    box.setCurrentIndex(box.findData(chosen)); // none when the operator has none
}

} // namespace

AccountFields::AccountFields(const Desk& desk, QFormLayout& form)
    : street_(addLine(form, QStringLiteral("accountStreet"), AccountFieldTexts::tr("S&treet and number"))),
      postCode_(addLine(form, QStringLiteral("accountPostCode"), AccountFieldTexts::tr("Post c&ode"))),
      city_(addLine(form, QStringLiteral("accountCity"), AccountFieldTexts::tr("&City"))),
      country_(addField(form, new QComboBox, QStringLiteral("accountCountry"), AccountFieldTexts::tr("Count&ry"))),
      vatId_(addLine(form, QStringLiteral("accountVatId"), AccountFieldTexts::tr("&VAT identifier"))),
      currency_(addField(form, new QComboBox, QStringLiteral("accountCurrency"), AccountFieldTexts::tr("C&urrency"))),
      billDay_(addField(form, new QSpinBox, QStringLiteral("accountBillDay"), AccountFieldTexts::tr("&Bill day"))),
      paymentDays_(addField(form, new QSpinBox, QStringLiteral("accountPaymentDays"), AccountFieldTexts::tr("Da&ys to pay")))
{
    vatId_->setPlaceholderText(AccountFieldTexts::tr("Only for businesses"));
    fillCountries(*country_, desk.profile().country);
    currency_->setEditable(true);
    QStringList codes{desk.profile().currency.code()};
    for (const char* code : {"EUR", "USD", "GBP", "CHF"})
        if (!codes.contains(QString::fromLatin1(code)))
            codes.append(QString::fromLatin1(code));
    currency_->addItems(codes);
    billDay_->setRange(1, 31);
    billDay_->setToolTip(AccountFieldTexts::tr("In a shorter month its last day"));
    paymentDays_->setRange(0, 365);
    paymentDays_->setValue(14);
}

void AccountFields::show(const customer::Account& account)
{
    street_->setText(account.street);
    postCode_->setText(account.postCode);
    city_->setText(account.city);
    country_->setCurrentIndex(country_->findData(account.country));
    vatId_->setText(account.vatId);
    currency_->setCurrentText(account.currency.code());
    currency_->setEnabled(false); // what was billed would not add up any more
    currency_->setToolTip(AccountFieldTexts::tr("An account keeps its currency; open another one for another currency"));
    billDay_->setValue(account.billDay);
    paymentDays_->setValue(account.paymentDays);
}

customer::AccountDraft AccountFields::draft() const
{
    return {Currency::parse(currency_->currentText().trimmed().toUpper()), billDay_->value(), paymentDays_->value(), street_->text().trimmed(),
            postCode_->text().trimmed(), city_->text().trimmed(), country_->currentData().toString(), vatId_->text().trimmed()};
}

} // namespace trunkline::widgets
