#include "models/performance/gaugestore.h"

#include "models/performance/chunkstate.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace trunkline::performance {

namespace {

const QString gaugeColumns = QStringLiteral("g.id, g.device_id, g.component_id, g.measure, g.identity, g.role, g.name, g.profile, g.every_seconds, g.limits_json, g.states_json");
const QString componentColumns = QStringLiteral("id, device_id, kind, identity, name, port_name, label, vendor, model, serial_number");

QJsonObject statesJson(const QHash<qint64, StateWord>& states)
{
    QJsonObject json;
    for (auto state = states.cbegin(); state != states.cend(); ++state)
        json.insert(QString::number(state.key()), QJsonArray{state->word, severityKey(state->severity)});
    return json;
}

QHash<qint64, StateWord> statesFrom(const QJsonObject& json)
{
    QHash<qint64, StateWord> states;
    for (auto state = json.begin(); state != json.end(); ++state) {
        const QJsonArray pair = state.value().toArray();
        states.insert(state.key().toLongLong(), {pair.at(0).toString(), severityFromKey(pair.at(1).toString()).value_or(Severity::Indeterminate)});
    }
    return states;
}

QList<Gauge> gaugesFrom(const QList<store::Row>& rows)
{
    QList<Gauge> list;
    QString lastText; // thousands of a device have the same words
    QHash<qint64, StateWord> lastStates;
    for (const store::Row& row : rows) {
        if (const QString text = row.text("states_json"); text != lastText) {
            lastText = text;
            lastStates = statesFrom(row.json("states_json"));
        }
        const QString limits = row.text("limits_json");
        list.append({row.id<GaugeId>("id"), row.id<DeviceId>("device_id"), row.isNull("component_id") ? ComponentId() : row.id<ComponentId>("component_id"), row.text("measure"),
                     row.text("identity"), row.text("role"), row.text("name"), row.text("profile"), int(row.integer("every_seconds")),
                     limits == QLatin1String("{}") ? Limits() : limitsFrom(row.json("limits_json")), lastStates});
    }
    return list;
}

QList<Component> componentsFrom(const QList<store::Row>& rows)
{
    QList<Component> list;
    for (const store::Row& row : rows)
        list.append({row.id<ComponentId>("id"), row.id<DeviceId>("device_id"), row.text("kind"), row.text("identity"), row.text("name"), row.text("port_name"), row.text("label"),
                     row.text("vendor"), row.text("model"), row.text("serial_number")});
    return list;
}

LimitOverride overrideFrom(const store::Row& row)
{
    return {limitsFrom(row.json("limits_json")), row.text("reason"), row.text("set_by"), row.timestamp("set_ms")};
}

} // namespace

QList<Gauge> gauges(store::Connection& connection, DeviceId device)
{
    return gaugesFrom(connection.rows(QStringLiteral("SELECT %1 FROM gauge g WHERE g.device_id = ? ORDER BY g.name, g.measure, g.identity").arg(gaugeColumns), {device}));
}

QList<Gauge> gaugesOfComponents(store::Connection& connection, const QString& kind)
{
    return gaugesFrom(connection.rows(QStringLiteral("SELECT %1 FROM component c JOIN gauge g ON g.component_id = c.id WHERE c.kind = ? ORDER BY g.states_json").arg(gaugeColumns), {kind}));
}

std::optional<Gauge> gauge(store::Connection& connection, GaugeId id)
{
    const QList<Gauge> found = gaugesFrom(connection.rows(QStringLiteral("SELECT %1 FROM gauge g WHERE g.id = ?").arg(gaugeColumns), {id}));
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<Component> components(store::Connection& connection, DeviceId device)
{
    return componentsFrom(connection.rows(QStringLiteral("SELECT %1 FROM component WHERE device_id = ? ORDER BY kind, name").arg(componentColumns), {device}));
}

QList<Component> componentsOfKind(store::Connection& connection, const QString& kind)
{
    return componentsFrom(connection.rows(QStringLiteral("SELECT %1 FROM component WHERE kind = ? ORDER BY name").arg(componentColumns), {kind}));
}

QHash<GaugeId, LimitOverride> limitOverrides(store::Connection& connection)
{
    QHash<GaugeId, LimitOverride> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT gauge_id, limits_json, reason, set_by, set_ms FROM gauge_limits")))
        all.insert(row.id<GaugeId>("gauge_id"), overrideFrom(row));
    return all;
}

std::optional<LimitOverride> limitOverride(store::Connection& connection, GaugeId id)
{
    const auto row = connection.row(QStringLiteral("SELECT limits_json, reason, set_by, set_ms FROM gauge_limits WHERE gauge_id = ?"), {id});
    return row ? std::optional(overrideFrom(*row)) : std::nullopt;
}

QHash<GaugeId, LastValue> lastValues(store::Connection& connection, const QList<Gauge>& gauges)
{
    QHash<GaugeId, const Gauge*> wanted;
    QSet<DeviceId> devices;
    for (const Gauge& gauge : gauges) {
        wanted.insert(gauge.id, &gauge);
        devices.insert(gauge.deviceId);
    }
    QHash<GaugeId, LastValue> last;
    for (const DeviceId& device : std::as_const(devices)) {
        QHash<std::int64_t, ChunkState> chunks;
        for (const store::Row& row : connection.rows(QStringLiteral("SELECT s.chunk_id, s.readings FROM sample_chunk c JOIN sample_state s ON s.chunk_id = c.id WHERE c.device_id = ?"), {device}))
            if (auto state = ChunkState::decode(row.bytes("readings")))
                chunks.insert(row.integer("chunk_id"), std::move(*state));
        for (const store::Row& row : connection.rows(QStringLiteral("SELECT s.chunk_id, s.slot, s.object_id FROM sample_chunk c JOIN sample_series s ON s.chunk_id = c.id "
                                                                    "WHERE c.device_id = ? AND s.metric IN (?, ?)"),
                                                     {device, nameOf(Metric::Value), nameOf(Metric::FineValue)})) {
            const GaugeId id = row.id<GaugeId>("object_id");
            const Gauge* gauge = wanted.value(id);
            const auto chunk = chunks.constFind(row.integer("chunk_id"));
            const auto slot = std::size_t(row.integer("slot"));
            if (!gauge || chunk == chunks.constEnd() || slot >= chunk->last.size() || chunk->last[slot].bits == 0)
                continue;
            const ChunkState::Last& reading = chunk->last[slot];
            last.insert(id, {valueOf(gauge->measure, std::int64_t(reading.value)), chunk->moments.at(reading.moment).at});
        }
    }
    return last;
}

QList<RatePoint> values(store::Connection& connection, const Gauge& gauge, Timestamp from, Timestamp to, Resolution resolution)
{
    QList<RatePoint> points = rates(connection, SeriesKey{gauge.id.uuid(), metricOf(gauge.measure)}, from, to, resolution);
    if (resolution != Resolution::Raw)
        return points;
    const std::int64_t everyMs = std::int64_t(gauge.everySeconds) * 1000;
    for (RatePoint& point : points)
        if (point.to.msSince(point.from) > 2 * everyMs || point.to == point.from)
            point.from = point.to.plusMs(-everyMs);
    return points;
}

void insertComponent(store::Connection& connection, const Component& c)
{
    connection.exec(QStringLiteral("INSERT INTO component (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(componentColumns),
                    {c.id, c.deviceId, c.kind, c.identity, c.name, c.portName, c.label, c.vendor, c.model, c.serialNumber});
}

void updateComponent(store::Connection& connection, const Component& c)
{
    connection.exec(QStringLiteral("UPDATE component SET name = ?, port_name = ?, label = ?, vendor = ?, model = ?, serial_number = ? WHERE id = ?"),
                    {c.name, c.portName, c.label, c.vendor, c.model, c.serialNumber, c.id});
}

void insertGauge(store::Connection& connection, const Gauge& g)
{
    connection.exec(QStringLiteral("INSERT INTO gauge (id, device_id, component_id, measure, identity, role, name, profile, every_seconds, limits_json, states_json) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {g.id, g.deviceId, g.componentId, g.measure, g.identity, g.role, g.name, g.profile, g.everySeconds, toJson(g.limits), statesJson(g.states)});
}

void updateGauge(store::Connection& connection, const Gauge& g)
{
    connection.exec(QStringLiteral("UPDATE gauge SET component_id = ?, role = ?, name = ?, profile = ?, every_seconds = ?, limits_json = ?, states_json = ? WHERE id = ?"),
                    {g.componentId, g.role, g.name, g.profile, g.everySeconds, toJson(g.limits), statesJson(g.states), g.id});
}

void putLimitOverride(store::Connection& connection, GaugeId id, const std::optional<LimitOverride>& override)
{
    connection.exec(QStringLiteral("DELETE FROM gauge_limits WHERE gauge_id = ?"), {id});
    if (override)
        connection.exec(QStringLiteral("INSERT INTO gauge_limits (gauge_id, limits_json, reason, set_by, set_ms) VALUES (?, ?, ?, ?, ?)"),
                        {id, toJson(override->limits), override->reason, override->setBy, override->setAt});
}

} // namespace trunkline::performance
