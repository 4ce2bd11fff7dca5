#include "widgets/customers/erasuredialog.h"

#include "models/privacy/privacyservice.h"
#include "widgets/common/theme.h"
#include "widgets/desk/desk.h"
#include "widgets/office/formfields.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace trunkline::widgets {

ErasureDialog::ErasureDialog(Desk& desk, const customer::Customer& customer, QWidget* parent)
    : EntryDialog(QStringLiteral("erasureDialog"), tr("Erase %1").arg(customer.name), tr("Erase for ever"), parent), desk_(desk), customer_(customer),
      consequences_(new QLabel(tr("Looking at what is held …"))), reason_(nullptr), number_(nullptr)
{
    consequences_->setObjectName(QStringLiteral("erasureConsequences"));
    consequences_->setWordWrap(true);
    consequences_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    form()->addRow(consequences_);
    reason_ = addLine(*form(), QStringLiteral("erasureReason"), tr("&Reason"));
    reason_->setPlaceholderText(tr("who asked for it, and when"));
    number_ = addLine(*form(), QStringLiteral("erasureNumber"), tr("Customer &number, to confirm"));
    number_->setPlaceholderText(customer.number);
    findChild<QPushButton*>(QStringLiteral("saveButton"))->setEnabled(false); // until it is known that it can be done
    reason_->setFocus();
    readPlan();
}

void ErasureDialog::readPlan()
{
    planAnswer_.ask(desk_.executor(), [id = customer_.id](store::Connection& connection) { return privacy::planErasure(connection, id); },
                    [this](const privacy::ErasurePlan& plan) { showPlan(plan); },
                    [this](const Error& error) { consequences_->setText(error.sentence()); });
}

void ErasureDialog::showPlan(const privacy::ErasurePlan& plan)
{
    const bool isFree = plan.obstacles.isEmpty();
    consequences_->setText(isFree ? privacy::consequencesText(plan) : tr("%1 can't be erased yet:").arg(plan.customer.number) + u'\n' + plan.obstacles.join(u'\n'));
    for (QWidget* field : {static_cast<QWidget*>(reason_), static_cast<QWidget*>(number_), static_cast<QWidget*>(findChild<QPushButton*>(QStringLiteral("saveButton")))})
        field->setEnabled(isFree);
    consequences_->setMinimumHeight(consequences_->heightForWidth(consequences_->width())); // the sentences want room
}

void ErasureDialog::save()
{
    if (number_->text().trimmed() != customer_.number)
        throw InvalidInput(tr("Type the customer's number, %1, to confirm that it is this one.").arg(customer_.number));
    whenDone(this, desk_.executor().write([actor = desk_.actor(), id = customer_.id, reason = reason_->text()](store::Context& context) {
        return privacy::PrivacyService(context).erase(actor, id, reason).customer.id;
    }), [this](const CustomerId&) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
