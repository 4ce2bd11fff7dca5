#include "widgets/alarms/alarmdetail.h"

#include "models/overview/alarmlist.h"
#include "widgets/common/units.h"
#include "widgets/noc/steps.h"

#include <QCoreApplication>

namespace trunkline::widgets {

namespace {

struct AlarmDetailTexts {
    Q_DECLARE_TR_FUNCTIONS(AlarmDetail)
};

FactGroup stateFacts(const fault::Alarm& alarm, const Desk& desk)
{
    QList<Fact> facts;
    facts.append({AlarmDetailTexts::tr("State"), overview::stateWord(alarm), {}, {}, overview::stateTone(alarm)});
    facts.append({AlarmDetailTexts::tr("Since"), desk.timeText(alarm.raisedAt)});
    const qint64 seconds = (alarm.clearedAt ? *alarm.clearedAt : desk.clock().now()).msSince(alarm.raisedAt) / 1000;
    facts.append({alarm.isOpen() ? AlarmDetailTexts::tr("Open for") : AlarmDetailTexts::tr("Lasted"), duration(qMax<qint64>(0, seconds))});
    facts.append({AlarmDetailTexts::tr("Reported"), AlarmDetailTexts::tr("%Ln time(s), last at %1", nullptr, int(alarm.count)).arg(desk.timeText(alarm.lastEventAt))});
    facts.append({AlarmDetailTexts::tr("Owner"), alarm.owner.isEmpty() ? AlarmDetailTexts::tr("Nobody yet") : alarm.owner});
    if (alarm.acknowledgedAt)
        facts.append({AlarmDetailTexts::tr("Acknowledged"), AlarmDetailTexts::tr("by %1 at %2").arg(alarm.acknowledgedBy, desk.timeText(*alarm.acknowledgedAt))});
    if (alarm.clearedAt)
        facts.append({AlarmDetailTexts::tr("Cleared"), alarm.clearedBy.isEmpty()
                          ? AlarmDetailTexts::tr("by the network at %1").arg(desk.timeText(*alarm.clearedAt))
                          : AlarmDetailTexts::tr("by %1 at %2: %3").arg(alarm.clearedBy, desk.timeText(*alarm.clearedAt), alarm.clearReason)});
    return factGroup({}, facts);
}

FactGroup causeFacts(const fault::Alarm& alarm)
{
    return factGroup(AlarmDetailTexts::tr("Cause"),
                     {{AlarmDetailTexts::tr("What"), alarm.text},
                      {AlarmDetailTexts::tr("Object"), alarm.objectName, overview::objectOf(alarm)},
                      {AlarmDetailTexts::tr("Probable cause"), fault::probableCauseWord(alarm.problem)},
                      {AlarmDetailTexts::tr("Event type"), fault::eventTypeWord(alarm.problem)},
                      {AlarmDetailTexts::tr("Reported by"), alarm.source, {}, {}, {}, true}});
}

/// Whom it hits now, or whom it hit.
FactGroup impactFacts(const overview::AlarmDetail& alarm, const Desk& desk)
{
    QList<Fact> facts;
    if (const QString services = overview::servicesText(alarm.impact); !services.isEmpty())
        facts.append({AlarmDetailTexts::tr("Services"), services, {}, {}, alarm.impact.services.isEmpty() ? Tone::Attention : Tone::Bad});
    if (alarm.alarm.isOpen() && alarm.impact.services.isEmpty())
        facts.append({AlarmDetailTexts::tr("Customers"), AlarmDetailTexts::tr("None: no active service is down with it")});
    if (!alarm.impact.services.isEmpty()) {
        facts.append({AlarmDetailTexts::tr("At stake"), AlarmDetailTexts::tr("%1 a month").arg(overview::monthlyText(alarm.impact.monthlyPrices))});
    }
    constexpr int mostNamed = 12;
    for (const customer::Customer& customer : alarm.impact.customers.mid(0, mostNamed))
        facts.append({facts.size() == 2 ? AlarmDetailTexts::tr("Customers") : QString(), customer.name, {QStringLiteral("customer"), customer.id.toString()}});
    if (const auto more = alarm.impact.customers.size() - mostNamed; more > 0)
        facts.append({{}, AlarmDetailTexts::tr("and %Ln more", nullptr, int(more))});
    for (const overview::AlarmOutage& outage : alarm.outages) {
        const Timestamp end = outage.outage.endedAt.value_or(desk.clock().now());
        const QString length = duration(qMax<qint64>(0, end.msSince(outage.outage.startedAt) / 1000));
        facts.append({AlarmDetailTexts::tr("Outage of %1").arg(outage.serviceName),
                      outage.outage.isOpen() ? AlarmDetailTexts::tr("%1, still down: %2").arg(length, outage.customerName)
                                             : AlarmDetailTexts::tr("%1: %2").arg(length, outage.customerName),
                      {QStringLiteral("service"), outage.outage.serviceId.toString()}});
        for (const assurance::SlaCredit& credit : outage.credits)
            facts.append({AlarmDetailTexts::tr("Credit"), credit.amount.toDisplay(), {QStringLiteral("credit"), credit.id.toString()}});
    }
    return factGroup(AlarmDetailTexts::tr("Impact"), facts);
}

FactGroup earlierFacts(const QList<overview::EarlierAlarm>& earlier, const Desk& desk)
{
    QList<Fact> facts;
    for (const overview::EarlierAlarm& one : earlier) {
        QStringList said;
        if (one.alarm.clearedAt)
            said.append(AlarmDetailTexts::tr("over after %1").arg(duration(one.alarm.clearedAt->msSince(one.alarm.raisedAt) / 1000)));
        if (!one.alarm.clearReason.isEmpty())
            said.append(AlarmDetailTexts::tr("%1: “%2”").arg(one.alarm.clearedBy, one.alarm.clearReason));
        for (const fault::AlarmNote& note : one.notes)
            said.append(AlarmDetailTexts::tr("%1 noted “%2”").arg(note.author, note.text));
        facts.append({desk.timeText(one.alarm.raisedAt), said.join(u'\n'), {QStringLiteral("alarm"), one.alarm.id.toString()}});
    }
    return factGroup(AlarmDetailTexts::tr("The last times"), facts);
}

} // namespace

Detail alarmDetailOf(const overview::AlarmDetail& alarm, const QList<overview::ChainStep>& why, const Desk& desk)
{
    Detail detail;
    detail.target = {QStringLiteral("alarm"), alarm.alarm.id.toString()};
    detail.title = alarm.alarm.objectName.isEmpty() ? alarm.alarm.source : alarm.alarm.objectName;
    detail.subtitle = AlarmDetailTexts::tr("%1 · %2 · %3").arg(severityWord(alarm.alarm.severity), fault::problemWord(alarm.alarm.problem), alarm.alarm.number);
    detail.severity = alarm.alarm.severity;
    for (const FactGroup& group : {stateFacts(alarm.alarm, desk), causeFacts(alarm.alarm), impactFacts(alarm, desk), earlierFacts(alarm.earlier, desk)})
        if (!group.facts.isEmpty())
            detail.overview.append(group);
    detail.why = stepsOf(why, desk);
    detail.history = stepsOf(alarm.history, desk);
    for (auto note = alarm.notes.crbegin(); note != alarm.notes.crend(); ++note)
        detail.notes.append({desk.timeText(note->at), note->text, {}, note->author, {}, {}});
    detail.takesNotes = desk.actor().may(access::Permission::HandleAlarms);
    return detail;
}

} // namespace trunkline::widgets
