// The verbs on outages and SLA credits.
#pragma once

#include "models/access/actor.h"
#include "models/assurance/outage.h"
#include "models/fault/alarm.h"
#include "models/inventory/service.h"

namespace trunkline::assurance {

/// Needs the permission record-outages.
class OutageService {
public:
    explicit OutageService(store::Context& context) : context_(context) {}

    /// A service is down since the alarm was raised (or since it was activated, if that was later). Writes
    /// "outage.opened". Once for an alarm and a service: again it gives the outage that is there. Throws
    /// Refused when the alarm does not affect service or the service was never active.
    Outage open(const access::Actor& actor, const fault::Alarm& alarm, const inventory::Service& service, JournalEntryId cause);
    /// It works again since `at`, as the end of its alarm shows. Writes "outage.closed"; a closed one stays
    /// as it is. An `at` before the start closes it with no length. `evidence` is the event that shows it; null for
    /// the one that cleared the outage's alarm. Throws NotFound.
    Outage close(const access::Actor& actor, OutageId id, Timestamp at, JournalEntryId cause, EventId evidence = {});

private:
    store::Context& context_;
};

/// Needs the permission record-outages.
class SlaService {
public:
    explicit SlaService(store::Context& context) : context_(context) {}

    /// Holds each month that the closed outage touches against the service's SLA, all its closed outages
    /// of the month together, and grants what is due and not granted yet: "credit.granted", an entry a
    /// month, caused by `cause`. Again it gives what it granted before and adds nothing. Nothing for an
    /// offering without SLA. Throws NotFound, Refused while the outage lasts.
    QList<SlaCredit> assess(const access::Actor& actor, OutageId id, JournalEntryId cause);

private:
    std::optional<SlaCredit> assessMonth(const access::Actor& actor, const Outage& outage, BillingDate month, JournalEntryId cause);

    store::Context& context_;
};

} // namespace trunkline::assurance
