#include "widgets/office/entrydialog.h"

#include "widgets/common/noticebar.h"
#include "widgets/common/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QTimer>

namespace trunkline::widgets {

/// Fields first, then the buttons: those are made before the fields are.
static void orderTabs(const QFormLayout& form, QPushButton* save, QPushButton* cancel)
{
    QWidget* first = nullptr;
    QWidget* last = nullptr;
    for (int row = 0; row < form.rowCount(); ++row)
        for (const auto role : {QFormLayout::FieldRole, QFormLayout::SpanningRole})
            if (const QLayoutItem* item = form.itemAt(row, role); item && item->widget() && item->widget()->focusPolicy() != Qt::NoFocus) {
                last = item->widget();
                first = first ? first : last;
            }
    if (!first)
        return;
    QWidget::setTabOrder(last, save);
    QWidget::setTabOrder(save, cancel);
    if (const QWidget* at = save->window()->focusWidget(); !at || at == save || at == cancel)
        first->setFocus();
}

EntryDialog::EntryDialog(const QString& objectName, const QString& title, const QString& saveText, QWidget* parent)
    : QDialog(parent), title_(title), notices_(new NoticeBar(this)), form_(new QFormLayout), save_(nullptr)
{
    setObjectName(objectName);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    notices_->setObjectName(QStringLiteral("dialogNotice"));
    notices_->hide();
    form_->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, gridStep);
    form_->setHorizontalSpacing(2 * gridStep);
    form_->setVerticalSpacing(gridStep);
    form_->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto* buttons = new QDialogButtonBox(this);
    save_ = buttons->addButton(saveText, QDialogButtonBox::AcceptRole);
    save_->setObjectName(QStringLiteral("saveButton"));
    save_->setDefault(true);
    QPushButton* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    cancel->setAutoDefault(false); // Enter never means it, wherever the focus went while the other one rested
    QTimer::singleShot(0, this, [this, cancel] { orderTabs(*form_, save_, cancel); }); // when the fields are there
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 2 * gridStep);
    foot->addWidget(buttons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addLayout(form_);
    column->addStretch(1);
    column->addLayout(foot);
    setMinimumWidth(56 * gridStep);
    connect(buttons, &QDialogButtonBox::accepted, this, &EntryDialog::begin);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void EntryDialog::begin()
{
    notices_->clear();
    save_->setEnabled(false);
    try {
        save();
    } catch (const Error& error) { // what was typed
        refuse(error);
    }
}

void EntryDialog::refuse(const Error& error)
{
    save_->setEnabled(true);
    save_->setDefault(true);
    notices_->showNotice({Tone::Bad, tr("Nothing was saved."), error.sentence(), {}, {}});
}

} // namespace trunkline::widgets
