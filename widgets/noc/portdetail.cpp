#include "widgets/noc/portdetail.h"

#include "widgets/common/units.h"
#include "widgets/noc/steps.h"

#include <QCoreApplication>

namespace trunkline::widgets {

namespace {

struct PortDetailTexts {
    Q_DECLARE_TR_FUNCTIONS(PortDetail)
};

/// Whose word it is where it is not the device's.
QString lineText(const inventory::Port& port)
{
    if (port.rates.lineBps == 0)
        return overview::speedText(port.speedBps);
    return port.speedBps > 0 ? PortDetailTexts::tr("%1, set by hand; the device says %2").arg(overview::speedText(port.rates.lineBps), overview::speedText(port.speedBps))
                             : PortDetailTexts::tr("%1, set by hand; the device does not say").arg(overview::speedText(port.rates.lineBps));
}

FactGroup portStateFacts(const overview::PortRow& row, const Desk& desk)
{
    const inventory::Port& port = row.port;
    const bool old = row.load && performance::isStale(row.load->at, desk.clock().now());
    const Fact alarms = row.openAlarms
        ? Fact{PortDetailTexts::tr("Alarms"), PortDetailTexts::tr("%Ln open", nullptr, row.openAlarms), {QStringLiteral("alarms"), QStringLiteral("port:") + port.id.toString()}, row.worstAlarm}
        : Fact{PortDetailTexts::tr("Alarms"), PortDetailTexts::tr("None open"), {}, {}, Tone::Good};
    return factGroup({}, {{PortDetailTexts::tr("State"), overview::stateWord(port), {}, {}, overview::stateTone(port)},
                          alarms,
                          {PortDetailTexts::tr("In"), rateText(row.load ? row.load->inBps : std::nullopt, port.capacityBps()), {}, {}, {}, false, old},
                          {PortDetailTexts::tr("Out"), rateText(row.load ? row.load->outBps : std::nullopt, port.capacityBps()), {}, {}, {}, false, old},
                          {PortDetailTexts::tr("Measured"), measuredText(row.load ? std::optional(row.load->at) : std::nullopt, desk), {}, {}, {}, false, old},
                          {PortDetailTexts::tr("Line rate"), lineText(port)},
                          {PortDetailTexts::tr("Contracted"), overview::speedText(port.rates.contractBps)},
                          {PortDetailTexts::tr("Reason for the rates"), port.rates.reason}});
}

} // namespace

QString rateText(const std::optional<std::int64_t>& bps, std::int64_t capacityBps)
{
    if (!bps)
        return PortDetailTexts::tr("Not measured yet");
    return capacityBps > 0 ? PortDetailTexts::tr("%1 (%2)").arg(bitRate(double(*bps)), percent(double(*bps) / double(capacityBps))) : bitRate(double(*bps));
}

QString measuredText(const std::optional<Timestamp>& at, const Desk& desk)
{
    if (!at)
        return {};
    const Timestamp now = desk.clock().now();
    return performance::isStale(*at, now) ? PortDetailTexts::tr("%1, %2 ago").arg(desk.timeText(*at), overview::ageText(*at, now)) : desk.timeText(*at);
}

Detail portDetailOf(const overview::PortDetail& view, const Desk& desk)
{
    const overview::PortRow& row = view.row;
    const inventory::Port& port = row.port;
    Detail detail;
    detail.target = {QStringLiteral("port"), port.id.toString()};
    detail.title = QStringLiteral("%1 %2").arg(row.deviceName, port.name);
    detail.subtitle = port.alias.isEmpty() ? PortDetailTexts::tr("Port") : PortDetailTexts::tr("Port · %1").arg(port.alias);
    detail.severity = row.worstAlarm;
    detail.takesNotes = false;
    for (const FactGroup& group :
         {portStateFacts(row, desk),
          factGroup(PortDetailTexts::tr("What it carries"), {{PortDetailTexts::tr("Service"), row.serviceName, {QStringLiteral("service"), row.serviceId.toString()}},
                                                             {PortDetailTexts::tr("Customer"), row.customerName, {QStringLiteral("customer"), row.customerId.toString()}},
                                                             {PortDetailTexts::tr("Neighbour"), row.neighbour, {QStringLiteral("device"), row.neighbourDevice.toString()}}}),
          factGroup(PortDetailTexts::tr("Port"), {{PortDetailTexts::tr("Device"), row.deviceName, {QStringLiteral("device"), port.deviceId.toString()}},
                                                  {PortDetailTexts::tr("Description"), port.description},
                                                  {PortDetailTexts::tr("Type"), inventory::ifTypeName(port.ifType)},
                                                  {PortDetailTexts::tr("ifIndex"), QString::number(port.ifIndex), {}, {}, {}, true},
                                                  {PortDetailTexts::tr("MAC address"), port.mac, {}, {}, {}, true}})})
        if (!group.facts.isEmpty())
            detail.overview.append(group);
    detail.why = stepsOf(view.story.why, desk);
    detail.history = stepsOf(view.story.history, desk);
    return detail;
}

} // namespace trunkline::widgets
