// The engine against Debian's snmpd, and against the command line tools as independent readers.
#include "snmp/engine.h"
#include "tests/support/snmppeer.h"
#include "tests/support/wait.h"

#include <QHostAddress>
#include <QSet>
#include <QTest>
#include <QThread>
#include <QUdpSocket>

using namespace trunkline::snmp;
using trunkline::test::runSnmpTool;
using trunkline::test::SnmpPeer;
using trunkline::test::waitFor;

namespace {

const Oid sysDescr{1, 3, 6, 1, 2, 1, 1, 1, 0};
const Oid sysContact{1, 3, 6, 1, 2, 1, 1, 4, 0};
const Oid sysName{1, 3, 6, 1, 2, 1, 1, 5, 0};
const Oid sysServices{1, 3, 6, 1, 2, 1, 1, 7, 0};
const Oid ifXTable{1, 3, 6, 1, 2, 1, 31, 1, 1};
const Oid mib2{1, 3, 6, 1, 2, 1};

Credential community(Version version, const char* name = SnmpPeer::readCommunity)
{
    Credential credential;
    credential.version = version;
    credential.community = name;
    return credential;
}

Credential user(const char* name, AuthProtocol auth, PrivProtocol priv)
{
    Credential credential;
    credential.version = Version::V3;
    credential.user = QString::fromLatin1(name);
    credential.auth = auth;
    credential.priv = priv;
    credential.authPassword = auth == AuthProtocol::None ? QByteArray() : QByteArray(SnmpPeer::authPassword);
    credential.privPassword = priv == PrivProtocol::None ? QByteArray() : QByteArray(SnmpPeer::privPassword);
    return credential;
}

/// As `-Onq -Ox -Ot -Oe` of the tools prints it.
QByteArray printed(const Value& value)
{
    switch (value.type) {
    case Type::OctetString: {
        const QByteArray bytes = value.toBytes();
        return bytes.isEmpty() ? QByteArrayLiteral("\"\"") : '"' + bytes.toHex(' ').toUpper() + " \"";
    }
    case Type::ObjectId: return '.' + value.toDisplay().toUtf8();
    default: return value.toDisplay().toUtf8();
    }
}

QList<QByteArray> lines(const VarBinds& binds)
{
    QList<QByteArray> result;
    for (const VarBind& bind : binds)
        result += '.' + bind.oid.toString().toUtf8() + ' ' + printed(bind.value);
    return result;
}

QByteArray nameOf(const QByteArray& line)
{
    return line.left(line.indexOf(' '));
}

} // namespace

class EngineTest : public QObject {
    Q_OBJECT

    SnmpPeer peer_;
    QTemporaryDir folder_;

    Target target(const Credential& credential) const
    {
        Target target;
        target.address = QStringLiteral("127.0.0.1");
        target.port = peer_.port();
        target.credential = credential;
        target.timeoutMs = 5000; // a busy machine is no reason to fail
        return target;
    }

    QList<QByteArray> bulkWalk(const Oid& root)
    {
        const auto result = runSnmpTool(QStringLiteral("snmpbulkwalk"),
                                        {QStringLiteral("-v2c"), QStringLiteral("-c"), QString::fromLatin1(SnmpPeer::stableCommunity),
                                         QStringLiteral("-Onq"), QStringLiteral("-Oxte"), QStringLiteral("-t5"),
                                         QStringLiteral("127.0.0.1:%1").arg(peer_.port()), QLatin1Char('.') + root.toString()},
                                        folder_.path());
        if (result.exitCode != 0)
            qWarning("%s", result.errors.constData());
        // A long string continues on the next line.
        QList<QByteArray> found;
        for (const QByteArray& line : result.output.trimmed().split('\n'))
            if (line.contains("No more variables left"))
                break; // endOfMibView
            else if (line.startsWith('.'))
                found += line;
            else if (!found.isEmpty())
                found.last() += line;
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString problem;
        QVERIFY2(peer_.start(&problem), qPrintable(problem));
    }

    void gets_data()
    {
        QTest::addColumn<Credential>("credential");
        QTest::newRow("v1") << community(Version::V1);
        QTest::newRow("v2c") << community(Version::V2c);
        QTest::newRow("v3 SHA AES") << user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128);
        QTest::newRow("v3 SHA-256 AES") << user("sha256aes", AuthProtocol::Sha256, PrivProtocol::Aes128);
        QTest::newRow("v3 MD5 DES") << user("md5des", AuthProtocol::Md5, PrivProtocol::Des);
        QTest::newRow("v3 SHA") << user("authonly", AuthProtocol::Sha1, PrivProtocol::None);
        QTest::newRow("v3 without keys") << user("noauth", AuthProtocol::None, PrivProtocol::None);
    }
    void gets()
    {
        QFETCH(Credential, credential);
        Engine engine;
        const Reply reply = engine.get(target(credential), {sysName, sysServices}).result();
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(reply.binds, (VarBinds{{sysName, Value::octets("peer.example")}, {sysServices, Value::integer(72)}}));
        QCOMPARE(reply.engineId.isEmpty(), credential.version != Version::V3);
    }

    void walks_data() { gets_data(); }
    void walks()
    {
        QFETCH(Credential, credential);
        Engine engine;
        const Reply reply = engine.walk(target(credential), Oid{1, 3, 6, 1, 2, 1, 2, 2, 1, 2}).result();
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        const auto first = std::find_if(reply.binds.begin(), reply.binds.end(), [](const VarBind& b) { return b.oid.last() == 1; });
        QVERIFY(first != reply.binds.end());
        QCOMPARE(first->value, Value::octets("lo"));
    }

    void walkEqualsSnmpbulkwalk_data()
    {
        QTest::addColumn<Oid>("root");
        QTest::addColumn<int>("least");
        QTest::newRow("ifXTable") << ifXTable << 15;
        QTest::newRow("mib-2") << mib2 << 100;
    }
    void walkEqualsSnmpbulkwalk()
    {
        QFETCH(Oid, root);
        QFETCH(int, least);
        Engine engine;
        // Counters run on: a line counts where two walks of the tool, before and after, agree on it. The
        // names must agree always; a table may grow in between, so take the first undisturbed round.
        for (int round = 0; round < 5; ++round) {
            const QList<QByteArray> before = bulkWalk(root);
            const Reply reply = engine.walk(target(community(Version::V2c, SnmpPeer::stableCommunity)), root).result();
            const QList<QByteArray> after = bulkWalk(root);
            QVERIFY2(reply.ok(), qPrintable(reply.detail));
            const QList<QByteArray> own = lines(reply.binds);
            if (!std::equal(before.begin(), before.end(), after.begin(), after.end(),
                            [](const QByteArray& a, const QByteArray& b) { return nameOf(a) == nameOf(b); }))
                continue;
            QVERIFY2(before.size() >= least, qPrintable(QString::number(before.size())));
            QCOMPARE(own.size(), before.size());
            int compared = 0;
            for (qsizetype i = 0; i < own.size(); ++i) {
                QCOMPARE(nameOf(own[i]), nameOf(before[i]));
                if (before[i] != after[i])
                    continue;
                QCOMPARE(own[i], before[i]);
                ++compared;
            }
            QVERIFY(compared > before.size() / 2);
            return;
        }
        QFAIL("the agent's tables changed during every round");
    }

    void setsAndReadsBack_data()
    {
        QTest::addColumn<Credential>("credential");
        QTest::newRow("v1") << community(Version::V1, SnmpPeer::writeCommunity);
        QTest::newRow("v2c") << community(Version::V2c, SnmpPeer::writeCommunity);
        QTest::newRow("v3") << user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128);
    }
    void setsAndReadsBack()
    {
        QFETCH(Credential, credential);
        Engine engine;
        const Value value = Value::octets(QByteArray("noc ") + QTest::currentDataTag());
        const Reply written = engine.set(target(credential), {{sysContact, value}}).result();
        QVERIFY2(written.ok(), qPrintable(written.detail));
        const Reply read = engine.get(target(community(Version::V2c)), {sysContact}).result();
        QCOMPARE(read.binds, (VarBinds{{sysContact, value}}));
    }

    void namesWhatTheAgentRefuses()
    {
        Engine engine;
        const Reply readOnly = engine.set(target(community(Version::V2c)), {{sysContact, Value::octets("x")}}).result();
        QCOMPARE(readOnly.failure, Failure::ErrorStatus);
        QCOMPARE(readOnly.errorStatus, 6); // noAccess, RFC 3416
        QCOMPARE(readOnly.errorIndex, 1);
        const Reply notWritable =
            engine.set(target(community(Version::V2c, SnmpPeer::writeCommunity)), {{sysServices, Value::octets("x")}}).result();
        QCOMPARE(notWritable.failure, Failure::ErrorStatus);
        const Reply absent = engine.get(target(community(Version::V1)), {sysName, Oid{1, 3, 6, 1, 2, 1, 1, 99, 0}}).result();
        QCOMPARE(absent.failure, Failure::ErrorStatus);
        QCOMPARE(absent.errorStatus, 2); // noSuchName
        QCOMPARE(absent.errorIndex, 2);
        const Reply exception = engine.get(target(community(Version::V2c)), {Oid{1, 3, 6, 1, 2, 1, 1, 99, 0}}).result();
        QVERIFY(exception.ok());
        QVERIFY(!exception.binds.front().value.exists());
    }

    void splitsALongGet()
    {
        Engine engine;
        const QList<Oid> oids(500, sysName);
        const Reply reply = engine.get(target(community(Version::V2c)), oids).result();
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(reply.binds.size(), 500);
        QCOMPARE(reply.binds.back(), (VarBind{sysName, Value::octets("peer.example")}));
        QVERIFY(engine.counters().sent > 5);
        QVERIFY(engine.get(target(community(Version::V2c)), {}).result().ok());
    }

    void wrongCommunityLooksLikeSilence()
    {
        Engine engine;
        Target wrong = target(community(Version::V2c, "nobody-knows-this"));
        wrong.timeoutMs = 100;
        wrong.retries = 1;
        const Reply reply = engine.get(wrong, {sysName}).result();
        QCOMPARE(reply.failure, Failure::Timeout);
        QVERIFY(!reply.detail.contains(QStringLiteral("nobody-knows-this")));
        QCOMPARE(engine.counters().sent, 2u);
    }

    void refusedCredentials_data()
    {
        QTest::addColumn<Credential>("credential");
        Credential wrongPassword = user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128);
        wrongPassword.authPassword = "another-password";
        QTest::newRow("wrong auth password") << wrongPassword;
        QTest::newRow("unknown user") << user("stranger", AuthProtocol::Sha1, PrivProtocol::Aes128);
        QTest::newRow("no privacy for this user") << user("authonly", AuthProtocol::Sha1, PrivProtocol::Aes128);
        Credential shortPassword = wrongPassword;
        shortPassword.authPassword = "short";
        QTest::newRow("password too short") << shortPassword;
    }
    void refusedCredentials()
    {
        QFETCH(Credential, credential);
        Engine engine;
        const Reply reply = engine.get(target(credential), {sysName}).result();
        QCOMPARE(reply.failure, Failure::Authentication);
        QVERIFY(!reply.detail.isEmpty());
        QVERIFY(!reply.detail.contains(QString::fromLatin1(credential.authPassword)));
    }

    void wrongPrivacyPasswordNamesTheSuspect()
    {
        Engine engine;
        Credential credential = user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128);
        credential.privPassword = "another-password";
        Target wrong = target(credential);
        wrong.timeoutMs = 200;
        const Reply reply = engine.get(wrong, {sysName}).result();
        // net-snmp's agent drops what it decrypted to nonsense; another agent sends a report.
        QVERIFY(reply.failure == Failure::Timeout || reply.failure == Failure::Authentication);
        QVERIFY2(reply.detail.contains(QStringLiteral("privacy")), qPrintable(reply.detail));
        QVERIFY(engine.get(target(user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128)), {sysName}).result().ok());
    }

    void nothingListens()
    {
        Engine engine;
        Target dead = target(community(Version::V2c));
        dead.port = 1; // needs root to be listened on: nobody does
        dead.timeoutMs = 100;
        dead.retries = 1;
        QCOMPARE(engine.get(dead, {sysName}).result().failure, Failure::Unreachable);
        dead.address = QStringLiteral("no.literal.example");
        QCOMPARE(engine.get(dead, {sysName}).result().failure, Failure::Unreachable);
    }

    /// Messages leave in batches: what the system refuses concerns its own device only.
    void aRefusedAddressHarmsNoOther()
    {
        Engine engine;
        Target refused = target(community(Version::V2c));
        refused.address = QStringLiteral("255.255.255.255"); // without permission to broadcast
        QList<QFuture<Reply>> pending;
        for (int i = 0; i < 5; ++i) {
            refused.port = quint16(10'000 + i);
            pending += engine.get(refused, {sysName});
            pending += engine.get(target(community(Version::V2c)), {sysName});
        }
        for (qsizetype i = 0; i < pending.size(); ++i)
            QCOMPARE(pending[i].result().failure, i % 2 == 0 ? Failure::Unreachable : Failure::None);
        QCOMPARE(engine.counters().repeated, 0u);
    }

    void silentDevicesDelayNobody_data()
    {
        QTest::addColumn<Credential>("credential");
        QTest::newRow("v2c") << community(Version::V2c);
        QTest::newRow("v3") << user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128);
    }
    void silentDevicesDelayNobody()
    {
        QFETCH(Credential, credential);
        QList<std::shared_ptr<QUdpSocket>> silent;
        Engine engine;
        QList<QFuture<Reply>> pending;
        for (int i = 0; i < 20; ++i) {
            silent += std::make_shared<QUdpSocket>();
            QVERIFY(silent.back()->bind(QHostAddress(QHostAddress::LocalHost), 0));
            Target dead = target(credential);
            dead.port = silent.back()->localPort();
            dead.timeoutMs = 600'000;
            pending += engine.get(dead, {sysName});
        }
        // Every silent device has been asked, and has ten minutes: the live one must answer before.
        for (const auto& socket : silent)
            QVERIFY(waitFor([&] { return socket->hasPendingDatagrams(); }));
        for (int i = 0; i < 10; ++i) {
            const Reply reply = engine.get(target(credential), {sysName}).result();
            QVERIFY2(reply.ok(), qPrintable(reply.detail));
        }
        for (const auto& future : pending)
            QVERIFY(!future.isFinished());
    }

    void aSilentDeviceTimesOut()
    {
        QUdpSocket silent;
        QVERIFY(silent.bind(QHostAddress(QHostAddress::LocalHost), 0));
        Engine engine;
        Target dead = target(user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128));
        dead.port = silent.localPort();
        dead.timeoutMs = 50;
        dead.retries = 2;
        QCOMPARE(engine.get(dead, {sysName}).result().failure, Failure::Timeout);
        QCOMPARE(engine.counters().sent, 3u);
        QCOMPARE(engine.counters().repeated, 2u);
    }

    void endsAllRequestsWithTheEngine()
    {
        QUdpSocket silent;
        QVERIFY(silent.bind(QHostAddress(QHostAddress::LocalHost), 0));
        QList<QFuture<Reply>> pending;
        {
            Engine engine;
            Target dead = target(community(Version::V2c));
            dead.port = silent.localPort();
            dead.timeoutMs = 600'000;
            for (int i = 0; i < 5; ++i)
                pending += engine.get(dead, {sysName});
        }
        for (const auto& future : pending) {
            QVERIFY(future.isFinished());
            QCOMPARE(future.result().failure, Failure::Cancelled);
        }
    }

    void asksADeviceOneThingAtATime()
    {
        QUdpSocket silent;
        QVERIFY(silent.bind(QHostAddress(QHostAddress::LocalHost), 0));
        Engine engine;
        Target slow = target(community(Version::V2c));
        slow.port = silent.localPort();
        slow.timeoutMs = 100;
        slow.retries = 0;
        QFuture<Reply> first = engine.get(slow, {sysName});
        slow.timeoutMs = 600'000;
        QFuture<Reply> second = engine.get(slow, {sysDescr});
        QCOMPARE(first.result().failure, Failure::Timeout);
        QVERIFY(waitFor([&] { return engine.counters().sent == 2; }));
        QVERIFY(!second.isFinished());
        silent.readDatagram(nullptr, 0);
    }

    void continuesInTheCallersThread()
    {
        Engine engine;
        QThread* continued = nullptr;
        engine.get(target(community(Version::V2c)), {sysName}).then(this, [&](const Reply& reply) {
            QVERIFY(reply.ok());
            continued = QThread::currentThread();
        });
        QVERIFY(waitFor([&] { return continued != nullptr; }));
        QCOMPARE(continued, QThread::currentThread());
    }

    void twoEnginesShareTheLibrary()
    {
        Engine one;
        Engine two;
        const Target encrypted = target(user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128));
        const Target digest = target(user("sha256aes", AuthProtocol::Sha256, PrivProtocol::Aes128));
        QList<QFuture<Reply>> pending;
        for (int i = 0; i < 40; ++i)
            pending += (i % 2 ? one : two).get(i % 3 ? encrypted : digest, {sysName});
        for (const auto& future : pending)
            QVERIFY2(future.result().ok(), qPrintable(future.result().detail));
    }

    void aRestartedAgentIsFoundAgain()
    {
        Engine engine;
        const Credential credential = user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128);
        SnmpPeer peer;
        QString problem;
        QVERIFY2(peer.start(&problem), qPrintable(problem));
        Target restarted = target(credential);
        restarted.port = peer.port();
        const Reply before = engine.get(restarted, {sysName}).result();
        QVERIFY2(before.ok(), qPrintable(before.detail));
        // Same engine id, more boots: the agent answers notInTimeWindow first.
        QVERIFY2(peer.restart(&problem), qPrintable(problem));
        const Reply after = engine.get(restarted, {sysName}).result();
        QVERIFY2(after.ok(), qPrintable(after.detail));
        QCOMPARE(after.engineId, before.engineId);
    }

    /// Devices that were cloned with their engine id have clocks of their own all the same.
    void twoDevicesWithOneEngineId()
    {
        const Credential credential = user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128);
        SnmpPeer one;
        SnmpPeer two;
        QString problem;
        for (SnmpPeer* peer : {&one, &two}) {
            peer->setEngineId("80001f8804636c6f6e65");
            QVERIFY2(peer->start(&problem), qPrintable(problem));
        }
        QVERIFY2(two.restart(&problem), qPrintable(problem)); // more boots than the other
        const Oid snmpEngineBoots{1, 3, 6, 1, 6, 3, 10, 2, 1, 2, 0};
        QSet<qint64> boots;
        Engine engine;
        for (int i = 0; i < 4; ++i)
            for (const SnmpPeer* peer : {&one, &two}) {
                Target clone = target(credential);
                clone.port = peer->port();
                const Reply reply = engine.get(clone, {snmpEngineBoots}).result();
                QVERIFY2(reply.ok(), qPrintable(reply.detail));
                QCOMPARE(reply.engineId, QByteArray::fromHex("80001f8804636c6f6e65"));
                boots += reply.binds.front().value.toInteger().value_or(-1);
            }
        QCOMPARE(boots.size(), 2);
        QCOMPARE(engine.counters().repeated, 0u);
        QCOMPARE(engine.counters().refused, 0u);
    }

    void anotherDeviceAtTheSameAddress()
    {
        Engine engine;
        const Credential credential = user("shaaes", AuthProtocol::Sha1, PrivProtocol::Aes128);
        auto first = std::make_unique<SnmpPeer>();
        QString problem;
        QVERIFY2(first->start(&problem), qPrintable(problem));
        Target replaced = target(credential);
        replaced.port = first->port();
        const Reply before = engine.get(replaced, {sysName}).result();
        QVERIFY2(before.ok(), qPrintable(before.detail));
        first.reset();
        SnmpPeer second;
        QVERIFY2(second.start(&problem, replaced.port), qPrintable(problem));
        const Reply after = engine.get(replaced, {sysName}).result();
        QVERIFY2(after.ok(), qPrintable(after.detail));
        QVERIFY(after.engineId != before.engineId);
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
