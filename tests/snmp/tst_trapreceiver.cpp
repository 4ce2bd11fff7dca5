// The receiver against Debian's snmptrap and snmpinform, and against bytes that are no traps.
#include "snmp/trapreceiver.h"
#include "tests/support/snmppeer.h"
#include "tests/support/wait.h"

#include <QHostAddress>
#include <QRandomGenerator>
#include <QFile>
#include <QMap>
#include <QTest>
#include <QUdpSocket>

using namespace trunkline::snmp;
using trunkline::test::runSnmpTool;
using trunkline::test::ToolResult;
using trunkline::test::waitFor;

namespace {

const Oid linkDown{1, 3, 6, 1, 6, 3, 1, 1, 5, 3};
const Oid ifIndex3{1, 3, 6, 1, 2, 1, 2, 2, 1, 1, 3};
const Oid ifDescr3{1, 3, 6, 1, 2, 1, 2, 2, 1, 2, 3};
const Oid snmpTrapAddress{1, 3, 6, 1, 6, 3, 18, 1, 3, 0};
const Oid snmpTrapEnterprise{1, 3, 6, 1, 6, 3, 1, 1, 4, 3, 0};
const Oid enterprise{1, 3, 6, 1, 4, 1, 99999};

Credential trapUser(const char* name, AuthProtocol auth, PrivProtocol priv, const char* authPassword = "auth-secret-1")
{
    Credential credential;
    credential.version = Version::V3;
    credential.user = QString::fromLatin1(name);
    credential.auth = auth;
    credential.priv = priv;
    credential.authPassword = authPassword;
    credential.privPassword = "priv-secret-1";
    return credential;
}

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(u' ');
}

} // namespace

class TrapReceiverTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<TrapReceiver> receiver_;
    QList<ArrivedNotification> received_;
    QStringList reasons_;
    QList<QByteArray> undecodable_;

    /// Sends with a tool; `before` are its options, `after` what follows the address.
    ToolResult send(const char* program, const QStringList& before, const QStringList& after)
    {
        QStringList arguments = before;
        arguments += QStringLiteral("127.0.0.1:%1").arg(receiver_->port());
        return runSnmpTool(QString::fromLatin1(program), arguments + after, folder_.path());
    }

    static QStringList linkDownWords()
    {
        return words("4711 .1.3.6.1.6.3.1.1.5.3 .1.3.6.1.2.1.2.2.1.1.3 i 3 .1.3.6.1.2.1.2.2.1.2.3 s ge-0/0/3");
    }
    static VarBinds linkDownBinds() { return {{ifIndex3, Value::integer(3)}, {ifDescr3, Value::octets("ge-0/0/3")}}; }

private Q_SLOTS:
    void init()
    {
        engine_ = std::make_unique<Engine>();
        receiver_ = std::make_unique<TrapReceiver>(*engine_);
        received_.clear();
        reasons_.clear();
        undecodable_.clear();
        connect(receiver_.get(), &TrapReceiver::received, this, [this](const ArrivedNotification& n) { received_ += n; });
        connect(receiver_.get(), &TrapReceiver::undecodable, this, [this](const QString& address, const QByteArray& bytes, const QString& reason) {
            QCOMPARE(address, QStringLiteral("127.0.0.1"));
            undecodable_ += bytes;
            reasons_ += reason;
        });
        QString error;
        QVERIFY2(receiver_->listen(QStringLiteral("127.0.0.1"), 0, &error), qPrintable(error));
        QVERIFY(receiver_->port() != 0);
        receiver_->setUsers({trapUser("trapuser", AuthProtocol::Sha1, PrivProtocol::Aes128, "password-of-others"),
                             trapUser("trapuser", AuthProtocol::Sha1, PrivProtocol::Aes128),
                             trapUser("digest", AuthProtocol::Sha256, PrivProtocol::None),
                             trapUser("open", AuthProtocol::None, PrivProtocol::None)});
    }
    void cleanup()
    {
        receiver_.reset();
        engine_.reset();
    }

    void v2cTrap()
    {
        const auto sent = send("snmptrap", words("-v2c -c net-traps"), linkDownWords());
        QCOMPARE(sent.exitCode, 0);
        QVERIFY(waitFor([&] { return received_.size() == 1; }));
        const Notification& n = *received_.front().said;
        QCOMPARE(n.sourceAddress, QStringLiteral("127.0.0.1"));
        QVERIFY(received_.front().sourcePort != 0);
        QCOMPARE(n.version, Version::V2c);
        QCOMPARE(n.community, QByteArray("net-traps"));
        QCOMPARE(n.trapOid, linkDown);
        QCOMPARE(received_.front().uptimeTicks, 4711u);
        QCOMPARE(n.binds, linkDownBinds());
        QVERIFY(!n.inform);
        QCOMPARE(receiver_->counters().received, 1u);
    }

    void v1GenericTrap()
    {
        const auto sent = send("snmptrap", words("-v1 -c net-traps"),
                               words(".1.3.6.1.4.1.99999 192.0.2.7 2 0 4711 .1.3.6.1.2.1.2.2.1.1.3 i 3"));
        QCOMPARE(sent.exitCode, 0);
        QVERIFY(waitFor([&] { return received_.size() == 1; }));
        const Notification& n = *received_.front().said;
        QCOMPARE(n.version, Version::V1);
        QCOMPARE(n.trapOid, linkDown); // generic 2 is linkDown
        QCOMPARE(received_.front().uptimeTicks, 4711u);
        QCOMPARE(n.binds, (VarBinds{{ifIndex3, Value::integer(3)},
                                    {snmpTrapAddress, {Type::IpAddress, QByteArray("\xC0\x00\x02\x07", 4)}},
                                    {snmpTrapEnterprise, Value::oid(enterprise)}}));
    }

    void v1SpecificTrap()
    {
        send("snmptrap", words("-v1 -c net-traps"), words(".1.3.6.1.4.1.99999 192.0.2.7 6 42 1"));
        QVERIFY(waitFor([&] { return received_.size() == 1; }));
        QCOMPARE(received_.front().said->trapOid, enterprise + 0u + 42u); // RFC 3584 3.1: enterprise, 0, specific
    }

    void v3Trap_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("user");
        QTest::newRow("authPriv") << "-v3 -e 0x8000000001020304 -u trapuser -l authPriv -a SHA -A auth-secret-1 -x AES -X priv-secret-1" << "trapuser";
        QTest::newRow("authPriv, the tool's own engine") << "-v3 -u trapuser -l authPriv -a SHA -A auth-secret-1 -x AES -X priv-secret-1" << "trapuser";
        QTest::newRow("authNoPriv") << "-v3 -e 0x8000000001020304 -u digest -l authNoPriv -a SHA-256 -A auth-secret-1" << "digest";
        QTest::newRow("noAuthNoPriv") << "-v3 -e 0x8000000001020304 -u open -l noAuthNoPriv" << "open";
    }
    void v3Trap()
    {
        QFETCH(QString, options);
        QFETCH(QString, user);
        QCOMPARE(send("snmptrap", options.split(u' '), linkDownWords()).exitCode, 0);
        QVERIFY2(waitFor([&] { return received_.size() + reasons_.size() == 1; }), "nothing came");
        QVERIFY2(reasons_.isEmpty(), qPrintable(reasons_.join(u';')));
        QCOMPARE(received_.front().said->version, Version::V3);
        QCOMPARE(received_.front().said->user, user);
        QCOMPARE(received_.front().said->trapOid, linkDown);
        QCOMPARE(received_.front().said->binds, linkDownBinds());
    }

    void refusedV3Traps_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("reason");
        QTest::newRow("unknown user") << "-v3 -e 0x8000000001020304 -u stranger -l authNoPriv -a SHA -A auth-secret-1" << "unknown SNMPv3 user";
        QTest::newRow("wrong password") << "-v3 -e 0x8000000001020304 -u trapuser -l authNoPriv -a SHA -A auth-secret-2" << "wrong SNMPv3 digest";
        QTest::newRow("unsigned, though the user signs") << "-v3 -e 0x8000000001020304 -u trapuser -l noAuthNoPriv" << "security level";
    }
    void refusedV3Traps()
    {
        QFETCH(QString, options);
        QFETCH(QString, reason);
        send("snmptrap", options.split(u' '), linkDownWords());
        QVERIFY(waitFor([&] { return received_.size() + reasons_.size() == 1; }));
        QVERIFY(received_.isEmpty());
        QVERIFY2(reasons_.front().contains(reason), qPrintable(reasons_.front()));
        QCOMPARE(receiver_->counters().undecodable, 1u);
    }

    void informsAreAnswered_data()
    {
        QTest::addColumn<QString>("options");
        QTest::newRow("v2c") << "-v2c -c net-traps -t5 -r1";
        QTest::newRow("v3 authPriv") << "-v3 -t5 -r1 -u trapuser -l authPriv -a SHA -A auth-secret-1 -x AES -X priv-secret-1";
        QTest::newRow("v3 authNoPriv") << "-v3 -t5 -r1 -u digest -l authNoPriv -a SHA-256 -A auth-secret-1";
    }
    void informsAreAnswered()
    {
        QFETCH(QString, options);
        const ToolResult sent = send("snmpinform", options.split(u' '), linkDownWords());
        QVERIFY2(sent.exitCode == 0, sent.errors.constData());
        QVERIFY(waitFor([&] { return received_.size() == 1; }));
        QVERIFY(received_.front().said->inform);
        QCOMPARE(received_.front().said->trapOid, linkDown);
        QCOMPARE(received_.front().said->binds, linkDownBinds());
        QCOMPARE(receiver_->counters().answered, 1u);
        QVERIFY2(reasons_.isEmpty(), qPrintable(reasons_.join(u';')));
    }

    void anInformOfAStrangerIsNotAnswered()
    {
        const ToolResult sent = send("snmpinform", words("-v3 -t1 -r0 -u stranger -l authNoPriv -a SHA -A auth-secret-1"), linkDownWords());
        QVERIFY(sent.exitCode != 0);
        QVERIFY(waitFor([&] { return receiver_->counters().undecodable == 1; }));
        QVERIFY(received_.isEmpty());
    }

    void anInformForAnotherEngineIsNotTaken()
    {
        const ToolResult sent = send("snmpinform", words("-v3 -e 0x80000000deadbeef -t1 -r0 -u digest -l authNoPriv -a SHA-256 -A auth-secret-1"),
                                     linkDownWords());
        QVERIFY(sent.exitCode != 0);
        QVERIFY(waitFor([&] { return reasons_.size() == 1; }));
        QVERIFY2(reasons_.front().contains(QStringLiteral("another engine")), qPrintable(reasons_.front()));
        QVERIFY(received_.isEmpty());
    }

    /// A recorded trap of before the sender's restart must not count again.
    void replayedV3TrapsAreRefused()
    {
        const QString options = QStringLiteral("-v3 -Z %1,100 -e 0x8000000001020304 -u digest -l authNoPriv -a SHA-256 -A auth-secret-1");
        send("snmptrap", options.arg(7).split(u' '), linkDownWords());
        QVERIFY(waitFor([&] { return received_.size() == 1; }));
        send("snmptrap", options.arg(6).split(u' '), linkDownWords());
        QVERIFY(waitFor([&] { return reasons_.size() == 1; }));
        QVERIFY2(reasons_.front().contains(QStringLiteral("time window")), qPrintable(reasons_.front()));
        send("snmptrap", options.arg(8).split(u' '), linkDownWords());
        QVERIFY(waitFor([&] { return received_.size() == 2; }));
    }

    /// The answer must come from the address the inform went to, or its sender does not take it.
    void answersFromTheAddressThatWasAsked()
    {
        QString error;
        QVERIFY2(receiver_->listen(QStringLiteral("0.0.0.0"), 0, &error), qPrintable(error));
        QStringList arguments = words("-v2c -c net-traps -t5 -r0");
        arguments += QStringLiteral("127.0.0.77:%1").arg(receiver_->port());
        const ToolResult sent = runSnmpTool(QStringLiteral("snmpinform"), arguments + linkDownWords(), folder_.path());
        QVERIFY2(sent.exitCode == 0, sent.errors.constData());
    }

    void onIpv6()
    {
        QString error;
        if (!receiver_->listen(QStringLiteral("::1"), 0, &error)) {
            QVERIFY2(error.contains(QStringLiteral("bind")) || error.contains(QStringLiteral("socket")), qPrintable(error));
            return; // a system without IPv6: said so, and no more can be tried
        }
        QStringList arguments = words("-v2c -c net-traps -t5 -r0");
        arguments += QStringLiteral("udp6:[::1]:%1").arg(receiver_->port());
        const ToolResult sent = runSnmpTool(QStringLiteral("snmpinform"), arguments + linkDownWords(), folder_.path());
        QVERIFY2(sent.exitCode == 0, sent.errors.constData());
        QVERIFY(waitFor([&] { return received_.size() == 1; }));
        QCOMPARE(received_.front().said->sourceAddress, QStringLiteral("::1"));
    }

    void garbageIsCountedAndShown()
    {
        const QList<QByteArray> garbage{
            QByteArray("x"),
            QByteArray("no SNMP at all"),
            QByteArray::fromHex("3003020101"),                                                       // ends after the version
            QByteArray::fromHex("30820fff020101"),                                                   // longer than it is
            QByteArray::fromHex("3080020101040670"),                                                 // indefinite length
            QByteArray::fromHex("302602010104067075626c6963a219020102020100020100300e300c06082b060102010101000500"), // a response
            QByteArray::fromHex("301c02010104067075626c6963a70f02010302010002010030043002aabb"),     // broken inside
        };
        QUdpSocket sender;
        for (const QByteArray& bytes : garbage)
            sender.writeDatagram(bytes, QHostAddress(QHostAddress::LocalHost), receiver_->port());
        QVERIFY(waitFor([&] { return undecodable_.size() == garbage.size(); }));
        QCOMPARE(undecodable_, garbage);
        QCOMPARE(receiver_->counters().undecodable, quint64(garbage.size()));
        QCOMPARE(receiver_->counters().received, 0u);
        // and it still works
        send("snmptrap", words("-v2c -c net-traps"), linkDownWords());
        QVERIFY(waitFor([&] { return received_.size() == 1; }));
    }

    void damagedTrapsNeverDoHarm_data()
    {
        QTest::addColumn<QString>("options");
        QTest::newRow("v2c") << "-v2c -c net-traps";
        QTest::newRow("v3 encrypted") << "-v3 -e 0x8000000001020304 -u trapuser -l authPriv -a SHA -A auth-secret-1 -x AES -X priv-secret-1";
        QTest::newRow("v3 open") << "-v3 -e 0x8000000001020304 -u open -l noAuthNoPriv";
    }
    void damagedTrapsNeverDoHarm()
    {
        QFETCH(QString, options);
        QUdpSocket catcher;
        QVERIFY(catcher.bind(QHostAddress(QHostAddress::LocalHost), 0));
        QStringList arguments = options.split(u' ');
        arguments += QStringLiteral("127.0.0.1:%1").arg(catcher.localPort());
        runSnmpTool(QStringLiteral("snmptrap"), arguments + linkDownWords(), folder_.path());
        QVERIFY(waitFor([&] { return catcher.hasPendingDatagrams(); }));
        QByteArray whole(int(catcher.pendingDatagramSize()), '\0');
        catcher.readDatagram(whole.data(), whole.size());

        const quint32 seed = QRandomGenerator::system()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        QUdpSocket sender;
        quint64 sent = 0;
        const auto arrived = [&] { return receiver_->counters().received + receiver_->counters().undecodable; };
        for (int i = 0; i < 2000; ++i) {
            QByteArray damaged = whole;
            for (int j = 0; j <= i % 3; ++j)
                damaged[random.bounded(int(damaged.size()))] = char(random.bounded(256));
            if (i % 5 == 0)
                damaged.truncate(random.bounded(1, int(damaged.size())));
            sent += sender.writeDatagram(damaged, QHostAddress(QHostAddress::LocalHost), receiver_->port()) > 0 ? 1 : 0;
            if (i % 50 == 0)
                QVERIFY(waitFor([&] { return arrived() == sent; }));
        }
        QVERIFY(waitFor([&] { return arrived() == sent; }));
        QVERIFY(receiver_->counters().undecodable > 0);
    }

    /// Where everything is that was sent: read, or counted as lost at the socket, as the kernel itself has it.
    void whatTheSocketLosesIsCounted()
    {
        const QByteArray big(60'000, 'x');
        constexpr quint64 sent = 2000; // 120 MB into a buffer of 64 at most
        engine_->runOnThread([&] { // nobody empties the socket meanwhile
            QUdpSocket sender;
            for (quint64 i = 0; i < sent; ++i)
                if (sender.writeDatagram(big, QHostAddress(QHostAddress::LocalHost), receiver_->port()) < 0)
                    qFatal("A datagram can't be sent");
        });
        const auto arrived = [&] { return receiver_->counters().undecodable + receiver_->counters().lostAtSocket + receiver_->counters().lostByHost; };
        QVERIFY(waitFor([&] { return arrived() >= sent; }));
        const quint64 lost = receiver_->counters().lostAtSocket;
        QVERIFY(lost > 0);
        QVERIFY(receiver_->counters().undecodable + lost <= sent); // the computer's own losses are of all its traffic
        QFile table(QStringLiteral("/proc/net/udp"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        const QByteArray port = ':' + QByteArray::number(receiver_->port(), 16).toUpper().rightJustified(4, '0');
        quint64 drops = 0;
        for (const QByteArray& line : table.readAll().split('\n'))
            if (const auto fields = line.simplified().split(' '); fields.value(1).endsWith(port))
                drops = fields.last().toULongLong();
        QCOMPARE(lost, drops);
    }

    void whoIsRefusedIsTold()
    {
        QUdpSocket sender;
        sender.writeDatagram("garbage", QHostAddress(QHostAddress::LocalHost), receiver_->port());
        sender.writeDatagram(QByteArray::fromHex("302602010104067075626c6963a219020102020100020100300e300c06082b060102010101000500"), QHostAddress(QHostAddress::LocalHost), receiver_->port());
        QVERIFY(waitFor([&] { return undecodable_.size() == 2; }));
        send("snmptrap", words("-v3 -e 0x8000000001020304 -u stranger -l authPriv -a SHA -A auth-secret-1 -x AES -X priv-secret-1"), linkDownWords());
        QVERIFY(waitFor([&] { return undecodable_.size() == 3; }));
        QMap<Refusal, quint64> counts;
        for (const RefusedSource& one : receiver_->refusals().top(10)) {
            QCOMPARE(one.source, "127.0.0.1");
            counts[one.reason] = one.count;
        }
        QCOMPARE(counts, (QMap<Refusal, quint64>{{Refusal::Malformed, 1}, {Refusal::NoNotification, 1}, {Refusal::NotAuthentic, 1}}));
    }

    /// Each address that is listened at stands for its routing domain.
    void aTrapCarriesTheDomainOfItsListener()
    {
        QString error;
        QUdpSocket free; // a port that nobody has
        QVERIFY(free.bind(QHostAddress(QHostAddress::LocalHost), 0));
        const quint16 port = free.localPort();
        free.close();
        QVERIFY2(receiver_->listenAlso(QStringLiteral("127.0.0.1"), port, QStringLiteral("customer-a"), &error), qPrintable(error));
        QVERIFY(receiver_->port() != port);
        runSnmpTool(QStringLiteral("snmptrap"), words("-v2c -c net-traps") + QStringList{QStringLiteral("127.0.0.1:%1").arg(port)} + linkDownWords(), folder_.path());
        QVERIFY(waitFor([&] { return received_.size() == 1; }));
        QCOMPARE(received_.front().said->domain, "customer-a");
        send("snmptrap", words("-v2c -c net-traps"), linkDownWords());
        QVERIFY(waitFor([&] { return received_.size() == 2; }));
        QVERIFY(received_.back().said->domain.isEmpty());
    }

    void saysWhyItCannotListen()
    {
        TrapReceiver second(*engine_);
        QString error;
        QVERIFY(!second.listen(QStringLiteral("127.0.0.1"), receiver_->port(), &error));
        QVERIFY(error.contains(QStringLiteral("bind")));
        QCOMPARE(second.port(), quint16(0));
        QVERIFY(!second.listen(QStringLiteral("localhost"), 0, &error));
    }
};

QTEST_GUILESS_MAIN(TrapReceiverTest)
#include "tst_trapreceiver.moc"
