#include "models/collection/gaugealarm.h"

#include "models/collection/measure.h"

#include <QCoreApplication>
#include <QHash>

namespace trunkline::collection {

namespace {

struct GaugeAlarmTexts {
    Q_DECLARE_TR_FUNCTIONS(GaugeAlarm)
};

const QString thresholdKey = QStringLiteral("threshold:");

QString sourceText(const CrossedGauge& crossed, const performance::Limit& limit)
{
    switch (limit.source) {
    case performance::LimitSource::Device: return GaugeAlarmTexts::tr("a limit of the device itself");
    case performance::LimitSource::Profile: return GaugeAlarmTexts::tr("a limit of the profile “%1”").arg(crossed.gauge.profile);
    case performance::LimitSource::Person: break;
    }
    return crossed.override ? GaugeAlarmTexts::tr("a limit set by %1: %2").arg(crossed.override->setBy, crossed.override->reason) : GaugeAlarmTexts::tr("a limit set by hand");
}

QString sentence(const CrossedGauge& crossed)
{
    const QString what = GaugeAlarmTexts::tr("%1 “%2” of %3", "temperature “inlet” of core-1").arg(measureTitle(crossed.gauge.measure), crossed.gauge.name, crossed.device.name);
    const QString value = valueText(crossed.gauge, crossed.value);
    const auto& limit = crossed.judgement.limit;
    if (crossed.judgement.severity == Severity::Cleared)
        return GaugeAlarmTexts::tr("%1 is %2 and as it should be again.").arg(what, value);
    if (!limit)
        return GaugeAlarmTexts::tr("%1 is %2.").arg(what, value);
    const QString level = figureText(limit->value, measureUnit(crossed.gauge.measure));
    return (crossed.judgement.above ? GaugeAlarmTexts::tr("%1 is %2, above %3, %4.") : GaugeAlarmTexts::tr("%1 is %2, below %3, %4."))
        .arg(what, value, level, sourceText(crossed, *limit));
}

QJsonObject thresholdInformation(const CrossedGauge& crossed)
{
    QJsonObject json{{"gauge", crossed.gauge.id.toString()}, {"measure", crossed.gauge.measure}, {"name", crossed.gauge.name},
                     {"observedValue", crossed.value.toString()}, {"unit", measureUnit(crossed.gauge.measure)}};
    if (const auto& limit = crossed.judgement.limit) {
        json.insert(QStringLiteral("thresholdLevel"), limit->value.toString());
        json.insert(QStringLiteral("direction"), crossed.judgement.above ? QStringLiteral("above") : QStringLiteral("below"));
        json.insert(QStringLiteral("source"), performance::nameOf(limit->source));
        if (limit->source == performance::LimitSource::Person && crossed.override) {
            json.insert(QStringLiteral("setBy"), crossed.override->setBy);
            json.insert(QStringLiteral("reason"), crossed.override->reason);
        }
    }
    return json;
}

} // namespace

fault::Problem problemOf(const QString& measure)
{
    using fault::Problem;
    static const QHash<QString, const Problem*> problems{
        {"temperature", &Problem::TemperatureLimit}, {"humidity", &Problem::HumidityLimit}, {"fanSpeed", &Problem::FanLimit}, {"airflow", &Problem::FanLimit},
        {"voltage", &Problem::PowerLimit}, {"current", &Problem::PowerLimit}, {"power", &Problem::PowerLimit}, {"apparentPower", &Problem::PowerLimit},
        {"runtime", &Problem::PowerLimit}, {"charge", &Problem::PowerLimit}, {"dbm", &Problem::SignalLimit}, {"gain", &Problem::SignalLimit},
        {"snr", &Problem::SignalLimit}, {"bitErrorRatio", &Problem::SignalLimit}, {"quality", &Problem::SignalLimit}, {"processor", &Problem::ProcessorLimit},
        {"memory", &Problem::MemoryLimit}, {"storage", &Problem::StorageLimit}, {"state", &Problem::PartState}};
    return *problems.value(measure, &Problem::OtherLimit);
}

fault::EventDraft thresholdEvent(const CrossedGauge& crossed)
{
    const bool over = crossed.judgement.severity == Severity::Cleared;
    fault::EventDraft event;
    event.kind = over ? fault::EventKind::ThresholdOver : fault::EventKind::ThresholdCrossed;
    event.source = crossed.device.address;
    event.deviceId = crossed.device.id;
    event.portId = crossed.port;
    event.objectName = crossed.device.name + u' ' + crossed.gauge.name;
    event.text = sentence(crossed);
    event.payload = {{"thresholdInfo", thresholdInformation(crossed)}};
    event.report = fault::FaultReport{QStringLiteral("threshold"), crossed.gauge.id.toString(), problemOf(crossed.gauge.measure), crossed.judgement.severity};
    event.at = crossed.at;
    return event;
}

std::optional<GaugeId> gaugeOfAlarm(const QString& alarmKey)
{
    return alarmKey.startsWith(thresholdKey) ? std::optional(GaugeId::fromString(alarmKey.mid(thresholdKey.size()))) : std::nullopt;
}

} // namespace trunkline::collection
