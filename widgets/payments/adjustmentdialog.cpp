#include "widgets/payments/adjustmentdialog.h"

#include "models/billing/adjustmentservice.h"
#include "models/catalogue/pricestore.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QSet>

namespace trunkline::widgets {

AdjustmentDialog::AdjustmentDialog(Desk& desk, AccountId account, const QString& accountNumber, Currency currency, QWidget* parent)
    : EntryDialog(QStringLiteral("adjustmentDialog"), tr("Adjustment of %1: on its next invoice").arg(accountNumber), tr("Enter it"), parent), desk_(desk), account_(account), accountNumber_(accountNumber), currency_(currency),
      direction_(addField(*form(), new QComboBox, QStringLiteral("adjustmentDirection"), tr("&What"))), amount_(addLine(*form(), QStringLiteral("adjustmentAmount"), tr("&Amount without VAT (%1)").arg(currency.code()))),
      tax_(addField(*form(), new QComboBox, QStringLiteral("adjustmentTax"), tr("&VAT class, or rate in %"))), text_(addLine(*form(), QStringLiteral("adjustmentText"), tr("&Text on the invoice"))),
      reason_(addLine(*form(), QStringLiteral("adjustmentReason"), tr("&Reason")))
{
    direction_->addItem(tr("Give back"));
    direction_->addItem(tr("Charge"));
    tax_->setEditable(true);
    tax_->setEditText(percentNumber(1900));
    reason_->setPlaceholderText(tr("Why; the invoice shows it below the text"));
    amount_->setFocus();
    readClasses();
}

void AdjustmentDialog::readClasses()
{
    classes_.ask(desk_.executor(), [](store::Connection& connection) { return catalogue::taxRates(connection); },
                 [this](const QList<catalogue::TaxRate>& rates) {
                     const QString typed = tax_->currentText();
                     QSet<QString> seen;
                     for (const catalogue::TaxRate& rate : rates)
                         if (!seen.contains(rate.taxClass)) {
                             seen.insert(rate.taxClass);
                             tax_->addItem(rate.taxClass);
                         }
                     tax_->setEditText(typed);
                 },
                 [this](const Error& error) { refuse(error); });
}

void AdjustmentDialog::save()
{
    billing::AdjustmentDraft draft{account_, typedMoney(amount_->text(), currency_), text_->text(), reason_->text(), {}, 0, todayOf(desk_)};
    if (direction_->currentIndex() == 0)
        draft.net = -draft.net;
    if (const QString tax = tax_->currentText().trimmed(); tax_->findText(tax) >= 0)
        draft.taxClass = tax;
    else
        draft.taxRateBasisPoints = basisPointsFrom(tax);
    write(desk_, [actor = desk_.actor(), draft, number = accountNumber_](store::Context& context) {
        const Money net = billing::AdjustmentService(context).adjust(actor, draft).net;
        return tr("%1 is on the next invoice of %2.").arg(net.toDisplay(), number);
    });
}

} // namespace trunkline::widgets
