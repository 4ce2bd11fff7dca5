#include "app/flows/troubletoresolve.h"

#include "models/assurance/impact.h"
#include "models/assurance/outageservice.h"
#include "models/assurance/outagestore.h"
#include "models/fault/alarmstore.h"

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

void TroubleToResolve::closeOutages(const store::JournalEntry& entry)
{
    const auto alarm = fault::alarm(context_.connection, AlarmId::fromString(entry.subjectId));
    for (const assurance::Outage& outage : assurance::outagesOfAlarm(context_.connection, AlarmId::fromString(entry.subjectId)))
        if (outage.isOpen())
            assurance::OutageService(context_).close(agent_, outage.id, alarm && alarm->clearedAt ? *alarm->clearedAt : entry.at, entry.id);
}

} // namespace trunkline::flows
