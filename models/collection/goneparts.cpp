#include "models/collection/goneparts.h"

#include "models/core/errors.h"
#include "models/fault/faultservice.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::collection {

static bool carriesService(store::Connection& connection, PortId port)
{
    const QList<inventory::Service> services = port.isNull() ? QList<inventory::Service>() : inventory::servicesOnPort(connection, port);
    return std::any_of(services.begin(), services.end(), [](const inventory::Service& service) { return service.state != inventory::ServiceState::Terminated; });
}

/// Of those the absence is the fault (M.3100).
static bool saysItIsMissing(const fault::Alarm& alarm)
{
    return alarm.problem.cause == QLatin1String("replaceableUnitMissing");
}

int GoneParts::look(const QList<fault::Alarm>& open, const Told& told, Timestamp at)
{
    int cleared = 0;
    for (const fault::Alarm& alarm : open) {
        const auto isTold = saysItIsMissing(alarm) ? std::nullopt : told(alarm);
        if (!isTold)
            continue;
        if (*isTold) {
            missingSince_.remove(alarm.id);
            continue;
        }
        if (!missingSince_.contains(alarm.id))
            missingSince_.insert(alarm.id, at);
        if (at.msSince(missingSince_[alarm.id]) < partGoneAfterMs || carriesService(context_.connection, alarm.portId))
            continue;
        try {
            fault::FaultService(context_).clear(agent_, alarm.id, QCoreApplication::translate("GoneParts", "The part is gone: the device has not told of it for an hour."));
            ++cleared;
        } catch (const Refused&) {
            // Somebody was faster.
        }
        missingSince_.remove(alarm.id);
    }
    return cleared;
}

} // namespace trunkline::collection
