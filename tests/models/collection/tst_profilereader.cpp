// Profile files: what is read of them, and the sentence for each way to write one wrong.
#include "models/collection/profilereader.h"
#include "models/core/errors.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

class ProfileReaderTest : public QObject {
    Q_OBJECT

    static QString refusalOf(const QByteArray& json)
    {
        try {
            readProfile(json, QStringLiteral("acme.json"));
        } catch (const InvalidInput& error) {
            return error.sentence();
        }
        return {};
    }

private Q_SLOTS:
    void readsWhatIsWritten()
    {
        const Profile profile = readProfile(R"({
            "about": "Acme", "vendor": "Acme", "inFlight": 2,
            "for": [{"sysObjectId": "1.3.6.1.4.1.99999.1", "sysDescr": "/Router/i", "answers": "1.3.6.1.4.1.99999.2"}],
            "objects": {"acmeEntry": "1.3.6.1.4.1.99999.2.1"},
            "models": {"1.3.6.1.4.1.99999.1.7": "R7"},
            "states": {"fan": {"1": ["ok", "cleared"], "2": ["failed", "critical"]}},
            "systems": [{"os": "AcmeOS", "kind": "router", "sysDescr": "/Acme/", "model": ["sysObjectId", "entityModel"], "version": "sysDescr /v(\\S+)/", "serial": ["acmeEntry", "=none"]}],
            "tables": [{"table": "acmeEntry", "name": "acmeTable", "everySeconds": 60,
                "sensors": [{"value": 3, "class": "temperature", "name": "{2} in {i1}", "divide": 10, "high": "=80", "low": {"value": 5, "divide": 1}, "skip": [-1]},
                            {"value": 4, "class": "state", "name": "Fan", "states": "fan", "everySeconds": 30}],
                "processors": [{"value": 7, "name": "CPU"}],
                "memory": [{"used": 8, "total": 9, "bytes": 1024, "name": "RAM"}]}]})",
                                             QStringLiteral("acme.json"));
        QCOMPARE(profile.id, "acme");
        QCOMPARE(profile.vendor, "Acme");
        QCOMPARE(profile.inFlight, 2);
        QCOMPARE(profile.devices.size(), 1);
        QCOMPARE(profile.devices.first().sysObjectId.toString(), "1.3.6.1.4.1.99999.1");
        QVERIFY(profile.devices.first().sysDescr.match(QStringLiteral("a ROUTER")).hasMatch());
        QCOMPARE(profile.models.value({1, 3, 6, 1, 4, 1, 99999, 1, 7}), "R7");
        QCOMPARE(profile.states["fan"].value(2), (SensorState{QStringLiteral("failed"), Severity::Critical}));
        QCOMPARE(profile.systems.first().version.size(), 1); // a single source needs no brackets
        QCOMPARE(profile.systems.first().serial.first().object.toString(), "1.3.6.1.4.1.99999.2.1");
        const TableRule& table = profile.tables.first();
        QCOMPARE(table.everySeconds, 60);
        QCOMPARE(table.sensors.first().high.first().value.constant, (Decimal{80, 0}));
        QVERIFY(table.sensors.first().low.first().scaling);
        QCOMPARE(table.sensors.first().skip, (QList<qint64>{-1}));
        QCOMPARE(table.sensors.last().everySeconds, 30);
        QCOMPARE(table.memory.first().bytes, 1024);
    }

    void oneRuleForSeveralClassesBecomesOneForEach()
    {
        const Profile profile = readProfile(R"({"tables": [{"table": "1.3.6.1.2.1.99.1.1.1", "sensors": [
            {"value": 4, "classes": {"column": 1, "5": "current", "8": "temperature"}, "name": "{i}", "scale": 2, "precision": 3}]}]})", QStringLiteral("x.json"));
        QCOMPARE(profile.tables.first().sensors.size(), 2);
        QCOMPARE(profile.tables.first().sensors.first().sensorClass, SensorClass::Current);
        QCOMPARE(profile.tables.first().sensors.last().sensorClass, SensorClass::Temperature);
        QCOMPARE(profile.tables.first().sensors.last().when.size(), 1);
    }

    void sharedNamesStandForObjects()
    {
        const ObjectNames names = readObjectNames(R"({"ifName": "1.3.6.1.2.1.31.1.1.1.1"})", QStringLiteral("objects.json"));
        const Profile profile = readProfile(R"({"tables": [{"table": "1.2.3.4", "sensors": [{"value": 1, "class": "dbm", "name": "{ifName@i1|'port'} Rx"}]}]})",
                                            QStringLiteral("x.json"), names);
        const NameRule& rule = profile.tables.first().sensors.first().name;
        QCOMPARE(rule.size(), 2);
        QCOMPARE(rule.first().choices.first().ref.object.toString(), "1.3.6.1.2.1.31.1.1.1.1");
        QCOMPARE(rule.first().choices.last().literal, "port");
        QCOMPARE(rule.last().literal, " Rx");
    }

    void aWrongFileIsToldOf_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("said"); // parts of the sentence, the place among them
        const auto table = [](const QByteArray& sensor) { return QByteArray(R"({"states": {"s": {"1": ["on", "cleared"]}}, "tables": [{"table": "1.3.6.1", "sensors": [)") + sensor + "]}]}"; };
        QTest::newRow("no JSON") << QByteArray("{\n\"about\": \n}") << QStringList{"acme.json, line 3", "JSON"};
        QTest::newRow("a list") << QByteArray("[]") << QStringList{"acme.json", "braces"};
        QTest::newRow("unknown key") << QByteArray(R"({"vendr": "Acme"})") << QStringList{"at “vendr”", "vendor"};
        QTest::newRow("a number for a text") << QByteArray(R"({"vendor": 5})") << QStringList{"at “vendor”", "text in quotes"};
        QTest::newRow("no identifier") << QByteArray(R"({"for": [{"sysObjectId": "acme"}]})") << QStringList{"at “for[0].sysObjectId”", "“acme”", "object identifier"};
        QTest::newRow("fits all") << QByteArray(R"({"for": [{}]})") << QStringList{"at “for[0]”", "every device"};
        QTest::newRow("bad pattern") << QByteArray(R"({"for": [{"sysDescr": "/+x/"}]})") << QStringList{"at “for[0].sysDescr”", "regular expression"};
        QTest::newRow("pattern without slashes") << QByteArray(R"({"for": [{"sysDescr": "Router"}]})") << QStringList{"at “for[0].sysDescr”", "between slashes"};
        QTest::newRow("no system name") << QByteArray(R"({"systems": [{"kind": "router"}]})") << QStringList{"at “systems[0].os”"};
        QTest::newRow("an empty table") << QByteArray(R"({"tables": [{"table": "1.3.6.1"}]})") << QStringList{"at “tables[0].sensors”", "reads nothing"};
        QTest::newRow("no class") << table(R"({"value": 1, "class": "warmth", "name": "x"})") << QStringList{"at “tables[0].sensors[0].class”", "“warmth”", "temperature"};
        QTest::newRow("no value") << table(R"({"class": "count", "name": "x"})") << QStringList{"at “tables[0].sensors[0].value”"};
        QTest::newRow("no name") << table(R"({"value": 1, "class": "count"})") << QStringList{"at “tables[0].sensors[0].name”"};
        QTest::newRow("unknown enumeration") << table(R"({"value": 1, "class": "state", "states": "t", "name": "x"})") << QStringList{"at “tables[0].sensors[0].states”", "“t”"};
        QTest::newRow("state without one") << table(R"({"value": 1, "class": "state", "name": "x"})") << QStringList{"at “tables[0].sensors[0].states”", "enumeration"};
        QTest::newRow("enumeration of a number") << table(R"({"value": 1, "class": "count", "states": "s", "name": "x"})") << QStringList{"at “tables[0].sensors[0].states”"};
        QTest::newRow("word of no enumeration") << table(R"({"value": 1, "class": "count", "name": "{2:t}"})") << QStringList{"at “tables[0].sensors[0].name”", "“t”"};
        QTest::newRow("divide by nothing") << table(R"({"value": 1, "class": "count", "name": "x", "divide": 0})") << QStringList{"at “tables[0].sensors[0].divide”", "1 or more"};
        QTest::newRow("half a number") << table(R"({"value": 1, "class": "count", "name": "x", "multiply": 1.5})") << QStringList{"at “tables[0].sensors[0].multiply”", "whole number"};
        QTest::newRow("conversion") << table(R"({"value": 1, "class": "dbm", "name": "x", "convert": "volts"})") << QStringList{"at “tables[0].sensors[0].convert”", "wattToDbm"};
        QTest::newRow("limit") << table(R"({"value": 1, "class": "dbm", "name": "x", "high": {"divide": 10}})") << QStringList{"at “tables[0].sensors[0].high.value”"};
        QTest::newRow("constant") << table(R"({"value": 1, "class": "dbm", "name": "x", "high": "=hot"})") << QStringList{"at “tables[0].sensors[0].high”", "“=hot”"};
        QTest::newRow("index") << table(R"({"value": 1, "class": "dbm", "name": "{1.3.6.1@x}"})") << QStringList{"“x”", "i1"};
        QTest::newRow("index from nought") << table(R"({"value": 1, "class": "dbm", "name": "{i0}"})") << QStringList{"counted from 1"};
        QTest::newRow("condition") << table(R"({"value": 1, "class": "dbm", "name": "x", "when": {"2": "maybe"}})") << QStringList{"at “tables[0].sensors[0].when.2”", "“maybe”", "present"};
        QTest::newRow("classes") << table(R"({"value": 1, "classes": {"column": 2, "8": "heat"}, "name": "x"})") << QStringList{"at “tables[0].sensors[0].classes.8”"};
        QTest::newRow("severity") << QByteArray(R"({"states": {"s": {"1": ["on", "fine"]}}})") << QStringList{"at “states.s.1”", "cleared"};
        QTest::newRow("half of memory") << QByteArray(R"({"tables": [{"table": "1.3.6.1", "memory": [{"used": 1, "name": "RAM"}]}]})") << QStringList{"at “tables[0].memory[0].used”", "two of"};
    }
    void aWrongFileIsToldOf()
    {
        QFETCH(QByteArray, json);
        QFETCH(QStringList, said);
        const QString sentence = refusalOf(json);
        QVERIFY(!sentence.isEmpty());
        for (const QString& part : said)
            QVERIFY2(sentence.contains(part), qPrintable(sentence + QStringLiteral("\nlacks ") + part));
    }
};

QTEST_APPLESS_MAIN(ProfileReaderTest)
#include "tst_profilereader.moc"
