#include "widgets/customers/customersworkspace.h"

#include "models/catalogue/offeringstore.h"
#include "models/customer/customerstore.h"
#include "models/inventory/servicestore.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/customers/customerdialogs.h"
#include "widgets/customers/customerpage.h"
#include "widgets/office/story.h"

#include <QAction>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

CustomersWorkspace::CustomersWorkspace(Desk& desk, DetailPane& detail)
    : desk_(desk), detail_(detail), page_(new QSplitter), list_(new TablePane(QStringLiteral("customerList"))), right_(new QStackedWidget),
      nothing_(new EmptyState), notices_(new NoticeBar), customerPage_(new CustomerPage(desk)), newCustomer_(new QAction(tr("New customer …"), this))
{
    newCustomer_->setObjectName(QStringLiteral("newCustomer"));
    newCustomer_->setEnabled(desk.actor().may(access::Permission::EditCustomers));
    connect(newCustomer_, &QAction::triggered, this, &CustomersWorkspace::askForCustomer);
    buildPage();
    connect(&desk, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        if (concerns(entries, {QStringLiteral("customer")}))
            readList();
        if (concerns(entries, {QStringLiteral("customer"), QStringLiteral("contact"), QStringLiteral("account"), QStringLiteral("order"), QStringLiteral("task"),
                               QStringLiteral("service"), QStringLiteral("subscription"), QStringLiteral("alarm"), QStringLiteral("outage"), QStringLiteral("credit"),
                               QStringLiteral("invoice"), QStringLiteral("port"), QStringLiteral("device")}))
            readCustomer();
    });
    refresh();
}

CustomersWorkspace::~CustomersWorkspace()
{
    delete page_.data(); // with its views, before their models
}

void CustomersWorkspace::buildPage()
{
    page_->setObjectName(QStringLiteral("customersPage"));
    list_->setAccessibleName(tr("Customers"));
    list_->setModel(&model_);
    for (int column = 0; column < model_.columnCount(); ++column) // the page beside shows the rest; the column chooser brings it back
        list_->view()->setColumnHidden(column, !QStringList{QStringLiteral("number"), QStringLiteral("name")}.contains(model_.columnId(column)));
    list_->setEmptyState(tr("There are no customers yet. Enter the first one, then an order can be taken for them."),
                         newCustomer_->isEnabled() ? tr("New customer …") : QString());
    auto* create = new QPushButton(tr("New …"));
    create->setObjectName(QStringLiteral("newCustomerButton"));
    create->setAccessibleName(tr("New customer"));
    create->setEnabled(newCustomer_->isEnabled());
    list_->addTool(create);
    nothing_->setContent(tr("Choose a customer at the left to see what they have, whether it works, and what they owe."));
    notices_->setObjectName(QStringLiteral("customerNotice"));
    notices_->hide();
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(right_, 1);
    right_->addWidget(nothing_);
    right_->addWidget(customerPage_);
    page_->addWidget(list_);
    page_->addWidget(side);
    page_->setStretchFactor(0, 0);
    page_->setStretchFactor(1, 1);
    page_->setSizes({40 * gridStep, 100 * gridStep});
    page_->setChildrenCollapsible(false);
    connect(create, &QPushButton::clicked, this, &CustomersWorkspace::askForCustomer);
    connect(list_, &TablePane::emptyAction, this, &CustomersWorkspace::askForCustomer);
    connect(list_, &TablePane::retryRequested, this, &CustomersWorkspace::refresh);
    connect(list_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        if (key.isValid())
            choose(CustomerId::fromString(key.toString()));
    });
    connect(notices_, &NoticeBar::actionTriggered, this, &CustomersWorkspace::readCustomer);
    connect(customerPage_, &CustomerPage::orderRequested, this, &CustomersWorkspace::orderRequested);
    connect(customerPage_, &CustomerPage::targetActivated, this, [this](const Target& target) {
        if (target.kind == QLatin1String("service"))
            showTarget(target);
        Q_EMIT detail_.targetActivated(target);
    });
}

QIcon CustomersWorkspace::icon() const
{
    return themeIcon({QStringLiteral("view-process-users"), QStringLiteral("system-users"), QStringLiteral("user-identity")});
}

QWidget* CustomersWorkspace::widget()
{
    return page_;
}

void CustomersWorkspace::refresh()
{
    readList();
    readCustomer();
}

void CustomersWorkspace::readList()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewCustomers);
        return customer::customers(connection);
    }, [this](const QList<customer::Customer>& customers) {
        model_.replace(customers);
        if (!chosen_.isNull() && list_->currentKey().toString() != chosen_.toString())
            list_->select(chosen_.toString());
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void CustomersWorkspace::choose(CustomerId id)
{
    if (id == chosen_)
        return;
    chosen_ = id;
    detailWanted_ = true;
    serviceAnswer_.forget();
    readCustomer();
}

void CustomersWorkspace::readCustomer()
{
    if (chosen_.isNull())
        return;
    customerAnswer_.ask(desk_.executor(), [actor = desk_.actor(), id = chosen_](store::Connection& connection) {
        actor.require(access::Permission::ViewCustomers);
        return overview::customerView(connection, id);
    }, [this](const overview::CustomerView& view) { showCustomer(view); },
       [this](const Error& error) {
           notices_->showNotice({Tone::Bad, tr("The customer could not be shown."), error.sentence(), {}, tr("Try again")});
       });
}

void CustomersWorkspace::showCustomer(const overview::CustomerView& view)
{
    notices_->clear();
    customerPage_->show(view);
    right_->setCurrentWidget(customerPage_);
    if (detailWanted_ && page_->isVisible())
        showDetail();
}

void CustomersWorkspace::showDetail()
{
    const overview::CustomerView& view = customerPage_->view();
    Detail detail;
    detail.target = {QStringLiteral("customer"), view.customer.id.toString()};
    detail.title = view.customer.name;
    detail.subtitle = tr("Customer %1").arg(view.customer.number);
    FactGroup facts;
    if (!view.customer.email.isEmpty())
        facts.facts.append({tr("E-mail"), view.customer.email});
    if (!view.customer.phone.isEmpty())
        facts.facts.append({tr("Phone"), view.customer.phone});
    for (const overview::CustomerAccount& each : view.accounts)
        facts.facts.append({tr("Owes on %1").arg(each.account.number), each.balance.toDisplay()});
    for (const overview::CustomerService& each : view.services)
        facts.facts.append({each.service.name, overview::titleOf(each.live), {QStringLiteral("service"), each.service.id.toString()}, {}, toneOf(each.live)});
    detail.overview = {facts};
    detail.history = shownSteps(desk_, view.history);
    detail.takesNotes = false;
    detail_.setActions({});
    detail_.setDetail(detail);
}

void CustomersWorkspace::readService(ServiceId id)
{
    detailWanted_ = false;
    struct Answer {
        inventory::Service service;
        std::optional<catalogue::Offering> offering;
        QList<overview::ChainStep> why, history;
    };
    serviceAnswer_.ask(desk_.executor(), [id](store::Connection& connection) {
        const auto service = inventory::service(connection, id);
        if (!service)
            throw NotFound(tr("The service %1 is not in the inventory any more.").arg(id.toString()));
        const Target target{QStringLiteral("service"), id.toString()};
        return Answer{*service, catalogue::offering(connection, service->offeringId), overview::whyOf(connection, target), overview::historyOf(connection, target)};
    }, [this](const Answer& answer) {
        choose(answer.service.customerId);
        list_->select(answer.service.customerId.toString());
        detailWanted_ = false;
        Detail detail;
        detail.target = {QStringLiteral("service"), answer.service.id.toString()};
        detail.title = answer.service.name;
        detail.subtitle = answer.offering ? answer.offering->name : QString();
        FactGroup facts;
        facts.facts.append({tr("Port"), tr("Show on the network"), {QStringLiteral("port"), answer.service.portId.toString()}});
        facts.facts.append({tr("Order"), tr("Show the order"), {QStringLiteral("order"), answer.service.orderId.toString()}});
        if (answer.service.activatedAt)
            facts.facts.append({tr("Works since"), desk_.timeText(*answer.service.activatedAt)});
        if (answer.service.terminatedAt)
            facts.facts.append({tr("Ended"), desk_.timeText(*answer.service.terminatedAt)});
        detail.overview = {facts};
        detail.why = shownSteps(desk_, answer.why);
        detail.history = shownSteps(desk_, answer.history);
        detail.takesNotes = false;
        detail_.setActions({});
        detail_.setDetail(detail);
    }, [this](const Error& error) { detail_.setFailed({Tone::Bad, tr("The service could not be shown."), error.sentence(), {}, {}}); });
}

void CustomersWorkspace::showTarget(const Target& target)
{
    if (target.kind == QLatin1String("service")) {
        readService(ServiceId::fromString(target.id));
        return;
    }
    detailWanted_ = true;
    choose(CustomerId::fromString(target.id));
    list_->select(target.id); // or when the list is here
}

void CustomersWorkspace::activated()
{
    if (chosen_.isNull() && model_.rowCount() > 0)
        list_->select(model_.index(0, 0).data(KeyRole));
    else if (!chosen_.isNull() && customerPage_->view().customer.id == chosen_ && detailWanted_)
        showDetail();
    else if (chosen_.isNull())
        detail_.clear();
}

QList<KeyHint> CustomersWorkspace::keys() const
{
    return {{QStringLiteral("↑ ↓"), tr("Another customer")}, {tr("Letters"), tr("Filter the list")}};
}

QString CustomersWorkspace::help() const
{
    return tr("Choose a customer to see on one page who to call, what they have and whether it works now, what they owe, and what happened. "
              "Names are links: a service shows in the pane at the right why it is as it is.");
}

void CustomersWorkspace::askForCustomer()
{
    auto* dialog = new CustomerDialog(desk_, page_);
    connect(dialog, &CustomerDialog::created, this, [this](const CustomerId& id) {
        choose(id);
        readList();
    });
    dialog->open();
}

void CustomersWorkspace::saveLayout(QSettings& settings) const
{
    list_->saveLayout(settings);
    settings.setValue(QStringLiteral("customers/splitter"), page_->saveState());
}

void CustomersWorkspace::restoreLayout(const QSettings& settings)
{
    list_->restoreLayout(settings);
    page_->restoreState(settings.value(QStringLiteral("customers/splitter")).toByteArray());
}

} // namespace trunkline::widgets
