#include "snmp/traplistener.h"

#include <QTest>

using namespace trunkline::snmp;

class TrapQueueTest : public QObject {
    Q_OBJECT

    static TrapQueue::Item from(const QString& source)
    {
        Notification notification;
        notification.sourceAddress = source;
        return ArrivedNotification{std::make_shared<const Notification>(notification)};
    }
    static QStringList sources(const std::list<TrapQueue::Taken>& taken)
    {
        QStringList names;
        for (const TrapQueue::Taken& one : taken)
            names.append(std::get<ArrivedNotification>(one.item).said->sourceAddress);
        return names;
    }

private Q_SLOTS:
    void sourcesTakeTurns()
    {
        int woken = 0;
        TrapQueue queue([&] { ++woken; });
        for (const char* source : {"flood", "flood", "flood", "quiet", "flood", "other"})
            QVERIFY(queue.put(from(QString::fromLatin1(source)), 100));
        QCOMPARE(woken, 1);
        bool more = false;
        QCOMPARE(sources(queue.take(4, &more)), (QStringList{"flood", "quiet", "other", "flood"}));
        QVERIFY(more);
        QCOMPARE(sources(queue.take(10, &more)), (QStringList{"flood", "flood"}));
        QVERIFY(!more);
        QCOMPARE(queue.waiting(), std::size_t(0));
    }

    /// A flood takes half of what there is, and whoever comes then still finds room; every drop is counted by reason and by source.
    void aFloodLeavesRoom()
    {
        TrapQueue queue([] {});
        quint64 taken = 0;
        quint64 sent = 0;
        for (; sent < 200'000; ++sent)
            taken += queue.put(from(QStringLiteral("flood")), 100);
        QVERIFY(taken < sent);
        QCOMPARE(queue.refused.total(Refusal::SourceFull), sent - taken);
        QCOMPARE(queue.waiting(), std::size_t(taken));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(queue.put(from(QStringLiteral("quiet")), 100));
        QCOMPARE(queue.refused.total(Refusal::QueueFull), quint64(0));
        const auto top = queue.refused.top(10);
        QCOMPARE(top.size(), 1);
        QCOMPARE(top[0].reason, Refusal::SourceFull);
        QCOMPARE(top[0].source, "flood");
        QCOMPARE(top[0].count, sent - taken);
    }

    /// Many senders that fill it together flood nothing, and are not called so.
    void aQueueThatManyFilledIsFullAndNotFlooded()
    {
        constexpr int senders = 500;
        TrapQueue queue([] {});
        QStringList names;
        for (int i = 0; i < senders; ++i)
            names.append(QStringLiteral("192.0.2.%1").arg(i));
        quint64 dropped = 0;
        for (int i = 0; i < 260'000; ++i)
            dropped += queue.put(from(names[i % senders]), 100) ? 0 : 1;
        QVERIFY(dropped > 0);
        QCOMPARE(queue.refused.total(Refusal::QueueFull), dropped);
        QCOMPARE(queue.refused.total(Refusal::SourceFull), quint64(0));
    }

    void refusalsAreOfTheClockThatWasGiven()
    {
        Refusals refusals;
        refusals.setClock([] { return Q_INT64_C(1'900'000'000'000); });
        refusals.add(Refusal::Malformed, QStringLiteral("192.0.2.1"));
        QCOMPARE(refusals.top(1).first().lastMs, Q_INT64_C(1'900'000'000'000));
    }

    /// A forger of addresses fills no memory, and whoever was listed before goes on being counted.
    void refusalsAreBoundedAndWholeInSum()
    {
        Refusals refusals;
        for (int i = 0; i < 3; ++i)
            refusals.add(Refusal::Malformed, QStringLiteral("loud"));
        for (int i = 0; i < 5000; ++i)
            refusals.add(Refusal::Malformed, QStringLiteral("forged %1").arg(i));
        refusals.add(Refusal::Malformed, QStringLiteral("loud"));
        refusals.add(Refusal::NotAuthentic, QStringLiteral("late"));
        const auto all = refusals.top(100'000);
        QVERIFY(all.size() < 1100);
        quint64 sum = 0;
        for (const RefusedSource& one : all)
            sum += one.count;
        QCOMPARE(sum, refusals.total(Refusal::Malformed) + refusals.total(Refusal::NotAuthentic));
        QCOMPARE(refusals.total(Refusal::Malformed), quint64(5004));
        QVERIFY(all[0].source.isEmpty()); // the rest, together
        QCOMPARE(all[1].source, "loud");
        QCOMPARE(all[1].count, quint64(4));
        QVERIFY(all[1].lastMs > 0);
    }

    void octetsAreBoundedToo()
    {
        TrapQueue queue([] {});
        int taken = 0;
        while (queue.put(from(QString::number(taken % 100)), 60'000))
            ++taken;
        QVERIFY(taken > 1000 && taken < 1200);
        QCOMPARE(queue.refused.total(Refusal::QueueFull), quint64(1));
    }
};

QTEST_APPLESS_MAIN(TrapQueueTest)
#include "tst_trapqueue.moc"
