// What a person says of a port's rates, by the shell.
#include "models/inventory/inventoryservice.h"
#include "tests/support/teststore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;

class PortSpeedTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    QByteArray run(const QStringList& arguments, int expected = 0) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TRUNKLINE_KEY_FILE"), folder_.filePath(QStringLiteral("seal.key")));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), folder_.path());
        environment.insert(QStringLiteral("TRUNKLINE_DATABASE"), QStringLiteral("sqlite:") + folder_.filePath(QStringLiteral("op.db")));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(TRUNKLINE_BIN_DIR) + QStringLiteral("/trunklinectl"), arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != expected)
            qFatal("%s: %d %s", qPrintable(arguments.join(u' ')), process.exitCode(), process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }
    QJsonObject port() const { return QJsonDocument::fromJson(run({"--json", "port", "list", "acc-1"})).array().first().toObject(); }

private Q_SLOTS:
    void ratesAreSetAndTakenBack()
    {
        run({"setup", "--operator", "Northwind Fibre"});
        {
            const auto connection = store::Connection::open(store::DatabaseUrl::sqlite(folder_.filePath(QStringLiteral("op.db"))));
            const SystemClock clock;
            IdSource ids(clock);
            store::Context context{*connection, clock, ids, {}};
            inventory::FoundDevice found;
            found.sysName = QStringLiteral("acc-1");
            found.address = QStringLiteral("192.0.2.1");
            found.ports = {{QStringLiteral("Te1/0/1"), 1, {}, {}, {}, 6, inventory::AdminState::Up, inventory::OperState::Up, 10'000}};
            inventory::InventoryService(context).recordDiscovery(test::administrator(), found);
        }
        run({"port", "speed", "acc-1", "Te1/0/1", "--line", "10G", "--contract", "500M", "--reason", "says kbit/s; leased line"});
        QCOMPARE(port()["lineBps"].toInteger(), 10'000'000'000);
        QCOMPARE(port()["contractBps"].toInteger(), 500'000'000);
        QCOMPARE(port()["speedBps"].toInteger(), 10'000);
        QVERIFY(run({"port", "list", "acc-1"}).contains("500M"));
        // One of the two alone leaves the other.
        run({"port", "speed", "acc-1", "Te1/0/1", "--contract", "none", "--reason", "ended"});
        QCOMPARE(port()["lineBps"].toInteger(), 10'000'000'000);
        QCOMPARE(port()["contractBps"].toInteger(), 0);
        run({"port", "speed", "acc-1", "Te1/0/1", "--line", "device", "--reason", "new firmware"});
        QCOMPARE(port()["lineBps"].toInteger(), 10'000);
    }

    void whatCanNotBeIsRefused()
    {
        run({"port", "speed", "acc-1", "Te1/0/1"}, 2);
        run({"port", "speed", "acc-1", "Te1/0/1", "--line", "fast", "--reason", "x"}, 2);
        run({"port", "speed", "acc-1", "Te1/0/1", "--line", "1G"}, 2); // no reason
        run({"port", "speed", "acc-1", "Te9/9/9", "--line", "1G", "--reason", "x"}, 5);
    }
};

QTEST_GUILESS_MAIN(PortSpeedTest)
#include "tst_portspeed.moc"
