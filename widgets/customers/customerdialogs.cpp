#include "widgets/customers/customerdialogs.h"

#include "models/customer/customerservice.h"
#include "widgets/common/promptbar.h"
#include "widgets/common/theme.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"
#include "widgets/office/formfields.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

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

CustomerDialog::CustomerDialog(Desk& desk, QWidget* parent) : CustomerDialog(desk, std::nullopt, tr("New customer"), tr("Create customer"), parent)
{
    form()->addRow(formHeading(tr("Account: where invoices go")));
    account_ = std::make_unique<AccountFields>(desk, *form());
}

CustomerDialog::CustomerDialog(Desk& desk, const customer::Customer& known, QWidget* parent)
    : CustomerDialog(desk, known, tr("Customer %1").arg(known.number), tr("Save"), parent)
{
    name_->setText(known.name);
    email_->setText(known.email);
    phone_->setText(known.phone);
}

CustomerDialog::CustomerDialog(Desk& desk, const std::optional<customer::Customer>& known, const QString& title, const QString& saveText, QWidget* parent)
    : EntryDialog(QStringLiteral("customerDialog"), title, saveText, parent), desk_(desk), known_(known),
      name_(addLine(*form(), QStringLiteral("customerName"), tr("&Name"))), email_(addLine(*form(), QStringLiteral("customerEmail"), tr("&E-mail"))),
      phone_(addLine(*form(), QStringLiteral("customerPhone"), tr("&Phone")))
{
    name_->setFocus();
}

void CustomerDialog::save()
{
    const customer::CustomerDraft person{name_->text().trimmed(), email_->text().trimmed(), phone_->text().trimmed()};
    customer::checkCustomer(person);
    if (!known_)
        return create(person);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), id = known_->id, person](store::Context& context) {
        return customer::CustomerService(context).change(actor, id, person).id;
    }), [this](const CustomerId&) { accept(); }, [this](const Error& error) { refuse(error); });
}

void CustomerDialog::create(const customer::CustomerDraft& person)
{
    const customer::AccountDraft account = account_->draft();
    customer::checkAccount(account); // both before the first is written
    whenDone(this, desk_.executor().write([actor = desk_.actor(), person, account](store::Context& context) {
        customer::CustomerService customers(context);
        const customer::Customer made = customers.create(actor, person);
        customers.openAccount(actor, made.id, account);
        return made.id;
    }), [this](const CustomerId& id) {
        Q_EMIT created(id);
        accept();
    }, [this](const Error& error) { refuse(error); });
}

ContactDialog::ContactDialog(Desk& desk, const customer::Customer& customer, QWidget* parent)
    : ContactDialog(desk, customer, std::nullopt, tr("New contact of %1").arg(customer.name), tr("Add contact"), parent)
{
}

ContactDialog::ContactDialog(Desk& desk, const customer::Customer& customer, const customer::Contact& known, QWidget* parent)
    : ContactDialog(desk, customer, known, tr("Contact of %1").arg(customer.name), tr("Save"), parent)
{
    name_->setText(known.name);
    role_->setText(known.role);
    email_->setText(known.email);
    phone_->setText(known.phone);
    addRemoval();
}

ContactDialog::ContactDialog(Desk& desk, const customer::Customer& customer, const std::optional<customer::Contact>& known, const QString& title,
                             const QString& saveText, QWidget* parent)
    : EntryDialog(QStringLiteral("contactDialog"), title, saveText, parent), desk_(desk), customer_(customer), known_(known),
      name_(addLine(*form(), QStringLiteral("contactName"), tr("&Name"))), role_(addLine(*form(), QStringLiteral("contactRole"), tr("&Role"))),
      email_(addLine(*form(), QStringLiteral("contactEmail"), tr("&E-mail"))), phone_(addLine(*form(), QStringLiteral("contactPhone"), tr("&Phone"))),
      prompt_(new PromptBar(QStringLiteral("contactPrompt"), this))
{
    role_->setPlaceholderText(tr("technical, billing …"));
    form()->addRow(prompt_);
    name_->setFocus();
}

void ContactDialog::addRemoval()
{
    auto* remove = new QPushButton(tr("Remove contact …"), this);
    remove->setObjectName(QStringLiteral("removeContactButton"));
    form()->addRow(QString(), remove);
    connect(remove, &QPushButton::clicked, this, [this] {
        prompt_->confirm({tr("Remove %1 from the contacts of %2? The history keeps who it was.").arg(known_->name, customer_.name), {}, tr("Remove"), tr("Keep"), {}},
                         [this] { ContactDialog::remove(); });
        resize(width(), qMax(height(), layout()->totalHeightForWidth(width()))); // the question's lines want room
    });
}

void ContactDialog::remove()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), customer = customer_.id, id = known_->id](store::Context& context) {
        customer::CustomerService(context).removeContact(actor, customer, id);
        return id;
    }), [this](const ContactId&) { accept(); }, [this](const Error& error) { refuse(error); });
}

void ContactDialog::save()
{
    const customer::ContactDraft draft{name_->text().trimmed(), role_->text().trimmed(), email_->text().trimmed(), phone_->text().trimmed()};
    whenDone(this, desk_.executor().write([actor = desk_.actor(), customer = customer_.id, known = known_, draft](store::Context& context) {
        customer::CustomerService customers(context);
        return known ? customers.changeContact(actor, customer, known->id, draft).id : customers.addContact(actor, customer, draft).id;
    }), [this](const ContactId&) { accept(); }, [this](const Error& error) { refuse(error); });
}

AccountDialog::AccountDialog(Desk& desk, const customer::Customer& customer, QWidget* parent)
    : EntryDialog(QStringLiteral("accountDialog"), tr("New account of %1").arg(customer.name), tr("Open account"), parent), desk_(desk), customer_(customer.id),
      account_(std::make_unique<AccountFields>(desk, *form()))
{
}

AccountDialog::AccountDialog(Desk& desk, const customer::Account& known, QWidget* parent)
    : EntryDialog(QStringLiteral("accountDialog"), tr("Account %1").arg(known.number), tr("Save"), parent), desk_(desk), customer_(known.customerId), known_(known),
      account_(std::make_unique<AccountFields>(desk, *form()))
{
    account_->show(known);
    form()->addRow(formHeading(tr("What documents carry")));
    buyer_ = std::make_unique<BuyerFields>(*form());
    buyerAnswer_.ask(desk_.executor(), [actor = desk_.actor(), id = known.id](store::Connection& connection) {
        actor.require(access::Permission::ViewCustomers);
        return documents::buyerDetails(connection, id);
    }, [this](const documents::BuyerDetails& details) {
        details_ = details;
        buyer_->show(details);
    }, [this](const Error& error) { refuse(error); });
}

void AccountDialog::save()
{
    const customer::AccountDraft draft = account_->draft();
    if (known_)
        return change(draft);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), customer = customer_, draft](store::Context& context) {
        return customer::CustomerService(context).openAccount(actor, customer, draft).id;
    }), [this](const AccountId& id) {
        Q_EMIT opened(id);
        accept();
    }, [this](const Error& error) { refuse(error); });
}

void AccountDialog::change(const customer::AccountDraft& draft)
{
    customer::checkAccount(draft); // both before the first is written
    const documents::BuyerDetails typed = buyer_->details();
    const bool changed = details_ && typed != *details_;
    write(desk_, [actor = desk_.actor(), id = known_->id, draft, typed, changed](store::Context& context) {
        if (changed)
            documents::changeBuyerDetails(context, actor, id, typed);
        return tr("%1 is changed.").arg(customer::CustomerService(context).changeAccount(actor, id, draft).number);
    });
}

} // namespace trunkline::widgets
