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

/// As what is sold, or one of the exemptions that EN 16931 knows.
void fillTaxations(QComboBox& box, QLineEdit& reason)
{
    box.addItem(AccountFieldTexts::tr("As what is sold"), QString());
    box.addItem(AccountFieldTexts::tr("Reverse charge (AE)"), codeOf(TaxCategory::ReverseCharge));
    box.addItem(AccountFieldTexts::tr("Supply within the union (K)"), codeOf(TaxCategory::IntraCommunity));
    box.addItem(AccountFieldTexts::tr("Export (G)"), codeOf(TaxCategory::Export));
    box.addItem(AccountFieldTexts::tr("Exempt (E)"), codeOf(TaxCategory::Exempt));
    box.addItem(AccountFieldTexts::tr("Outside the scope of VAT (O)"), codeOf(TaxCategory::OutsideScope));
    reason.setEnabled(false);
    reason.setPlaceholderText(AccountFieldTexts::tr("As invoices state it"));
    QObject::connect(&box, &QComboBox::currentIndexChanged, &reason, [&reason](int index) { reason.setEnabled(index > 0); });
}

} // namespace

AccountFields::AccountFields(const Desk& desk, QFormLayout& form)
    : street_(addLine(form, QStringLiteral("accountStreet"), AccountFieldTexts::tr("S&treet and number"))),
      postCode_(addLine(form, QStringLiteral("accountPostCode"), AccountFieldTexts::tr("Post c&ode"))),
      city_(addLine(form, QStringLiteral("accountCity"), AccountFieldTexts::tr("&City"))),
      country_(addField(form, new QComboBox, QStringLiteral("accountCountry"), AccountFieldTexts::tr("Count&ry"))),
      vatId_(addLine(form, QStringLiteral("accountVatId"), AccountFieldTexts::tr("&VAT identifier"))),
      taxation_(addField(form, new QComboBox, QStringLiteral("accountTaxation"), AccountFieldTexts::tr("Ta&xation"))),
      taxReason_(addLine(form, QStringLiteral("accountTaxReason"), AccountFieldTexts::tr("Reason for &no tax"))),
      currency_(addField(form, new QComboBox, QStringLiteral("accountCurrency"), AccountFieldTexts::tr("C&urrency"))),
      billDay_(addField(form, new QSpinBox, QStringLiteral("accountBillDay"), AccountFieldTexts::tr("&Bill day"))),
      paymentDays_(addField(form, new QSpinBox, QStringLiteral("accountPaymentDays"), AccountFieldTexts::tr("Da&ys to pay")))
{
    vatId_->setPlaceholderText(AccountFieldTexts::tr("Only for businesses"));
    fillTaxations(*taxation_, *taxReason_);
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
    taxation_->setCurrentIndex(taxation_->findData(account.taxExemption ? codeOf(*account.taxExemption) : QString()));
    taxReason_->setText(account.taxReason);
    currency_->setCurrentText(account.currency.code());
    currency_->setEnabled(false); // what was billed would not add up any more
    currency_->setToolTip(AccountFieldTexts::tr("An account keeps its currency; open another one for another currency"));
    billDay_->setValue(account.billDay);
    paymentDays_->setValue(account.paymentDays);
}

customer::AccountDraft AccountFields::draft() const
{
    const QString exemption = taxation_->currentData().toString();
    return {Currency::parse(currency_->currentText().trimmed().toUpper()), billDay_->value(), paymentDays_->value(), street_->text().trimmed(),
            postCode_->text().trimmed(), city_->text().trimmed(), country_->currentData().toString(), vatId_->text().trimmed(),
            exemption.isEmpty() ? std::nullopt : std::optional(taxCategoryOf(exemption)), exemption.isEmpty() ? QString() : taxReason_->text().trimmed()};
}

BuyerFields::BuyerFields(QFormLayout& form)
    : reference_(addLine(form, QStringLiteral("buyerReference"), AccountFieldTexts::tr("Buyer's re&ference"))), order_(addLine(form, QStringLiteral("buyerOrder"), AccountFieldTexts::tr("Their order num&ber"))),
      email_(addLine(form, QStringLiteral("buyerEmail"), AccountFieldTexts::tr("&E-mail for documents"))), scheme_(addField(form, new QComboBox, QStringLiteral("buyerScheme"), AccountFieldTexts::tr("E-invoice address: &kind"))),
      endpoint_(addLine(form, QStringLiteral("buyerEndpoint"), AccountFieldTexts::tr("E-&invoice address")))
{
    reference_->setPlaceholderText(AccountFieldTexts::tr("For authorities the Leitweg-ID"));
    email_->setPlaceholderText(AccountFieldTexts::tr("Else the customer's own"));
    scheme_->setEditable(true); // the EAS code list is long; these are what our customers have
    scheme_->addItem(QString());
    for (const auto& [code, what] : {std::pair{"0204", QT_TRANSLATE_NOOP("AccountFields", "Leitweg-ID")}, {"9930", QT_TRANSLATE_NOOP("AccountFields", "German VAT ID")}, {"0088", QT_TRANSLATE_NOOP("AccountFields", "GLN")},
                                    {"0060", QT_TRANSLATE_NOOP("AccountFields", "DUNS number")}, {"EM", QT_TRANSLATE_NOOP("AccountFields", "E-mail address")}}) {
        scheme_->addItem(QString::fromLatin1(code));
        scheme_->setItemData(scheme_->count() - 1, AccountFieldTexts::tr(what), Qt::ToolTipRole);
    }
    scheme_->setToolTip(AccountFieldTexts::tr("By the EAS code list: 0204 Leitweg-ID, 9930 German VAT ID, 0088 GLN, 0060 DUNS number, EM e-mail address"));
}

void BuyerFields::show(const documents::BuyerDetails& details)
{
    reference_->setText(details.reference);
    order_->setText(details.orderNumber);
    email_->setText(details.email);
    scheme_->setCurrentText(details.endpoint.scheme);
    endpoint_->setText(details.endpoint.id);
}

documents::BuyerDetails BuyerFields::details() const
{
    return {reference_->text().trimmed(), order_->text().trimmed(), email_->text().trimmed(), {scheme_->currentText().trimmed(), endpoint_->text().trimmed()}};
}

} // namespace trunkline::widgets
