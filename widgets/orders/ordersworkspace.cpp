#include "widgets/orders/ordersworkspace.h"

#include "models/ordering/orderservice.h"
#include "models/ordering/orderstore.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/office/story.h"
#include "widgets/orders/orderboard.h"
#include "widgets/orders/ordertimeline.h"

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QToolButton>

namespace trunkline::widgets {

OrdersWorkspace::OrdersWorkspace(Desk& desk, DetailPane& detail)
    : desk_(desk), detail_(detail), model_(desk.profile().zone), page_(new QSplitter(Qt::Vertical)), table_(new TablePane(QStringLiteral("orderTable"))), states_(new QComboBox),
      board_(new OrderBoard(desk, model_)), boardSwitch_(new QToolButton), timeline_(new OrderTimeline(desk)), newOrder_(new QAction(tr("New order …"), this)),
      retrySelected_(new QAction(tr("Try the failed tasks again"), this))
{
    newOrder_->setObjectName(QStringLiteral("newOrder"));
    newOrder_->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+O")));
    newOrder_->setEnabled(desk.actor().may(access::Permission::TakeOrders));
    connect(newOrder_, &QAction::triggered, this, [this] { startOrder(); });
    buildPage();
    connect(&desk, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        if (!concerns(entries, {QStringLiteral("order"), QStringLiteral("task"), QStringLiteral("service"), QStringLiteral("subscription")}))
            return;
        readList();
        readOrder();
    });
    refresh();
}

OrdersWorkspace::~OrdersWorkspace()
{
    delete page_.data(); // with its views, before their models
}

void OrdersWorkspace::buildPage()
{
    page_->setObjectName(QStringLiteral("ordersPage"));
    table_->setAccessibleName(tr("Orders"));
    table_->setModel(&model_);
    for (int column = 0; column < model_.columnCount(); ++column) // the timeline below says when
        table_->view()->setColumnHidden(column, QStringList{QStringLiteral("submitted"), QStringLiteral("completed")}.contains(model_.columnId(column)));
    table_->setEmptyState(tr("There are no orders yet. A new order reserves a free port for a customer and has it switched on."),
                          newOrder_->isEnabled() ? tr("New order …") : QString());
    table_->setAlternative(board_);
    buildTools();
    page_->addWidget(table_);
    page_->addWidget(timeline_);
    page_->setStretchFactor(0, 3);
    page_->setStretchFactor(1, 2);
    page_->setSizes({40 * gridStep, 36 * gridStep});
    page_->setChildrenCollapsible(false);
    page_->addAction(newOrder_);
    connect(states_, &QComboBox::currentIndexChanged, this, &OrdersWorkspace::filterStates);
    connect(table_, &TablePane::emptyAction, this, [this] { startOrder(); });
    connect(table_, &TablePane::retryRequested, this, &OrdersWorkspace::refresh);
    connect(table_, &TablePane::targetActivated, &detail_, &DetailPane::targetActivated);
    connect(table_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        if (key.isValid())
            choose(OrderId::fromString(key.toString()));
    });
    connect(timeline_, &OrderTimeline::retryRequested, this, &OrdersWorkspace::retry);
    connect(timeline_, &OrderTimeline::cancelRequested, this, &OrdersWorkspace::cancel);
}

void OrdersWorkspace::buildTools()
{
    states_->setObjectName(QStringLiteral("orderStateFilter"));
    states_->setAccessibleName(tr("Show orders in state"));
    states_->addItem(tr("All states"), -1);
    for (const ordering::OrderState state : {ordering::OrderState::Submitted, ordering::OrderState::InProgress, ordering::OrderState::Fallout,
                                             ordering::OrderState::Completed, ordering::OrderState::Cancelled})
        states_->addItem(ordering::titleOf(state), int(state));
    boardSwitch_->setObjectName(QStringLiteral("boardSwitch"));
    boardSwitch_->setText(tr("Board"));
    boardSwitch_->setIcon(themeIcon({QStringLiteral("view-grid"), QStringLiteral("view-list-icons")}));
    boardSwitch_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    boardSwitch_->setCheckable(true);
    boardSwitch_->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+B")));
    boardSwitch_->setToolTip(tr("Cards by state instead of the table (Ctrl+Shift+B)"));
    boardSwitch_->setAccessibleName(boardSwitch_->toolTip());
    boardSwitch_->setFocusPolicy(Qt::StrongFocus);
    auto* create = new QPushButton(tr("New order …"));
    create->setObjectName(QStringLiteral("newOrderButton"));
    create->setEnabled(newOrder_->isEnabled());
    create->setDefault(true);
    table_->addTool(states_);
    table_->addTool(boardSwitch_);
    table_->addTool(create);
    retrySelected_->setObjectName(QStringLiteral("retrySelected"));
    if (desk_.actor().may(access::Permission::ActivateServices))
        table_->addRowAction(retrySelected_);
    connect(create, &QPushButton::clicked, this, [this] { startOrder(); });
    connect(boardSwitch_, &QToolButton::toggled, this, &OrdersWorkspace::showBoard);
    connect(retrySelected_, &QAction::triggered, this, &OrdersWorkspace::retrySelected);
    connect(board_, &OrderBoard::currentChanged, this, [this](const QVariant& key) {
        choose(OrderId::fromString(key.toString()));
        table_->select(key);
    });
}

void OrdersWorkspace::showBoard(bool wanted)
{
    table_->showAlternative(wanted);
    if (wanted)
        board_->select(chosen_.toString());
}

QIcon OrdersWorkspace::icon() const
{
    return themeIcon({QStringLiteral("view-task"), QStringLiteral("document-edit")});
}

void OrdersWorkspace::refresh()
{
    readList();
    readOrder();
}

void OrdersWorkspace::readList()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewOrders);
        return ordering::orderRows(connection);
    }, [this](const QList<ordering::OrderRow>& rows) {
        model_.replace(rows);
        if (!chosen_.isNull() && table_->currentKey().toString() != chosen_.toString())
            table_->select(chosen_.toString());
        if (boardSwitch_->isChecked())
            board_->select(chosen_.toString());
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void OrdersWorkspace::filterStates()
{
    const int wanted = states_->currentData().toInt();
    if (wanted < 0)
        model_.setAccept({});
    else
        model_.setAccept([wanted](const ordering::OrderRow& row) { return int(row.order.state) == wanted; });
}

void OrdersWorkspace::choose(OrderId id)
{
    if (id == chosen_)
        return;
    chosen_ = id;
    readOrder();
}

void OrdersWorkspace::readOrder()
{
    if (chosen_.isNull())
        return;
    orderAnswer_.ask(desk_.executor(), [actor = desk_.actor(), id = chosen_](store::Connection& connection) {
        actor.require(access::Permission::ViewOrders);
        const Target target{QStringLiteral("order"), id.toString()};
        const ordering::OrderProgress progress = ordering::requireProgress(connection, id);
        return Chosen{*ordering::orderRow(connection, id), progress, overview::whyOf(connection, target), overview::historyOf(connection, target)};
    }, [this](const Chosen& chosen) { showOrder(chosen); },
       [this](const Error& error) { timeline_->notices()->showNotice({Tone::Bad, tr("The order could not be shown."), error.sentence(), {}, {}}); });
}

void OrdersWorkspace::showOrder(const Chosen& chosen)
{
    shown_ = chosen;
    timeline_->show(chosen.row, chosen.progress);
    if (page_->isVisible())
        showDetail();
}

void OrdersWorkspace::showDetail()
{
    const ordering::Order& order = shown_->row.order;
    Detail detail;
    detail.target = {QStringLiteral("order"), order.id.toString()};
    detail.title = order.number;
    detail.subtitle = shown_->row.offeringName;
    FactGroup facts;
    facts.facts = {{tr("State"), ordering::titleOf(order.state), {}, {}, ordering::toneOf(order.state)},
                   {tr("Customer"), shown_->row.customerName, {QStringLiteral("customer"), order.customerId.toString()}},
                   {tr("Service"), shown_->row.serviceName, {QStringLiteral("service"), order.serviceId.toString()}},
                   {tr("Port"), shown_->row.place, {QStringLiteral("port"), order.portId.toString()}},
                   {tr("Asked for on"), order.requestedDate.toDisplay()},
                   {tr("Taken"), desk_.timeText(order.submittedAt)}};
    if (order.completedAt)
        facts.facts.append({tr("Completed"), desk_.timeText(*order.completedAt)});
    detail.overview = {facts};
    detail.why = shownSteps(desk_, shown_->why);
    detail.history = shownSteps(desk_, shown_->history);
    detail.takesNotes = false;
    detail_.setActions({});
    detail_.setDetail(detail);
}

void OrdersWorkspace::retry(OrderTaskId task)
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), task](store::Context& context) { return ordering::OrderService(context).retryTask(actor, task).seq; }),
              [this](std::int64_t) { refresh(); },
              [this](const Error& error) { timeline_->notices()->showNotice({Tone::Bad, tr("The task was not tried again."), error.sentence(), {}, {}}); });
}

void OrdersWorkspace::retrySelected()
{
    QList<OrderId> chosen;
    for (const QVariant& key : table_->selectedKeys())
        if (const ordering::OrderRow* row = model_.find(key.toString()); row && row->order.state == ordering::OrderState::Fallout)
            chosen.append(row->order.id);
    if (chosen.isEmpty()) {
        table_->notices()->showNotice({Tone::Attention, tr("None of the selected orders is in fallout; there is nothing to try again."), {}, {}, {}});
        return;
    }
    whenDone(this, desk_.executor().write([actor = desk_.actor(), chosen](store::Context& context) {
        int tried = 0;
        for (const OrderId id : chosen)
            for (const ordering::OrderTask& task : ordering::tasks(context.connection, id))
                if (task.state == ordering::TaskState::Failed) {
                    ordering::OrderService(context).retryTask(actor, task.id);
                    ++tried;
                }
        return tried;
    }), [this](int tried) {
        table_->notices()->showNotice({Tone::Good, tr("%Ln task(s) are tried again.", nullptr, tried), {}, {}, {}});
        refresh();
    }, [this](const Error& error) { table_->notices()->showNotice({Tone::Bad, tr("Not all of the tasks are tried again."), error.sentence(), {}, {}}); });
}

void OrdersWorkspace::cancel(OrderId order)
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), order](store::Context& context) { return ordering::OrderService(context).cancel(actor, order).seq; }),
              [this](std::int64_t) { refresh(); },
              [this](const Error& error) { timeline_->notices()->showNotice({Tone::Bad, tr("The order was not cancelled."), error.sentence(), {}, {}}); });
}

void OrdersWorkspace::startOrder(const CustomerId& customer)
{
    if (wizard_) { // one at a time: what is half typed stays
        wizard_->raise();
        wizard_->activateWindow();
        return;
    }
    wizard_ = new OrderWizard(desk_, customer, page_);
    connect(wizard_, &OrderWizard::submitted, this, [this](const OrderId& id) {
        states_->setCurrentIndex(0);
        choose(id);
        readList();
    });
    wizard_->show();
}

void OrdersWorkspace::showTarget(const Target& target)
{
    states_->setCurrentIndex(0);
    choose(OrderId::fromString(target.id));
    table_->select(target.id); // or when the list is here
}

void OrdersWorkspace::activated()
{
    if (shown_ && shown_->row.order.id == chosen_)
        showDetail();
    else if (chosen_.isNull() && model_.rowCount() > 0)
        table_->select(model_.index(0, 0).data(KeyRole));
    else if (chosen_.isNull())
        detail_.clear();
}

QList<KeyHint> OrdersWorkspace::keys() const
{
    return {{QStringLiteral("Ctrl+Shift+O"), tr("New order")}, {QStringLiteral("Ctrl+Shift+B"), tr("Board or table")},
            {QStringLiteral("← →"), tr("Another state of the board")}, {tr("Letters"), tr("Filter the list")}};
}

QString OrdersWorkspace::help() const
{
    return tr("The list shows every order with its state, the board the same as cards under the states they go through. The one you choose shows its tasks and what each changed on the network; "
              "a task that failed says why and can be tried again. “New order …” leads from the customer to the first invoice.");
}

void OrdersWorkspace::saveLayout(QSettings& settings) const
{
    table_->saveLayout(settings);
    settings.setValue(QStringLiteral("orders/splitter"), page_->saveState());
    settings.setValue(QStringLiteral("orders/board"), boardSwitch_->isChecked());
}

void OrdersWorkspace::restoreLayout(const QSettings& settings)
{
    table_->restoreLayout(settings);
    page_->restoreState(settings.value(QStringLiteral("orders/splitter")).toByteArray());
    boardSwitch_->setChecked(settings.value(QStringLiteral("orders/board")).toBool());
}

} // namespace trunkline::widgets
