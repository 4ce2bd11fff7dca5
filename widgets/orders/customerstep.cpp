#include "models/customer/customerstore.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/customers/customerdialogs.h"
#include "widgets/orders/wizardsteps.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace trunkline::widgets {

CustomerStep::CustomerStep(Desk& desk, OrderDraft& draft, CustomerId begin)
    : OrderStep(QStringLiteral("wizardCustomer"), tr("Customer"), tr("Find who orders, or enter a new customer."), desk, draft),
      list_(new TablePane(QStringLiteral("wizardCustomers"))), accounts_(new QComboBox), openAccount_(new QPushButton(tr("Open account …"))), begin_(begin)
{
    list_->setAccessibleName(tr("Customers"));
    list_->setModel(&model_);
    list_->setEmptyState(tr("There are no customers yet; enter the first one."), tr("New customer …"));
    const bool mayEdit = desk.actor().may(access::Permission::EditCustomers);
    auto* create = new QPushButton(tr("New customer …"));
    create->setObjectName(QStringLiteral("wizardNewCustomer"));
    create->setEnabled(mayEdit);
    list_->addTool(create);
    accounts_->setObjectName(QStringLiteral("wizardAccount"));
    accounts_->setAccessibleName(tr("Account to bill"));
    accounts_->setEnabled(false);
    openAccount_->setObjectName(QStringLiteral("wizardOpenAccount"));
    openAccount_->setEnabled(false);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    column->addWidget(list_, 1);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(tr("&Bill to account"));
    label->setBuddy(accounts_);
    line->addWidget(label);
    line->addWidget(accounts_, 1);
    line->addWidget(openAccount_);
    column->addLayout(line);
    setContent(content, list_);
    connect(create, &QPushButton::clicked, this, &CustomerStep::createCustomer);
    connect(list_, &TablePane::emptyAction, this, &CustomerStep::createCustomer);
    connect(list_, &TablePane::retryRequested, this, &CustomerStep::readCustomers);
    connect(list_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        if (key.isValid())
            choose(CustomerId::fromString(key.toString()));
    });
    connect(list_, &TablePane::opened, this, &CustomerStep::goOn);
    connect(accounts_, &QComboBox::currentIndexChanged, this, &CustomerStep::chooseAccount);
    connect(openAccount_, &QPushButton::clicked, this, &CustomerStep::openAccount);
}

void CustomerStep::initializePage()
{
    readCustomers();
}

bool CustomerStep::isComplete() const
{
    return draft_.customer && draft_.account;
}

void CustomerStep::readCustomers()
{
    listAnswer_.ask(desk_.executor(), [](store::Connection& connection) { return customer::customers(connection); },
                     [this](const QList<customer::Customer>& customers) {
                         model_.replace(customers);
                         if (!begin_.isNull() && list_->select(begin_.toString()))
                             begin_ = {};
                     },
                     [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void CustomerStep::choose(CustomerId id)
{
    const customer::Customer* chosen = model_.find(id.toString());
    draft_.customer = chosen ? std::optional(*chosen) : std::nullopt;
    draft_.account.reset();
    readAccounts();
    Q_EMIT completeChanged();
}

void CustomerStep::readAccounts()
{
    if (!draft_.customer)
        return;
    openAccount_->setEnabled(desk_.actor().may(access::Permission::EditCustomers));
    accountAnswer_.ask(desk_.executor(), [id = draft_.customer->id](store::Connection& connection) { return customer::accounts(connection, id); },
                        [this](const QList<customer::Account>& accounts) {
                            notices()->clear();
                            known_ = accounts;
                            accounts_->clear();
                            for (const customer::Account& each : accounts)
                                accounts_->addItem(tr("%1 · %2, bill day %3 · %4").arg(each.number, each.currency.code()).arg(each.billDay).arg(each.city));
                            accounts_->setEnabled(!accounts.isEmpty());
                            if (accounts.isEmpty())
                                notices()->showNotice({Tone::Attention, tr("%1 has no account to bill.").arg(draft_.customer->name), {}, tr("Open one below."), {}});
                            chooseAccount();
                        },
                        [this](const Error& error) { refuse(tr("The accounts could not be read."), error); });
}

void CustomerStep::chooseAccount()
{
    const int at = accounts_->currentIndex();
    draft_.account = at >= 0 && at < known_.size() ? std::optional(known_[at]) : std::nullopt;
    Q_EMIT completeChanged();
}

void CustomerStep::createCustomer()
{
    auto* dialog = new CustomerDialog(desk_, this);
    connect(dialog, &CustomerDialog::created, this, [this](const CustomerId& id) {
        begin_ = id;
        readCustomers();
    });
    dialog->open();
}

void CustomerStep::openAccount()
{
    auto* dialog = new AccountDialog(desk_, *draft_.customer, this);
    connect(dialog, &AccountDialog::opened, this, &CustomerStep::readAccounts);
    dialog->open();
}

} // namespace trunkline::widgets
