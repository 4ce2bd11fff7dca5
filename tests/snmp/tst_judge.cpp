// Our own codec and net-snmp's must agree on every message; where they do not, ours must be the stricter one.
#include "tests/snmp/judge.h"

#include <QRandomGenerator>
#include <QTest>

using namespace trunkline::snmp;
using namespace trunkline::test;

namespace {

const Oid name{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6, 4294967295u, 128};
const EngineClock clock3{7, 123'456};

VarBinds everyType()
{
    return {{name, Value::integer(-2147483648)}, {name + 1, Value::integer(127)}, {name + 2, Value::octets(QByteArray(200, 'x'))},
            {name + 3, Value::octets({})}, {name + 4, Value::oid({1, 3, 6, 1, 4, 1, 4294967295u})}, {name + 5, Value::oid({0, 0})},
            {name + 6, {Type::IpAddress, QByteArray("\xc0\x00\x02\x01", 4)}}, {name + 7, Value::unsigned32(Type::Counter32, 4294967295u)},
            {name + 8, Value::unsigned32(Type::Gauge32, 128)}, {name + 9, Value::unsigned32(Type::TimeTicks, 0)},
            {name + 10, Value::counter64(18446744073709551615ull)}, {name + 11, Value::counter64(1)}, {name + 12, {Type::Opaque, QByteArray("opaque")}},
            {name + 13, Value::exception(Type::NoSuchObject)}, {name + 14, Value::exception(Type::EndOfMibView)}};
}

QByteArray ownMessage(Version version, const QByteArray& community, qint32 id, const Pdu& pdu)
{
    BerWriter writer;
    writer.varBinds(pdu.binds);
    wrapPdu(writer, pdu.type, id, 0, pdu.maxRepetitions);
    wrapCommunity(writer, version, community);
    return writer.take();
}

/// What we read in a v2c message; nothing when it is none.
struct Reading {
    qint32 id = 0;
    int status = 0;
    int index = 0;
    QByteArray community;
    VarBinds binds;
    bool operator==(const Reading&) const = default;
};

std::optional<Reading> ownReading(const QByteArray& bytes)
{
    const auto envelope = readEnvelope(bytes);
    const auto pdu = envelope && envelope->version == 1 ? readPdu(envelope->data) : std::nullopt;
    auto binds = pdu && pdu->type == PduType::Response ? readBinds(pdu->binds) : std::nullopt;
    if (!binds)
        return std::nullopt;
    return Reading{pdu->requestId, pdu->errorStatus, pdu->errorIndex, envelope->community.toByteArray(), *std::move(binds)};
}

std::optional<Reading> judgedReading(const QByteArray& bytes)
{
    auto message = judgeDecode(Version::V2c, bytes);
    if (!message || message->type != PduType::Response)
        return std::nullopt;
    for (VarBind& bind : message->binds)
        if (bind.value == Value::oid({0}))
            bind.value = Value::oid({0, 0}); // how it reads an empty identifier; we call it by its name, zeroDotZero
    return Reading{message->requestId, message->errorStatus, message->errorIndex, message->community, std::move(message->binds)};
}

LocalisedUser keysOf(AuthProtocol auth, PrivProtocol priv)
{
    Credential credential;
    credential.version = Version::V3;
    credential.user = QStringLiteral("judge");
    credential.auth = auth;
    credential.authPassword = "auth-secret-1";
    credential.priv = priv;
    credential.privPassword = "priv-secret-1";
    return *LocalisedUser::derive(credential, QByteArray::fromHex("80001f8880aabbccdd"));
}

} // namespace

class JudgeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { codec::initialise({}); }

    void itReadsWhatWeWrite_data()
    {
        QTest::addColumn<PduType>("type");
        QTest::addColumn<int>("repetitions");
        QTest::newRow("set of every type") << PduType::Set << 0;
        QTest::newRow("response") << PduType::Response << 0;
        QTest::newRow("getbulk") << PduType::GetBulk << 48;
    }
    void itReadsWhatWeWrite()
    {
        QFETCH(PduType, type);
        QFETCH(int, repetitions);
        for (const qint32 id : {1, -5, 2147483647}) {
            const auto message = judgeDecode(Version::V2c, ownMessage(Version::V2c, "public", id, {type, everyType(), repetitions}));
            QVERIFY(message);
            QCOMPARE(message->type, type);
            QCOMPARE(message->requestId, id);
            QCOMPARE(message->community, QByteArray("public"));
            QCOMPARE(message->errorIndex, repetitions);
            QCOMPARE(message->binds, everyType());
        }
    }

    void weReadWhatItWrites()
    {
        for (const int status : {0, 1, 5}) {
            const auto reading = ownReading(judgeEncode(Version::V2c, "public", 4711, {PduType::Response, everyType(), 0}, status));
            QCOMPARE(reading, std::optional(Reading{4711, status, 0, "public", everyType()}));
        }
    }

    void v3BothWays_data()
    {
        QTest::addColumn<AuthProtocol>("auth");
        QTest::addColumn<PrivProtocol>("priv");
        QTest::newRow("no keys") << AuthProtocol::None << PrivProtocol::None;
        QTest::newRow("MD5") << AuthProtocol::Md5 << PrivProtocol::None;
        QTest::newRow("MD5 DES") << AuthProtocol::Md5 << PrivProtocol::Des;
        QTest::newRow("SHA-1 AES") << AuthProtocol::Sha1 << PrivProtocol::Aes128;
        QTest::newRow("SHA-1 DES") << AuthProtocol::Sha1 << PrivProtocol::Des;
        QTest::newRow("SHA-256 AES") << AuthProtocol::Sha256 << PrivProtocol::Aes128;
    }
    void v3BothWays()
    {
        QFETCH(AuthProtocol, auth);
        QFETCH(PrivProtocol, priv);
        const UsmUser user(keysOf(auth, priv));
        // Every length a block cipher may have to pad.
        for (qsizetype length = 0; length < 20; ++length) {
            const VarBinds binds = everyType() + VarBinds{{name, Value::octets(QByteArray(length, 'p'))}};
            BerWriter writer;
            writer.varBinds(binds);
            wrapPdu(writer, PduType::Set, 42, 0, 0);
            QVERIFY(user.protect(writer, clock3, 42, 0x0123456789abcdefull + quint64(length)));
            const auto judged = judgeDecodeUsm(user.keys(), clock3, writer.view().toByteArray());
            QVERIFY(judged);
            QCOMPARE(judged->messageId, 42);
            QCOMPARE(judged->level, user.keys().level());
            QCOMPARE(judged->binds, binds);

            QByteArray bytes = judgeEncodeUsm(user.keys(), clock3, 43, {PduType::Get, binds, 0});
            const std::span<char> message(bytes.data(), std::size_t(bytes.size()));
            const auto envelope = readEnvelope(bytes);
            QVERIFY(envelope);
            QCOMPARE(envelope->messageId, 43);
            QCOMPARE(envelope->engineBoots, clock3.boots);
            QCOMPARE(envelope->user, QByteArrayView("judge"));
            QCOMPARE(envelope->level(), user.keys().level());
            QCOMPARE(user.verify(message, *envelope), auth != AuthProtocol::None);
            const auto pdu = readScopedPdu(user.open(message, *envelope));
            QVERIFY(pdu);
            QCOMPARE(readBinds(pdu->binds), std::optional(binds));
        }
    }

    void aChangedV3MessageIsNotVerified()
    {
        const UsmUser user(keysOf(AuthProtocol::Sha1, PrivProtocol::Aes128));
        const QByteArray whole = judgeEncodeUsm(user.keys(), clock3, 43, {PduType::Get, everyType(), 0});
        int looked = 0;
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray bytes = whole;
            bytes[i] = char(bytes[i] ^ 1);
            if (const auto envelope = readEnvelope(bytes)) {
                ++looked;
                QVERIFY2(!user.verify({bytes.data(), std::size_t(bytes.size())}, *envelope), qPrintable(QString::number(i)));
            }
        }
        QVERIFY(looked > 100);
    }

    void timelinessFollowsRfc3414()
    {
        EngineClock latest{3, 1000};
        QVERIFY(isTimely(latest, 10, {3, 1005})); // a little behind our reckoning, but newer than the last: it counts
        QCOMPARE(latest, (EngineClock{3, 1005}));
        QVERIFY(isTimely(latest, 149, {3, 1004}));
        QVERIFY(!isTimely(latest, 150, {3, 1004}));
        QVERIFY(!isTimely(latest, 0, {2, 5000}));
        QVERIFY(isTimely(latest, 0, {4, 0}));
        QCOMPARE(latest, (EngineClock{4, 0}));
        QVERIFY(!isTimely(latest, 0, {0x7fffffff, 0}));
    }

    /// The same octets, changed in every way chance finds: what we accept, net-snmp accepts with the same values.
    void changedMessages()
    {
        const quint32 seed = 20261127;
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QByteArray whole = judgeEncode(Version::V2c, "public", 4711, {PduType::Response, everyType(), 0});
        int both = 0;
        int stricter = 0;
        for (int i = 0; i < 60'000; ++i) {
            QByteArray bytes = whole;
            for (int n = random.bounded(1, 4); n > 0; --n)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const auto own = ownReading(bytes);
            if (!own)
                continue;
            const auto judged = judgedReading(bytes);
            if (judged && *judged == *own) {
                ++both;
                continue;
            }
            qWarning("%s", bytes.toHex().constData());
            QVERIFY2(judged, "we accept what net-snmp refuses");
            for (qsizetype k = 0; k < std::min(own->binds.size(), judged->binds.size()); ++k)
                QCOMPARE(own->binds[k], judged->binds[k]);
            QFAIL("the readings differ");
        }
        for (int i = 0; i < 20'000; ++i) {
            QByteArray bytes = whole;
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            stricter += judgedReading(bytes) && !ownReading(bytes);
        }
        qInfo("%d changed messages read alike; of 20000 more we refuse %d that net-snmp reads", both, stricter);
        QVERIFY(both > 1000);
    }
};

QTEST_APPLESS_MAIN(JudgeTest)
#include "tst_judge.moc"
