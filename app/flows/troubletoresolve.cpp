#include "app/flows/troubletoresolve.h"

#include "models/assurance/impact.h"
#include "models/assurance/outageservice.h"
#include "models/assurance/outagestore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

namespace trunkline::flows {

void TroubleToResolve::handle(const store::JournalEntry& entry)
{
    if (entry.kind == QLatin1String("alarm.raised"))
        openOutages(entry);
    else if (entry.kind == QLatin1String("alarm.cleared"))
        closeOutages(entry);
    else if (entry.kind == QLatin1String("outage.closed"))
        assurance::SlaService(context_).assess(agent_, OutageId::fromString(entry.subjectId), entry.id);
}

void TroubleToResolve::openOutages(const store::JournalEntry& entry)
{
    const auto alarm = fault::alarm(context_.connection, AlarmId::fromString(entry.subjectId));
    if (!alarm)
        return;
    for (const inventory::Service& service : assurance::affectedServices(context_.connection, *alarm))
        assurance::OutageService(context_).open(agent_, *alarm, service, entry.id);
}

/// What the alarm took down itself works again with its end. What was cut off from the core works again when a path is
/// there, whichever alarm's end opened it.
void TroubleToResolve::closeOutages(const store::JournalEntry& entry)
{
    const auto alarm = fault::alarm(context_.connection, AlarmId::fromString(entry.subjectId));
    if (!alarm || alarm->isOpen())
        return;
    for (const assurance::Outage& outage : assurance::outagesOfAlarm(context_.connection, alarm->id)) {
        const auto service = inventory::service(context_.connection, outage.serviceId);
        if (outage.isOpen() && service && assurance::isOnItsObject(context_.connection, *alarm, *service))
            assurance::OutageService(context_).close(agent_, outage.id, *alarm->clearedAt, entry.id);
    }
    closeReachedAgain(*alarm, entry);
}

void TroubleToResolve::closeReachedAgain(const fault::Alarm& cleared, const store::JournalEntry& entry)
{
    std::optional<assurance::Standing> standing;
    for (const assurance::Outage& outage : assurance::openOutages(context_.connection)) {
        const auto by = fault::alarm(context_.connection, outage.alarmId);
        const auto service = inventory::service(context_.connection, outage.serviceId);
        if (!by || !service || assurance::isOnItsObject(context_.connection, *by, *service))
            continue;
        if (!standing)
            standing = assurance::standingUnder(assurance::topologyOf(context_.connection),
                                                assurance::faultsOf(fault::alarmsOpenAt(context_.connection, *cleared.clearedAt)));
        const auto port = inventory::port(context_.connection, service->portId);
        if (port && standing->contains(port->deviceId))
            assurance::OutageService(context_).close(agent_, outage.id, *cleared.clearedAt, entry.id, cleared.clearedByEvent);
    }
}

} // namespace trunkline::flows
