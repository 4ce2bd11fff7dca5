// The program is killed (SIGKILL) right after each journal entry of the day and started again: the
// invoice is the same. Two ways: one day that dies at every single entry, on both databases; and, for
// each entry from the order on, a day that dies there once.

#include "models/core/errors.h"
#include "models/store/journal.h"
#include "models/store/migrations.h"
#include "snmp/simulator/simulatorthread.h"
#include "tests/scenario/day.h"
#include "tests/support/teststore.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

using namespace trunkline;

namespace {

struct NetworkOfTheDay {
    NetworkOfTheDay(const QString& folder, quint16 snmpPort = 0) : control(folder + QStringLiteral("/control"))
    {
        simulator::SimulatorOptions options;
        options.startMs = Timestamp::parse(QString::fromLatin1(test::Day::begins)).ms;
        options.speed = 0;
        options.port = snmpPort;
        network = std::make_unique<simulator::SimulatorThread>(options);
        QString failure;
        if (!network->start(&failure, control))
            qFatal("%s", qPrintable(failure));
    }
    QString control;
    std::unique_ptr<simulator::SimulatorThread> network;
};

struct Ending {
    bool killed = false;
    QByteArray invoice;
};

Ending runDay(const QString& database, const NetworkOfTheDay& network, std::int64_t killAt)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/dayrunner"),
                  {database, network.control, QString::number(network.network->port()), QString::number(killAt)});
    if (!process.waitForFinished(120'000))
        qFatal("The day does not end");
    const QByteArray invoice = process.readAllStandardOutput();
    if (process.exitStatus() == QProcess::CrashExit && process.exitCode() == 9)
        return {true, {}};
    if (process.exitCode() != 0 || invoice.isEmpty())
        qFatal("The day failed: %s", process.readAllStandardError().constData());
    return {false, invoice};
}

/// The address of a test database for another process.
QString addressOf(const test::TestStore& store)
{
    return store.url.engine == store::Engine::Sqlite ? QStringLiteral("sqlite:") + store.url.path : store.url.toDisplay();
}

} // namespace

class KilledDayTest : public QObject {
    Q_OBJECT

    QByteArray expected_;

private Q_SLOTS:
    void initTestCase()
    {
        test::TestStore store(QStringLiteral("sqlite"));
        NetworkOfTheDay network(store.folder.path());
        expected_ = runDay(addressOf(store), network, 0).invoice;
        QVERIFY(expected_.contains("INV-2026-000001"));
    }

    void diesAtEveryEntry_data() { test::engineRows(); }
    void diesAtEveryEntry()
    {
        QFETCH(QString, engine);
        test::TestStore store(engine);
        NetworkOfTheDay network(store.folder.path());
        int deaths = 0;
        Ending ending;
        for (std::int64_t killAt = 1; killAt < 1'000; ++killAt) {
            ending = runDay(addressOf(store), network, killAt);
            if (!ending.killed)
                break;
            ++deaths;
            QCOMPARE(store::journalEnd(*store.connection), killAt);
        }
        qInfo("The program died %d times", deaths);
        QVERIFY(deaths > 40);
        QCOMPARE(ending.invoice, expected_);
        QVERIFY(!store::firstBrokenEntry(*store.connection));
    }

    void diesOnceAtEachEntryFromTheOrderOn()
    {
        // A day up to the order, kept as the beginning of all others.
        test::TestStore begun(QStringLiteral("sqlite"));
        quint16 snmpPort = 0;
        std::int64_t orderAt = 0;
        {
            test::TestStore whole(QStringLiteral("sqlite"));
            NetworkOfTheDay network(whole.folder.path());
            runDay(addressOf(whole), network, 0);
            for (const auto& entry : store::journalAfter(*whole.connection, 0, 10'000))
                if (entry.kind == QLatin1String("order.submitted"))
                    orderAt = entry.seq;
            QVERIFY(orderAt > 0);
        }
        {
            NetworkOfTheDay network(begun.folder.path());
            snmpPort = network.network->port();
            QVERIFY(runDay(addressOf(begun), network, orderAt).killed);
            begun.connection->row(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
        }
        int deaths = 0;
        for (std::int64_t killAt = orderAt + 1;; ++killAt) {
            QTemporaryDir folder;
            const QString path = folder.filePath(QStringLiteral("day.db"));
            QVERIFY(QFile::copy(begun.url.path, path));
            NetworkOfTheDay network(folder.path(), snmpPort);
            network.network->command(QStringLiteral("clock set 2026-03-10T09:00:00Z"));
            const Ending first = runDay(QStringLiteral("sqlite:") + path, network, killAt);
            if (!first.killed)
                break;
            ++deaths;
            const Ending second = runDay(QStringLiteral("sqlite:") + path, network, 0);
            QCOMPARE(second.invoice, expected_);
        }
        qInfo("%d days died once and went on", deaths);
        QVERIFY(deaths > 15);
    }
};

QTEST_GUILESS_MAIN(KilledDayTest)
#include "tst_killedday.moc"
