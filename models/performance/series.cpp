#include "models/performance/series.h"

#include "models/core/errors.h"
#include "models/store/bulkinsert.h"

#include <QCoreApplication>
#include <QSet>

#include <array>

namespace trunkline::performance {

namespace {

// In the order of the enumeration. An Ethernet frame is at least 64 octets long; a broken one may be shorter,
// but preamble and gap between frames take 160 bits.
constexpr std::array metricTable = std::to_array<MetricTraits>({
    {"in", true, 8, 0, 8}, {"out", true, 8, 0, 8},
    {"in-packets", true, 1000, 3, 512}, {"out-packets", true, 1000, 3, 512},
    {"in-errors", true, 1000, 3, 160}, {"out-errors", true, 1000, 3, 160},
    {"in-discards", true, 1000, 3, 512}, {"out-discards", true, 1000, 3, 512},
    {"cpu", false, 1, 1, 0},          // percent
    {"temperature", false, 1, 1, 0},  // degrees Celsius
    {"rx-power", false, 1, 2, 0}, {"tx-power", false, 1, 2, 0}, // dBm
    {"value", false, 1, 3, 0}, {"fine-value", false, 1, 12, 0}, // in the unit of the gauge
});

using Places = QHash<SeriesKey, SeriesPlace>;

void addPlaces(Places& places, const QList<store::Row>& rows)
{
    for (const store::Row& row : rows)
        if (const auto metric = metricNamed(row.text("metric")))
            places.insert({QUuid::fromString(row.text("object_id")), *metric}, {std::int32_t(row.integer("chunk_id")), std::int32_t(row.integer("slot"))});
}

Places placesOfDevice(store::Connection& connection, const QString& device)
{
    Places places;
    addPlaces(places, connection.rows(QStringLiteral("SELECT s.chunk_id, s.slot, s.object_id, s.metric FROM sample_chunk c "
                                                     "JOIN sample_series s ON s.chunk_id = c.id WHERE c.device_id = ?"), {device}));
    return places;
}

/// Those that were made for another device before.
void addPlacesOfObject(Places& places, store::Connection& connection, const QUuid& object)
{
    addPlaces(places, connection.rows(QStringLiteral("SELECT chunk_id, slot, object_id, metric FROM sample_series WHERE object_id = ?"), {object.toString(QUuid::WithoutBraces)}));
}

/// The next free slot of a device's sweep, in a new chunk when the last one is full.
class FreeSlots {
public:
    FreeSlots(store::Connection& connection, QString device, QString sweep) : connection_(connection), device_(std::move(device)), sweep_(std::move(sweep))
    {
        const auto last = connection_.row(QStringLiteral("SELECT c.id, COUNT(s.slot) AS used FROM sample_chunk c LEFT JOIN sample_series s ON s.chunk_id = c.id "
                                                         "WHERE c.device_id = ? AND c.sweep = ? GROUP BY c.id ORDER BY c.id DESC LIMIT 1"), {device_, sweep_});
        if (last)
            next_ = {std::int32_t(last->integer("id")), std::int32_t(last->integer("used"))};
    }

    SeriesPlace take()
    {
        if (next_.chunk == 0 || next_.slot == slotsPerChunk) {
            next_ = {std::int32_t(connection_.row(QStringLiteral("SELECT COALESCE(MAX(id), 0) + 1 AS id FROM sample_chunk"))->integer("id")), 0};
            connection_.exec(QStringLiteral("INSERT INTO sample_chunk (id, device_id, sweep) VALUES (?, ?, ?)"), {next_.chunk, device_, sweep_});
        }
        return {next_.chunk, next_.slot++};
    }

private:
    store::Connection& connection_;
    QString device_;
    QString sweep_;
    SeriesPlace next_;
};

} // namespace

const MetricTraits& traitsOf(Metric metric)
{
    return metricTable.at(std::size_t(metric));
}

QString nameOf(Metric metric)
{
    return QString::fromLatin1(traitsOf(metric).name);
}

std::optional<Metric> metricNamed(QStringView name)
{
    for (std::size_t i = 0; i < metricTable.size(); ++i)
        if (name == QLatin1String(metricTable[i].name))
            return Metric(i);
    return std::nullopt;
}

size_t qHash(const SeriesKey& key, size_t seed)
{
    return qHashMulti(seed, key.object, std::uint8_t(key.metric));
}

void takeSampleTurn(store::Connection& connection)
{
    if (connection.engine() == store::Engine::PostgreSql)
        connection.row(QStringLiteral("SELECT pg_advisory_xact_lock(7264816)"));
}

static QList<SeriesPlace> placesWithin(store::Connection& connection, DeviceId device, const QList<SeriesKey>& keys, const QString& sweep)
{
    const QString deviceKey = device.toString(); // empty for series of no device
    Places known = placesOfDevice(connection, deviceKey);
    QSet<QUuid> looked;
    std::optional<FreeSlots> slots;
    store::BulkInsert insert(connection, QStringLiteral("INSERT INTO sample_series (chunk_id, slot, object_id, metric)"), 4);
    QList<SeriesPlace> places;
    for (const SeriesKey& key : keys) {
        if (!known.contains(key) && !looked.contains(key.object)) {
            addPlacesOfObject(known, connection, key.object);
            looked.insert(key.object);
        }
        if (!known.contains(key)) {
            if (!slots)
                slots.emplace(connection, deviceKey, sweep);
            const SeriesPlace place = slots->take();
            insert.add({place.chunk, place.slot, key.object.toString(QUuid::WithoutBraces), nameOf(key.metric)});
            known.insert(key, place);
        }
        places.append(known.value(key));
    }
    insert.finish();
    return places;
}

QList<SeriesPlace> placesOf(store::Connection& connection, DeviceId device, const QList<SeriesKey>& keys, const QString& sweep)
{
    store::Transaction transaction(connection);
    takeSampleTurn(connection);
    const QList<SeriesPlace> places = placesWithin(connection, device, keys, sweep);
    transaction.commit();
    return places;
}

QHash<SeriesKey, SeriesPlace> placesOf(store::Connection& connection, const QList<DeviceSeries>& wanted, const QString& sweep)
{
    store::Transaction transaction(connection);
    takeSampleTurn(connection);
    QHash<SeriesKey, SeriesPlace> all;
    for (const DeviceSeries& one : wanted) {
        const QList<SeriesPlace> places = placesWithin(connection, one.device, one.keys, sweep);
        for (qsizetype i = 0; i < places.size(); ++i)
            all.insert(one.keys[i], places[i]);
    }
    transaction.commit();
    return all;
}

std::optional<SeriesPlace> placeOf(store::Connection& connection, const SeriesKey& key)
{
    const auto row = connection.row(QStringLiteral("SELECT chunk_id, slot FROM sample_series WHERE object_id = ? AND metric = ?"),
                                    {key.object.toString(QUuid::WithoutBraces), nameOf(key.metric)});
    return row ? std::optional(SeriesPlace{std::int32_t(row->integer("chunk_id")), std::int32_t(row->integer("slot"))}) : std::nullopt;
}

std::vector<Metric> metricsOf(store::Connection& connection, std::int64_t chunk)
{
    std::vector<Metric> metrics; // slots are given one after the other, and for good
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT metric FROM sample_series WHERE chunk_id = ? ORDER BY slot"), {chunk})) {
        const auto metric = metricNamed(row.text("metric"));
        if (!metric)
            throw StoreFailure(QCoreApplication::translate("SampleStore", "The database %1 has samples of “%2”, which this program does not know; update this program.")
                                   .arg(connection.url().toDisplay(), row.text("metric")));
        metrics.push_back(*metric);
    }
    return metrics;
}

} // namespace trunkline::performance
