// Profiles over hand-made variables: every mechanism of the format, once.
#include "models/collection/hardware.h"
#include "models/collection/measure.h"
#include "models/collection/profilereader.h"
#include "models/collection/profilerow.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

namespace {

snmp::Oid oid(const char* text)
{
    return *snmp::Oid::parse(QString::fromLatin1(text));
}

snmp::VarBind number(const char* at, qint64 value)
{
    return {oid(at), snmp::Value::integer(value)};
}

snmp::VarBind text(const char* at, const QByteArray& value)
{
    return {oid(at), snmp::Value::octets(value)};
}

Profile profileOf(const QByteArray& tables, const QByteArray& more = {})
{
    static const ObjectNames names{{QStringLiteral("ifName"), oid("1.3.6.1.2.1.31.1.1.1.1")}};
    return readProfile("{" + more + "\"tables\": [" + tables + "]}", QStringLiteral("test.json"), names);
}

HardwareReading read(const Profile& profile, const snmp::VarBinds& binds)
{
    return readHardware({&profile}, Variables(binds));
}

/// The one sensor of a table at 1.9.1 with value 42 in column 1 of row 7, and what else is given.
Sensor only(const QByteArray& rule, snmp::VarBinds binds = {number("1.9.1.1.7", 42)}, const QByteArray& more = {})
{
    const HardwareReading reading = read(profileOf("{\"table\": \"1.9.1\", \"sensors\": [" + rule + "]}", more), binds);
    if (reading.sensors.size() != 1)
        qFatal("%d sensors where one was meant", int(reading.sensors.size()));
    return reading.sensors.first();
}

} // namespace

class HardwareTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsOfASecondAreMilliseconds()
    {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(figureText({61, 6}, QStringLiteral("s")), QStringLiteral("0.061 ms"));
        QCOMPARE(figureText({-25, 2}, QStringLiteral("s")), QStringLiteral("-250 ms"));
        QCOMPARE(figureText({0, 0}, QStringLiteral("s")), QStringLiteral("0 s"));
        QCOMPARE(figureText({15, 1}, QStringLiteral("s")), QStringLiteral("1.5 s"));
        QCOMPARE(figureText({61, 6}, QStringLiteral("A")), QStringLiteral("0.000061 A"));
    }

    void aColumnIsASensorARow()
    {
        const Profile profile = profileOf(R"({"table": "1.9.1", "everySeconds": 60, "sensors": [{"value": 3, "class": "temperature", "name": "{2}"}]})");
        const HardwareReading reading = read(profile, {text("1.9.1.2.1", "Inlet"), text("1.9.1.2.2", "Outlet"), number("1.9.1.3.1", 21), number("1.9.1.3.2", 34), number("1.9.1.4.1", 99)});
        QCOMPARE(reading.sensors.size(), 2);
        QCOMPARE(reading.sensors[0].name, "Inlet");
        QCOMPARE(reading.sensors[1].value, (Decimal{34, 0}));
        QCOMPARE(reading.sensors[1].oid, oid("1.9.1.3.2"));
        QCOMPARE(reading.sensors[1].index, oid("2"));
        QCOMPARE(reading.sensors[1].everySeconds, 60);
        QCOMPARE(reading.sensors[1].profile, "test");
    }

    void aScalarIsARowOfItsGroup()
    {
        const Sensor sensor = only(R"({"value": 1, "class": "voltage", "name": "Battery", "divide": 10})", {number("1.9.1.1.0", 547)});
        QCOMPARE(sensor.value.toString(), "54.7");
        QCOMPARE(sensor.index, oid("0"));
    }

    void numbersAreScaled_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<snmp::VarBind>("raw");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, const QByteArray& keys, snmp::VarBind raw, const char* value) {
            QTest::newRow(name) << R"({"value": 1, "class": "count", "name": "x")" + keys + "}" << raw << value;
        };
        const char* at = "1.9.1.1.7";
        row("as it is", "", number(at, -5), "-5");
        row("divide", R"(, "divide": 500000)", number(at, 14175), "0.02835");
        row("multiply", R"(, "multiply": 1000)", number(at, 20), "20000");
        row("add first", R"(, "add": -10000, "divide": 100)", number(at, 7412), "-25.88");
        row("text", "", text(at, " 43.0 C"), "43.0");
        row("text with a pattern", R"(, "pattern": "/\\((-?[\\d.]+) ?dBm\\)/")", text(at, "0.03 mW (-14.61 dBm)"), "-14.61");
        row("signed in an unsigned", R"(, "signedBits": 16)", {oid(at), snmp::Value::unsigned32(snmp::Type::Gauge32, 65531)}, "-5");
        row("milliwatts", R"(, "divide": 10000, "convert": "milliwattToDbm")", number(at, 10000), "0.000");
        row("no light", R"(, "convert": "microwattToDbm")", number(at, 0), "-40");
        row("watts", R"(, "convert": "wattToDbm")", number(at, 2), "33.010");
        row("float in a number", R"(, "convert": "float32")", {oid(at), snmp::Value::unsigned32(snmp::Type::Gauge32, 0x3f800000)}, "1");
        row("float in an Opaque", "", {oid(at), snmp::Value{snmp::Type::Opaque, QByteArray("\x9f\x78\x04\x41\xbe\x00\x00", 7)}}, "23.75");
        row("Fahrenheit", R"(, "convert": "fahrenheitToCelsius")", number(at, 50), "10");
        row("idle", R"(, "convert": "oneHundredMinus")", number(at, 93), "7");
        row("timeticks as minutes", R"(, "divide": 6000)", {oid(at), snmp::Value::unsigned32(snmp::Type::TimeTicks, 90000)}, "15");
    }
    void numbersAreScaled()
    {
        QFETCH(QByteArray, rule);
        QFETCH(snmp::VarBind, raw);
        QFETCH(QString, value);
        QCOMPARE(only(rule, {raw}).value.toString(), value);
    }

    void scaleAndPrecisionColumnsAreThoseOfEntitySensor()
    {
        // 6322 milliwatts with four decimals: 0.0006322 W, −1.991 dBm.
        const snmp::VarBinds binds{number("1.9.1.1.7", 6322), number("1.9.1.2.7", 8), number("1.9.1.3.7", 4)};
        QCOMPARE(only(R"({"value": 1, "class": "power", "name": "x", "scale": 2, "precision": 3})", binds).value.toString(), "0.0006322");
        QCOMPARE(only(R"({"value": 1, "class": "dbm", "name": "x", "scale": 2, "precision": 3, "convert": "wattToDbm"})", binds).value.toString(), "-1.991");
        // Kilo and no precision; and a divisor that the device tells.
        QCOMPARE(only(R"({"value": 1, "class": "power", "name": "x", "scale": 2})", {number("1.9.1.1.7", 3), number("1.9.1.2.7", 10)}).value.toString(), "3000");
        QCOMPARE(only(R"({"value": 1, "class": "power", "name": "x", "divideBy": 2})", {number("1.9.1.1.7", 30), number("1.9.1.2.7", 4)}).value.toString(), "7.5");
    }

    void namesAreWrittenFromTheRowAndOtherTables_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("written");
        QTest::newRow("a column") << QByteArray("Fan {2}") << "Fan left";
        QTest::newRow("the index") << QByteArray("{i}") << "3.65.66";
        QTest::newRow("its parts") << QByteArray("{i1}/{i-1}") << "3/66";
        QTest::newRow("its rest") << QByteArray("{i2-}") << "65.66";
        QTest::newRow("its rest as text") << QByteArray("{i2-:text}") << "AB";
        QTest::newRow("another table by a part of the index") << QByteArray("{ifName@i1}") << "xe-0/0/3";
        QTest::newRow("another table by a column") << QByteArray("{ifName@c3}") << "xe-0/0/9";
        QTest::newRow("another table by a number") << QByteArray("{1.9.7@0}") << "the only one";
        QTest::newRow("the first that there is") << QByteArray("{8|ifName@i2|2|'none'}") << "left";
        QTest::newRow("a literal at the end") << QByteArray("{8|'none'}") << "none";
        QTest::newRow("nothing at all") << QByteArray("port {8}") << "port";
        QTest::newRow("a word of an enumeration") << QByteArray("{3:kinds}") << "optic";
    }
    void namesAreWrittenFromTheRowAndOtherTables()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, written);
        const snmp::VarBinds binds{number("1.9.1.1.3.65.66", 1), text("1.9.1.2.3.65.66", "left"), number("1.9.1.3.3.65.66", 9), text("1.3.6.1.2.1.31.1.1.1.1.3", "xe-0/0/3"),
                                   text("1.3.6.1.2.1.31.1.1.1.1.9", "xe-0/0/9"), text("1.9.7.0", "the only one")};
        QCOMPARE(only(QByteArray(R"({"value": 1, "class": "count", "name": "NAME"})").replace("NAME", name), binds, R"("states": {"kinds": {"9": ["optic", "cleared"]}}, )").name, written);
    }

    void conditionsChooseRows_data()
    {
        QTest::addColumn<QByteArray>("conditions");
        QTest::addColumn<QString>("rows");
        QTest::newRow("one number") << QByteArray(R"("when": {"2": 1})") << "1";
        QTest::newRow("one of several") << QByteArray(R"("when": {"2": [1, 2]})") << "1 2";
        QTest::newRow("unless") << QByteArray(R"("unless": {"2": 1})") << "2 3 4";
        QTest::newRow("text") << QByteArray(R"("when": {"3": "/^fan/i"})") << "1 3";
        QTest::newRow("not the text") << QByteArray(R"("when": {"3": "!/fan/i"})") << "2 4";
        QTest::newRow("below") << QByteArray(R"("when": {"1": "<12"})") << "1";
        QTest::newRow("above") << QByteArray(R"("when": {"1": ">12"})") << "3 4";
        QTest::newRow("present") << QByteArray(R"("when": {"4": "present"})") << "4";
        QTest::newRow("absent") << QByteArray(R"("when": {"4": "absent"})") << "1 2 3";
        QTest::newRow("all must hold") << QByteArray(R"("when": {"2": [1, 2], "1": ">11"})") << "2";
        QTest::newRow("any keeps away") << QByteArray(R"("unless": {"2": 1, "3": "/psu/"})") << "3 4";
        QTest::newRow("index") << QByteArray(R"("when": {"i1": [2, 3]})") << "2 3";
        QTest::newRow("raw numbers that mean nothing") << QByteArray(R"("skip": [12, 13])") << "1 4";
        QTest::newRow("another object") << QByteArray(R"("when": {"1.9.7@0": 1})") << "1 2 3 4";
    }
    void conditionsChooseRows()
    {
        QFETCH(QByteArray, conditions);
        QFETCH(QString, rows);
        const snmp::VarBinds binds{number("1.9.1.1.1", 11), number("1.9.1.1.2", 12), number("1.9.1.1.3", 13), number("1.9.1.1.4", 14), number("1.9.1.2.1", 1), number("1.9.1.2.2", 2),
                                   number("1.9.1.2.3", 3), text("1.9.1.3.1", "Fan 1"), text("1.9.1.3.2", "psu"), text("1.9.1.3.3", "FAN 3"), number("1.9.1.4.4", 0), number("1.9.7.0", 1)};
        const HardwareReading reading = read(profileOf(R"({"table": "1.9.1", "sensors": [{"value": 1, "class": "count", "name": "x", )" + conditions + "}]}"), binds);
        QStringList chosen;
        for (const Sensor& sensor : reading.sensors)
            chosen.append(sensor.index.toString());
        QCOMPARE(chosen.join(u' '), rows);
    }

    void limitsAreColumnsConstantsAndRowsOfOtherTables()
    {
        const snmp::VarBinds binds{number("1.9.1.1.7", 420), number("1.9.1.2.7", 800), number("1.9.1.3.7", 5), number("1.9.1.4.7", -1), number("1.9.2.2.7.1", 10), number("1.9.2.2.7.2", 30),
                                   number("1.9.2.4.7.1", 500), number("1.9.2.4.7.2", 0)};
        const Sensor sensor = only(R"({"value": 1, "class": "temperature", "name": "x", "divide": 10, "skip": [-1], "high": 2, "low": {"value": 3, "divide": 1}, "lowWarning": 4, "highWarning": "=75.5"})", binds);
        QCOMPARE(sensor.limits.high->toString(), "80.0");
        QCOMPARE(sensor.limits.low->toString(), "5");
        QVERIFY(!sensor.limits.lowWarning); // −1 is "not known" for limits too
        QCOMPARE(sensor.limits.highWarning->toString(), "75.5");
        // The critical row has a 0, which is none; the next rule of the list finds the minor one.
        const Sensor rows = only(R"({"value": 1, "class": "temperature", "name": "x", "divide": 10, "high": [
            {"rows": "1.9.2", "value": 4, "when": {"2": 30, "4": "!/^0$/"}}, {"rows": "1.9.2", "value": 4, "when": {"2": 10}}]})", binds);
        QCOMPARE(rows.limits.high->toString(), "50.0");
    }

    void statesHaveAWordAndASeverity()
    {
        const QByteArray states = R"("states": {"fan": {"42": ["failed", "critical"]}}, )";
        const Sensor known = only(R"({"value": 1, "class": "state", "name": "x", "states": "fan"})", {number("1.9.1.1.7", 42)}, states);
        QCOMPARE(known.state->word, "failed");
        QCOMPARE(severityOf(known), Severity::Critical);
        const Sensor unknown = only(R"({"value": 1, "class": "state", "name": "x", "states": "fan"})", {number("1.9.1.1.7", 43)}, states);
        QVERIFY(!unknown.state);
        QCOMPARE(severityOf(unknown), Severity::Indeterminate);
    }

    void severityIsTheLimitThatIsBroken()
    {
        Sensor sensor;
        sensor.limits = {Decimal{0, 0}, Decimal{5, 0}, Decimal{70, 0}, Decimal{80, 0}};
        const auto at = [&](qint64 value) {
            sensor.value = {value, 0};
            return severityOf(sensor);
        };
        QCOMPARE(at(81), Severity::Critical);
        QCOMPARE(at(80), Severity::Warning); // the limit itself is not beyond it
        QCOMPARE(at(70), Severity::Cleared);
        QCOMPARE(at(4), Severity::Warning);
        QCOMPARE(at(-1), Severity::Critical);
    }

    void theMoreSpecificProfileSpeaksOfAValueFirst()
    {
        const Profile vendor = profileOf(R"({"table": "1.9.1", "sensors": [{"value": 1, "class": "dbm", "name": "Rx", "when": {"i": 7}}, {"value": 1, "hidden": true, "when": {"i": 8}}]})");
        const Profile standard = profileOf(R"({"table": "1.9.1", "sensors": [{"value": 1, "class": "power", "name": "Sensor {i}"}]})");
        const Variables variables({number("1.9.1.1.7", -5), number("1.9.1.1.8", 1), number("1.9.1.1.9", 2)});
        const HardwareReading reading = readHardware({&vendor, &standard}, variables);
        QCOMPARE(reading.sensors.size(), 2);
        QCOMPARE(reading.sensors[0].name, "Rx");
        QCOMPARE(reading.sensors[1].name, "Sensor 9");
    }

    void processorsAndMemory()
    {
        const Profile profile = profileOf(R"({"table": "1.9.1", "processors": [{"value": 1, "name": "CPU {i}"}], "memory": [
            {"used": 2, "total": 3, "unit": 4, "name": "by use"}, {"free": 5, "freeToo": [6], "total": 3, "bytes": 1024, "name": "by what is free"},
            {"percent": 7, "total": 3, "name": "by percentage"}, {"used": 8, "usedLess": [6], "free": 5, "name": "less the cache"}]})");
        const HardwareReading reading = read(profile, {number("1.9.1.1.1", 17), number("1.9.1.1.2", 101), number("1.9.1.2.1", 300), number("1.9.1.3.1", 1000), number("1.9.1.4.1", 4096),
                                                       number("1.9.1.5.1", 400), number("1.9.1.6.1", 100), number("1.9.1.7.1", 25), number("1.9.1.8.1", 700)});
        QCOMPARE(reading.processors.size(), 1); // 101 % is no load
        QCOMPARE(reading.memory.size(), 4);
        QCOMPARE(reading.memory[0].usedBytes, 300 * 4096);
        QCOMPARE(reading.memory[0].percent.toString(), "30.0");
        QCOMPARE(reading.memory[1].usedBytes, 500 * 1024);
        QCOMPARE(reading.memory[2].usedBytes, 250);
        QCOMPARE(reading.memory[3].usedBytes, 600);
        QCOMPARE(reading.memory[3].percent.toString(), "60.0");
    }

    void fallbackTablesCountOnlyWhereNothingElseDoes()
    {
        const Profile profile = profileOf(R"({"table": "1.9.1", "fallback": true, "processors": [{"value": 1, "name": "first"}]},
            {"table": "1.9.2", "fallback": true, "processors": [{"value": 1, "name": "second"}]}, {"table": "1.9.3", "processors": [{"value": 1, "name": "real"}]})");
        const auto names = [&](const snmp::VarBinds& binds) {
            QStringList list;
            for (const ProcessorLoad& processor : read(profile, binds).processors)
                list.append(processor.name);
            return list.join(u' ');
        };
        QCOMPARE(names({number("1.9.1.1.1", 5), number("1.9.2.1.1", 5), number("1.9.3.1.1", 5)}), "real");
        QCOMPARE(names({number("1.9.1.1.1", 5), number("1.9.1.1.2", 6), number("1.9.2.1.1", 5)}), "first first");
        QCOMPARE(names({number("1.9.2.1.1", 5)}), "second");
    }

    void whatIsUnreadableIsNoSensor()
    {
        const Profile profile = profileOf(R"({"table": "1.9.1", "sensors": [{"value": 1, "class": "temperature", "name": "x"}]})");
        QVERIFY(read(profile, {text("1.9.1.1.1", "N/A"), text("1.9.1.1.2", ""), {oid("1.9.1.1.3"), snmp::Value::exception(snmp::Type::NoSuchInstance)}}).sensors.isEmpty());
        QVERIFY(read(profile, {}).sensors.isEmpty());
    }

    void aSensorTellsMachinesWhatItIs()
    {
        const QJsonObject json = toJson(only(R"({"value": 1, "class": "temperature", "name": "Inlet", "high": "=40", "everySeconds": 30})"));
        QCOMPARE(json["value"].toString(), "42");
        QCOMPARE(json["unit"].toString(), "°C");
        QCOMPARE(json["high"].toString(), "40");
        QCOMPARE(json["severity"].toString(), "critical");
        QCOMPARE(json["everySeconds"].toInt(), 30);
    }

    void everyClassHasItsNameAndTheReverse()
    {
        for (int i = 0; i <= int(SensorClass::State); ++i)
            QCOMPARE(sensorClassNamed(nameOf(SensorClass(i))), SensorClass(i));
        QVERIFY(!sensorClassNamed(u"warmth"));
    }
};

QTEST_APPLESS_MAIN(HardwareTest)
#include "tst_hardware.moc"
