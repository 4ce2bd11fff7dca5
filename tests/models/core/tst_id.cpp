#include "models/core/id.h"

#include <QSet>
#include <QTest>

#include <thread>
#include <type_traits>

using namespace trunkline;

// Identifiers of different things are different types.
static_assert(!std::is_convertible_v<PortId, DeviceId> && !std::is_constructible_v<PortId, DeviceId>);

class IdTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bitsAreThoseOfRfc9562()
    {
        SettableClock clock(Timestamp::parse(u"2026-03-01T12:34:56.789Z"));
        IdSource ids(clock, 1);
        for (int i = 0; i < 100; ++i) {
            const QByteArray bytes = ids.nextUuid().toRfc4122();
            QCOMPARE(uchar(bytes[6]) >> 4, 7);
            QCOMPARE(uchar(bytes[8]) >> 6, 2);
            std::int64_t ms = 0;
            for (int b = 0; b < 6; ++b)
                ms = ms << 8 | uchar(bytes[b]);
            QCOMPARE(ms, clock.now().ms);
        }
    }

    // More than a counter holds in one millisecond, a clock that stands, and one that goes back.
    void theyOnlyGrow()
    {
        SettableClock clock(Timestamp::parse(u"2026-03-01T00:00:00Z"));
        IdSource ids(clock, 2);
        QByteArray last;
        for (int i = 0; i < 20'000; ++i) {
            if (i == 10'000)
                clock.advanceMs(-60'000);
            if (i == 15'000)
                clock.advanceMs(3'600'000);
            const QByteArray next = ids.nextUuid().toRfc4122();
            QVERIFY2(last < next, qPrintable(QString::number(i)));
            last = next;
        }
    }

    void theSameSeedMakesTheSame()
    {
        SettableClock clock({1'000});
        IdSource a(clock, 7), b(clock, 7), c(clock, 8);
        for (int i = 0; i < 10; ++i) {
            const QUuid made = a.nextUuid();
            QCOMPARE(b.nextUuid(), made);
            QVERIFY(c.nextUuid() != made);
        }
    }

    void threadsNeverMakeTheSame()
    {
        SettableClock clock({1'000});
        IdSource ids(clock);
        QList<QUuid> made[4];
        std::vector<std::thread> threads;
        for (auto& list : made)
            threads.emplace_back([&] {
                for (int i = 0; i < 5'000; ++i)
                    list.append(ids.nextUuid());
            });
        for (auto& thread : threads)
            thread.join();
        QSet<QUuid> all;
        for (const auto& list : made)
            all.unite(QSet<QUuid>(list.begin(), list.end()));
        QCOMPARE(all.size(), 20'000);
    }

    void textIsReadBack()
    {
        SettableClock clock({1'000});
        IdSource ids(clock, 3);
        const auto id = ids.next<DeviceTag>();
        QCOMPARE(DeviceId::fromString(id.toString()), id);
        QCOMPARE(id.toString().size(), 36);
        QVERIFY(DeviceId::fromString(u"nonsense").isNull());
        QVERIFY(DeviceId().toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(IdTest)
#include "tst_id.moc"
