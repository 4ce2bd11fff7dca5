#include "models/performance/gaugeservice.h"

#include "models/core/errors.h"
#include "models/performance/gaugestore.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::performance {

namespace {

struct GaugeTexts {
    Q_DECLARE_TR_FUNCTIONS(Gauge)
};

constexpr qsizetype namesInEntry = 20;

QString key(const Component& component) { return component.kind + u'\n' + component.identity; }
QString key(const Gauge& gauge) { return gauge.measure + u'\n' + gauge.identity; }

/// What is in the database and what was found, by key.
template <class Value>
QHash<QString, Value> byKey(const QList<Value>& list)
{
    QHash<QString, Value> all;
    for (const Value& one : list)
        all.insert(key(one), one);
    return all;
}

void refuseContradictions(const Limits& limits)
{
    const std::optional<Limit>* const ordered[] = {&limits.low, &limits.lowWarning, &limits.highWarning, &limits.high};
    const Limit* before = nullptr;
    for (const auto* limit : ordered) {
        if (!*limit)
            continue;
        if (before && !(before->value < (*limit)->value))
            throw InvalidInput(GaugeTexts::tr("The limits contradict each other: %1 is not below %2; give them as low < low warning < high warning < high.")
                                   .arg(before->value.toString(), (*limit)->value.toString()));
        before = &**limit;
    }
}

Gauge requireGauge(store::Connection& connection, GaugeId id)
{
    if (auto found = gauge(connection, id))
        return *found;
    throw NotFound(GaugeTexts::tr("There is no sensor %1; it may belong to another database.").arg(id.toString()));
}

void requireReason(const QString& reason)
{
    if (reason.trimmed().isEmpty())
        throw InvalidInput(GaugeTexts::tr("Limits that are set by hand need a reason; say why those of the device do not fit."));
}

QJsonObject told(const Gauge& gauge, const std::optional<LimitOverride>& override)
{
    QJsonObject json{{"name", gauge.name}, {"measure", gauge.measure}, {"device", gauge.deviceId.toString()}, {"limits", toJson(override ? override->limits : gauge.limits)}};
    if (override)
        json.insert(QStringLiteral("reason"), override->reason);
    return json;
}

} // namespace

GaugeService::Recorded GaugeService::record(const access::Actor& actor, DeviceId device, const FoundHardware& found)
{
    actor.require(access::Permission::DiscoverNetwork);
    store::Change change(context_, actor.who());
    const auto knownComponents = byKey(components(change.connection(), device));
    const auto knownGauges = byKey(gauges(change.connection(), device));
    QStringList added, changed;
    QList<ComponentId> componentIds;
    for (Component component : found.components) {
        component.deviceId = device;
        const auto known = knownComponents.constFind(key(component));
        component.id = known == knownComponents.constEnd() ? change.ids().next<ComponentTag>() : known->id;
        componentIds.append(component.id);
        if (known == knownComponents.constEnd()) {
            insertComponent(change.connection(), component);
            added.append(component.name);
        } else if (!(*known == component)) {
            updateComponent(change.connection(), component);
            changed.append(component.name);
        }
    }
    Recorded recorded;
    for (const FoundHardware::Found& one : found.gauges) {
        Gauge gauge = one.gauge;
        gauge.deviceId = device;
        gauge.componentId = one.component < 0 ? ComponentId() : componentIds.at(one.component);
        const auto known = knownGauges.constFind(key(gauge));
        gauge.id = known == knownGauges.constEnd() ? change.ids().next<GaugeTag>() : known->id;
        if (known == knownGauges.constEnd()) {
            insertGauge(change.connection(), gauge);
            added.append(gauge.name);
        } else if (!(*known == gauge)) {
            updateGauge(change.connection(), gauge);
            changed.append(gauge.name);
        }
        recorded.gauges.append(gauge);
    }
    if (added.isEmpty() && changed.isEmpty())
        return recorded; // nothing was written
    QJsonObject after{{"added", added.size()}, {"changed", changed.size()}, {"gauges", found.gauges.size()}, {"components", found.components.size()}};
    after.insert(QStringLiteral("names"), QJsonArray::fromStringList((added + changed).mid(0, namesInEntry)));
    recorded.entry = change.commit({QStringLiteral("device.hardware"), QStringLiteral("device"), device.toString(), {}, after, {}, {}});
    return recorded;
}

LimitOverride GaugeService::setLimits(const access::Actor& actor, GaugeId id, const Limits& limits, const QString& reason)
{
    actor.require(access::Permission::HandleAlarms);
    requireReason(reason);
    refuseContradictions(limits);
    store::Change change(context_, actor.who());
    const Gauge gauge = requireGauge(change.connection(), id);
    if (!gauge.states.isEmpty() && !limits.isEmpty())
        throw Refused(GaugeTexts::tr("“%1” is a state and has no limits; what its words mean is said by the profile %2.").arg(gauge.name, gauge.profile));
    const auto before = limitOverride(change.connection(), id);
    LimitOverride after{limits, reason.trimmed(), actor.name(), change.now()};
    for (auto* limit : {&after.limits.low, &after.limits.lowWarning, &after.limits.highWarning, &after.limits.high})
        if (*limit)
            (*limit)->source = LimitSource::Person;
    putLimitOverride(change.connection(), id, after);
    change.commit({QStringLiteral("gauge.limitsSet"), QStringLiteral("gauge"), id.toString(), told(gauge, before), told(gauge, after), {}, {}});
    return after;
}

void GaugeService::resetLimits(const access::Actor& actor, GaugeId id, const QString& reason)
{
    actor.require(access::Permission::HandleAlarms);
    requireReason(reason);
    store::Change change(context_, actor.who());
    const Gauge gauge = requireGauge(change.connection(), id);
    const auto before = limitOverride(change.connection(), id);
    if (!before)
        throw Refused(GaugeTexts::tr("“%1” has the limits of its device and profile already; there is nothing to take back.").arg(gauge.name));
    putLimitOverride(change.connection(), id, std::nullopt);
    QJsonObject after = told(gauge, std::nullopt);
    after.insert(QStringLiteral("reason"), reason.trimmed());
    change.commit({QStringLiteral("gauge.limitsReset"), QStringLiteral("gauge"), id.toString(), told(gauge, before), after, {}, {}});
}

} // namespace trunkline::performance
