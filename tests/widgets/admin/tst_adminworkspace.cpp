// The admin workspace on a real database and a real agent: credentials, the collector's figures, users, the journal.
#include "models/access/userservice.h"
#include "models/catalogue/pricestore.h"
#include "models/collection/discoverydiff.h"
#include "models/collection/sysloglistening.h"
#include "models/collection/traplistening.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "snmp/engine.h"
#include "tests/support/snmppeer.h"
#include "tests/widgets/orders/officedesk.h"
#include "widgets/admin/adminworkspace.h"
#include "widgets/admin/documentdialogs.h"
#include "widgets/admin/journalpage.h"
#include "widgets/common/joblist.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QtConcurrent>

using namespace trunkline;
using namespace trunkline::test;
using namespace trunkline::widgets;

namespace {

/// The workspace with what app/ would give it.
struct AdminDesk {
    explicit AdminDesk(TestStore& testStore, const access::Actor& actor = administrator()) : store(testStore), office(testStore, actor), workspace(office.desk, office.detail, jobs, sealer, errands())
    {
        office.show(workspace);
    }
    NetworkErrands errands()
    {
        NetworkErrands ways;
        ways.tryCredential = [this](CredentialId id, const QString& address, quint16 port) {
            return QtConcurrent::run([this, id, address, port](QPromise<collection::CredentialTrial>& promise) {
                const auto credential = inventory::credential(*store.another(), sealer, id);
                promise.addResult(collection::tryCredential(engine, administrator(), *credential, address, port));
            });
        };
        ways.readHardware = [this](DeviceId id) {
            return QtConcurrent::run([this, id](QPromise<collection::DeviceHardware>& promise) {
                try {
                    const auto connection = store.another();
                    const auto device = *inventory::device(*connection, id);
                    promise.addResult(collection::readDeviceHardware(engine, administrator(), device, *inventory::credential(*connection, sealer, device.credentialId)));
                } catch (...) {
                    promise.setException(std::current_exception());
                }
            });
        };
        return ways;
    }
    template <class Widget>
    Widget* find(const char* name) const { return office.find<Widget>(name); }
    TablePane* list(const char* name) const { return office.find<TablePane>(name); }
    QString cell(const char* listName, int row, const char* column) const
    {
        TableModel* model = list(listName)->model();
        for (int at = 0; at < model->columnCount(); ++at)
            if (model->columnId(at) == QLatin1String(column))
                return model->index(row, at).data().toString();
        return QStringLiteral("no such column");
    }
    CredentialId addCommunity(const char* name, const char* community)
    {
        inventory::Credential draft;
        draft.name = QString::fromLatin1(name);
        draft.community = community;
        return inventory::CredentialService(store.context, sealer).add(administrator(), draft).id;
    }
    DeviceId addDevice(const char* name, const char* address, CredentialId credential, quint16 port = 161)
    {
        inventory::FoundDevice found;
        found.sysName = QString::fromLatin1(name);
        found.address = QString::fromLatin1(address);
        found.credentialId = credential;
        found.snmpPort = port;
        found.sysObjectId = QStringLiteral("1.3.6.1.4.1.8072.3.2.10"); // net-snmp on Linux
        return inventory::InventoryService(store.context).recordDiscovery(administrator(), found).id;
    }

    TestStore& store;
    store::Sealer sealer{QByteArray(32, 'k')};
    snmp::Engine engine;
    JobList jobs;
    OfficeDesk office;
    AdminWorkspace workspace;
};

} // namespace

class AdminWorkspaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void aCredentialIsEnteredRefusedAndChanged()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        auto* list = admin.list("credentialsList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Ready; }));
        QCOMPARE(list->model()->rowCount(), 0);
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-credentials-empty"));
        admin.find<QPushButton>("newCredentialButton")->click();
        auto* dialog = admin.find<QDialog>("credentialDialog");
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>("credentialName")->setText(QStringLiteral("routers"));
        auto* version = dialog->findChild<QComboBox*>("credentialVersion");
        version->setCurrentIndex(version->findData(int(inventory::SnmpVersion::V3)));
        QVERIFY(!dialog->findChild<QLineEdit*>("credentialCommunity")->isVisible());
        dialog->findChild<QLineEdit*>("credentialUser")->setText(QStringLiteral("noc"));
        dialog->findChild<QLineEdit*>("credentialAuthPassword")->setText(QStringLiteral("short"));
        dialog->findChild<QLineEdit*>("credentialPrivPassword")->setText(QStringLiteral("long enough"));
        auto* save = dialog->findChild<QPushButton*>("saveButton");
        save->click();
        QVERIFY(waitFor([&] { return dialog->findChild<NoticeBar*>("dialogNotice")->isVisible(); })); // under eight characters
        OfficeDesk::shoot(*dialog, QStringLiteral("admin-credential-refused"));
        dialog->findChild<QLineEdit*>("credentialAuthPassword")->setText(QStringLiteral("long as well"));
        save->click();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 1; }));
        QCOMPARE(admin.cell("credentialsList", 0, "security"), QStringLiteral("SHA-256 and AES-128"));
        QVERIFY(waitFor([&] { return admin.office.detail.detail().title == QStringLiteral("routers"); }));

        // The form never shows what is stored, and keeps what is left empty.
        QVERIFY(waitFor([&] { return !admin.find<QDialog>("credentialDialog"); }));
        admin.find<QPushButton>("editCredentialButton")->click();
        dialog = admin.find<QDialog>("credentialDialog");
        for (const char* secret : {"credentialAuthPassword", "credentialPrivPassword", "credentialCommunity"})
            QVERIFY(dialog->findChild<QLineEdit*>(secret)->text().isEmpty());
        QCOMPARE(dialog->findChild<QLineEdit*>("credentialUser")->text(), QStringLiteral("noc"));
        OfficeDesk::shoot(*dialog, QStringLiteral("admin-credential-edit"));
        dialog->findChild<QLineEdit*>("credentialName")->setText(QStringLiteral("core routers"));
        QTest::keyClick(dialog->findChild<QLineEdit*>("credentialName"), Qt::Key_Return);
        QVERIFY(waitFor([&] { return admin.cell("credentialsList", 0, "name") == QStringLiteral("core routers"); }));
        QCOMPARE(inventory::credentials(*store.connection, admin.sealer).first().authPassword, QByteArray("long as well"));
    }

    void theOrderToTryIsChangedByKey()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.addCommunity("first", "a");
        const CredentialId second = admin.addCommunity("second", "b");
        admin.workspace.refresh();
        auto* list = admin.list("credentialsList");
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 2; }));
        QVERIFY(list->select(second.toString()));
        list->view()->setFocus();
        QTest::keyClick(list->view(), Qt::Key_Up, Qt::AltModifier);
        QVERIFY(waitFor([&] { return inventory::credentials(*store.connection, admin.sealer).first().id == second; }));
        QVERIFY(waitFor([&] { return list->model()->rowOfKey(second.toString()) == 0; }));
        QCOMPARE(list->currentKey().toString(), second.toString());
    }

    void removingNamesTheDevicesThatNeedIt()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        const CredentialId used = admin.addCommunity("reading", "public-secret");
        const CredentialId spare = admin.addCommunity("spare", "other-secret");
        admin.addDevice("core-1", "192.0.2.1", used);
        admin.workspace.refresh();
        auto* list = admin.list("credentialsList");
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 2 && admin.cell("credentialsList", 0, "devices") == QStringLiteral("1"); }));
        QVERIFY(list->select(used.toString()));
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-credentials"));
        admin.find<QPushButton>("removeCredentialButton")->click();
        auto* notice = admin.find<NoticeBar>("credentialsNotice");
        QVERIFY(notice->isVisible() && notice->notice().why.contains(QLatin1String("core-1")));
        QVERIFY(list->select(spare.toString()));
        admin.find<QPushButton>("removeCredentialButton")->click();
        auto* confirm = admin.find<QPushButton>("credentialsPromptConfirm");
        QVERIFY(confirm->isVisible());
        QCOMPARE(inventory::credentials(*store.connection, admin.sealer).size(), 2); // a question only
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-credentials-remove"));
        confirm->click();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 1; }));
        QCOMPARE(inventory::credentials(*store.connection, admin.sealer).first().id, used);
    }

    void aCredentialIsTriedOnADevice()
    {
        SnmpPeer peer;
        QString problem;
        if (!peer.start(&problem))
            QSKIP(qPrintable(problem));
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        const CredentialId right = admin.addCommunity("right", SnmpPeer::readCommunity);
        const CredentialId wrong = admin.addCommunity("wrong", "no-such-community");
        admin.workspace.refresh();
        auto* list = admin.list("credentialsList");
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 2; }));
        const auto tryIt = [&](CredentialId id, const QString& address) {
            QVERIFY(list->select(id.toString()));
            admin.find<QPushButton>("tryCredentialButton")->click();
            auto* dialog = admin.find<QDialog>("try");
            QVERIFY(dialog);
            dialog->findChild<QLineEdit*>("tryAddress")->setText(address);
            dialog->findChild<QSpinBox*>("tryPort")->setValue(peer.port());
            dialog->findChild<QPushButton*>("saveButton")->click();
        };
        tryIt(right, QStringLiteral("router.example")); // no address: the form says so
        auto* dialog = admin.find<QDialog>("try");
        QVERIFY(dialog->findChild<NoticeBar*>("dialogNotice")->isVisible());
        dialog->reject();
        QVERIFY(waitFor([&] { return !admin.find<QDialog>("try"); }));
        tryIt(right, QStringLiteral("127.0.0.1"));
        auto* notice = admin.find<NoticeBar>("credentialsNotice");
        QVERIFY(waitFor([&] { return notice->isVisible(); }));
        QCOMPARE(notice->notice().tone, Tone::Good);
        QCOMPARE(admin.jobs.jobs().last().state, JobView::State::Done);
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-credentials-tried"));
        QVERIFY(waitFor([&] { return !admin.find<QDialog>("try"); }));
        tryIt(wrong, QStringLiteral("127.0.0.1"));
        QVERIFY(waitFor([&] { return admin.jobs.jobs().last().state == JobView::State::Failed; }));
        QCOMPARE(notice->notice().tone, Tone::Bad);
        QVERIFY(!notice->notice().why.contains(QLatin1String("no-such-community")));
    }

    void theCollectorsFiguresAndTheSilent()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        const DeviceId gone = admin.addDevice("olt-7", "192.0.2.7", admin.addCommunity("reading", "x"));
        admin.addDevice("olt-8", "192.0.2.8", {});
        inventory::InventoryService(store.context).recordDeviceState(administrator(), gone, inventory::DeviceState::Silent);
        admin.workspace.showPage(QStringLiteral("collector"));
        admin.workspace.refresh();
        auto* list = admin.list("collectorList");
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 1; }));
        QVERIFY(admin.find<QLabel>("collectorWaiting")->isVisible());
        collection::CollectorHistory history;
        for (int minute = 0; minute <= 60; ++minute)
            history.add({store.clock.now().plusMs(minute * 60'000), minute * minute * 100, minute, 900});
        const auto report = [&](const QString& silent) {
            admin.workspace.collector().showReport({{{QStringLiteral("devices"), QStringLiteral("Devices polled"), QStringLiteral("2")},
                                                     {QStringLiteral("silent"), QStringLiteral("Silent devices"), silent, Tone::Attention}}, history.rates(),
                                                    {{snmp::Refusal::SourceFull, QStringLiteral("192.0.2.66"), 1200, store.clock.now().ms},
                                                     {snmp::Refusal::NotAuthentic, QStringLiteral("192.0.2.7"), 3, store.clock.now().ms}}});
        };
        report(QStringLiteral("1"));
        auto* figure = admin.find<QLabel>("collectorFigure-silent");
        QCOMPARE(figure->text(), QStringLiteral("1"));
        QVERIFY(!admin.find<QLabel>("collectorWaiting")->isVisible());
        QVERIFY(admin.find<QWidget>("collectorChart")->isVisible());
        auto* refused = admin.list("refusedList");
        QCOMPARE(refused->model()->rowCount(), 2);
        QCOMPARE(refused->model()->index(0, 0).data().toString(), QStringLiteral("192.0.2.66"));
        QCOMPARE(refused->model()->index(1, 1).data().toString(), QStringLiteral("Wrong user or key"));
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-collector"));
        report(QStringLiteral("3"));
        QCOMPARE(admin.find<QLabel>("collectorFigure-silent"), figure); // the same label: nothing jumps
        QCOMPARE(figure->text(), QStringLiteral("3"));
        QVERIFY(list->select(gone.toString()));
        QVERIFY(waitFor([&] { return admin.office.detail.detail().title == QStringLiteral("olt-7"); }));
    }

    void discoveryIsAskedForAndTellsWhatItFound()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("discovery"));
        auto* list = admin.list("discoveryList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Ready; }));
        QCOMPARE(list->model()->rowCount(), 0);
        QList<DiscoveryRequest> asked;
        connect(&admin.office.desk, &Desk::discoveryAsked, this, [&](const DiscoveryRequest& request) { asked.append(request); });
        admin.find<QPushButton>("discoverButton")->click();
        auto* dialog = admin.find<QDialog>("discovery");
        dialog->findChild<QLineEdit*>("discoveryAddress")->setText(QStringLiteral("192.0.2.1"));
        dialog->findChild<QSpinBox*>("discoveryPort")->setValue(1161);
        dialog->findChild<QPushButton*>("saveButton")->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().address, QStringLiteral("192.0.2.1"));
        QCOMPARE(asked.first().port, 1161);
        // What a discovery writes shows, the newest first; what people do elsewhere does not.
        const CredentialId credential = admin.addCommunity("reading", "x");
        admin.addDevice("core-1", "192.0.2.1", credential);
        store.clock.advanceMs(1000);
        admin.addDevice("core-2", "192.0.2.2", credential);
        admin.workspace.refresh();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 2; }));
        QVERIFY(admin.cell("discoveryList", 0, "what").contains(QLatin1String("core-2")));
        QVERIFY(list->select(list->model()->index(1, 0).data(KeyRole)));
        QVERIFY(waitFor([&] { return admin.office.detail.detail().title.contains(QLatin1String("core-1")); }));
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-discovery"));
    }

    void aPlanIsMadeChangedPausedAndRemoved()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("plans"));
        auto* list = admin.list("plansList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Ready; }));
        QVERIFY(!admin.find<QPushButton>("editPlanButton")->isEnabled());
        admin.find<QPushButton>("newPlanButton")->click();
        auto* dialog = admin.find<QDialog>("planDialog");
        dialog->findChild<QLineEdit*>("planName")->setText(QStringLiteral("nightly"));
        dialog->findChild<QPlainTextEdit*>("planSeeds")->setPlainText(QStringLiteral("192.0.2.1\n192.0.2.2"));
        dialog->findChild<QPlainTextEdit*>("planRanges")->setPlainText(QStringLiteral("192.0.2.300-400"));
        dialog->findChild<QSpinBox*>("planHours")->setValue(24);
        auto* save = dialog->findChild<QPushButton*>("saveButton");
        auto* refused = dialog->findChild<NoticeBar*>("dialogNotice");
        save->click();
        QVERIFY(waitFor([&] { return refused->isVisible() && refused->notice().why.contains(QLatin1String("192.0.2.300")); }));
        dialog->findChild<QPlainTextEdit*>("planRanges")->setPlainText(QStringLiteral("192.0.2.16/28"));
        OfficeDesk::shoot(*dialog, QStringLiteral("admin-plan-new"));
        save->click();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 1; }));
        const auto stored = [&] { return *collection::discoveryPlanNamed(*store.connection, QStringLiteral("nightly")); };
        QCOMPARE(stored().seeds, QStringList({"192.0.2.1", "192.0.2.2"}));
        QCOMPARE(stored().everyMs, 86'400'000);
        QVERIFY(waitFor([&] { return admin.office.detail.detail().title == QStringLiteral("nightly"); }));

        QVERIFY(waitFor([&] { return !admin.find<QDialog>("planDialog"); }));
        admin.find<QPushButton>("editPlanButton")->click();
        dialog = admin.find<QDialog>("planDialog");
        QCOMPARE(dialog->findChild<QPlainTextEdit*>("planRanges")->toPlainText(), QStringLiteral("192.0.2.16/28"));
        dialog->findChild<QCheckBox*>("planNeighbours")->setChecked(false);
        dialog->findChild<QSpinBox*>("planMost")->setValue(50);
        dialog->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return stored().maxDevices == 50 && !stored().followNeighbours; }));

        admin.find<QPushButton>("pausePlanButton")->click();
        QVERIFY(waitFor([&] { return stored().paused; }));
        QVERIFY(waitFor([&] { return admin.office.detail.detail().subtitle == QStringLiteral("Discovery plan, paused"); }));
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-plans"));
        admin.find<QPushButton>("pausePlanButton")->click();
        QVERIFY(waitFor([&] { return !stored().paused; }));

        admin.find<QPushButton>("removePlanButton")->click();
        auto* confirm = admin.find<QPushButton>("plansPromptConfirm");
        QVERIFY(confirm->isVisible());
        QCOMPARE(collection::discoveryPlans(*store.connection).size(), 1); // a question only
        confirm->click();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 0; }));
        QVERIFY(collection::discoveryPlans(*store.connection).isEmpty());
    }

    void differencesAreChosenAgreedToAndDismissed()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        collection::DiscoveryPlan draft;
        draft.name = QStringLiteral("nightly");
        draft.seeds = QStringList{"192.0.2.1"};
        const auto plan = collection::DiscoveryPlanService(store.context).add(administrator(), draft);
        const auto propose = [&] {
            collection::FoundNetwork found;
            for (const char* name : {"core-1", "core-2", "core-3"}) {
                inventory::FoundDevice device;
                device.sysName = device.serialNumber = QString::fromLatin1(name);
                device.address = QStringLiteral("192.0.2.%1").arg(found.devices.size() + 1);
                found.devices.append(device);
            }
            collection::ProposalService(store.context).propose(administrator(), plan, found);
        };
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("proposals"));
        auto* list = admin.list("proposalsList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Ready; }));
        for (const char* button : {"approveButton", "dismissButton", "chooseButton", "chooseAllButton", "chooseNoneButton"})
            QVERIFY2(!admin.find<QPushButton>(button)->isEnabled(), button); // nothing to decide
        propose();
        admin.workspace.refresh();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 3; }));
        auto* approve = admin.find<QPushButton>("approveButton");
        QVERIFY(approve->isEnabled());
        admin.find<QPushButton>("chooseNoneButton")->click();
        QVERIFY(!approve->isEnabled());
        int row = 0;
        while (row < 3 && admin.cell("proposalsList", row, "name") != QStringLiteral("core-2"))
            ++row;
        QVERIFY(row < 3);
        QVERIFY(list->select(list->model()->index(row, 0).data(KeyRole)));
        QVERIFY(waitFor([&] { return admin.office.detail.detail().title == QStringLiteral("core-2"); }));
        admin.find<QPushButton>("chooseButton")->click();
        QVERIFY(approve->isEnabled());
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-proposals"));
        approve->click();
        QVERIFY(waitFor([&] { return inventory::deviceByName(*store.connection, QStringLiteral("core-2")).has_value(); }));
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 2; })); // the others go on waiting
        QVERIFY(!inventory::deviceByName(*store.connection, QStringLiteral("core-1")));

        admin.find<QPushButton>("dismissButton")->click();
        auto* reason = admin.find<QLineEdit>("proposalsPromptText");
        QVERIFY(reason && reason->isVisible());
        reason->setText(QStringLiteral("a laboratory"));
        admin.find<QPushButton>("proposalsPromptConfirm")->click();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 0; }));
        QCOMPARE(inventory::devices(*store.connection).size(), 1);
        const auto entries = store::journalAfter(*store.connection, 0, 1000);
        QCOMPARE(entries.last().kind, QStringLiteral("discovery.dismissed"));
        QVERIFY(entries.last().after.text().contains(QStringLiteral("a laboratory")));
    }

    void syslogIsReceivedWhereItIsSaid()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("collector"));
        admin.find<QPushButton>("syslogButton")->click();
        QVERIFY(waitFor([&] { return admin.find<QDialog>("syslogDialog") != nullptr; }));
        auto* dialog = admin.find<QDialog>("syslogDialog");
        OfficeDesk::shoot(*dialog, QStringLiteral("admin-syslog"));
        auto* save = dialog->findChild<QPushButton*>("saveButton");
        auto* notice = dialog->findChild<NoticeBar*>("dialogNotice");
        dialog->findChild<QLineEdit*>("syslogAddress")->setText(QStringLiteral("127.0.0.1"));
        dialog->findChild<QSpinBox*>("syslogUdp")->setValue(5514);
        dialog->findChild<QSpinBox*>("syslogTcp")->setValue(5515);
        dialog->findChild<QSpinBox*>("syslogTls")->setValue(6514);
        save->click();
        QVERIFY(waitFor([&] { return notice->isVisible(); })); // TLS needs a certificate
        dialog->findChild<QLineEdit*>("syslogCertificate")->setText(QStringLiteral("/nowhere/server.pem"));
        save->click();
        QVERIFY(waitFor([&] { return notice->notice().why.contains(QLatin1String("/nowhere/server.pem")); }));
        dialog->findChild<QLineEdit*>("syslogCertificate")->clear();
        dialog->findChild<QSpinBox*>("syslogTls")->setValue(0);
        save->click();
        QVERIFY(waitFor([&] { return collection::syslogSettings(*store.connection).udpPort == 5514; }));
        const auto settings = collection::syslogSettings(*store.connection);
        QCOMPARE(settings.address, QStringLiteral("127.0.0.1"));
        QCOMPARE(settings.tcpPort, quint16(5515));
        QCOMPARE(settings.tlsPort, quint16(0));
    }

    void trapsAreReceivedWhereItIsSaid()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("collector"));
        admin.find<QPushButton>("trapButton")->click();
        QVERIFY(waitFor([&] { return admin.find<QDialog>("trapDialog") != nullptr; }));
        auto* dialog = admin.find<QDialog>("trapDialog");
        OfficeDesk::shoot(*dialog, QStringLiteral("admin-traps"));
        auto* notice = dialog->findChild<NoticeBar*>("dialogNotice");
        QCOMPARE(dialog->findChild<QSpinBox*>("trapPort")->value(), 0); // off
        dialog->findChild<QLineEdit*>("trapAddress")->setText(QStringLiteral("noc-1"));
        dialog->findChild<QSpinBox*>("trapPort")->setValue(1162);
        dialog->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return notice->isVisible(); }));
        QVERIFY2(notice->notice().why.contains(QLatin1String("noc-1")), qPrintable(notice->notice().why));
        QCOMPARE(collection::trapListening(*store.connection), collection::TrapListening());
        dialog->findChild<QLineEdit*>("trapAddress")->setText(QStringLiteral("::"));
        dialog->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return collection::trapListening(*store.connection) == collection::TrapListening{QStringLiteral("::"), 1162}; }));
        QCOMPARE(store::journalAfter(*store.connection, 0, 1000).last().kind, QStringLiteral("traps.changed"));
    }

    void profilesNameTheirDevicesAndReadHardware()
    {
        SnmpPeer peer;
        QString problem;
        if (!peer.start(&problem))
            QSKIP(qPrintable(problem));
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.addDevice("server-1", "127.0.0.1", admin.addCommunity("reading", SnmpPeer::readCommunity), peer.port());
        admin.workspace.showPage(QStringLiteral("profiles"));
        admin.workspace.refresh();
        auto* list = admin.list("profilesList");
        QVERIFY(waitFor([&] { return list->model()->rowOfKey(QStringLiteral("linux")) >= 0; }));
        QVERIFY(list->model()->rowCount() > 50);
        QVERIFY(waitFor([&] { return admin.cell("profilesList", list->model()->rowOfKey(QStringLiteral("linux")), "devices") == QStringLiteral("1"); }));
        QVERIFY(list->select(QStringLiteral("linux")));
        QVERIFY(waitFor([&] { return admin.office.detail.detail().title == QStringLiteral("linux"); }));
        QCOMPARE(admin.office.detail.detail().overview.last().facts.first().text, QStringLiteral("server-1"));
        auto* hardware = admin.list("hardwareList");
        QCOMPARE(hardware->model()->rowCount(), 0);
        admin.find<QPushButton>("readHardwareButton")->click();
        QVERIFY(waitFor([&] { return hardware->model()->rowCount() > 0; }, 60'000)); // a server has memory at least
        QCOMPARE(admin.jobs.jobs().last().state, JobView::State::Done);
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-profiles"));
    }

    void aDeviceThatIsSilentIsToldSo()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.addDevice("server-1", "127.0.0.1", admin.addCommunity("reading", "x"), 1);
        admin.workspace.showPage(QStringLiteral("profiles"));
        admin.workspace.refresh();
        auto* button = admin.find<QPushButton>("readHardwareButton");
        QVERIFY(waitFor([&] { return button->isEnabled(); }));
        button->click();
        auto* notice = admin.find<NoticeBar>("profilesNotice");
        QVERIFY(waitFor([&] { return notice->isVisible(); }, 30'000));
        QVERIFY(notice->notice().why.contains(QLatin1String("server-1")));
        QVERIFY(button->isEnabled());
    }

    void usersAreMadeAndTheLastKeeperStays()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("users"));
        auto* list = admin.list("usersList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Ready; }));
        const int before = list->model()->rowCount();
        admin.find<QPushButton>("newUserButton")->click();
        auto* dialog = admin.find<QDialog>("newUserDialog");
        dialog->findChild<QLineEdit*>("userName")->setText(QStringLiteral("vera"));
        dialog->findChild<QLineEdit*>("userPassword")->setText(QStringLiteral("correct horse"));
        dialog->findChild<QLineEdit*>("userPasswordAgain")->setText(QStringLiteral("another horse"));
        dialog->findChild<QCheckBox*>("role-administrator")->setChecked(true);
        dialog->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(dialog->findChild<NoticeBar*>("dialogNotice")->isVisible()); // the two differ
        dialog->findChild<QLineEdit*>("userPasswordAgain")->setText(QStringLiteral("correct horse"));
        OfficeDesk::shoot(*dialog, QStringLiteral("admin-user-new"));
        dialog->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == before + 1; }));
        access::signIn(*store.connection, QStringLiteral("vera"), QStringLiteral("correct horse"), QStringLiteral("desk"));
        QVERIFY(waitFor([&] { return admin.office.detail.detail().title == QStringLiteral("vera"); }));
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-users"));
        // A new password, then the roles.
        admin.find<QPushButton>("userPasswordButton")->click();
        auto* password = admin.find<QDialog>("passwordDialog");
        password->findChild<QLineEdit*>("newPassword")->setText(QStringLiteral("a better horse"));
        password->findChild<QLineEdit*>("newPasswordAgain")->setText(QStringLiteral("a better horse"));
        password->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return !admin.find<QDialog>("passwordDialog"); }));
        access::signIn(*store.connection, QStringLiteral("vera"), QStringLiteral("a better horse"), QStringLiteral("desk"));
        // Every other keeper goes; the last one can't.
        for (const access::User& user : access::users(*store.connection))
            if (user.name != QStringLiteral("vera"))
                access::UserService(store.context).setActive(administrator(), user.name, false);
        admin.find<QPushButton>("switchUserButton")->click();
        admin.find<QPushButton>("usersPromptConfirm")->click();
        auto* notice = admin.find<NoticeBar>("usersNotice");
        QVERIFY(waitFor([&] { return notice->isVisible(); }));
        QVERIFY(notice->notice().why.contains(QLatin1String("vera")));
    }

    void theJournalIsReadByPagesAndVerified()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        for (int number = 0; number < JournalPage::pageSize + 50; ++number) {
            store::Change change(store.context, {number % 2 ? QStringLiteral("anna") : QStringLiteral("bert"), QStringLiteral("desk")});
            change.commit({QStringLiteral("thing.made"), QStringLiteral("thing"), QString::number(number), {}, {{"number", number}}, {}, {}});
        }
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("journal"));
        auto* list = admin.list("journalList");
        QVERIFY(waitFor([&] { return list->model()->rowCount() == JournalPage::pageSize; }));
        QCOMPARE(admin.cell("journalList", 0, "kind"), QStringLiteral("thing.made"));
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-journal"));
        auto* older = admin.find<QPushButton>("olderEntriesButton");
        QVERIFY(older->isEnabled());
        older->click();
        QVERIFY(waitFor([&] { return list->model()->rowCount() == store::journalEnd(*store.connection); }));
        QVERIFY(!older->isEnabled());
        auto* actor = admin.find<QLineEdit>("journalActor");
        actor->setText(QStringLiteral("anna"));
        QTest::keyClick(actor, Qt::Key_Return);
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 125; }));
        QVERIFY(list->select(list->model()->index(0, 0).data(KeyRole)));
        QVERIFY(waitFor([&] { return !admin.office.detail.detail().overview.isEmpty() && !admin.office.detail.detail().why.isEmpty(); }));
        // Whole; then somebody writes below the program.
        auto* notice = admin.find<NoticeBar>("journalNotice");
        admin.find<QPushButton>("verifyJournalButton")->click();
        QVERIFY(waitFor([&] { return notice->isVisible() && notice->notice().tone == Tone::Good; }));
        QCOMPARE(admin.jobs.jobs().last().state, JobView::State::Done);
        store.connection->exec(QStringLiteral("UPDATE journal SET actor = 'nobody' WHERE seq = 20"));
        admin.find<QPushButton>("verifyJournalButton")->click();
        QVERIFY(waitFor([&] { return notice->notice().tone == Tone::Bad; }));
        QVERIFY(notice->notice().why.contains(QLatin1String("20")));
    }

    void howDocumentsLookAndTheMailServerAreEntered()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("documents"));
        auto* list = admin.list("documentsList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Ready; }));
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-documents"));

        admin.find<QPushButton>("documentLookButton")->click();
        QVERIFY(waitFor([&] { return admin.find<DocumentLookDialog>("documentLookDialog"); }));
        auto* look = admin.find<DocumentLookDialog>("documentLookDialog");
        QImage logo(120, 40, QImage::Format_RGB32);
        logo.fill(Qt::darkCyan);
        QTemporaryDir folder;
        QVERIFY(logo.save(folder.filePath(QStringLiteral("logo.png"))));
        look->chooseLogo(folder.filePath(QStringLiteral("logo.png")));
        look->findChild<QLineEdit*>(QStringLiteral("documentColour"))->setText(QStringLiteral("blue"));
        OfficeDesk::shoot(*look, QStringLiteral("admin-documents-look"));
        look->findChild<QPushButton*>(QStringLiteral("saveButton"))->click();
        auto* notice = look->findChild<NoticeBar*>();
        QVERIFY(waitFor([&] { return notice->isVisible(); }));
        QVERIFY2(notice->notice().why.contains(QLatin1String("#1f5f8b")) || notice->notice().what.contains(QLatin1String("#1f5f8b")), qPrintable(notice->notice().why));
        look->findChild<QLineEdit*>(QStringLiteral("documentColour"))->setText(QStringLiteral("#204060"));
        look->findChild<QCheckBox*>(QStringLiteral("documentUsageDetail"))->setChecked(true);
        look->findChild<QSpinBox*>(QStringLiteral("documentMaskedDigits"))->setValue(4);
        look->findChild<QPushButton*>(QStringLiteral("saveButton"))->click();
        QVERIFY(waitFor([&] { return documents::documentSettings(*store.connection).accentColour == QLatin1String("#204060"); }));
        QVERIFY(!documents::documentSettings(*store.connection).logo.isEmpty());
        QVERIFY(documents::documentSettings(*store.connection).usageDetail);
        QCOMPARE(documents::documentSettings(*store.connection).maskedDigits, 4);

        admin.find<QPushButton>("mailServerButton")->click();
        QVERIFY(waitFor([&] { return admin.find<MailServerDialog>("mailServerDialog"); }));
        auto* server = admin.find<MailServerDialog>("mailServerDialog");
        server->findChild<QLineEdit*>(QStringLiteral("mailHost"))->setText(QStringLiteral("127.0.0.1"));
        server->findChild<QSpinBox*>(QStringLiteral("mailPort"))->setValue(1);
        server->findChild<QLineEdit*>(QStringLiteral("mailPassword"))->setText(QStringLiteral("s3cret"));
        server->findChild<QLineEdit*>(QStringLiteral("mailFrom"))->setText(QStringLiteral("billing@example.org"));
        OfficeDesk::shoot(*server, QStringLiteral("admin-documents-server"));
        server->findChild<QPushButton*>(QStringLiteral("saveButton"))->click();
        QVERIFY(waitFor([&] { return documents::mailServer(*store.connection).has_value(); }));
        QCOMPARE(documents::mailPassword(*store.connection, admin.sealer), QStringLiteral("s3cret"));

        // Nobody listens there: the sentence says so, and the form stays.
        admin.find<QPushButton>("mailTestButton")->click();
        QVERIFY(waitFor([&] { return admin.find<MailTestDialog>("mailTestDialog"); }));
        auto* test = admin.find<MailTestDialog>("mailTestDialog");
        test->findChild<QLineEdit*>(QStringLiteral("mailTestTo"))->setText(QStringLiteral("you@example.org"));
        test->findChild<QPushButton*>(QStringLiteral("saveButton"))->click();
        QVERIFY(waitFor([&] { return test->findChild<NoticeBar*>()->isVisible(); }));
        QVERIFY(test->isVisible());
    }

    void taxRatesHaveDays()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store);
        admin.workspace.showPage(QStringLiteral("taxes"));
        auto* list = admin.list("taxesList");
        QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Ready; }));
        for (const auto& [rate, day] : {std::pair{"19", QDate(2026, 1, 1)}, {"21", QDate(2027, 1, 1)}}) {
            admin.find<QPushButton>("addTaxRateButton")->click();
            auto* form = admin.find<QDialog>("taxRateDialog");
            QVERIFY(form);
            QCOMPARE(form->findChild<QComboBox*>("taxClass")->currentText(), QStringLiteral("standard"));
            form->findChild<QLineEdit*>("taxRate")->setText(QString::fromLatin1(rate));
            form->findChild<QDateEdit*>("taxFrom")->setDate(day);
            QTest::keyClick(form, Qt::Key_Return);
            QVERIFY(waitFor([&] { return !admin.find<QDialog>("taxRateDialog"); }));
        }
        QVERIFY(waitFor([&] { return list->model()->rowCount() == 2; }));
        OfficeDesk::shoot(admin.office.window, QStringLiteral("admin-taxes"));
        // The same day again is refused: documents may state it.
        admin.find<QPushButton>("addTaxRateButton")->click();
        auto* form = admin.find<QDialog>("taxRateDialog");
        form->findChild<QLineEdit*>("taxRate")->setText(QStringLiteral("22"));
        form->findChild<QDateEdit*>("taxFrom")->setDate(QDate(2027, 1, 1));
        form->findChild<QPushButton*>("saveButton")->click();
        QVERIFY(waitFor([&] { return form->findChild<NoticeBar*>("dialogNotice")->isVisible(); }));
        form->reject();
        list->view()->selectRow(0);
        admin.find<QPushButton>("taxWhyButton")->click();
        QVERIFY(waitFor([&] { return !admin.office.detail.detail().why.isEmpty(); }));
        QCOMPARE(catalogue::taxRates(*store.connection).size(), 2);
    }

    void whoMayNotIsTold()
    {
        TestStore store(QStringLiteral("sqlite"));
        store.setUpOperator();
        AdminDesk admin(store, access::Actor(QStringLiteral("nobody"), QStringLiteral("test-desk"), {}));
        for (const auto& [name, permission] : {std::pair{"credentials", "manage-credentials"}, {"collector", "view-network"}, {"profiles", "view-network"}, {"discovery", "view-network"}, {"documents", "view-invoices"},
                                               {"users", "manage-users"}, {"journal", "view-journal"}}) {
            admin.workspace.showPage(QString::fromLatin1(name));
            auto* list = admin.list(qPrintable(QString::fromLatin1(name) + QStringLiteral("List")));
            QVERIFY(waitFor([&] { return list->model()->state() == TableModel::State::Failed; }));
            QVERIFY2(list->model()->failure().contains(QLatin1String(permission)), name);
        }
        QVERIFY(!admin.find<QPushButton>("newCredentialButton")->isEnabled());
        QVERIFY(!admin.find<QPushButton>("newUserButton")->isEnabled());
    }
};

QTEST_MAIN(AdminWorkspaceTest)
#include "tst_adminworkspace.moc"
