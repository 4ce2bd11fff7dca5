// A shell asks how a collector does that runs as another process: what it stored, and who sent what it refused.
#include "tests/support/wait.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

using namespace trunkline;

class CollectorStatusTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    void prepare(QProcess& process) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TRUNKLINE_KEY_FILE"), folder_.filePath(QStringLiteral("seal.key")));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), folder_.path());
        environment.insert(QStringLiteral("TRUNKLINE_DATABASE"), QStringLiteral("sqlite:") + folder_.filePath(QStringLiteral("op.db")));
        process.setProcessEnvironment(environment);
        process.setProgram(QStringLiteral(TRUNKLINE_BIN_DIR) + QStringLiteral("/trunklinectl"));
    }
    QByteArray run(const QStringList& arguments, int expected = 0) const
    {
        QProcess process;
        prepare(process);
        process.setArguments(arguments);
        process.start();
        if (!process.waitForFinished(60'000) || process.exitCode() != expected)
            qFatal("%s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }
    QJsonArray status() const { return QJsonDocument::fromJson(run({"--json", "collector", "status"})).array(); }
    /// The counts told under a key, by sender.
    static QMap<QString, qint64> counts(const QJsonArray& rows, const char* reason)
    {
        QMap<QString, qint64> found;
        for (const QJsonValue& row : rows)
            if (row["reason"].toString() == QLatin1StringView(reason))
                found[row["sender"].toString()] = row["count"].toInteger();
        return found;
    }

private Q_SLOTS:
    void whatIsRefusedIsToldToAnotherProgram()
    {
        run({"setup", "--operator", "Northwind Fibre"});
        QVERIFY(status().isEmpty());
        QUdpSocket free;
        QVERIFY(free.bind(QHostAddress(QHostAddress::LocalHost), 0));
        const quint16 port = free.localPort();
        free.close();
        QProcess collector;
        prepare(collector);
        collector.setArguments({"collect", "--traps", QStringLiteral("127.0.0.1:%1").arg(port)});
        collector.start();
        QVERIFY(test::waitFor([&] { return collector.canReadLine(); }, 60'000)); // it listens
        QCOMPARE(counts(status(), "recorded"), (QMap<QString, qint64>{{QString(), 0}}));
        QUdpSocket sender;
        for (int i = 0; i < 3; ++i)
            sender.writeDatagram("this is no trap", QHostAddress(QHostAddress::LocalHost), port);
        QJsonArray rows;
        QVERIFY(test::waitFor([&] {
            rows = status();
            return counts(rows, "malformed").value(QStringLiteral("127.0.0.1")) == 3 && counts(rows, "recorded").value(QString()) == 3;
        }, 60'000));
        QCOMPARE(counts(rows, "lostAtSocket").value(QString(), -1), 0);
        QVERIFY(run({"collector", "status"}).contains("127.0.0.1"));
        collector.terminate();
        QVERIFY(collector.waitForFinished(60'000));
        QCOMPARE(collector.exitCode(), 0);
    }

    void aPlaceToListenThatCanNotBeIsRefused()
    {
        run({"collect", "--traps", "nonsense:port"}, 2);
    }
};

QTEST_GUILESS_MAIN(CollectorStatusTest)
#include "tst_collectorstatus.moc"
