#include "models/assurance/outageservice.h"

#include "models/assurance/outagestore.h"
#include "models/assurance/sla.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/servicestore.h"
#include "models/store/settings.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::assurance {

namespace {

struct OutageTexts {
    Q_DECLARE_TR_FUNCTIONS(Assurance)
};

Outage requireOutage(store::Connection& connection, OutageId id)
{
    if (auto found = outage(connection, id))
        return *found;
    throw NotFound(OutageTexts::tr("There is no outage %1; it may belong to another database.").arg(id.toString()));
}

inventory::Service requireService(store::Connection& connection, ServiceId id)
{
    if (auto found = inventory::service(connection, id))
        return *found;
    throw NotFound(OutageTexts::tr("There is no service %1; it may belong to another database.").arg(id.toString()));
}

void requireDown(const fault::Alarm& alarm, const inventory::Service& service)
{
    if (!alarm.serviceAffecting)
        throw Refused(OutageTexts::tr("The alarm %1 (%2) does not take services down; no outage is recorded for %3.")
                          .arg(alarm.number, fault::problemWord(alarm.problem), service.name));
    if (!service.activatedAt)
        throw Refused(OutageTexts::tr("The service %1 was never active; it can't have an outage.").arg(service.name));
}

/// What is said with an outage, so that its entry can be read on its own.
QJsonObject factsOf(const Outage& outage, const fault::Alarm& alarm, const inventory::Service& service)
{
    QJsonObject facts = toJson(outage);
    facts.insert(QStringLiteral("alarmNumber"), alarm.number);
    facts.insert(QStringLiteral("object"), alarm.objectName);
    facts.insert(QStringLiteral("serviceName"), service.name);
    facts.insert(QStringLiteral("customer"), service.customerId.toString());
    return facts;
}

QString closedKey(OutageId id)
{
    return QStringLiteral("outage-closed:%1").arg(id.toString());
}

/// The service's outages that were closed up to this one, in the journal's order: whoever assesses late, after a
/// crash say, finds the same figures as whoever was in time.
QList<Interval> closedUpTo(store::Connection& connection, const Outage& last)
{
    const auto end = store::journalBySourceKey(connection, closedKey(last.id));
    QList<Interval> closed;
    for (const Outage& one : outagesOfService(connection, last.serviceId)) {
        const auto entry = one.endedAt ? store::journalBySourceKey(connection, closedKey(one.id)) : std::nullopt;
        if (entry && end && entry->seq <= end->seq)
            closed.append({one.startedAt, *one.endedAt});
    }
    return closed;
}

/// The part of a month in which the service was the customer's.
Interval servedIn(const inventory::Service& service, const Interval& month)
{
    return {std::max(month.from, service.activatedAt.value_or(month.from)), std::min(month.to, service.terminatedAt.value_or(month.to))};
}

Money grantedIn(const QList<SlaCredit>& credits, BillingDate month, Currency currency)
{
    Money sum = Money::zero(currency);
    for (const SlaCredit& credit : credits)
        if (credit.month == month)
            sum += credit.amount;
    return sum;
}

} // namespace

Outage OutageService::open(const access::Actor& actor, const fault::Alarm& alarm, const inventory::Service& service, JournalEntryId cause)
{
    actor.require(access::Permission::RecordOutages);
    store::Change change(context_, actor.who());
    const QList<Outage> known = outagesOfAlarm(change.connection(), alarm.id);
    const auto same = std::find_if(known.begin(), known.end(), [&](const Outage& one) { return one.serviceId == service.id; });
    if (same != known.end())
        return *same;
    requireDown(alarm, service);
    const Outage opened{change.ids().next<OutageTag>(), service.id, alarm.id, std::max(alarm.raisedAt, *service.activatedAt), {}, alarm.raisedByEvent, {}};
    insertOutage(change.connection(), opened);
    change.commit({QStringLiteral("outage.opened"), QStringLiteral("outage"), opened.id.toString(), {}, factsOf(opened, alarm, service), cause,
                   QStringLiteral("outage-opened:%1:%2").arg(alarm.id.toString(), service.id.toString())});
    return opened;
}

Outage OutageService::close(const access::Actor& actor, OutageId id, Timestamp at, JournalEntryId cause, EventId evidence)
{
    actor.require(access::Permission::RecordOutages);
    store::Change change(context_, actor.who());
    const Outage before = requireOutage(change.connection(), id);
    if (!before.isOpen())
        return before;
    const inventory::Service service = requireService(change.connection(), before.serviceId);
    const fault::Alarm alarm = fault::alarm(change.connection(), before.alarmId).value_or(fault::Alarm{});
    Outage after = before;
    after.endedAt = std::max(at, before.startedAt);
    after.closedByEvent = evidence.isNull() ? alarm.clearedByEvent : evidence;
    updateOutage(change.connection(), after);
    change.commit({QStringLiteral("outage.closed"), QStringLiteral("outage"), after.id.toString(), factsOf(before, alarm, service),
                   factsOf(after, alarm, service), cause, closedKey(id)});
    return after;
}

QList<SlaCredit> SlaService::assess(const access::Actor& actor, OutageId id, JournalEntryId cause)
{
    actor.require(access::Permission::RecordOutages);
    const Outage closed = requireOutage(context_.connection, id);
    if (closed.isOpen())
        throw Refused(OutageTexts::tr("The outage %1 still lasts; its month is measured when it has ended.").arg(id.toString()));
    const OperatorZone zone = store::requireProfile(context_.connection).zone;
    QList<SlaCredit> credits;
    for (BillingDate month : monthsTouched({closed.startedAt, *closed.endedAt}, zone))
        if (const auto credit = assessMonth(actor, closed, month, cause))
            credits.append(*credit);
    return credits;
}

std::optional<SlaCredit> SlaService::assessMonth(const access::Actor& actor, const Outage& outage, BillingDate month, JournalEntryId cause)
{
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    for (const SlaCredit& earlier : creditsOfOutage(connection, outage.id))
        if (earlier.month == month)
            return earlier;
    const inventory::Service service = requireService(connection, outage.serviceId);
    const catalogue::Offering offering = catalogue::requireOffering(connection, service.offeringId);
    if (!offering.sla)
        return std::nullopt;
    const OperatorZone zone = store::requireProfile(connection).zone;
    const QList<Interval> down = clipped(closedUpTo(connection, outage), servedIn(service, monthInterval(month, zone)));
    const Money granted = grantedIn(creditsOfService(connection, service.id), month, offering.price.currency);
    const SlaVerdict verdict = slaCredit(*offering.sla, catalogue::monthlyPrice(offering), down, granted);
    if (verdict.due.isZero())
        return std::nullopt;
    const SlaCredit credit{change.ids().next<SlaCreditTag>(), service.id, outage.id, month, verdict.due, catalogue::monthlyPrice(offering), verdict.measure.downMs,
                           verdict.measure.allowedMs, verdict.measure.startedHours, verdict.measure.basisPoints, granted, change.now()};
    insertCredit(connection, credit);
    QJsonObject facts = toJson(credit);
    facts.insert(QStringLiteral("serviceName"), service.name);
    facts.insert(QStringLiteral("customer"), service.customerId.toString());
    facts.insert(QStringLiteral("capped"), verdict.measure.capped);
    change.commit({QStringLiteral("credit.granted"), QStringLiteral("credit"), credit.id.toString(), {}, facts, cause,
                   QStringLiteral("credit-granted:%1:%2").arg(outage.id.toString(), month.toIso())});
    return credit;
}

} // namespace trunkline::assurance
