#include "app/desktop/demonetwork.h"

#include "app/demo/demooperator.h"
#include "models/access/operatorsetup.h"
#include "models/core/errors.h"
#include "models/fulfilment/snmptarget.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

namespace trunkline::desktop {

namespace {

const snmp::Oid demoAdminStatus{1, 3, 6, 1, 2, 1, 2, 2, 1, 7};
constexpr int hardwareEverySteps = 4; // sensors are read more seldom than ports
const snmp::Oid demoAlias{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 18};

} // namespace

DemoNetwork::DemoNetwork(station::Station& station, quint16 port, QObject* parent) : QObject(parent), station_(station)
{
    pool_.setMaxThreadCount(1);
    simulator::SimulatorOptions options;
    options.port = port;
    options.startMs = station.clock().now().ms;
    options.trapDestinations = {QStringLiteral("127.0.0.1:%1").arg(station.collector().trapPort())};
    simulator_ = std::make_unique<simulator::SimulatorThread>(options);
    QString failure;
    if (!simulator_->start(&failure))
        throw NetworkFailure(tr("The demo's network can't be started: %1 Is another demo open?").arg(failure));
    restoreServices();
}

DemoNetwork::~DemoNetwork()
{
    cancelled_ = true;
    pool_.waitForDone();
}

void DemoNetwork::restoreServices()
{
    const auto connection = store::Connection::open(station_.executor().url(), store::Connection::Mode::ReadOnly);
    const auto writing = inventory::writeCredential(*connection, station_.sealer());
    for (const inventory::Service& service : inventory::allServices(*connection)) {
        const auto port = inventory::port(*connection, service.portId);
        const auto device = port ? inventory::device(*connection, port->deviceId) : std::nullopt;
        if (service.state != inventory::ServiceState::Active || !device || !writing)
            continue;
        const auto index = std::uint32_t(port->ifIndex);
        station_.engine().set(fulfilment::snmpTarget(*device, *writing),
                              {{demoAlias + index, snmp::Value::octets(service.name.toUtf8())}, {demoAdminStatus + index, snmp::Value::integer(1)}}).waitForFinished();
    }
}

void DemoNetwork::command(const QString& line)
{
    const QString answer = simulator_->command(line);
    if (!answer.startsWith(QLatin1String("ok")))
        throw Refused(answer.section(u' ', 1));
}

bool DemoNetwork::advance(const access::Actor& actor, std::int64_t totalMs)
{
    if (advancing_.exchange(true))
        return false;
    cancelled_ = false;
    pool_.start([this, actor, steps = demo::demoSteps(totalMs)] { live(actor, steps); });
    return true;
}

/// The network first, then our clock, then a poll: as if the time had passed.
void DemoNetwork::live(const access::Actor& actor, const QList<std::int64_t>& steps)
{
    QString failure;
    station_.collector().stopPolling();
    try {
        station_.collector().pollNow().waitForFinished(); // what was being asked has answered before time jumps
        int done = 0;
        for (const std::int64_t step : steps) {
            if (cancelled_)
                break;
            command(QStringLiteral("clock advance %1s").arg(step / 1000));
            station_.clock().setOffsetMs(station_.executor().write([actor, step](store::Context& context) {
                access::moveDemoClock(context, actor, step);
                return store::demoClockOffsetMs(context.connection);
            }).result());
            station_.collector().pollNow().waitForFinished();
            if (done % hardwareEverySteps == 0)
                station_.collector().pollHardwareNow().waitForFinished();
            Q_EMIT advanced(++done, int(steps.size()));
        }
    } catch (const Error& error) {
        failure = error.sentence();
    }
    station_.collector().startPolling();
    advancing_ = false;
    Q_EMIT finished(failure);
}

} // namespace trunkline::desktop
