#include "models/performance/series.h"
#include "tests/support/teststore.h"

#include <QSet>
#include <QTest>

using namespace trunkline;
using namespace trunkline::performance;
using test::TestStore;

class SeriesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMetricHasAName()
    {
        for (const Metric metric : {Metric::InOctets, Metric::OutErrors, Metric::CpuLoad, Metric::TxPower})
            QCOMPARE(metricNamed(nameOf(metric)), std::optional(metric));
        QCOMPARE(nameOf(Metric::TxPower), QStringLiteral("tx-power"));
        QVERIFY(!metricNamed(u"taste"));
    }

    void aPlaceIsGivenOnce_data() { test::engineRows(); }
    void aPlaceIsGivenOnce()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const auto device = s.ids.next<DeviceTag>();
        QList<SeriesKey> keys;
        for (int port = 0; port < 150; ++port) {
            const QUuid id = s.ids.nextUuid();
            keys << SeriesKey{id, Metric::InOctets} << SeriesKey{id, Metric::OutOctets};
        }
        const auto places = placesOf(*s.connection, device, keys);
        QCOMPARE(places.size(), 300);
        QSet<std::pair<int, int>> seen;
        QHash<int, int> inChunk;
        for (const SeriesPlace& place : places) {
            seen.insert({place.chunk, place.slot});
            ++inChunk[place.chunk];
            QVERIFY(place.slot < slotsPerChunk);
        }
        QCOMPARE(seen.size(), 300);
        QCOMPARE(inChunk.values().size(), 2); // a full one, and the rest
        QVERIFY(inChunk.values().contains(256));
        QCOMPARE(placesOf(*s.another(), device, keys), places);
        QCOMPARE(placeOf(*s.connection, keys[299]), std::optional(places[299]));
        QCOMPARE(metricsOf(*s.connection, places[1].chunk).at(1), Metric::OutOctets);

        // What is read at other times lies elsewhere; what comes later fills the chunk that has room.
        const SeriesKey optics{s.ids.nextUuid(), Metric::RxPower};
        const auto other = placesOf(*s.connection, device, {optics}, QStringLiteral("optics")).first();
        QVERIFY(!inChunk.contains(other.chunk));
        const auto later = placesOf(*s.connection, device, {{s.ids.nextUuid(), Metric::InErrors}}).first();
        QCOMPARE(later, (SeriesPlace{places.last().chunk, 300 - slotsPerChunk}));
        // A port that went to another device keeps its series.
        QCOMPARE(placesOf(*s.connection, s.ids.next<DeviceTag>(), {keys.first()}).first(), places.first());
    }
};

QTEST_GUILESS_MAIN(SeriesTest)
#include "tst_series.moc"
