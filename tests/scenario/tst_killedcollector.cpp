// “trunklinectl collect” is killed (SIGKILL) again and again at moments that a seed chose, and started again: no interval of any
// port is stored twice, and none is missing but where a gap says so.

#include "models/inventory/inventorystore.h"
#include "models/performance/samplestore.h"
#include "snmp/simulator/simulatorthread.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace trunkline;

class KilledCollectorTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    QString database() const { return folder_.filePath(QStringLiteral("op.db")); }

    void start(QProcess& process, const QStringList& arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TRUNKLINE_KEY_FILE"), folder_.filePath(QStringLiteral("seal.key")));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), folder_.path());
        environment.insert(QStringLiteral("TRUNKLINE_DATABASE"), QStringLiteral("sqlite:") + database());
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(TRUNKLINE_BIN_DIR) + QStringLiteral("/trunklinectl"), arguments);
    }

    bool run(const QStringList& arguments) const
    {
        QProcess process;
        start(process, arguments);
        const bool done = process.waitForFinished(60'000) && process.exitCode() == 0;
        if (!done)
            qWarning("%s", process.readAll().constData());
        return done;
    }

private Q_SLOTS:
    void noIntervalIsDoubledAndNoneIsLost()
    {
        constexpr int lives = 12;
        simulator::SimulatorOptions options;
        simulator::SimulatorThread network(options);
        QString failure;
        QVERIFY2(network.start(&failure, folder_.filePath(QStringLiteral("control"))), qPrintable(failure));
        QVERIFY(run({"demo", "create"}));
        QVERIFY(run({"discover", "--seed", QStringLiteral("127.20.0.1:%1").arg(network.port())}));
        std::mt19937 random(20);
        for (int life = 0; life < lives; ++life) {
            QProcess collector;
            start(collector, {"--json", "collect", "--interval", "1s", "--traps", "127.0.0.1:29162"});
            // It has begun to store; then at any moment.
            QByteArray said;
            while (!said.contains("\"stored\"") && collector.waitForReadyRead(20'000))
                said += collector.readAll();
            QVERIFY2(said.contains("\"stored\""), said.constData());
            collector.waitForFinished(int(random() % 3'000));
            QVERIFY2(collector.state() == QProcess::Running, collector.readAll().constData());
            collector.kill();
            QVERIFY(collector.waitForFinished(10'000));
        }
        const auto connection = store::Connection::open(store::DatabaseUrl::sqlite(database()));
        int series = 0, intervals = 0, gaps = 0;
        for (const inventory::Port& port : inventory::allPorts(*connection)) {
            const auto points = performance::rates(*connection, port.id, performance::Metric::InOctets, {0}, {Q_INT64_C(1) << 60}, performance::Resolution::Raw);
            series += points.size() > 1 ? 1 : 0;
            for (qsizetype i = 1; i < points.size(); ++i, ++intervals) {
                QVERIFY2(points[i].from >= points[i - 1].to, "an interval is stored twice");
                gaps += points[i].from > points[i - 1].to ? 1 : 0;
            }
        }
        qInfo("%d intervals of %d ports in %d lives, %d gaps", intervals, series, lives, gaps);
        QVERIFY(series > 50);
        QVERIFY(intervals >= series * lives / 2);
        QCOMPARE(gaps, 0);
        QVERIFY(run({"demo", "advance", "10m", "--control", folder_.filePath(QStringLiteral("control"))})); // five minutes are over
        QVERIFY(run({"traffic", "percentile", "core-1", "et-0/0/0", "core-1", "et-0/0/1"})); // what was counted can be billed
    }
};

QTEST_GUILESS_MAIN(KilledCollectorTest)
#include "tst_killedcollector.moc"
