#include "models/overview/gaugelist.h"

#include "models/core/errors.h"
#include "models/core/sortkey.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace trunkline::overview {

namespace {

using performance::Gauge;

QHash<DeviceId, QString> deviceNames(store::Connection& connection)
{
    QHash<DeviceId, QString> names;
    for (const inventory::Device& device : inventory::devices(connection))
        names.insert(device.id, device.name);
    return names;
}

std::optional<Severity> severityNow(const GaugeRow& row)
{
    if (!row.last)
        return std::nullopt;
    if (!row.gauge.states.isEmpty()) {
        const auto state = row.gauge.states.constFind(row.last->value.units);
        return state == row.gauge.states.constEnd() || row.last->value.decimals > 0 ? Severity::Indeterminate : state->severity;
    }
    return row.limits.isEmpty() ? std::nullopt : std::optional(performance::judge(row.last->value, row.limits).severity);
}

QList<GaugeRow> rowsOf(store::Connection& connection, const QList<Gauge>& gauges)
{
    const auto names = deviceNames(connection);
    const auto overrides = performance::limitOverrides(connection);
    const auto last = performance::lastValues(connection, gauges);
    QList<GaugeRow> rows;
    rows.reserve(gauges.size());
    for (const Gauge& gauge : gauges) {
        GaugeRow row{gauge, names.value(gauge.deviceId), gauge.limits, {}, {}, {}};
        if (const auto override = overrides.constFind(gauge.id); override != overrides.constEnd()) {
            row.override = *override;
            row.limits = override->limits;
        }
        if (const auto value = last.constFind(gauge.id); value != last.constEnd())
            row.last = *value;
        row.severity = severityNow(row);
        rows.append(row);
    }
    return rows;
}

std::optional<GaugeRow> ComponentRow::* memberOf(const QString& role)
{
    static const QHash<QString, std::optional<GaugeRow> ComponentRow::*> members{
        {"rx", &ComponentRow::rx}, {"tx", &ComponentRow::tx}, {"oltRx", &ComponentRow::oltRx}, {"temperature", &ComponentRow::temperature},
        {"distance", &ComponentRow::distance}, {"state", &ComponentRow::state}, {"cause", &ComponentRow::cause}};
    return members.value(role, nullptr);
}

} // namespace

QList<GaugeRow> gaugeRows(store::Connection& connection, std::optional<DeviceId> device)
{
    if (device)
        return rowsOf(connection, performance::gauges(connection, *device));
    QList<Gauge> all;
    for (const inventory::Device& one : inventory::devices(connection))
        all += performance::gauges(connection, one.id);
    return rowsOf(connection, all);
}

GaugeRow gaugeRow(store::Connection& connection, GaugeId id)
{
    const auto gauge = performance::gauge(connection, id);
    if (!gauge)
        throw NotFound(QCoreApplication::translate("GaugeList", "There is no sensor %1; it may belong to another database.").arg(id.toString()));
    return rowsOf(connection, {*gauge}).first();
}

std::optional<Severity> ComponentRow::severity() const
{
    std::optional<Severity> worst;
    for (const auto* gauge : {&rx, &tx, &oltRx, &temperature, &state})
        if (*gauge && (*gauge)->severity)
            worst = std::max(worst.value_or(Severity::Cleared), *(*gauge)->severity);
    return worst;
}

std::optional<Timestamp> ComponentRow::at() const
{
    std::optional<Timestamp> newest;
    for (const auto* gauge : {&rx, &tx, &oltRx, &temperature, &state})
        if (*gauge && (*gauge)->last)
            newest = std::max(newest.value_or(Timestamp()), (*gauge)->last->at);
    return newest;
}

QList<ComponentRow> componentRows(store::Connection& connection, const QString& kind, std::optional<DeviceId> device)
{
    const auto names = deviceNames(connection);
    QHash<std::pair<DeviceId, QString>, PortId> ports;
    for (const inventory::Port& port : device ? inventory::ports(connection, *device) : inventory::allPorts(connection))
        ports.insert({port.deviceId, port.name}, port.id);
    QList<ComponentRow> rows;
    QHash<ComponentId, qsizetype> places;
    for (const performance::Component& component : performance::componentsOfKind(connection, kind)) {
        if (device && component.deviceId != *device)
            continue;
        places.insert(component.id, rows.size());
        rows.append({component, names.value(component.deviceId), ports.value({component.deviceId, component.portName}), {}, {}, {}, {}, {}, {}, {}});
    }
    QList<Gauge> wanted;
    for (const Gauge& gauge : performance::gaugesOfComponents(connection, kind))
        if (places.contains(gauge.componentId) && memberOf(gauge.role))
            wanted.append(gauge);
    for (const GaugeRow& gauge : rowsOf(connection, wanted)) {
        auto& place = rows[places.value(gauge.gauge.componentId)].*memberOf(gauge.gauge.role);
        if (!place) // of several lanes the first
            place = gauge;
    }
    const auto isBefore = [](const ComponentRow& a, const ComponentRow& b) { // "ONT 2" before "ONT 10"
        const auto key = [](const ComponentRow& row) { return std::tuple(row.deviceName, naturalKey(row.component.portName), naturalKey(row.component.name)); };
        return key(a) < key(b);
    };
    std::stable_sort(rows.begin(), rows.end(), isBefore);
    return rows;
}

GaugeHistory gaugeHistory(store::Connection& connection, GaugeId id, Timestamp from, Timestamp to)
{
    GaugeHistory history{gaugeRow(connection, id), performance::resolutionFor(to.msSince(from)), {}};
    history.points = performance::values(connection, history.row.gauge, from, to, history.resolution);
    return history;
}

} // namespace trunkline::overview
