#include "snmp/simulator/recording.h"

#include "snmp/simulator/simulator.h"

#include <QTemporaryDir>
#include <QTest>

using namespace trunkline::simulator;

class RecordingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryTag()
    {
        const auto outcome = Recording::parse("1.3.1|2|-5\n1.3.2|4|text | with a bar\r\n1.3.3|4x|00fF\n1.3.4|4e|a\\x00\\\\b\n1.3.5|5|\n"
                                              "1.3.6|6|1.3.6.1\n1.3.7|64|127.0.0.1\n1.3.8|64x|7f000001\n1.3.9|65|4294967295\n"
                                              "1.3.10|66|1\n1.3.11|67|2\n1.3.12|68x|9f78\n\n.1.3.13|70|18446744073709551615", "f");
        QVERIFY(outcome.recording);
        const Recording& r = *outcome.recording;
        QCOMPARE(r.get({1, 3, 1}), Value::integer(-5));
        QCOMPARE(r.get({1, 3, 2}), Value::octets("text | with a bar"));
        QCOMPARE(r.get({1, 3, 3}), Value::octets(QByteArray("\x00\xff", 2)));
        QCOMPARE(r.get({1, 3, 4}), Value::octets(QByteArray("a\0\\b", 4)));
        QCOMPARE(r.get({1, 3, 5}), Value{});
        QCOMPARE(r.get({1, 3, 6}), Value::oid({1, 3, 6, 1}));
        QCOMPARE(r.get({1, 3, 7}), r.get({1, 3, 8}));
        QCOMPARE(r.get({1, 3, 12}), (Value{Type::Opaque, QByteArray("\x9f\x78")}));
        QCOMPARE(r.get({1, 3, 13}), Value::counter64(18446744073709551615ull));
        QCOMPARE(r.get({1, 3, 14}).type, Type::NoSuchObject);
        QCOMPARE(r.next({1, 3, 2})->oid, Oid({1, 3, 3}));
        QVERIFY(!r.next({1, 3, 13}));
        QCOMPARE(r.outOfOrder(), 0);
    }
    void sortsAndKeepsTheFirst()
    {
        const auto outcome = Recording::parse("1.3.2|2|2\n1.3.1|2|1\n1.3.2|2|3\n", "f");
        QCOMPARE(outcome.recording->objects().size(), std::size_t(2));
        QCOMPARE(outcome.recording->get({1, 3, 2}), Value::integer(2));
        QCOMPARE(outcome.recording->outOfOrder(), 1);
        QCOMPARE(outcome.recording->duplicates(), 1);
    }
    void namesFileLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no bars") << QByteArray("hello") << "“hello” is not of the form OID|tag|value.";
        QTest::newRow("one bar") << QByteArray("1.3|2") << "“1.3|2” is not of the form OID|tag|value.";
        QTest::newRow("OID") << QByteArray("1.3.xx|2|1") << "“1.3.xx” is no object identifier.";
        QTest::newRow("first arc") << QByteArray("3.1|2|1") << "“3.1” is no object identifier.";
        QTest::newRow("large arc") << QByteArray("1.3.4294967296|2|1") << "“1.3.4294967296” is no object identifier.";
        QTest::newRow("tag") << QByteArray("1.3.1|3|1") << "the type tag “3” is not known.";
        QTest::newRow("no tag") << QByteArray("1.3.1||1") << "“” is no type tag.";
        QTest::newRow("integer") << QByteArray("1.3.1|2|2147483648") << "“2147483648” is no integer of 32 bits.";
        QTest::newRow("counter") << QByteArray("1.3.1|65|-1") << "“-1” is no number in the range of its type.";
        QTest::newRow("hex") << QByteArray("1.3.1|4x|0g") << "“0g” is no hexadecimal text.";
        QTest::newRow("odd hex") << QByteArray("1.3.1|4x|0") << "“0” is no hexadecimal text.";
        QTest::newRow("escape") << QByteArray("1.3.1|4e|\\q") << "“\\q” has an escape that is not known.";
        QTest::newRow("address") << QByteArray("1.3.1|64|10.0.0.256") << "“10.0.0.256” is no IP address.";
        QTest::newRow("short address") << QByteArray("1.3.1|64|10.0.0") << "“10.0.0” is no IP address.";
        QTest::newRow("value OID") << QByteArray("1.3.1|6|1.3.") << "“1.3.” is no object identifier.";
        QTest::newRow("hex integer") << QByteArray("1.3.1|2x|05") << "the type tag “2” can't be written in hexadecimal or with escapes.";
    }
    void namesFileLineAndReason()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, reason);
        const auto outcome = Recording::parse("1.3.6.1|2|1\n" + line + "\n1.3.6.3|2|1\n", "rec/x.snmprec");
        QVERIFY(!outcome.recording);
        QCOMPARE(outcome.faults.size(), 1);
        QCOMPARE(outcome.faults.first().toString(), QStringLiteral("rec/x.snmprec, line 2: ") + reason);
        const auto lenient = Recording::parse("1.3.6.1|2|1\n" + line + "\n1.3.6.3|2|1\n", "rec/x.snmprec", true);
        QCOMPARE(lenient.recording->objects().size(), std::size_t(2));
        QCOMPARE(lenient.faults, outcome.faults);
    }
    void simulatorServesNothingThen()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString& name, const QByteArray& text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("a.snmprec", "1.3.6.1.2.1.1.5.0|4|a\n"));
        QVERIFY(write("b.snmprec", "1.3.6.1.2.1.1.5.0|4x|nonsense\n"));
        SimulatorOptions options;
        options.recordings = {folder.path()};
        Simulator simulator(options);
        QString error;
        QVERIFY(!simulator.start(&error));
        QCOMPARE(error, folder.filePath("b.snmprec") + ", line 1: “nonsense” is no hexadecimal text.");
        QVERIFY(!simulator.isRunning());
        QVERIFY(simulator.devices().isEmpty());
        QCOMPARE(simulator.port(), quint16(0));

        QVERIFY(write("b.snmprec", ""));
        QVERIFY(!simulator.start(&error));
        QCOMPARE(error, folder.filePath("b.snmprec") + ": the recording holds no object.");
        options.recordings = {folder.filePath("missing")};
        Simulator without(options);
        QVERIFY(!without.start(&error));
        QCOMPARE(error, QStringLiteral("There is no recording or folder %1.").arg(folder.filePath("missing")));
    }
};

QTEST_GUILESS_MAIN(RecordingTest)
#include "tst_recording.moc"
