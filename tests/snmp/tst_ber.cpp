#include "snmp/simulator/message.h" // which writes and reads whole messages with it

#include <QRandomGenerator>
#include <QTest>

using namespace trunkline::simulator;

class BerTest : public QObject {
    Q_OBJECT

    static Value roundTrip(const Value& value)
    {
        BerWriter writer;
        writer.value(value);
        const QByteArray bytes = writer.take();
        BerReader reader(bytes);
        const Value read = reader.value();
        return reader.finished() ? read : Value{Type::Opaque, QByteArray("could not be read")};
    }
    static QByteArray encoded(const Value& value)
    {
        BerWriter writer;
        writer.value(value);
        return writer.take();
    }
    static CommunityMessage sample()
    {
        return {Version::V2c, "public",
                {PduType::Get, -5, 0, 0,
                 {{{1, 3, 6, 1, 2, 1, 1, 3, 0}, {}}, {{1, 3, 6, 1, 4, 1, 32473, 4294967295u}, Value::octets(QByteArray(300, 'x'))}}}};
    }

private Q_SLOTS:
    void integersTakeTheFewestBytes_data()
    {
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("0") << qint64(0) << QByteArray("020100");
        QTest::newRow("127") << qint64(127) << QByteArray("02017f");
        QTest::newRow("128") << qint64(128) << QByteArray("02020080");
        QTest::newRow("-1") << qint64(-1) << QByteArray("0201ff");
        QTest::newRow("-128") << qint64(-128) << QByteArray("020180");
        QTest::newRow("-129") << qint64(-129) << QByteArray("0202ff7f");
        QTest::newRow("max") << qint64(2147483647) << QByteArray("02047fffffff");
        QTest::newRow("min") << qint64(-2147483648) << QByteArray("020480000000");
    }
    void integersTakeTheFewestBytes()
    {
        QFETCH(qint64, number);
        QFETCH(QByteArray, hex);
        QCOMPARE(encoded(Value::integer(number)).toHex(), hex);
        QCOMPARE(roundTrip(Value::integer(number)), Value::integer(number));
    }
    void everyTypeComesBack()
    {
        const QList<Value> values = {
            Value::octets({}), Value::octets(QByteArray(70'000, 'a')), Value{}, Value::oid({0, 0}), Value::oid({2, 999, 3}),
            Value::oid({1, 3, 6, 1, 4, 1, 4294967295u}), Value{Type::IpAddress, QByteArray("\x7f\x14\x00\x01", 4)},
            Value::unsigned32(Type::Counter32, 4294967295u), Value::unsigned32(Type::Gauge32, 2147483648u),
            Value::unsigned32(Type::TimeTicks, 0), Value::counter64(18446744073709551615ull), Value::counter64(9223372036854775808ull),
            Value{Type::Opaque, QByteArray("\x9f\x78")}, Value::exception(Type::NoSuchObject), Value::exception(Type::EndOfMibView)};
        for (const Value& value : values)
            QCOMPARE(roundTrip(value), value);
        QCOMPARE(encoded(Value::counter64(18446744073709551615ull)).toHex(), QByteArray("460900ffffffffffffffff"));
        QCOMPARE(encoded(Value::oid({1, 3, 6, 1, 4, 1, 32473})).toHex(), QByteArray("06082b0601040181fd59"));
    }
    /// Many agents leave out the zero in front of a large counter; net-snmp reads it all the same.
    void countersWithoutTheLeadingZeroAreRead()
    {
        for (const auto& [hex, value] : {std::pair(QByteArray("4104ffffffff"), Value::unsigned32(Type::Counter32, 4294967295u)),
                                         std::pair(QByteArray("4608ffffffffffffffff"), Value::counter64(18446744073709551615ull)),
                                         std::pair(QByteArray("470107"), Value::unsigned32(Type::Gauge32, 7))}) {
            const QByteArray bytes = QByteArray::fromHex(hex);
            BerReader reader(bytes);
            QCOMPARE(reader.value(), value);
            QVERIFY(reader.finished());
        }
    }
    void wrongValuesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("empty integer") << QByteArray("0200");
        QTest::newRow("integer of 33 bits") << QByteArray("02050100000000");
        QTest::newRow("integer of nine bytes") << QByteArray("0209000000000000000001");
        QTest::newRow("negative counter") << QByteArray("4103ffffff");
        QTest::newRow("negative gauge of one byte") << QByteArray("4201fb");
        QTest::newRow("counter32 over 32 bits") << QByteArray("41050100000000");
        QTest::newRow("counter64 over 64 bits") << QByteArray("460901ffffffffffffffff");
        QTest::newRow("address of three") << QByteArray("40037f0001");
        QTest::newRow("null with content") << QByteArray("050100");
        QTest::newRow("length beyond the end") << QByteArray("040541");
        QTest::newRow("length missing") << QByteArray("04");
        QTest::newRow("long length missing") << QByteArray("0482");
        QTest::newRow("indefinite length") << QByteArray("04800000");
        QTest::newRow("length of five bytes") << QByteArray("0485000000000141");
        QTest::newRow("length of 4 GB") << QByteArray("0484ffffffff41");
        QTest::newRow("unknown tag") << QByteArray("1301ff");
        QTest::newRow("arc of 33 bits") << QByteArray("06062b9080808000");
        QTest::newRow("padded arc") << QByteArray("06032b8001");
        QTest::newRow("arc without end") << QByteArray("06022b81");
        QTest::newRow("129 arcs") << QByteArray("068180") + QByteArray(256, '0');
        QTest::newRow("nothing") << QByteArray();
    }
    void wrongValuesAreRefused()
    {
        QFETCH(QByteArray, hex);
        const QByteArray bytes = QByteArray::fromHex(hex);
        BerReader reader(bytes);
        reader.value();
        QVERIFY(!reader.ok());
    }
    void messagesComeBack()
    {
        const CommunityMessage message = sample();
        QCOMPARE(decodeCommunityMessage(encode(message)), std::optional(message));
        QCOMPARE(versionOf(encode(message)), std::optional<qint64>(1));
    }
    void v3MessagesComeBackWithTheMacInPlace()
    {
        V3Message message;
        message.id = 77;
        message.flags = flagAuth | flagPriv | flagReportable;
        message.engineId = QByteArray::fromHex("80007ed9057f140001");
        message.engineBoots = 3;
        message.engineTime = 400;
        message.user = "noc-rw";
        message.authParameters = QByteArray(24, 'm');
        message.privParameters = QByteArray(8, 's');
        message.data = QByteArray(200, 'd');
        qsizetype written = 0;
        qsizetype read = 0;
        const QByteArray datagram = encode(message, &written);
        QCOMPARE(decodeV3Message(datagram, &read), std::optional(message));
        QCOMPARE(written, read);
        QCOMPARE(datagram.mid(written, 24), QByteArray(24, 'm'));
    }
    /// A message cut anywhere, or with a byte too many, is no message; and nothing reads beyond its end.
    void everyTruncationIsRefused()
    {
        const QByteArray datagram = encode(sample());
        for (qsizetype length = 0; length < datagram.size(); ++length) {
            // A copy of exactly this size, so that a sanitizer sees one byte too far.
            const QByteArray cut(datagram.constData(), length);
            QVERIFY2(!decodeCommunityMessage(cut), qPrintable(QString::number(length)));
            QVERIFY(!decodeV3Message(cut));
        }
        QVERIFY(!decodeCommunityMessage(datagram + '\0'));
    }
    /// Changed bytes may make another message, but what is read must be a message that can be written.
    void changedBytesDoNoHarm()
    {
        const quint32 seed = 20260301;
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QByteArray datagram = encode(sample());
        int accepted = 0;
        for (int i = 0; i < 20'000; ++i) {
            QByteArray changed = datagram;
            for (int n = random.bounded(1, 4); n > 0; --n)
                changed[random.bounded(int(changed.size()))] = char(random.bounded(256));
            if (const auto message = decodeCommunityMessage(changed)) {
                ++accepted;
                QCOMPARE(decodeCommunityMessage(encode(*message)), message);
            }
            decodeV3Message(changed);
        }
        qInfo("%d of 20000 changed messages are still messages", accepted);
        QVERIFY(accepted > 0 && accepted < 20'000);
    }
    void v3WithPrivacyOnlyIsRefused()
    {
        V3Message message;
        message.flags = flagPriv;
        message.data = "x";
        QVERIFY(!decodeV3Message(encode(message)));
    }
};

QTEST_APPLESS_MAIN(BerTest)
#include "tst_ber.moc"
