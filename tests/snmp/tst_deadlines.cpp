#include "snmp/deadlines.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>
#include <memory>

using namespace trunkline::snmp;

namespace {

struct Named : Deadlines::Entry {
    int number = 0;
};

} // namespace

class DeadlinesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comeWhenTheyAreDue()
    {
        Deadlines deadlines;
        Named early, late;
        deadlines.set(late, 20'000); // more than once around the wheel
        deadlines.set(early, 100);
        QVERIFY(!deadlines.takeDue(99));
        QCOMPARE(deadlines.takeDue(100), &early);
        QVERIFY(!early.isSet());
        QVERIFY(!deadlines.takeDue(19'999));
        QCOMPARE(deadlines.takeDue(20'000), &late);
        QVERIFY(!deadlines.nextMs());
    }

    void areMovedAndLifted()
    {
        Deadlines deadlines;
        Named entry;
        deadlines.set(entry, 50);
        deadlines.set(entry, 500);
        QVERIFY(!deadlines.takeDue(400));
        entry.lift();
        QVERIFY(!deadlines.takeDue(1000));
        {
            Named shortLived;
            deadlines.set(shortLived, 1100);
        }
        QVERIFY(!deadlines.takeDue(2000));
        deadlines.set(entry, 1); // in the past already
        QCOMPARE(deadlines.takeDue(2000), &entry);
    }

    /// Against a sorted list, with every look on time as a timer that follows nextMs() would do it.
    void agreeWithASortedList()
    {
        const quint32 seed = 20261127;
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        Deadlines deadlines;
        std::vector<std::unique_ptr<Named>> entries(200);
        std::map<int, std::int64_t> expected;
        for (int i = 0; i < int(entries.size()); ++i)
            (entries[std::size_t(i)] = std::make_unique<Named>())->number = i;
        std::int64_t now = 0;
        int taken = 0;
        for (int step = 0; step < 50'000; ++step) {
            const int number = random.bounded(int(entries.size()));
            if (random.bounded(4) == 0) {
                entries[std::size_t(number)]->lift();
                expected.erase(number);
            } else {
                const std::int64_t at = now + random.bounded(random.bounded(10) == 0 ? 600'000 : 2000);
                deadlines.set(*entries[std::size_t(number)], at);
                expected[number] = at;
            }
            std::optional<std::int64_t> first;
            for (const auto& [other, at] : expected)
                first = std::min(first.value_or(at), at);
            const auto next = deadlines.nextMs();
            QCOMPARE(next.has_value(), first.has_value());
            QVERIFY(!next || *next <= *first);
            now += random.bounded(40);
            while (Deadlines::Entry* due = deadlines.takeDue(now)) {
                const int own = static_cast<Named*>(due)->number;
                QVERIFY(expected.at(own) <= now);
                expected.erase(own);
                ++taken;
            }
            for (const auto& [other, at] : expected)
                QVERIFY(at > now);
        }
        QVERIFY(taken > 1000);
    }
};

QTEST_APPLESS_MAIN(DeadlinesTest)
#include "tst_deadlines.moc"
