#include "snmp/traplistener.h"

#include <QTest>

using namespace trunkline::snmp;

class TrapQueueTest : public QObject {
    Q_OBJECT

    static TrapQueue::Item from(const QString& source)
    {
        Notification notification;
        notification.sourceAddress = source;
        return notification;
    }
    static QStringList sources(const std::deque<TrapQueue::Item>& items)
    {
        QStringList names;
        for (const TrapQueue::Item& item : items)
            names.append(std::get<Notification>(item).sourceAddress);
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
        QCOMPARE(queue.droppedOfSource.load(), sent - taken);
        QCOMPARE(queue.waiting(), std::size_t(taken));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(queue.put(from(QStringLiteral("quiet")), 100));
        QCOMPARE(queue.droppedOfAll.load(), quint64(0));
        QCOMPARE(queue.droppedBySource(), (QHash<QString, quint64>{{"flood", sent - taken}}));
    }

    void octetsAreBoundedToo()
    {
        TrapQueue queue([] {});
        int taken = 0;
        while (queue.put(from(QString::number(taken % 100)), 60'000))
            ++taken;
        QVERIFY(taken > 1000 && taken < 1200);
        QCOMPARE(queue.droppedOfAll.load(), quint64(1));
    }
};

QTEST_APPLESS_MAIN(TrapQueueTest)
#include "tst_trapqueue.moc"
