// Who speaks to the database on which thread.

#include "models/core/errors.h"
#include "models/store/executor.h"
#include "tests/support/teststore.h"

#include <QMutex>
#include <QSet>
#include <QTest>
#include <QThread>

#include <thread>

using namespace trunkline;
using test::TestStore;

class ExecutorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // QtConcurrent lets whoever waits for a future run the work that has not begun. Then writes would leave their
    // order, and their thread would keep a connection that nobody closes.
    void whoWaitsDoesNotWorkItself()
    {
        TestStore s(QStringLiteral("sqlite"));
        store::Executor executor(s.url, s.clock, s.ids);
        QMutex mutex;
        QSet<Qt::HANDLE> writers;
        QList<int> order;
        const auto work = [&](int number) {
            return executor.write([&, number](store::Context&) {
                const QMutexLocker locked(&mutex);
                writers.insert(QThread::currentThreadId());
                order.append(number);
                return number;
            });
        };
        QList<QFuture<int>> asked;
        for (int number = 0; number < 200; ++number)
            asked.append(work(number));
        QCOMPARE(asked.last().result(), 199); // the last one is waited for first
        std::thread other([&] { work(200).waitForFinished(); });
        other.join();
        QCOMPARE(writers.size(), 1);
        QVERIFY(!writers.contains(QThread::currentThreadId()));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        auto reader = executor.read([](store::Connection&) { return QThread::currentThreadId(); });
        QVERIFY(reader.result() != QThread::currentThreadId());
    }

    void whatIsThrownArrivesAsItWas()
    {
        TestStore s(QStringLiteral("sqlite"));
        store::Executor executor(s.url, s.clock, s.ids);
        auto refused = executor.write([](store::Context&) { throw Refused(QStringLiteral("The port is taken.")); });
        QVERIFY_THROWS_EXCEPTION(Refused, refused.waitForFinished());
        auto failed = executor.read([](store::Connection& connection) { return connection.row(QStringLiteral("SELECT a FROM no_such_table")).has_value(); });
        QVERIFY_THROWS_EXCEPTION(StoreFailure, failed.result());
    }
};

QTEST_GUILESS_MAIN(ExecutorTest)
#include "tst_executor.moc"
