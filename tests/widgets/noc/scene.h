// A desk with a simulated network behind it: traps arrive, polls run, customers are on its ports, and the
// journal's entries reach the screen as they do in the program.
#pragma once

#include "models/access/userservice.h"
#include "models/collection/poller.h"
#include "models/collection/trapintake.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/servicestore.h"
#include "tests/models/ordering/shop.h"
#include "tests/support/simulatednetwork.h"
#include "tests/support/wait.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/theme.h"
#include "widgets/desk/desk.h"
#include "widgets/shell/workspace.h"

#include <QApplication>
#include <QDir>
#include <QHBoxLayout>
#include <QPixmap>

namespace trunkline::test {

/// The database alone: nothing discovered yet.
struct DeskScene {
    explicit DeskScene(const access::Actor& actor = administrator(), const QString& url = {})
        : executor(url.isEmpty() ? store.url : store::DatabaseUrl::parse(url), store.clock, ids), desk(executor, store.clock, actor, profileOf(store))
    {
    }
    virtual ~DeskScene() = default;

    static store::OperatorProfile profileOf(TestStore& store)
    {
        store.setUpOperator();
        return *store::operatorProfile(*store.connection);
    }
    store::Connection& db() { return *store.connection; }

    /// Entries since the last call, told to the screens.
    void tell()
    {
        const auto entries = store::journalAfter(db(), told, 5000);
        if (entries.isEmpty())
            return;
        told = entries.last().seq;
        Q_EMIT desk.changed(entries);
    }

    TestStore store{QStringLiteral("sqlite"), QStringLiteral("2026-03-10T08:55:00Z")};
    IdSource ids{store.clock, 11};
    store::Executor executor;
    widgets::Desk desk;
    std::int64_t told = 0;
};

struct NetworkScene : DeskScene {
    explicit NetworkScene(const access::Actor& actor = administrator())
        : DeskScene(actor), receiver(engine), intake(store.context, receiver, access::collectorAgent(QStringLiteral("test-desk")))
    {
        QString failure;
        if (!receiver.listen(QStringLiteral("127.0.0.1"), 0, &failure))
            qFatal("%s", qPrintable(failure));
        network = std::make_unique<SimulatedNetwork>(store, receiver.port());
        network->discover();
        poller = std::make_unique<collection::Poller>(store.context, network->engine(), network->sealer(), access::collectorAgent(QStringLiteral("test-desk")));
        access::UserService(store.context).create(administrator(), administrator().name(), QStringLiteral("Ada Weber"), {access::Role::Administrator}, {});
    }

    void poll(int rounds = 1)
    {
        for (int round = 0; round < rounds; ++round) {
            network->advanceMs(60'000);
            const auto future = poller->pollOnce();
            if (!waitFor([&] { return future.isFinished(); }, 60'000))
                qFatal("The round does not end");
        }
    }

    /// Takes a port down by the network's own trap; answers its alarm.
    fault::Alarm breakPort(const PortId& id)
    {
        const auto port = *inventory::port(db(), id);
        const QString name = inventory::device(db(), port.deviceId)->name + u' ' + port.name;
        network->command(QStringLiteral("port down ") + name);
        std::optional<fault::Alarm> raised;
        const auto isRaised = [&] {
            for (const fault::Alarm& alarm : fault::openAlarms(db()))
                if (alarm.portId == id)
                    raised = alarm;
            return raised.has_value();
        };
        if (!waitFor(isRaised))
            qFatal("No alarm of %s", qPrintable(name));
        return *raised;
    }

    /// An active service of a new customer on a port.
    inventory::Service serve(const PortId& port, const QString& customerName)
    {
        if (offering.isNull())
            offering = catalogue::CatalogueService(store.context).publish(administrator(), fibre100Draft()).id;
        const auto customer = customer::CustomerService(store.context).create(administrator(), {customerName});
        inventory::Service service;
        service.id = ids.next<ServiceTag>();
        service.name = inventory::serviceName(++services);
        service.customerId = customer.id;
        service.offeringId = offering;
        service.orderId = ids.next<OrderTag>();
        service.portId = port;
        service.state = inventory::ServiceState::Active;
        service.activatedAt = store.clock.now();
        inventory::insertService(db(), service);
        return service;
    }

    snmp::Engine engine;
    snmp::TrapReceiver receiver;
    collection::TrapIntake intake;
    std::unique_ptr<SimulatedNetwork> network;
    std::unique_ptr<collection::Poller> poller;
    OfferingId offering;
    int services = 0;
};

/// A workspace beside its detail pane, as the window lays them out.
class Stage : public QWidget {
public:
    Stage(widgets::Workspace& workspace, widgets::DetailPane& detail)
    {
        resize(1440, 860);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(1);
        row->addWidget(workspace.widget(), 1);
        row->addWidget(&detail);
        detail.setFixedWidth(380);
        show();
        if (!QTest::qWaitForWindowExposed(this))
            qFatal("The stage is not shown");
        activateWindow();
    }
    ~Stage() override
    {
        // Both belong to the test.
        for (QWidget* child : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
            child->setParent(nullptr);
    }

    /// Pictures in both schemes, for people to look at; only when TRUNKLINE_SHOTS names a folder.
    void shoot(const QString& name)
    {
        const QString folder = qEnvironmentVariable("TRUNKLINE_SHOTS");
        if (folder.isEmpty())
            return;
        for (const auto scheme : {widgets::Scheme::Light, widgets::Scheme::Dark}) {
            widgets::Theme::apply(*qApp, scheme);
            QCoreApplication::processEvents();
            QCoreApplication::processEvents();
            grab().save(QDir(folder).filePath(QStringLiteral("%1-%2.png").arg(name, scheme == widgets::Scheme::Light ? "light" : "dark")));
        }
        widgets::Theme::apply(*qApp, widgets::Scheme::Light);
    }
};

} // namespace trunkline::test
