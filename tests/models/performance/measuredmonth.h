// A month of several ports as it truly was, in rows of SQL: what they carried between polls that can be believed. The reference
// of what is billed, computed by the database's own arithmetic.
#pragma once

#include "models/performance/percentile.h"
#include "models/performance/rollup.h"
#include "models/performance/sampleappender.h"
#include "models/performance/series.h"

#include <random>

namespace trunkline::test {

using namespace trunkline::performance;

/// What a port truly carried between two polls that can be believed, in rows of SQL.
class Truth {
public:
    Truth(store::Connection& connection, int ports, Timestamp from, Timestamp to) : connection_(connection), ports_(ports), from_(from), to_(to)
    {
        connection_.exec(QStringLiteral("CREATE TEMPORARY TABLE truth (port INTEGER, direction INTEGER, interval_number BIGINT, octets BIGINT, ms BIGINT)"));
    }
    void add(int port, int direction, qint64 from, qint64 to, qint64 octets)
    {
        rows_.append(QStringLiteral("(%1,%2,%3,%4,%5)").arg(port).arg(direction).arg((to - 1) / 300'000).arg(octets).arg(to - from));
        if (rows_.size() >= 500)
            write();
    }
    void write()
    {
        if (!rows_.isEmpty())
            connection_.exec(QStringLiteral("INSERT INTO truth VALUES ") + rows_.join(u','));
        rows_.clear();
    }
    /// By counting: the least rate that 95 of 100 intervals do not exceed.
    qint64 percentile(const QString& ofInterval, const QString& directions) const { return connection_.row(intervals(ofInterval, directions)
        + QStringLiteral("SELECT MIN(bps) AS bps FROM (SELECT bps, COUNT(*) OVER (ORDER BY bps) AS upto, COUNT(*) OVER () AS n FROM interval_rate) ranked WHERE upto * 100 >= 95 * n"))->integer("bps"); }
    /// The octets of the month.
    qint64 octets(const QString& directions) const { return connection_.row(QStringLiteral("SELECT CAST(COALESCE(SUM(octets), 0) AS BIGINT) AS octets FROM truth WHERE direction IN (%1) AND interval_number >= %2 AND interval_number < %3")
        .arg(directions).arg(from_.ms / 300'000).arg(to_.ms / 300'000))->integer("octets"); }
    /// PostgreSQL's own.
    qint64 percentileDisc(const QString& ofInterval, const QString& directions) const { return connection_.row(intervals(ofInterval, directions)
        + QStringLiteral("SELECT PERCENTILE_DISC(0.95) WITHIN GROUP (ORDER BY bps) AS bps FROM interval_rate"))->integer("bps"); }
    int measured(const QString& directions) const { return int(connection_.row(intervals(QStringLiteral("SUM(bps)"), directions) + QStringLiteral("SELECT COUNT(*) AS n FROM interval_rate"))->integer("n")); }

private:
    /// A rate for each interval in which every port was measured in the directions that count.
    QString intervals(const QString& ofInterval, const QString& directions) const
    {
        const int whole = ports_ * (directions.count(u',') + 1);
        return QStringLiteral("WITH port_rate AS (SELECT interval_number, port, direction, CAST(SUM(octets) AS BIGINT) * 8000 / CAST(SUM(ms) AS BIGINT) AS bps FROM truth WHERE direction IN (%1) "
                              "GROUP BY interval_number, port, direction), "
                              "interval_rate AS (SELECT CAST(%2 AS BIGINT) AS bps FROM port_rate WHERE interval_number >= %3 AND interval_number < %4 GROUP BY interval_number HAVING COUNT(*) = %5) ")
            .arg(directions, ofInterval).arg(from_.ms / 300'000).arg(to_.ms / 300'000).arg(whole);
    }

    store::Connection& connection_;
    int ports_;
    Timestamp from_;
    Timestamp to_;
    QStringList rows_;
};

/// Ports that are polled for a month: every five minutes more or less, two days every minute, with everything that spoils a bill.
class MeasuredMonth {
public:
    /// The first port's counter leaps once, the third port is silent for a while. Requires three ports.
    MeasuredMonth(store::Connection& connection, DeviceId device, const QList<PortId>& ports, Timestamp from, Timestamp to)
        : truth(connection, int(ports.size()), from, to), connection_(connection), appender_(connection), ids_(ports), from_(from), to_(to), counters_(std::size_t(ports.size()) * 2)
    {
        QList<SeriesKey> keys;
        for (const PortId& port : ports)
            keys << SeriesKey{port.uuid(), Metric::InOctets} << SeriesKey{port.uuid(), Metric::OutOctets};
        places_ = placesOf(connection, device, keys);
    }

    void poll(quint64 seed)
    {
        std::mt19937_64 random(seed);
        qint64 at = 0, planned = from_.ms - 590'000;
        for (int number = 0; planned < to_.ms + 600'000; ++number) {
            const bool oftener = number >= 3'000 && number < 3'000 + 2 * 1'440;
            planned += number == 7'000 ? 3 * hourMs : oftener ? 60'000 : 300'000;
            const qint64 before = std::exchange(at, planned + 100'000 + qint64(random() % 20'000));
            const qint64 step = before ? at - before : 300'000;
            const bool restarted = number == 1'000;
            const bool jumped = number == 2'000; // the first port's counter of octets received leaps
            ticks_ += restarted ? 0 : quint32(step / 10);
            if (restarted)
                ticks_ = 100;
            DeviceRound round{{{at}, ticks_}, {}};
            for (int series = 0; series < int(counters_.size()); ++series) {
                Counter& counter = counters_[std::size_t(series)];
                const qint64 carried = qint64(random() % quint64(100'000 * (1 + series) * (step / 1000)));
                counter.value += quint64(carried);
                counter.carried += carried;
                if (jumped && series == 0)
                    counter.value += 1'000'000'000'000'000;
                const bool silent = series / 2 == 2 && number >= 6'000 && number < 6'100; // the third port has no rows for a while
                if (silent)
                    continue;
                round.readings.push_back({places_[series], counter.value, 0, 64, 1'000'000'000});
                if (counter.readAt && !restarted && !(jumped && series == 0))
                    truth.add(series / 2, series % 2, counter.readAt, at, counter.carried);
                counter.readAt = at;
                counter.carried = 0;
            }
            batch_.push_back(round);
            if (batch_.size() == 288)
                store();
        }
        store();
        truth.write();
    }

    QList<PortTraffic> traffic() const
    {
        QList<PortTraffic> all;
        for (const PortId port : ids_)
            all.append({rates(connection_, port, Metric::InOctets, from_, to_, Resolution::FiveMinutes),
                        rates(connection_, port, Metric::OutOctets, from_, to_, Resolution::FiveMinutes)});
        return all;
    }

    Truth truth;
    int flagged = 0;

private:
    struct Counter {
        quint64 value = 0;
        qint64 carried = 0; ///< since it was read
        qint64 readAt = 0;
    };
    void store()
    {
        flagged += appender_.append(batch_).flagged;
        batch_.clear();
    }

    store::Connection& connection_;
    SampleAppender appender_;
    QList<PortId> ids_;
    QList<SeriesPlace> places_;
    Timestamp from_;
    Timestamp to_;
    std::vector<Counter> counters_;
    quint32 ticks_ = 1'000'000;
    std::vector<DeviceRound> batch_;
};

} // namespace trunkline::test
