// The jobs about device profiles, run as a person runs them: list, show, check a file with and without
// a recording, and the sensors of a device that answers.
#include "snmp/simulator/simulatorthread.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;

class ProfileCommandsTest : public QObject {
    Q_OBJECT

    struct Outcome {
        int code;
        QByteArray out;
        QString error;
    };

    QTemporaryDir folder_;

    QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

    Outcome run(const QStringList& arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TRUNKLINE_KEY_FILE"), path("seal.key"));
        environment.insert(QStringLiteral("TRUNKLINE_PROFILES"), path("profiles"));
        environment.insert(QStringLiteral("TRUNKLINE_DATABASE"), QStringLiteral("sqlite:") + path("op.db"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(TRUNKLINE_BIN_DIR) + QStringLiteral("/trunklinectl"), arguments);
        process.waitForFinished(120'000);
        const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        return {code, process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
    }

    void write(const char* name, const QByteArray& content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(folder_.isValid()); }

    void listsAndShowsWithoutADatabase()
    {
        const Outcome listed = run({"profile", "list", "--json"});
        QCOMPARE(listed.code, 0);
        const QJsonArray rows = QJsonDocument::fromJson(listed.out).array();
        QVERIFY(rows.size() > 40);
        const auto cisco = std::find_if(rows.begin(), rows.end(), [](const QJsonValue& row) { return row.toObject()["id"].toString() == QLatin1String("cisco"); });
        QVERIFY(cisco != rows.end() && cisco->toObject()["systems"].toString().contains(QLatin1String("IOS-XE")));
        const Outcome shown = run({"profile", "show", "ups"});
        QCOMPARE(shown.code, 0);
        QVERIFY(shown.out.contains("upsBattery") && shown.out.contains("1.3.6.1.2.1.33.1.2"));
        const Outcome unknown = run({"profile", "show", "typewriter"});
        QCOMPARE(unknown.code, 5);
        QVERIFY(unknown.error.contains(QLatin1String("typewriter")));
    }

    // What the README of the profiles shows must itself be right.
    void theExampleOfTheReadmeIsInOrder()
    {
        QFile readme(QStringLiteral(TRUNKLINE_SOURCE_DIR "/resources/profiles/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        const QString example = text.section(QStringLiteral("```json\n"), 1, 1).section(QStringLiteral("```"), 0, 0);
        QVERIFY(!example.isEmpty());
        write("acme.json", example.toUtf8());
        write("acme.snmprec", "1.3.6.1.2.1.1.1.0|4|R7 v4.2\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1.7\n1.3.6.1.4.1.99999.2.1.1.2.1|4|Slot A\n"
                              "1.3.6.1.4.1.99999.2.4.1.3.1|2|412\n1.3.6.1.4.1.99999.2.4.1.5.1|2|400\n1.3.6.1.4.1.99999.2.4.1.6.1|2|9\n");
        QCOMPARE(run({"profile", "check", path("acme.json")}).code, 0);
        const Outcome found = run({"profile", "check", path("acme.json"), "--recording", path("acme.snmprec"), "--json"});
        QCOMPARE(found.code, 0);
        const QJsonObject object = QJsonDocument::fromJson(found.out).object();
        QCOMPARE(object["os"].toString(), "AcmeOS");
        QCOMPARE(object["model"].toString(), "R7");
        QCOMPARE(object["softwareVersion"].toString(), "4.2");
        const QJsonObject sensor = object["sensors"].toArray().first().toObject();
        QCOMPARE(sensor["name"].toString(), "Slot A inlet");
        QCOMPARE(sensor["value"].toString(), "41.2");
        QCOMPARE(sensor["severity"].toString(), "critical");
        QCOMPARE(object["processors"].toArray().size(), 1);
        const Outcome table = run({"profile", "check", path("acme.json"), "--recording", path("acme.snmprec")});
        QVERIFY(QString::fromUtf8(table.out).contains(QStringLiteral("41.2 °C")));
    }

    void aWrongFileIsRefusedWithItsPlace()
    {
        write("wrong.json", R"({"tables": [{"table": "1.3.6.1", "sensors": [{"value": 1, "class": "warmth", "name": "x"}]}]})");
        const Outcome wrong = run({"profile", "check", path("wrong.json")});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.error.contains(QLatin1String("wrong.json")) && wrong.error.contains(QLatin1String("tables[0].sensors[0].class")), qPrintable(wrong.error));
        QCOMPARE(run({"profile", "check", path("absent.json")}).code, 2);
        write("right.json", "{}");
        QCOMPARE(run({"profile", "check", path("right.json"), "--recording", path("absent.snmprec")}).code, 2);
    }

    void theSensorsOfADeviceThatAnswers()
    {
        simulator::SimulatorOptions options;
        options.synthetic = false;
        options.recordingsBaseAddress = QStringLiteral("127.38.0.1");
        write("box.snmprec", "1.3.6.1.2.1.1.1.0|4|Box\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.32473.5\n1.3.6.1.2.1.1.5.0|4|box-1\n1.3.6.1.2.1.2.2.1.2.1|4|eth0\n1.3.6.1.2.1.2.2.1.3.1|2|6\n"
                             "1.3.6.1.2.1.2.2.1.7.1|2|1\n1.3.6.1.2.1.2.2.1.8.1|2|1\n1.3.6.1.2.1.47.1.1.1.1.7.5|4|Intake\n1.3.6.1.2.1.99.1.1.1.1.5|2|8\n1.3.6.1.2.1.99.1.1.1.2.5|2|9\n"
                             "1.3.6.1.2.1.99.1.1.1.3.5|2|1\n1.3.6.1.2.1.99.1.1.1.4.5|2|305\n1.3.6.1.2.1.99.1.1.1.5.5|2|1\n");
        options.recordings = {path("box.snmprec")};
        simulator::SimulatorThread network(options);
        QString error;
        QVERIFY2(network.start(&error), qPrintable(error));
        const simulator::DeviceLine line = network.devices().first();
        QCOMPARE(run({"setup", "--operator", "Northwind Fibre"}).code, 0);
        write("secret", line.readCommunities.first().toLatin1() + "\n");
        QCOMPARE(run({"credential", "add", "test", "--secret-file", path("secret")}).code, 0);
        const Outcome discovered = run({"discover", "--seed", QStringLiteral("%1:%2").arg(line.address).arg(network.port())});
        QVERIFY2(discovered.code == 0, qPrintable(discovered.error));
        const Outcome live = run({"device", "sensors", "box-1", "--json"});
        QVERIFY2(live.code == 0, qPrintable(live.error));
        const QJsonArray sensors = QJsonDocument::fromJson(live.out).object()["sensors"].toArray();
        QCOMPARE(sensors.size(), 1);
        QCOMPARE(sensors.first().toObject()["name"].toString(), "Intake");
        QCOMPARE(sensors.first().toObject()["value"].toString(), "30.5");
        QCOMPARE(run({"device", "sensors", "box-2"}).code, 5);
    }
};

QTEST_GUILESS_MAIN(ProfileCommandsTest)
#include "tst_profilecommands.moc"
