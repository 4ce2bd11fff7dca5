#include "widgets/payments/debitdialogs.h"

#include "models/customer/customerstore.h"
#include "models/payments/directdebitservice.h"
#include "models/store/settings.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QSpinBox>

namespace trunkline::widgets {

MandateDialog::MandateDialog(Desk& desk, QWidget* parent)
    : EntryDialog(QStringLiteral("mandateDialog"), tr("A signed mandate"), tr("Add the mandate"), parent), desk_(desk), account_(addLine(*form(), QStringLiteral("mandateAccount"), tr("&Account"))),
      name_(addLine(*form(), QStringLiteral("mandateName"), tr("&Name of the bank account"))), iban_(addLine(*form(), QStringLiteral("mandateIban"), tr("&IBAN"))), bic_(addLine(*form(), QStringLiteral("mandateBic"), tr("&BIC"))),
      signed_(addField(*form(), dayField(todayOf(desk)), QStringLiteral("mandateSigned"), tr("&Signed on"))), reference_(addLine(*form(), QStringLiteral("mandateReference"), tr("&Reference"))),
      scheme_(addField(*form(), new QComboBox, QStringLiteral("mandateScheme"), tr("S&cheme"))), oneOff_(new QCheckBox(tr("For &one collection")))
{
    account_->setPlaceholderText(QStringLiteral("A-000001"));
    bic_->setPlaceholderText(tr("Only outside of the euro area"));
    reference_->setPlaceholderText(tr("Else the next number"));
    scheme_->addItem(tr("Core, for everybody"), payments::codeOf(payments::Scheme::Core));
    scheme_->addItem(tr("B2B, between businesses"), payments::codeOf(payments::Scheme::B2B));
    oneOff_->setObjectName(QStringLiteral("mandateOneOff"));
    form()->addRow(QString(), oneOff_);
}

void MandateDialog::save()
{
    payments::Mandate mandate;
    mandate.reference = reference_->text().trimmed();
    mandate.debtorName = name_->text().trimmed();
    mandate.iban = iban_->text();
    mandate.bic = bic_->text().trimmed();
    mandate.signedOn = chosenDay(*signed_);
    mandate.scheme = payments::schemeNamed(scheme_->currentData().toString());
    mandate.oneOff = oneOff_->isChecked();
    write(desk_, [actor = desk_.actor(), mandate, number = account_->text().trimmed()](store::Context& context) {
        const auto account = customer::accountByNumber(context.connection, number);
        if (!account)
            throw NotFound(MandateDialog::tr("There is no account “%1”.").arg(number));
        payments::Mandate whole = mandate;
        whole.accountId = account->id;
        return MandateDialog::tr("The mandate %1 is signed; the next file collects with it.").arg(payments::DirectDebitService(context).sign(actor, whole).reference);
    });
}

DebitFileDialog::DebitFileDialog(Desk& desk, QWidget* parent)
    : EntryDialog(QStringLiteral("debitFileDialog"), tr("A file of direct debits"), tr("Make the file"), parent), desk_(desk), until_(addField(*form(), dayField(todayOf(desk).plusDays(30)), QStringLiteral("debitsUntil"), tr("&Collected until"))),
      planned_(new TablePane(QStringLiteral("plannedDebitTable"))), sum_(new QLabel)
{
    planned_->setAccessibleName(tr("What the file would collect"));
    planned_->setModel(&model_);
    planned_->setEmptyState(tr("Nothing is to be collected until that day: no open invoice of an account with a mandate, or all are in a file already."));
    planned_->setMinimumHeight(30 * gridStep);
    sum_->setObjectName(QStringLiteral("debitsSum"));
    form()->addRow(planned_);
    form()->addRow(sum_);
    setMinimumWidth(108 * gridStep);
    connect(until_, &QDateEdit::dateChanged, this, &DebitFileDialog::preview);
    preview();
}

void DebitFileDialog::preview()
{
    model_.setLoading();
    answer_.ask(desk_.executor(), [actor = desk_.actor(), today = todayOf(desk_), until = chosenDay(*until_)](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return payments::planDebits(payments::collectables(connection), payments::paymentSettings(connection), today, until);
    }, [this](const QList<payments::PlannedDebit>& planned) {
        model_.replace(planned);
        if (planned.isEmpty())
            return sum_->clear();
        Money sum = Money::zero(planned.first().what.item.open.currency);
        for (const payments::PlannedDebit& each : planned)
            sum += each.what.item.open;
        sum_->setText(tr("%Ln collection(s), %1 together. The invoices are settled when the file is made, and open again when the bank returns them.", nullptr, int(planned.size())).arg(sum.toDisplay()));
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void DebitFileDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), until = chosenDay(*until_)](store::Context& context) { return payments::DirectDebitService(context).order(actor, until); }),
             [this](const std::optional<payments::BankOrder>& order) {
                 if (!order)
                     return refuse(Refused(tr("There is nothing to collect until that day.")));
                 Q_EMIT made(order->number);
                 Q_EMIT written(tr("%1 is made; save it for the bank.").arg(order->number));
                 accept();
             }, [this](const Error& error) { refuse(error); });
}

PaymentSettingsDialog::PaymentSettingsDialog(Desk& desk, QWidget* parent)
    : EntryDialog(QStringLiteral("paymentSettingsDialog"), tr("How this operator is paid"), tr("Save the settings"), parent), desk_(desk), creditor_(addLine(*form(), QStringLiteral("creditorId"), tr("&Creditor identifier"))),
      bic_(addLine(*form(), QStringLiteral("operatorBic"), tr("&BIC of the own bank"))), version_(addField(*form(), new QComboBox, QStringLiteral("painVersion"), tr("&Message"))),
      notice_(addField(*form(), new QSpinBox, QStringLiteral("prenotificationDays"), tr("&Days from invoice to collection"))), lead_(addField(*form(), new QSpinBox, QStringLiteral("leadDays"), tr("Days from &file to collection"))),
      returnFee_(addLine(*form(), QStringLiteral("returnFee"), tr("&Fee for a return (%1)").arg(desk.profile().currency.code()))), writeOff_(addLine(*form(), QStringLiteral("writeOffLimit"), tr("A clerk may &write off (%1)").arg(desk.profile().currency.code())))
{
    version_->addItem(QStringLiteral("pain.008.001.08"), QStringLiteral("08"));
    version_->addItem(QStringLiteral("pain.008.001.02"), QStringLiteral("02"));
    notice_->setRange(0, 90);
    lead_->setRange(0, 30);
    answer_.ask(desk_.executor(), [](store::Connection& connection) { return payments::paymentSettings(connection); }, [this](const payments::PaymentSettings& settings) { show(settings); },
                [this](const Error& error) { refuse(error); });
}

void PaymentSettingsDialog::show(const payments::PaymentSettings& settings)
{
    const Currency currency = desk_.profile().currency;
    known_ = settings;
    creditor_->setText(settings.creditorId);
    bic_->setText(settings.bic);
    version_->setCurrentIndex(version_->findData(settings.painVersion));
    notice_->setValue(settings.prenotificationDays);
    lead_->setValue(settings.leadDays);
    returnFee_->setText(moneyNumber(Money{settings.returnFeeMinor, currency}));
    writeOff_->setText(moneyNumber(Money{settings.writeOffLimitMinor, currency}));
}

void PaymentSettingsDialog::save()
{
    if (!known_)
        throw Refused(tr("The settings are not read yet; try again."));
    const Currency currency = desk_.profile().currency;
    payments::PaymentSettings settings = *known_;
    settings.creditorId = creditor_->text().trimmed();
    settings.bic = bic_->text().trimmed();
    settings.painVersion = version_->currentData().toString();
    settings.prenotificationDays = notice_->value();
    settings.leadDays = lead_->value();
    settings.returnFeeMinor = typedMoney(returnFee_->text(), currency).minor;
    settings.writeOffLimitMinor = typedMoney(writeOff_->text(), currency).minor;
    write(desk_, [actor = desk_.actor(), settings](store::Context& context) {
        payments::changePaymentSettings(context, actor, settings);
        return PaymentSettingsDialog::tr("The settings are saved.");
    });
}

} // namespace trunkline::widgets
