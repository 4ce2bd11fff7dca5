#include "widgets/payments/debitpage.h"

#include "models/core/errors.h"
#include "models/ledger/ledgerstore.h"
#include "models/payments/directdebitservice.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/promptbar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/whybutton.h"
#include "widgets/payments/debitdialogs.h"
#include "widgets/payments/linedialogs.h"

#include <QFileDialog>
#include <QPushButton>
#include <QSaveFile>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

struct DebitLists {
    QList<payments::MandateRow> mandates;
    QList<payments::OrderRow> orders;
};

} // namespace

DebitPage::DebitPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : QWidget(parent), desk_(desk), orderModel_(desk.profile().zone), splitter_(new QSplitter(Qt::Vertical)), mandates_(new TablePane(QStringLiteral("mandateTable"))), orders_(new TablePane(QStringLiteral("bankOrderTable"))),
      ordered_(new TablePane(QStringLiteral("orderedTable"))), notices_(new NoticeBar(this)), prompt_(new PromptBar(QStringLiteral("debitPrompt"), this))
{
    setObjectName(QStringLiteral("debitPage"));
    notices_->setObjectName(QStringLiteral("debitNotice"));
    notices_->hide();
    buildMandates();
    splitter_->setObjectName(QStringLiteral("debitSplitter"));
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(mandates_);
    splitter_->addWidget(buildOrders());
    splitter_->setSizes({40 * gridStep, 40 * gridStep});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(prompt_);
    column->addWidget(splitter_, 1);
    addWhys(detail);
    for (TablePane* table : tables()) {
        connect(table, &TablePane::currentChanged, this, &DebitPage::offerActions);
        connect(table, &TablePane::retryRequested, this, &DebitPage::refresh);
        connect(table, &TablePane::targetActivated, this, &DebitPage::targetActivated);
    }
    connect(orders_, &TablePane::currentChanged, this, &DebitPage::readOrdered);
    offerActions();
}

static QPushButton* debitButton(TablePane& table, const char* objectName, const QString& text, const QString& toolTip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QString::fromLatin1(objectName));
    button->setToolTip(toolTip);
    table.addTool(button);
    return button;
}

void DebitPage::buildMandates()
{
    const bool may = desk_.actor().may(access::Permission::RecordPayments);
    mandates_->setAccessibleName(tr("Mandates for direct debits"));
    mandates_->setModel(&mandateModel_);
    mandates_->setEmptyState(tr("No customer has signed a mandate yet. With one, invoices are collected by direct debit."), may ? tr("Add a signed mandate …") : QString());
    auto* add = debitButton(*mandates_, "addMandateButton", tr("Add …"), tr("A customer has signed a mandate"));
    add->setEnabled(may);
    last_ = debitButton(*mandates_, "lastCollectionButton", tr("Ends with the next"), tr("The next collection with the chosen mandate is the last one (FNAL)"));
    revoke_ = debitButton(*mandates_, "revokeMandateButton", tr("Revoke …"), tr("Nothing is collected with the chosen mandate any more"));
    connect(add, &QPushButton::clicked, this, &DebitPage::addMandate);
    connect(mandates_, &TablePane::emptyAction, this, &DebitPage::addMandate);
    connect(last_, &QPushButton::clicked, this, &DebitPage::endAfterNext);
    connect(revoke_, &QPushButton::clicked, this, &DebitPage::revoke);
}

QWidget* DebitPage::buildOrders()
{
    const bool may = desk_.actor().may(access::Permission::SendPayments);
    orders_->setAccessibleName(tr("Files for the bank"));
    orders_->setModel(&orderModel_);
    orders_->setEmptyState(tr("No file was made for the bank yet."), may ? tr("Make a file of direct debits …") : QString());
    auto* make = debitButton(*orders_, "makeDebitsButton", tr("Direct debits …"), tr("Shows what would be collected, then makes the file (pain.008)"));
    auto* refunds = debitButton(*orders_, "makeRefundsButton", tr("Refunds"), tr("Makes the file of the refunds that wait (pain.001)"));
    export_ = debitButton(*orders_, "exportOrderButton", tr("Save the file …"), tr("As it was made, as often as it is needed"));
    auto* settings = debitButton(*mandates_, "paymentSettingsButton", tr("Settings …"), tr("Creditor identifier, days, fees and limits"));
    settings->setEnabled(desk_.actor().may(access::Permission::ManageOperator));
    connect(settings, &QPushButton::clicked, this, [this] { follow(new PaymentSettingsDialog(desk_, this)); });
    make->setEnabled(may);
    refunds->setEnabled(may);
    ordered_->setAccessibleName(tr("What is in the chosen file"));
    ordered_->setModel(&orderedModel_);
    ordered_->setEmptyState(tr("Choose a file at the left to see what is in it."));
    returned_ = debitButton(*ordered_, "orderReturnedButton", tr("Returned …"), tr("The bank took the chosen direct debit back"));
    auto* parts = new QSplitter;
    parts->setChildrenCollapsible(false);
    parts->addWidget(orders_);
    parts->addWidget(ordered_);
    parts->setSizes({55 * gridStep, 81 * gridStep}); // all columns of both at 1440 pixels
    connect(make, &QPushButton::clicked, this, &DebitPage::makeFile);
    connect(orders_, &TablePane::emptyAction, this, &DebitPage::makeFile);
    connect(refunds, &QPushButton::clicked, this, &DebitPage::makeRefunds);
    connect(export_, &QPushButton::clicked, this, &DebitPage::askForExport);
    connect(orders_, &TablePane::opened, this, &DebitPage::askForExport);
    connect(returned_, &QPushButton::clicked, this, &DebitPage::markReturned);
    return parts;
}

void DebitPage::addWhys(DetailPane& detail)
{
    new WhyButton(QStringLiteral("mandateWhyButton"), *mandates_, desk_, detail, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::MandateRow* row = mandateModel_.find(key);
        return row ? std::optional(whyAbout({QStringLiteral("mandate"), row->mandate.id.toString()}, row->mandate.reference, row->mandate.debtorName)) : std::nullopt;
    });
    new WhyButton(QStringLiteral("bankOrderWhyButton"), *orders_, desk_, detail, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::OrderRow* row = orderModel_.find(key);
        return row ? std::optional(whyAbout({QStringLiteral("bankorder"), row->id.toString()}, row->number, row->sum.toDisplay())) : std::nullopt;
    });
    new WhyButton(QStringLiteral("orderedWhyButton"), *ordered_, desk_, detail, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::OrderedRow* row = orderedModel_.find(key);
        if (!row)
            return std::nullopt;
        return WhySubject{{}, row->paymentNumber, row->amount.toDisplay(), {}, [number = row->paymentNumber](store::Connection& connection) {
            const auto posting = ledger::postingBySourceKey(connection, QStringLiteral("payment:") + number);
            return posting ? overview::whyEntry(connection, posting->entry) : QList<overview::ChainStep>();
        }};
    });
}

void DebitPage::refresh()
{
    if (mandateModel_.totalRows() == 0)
        mandateModel_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return DebitLists{payments::mandateRows(connection), payments::orderRows(connection)};
    }, [this](const DebitLists& lists) {
        mandateModel_.replace(lists.mandates);
        orderModel_.replace(lists.orders);
        if (!lists.orders.isEmpty() && !orders_->currentKey().isValid())
            orders_->view()->selectRow(0);
        readOrdered();
        offerActions();
    }, [this](const Error& error) {
        mandateModel_.setFailed(error.sentence());
        orderModel_.setFailed(error.sentence());
    });
}

void DebitPage::readOrdered()
{
    const payments::OrderRow* order = orderModel_.find(orders_->currentKey().toString());
    if (!order)
        return orderedModel_.replace({});
    orderedAnswer_.ask(desk_.executor(), [actor = desk_.actor(), id = order->id](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return payments::orderedRows(connection, id);
    }, [this](const QList<payments::OrderedRow>& rows) {
        orderedModel_.replace(rows);
        offerActions();
    }, [this](const Error& error) { orderedModel_.setFailed(error.sentence()); });
}

void DebitPage::offerActions()
{
    const payments::MandateRow* mandate = mandateModel_.find(reference());
    const bool open = mandate && !mandate->mandate.revokedOn && desk_.actor().may(access::Permission::RecordPayments);
    revoke_->setEnabled(open);
    last_->setEnabled(open && !mandate->mandate.oneOff && !mandate->mandate.final);
    export_->setEnabled(orders_->currentKey().isValid() && desk_.actor().may(access::Permission::SendPayments));
    const payments::OrderedRow* row = orderedModel_.find(ordered_->currentKey().toString());
    returned_->setEnabled(row && row->sequence && row->returned.isEmpty() && desk_.actor().may(access::Permission::RecordPayments));
}

QString DebitPage::reference() const
{
    return mandates_->currentKey().toString();
}

void DebitPage::follow(EntryDialog* form)
{
    connect(form, &EntryDialog::written, this, [this](const QString& sentence) {
        notices_->showNotice({Tone::Good, sentence, {}, {}, {}});
        refresh();
    });
    form->open();
}

template <class Work>
void DebitPage::write(const QString& failure, Work work)
{
    whenDone(this, desk_.executor().write(std::move(work)), [this](const QString& done) {
        notices_->showNotice({Tone::Good, done, {}, {}, {}});
        refresh();
    }, [this, failure](const Error& error) { notices_->showNotice({Tone::Bad, failure, error.sentence(), {}, {}}); });
}

void DebitPage::addMandate()
{
    follow(new MandateDialog(desk_, this));
}

void DebitPage::revoke()
{
    const payments::MandateRow* row = mandateModel_.find(reference());
    if (!row)
        return;
    prompt_->confirm({tr("Revoke %1 of %2? Nothing is collected with it any more; its invoices are paid otherwise.").arg(row->mandate.reference, row->customerName), {}, tr("Revoke"), tr("Keep"), {}},
                     [this, reference = row->mandate.reference] {
        write(tr("The mandate was not revoked."), [actor = desk_.actor(), reference](store::Context& context) {
            payments::DirectDebitService(context).revoke(actor, reference);
            return DebitPage::tr("Nothing is collected with %1 any more.").arg(reference);
        });
    });
}

void DebitPage::endAfterNext()
{
    write(tr("The mandate was left as it is."), [actor = desk_.actor(), reference = reference()](store::Context& context) {
        payments::DirectDebitService(context).endAfterNext(actor, reference);
        return DebitPage::tr("The next collection with %1 is the last one.").arg(reference);
    });
}

void DebitPage::makeFile()
{
    auto* dialog = new DebitFileDialog(desk_, this);
    connect(dialog, &DebitFileDialog::made, this, [this](const QString& number) { // chosen when the list is here
        orders_->select(number);
    });
    follow(dialog);
}

void DebitPage::makeRefunds()
{
    write(tr("The file was not made."), [actor = desk_.actor()](store::Context& context) {
        const auto order = payments::DirectDebitService(context).orderRefunds(actor);
        return order ? DebitPage::tr("%1 is made; save it for the bank.").arg(order->number) : DebitPage::tr("No refund waits.");
    });
}

void DebitPage::askForExport()
{
    if (!export_->isEnabled())
        return;
    auto* dialog = new QFileDialog(this, tr("Save the file for the bank"), orders_->currentKey().toString() + QStringLiteral(".xml"), tr("Files for the bank (*.xml)"));
    dialog->setObjectName(QStringLiteral("exportOrderDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("xml"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &DebitPage::exportTo);
    dialog->open();
}

void DebitPage::exportTo(const QString& path)
{
    exportAnswer_.ask(desk_.executor(), [actor = desk_.actor(), number = orders_->currentKey().toString(), path](store::Connection& connection) {
        actor.require(access::Permission::SendPayments);
        const auto order = payments::bankOrderNumbered(connection, number);
        QSaveFile file(path);
        if (!order || !file.open(QIODevice::WriteOnly) || file.write(order->file()) < 0 || !file.commit())
            throw StoreFailure(DebitPage::tr("%1 can't be written (%2). Choose another folder.").arg(path, file.errorString()));
        return path;
    }, [this](const QString& saved) { notices_->showNotice({Tone::Good, tr("Saved to %1.").arg(saved), {}, {}, {}}); },
       [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The file was not saved."), error.sentence(), {}, {}}); });
}

void DebitPage::markReturned()
{
    if (const payments::OrderedRow* row = orderedModel_.find(ordered_->currentKey().toString()))
        follow(new ReturnedDialog(desk_, row->payment, row->paymentNumber, row->amount, this));
}

} // namespace trunkline::widgets
