#include "app/desktop/tour.h"

#include "app/demo/demobank.h"
#include "app/demo/demoplan.h"
#include "app/demo/demousage.h"
#include "app/desktop/desktop.h"
#include "models/assurance/outagestore.h"
#include "models/billing/billrunservice.h"
#include "models/billing/invoicestore.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/ordering/orderservice.h"
#include "models/ordering/orderstore.h"
#include "models/payments/directdebitservice.h"
#include "models/payments/paymentsettings.h"
#include "models/payments/statementservice.h"
#include "widgets/shell/commandpalette.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QBuffer>
#include <QCoreApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPixmap>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>
#include <QWizard>

namespace trunkline::desktop {

namespace {

constexpr std::int64_t tourHourMs = 3'600'000;
constexpr int settleMs = 900; // for what the screens read in the background; nothing depends on it but the picture

QString tourText(const char* text)
{
    return QCoreApplication::translate("Tour", text);
}

/// main() runs the tour instead of an event loop; its waiting is that loop.
void pass(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

template <class Fact>
void until(Fact fact, const QString& what)
{
    QElapsedTimer waited;
    waited.start();
    while (!fact()) {
        if (waited.elapsed() > 120'000)
            throw NetworkFailure(tourText("The tour waited in vain until %1.").arg(what));
        pass(50);
    }
}

class Tour {
public:
    Tour(Desktop& desktop, const QString& folder)
        : desktop_(desktop), folder_(folder), connection_(store::Connection::open(desktop.station().executor().url(), store::Connection::Mode::ReadOnly))
    {
    }

    void run()
    {
        everyWorkspace(QStringLiteral("empty"), {});
        discover();
        order(QStringLiteral("C-000001"), QStringLiteral("FIBRE-100"), QStringLiteral("ont-0/1/3"));
        order(QStringLiteral("C-000003"), QStringLiteral("FIBRE-1000"), QStringLiteral("ont-0/1/4"));
        letPass(6 * tourHourMs);
        desktop_.demoNetwork()->command(QStringLiteral("port down olt-1 ont-0/1/3"));
        until([&] { return !fault::openAlarms(*connection_).isEmpty() && !assurance::openOutages(*connection_).isEmpty(); }, tourText("the fault shows"));
        showFault();
        letPass(6 * tourHourMs);
        desktop_.demoNetwork()->command(QStringLiteral("port up olt-1 ont-0/1/3"));
        until([&] { return assurance::openOutages(*connection_).isEmpty(); }, tourText("the fault is over"));
        const OperatorZone& zone = desktop_.desk().profile().zone;
        const Timestamp now = desktop_.station().clock().now();
        letPass(zone.startOf(zone.dateAt(now).plusMonths(1).withDay(1)).plusMs(7 * tourHourMs).msSince(now));
        showBusiness(bill());
        QTextStream(stdout) << tourText("%1 pictures are in %2").arg(pictures_).arg(folder_) << Qt::endl;
    }

private:
    void shoot(const QString& name)
    {
        for (const auto scheme : {widgets::Scheme::Light, widgets::Scheme::Dark}) {
            desktop_.window().setScheme(scheme);
            pass(settleMs);
            save(desktop_.window(), name, scheme);
        }
        desktop_.window().setScheme(widgets::Scheme::Light);
    }

    void save(QWidget& widget, const QString& name, widgets::Scheme scheme)
    {
        const QString path = QStringLiteral("%1/%2-%3.png").arg(folder_, name, scheme == widgets::Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark"));
        if (!widget.grab().save(path))
            throw StoreFailure(tourText("%1 can't be written; name another folder.").arg(path));
        ++pictures_;
    }

    /// The form that a button of what is shown opens, in both schemes.
    void shootForm(const char* button, const char* dialog, const QString& name)
    {
        QAbstractButton* opens = nullptr;
        until([&] { return (opens = shown<QAbstractButton>(button)) && opens->isEnabled(); }, tourText("a button can be pressed"));
        opens->click();
        until([&] { return shown<QDialog>(dialog) != nullptr; }, tourText("a form is open"));
        auto* form = shown<QDialog>(dialog);
        for (const auto scheme : {widgets::Scheme::Light, widgets::Scheme::Dark}) {
            desktop_.window().setScheme(scheme);
            pass(settleMs);
            save(*form, name, scheme);
        }
        desktop_.window().setScheme(widgets::Scheme::Light);
        form->reject();
    }

    /// Pages of several workspaces have parts of the same name: the one that can be seen.
    template <class Widget>
    Widget* shown(const char* name) const
    {
        for (auto* found : desktop_.window().findChildren<Widget*>(QString::fromLatin1(name)))
            if (found->isVisible())
                return found;
        return nullptr;
    }

    /// A tab of lists with its first row chosen.
    void shootTab(const char* lists, int tab, const QString& name)
    {
        until([&] { return shown<QTabWidget>(lists) != nullptr; }, tourText("the lists are shown"));
        auto* tabs = shown<QTabWidget>(lists);
        tabs->setCurrentIndex(tab);
        auto* list = tabs->currentWidget()->findChild<QAbstractItemView*>();
        until([&] { return list->model() && list->model()->rowCount() > 0; }, tourText("a list is filled"));
        list->setCurrentIndex(list->model()->index(0, 0));
        shoot(name);
    }

    void everyWorkspace(const QString& suffix, const QStringList& only)
    {
        for (const char* id : {"network", "alarms", "performance", "orders", "customers", "billing", "admin"})
            if (only.isEmpty() || only.contains(QLatin1String(id))) {
                desktop_.window().showWorkspace(QString::fromLatin1(id));
                shoot(QString::fromLatin1(id) + (suffix.isEmpty() ? QString() : u'-' + suffix));
            }
    }

    void show(const Target& target, const QString& name)
    {
        desktop_.window().showTarget(target);
        shoot(name);
    }

    void discover()
    {
        QString failure = QStringLiteral("?");
        const auto done = QObject::connect(&desktop_, &Desktop::discovered, [&](const QString& sentence) { failure = sentence; });
        desktop_.discover(*desktop_.desk().demoSeed());
        until([&] { return failure != QLatin1String("?"); }, tourText("the network is found"));
        QObject::disconnect(done);
        if (!failure.isEmpty())
            throw NetworkFailure(failure);
    }

    ServiceId order(const QString& customerNumber, const QString& code, const QString& portName)
    {
        const auto buyer = *customer::customerByNumber(*connection_, customerNumber);
        const auto account = customer::accounts(*connection_, buyer.id).first();
        const BillingDate today = desktop_.desk().profile().zone.dateAt(desktop_.station().clock().now());
        const ordering::OrderRequest request{buyer.id, account.id, catalogue::newestOffering(*connection_, code)->id,
                                             inventory::portByName(*connection_, inventory::deviceByName(*connection_, QStringLiteral("olt-1"))->id, portName)->id, today};
        if (!wizardShown_)
            showWizard();
        const access::Actor actor = desktop_.desk().actor();
        const auto taken = desktop_.station().executor().write([actor, request](store::Context& context) { return ordering::OrderService(context).submit(actor, request); }).result();
        until([&] { return ordering::order(*connection_, taken.id)->state == ordering::OrderState::Completed; }, tourText("the order is delivered"));
        return taken.serviceId;
    }

    void showWizard()
    {
        wizardShown_ = true;
        desktop_.window().showWorkspace(QStringLiteral("orders"));
        pass(settleMs);
        auto* button = desktop_.window().findChild<QAbstractButton*>(QStringLiteral("newOrderButton"));
        if (!button)
            return;
        QTimer::singleShot(settleMs, &desktop_, [this] {
            for (QWidget* top : QApplication::topLevelWidgets())
                if (auto* wizard = qobject_cast<QWizard*>(top); wizard && wizard->isVisible()) {
                    save(*wizard, QStringLiteral("orders-wizard"), widgets::Scheme::Light);
                    wizard->reject();
                }
        });
        button->click();
        pass(2 * settleMs);
    }

    void letPass(std::int64_t ms)
    {
        bool finished = false;
        QString failure;
        const auto done = QObject::connect(desktop_.demoNetwork(), &DemoNetwork::finished, &desktop_, [&](const QString& sentence) {
            finished = true;
            failure = sentence;
        });
        desktop_.demoNetwork()->advance(desktop_.desk().actor(), ms);
        until([&] { return finished; }, tourText("time has passed"));
        QObject::disconnect(done);
        if (!failure.isEmpty())
            throw NetworkFailure(failure);
    }

    void showFault()
    {
        const fault::Alarm alarm = fault::openAlarms(*connection_).first();
        everyWorkspace(QStringLiteral("fault"), {QStringLiteral("network")});
        show({QStringLiteral("alarm"), alarm.id.toString()}, QStringLiteral("alarms"));
    }

    billing::Invoice bill()
    {
        desktop_.window().showWorkspace(QStringLiteral("billing"));
        pass(settleMs);
        if (auto* preview = desktop_.window().findChild<QAbstractButton*>(QStringLiteral("previewButton")); preview && preview->isEnabled()) {
            preview->click();
            shoot(QStringLiteral("billing-preview"));
            press("compareButton");
            shoot(QStringLiteral("billing-compare"));
            press("approveButton");
            until([&] { return shown<QAbstractButton>("postButton") != nullptr; }, tourText("a run can be approved"));
            shoot(QStringLiteral("billing-approve"));
        }
        const access::Actor actor = desktop_.desk().actor();
        const BillingDate today = desktop_.desk().profile().zone.dateAt(desktop_.station().clock().now());
        desktop_.station().executor().write([actor, today](store::Context& context) { return billing::BillRunService(context).post(actor, billing::cycleEndedBy(today, 1), today); }).waitForFinished();
        const auto posted = billing::invoices(*connection_);
        for (const billing::InvoiceSummary& summary : posted) {
            const auto whole = *billing::invoice(*connection_, summary.id);
            if (std::any_of(whole.lines.begin(), whole.lines.end(), [](const billing::InvoiceLine& line) { return line.kind == billing::LineKind::Credit; }))
                return whole;
        }
        throw NotFound(tourText("No invoice carries the credit."));
    }

    void showBusiness(const billing::Invoice& invoice)
    {
        const auto olt = *inventory::deviceByName(*connection_, QStringLiteral("olt-1"));
        show({QStringLiteral("device"), olt.id.toString()}, QStringLiteral("network"));
        showOpenedDevice();
        show({QStringLiteral("port"), inventory::portByName(*connection_, olt.id, QStringLiteral("uplink-0/0"))->id.toString()}, QStringLiteral("performance"));
        shootForm("do-setPortRates", "portRatesDialog", QStringLiteral("performance-rates"));
        for (const auto& [tab, name] : {std::pair{1, "performance-sensors"}, std::pair{2, "performance-transceivers"}, std::pair{3, "performance-onts"}})
            shootTab("measureLists", tab, QString::fromLatin1(name));
        shootForm("setLimits", "limitsDialog", QStringLiteral("performance-limits"));
        show({QStringLiteral("order"), ordering::orders(*connection_).last().id.toString()}, QStringLiteral("orders"));
        show({QStringLiteral("customer"), invoice.customerId.toString()}, QStringLiteral("customers"));
        showClerk(invoice);
        showUsage(invoice);
        showMoney();
        showAdmin();
        desktop_.window().openPalette();
        desktop_.window().commandPalette()->box()->setText(QStringLiteral("anna"));
        shoot(QStringLiteral("palette"));
    }

    /// Its ports, what its parts measure, and the form of its settings.
    void showOpenedDevice()
    {
        auto* map = desktop_.window().findChild<QWidget*>(QStringLiteral("networkMap"));
        QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
        QApplication::sendEvent(map, &enter);
        shootTab("device-measureLists", 0, QStringLiteral("network-ports"));
        shootTab("device-measureLists", 1, QStringLiteral("network-sensors"));
        shootTab("device-measureLists", 3, QStringLiteral("network-onts"));
        shootForm("deviceSettingsButton", "deviceSettingsDialog", QStringLiteral("network-settings"));
    }

    /// Half of the invoices are paid, somebody sends money that nobody knows, and three weeks later the rest is dunned.
    void showMoney()
    {
        const access::Actor actor = desktop_.desk().actor();
        const OperatorZone& zone = desktop_.desk().profile().zone;
        QByteArray statement = demo::demoBankStatement(*connection_, zone.dateAt(desktop_.station().clock().now()));
        desktop_.station().executor().write([actor, statement](store::Context& context) {
            QBuffer file;
            file.setData(statement);
            file.open(QIODevice::ReadOnly);
            return payments::StatementService(context).import(actor, file, QStringLiteral("bank.xml")).lines;
        }).waitForFinished();
        desktop_.window().showWorkspace(QStringLiteral("billing"));
        showMoneyPage(QStringLiteral("matchingPage"), QStringLiteral("billing-payments"));
        for (int line = 0; line < 2; ++line)
            if (auto* accept = desktop_.window().findChild<QAbstractButton*>(QStringLiteral("acceptLineButton")); accept && accept->isEnabled()) {
                accept->click();
                pass(settleMs);
            }
        showMoneyPage(QStringLiteral("accountsPage"), QStringLiteral("billing-accounts"));
        showMoneyPage(QStringLiteral("ledgerPage"), QStringLiteral("billing-ledger"));
        letPass(22 * 24 * tourHourMs);
        showMoneyPage(QStringLiteral("dunningPage"), QStringLiteral("billing-dunning"));
    }

    void press(const char* button)
    {
        QAbstractButton* found = nullptr;
        until([&] { return (found = shown<QAbstractButton>(button)) && found->isEnabled(); }, tourText("a button can be pressed"));
        found->click();
        pass(settleMs);
    }

    /// What a clerk does to posted money.
    void showClerk(const billing::Invoice& invoice)
    {
        const access::Actor actor = desktop_.desk().actor();
        desktop_.station().executor().write([actor, account = invoice.accountId](store::Context& context) {
            payments::PaymentSettings settings = payments::paymentSettings(context.connection);
            settings.creditorId = QStringLiteral("DE98ZZZ09999999999");
            payments::changePaymentSettings(context, actor, settings);
            payments::Mandate mandate;
            mandate.accountId = account;
            mandate.debtorName = QStringLiteral("Anna Weber");
            mandate.iban = QStringLiteral("DE89370400440532013000");
            mandate.signedOn = BillingDate(2026, 3, 10);
            return payments::DirectDebitService(context).sign(actor, mandate).reference;
        }).waitForFinished();
        show({QStringLiteral("invoice"), invoice.id.toString()}, QStringLiteral("billing"));
        shootForm("do-creditInvoice", "creditDialog", QStringLiteral("billing-credit"));
        shootForm("do-cancelInvoice", "cancelInvoiceDialog", QStringLiteral("billing-cancel"));
        shootForm("do-adjustAccount", "adjustmentDialog", QStringLiteral("billing-adjust"));
        showMoneyPage(QStringLiteral("debitPage"), QStringLiteral("billing-debits"));
        shootForm("makeDebitsButton", "debitFileDialog", QStringLiteral("billing-debit-file"));
        showMoneyPage(QStringLiteral("dunningPage"), QStringLiteral("billing-dunning-early"));
        shootForm("dunningRulesButton", "rulesDialog", QStringLiteral("billing-rules"));
        showMoneyPage(QStringLiteral("ledgerPage"), QStringLiteral("billing-ledger-early"));
        shootForm("postByHandButton", "postingDialog", QStringLiteral("billing-posting"));
        shootForm("closeMonthButton", "closeMonthDialog", QStringLiteral("billing-close"));
        showMoneyPage(QStringLiteral("cataloguePage"), QStringLiteral("billing-catalogue"));
    }

    void showUsage(const billing::Invoice& invoice)
    {
        const access::Actor actor = desktop_.desk().actor();
        ServiceId service;
        for (const billing::InvoiceLine& line : invoice.lines)
            if (!line.serviceId.isNull())
                service = line.serviceId;
        desktop_.station().executor().write([actor, service](store::Context& context) {
            demo::readDemoUsage(context, actor, service);
            return true;
        }).result();
        auto* tabs = desktop_.window().findChild<QTabWidget*>(QStringLiteral("billingTabs"));
        auto* usage = tabs->findChild<QTabWidget*>(QStringLiteral("usagePage"));
        tabs->setCurrentWidget(usage);
        for (int at = 0; at < usage->count(); ++at) {
            usage->setCurrentIndex(at);
            pass(settleMs);
            for (auto* list : usage->currentWidget()->findChildren<QTableView*>())
                if (list->isVisible() && list->model()->rowCount() > 0)
                    list->selectRow(0);
            if (auto* destination = shown<QLineEdit>("tryOutDestination")) {
                destination->setText(QStringLiteral("4917612345"));
                press("tryOutButton");
            }
            shoot(QStringLiteral("usage-") + usage->currentWidget()->objectName().chopped(4));
        }
    }

    void showMoneyPage(const QString& page, const QString& name)
    {
        auto* tabs = desktop_.window().findChild<QTabWidget*>(QStringLiteral("billingTabs"));
        tabs->setCurrentWidget(tabs->findChild<QWidget*>(page));
        pass(settleMs);
        shoot(name);
    }

    /// Every page of it, with what a page shows of its first row.
    void showAdmin()
    {
        const access::Actor actor = desktop_.desk().actor();
        const auto seed = *desktop_.desk().demoSeed();
        desktop_.station().executor().write([actor, seed](store::Context& context) {
            demo::addDemoPlan(context, actor, seed.address, seed.port);
            return true;
        }).waitForFinished();
        desktop_.window().showWorkspace(QStringLiteral("admin"));
        auto* pages = desktop_.window().findChild<QTabWidget*>(QStringLiteral("adminTabs"));
        for (int at = 0; at < pages->count(); ++at) {
            pages->setCurrentIndex(at);
            pass(settleMs);
            const QString name = pages->currentWidget()->objectName().chopped(4); // "credentialsPage"
            if (auto* read = pages->currentWidget()->findChild<QAbstractButton*>(QStringLiteral("readHardwareButton")); read && read->isEnabled()) {
                read->click();
                until([&] { return read->isEnabled(); }, tourText("the hardware is read"));
            }
            if (auto* list = pages->currentWidget()->findChild<QAbstractItemView*>(); list && list->model()->rowCount() > 0)
                list->setCurrentIndex(list->model()->index(0, 0));
            shoot(QStringLiteral("admin-") + name);
            if (name == QLatin1String("collector"))
                shootForm("syslogButton", "syslogDialog", QStringLiteral("admin-syslog"));
            if (name == QLatin1String("plans"))
                shootForm("newPlanButton", "planDialog", QStringLiteral("admin-plan"));
        }
    }

    Desktop& desktop_;
    QString folder_;
    std::unique_ptr<store::Connection> connection_;
    int pictures_ = 0;
    bool wizardShown_ = false;
};

} // namespace

int renderTour(const QString& folder)
{
    if (!QDir().mkpath(folder))
        throw StoreFailure(tourText("The folder %1 can't be made; name another one.").arg(folder));
    QTemporaryDir home;
    OpeningRequest request;
    request.url = store::DatabaseUrl::sqlite(home.filePath(QStringLiteral("tour.db")));
    request.mayCreate = request.demo = true;
    request.keyFile = home.filePath(QStringLiteral("seal.key"));
    request.demoPort = 0;
    request.station.collector.polling.intervalMs = 3'600'000; // time moves in steps, each with its own poll
    Desktop desktop(std::move(*open(request).ground), home.filePath(QStringLiteral("layout.ini")));
    desktop.window().resize(1600, 1000);
    desktop.window().show();
    Tour(desktop, QDir(folder).absolutePath()).run();
    return 0;
}

} // namespace trunkline::desktop
