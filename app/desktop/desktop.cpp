#include "app/desktop/desktop.h"

#include "app/demo/demooperator.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/store/whendone.h"
#include "widgets/admin/adminworkspace.h"
#include "widgets/alarms/alarmsworkspace.h"
#include "widgets/billing/billingworkspace.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/joblist.h"
#include "widgets/common/noticebar.h"
#include "widgets/customers/customersworkspace.h"
#include "widgets/network/networkworkspace.h"
#include "widgets/orders/ordersworkspace.h"
#include "widgets/performance/performanceworkspace.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/topbar.h"

#include <QScopeGuard>
#include <QtConcurrent>

#include <mutex>

namespace trunkline::desktop {

namespace {

std::unique_ptr<QSettings> settingsFor(const QString& file)
{
    return file.isEmpty() ? std::make_unique<QSettings>(QStringLiteral("Trunkline"), QStringLiteral("trunkline"))
                          : std::make_unique<QSettings>(file, QSettings::IniFormat);
}

} // namespace

/// A network that is being read on another thread, for whoever stops it from this one.
class Desktop::Exploration {
public:
    collection::DiscoveryFindings explore(collection::Discovery& discovery)
    {
        {
            const std::lock_guard lock(mutex_);
            discovery_ = &discovery;
            if (cancelled_)
                discovery.cancel();
        }
        const auto done = qScopeGuard([this] {
            const std::lock_guard lock(mutex_);
            discovery_ = nullptr;
        });
        return discovery.explore();
    }
    void cancel()
    {
        const std::lock_guard lock(mutex_);
        cancelled_ = true;
        if (discovery_)
            discovery_->cancel();
    }
    bool isCancelled() const { return cancelled_; }

private:
    std::mutex mutex_;
    collection::Discovery* discovery_ = nullptr;
    std::atomic<bool> cancelled_ = false;
};

Desktop::Desktop(Ground ground, const QString& settingsFile, QObject* parent)
    : QObject(parent), settings_(settingsFor(settingsFile)), station_(std::move(ground.station)), demo_(std::move(ground.demo))
{
    const store::OperatorProfile& profile = ground.profile;
    desk_ = std::make_unique<widgets::Desk>(station_->executor(), station_->clock(), ground.actor, profile);
    if (demo_)
        desk_->setDemoSeed({QString::fromLatin1(demo::demoSeedAddress), demo_->port()});
    window_ = std::make_unique<widgets::MainWindow>(*settings_);
    window_->setWindowTitle(tr("%1 – Trunkline").arg(profile.name));
    jobs_.setMaxThreadCount(1);
    addWorkspaces();
    connectStation();
    connectWindow();
    if (demo_)
        addDemoBar();
    window_->restoreLayout();
    window_->topBar()->setActor(desk_->actor().name(), ground.roles);
    window_->statusParts()->setDatabase(Tone::Good, station_->executor().url().engine == store::Engine::Sqlite ? tr("SQLite, this computer") : tr("PostgreSQL, shared"));
    refreshAlarmCounts();
    connect(&clockTick_, &QTimer::timeout, this, &Desktop::showTime);
    clockTick_.start(1000);
    showTime();
    station_->collector().startPolling();
    window_->statusParts()->setPolling({0, 0, 0, 0, true}); // until the first poll tells
    if (!ground.complaint.isEmpty())
        complain(tr("The operator is set up, but not all of it."), ground.complaint);
    if (ground.look)
        discover(*ground.look);
}

Desktop::~Desktop()
{
    for (const auto& exploration : std::as_const(explorations_))
        exploration->cancel();
    jobs_.waitForDone();
    errands_.waitForDone();
    workspaces_.clear(); // before what they look through
    window_.reset();
}

void Desktop::addWorkspaces()
{
    const auto add = [this](auto workspace) {
        window_->addWorkspace(workspace.get());
        using Kind = std::remove_reference_t<decltype(*workspace)>;
        if constexpr (requires { &Kind::targetActivated; }) // the others tell the detail pane, which the window hears
            connect(workspace.get(), &Kind::targetActivated, window_.get(), &widgets::MainWindow::showTarget);
        if constexpr (requires { &Kind::visited; })
            connect(workspace.get(), &Kind::visited, window_.get(), &widgets::MainWindow::noteVisited);
        workspaces_.push_back(std::move(workspace));
    };
    widgets::DetailPane& detail = *window_->detail();
    add(std::make_unique<widgets::NetworkWorkspace>(*desk_, detail));
    add(std::make_unique<widgets::AlarmsWorkspace>(*desk_, detail));
    add(std::make_unique<widgets::PerformanceWorkspace>(*desk_, detail));
    auto orders = std::make_unique<widgets::OrdersWorkspace>(*desk_, detail);
    auto customers = std::make_unique<widgets::CustomersWorkspace>(*desk_, detail);
    connect(customers.get(), &widgets::CustomersWorkspace::orderRequested, orders.get(), [this, wizard = orders.get()](const CustomerId& customer) {
        window_->showWorkspace(QStringLiteral("orders"));
        wizard->startOrder(customer);
    });
    add(std::move(orders));
    add(std::move(customers));
    add(std::make_unique<widgets::BillingWorkspace>(*desk_, detail, *window_->jobs()));
    auto admin = std::make_unique<widgets::AdminWorkspace>(*desk_, detail, *window_->jobs(), station_->sealer(), networkErrands());
    admin_ = admin.get();
    add(std::move(admin));
}

/// What the admin workspace asks of single devices, each on a thread that may wait for the answer.
widgets::NetworkErrands Desktop::networkErrands()
{
    const auto run = [this](auto work) {
        using Answer = std::invoke_result_t<decltype(work), store::Connection&>;
        return QtConcurrent::run(&errands_, [this, work](QPromise<Answer>& promise) {
            try { // QtConcurrent itself would hide what is thrown
                promise.addResult(work(*store::Connection::open(station_->executor().url(), store::Connection::Mode::ReadOnly)));
            } catch (...) {
                promise.setException(std::current_exception());
            }
        });
    };
    const auto requireCredential = [this](store::Connection& connection, CredentialId id) {
        if (const auto known = inventory::credential(connection, station_->sealer(), id))
            return *known;
        throw NotFound(tr("There is no such credential any more; discover the device again."));
    };
    widgets::NetworkErrands errands;
    errands.tryCredential = [this, run, requireCredential, actor = desk_->actor()](CredentialId id, const QString& address, quint16 port) {
        return run([this, requireCredential, actor, id, address, port](store::Connection& connection) {
            return collection::tryCredential(station_->engine(), actor, requireCredential(connection, id), address, port);
        });
    };
    errands.readHardware = [this, run, requireCredential, actor = desk_->actor()](DeviceId id) {
        return run([this, requireCredential, actor, id](store::Connection& connection) {
            const auto device = inventory::device(connection, id);
            if (!device)
                throw NotFound(tr("There is no such device any more."));
            return collection::readDeviceHardware(station_->engine(), actor, *device, requireCredential(connection, device->credentialId));
        });
    };
    return errands;
}

void Desktop::connectStation()
{
    connect(&station_->watcher(), &station::JournalWatcher::committed, this, [this](const QList<store::JournalEntry>& entries) {
        index_.reset();
        if (widgets::concerns(entries, {QStringLiteral("alarm")}))
            refreshAlarmCounts();
        Q_EMIT desk_->changed(entries);
    });
    connect(&station_->collector(), &station::Collector::polled, this, [this](const collection::PollSummary&, const station::CollectorHealth& health) {
        collector_.take(health, station_->clock().now());
        admin_->collector().showReport(collector_.report());
        window_->statusParts()->setPolling({health.polling.devices, double(health.polling.latenessMs) / 1000, health.polling.silent, health.traps.undecodable, true});
        Q_EMIT desk_->measured();
    });
    connect(&station_->collector(), &station::Collector::eventsRecorded, &station_->watcher(), &station::JournalWatcher::look);
    connect(station_.get(), &station::Station::held, this, [this](const QString& sentence) { complain(tr("Work in the background waits."), sentence); });
    connect(desk_.get(), &widgets::Desk::discoveryAsked, this, &Desktop::discover);
    connect(desk_.get(), &widgets::Desk::pollAsked, this, [this] { station_->collector().pollNow(); });
}

void Desktop::connectWindow()
{
    window_->commandPalette()->setObjectProvider([this](const QString& query, quint64 generation) { search(query, generation); });
    connect(window_->topBar(), &widgets::TopBar::alarmsRequested, this, [this](Severity severity) { window_->showTarget({QStringLiteral("alarms"), severityKey(severity)}); });
    connect(window_->statusParts(), &widgets::StatusParts::pollingClicked, this, &Desktop::showPolling);
    connect(window_->statusParts(), &widgets::StatusParts::databaseClicked, this, &Desktop::showDatabase);
    connect(window_->statusParts(), &widgets::StatusParts::clockClicked, this, &Desktop::showClock);
    connect(window_->jobs(), &widgets::JobList::cancelRequested, this, &Desktop::cancelJob);
}

/// The index is made on a reading thread and kept until something is committed.
void Desktop::search(const QString& query, quint64 generation)
{
    store::whenDone(this, station_->executor().read([known = index_, query](store::Connection& connection) {
        const auto index = known ? known : std::make_shared<const overview::TextIndex>(overview::searchIndex(connection));
        return std::pair(index, index->find(query));
    }), [this, generation](const std::pair<std::shared_ptr<const overview::TextIndex>, QList<overview::SearchHit>>& found) {
        index_ = found.first;
        QList<widgets::PaletteEntry> entries;
        for (const overview::SearchHit& hit : found.second)
            entries.append({hit.title, hit.detail, {}, {}, {}, hit.target, nullptr});
        window_->commandPalette()->offerObjects(generation, entries);
    }, [this](const Error& error) { complain(tr("Nothing could be searched."), error.sentence()); });
}

void Desktop::refreshAlarmCounts()
{
    store::whenDone(this, station_->executor().read([](store::Connection& connection) { return fault::openAlarmCounts(connection); }),
                    [this](const QMap<Severity, int>& counts) { window_->topBar()->setAlarmCounts(counts); },
                    [this](const Error& error) { complain(tr("The alarms could not be counted."), error.sentence()); });
}

void Desktop::showTime()
{
    const QString zone = desk_->profile().zone.name().section(u'/', -1).replace(u'_', u' ');
    const Timestamp now = station_->clock().now();
    const QString date = desk_->profile().demo ? QLocale().toString(desk_->profile().zone.dateAt(now).date(), QLocale::ShortFormat) + u' ' : QString();
    window_->statusParts()->setClock(date + desk_->profile().zone.timeOfDay(now) + u' ' + zone);
}

void Desktop::complain(const QString& what, const QString& why)
{
    window_->notices()->showNotice({Tone::Bad, what, why});
}

void Desktop::cancelJob(const QString& id)
{
    if (const auto exploration = explorations_.value(id))
        exploration->cancel();
    if (demo_ && id == QLatin1String("demo-time"))
        demo_->cancel();
}

void Desktop::discover(const widgets::DiscoveryRequest& request)
{
    const QString id = QStringLiteral("discovery-%1").arg(++discoveries_);
    const QString title = tr("Find devices from %1").arg(request.address);
    const auto exploration = std::make_shared<Exploration>();
    explorations_.insert(id, exploration);
    const ShowJob show = [this, id, title](const QString& detail, widgets::JobView::State state) {
        window_->jobs()->showJob({.id = id, .title = title, .detail = detail, .state = state, .opens = {QStringLiteral("workspace"), QStringLiteral("network")}});
    };
    show({}, widgets::JobView::State::Waiting);
    const auto ended = [this, id, show](const QString& detail, widgets::JobView::State state, const QString& failure) {
        explorations_.remove(id);
        show(detail, state);
        Q_EMIT discovered(failure);
    };
    store::whenDone(this, QtConcurrent::run(&jobs_, [this, request, exploration, show](QPromise<collection::DiscoveryReport>& promise) {
        try { // QtConcurrent itself would hide what is thrown
            promise.addResult(readNetwork(request, *exploration, show));
        } catch (...) {
            promise.setException(std::current_exception());
        }
    }), [this, ended](const collection::DiscoveryReport& report) {
        if (!report.failures.isEmpty())
            window_->notices()->showNotice({Tone::Attention, tr("%n neighbour(s) could not be read.", nullptr, int(report.failures.size())), report.failures.first().sentence});
        station_->collector().pollNow();
        ended(tr("%n device(s)", nullptr, int(report.devices.size())) + QStringLiteral(", ") + tr("%n link(s)", nullptr, report.links),
              report.cancelled ? widgets::JobView::State::Cancelled : widgets::JobView::State::Done, {});
    }, [this, exploration, ended](const Error& error) {
        if (!exploration->isCancelled())
            complain(tr("No device was found."), error.sentence());
        ended(error.sentence(), exploration->isCancelled() ? widgets::JobView::State::Cancelled : widgets::JobView::State::Failed, error.sentence());
    });
}

/// On a thread of its own: the network is read there, and written where everything is written.
collection::DiscoveryReport Desktop::readNetwork(const widgets::DiscoveryRequest& request, Exploration& exploration, const ShowJob& show)
{
    const auto tell = [this, show](const QString& detail) {
        QMetaObject::invokeMethod(this, [show, detail] { show(detail, widgets::JobView::State::Running); }, Qt::QueuedConnection);
    };
    const access::Actor actor = desk_->actor();
    actor.require(access::Permission::DiscoverNetwork);
    tell(tr("asking the first device"));
    const auto connection = store::Connection::open(station_->executor().url(), store::Connection::Mode::ReadOnly);
    collection::DiscoveryOptions options;
    options.seeds = {request.address};
    options.refused = collection::knownRefusals(*connection, {});
    options.reading.port = request.port;
    collection::Discovery discovery(station_->engine(), inventory::credentials(*connection, station_->sealer()), options);
    connect(&discovery, &collection::Discovery::progressed, this, [tell](const collection::DiscoveryProgress& progress) { tell(tr("%n device(s) found", nullptr, progress.found)); },
            Qt::DirectConnection);
    const auto note = [&] {
        station_->executor().write([refused = discovery.refused(), actor](store::Context& context) { collection::noteRefusals(context, actor, {}, refused); }).waitForFinished();
    };
    collection::DiscoveryFindings findings;
    try {
        findings = exploration.explore(discovery);
    } catch (const NetworkFailure&) { // also when nothing was found, a refused password must not be tried again
        note();
        throw;
    }
    note();
    return station_->executor().write([findings, actor](store::Context& context) { return collection::recordFindings(context, actor, findings); }).result();
}

} // namespace trunkline::desktop
