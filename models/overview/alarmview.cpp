#include "models/overview/alarmview.h"

#include "models/assurance/outagestore.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/core/sortkey.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <tuple>

namespace trunkline::overview {

namespace {

constexpr int mostEarlier = 10;

QList<AlarmOutage> outagesWithNames(store::Connection& connection, AlarmId id)
{
    QList<AlarmOutage> views;
    for (const assurance::Outage& outage : assurance::outagesOfAlarm(connection, id)) {
        const auto service = inventory::service(connection, outage.serviceId);
        const auto customer = service ? customer::customer(connection, service->customerId) : std::nullopt;
        views.append({outage, service ? service->name : QString(), service ? service->customerId : CustomerId(),
                      customer ? customer->name : QString(), assurance::creditsOfOutage(connection, outage.id)});
    }
    std::sort(views.begin(), views.end(), [](const AlarmOutage& a, const AlarmOutage& b) { return a.serviceName < b.serviceName; });
    return views;
}

QList<EarlierAlarm> earlierLives(store::Connection& connection, const fault::Alarm& alarm)
{
    QList<EarlierAlarm> earlier;
    for (const fault::Alarm& other : fault::alarmsOfKey(connection, alarm.key, mostEarlier + 1))
        if (other.id != alarm.id && other.raisedAt <= alarm.raisedAt && earlier.size() < mostEarlier)
            earlier.append({other, fault::alarmNotes(connection, other.id)});
    return earlier;
}

void addHit(store::Connection& connection, const QList<inventory::Service>& services, bool down, QList<HitService>& hit)
{
    for (const inventory::Service& service : services) {
        const auto port = inventory::port(connection, service.portId);
        const auto device = port ? inventory::device(connection, port->deviceId) : std::nullopt;
        const auto customer = customer::customer(connection, service.customerId);
        const auto offering = catalogue::offering(connection, service.offeringId);
        hit.append({service, down, device ? device->name : QString(), port ? port->name : QString(), customer ? customer->name : QString(),
                    offering ? std::optional(catalogue::monthlyPrice(*offering)) : std::nullopt});
    }
}

QList<HitService> hitBy(store::Connection& connection, const assurance::Impact& impact)
{
    QList<HitService> hit;
    addHit(connection, impact.services, true, hit);
    addHit(connection, impact.unprotected, false, hit);
    std::stable_sort(hit.begin(), hit.end(), [](const HitService& a, const HitService& b) {
        return std::tuple(!a.down, naturalKey(a.deviceName), naturalKey(a.portName)) < std::tuple(!b.down, naturalKey(b.deviceName), naturalKey(b.portName));
    });
    return hit;
}

/// What may be the same trouble: two ends of a link report one cut, a silent device takes its links along.
QList<fault::Alarm> relatedTo(store::Connection& connection, const fault::Alarm& alarm)
{
    QSet<DeviceId> devices{alarm.deviceId};
    QSet<PortId> ports;
    for (const inventory::LinkEnds& link : inventory::linkEnds(connection))
        for (const auto& [here, there, hereDevice, thereDevice] : {std::tuple(link.aPortId, link.bPortId, link.aDevice, link.bDevice), std::tuple(link.bPortId, link.aPortId, link.bDevice, link.aDevice)})
            if (alarm.portId.isNull() ? hereDevice == alarm.deviceId : here == alarm.portId) {
                ports.insert(there);
                devices.insert(thereDevice);
            }
    QList<fault::Alarm> related;
    for (const fault::Alarm& other : fault::alarmsOpenAt(connection, alarm.clearedAt.value_or(Timestamp{std::numeric_limits<std::int64_t>::max()}).plusMs(-1)))
        if (other.id != alarm.id && !alarm.deviceId.isNull() && (ports.contains(other.portId) || (other.portId.isNull() && devices.contains(other.deviceId))))
            related.append(other);
    return related;
}

} // namespace

QList<AlarmRow> alarmRows(store::Connection& connection, int cleared)
{
    const QList<fault::Alarm> open = fault::openAlarms(connection);
    const QHash<AlarmId, assurance::Impact> impacts = assurance::impactsOf(connection, open);
    QList<AlarmRow> rows;
    for (const fault::Alarm& alarm : open)
        rows.append({alarm, impacts.value(alarm.id)});
    if (cleared > 0)
        for (const fault::Alarm& alarm : fault::clearedAlarms(connection, cleared))
            rows.append({alarm, {}});
    return rows;
}

AlarmDetail alarmDetail(store::Connection& connection, AlarmId id, const QLocale& locale)
{
    const auto alarm = fault::alarm(connection, id);
    if (!alarm)
        throw NotFound(QCoreApplication::translate("Fault", "There is no alarm %1; it may belong to another database.").arg(id.toString()));
    const assurance::Impact impact = alarm->isOpen() ? assurance::impactOf(connection, *alarm) : assurance::Impact();
    return {*alarm, impact, hitBy(connection, impact), relatedTo(connection, *alarm), outagesWithNames(connection, id),
            fault::eventsOfAlarm(connection, id), fault::alarmNotes(connection, id), earlierLives(connection, *alarm),
            historyOf(connection, {QStringLiteral("alarm"), id.toString()}, 200, locale)};
}

} // namespace trunkline::overview
