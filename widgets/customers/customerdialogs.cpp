#include "widgets/customers/customerdialogs.h"

#include "models/customer/customerservice.h"
#include "widgets/common/theme.h"
#include "widgets/office/asking.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace trunkline::widgets {

static QLabel* formHeading(const QString& text)
{
    auto* heading = new QLabel(text);
    QFont strong = heading->font();
    strong.setWeight(QFont::DemiBold);
    heading->setFont(strong);
    heading->setContentsMargins(0, gridStep, 0, 0);
    return heading;
}

CustomerDialog::CustomerDialog(Desk& desk, QWidget* parent)
    : EntryDialog(QStringLiteral("customerDialog"), tr("New customer"), tr("Create customer"), parent), desk_(desk),
      name_(addLine(*form(), QStringLiteral("customerName"), tr("&Name"))), email_(addLine(*form(), QStringLiteral("customerEmail"), tr("&E-mail"))),
      phone_(addLine(*form(), QStringLiteral("customerPhone"), tr("&Phone")))
{
    form()->addRow(formHeading(tr("Account: where invoices go")));
    account_ = std::make_unique<AccountFields>(desk, *form());
    name_->setFocus();
}

void CustomerDialog::save()
{
    const customer::CustomerDraft person{name_->text().trimmed(), email_->text().trimmed(), phone_->text().trimmed()};
    const customer::AccountDraft account = account_->draft();
    customer::checkCustomer(person);
    customer::checkAccount(account); // both before the first is written
    writeThen(desk_, this, [actor = desk_.actor(), person, account](store::Context& context) {
        customer::CustomerService customers(context);
        const customer::Customer made = customers.create(actor, person);
        customers.openAccount(actor, made.id, account);
        return made.id;
    }, [this](const CustomerId& id) {
        Q_EMIT created(id);
        accept();
    }, [this](const Error& error) { refuse(error); });
}

ContactDialog::ContactDialog(Desk& desk, const customer::Customer& customer, QWidget* parent)
    : EntryDialog(QStringLiteral("contactDialog"), tr("New contact of %1").arg(customer.name), tr("Add contact"), parent), desk_(desk), customer_(customer.id),
      name_(addLine(*form(), QStringLiteral("contactName"), tr("&Name"))), role_(addLine(*form(), QStringLiteral("contactRole"), tr("&Role"))),
      email_(addLine(*form(), QStringLiteral("contactEmail"), tr("&E-mail"))), phone_(addLine(*form(), QStringLiteral("contactPhone"), tr("&Phone")))
{
    role_->setPlaceholderText(tr("technical, billing …"));
    name_->setFocus();
}

void ContactDialog::save()
{
    const customer::ContactDraft draft{name_->text().trimmed(), role_->text().trimmed(), email_->text().trimmed(), phone_->text().trimmed()};
    writeThen(desk_, this, [actor = desk_.actor(), id = customer_, draft](store::Context& context) {
        return customer::CustomerService(context).addContact(actor, id, draft).id;
    }, [this](const ContactId&) { accept(); }, [this](const Error& error) { refuse(error); });
}

AccountDialog::AccountDialog(Desk& desk, const customer::Customer& customer, QWidget* parent)
    : EntryDialog(QStringLiteral("accountDialog"), tr("New account of %1").arg(customer.name), tr("Open account"), parent), desk_(desk), customer_(customer.id),
      account_(std::make_unique<AccountFields>(desk, *form()))
{
}

void AccountDialog::save()
{
    writeThen(desk_, this, [actor = desk_.actor(), id = customer_, draft = account_->draft()](store::Context& context) {
        return customer::CustomerService(context).openAccount(actor, id, draft).id;
    }, [this](const AccountId& id) {
        Q_EMIT opened(id);
        accept();
    }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
