#include "widgets/billing/creditdialogs.h"

#include "models/billing/adjustmentservice.h"
#include "models/payments/paymentservice.h"
#include "models/payments/paymentstore.h"
#include "widgets/common/theme.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QTableWidget>

namespace trunkline::widgets {

namespace {

enum CreditColumn { LineColumn, ChargedColumn, LeftColumn, AmountColumn };

struct CreditTexts {
    Q_DECLARE_TR_FUNCTIONS(CreditDialog)
};

QTableWidgetItem* figureItem(const QString& text, bool editable)
{
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setFlags(editable ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable : Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

QCheckBox* addChoice(QFormLayout& form, const char* objectName, const QString& text, bool checked)
{
    auto* box = new QCheckBox(text);
    box->setObjectName(QString::fromLatin1(objectName));
    box->setChecked(checked);
    form.addRow(QString(), box);
    return box;
}

/// The credit note against what of the invoice is open; the rest of it stays the customer's. What may not be done now is left for later.
QString settled(store::Context& context, const access::Actor& actor, const billing::Invoice& credit, const billing::Invoice& invoice)
{
    const auto item = payments::item(context.connection, {invoice.id, {}});
    if (!item || item->open.minor <= 0 || !actor.may(access::Permission::RecordPayments))
        return CreditTexts::tr("%1 is posted.").arg(credit.number);
    try {
        const Money amount = payments::PaymentService(context).applyCreditNote(actor, credit.id, invoice.id);
        return CreditTexts::tr("%1 is posted; %2 of it is set against %3.").arg(credit.number, amount.toDisplay(), invoice.number);
    } catch (const Refused& refusal) { // it is posted all the same
        return CreditTexts::tr("%1 is posted. %2").arg(credit.number, refusal.sentence());
    }
}

} // namespace

CreditDialog::CreditDialog(Desk& desk, const billing::Invoice& invoice, QWidget* parent)
    : EntryDialog(QStringLiteral("creditDialog"), tr("Give back a part of %1").arg(invoice.number), tr("Post the credit note"), parent), desk_(desk), invoice_(invoice),
      lines_(new QTableWidget(0, 4)), sum_(new QLabel), reason_(nullptr), settle_(nullptr)
{
    lines_->setObjectName(QStringLiteral("creditLines"));
    lines_->setAccessibleName(tr("Lines of the invoice and what is given back of each"));
    lines_->setHorizontalHeaderLabels({tr("Line"), tr("Charged (%1)").arg(invoice.net.currency.code()), tr("Left"), tr("Give back")});
    lines_->verticalHeader()->hide();
    lines_->horizontalHeader()->setSectionResizeMode(LineColumn, QHeaderView::Stretch);
    lines_->setToolTip(tr("Space chooses a line with all that is left of it; F2 on “Give back” types a part. Without VAT."));
    lines_->setMinimumHeight(24 * gridStep);
    form()->addRow(lines_);
    sum_->setObjectName(QStringLiteral("creditSum"));
    sum_->setWordWrap(true);
    sum_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    form()->addRow(tr("Credit note:"), sum_);
    reason_ = addLine(*form(), QStringLiteral("creditReason"), tr("&Reason"));
    reason_->setPlaceholderText(tr("The credit note shows it"));
    settle_ = addChoice(*form(), "creditSettle", tr("&Set it against what is open of the invoice"), true);
    setMinimumWidth(92 * gridStep);
    connect(lines_, &QTableWidget::cellChanged, this, &CreditDialog::followCell);
    leftAnswer_.ask(desk_.executor(), [actor = desk_.actor(), invoice](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return billing::creditableOf(connection, invoice);
    }, [this](const QList<Money>& left) { showLines(left); }, [this](const Error& error) { refuse(error); });
}

void CreditDialog::showLines(const QList<Money>& left)
{
    filling_ = true;
    left_ = left;
    lines_->setRowCount(int(invoice_.lines.size()));
    for (int row = 0; row < lines_->rowCount(); ++row) {
        const billing::InvoiceLine& line = invoice_.lines[row];
        const bool some = !left[row].isZero();
        auto* text = new QTableWidgetItem(line.text);
        text->setToolTip(line.detail);
        text->setFlags(some ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::ItemIsSelectable);
        text->setCheckState(Qt::Unchecked);
        lines_->setItem(row, LineColumn, text);
        lines_->setItem(row, ChargedColumn, figureItem(moneyNumber(line.net), false));
        lines_->setItem(row, LeftColumn, figureItem(moneyNumber(left[row]), false));
        lines_->setItem(row, AmountColumn, figureItem({}, some));
    }
    lines_->resizeColumnsToContents();
    lines_->setCurrentCell(0, LineColumn);
    filling_ = false;
    preview();
}

/// A check and an amount are the same choice.
void CreditDialog::followCell(int row, int column)
{
    if (filling_)
        return;
    filling_ = true;
    QTableWidgetItem* text = lines_->item(row, LineColumn);
    QTableWidgetItem* amount = lines_->item(row, AmountColumn);
    if (column == AmountColumn)
        text->setCheckState(amount->text().trimmed().isEmpty() ? Qt::Unchecked : Qt::Checked);
    else if (text->checkState() == Qt::Unchecked)
        amount->setText({});
    else if (amount->text().trimmed().isEmpty())
        amount->setText(moneyNumber(left_[row]));
    filling_ = false;
    preview();
}

QList<billing::CreditedPart> CreditDialog::parts() const
{
    QList<billing::CreditedPart> parts;
    for (int row = 0; row < lines_->rowCount(); ++row)
        if (lines_->item(row, LineColumn)->checkState() == Qt::Checked)
            parts.append({invoice_.lines[row].sourceKey, typedMoney(lines_->item(row, AmountColumn)->text(), invoice_.net.currency)});
    return parts;
}

void CreditDialog::preview()
{
    QList<billing::CreditedPart> chosen;
    try {
        chosen = parts();
    } catch (const Error& error) {
        previewAnswer_.forget();
        return sum_->setText(error.sentence());
    }
    if (chosen.isEmpty()) {
        previewAnswer_.forget();
        return sum_->setText(tr("Choose what is given back."));
    }
    previewAnswer_.ask(desk_.executor(), [invoice = invoice_, chosen, on = todayOf(desk_)](store::Connection& connection) { return billing::previewCredit(connection, invoice, chosen, on); },
                       [this](const billing::Invoice& credit) {
                           sum_->setText(tr("%1 and %2 VAT: %3").arg((-credit.net).toDisplay(), (-credit.tax).toDisplay(), (-credit.gross).toDisplay()));
                       },
                       [this](const Error& error) { sum_->setText(error.sentence()); });
}

void CreditDialog::save()
{
    write(desk_, [actor = desk_.actor(), invoice = invoice_, chosen = parts(), reason = reason_->text(), on = todayOf(desk_), settle = settle_->isChecked()](store::Context& context) {
        const billing::Invoice credit = billing::AdjustmentService(context).credit(actor, invoice.id, chosen, reason, on);
        return settle ? settled(context, actor, credit, invoice) : tr("%1 is posted.").arg(credit.number);
    });
}

CancelDialog::CancelDialog(Desk& desk, const billing::Invoice& invoice, QWidget* parent)
    : EntryDialog(QStringLiteral("cancelInvoiceDialog"), tr("Take back %1 over %2").arg(invoice.number, invoice.gross.toDisplay()), tr("Post the credit note"), parent), desk_(desk), invoice_(invoice),
      reason_(addLine(*form(), QStringLiteral("cancelReason"), tr("&Reason"))), again_(nullptr), settle_(nullptr)
{
    reason_->setPlaceholderText(tr("The credit note shows it"));
    again_ = addChoice(*form(), "cancelAgain", tr("&Charge it again on the next invoice, as it should have been"), false);
    settle_ = addChoice(*form(), "cancelSettle", tr("&Set it against what is open of the invoice"), true);
    auto* meaning = new QLabel(tr("The invoice stays as it is. A credit note over everything that is not given back yet gets the next number."));
    meaning->setWordWrap(true);
    form()->addRow(meaning);
}

void CancelDialog::save()
{
    write(desk_, [actor = desk_.actor(), invoice = invoice_, reason = reason_->text(), again = again_->isChecked(), on = todayOf(desk_), settle = settle_->isChecked()](store::Context& context) {
        const billing::Invoice credit = billing::AdjustmentService(context).cancel(actor, invoice.id, reason, again, on);
        return settle ? settled(context, actor, credit, invoice) : tr("%1 is posted.").arg(credit.number);
    });
}

} // namespace trunkline::widgets
