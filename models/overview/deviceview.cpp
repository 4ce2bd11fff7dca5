#include "models/overview/deviceview.h"

#include "models/assurance/interval.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/performance/gaugestore.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace trunkline::overview {

namespace {

struct DeviceViewTexts {
    Q_DECLARE_TR_FUNCTIONS(DeviceView)
};

using inventory::Port;

/// What is read once for all rows.
struct PortGround {
    QHash<DeviceId, QString> deviceNames;
    QHash<PortId, Port> ports;
    QHash<PortId, PortId> linked;
    QHash<PortId, inventory::Service> services;
    QHash<PortId, Severity> worst;
    QHash<PortId, int> alarms;
    QHash<PortId, performance::PortLoad> loads;
    QHash<CustomerId, QString> customers;
};

PortGround groundOf(store::Connection& connection, const QList<Port>& asked)
{
    PortGround ground;
    for (const inventory::Device& device : inventory::devices(connection))
        ground.deviceNames.insert(device.id, device.name);
    for (const Port& port : inventory::allPorts(connection))
        ground.ports.insert(port.id, port);
    for (const inventory::Link& link : inventory::links(connection)) {
        ground.linked.insert(link.aPortId, link.bPortId);
        ground.linked.insert(link.bPortId, link.aPortId);
    }
    for (const inventory::Service& service : inventory::allServices(connection))
        if (service.state != inventory::ServiceState::Terminated)
            ground.services.insert(service.portId, service);
    for (const fault::Alarm& alarm : fault::openAlarms(connection)) {
        if (alarm.portId.isNull())
            continue;
        Severity& worst = ground.worst[alarm.portId]; // Cleared when new: the least
        worst = std::max(worst, alarm.severity);
        ++ground.alarms[alarm.portId];
    }
    QList<PortId> ids;
    for (const Port& port : asked)
        ids.append(port.id);
    ground.loads = performance::currentLoads(connection, ids);
    for (const customer::Customer& customer : customer::customers(connection))
        ground.customers.insert(customer.id, customer.name);
    return ground;
}

PortRow rowOf(const Port& port, const PortGround& ground)
{
    PortRow row;
    row.port = port;
    row.deviceName = ground.deviceNames.value(port.deviceId);
    if (const auto other = ground.linked.constFind(port.id); other != ground.linked.constEnd()) {
        const Port neighbour = ground.ports.value(*other);
        row.neighbourDevice = neighbour.deviceId;
        row.neighbour = QStringLiteral("%1 %2").arg(ground.deviceNames.value(neighbour.deviceId), neighbour.name);
    }
    if (const auto service = ground.services.constFind(port.id); service != ground.services.constEnd()) {
        row.serviceId = service->id;
        row.serviceName = service->name;
        row.customerId = service->customerId;
        row.customerName = ground.customers.value(service->customerId);
    }
    if (const auto worst = ground.worst.constFind(port.id); worst != ground.worst.constEnd())
        row.worstAlarm = *worst;
    row.openAlarms = ground.alarms.value(port.id);
    if (const auto load = ground.loads.constFind(port.id); load != ground.loads.constEnd())
        row.load = *load;
    return row;
}

/// Mbit/s with a decimal, for columns that name the unit once.
QString megabits(const std::optional<std::int64_t>& bps, const QLocale& locale)
{
    return bps ? locale.toString(double(*bps) / 1e6, 'f', 2) : QString();
}

Column<PortRow> loadColumn(const char* id, const QString& title, std::optional<std::int64_t> performance::PortLoad::*part, const Clock& clock, const QLocale& locale)
{
    const auto of = [part](const PortRow& row) { return row.load ? (*row.load).*part : std::optional<std::int64_t>(); };
    return Column<PortRow>(QString::fromLatin1(id), title, [of, locale](const PortRow& row) { return megabits(of(row), locale); })
        .right()
        .sortedBy([of](const PortRow& row) { return SortKey(qint64(of(row).value_or(-1))); })
        .with([of, &clock](const PortRow& row, int role) {
            const bool stale = of(row) && performance::isStale(row.load->at, clock.now());
            if (role == StaleRole)
                return QVariant(stale);
            return role == Qt::ToolTipRole && stale ? QVariant(DeviceViewTexts::tr("Measured %1 ago").arg(ageText(row.load->at, clock.now()))) : QVariant();
        });
}

Column<PortRow> linkedColumn(const char* id, const QString& title, std::function<QString(const PortRow&)> text, std::function<Target(const PortRow&)> target)
{
    return Column<PortRow>(QString::fromLatin1(id), title, std::move(text)).with([target](const PortRow& row, int role) {
        const Target leads = role == TargetRole ? target(row) : Target();
        return leads.id.isEmpty() ? QVariant() : QVariant::fromValue(leads);
    });
}

} // namespace

bool PortRow::operator==(const PortRow& other) const
{
    const auto same = [](const auto& a, const auto& b) {
        return a.has_value() == b.has_value() && (!a || (a->at == b->at && a->inBps == b->inBps && a->outBps == b->outBps && a->flagged == b->flagged));
    };
    return port == other.port && deviceName == other.deviceName && neighbour == other.neighbour && serviceId == other.serviceId
        && serviceName == other.serviceName && customerName == other.customerName && worstAlarm == other.worstAlarm
        && openAlarms == other.openAlarms && same(load, other.load);
}

QList<PortRow> portRows(store::Connection& connection, std::optional<DeviceId> device)
{
    const QList<Port> ports = device ? inventory::ports(connection, *device) : inventory::allPorts(connection);
    const PortGround ground = groundOf(connection, ports);
    QList<PortRow> rows;
    for (const Port& port : ports)
        if (port.present)
            rows.append(rowOf(port, ground));
    std::stable_sort(rows.begin(), rows.end(), [](const PortRow& a, const PortRow& b) {
        const int order = QString::compare(naturalKey(a.deviceName), naturalKey(b.deviceName));
        return order != 0 ? order < 0 : a.port.ifIndex < b.port.ifIndex;
    });
    return rows;
}

PortRow portRow(store::Connection& connection, PortId id)
{
    const auto port = inventory::port(connection, id);
    if (!port)
        throw NotFound(DeviceViewTexts::tr("There is no port %1; it may belong to another database.").arg(id.toString()));
    return rowOf(*port, groundOf(connection, {*port}));
}

/// Seconds as milliseconds, and the share that was lost.
static QList<ReachFigure> reachOf(store::Connection& connection, DeviceId id, const QLocale& locale)
{
    QList<performance::Gauge> gauges = performance::gauges(connection, id);
    gauges.removeIf([](const performance::Gauge& gauge) {
        return !gauge.identity.startsWith(QLatin1String("tcp-")) && gauge.identity != QLatin1String("echo-mean") && gauge.identity != QLatin1String("echo-loss");
    });
    QList<ReachFigure> figures;
    const auto last = performance::lastValues(connection, gauges);
    for (const performance::Gauge& gauge : std::as_const(gauges))
        if (const auto value = last.constFind(gauge.id); value != last.cend()) {
            const double number = value->value.toDouble();
            figures.append({gauge.name, gauge.measure == QLatin1String("delay") ? DeviceViewTexts::tr("%1 ms").arg(locale.toString(number * 1000, 'f', 2))
                                                                                : DeviceViewTexts::tr("%1 %").arg(locale.toString(number, 'f', 1)), value->at});
        }
    return figures;
}

DeviceDetail deviceDetail(store::Connection& connection, DeviceId id, const QLocale& locale)
{
    const auto device = inventory::device(connection, id);
    if (!device)
        throw NotFound(DeviceViewTexts::tr("There is no device %1; it may belong to another database.").arg(id.toString()));
    const auto site = device->siteId.isNull() ? std::nullopt : inventory::site(connection, device->siteId);
    QList<fault::Alarm> open;
    for (const fault::Alarm& alarm : fault::openAlarms(connection))
        if (alarm.deviceId == id)
            open.append(alarm);
    const Target subject{QStringLiteral("device"), id.toString()};
    return {*device, site ? site->name : QString(), inventory::addressesOf(connection, id), portRows(connection, id), open, reachOf(connection, id, locale),
            historyOf(connection, subject, 100, locale), whyOf(connection, subject, locale)};
}

QString ageText(Timestamp measured, Timestamp now)
{
    const std::int64_t ms = std::max<std::int64_t>(0, now.msSince(measured));
    return assurance::durationText(ms < 3'600'000 ? ms / 1000 * 1000 : ms / 60'000 * 60'000);
}

QString stateWord(const Port& port)
{
    if (port.adminState == inventory::AdminState::Down)
        return DeviceViewTexts::tr("Switched off");
    switch (port.operState) {
    case inventory::OperState::Up: return DeviceViewTexts::tr("Up");
    case inventory::OperState::Down: return DeviceViewTexts::tr("Down");
    case inventory::OperState::Testing: return DeviceViewTexts::tr("Testing");
    case inventory::OperState::Dormant: return DeviceViewTexts::tr("Dormant");
    case inventory::OperState::NotPresent: return DeviceViewTexts::tr("Not present");
    case inventory::OperState::LowerLayerDown: return DeviceViewTexts::tr("Lower layer down");
    case inventory::OperState::Unknown: break;
    }
    return DeviceViewTexts::tr("Unknown");
}

Tone stateTone(const Port& port)
{
    if (port.adminState == inventory::AdminState::Down || port.operState == inventory::OperState::Unknown)
        return Tone::Neutral;
    if (port.operState == inventory::OperState::Up)
        return Tone::Good;
    return port.operState == inventory::OperState::Testing || port.operState == inventory::OperState::Dormant ? Tone::Attention : Tone::Bad;
}

QString stateWord(inventory::DeviceState state)
{
    switch (state) {
    case inventory::DeviceState::Answering: return DeviceViewTexts::tr("Answering");
    case inventory::DeviceState::Silent: return DeviceViewTexts::tr("Silent");
    case inventory::DeviceState::SnmpSilent: return DeviceViewTexts::tr("SNMP not answering");
    case inventory::DeviceState::Unknown: break;
    }
    return DeviceViewTexts::tr("Not asked yet");
}

Tone stateTone(inventory::DeviceState state)
{
    if (state == inventory::DeviceState::Unknown)
        return Tone::Neutral;
    return state == inventory::DeviceState::Answering ? Tone::Good : state == inventory::DeviceState::SnmpSilent ? Tone::Attention : Tone::Bad;
}

QString speedText(std::int64_t bps, const QLocale& locale)
{
    static constexpr std::array<std::pair<std::int64_t, const char*>, 4> units{
        {{1'000'000'000, "Gbit/s"}, {1'000'000, "Mbit/s"}, {1'000, "kbit/s"}, {1, "bit/s"}}};
    for (const auto& [factor, unit] : units)
        if (bps >= factor)
            return QStringLiteral("%1 %2").arg(locale.toString(double(bps) / double(factor), 'g', 4), QLatin1String(unit));
    return {};
}

QList<Column<PortRow>> portColumns(bool withDevice, const Clock& clock, const QLocale& locale)
{
    using C = Column<PortRow>;
    const auto tr = [](const char* text) { return DeviceViewTexts::tr(text); };
    QList<C> columns{
        C("port", tr("Port"), [](const PortRow& row) { return row.port.name; }).with([](const PortRow& row, int role) {
            if (role == IdentifierRole)
                return QVariant(true);
            return role == TargetRole ? QVariant::fromValue(Target{QStringLiteral("port"), row.port.id.toString()}) : QVariant();
        }),
        C("state", tr("State"), [](const PortRow& row) { return stateWord(row.port); })
            .with([](const PortRow& row, int role) { return role == ToneRole ? QVariant(int(stateTone(row.port))) : QVariant(); }),
        linkedColumn("alarms", tr("Alarms"),
                     [locale](const PortRow& row) { return row.openAlarms ? locale.toString(row.openAlarms) : QString(); },
                     [](const PortRow& row) { return Target{QStringLiteral("alarms"), row.openAlarms ? QStringLiteral("port:") + row.port.id.toString() : QString()}; })
            .right()
            .sortedBy([](const PortRow& row) { return SortKey(qint64(row.worstAlarm ? int(*row.worstAlarm) : -1)); }),
        loadColumn("in", tr("In (Mbit/s)"), &performance::PortLoad::inBps, clock, locale),
        loadColumn("out", tr("Out (Mbit/s)"), &performance::PortLoad::outBps, clock, locale),
        C("speed", tr("Speed"), [locale](const PortRow& row) { return speedText(row.port.capacityBps(), locale); })
            .right()
            .sortedBy([](const PortRow& row) { return SortKey(row.port.capacityBps()); }),
        C("alias", tr("Alias"), [](const PortRow& row) { return row.port.alias; }),
        linkedColumn("service", tr("Service"), [](const PortRow& row) { return row.serviceName; },
                     [](const PortRow& row) { return Target{QStringLiteral("service"), row.serviceId.toString()}; }),
        linkedColumn("customer", tr("Customer"), [](const PortRow& row) { return row.customerName; },
                     [](const PortRow& row) { return Target{QStringLiteral("customer"), row.customerId.toString()}; }),
        linkedColumn("neighbour", tr("Neighbour"), [](const PortRow& row) { return row.neighbour; },
                     [](const PortRow& row) { return Target{QStringLiteral("device"), row.neighbourDevice.toString()}; }),
        C("type", tr("Type"), [](const PortRow& row) { return inventory::ifTypeName(row.port.ifType); }).hiddenAtFirst(),
        C("index", tr("ifIndex"), [](const PortRow& row) { return QString::number(row.port.ifIndex); })
            .right()
            .sortedBy([](const PortRow& row) { return SortKey(row.port.ifIndex); })
            .hiddenAtFirst(),
        C("mac", tr("MAC address"), [](const PortRow& row) { return row.port.mac; })
            .with([](const PortRow&, int role) { return role == IdentifierRole ? QVariant(true) : QVariant(); })
            .hiddenAtFirst(),
    };
    if (withDevice)
        columns.prepend(C("device", tr("Device"), [](const PortRow& row) { return row.deviceName; }));
    return columns;
}

} // namespace trunkline::overview
