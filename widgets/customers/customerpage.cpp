#include "widgets/customers/customerpage.h"

#include "models/fault/alarm.h"
#include "models/ordering/ordermodel.h"
#include "models/privacy/privacyservice.h"
#include "widgets/common/chainview.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/theme.h"
#include "widgets/common/units.h"
#include "widgets/customers/customerdialogs.h"
#include "widgets/customers/erasuredialog.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"
#include "widgets/office/sectioncard.h"
#include "widgets/office/story.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace trunkline::widgets {

Tone toneOf(overview::LiveState state)
{
    switch (state) {
    case overview::LiveState::NotYet: return Tone::Busy;
    case overview::LiveState::Works: return Tone::Good;
    case overview::LiveState::Down: return Tone::Bad;
    case overview::LiveState::Unknown: return Tone::Attention;
    case overview::LiveState::Suspended: return Tone::Attention;
    case overview::LiveState::Ended: return Tone::Neutral;
    }
    return Tone::Neutral;
}

CustomerPage::CustomerPage(Desk& desk, QWidget* parent)
    : QScrollArea(parent), desk_(desk), content_(new QWidget), grid_(new QGridLayout(content_)), head_(nullptr), name_(new QLabel(content_)),
      reach_(new QLabel(content_)), edit_(new QPushButton(tr("Edit …"), content_)), order_(new QPushButton(tr("New order …"), content_)), export_(new QPushButton(tr("Export data …"), content_)),
      erase_(new QPushButton(tr("Erase …"), content_)), notices_(new NoticeBar(content_)), services_(addCard("customerServices", tr("Products and services"))),
      accounts_(addCard("customerAccounts", tr("Accounts"))), contacts_(addCard("customerContacts", tr("Contacts"))),
      orders_(addCard("customerOrders", tr("Open orders"))), alarms_(addCard("customerAlarms", tr("Open alarms"))),
      invoices_(addCard("customerInvoices", tr("Invoices"))), story_(addCard("customerHistory", tr("What happened"))), history_(new ChainView)
{
    setObjectName(QStringLiteral("customerPage"));
    setAccessibleName(tr("Customer"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content_);
    head_ = buildHead();
    grid_->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, 2 * gridStep);
    grid_->setSpacing(gridStep + 4);
    history_->setObjectName(QStringLiteral("customerStory"));
    story_->setContent(history_);
    connect(history_, &ChainView::targetActivated, this, &CustomerPage::targetActivated);
    QPushButton* contact = contacts_->addButton(QStringLiteral("addContactButton"), tr("Add contact …"));
    QPushButton* account = accounts_->addButton(QStringLiteral("openAccountButton"), tr("Open account …"));
    contact->setEnabled(mayEdit());
    account->setEnabled(mayEdit());
    connect(contact, &QPushButton::clicked, this, [this] { (new ContactDialog(desk_, view_.customer, this))->open(); });
    connect(account, &QPushButton::clicked, this, [this] { (new AccountDialog(desk_, view_.customer, this))->open(); });
    arrange();
}

bool CustomerPage::mayEdit() const
{
    return desk_.actor().may(access::Permission::EditCustomers);
}

QWidget* CustomerPage::buildHead()
{
    auto* head = new QWidget(content_);
    name_->setObjectName(QStringLiteral("customerTitle"));
    QFont large = name_->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setWeight(QFont::DemiBold);
    name_->setFont(large);
    reach_->setObjectName(QStringLiteral("customerReach"));
    reach_->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel* label : {name_, reach_}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    edit_->setObjectName(QStringLiteral("editCustomerButton"));
    edit_->setEnabled(mayEdit());
    connect(edit_, &QPushButton::clicked, this, [this] { (new CustomerDialog(desk_, view_.customer, this))->open(); });
    order_->setObjectName(QStringLiteral("customerNewOrder"));
    order_->setEnabled(desk_.actor().may(access::Permission::TakeOrders));
    connect(order_, &QPushButton::clicked, this, [this] { Q_EMIT orderRequested(view_.customer.id); });
    export_->setObjectName(QStringLiteral("exportCustomerButton"));
    export_->setToolTip(tr("Everything that is held about the customer, as one file"));
    const access::Actor& actor = desk_.actor();
    export_->setEnabled(actor.may(access::Permission::ViewJournal) && actor.may(access::Permission::ViewInvoices) && actor.may(access::Permission::ViewLedger));
    connect(export_, &QPushButton::clicked, this, &CustomerPage::exportData);
    erase_->setObjectName(QStringLiteral("eraseCustomerButton"));
    erase_->setToolTip(tr("Forget the customer for ever, but for what the law wants kept"));
    erase_->setEnabled(actor.may(access::Permission::ManageOperator));
    connect(erase_, &QPushButton::clicked, this, [this] { (new ErasureDialog(desk_, view_.customer, this))->open(); });
    notices_->setObjectName(QStringLiteral("customerPageNotice"));
    notices_->hide();
    auto* grid = new QGridLayout(head);
    grid->setContentsMargins(0, 0, 0, gridStep / 2);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->addWidget(name_, 0, 0);
    grid->addWidget(reach_, 1, 0);
    grid->addWidget(edit_, 0, 1, 2, 1, Qt::AlignTop);
    grid->addWidget(order_, 0, 2, 2, 1, Qt::AlignTop);
    grid->addWidget(export_, 0, 3, 2, 1, Qt::AlignTop);
    grid->addWidget(erase_, 0, 4, 2, 1, Qt::AlignTop);
    grid->addWidget(notices_, 2, 0, 1, 5);
    return head;
}

/// Asks for a file, and writes it whole or not at all, for its owner's eyes.
void CustomerPage::exportData()
{
    auto* dialog = new QFileDialog(this, tr("Export data of %1").arg(view_.customer.name), view_.customer.number + QStringLiteral(".json"), tr("JSON files (*.json)"));
    dialog->setObjectName(QStringLiteral("exportCustomerDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, id = view_.customer.id](const QString& path) {
        whenDone(this, desk_.executor().write([actor = desk_.actor(), id, path](store::Context& context) { return privacy::PrivacyService(context).exportTo(actor, id, path); }),
                 [this](const QString& written) { notices_->showNotice({Tone::Good, tr("All that is held is in %1.").arg(written), {}, {}, {}}); },
                 [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("Nothing was written."), error.sentence(), {}, {}}); });
    });
    dialog->open();
}

SectionCard* CustomerPage::addCard(const char* objectName, const QString& title)
{
    auto* card = new SectionCard(QString::fromLatin1(objectName), title, content_);
    connect(card, &SectionCard::targetActivated, this, &CustomerPage::follow);
    return card;
}

/// Contacts and accounts open here, as forms; all else is shown elsewhere.
void CustomerPage::follow(const Target& target)
{
    for (const customer::Contact& each : std::as_const(view_.contacts))
        if (target == Target{QStringLiteral("contact"), each.id.toString()})
            return (new ContactDialog(desk_, view_.customer, each, this))->open();
    for (const overview::CustomerAccount& each : std::as_const(view_.accounts))
        if (target == Target{QStringLiteral("account"), each.account.id.toString()})
            return (new AccountDialog(desk_, each.account, this))->open();
    Q_EMIT targetActivated(target);
}

void CustomerPage::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

/// Two columns where there is room for them.
void CustomerPage::arrange()
{
    const int columns = viewport()->width() >= 92 * gridStep ? 2 : 1;
    if (columns == columns_)
        return;
    columns_ = columns;
    while (QLayoutItem* item = grid_->takeAt(0))
        delete item; // the widgets stay
    grid_->addWidget(head_, 0, 0, 1, columns);
    grid_->addWidget(services_, 1, 0, 1, columns);
    const QList<SectionCard*> pairs{accounts_, contacts_, orders_, alarms_};
    int row = 2;
    for (int at = 0; at < pairs.size(); ++at)
        grid_->addWidget(pairs[at], row + at / columns, at % columns);
    row += int(pairs.size()) / columns;
    grid_->addWidget(invoices_, row, 0, 1, columns);
    grid_->addWidget(story_, row + 1, 0, 1, columns);
    for (int at = 0; at < 10; ++at)
        grid_->setRowStretch(at, 0);
    grid_->setRowStretch(row + 2, 1);
    grid_->setColumnStretch(0, 1);
    grid_->setColumnStretch(1, columns == 2 ? 1 : 0);
}

void CustomerPage::show(const overview::CustomerView& view)
{
    const bool another = view.customer.id != view_.customer.id;
    view_ = view;
    name_->setText(view.customer.name);
    QStringList reach{view.customer.number};
    for (const QString& way : {view.customer.email, view.customer.phone})
        if (!way.isEmpty())
            reach.append(way);
    reach_->setText(reach.join(QStringLiteral(" · ")));
    showServices();
    showAccounts();
    showContacts();
    showGoingOn();
    showInvoices();
    story_->setFigure(view.history.isEmpty() ? tr("Nothing yet") : QString());
    history_->setSteps(shownSteps(desk_, view.history), {});
    if (another)
        ensureVisible(0, 0);
}

void CustomerPage::showServices()
{
    QList<QList<Cell>> rows;
    for (const overview::CustomerService& each : std::as_const(view_.services)) {
        const QString port = each.port ? each.port->name : QString();
        const QString device = each.device ? each.device->name : QString();
        QString state = overview::titleOf(each.live);
        if (each.downSince)
            state = tr("%1 since %2").arg(state, desk_.timeText(*each.downSince));
        rows.append({Cell{each.offering ? each.offering->name : QString(), {}, {}, {}, false, false, true},
                     Cell{each.service.name, {QStringLiteral("service"), each.service.id.toString()}},
                     Cell{state, {}, toneOf(each.live)},
                     Cell{device + u' ' + port, each.port ? Target{QStringLiteral("port"), each.port->id.toString()} : Target{}},
                     Cell{each.subscription ? each.subscription->startsOn.toDisplay() : QString()},
                     Cell{each.subscription ? each.subscription->price.times(1, Rounding::HalfUp).toDisplay() : QString(), {}, {}, {}, true}});
    }
    services_->setRows({tr("Product"), tr("Service"), tr("Now"), tr("Port"), tr("Charged from"), tr("A month")}, rows,
                       tr("Nothing is delivered to this customer yet. “New order …” begins it."));
}

void CustomerPage::showAccounts()
{
    QList<QList<Cell>> rows;
    for (const overview::CustomerAccount& each : std::as_const(view_.accounts)) {
        const customer::Account& account = each.account;
        const QString town = QStringList{account.postCode, account.city}.join(u' ').trimmed();
        QStringList address{account.street, town};
        address.removeAll(QString());
        rows.append({Cell{account.number, mayEdit() ? Target{QStringLiteral("account"), account.id.toString()} : Target{}}, address.isEmpty() ? Cell{tr("No address"), {}, Tone::Attention} : Cell{address.join(QStringLiteral(", "))},
                     Cell{QString::number(account.billDay), {}, {}, {}, true}, Cell{each.balance.toDisplay(), {}, {}, {}, true, false, true}});
    }
    accounts_->setRows({tr("Account"), tr("Address"), tr("Bill day"), tr("Owes")}, rows, tr("No account yet: open one before the first order."));
}

void CustomerPage::showContacts()
{
    QList<QList<Cell>> rows;
    for (const customer::Contact& each : std::as_const(view_.contacts)) {
        QStringList reach{each.email, each.phone};
        reach.removeAll(QString());
        rows.append({Cell{each.name, mayEdit() ? Target{QStringLiteral("contact"), each.id.toString()} : Target{}}, Cell{each.role, {}, {}, {}, false, true}, Cell{reach.join(QStringLiteral(" · "))}});
    }
    contacts_->setRows({}, rows, tr("Nobody to call yet."));
}

void CustomerPage::showGoingOn()
{
    QList<QList<Cell>> orders;
    for (const ordering::Order& each : std::as_const(view_.orders)) {
        if (each.state == ordering::OrderState::Completed || each.state == ordering::OrderState::Cancelled)
            continue;
        orders.append({Cell{each.number, {QStringLiteral("order"), each.id.toString()}}, Cell{ordering::titleOf(each.state), {}, ordering::toneOf(each.state)},
                       Cell{each.requestedDate.toDisplay(), {}, {}, {}, true}});
    }
    orders_->setRows({}, orders, tr("No order is under way."));
    QList<QList<Cell>> alarms;
    for (const fault::Alarm& each : std::as_const(view_.openAlarms))
        alarms.append({Cell{severityWord(each.severity), {}, {}, each.severity}, Cell{each.objectName, {QStringLiteral("alarm"), each.id.toString()}},
                       Cell{fault::problemWord(each.problem)}, Cell{desk_.timeText(each.raisedAt), {}, {}, {}, true, true}});
    alarms_->setRows({}, alarms, tr("No alarm touches this customer."));
}

void CustomerPage::showInvoices()
{
    QList<QList<Cell>> rows;
    for (const billing::InvoiceSummary& each : std::as_const(view_.invoices))
        rows.append({Cell{each.number, {QStringLiteral("invoice"), each.id.toString()}}, Cell{each.issuedOn.toDisplay()}, Cell{each.dueOn.toDisplay()},
                     Cell{each.gross.toDisplay(), {}, {}, {}, true}});
    invoices_->setRows({tr("Number"), tr("Issued"), tr("Due"), tr("Total")}, rows, tr("Nothing was billed yet."));
}

} // namespace trunkline::widgets
