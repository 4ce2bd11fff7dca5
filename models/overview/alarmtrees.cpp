#include "models/overview/alarmtrees.h"

#include "models/overview/alarmlist.h"
#include "models/overview/trapwords.h"

#include <QCoreApplication>

namespace trunkline::overview {

namespace {

struct AlarmTreesTexts {
    Q_DECLARE_TR_FUNCTIONS(AlarmTrees)
};

constexpr int mostEvents = 20;

Target alarmTargetOf(const fault::Alarm& alarm)
{
    return {QStringLiteral("alarm"), alarm.id.toString()};
}

TreeLine lineOf(const fault::Alarm& alarm)
{
    return {AlarmTreesTexts::tr("%1: %2, %3").arg(alarm.number, fault::problemWord(alarm.problem), alarm.objectName.isEmpty() ? alarm.source : alarm.objectName),
            stateWord(alarm), alarmTargetOf(alarm), alarm.severity, {}, {}};
}

TreeLine lineOf(const HitService& hit, const QLocale& locale)
{
    const QString customer = hit.customerName.isEmpty() ? hit.service.name : AlarmTreesTexts::tr("%1, %2").arg(hit.service.name, hit.customerName);
    return {customer, hit.monthlyPrice ? AlarmTreesTexts::tr("%1, %2 a month").arg(hit.portName, monthlyText({*hit.monthlyPrice}, locale)) : hit.portName,
            {QStringLiteral("service"), hit.service.id.toString()}, {}, {}, {}};
}

/// "3 down", by device.
TreeLine hitLine(const QList<HitService>& all, bool down, const QLocale& locale)
{
    TreeLine top;
    int count = 0;
    for (const HitService& hit : all) {
        if (hit.down != down)
            continue;
        ++count;
        if (top.children.isEmpty() || top.children.last().text != hit.deviceName)
            top.children.append({hit.deviceName, {}, {}, {}, {}, {}});
        top.children.last().children.append(lineOf(hit, locale));
    }
    top.text = down ? AlarmTreesTexts::tr("%Ln service(s) down", nullptr, count) : AlarmTreesTexts::tr("%Ln service(s) without protection", nullptr, count);
    top.tone = down ? Tone::Bad : Tone::Attention;
    return top;
}

TreeLine outageLine(const QList<AlarmOutage>& outages, const QLocale& locale)
{
    TreeLine top{AlarmTreesTexts::tr("%Ln outage(s)", nullptr, int(outages.size())), {}, {}, {}, {}, {}};
    for (const AlarmOutage& outage : outages) {
        QString length = AlarmTreesTexts::tr("still lasts");
        if (outage.outage.endedAt)
            length = assurance::durationText(outage.outage.endedAt->msSince(outage.outage.startedAt) / 1000 * 1000, locale);
        TreeLine line{AlarmTreesTexts::tr("%1, %2").arg(outage.serviceName, outage.customerName), length, {QStringLiteral("service"), outage.outage.serviceId.toString()}, {}, {}, {}};
        for (const assurance::SlaCredit& credit : outage.credits)
            line.children.append({AlarmTreesTexts::tr("Credit"), credit.amount.toDisplay(locale), {QStringLiteral("credit"), credit.id.toString()}, {}, {}, {}});
        top.children.append(line);
    }
    return top;
}

TreeLine eventsLine(const QList<fault::Event>& events, const OperatorZone& zone, const QLocale& locale)
{
    TreeLine top{AlarmTreesTexts::tr("Reported %Ln time(s)", nullptr, int(events.size())), {}, {}, {}, {}, {}};
    for (const fault::Event& event : events.mid(0, mostEvents))
        top.children.append({AlarmTreesTexts::tr("%1: %2 from %3").arg(zone.toDisplay(event.at, locale), fault::eventKindWord(event.kind, event.payload), event.source),
                             payloadText(event.payload.object()), {}, {}, {}, {}});
    if (events.size() > mostEvents)
        top.children.append({AlarmTreesTexts::tr("and %Ln more", nullptr, int(events.size()) - mostEvents), {}, {}, {}, {}, {}});
    return top;
}

} // namespace

bool TreeLine::operator==(const TreeLine& other) const
{
    return text == other.text && detail == other.detail && target == other.target && severity == other.severity && tone == other.tone && children == other.children;
}

QList<TreeLine> causeTree(const AlarmDetail& alarm, const QList<ChainStep>& why, const OperatorZone& zone, const QLocale& locale)
{
    TreeLine root = lineOf(alarm.alarm);
    root.children.append(eventsLine(alarm.events, zone, locale));
    QList<TreeLine>* under = &root.children; // each cause hangs under its effect
    for (const ChainStep& step : why.mid(1)) {
        under->append({step.what, step.detail, step.target, step.severity, {}, {}});
        under = &under->last().children;
    }
    if (!alarm.related.isEmpty()) {
        TreeLine beside{AlarmTreesTexts::tr("Open beside it, on its device or the other end of its link"), {}, {}, {}, {}, {}};
        for (const fault::Alarm& other : alarm.related)
            beside.children.append(lineOf(other));
        root.children.append(beside);
    }
    return {root};
}

QList<TreeLine> impactTree(const AlarmDetail& alarm, const QLocale& locale)
{
    QList<TreeLine> tree;
    for (const bool down : {true, false})
        if (const TreeLine line = hitLine(alarm.hit, down, locale); !line.children.isEmpty())
            tree.append(line);
    if (!alarm.outages.isEmpty())
        tree.append(outageLine(alarm.outages, locale));
    return tree;
}

QList<TreeLine> lastTimeTree(const AlarmDetail& alarm, const OperatorZone& zone, const QLocale& locale)
{
    QList<TreeLine> tree;
    for (const EarlierAlarm& earlier : alarm.earlier) {
        const fault::Alarm& one = earlier.alarm;
        TreeLine line{AlarmTreesTexts::tr("%1, %2").arg(zone.toDisplay(one.raisedAt, locale), one.number), {}, alarmTargetOf(one), one.worstSeverity, {}, {}};
        if (one.clearedAt)
            line.detail = AlarmTreesTexts::tr("over after %1").arg(assurance::durationText(one.clearedAt->msSince(one.raisedAt) / 1000 * 1000, locale));
        for (const fault::AlarmNote& note : earlier.notes)
            line.children.append({AlarmTreesTexts::tr("%1 noted").arg(note.author), note.text, {}, {}, {}, {}});
        if (one.clearedAt)
            line.children.append({one.clearedBy.isEmpty() ? AlarmTreesTexts::tr("The network cleared it") : AlarmTreesTexts::tr("%1 cleared it").arg(one.clearedBy),
                                  one.clearReason, {}, {}, {}, {}});
        tree.append(line);
    }
    return tree;
}

} // namespace trunkline::overview
