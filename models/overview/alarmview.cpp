#include "models/overview/alarmview.h"

#include "models/assurance/outagestore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

#include <algorithm>

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
    return {*alarm, alarm->isOpen() ? assurance::impactOf(connection, *alarm) : assurance::Impact(), outagesWithNames(connection, id),
            fault::eventsOfAlarm(connection, id), fault::alarmNotes(connection, id), earlierLives(connection, *alarm),
            historyOf(connection, {QStringLiteral("alarm"), id.toString()}, 200, locale)};
}

} // namespace trunkline::overview
