// Keys against the examples of the RFC, engines against what RFC 3414 section 3.2 asks for.
#include "snmp/simulator/usmengine.h"

#include <QTest>

using namespace trunkline::simulator;

class UsmTest : public QObject {
    Q_OBJECT

    qint64 seconds_ = 1000;
    UsmEngine engine_{"engine-a", {deriveKeys({"noc", AuthProtocol::Sha256, "authentic-1", "private-1", true})}, [this] { return seconds_; }, 7};

    /// A manager's request as the engine's own key holder would write it: notification() protects any PDU.
    UsmEngine::Request deliver(QByteArray datagram, const std::function<void(V3Message&)>& change = {})
    {
        qsizetype offset = 0;
        std::optional<V3Message> message = decodeV3Message(datagram, &offset);
        if (!message)
            return {};
        if (change) {
            change(*message);
            datagram = encode(*message, &offset);
            message = decodeV3Message(datagram, &offset);
        }
        return engine_.receive(*message, datagram, offset);
    }
    static Pdu get()
    {
        return {PduType::Get, 42, 0, 0, {{{1, 3, 6, 1, 2, 1, 1, 3, 0}, {}}}};
    }
    static void makeReportable(V3Message& message) { message.flags |= flagReportable; }

private Q_SLOTS:
    void keysAreThoseOfRfc3414()
    {
        const QByteArray engine = QByteArray::fromHex("000000000000000000000002");
        const QByteArray key = passwordKey(AuthProtocol::Sha1, "maplesyrup");
        QCOMPARE(key.toHex(), QByteArray("9fb5cc0381497b3793528939ff788d5d79145211"));
        QCOMPARE(localizedKey(AuthProtocol::Sha1, key, engine).toHex(), QByteArray("6695febc9288e36282235fc7151f128497b38f3f"));
        QCOMPARE(passwordKey(AuthProtocol::Sha1, ""), QByteArray());
    }
    void encryptionIsUndone()
    {
        const QByteArray key(20, 'k');
        const QByteArray secret = aesCfb(Direction::Encrypt, key, 1, 2, "saltsalt", "what nobody may read");
        QCOMPARE(secret.size(), 20);
        QVERIFY(secret != "what nobody may read");
        QCOMPARE(aesCfb(Direction::Decrypt, key, 1, 2, "saltsalt", secret), QByteArray("what nobody may read"));
        QCOMPARE(aesCfb(Direction::Decrypt, key, 1, 2, "short", secret), QByteArray());
    }
    void goodRequestIsAccepted()
    {
        const auto request = deliver(engine_.notification("noc", 9, get()));
        QVERIFY(request.accepted);
        QCOMPARE(request.scoped.pdu, get());
        QVERIFY(request.mayWrite);
    }
    void discoveryIsAnsweredInTheClear()
    {
        V3Message message;
        message.id = 5;
        message.flags = flagReportable;
        message.data = encode(ScopedPdu{{}, {}, {PduType::Get, 31, 0, 0, {}}});
        const auto request = deliver(encode(message));
        QCOMPARE(request.reason, UsmReport::UnknownEngineIds);
        const auto report = decodeV3Message(request.report);
        QVERIFY(report);
        QCOMPARE(report->engineId, QByteArray("engine-a"));
        QCOMPARE(report->engineBoots, 7);
        QCOMPARE(report->flags, quint8(0));
        const auto scoped = decodeScopedPdu(report->data);
        QCOMPARE(scoped->pdu.type, PduType::Report);
        QCOMPARE(scoped->pdu.requestId, 31);
        QCOMPARE(scoped->pdu.bindings.first().oid, Oid({1, 3, 6, 1, 6, 3, 15, 1, 1, 4, 0}));
    }
    void refusals_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("what");
        QTest::newRow("unknown user") << 0 << int(UsmReport::UnknownUserNames);
        QTest::newRow("wrong digest") << 1 << int(UsmReport::WrongDigests);
        QTest::newRow("digest of the wrong length") << 2 << int(UsmReport::WrongDigests);
        QTest::newRow("other engine") << 3 << int(UsmReport::UnknownEngineIds);
    }
    void refusals()
    {
        QFETCH(int, kind);
        QFETCH(int, what);
        const quint32 before = engine_.reports(UsmReport(what));
        const auto request = deliver(engine_.notification("noc", 9, get()), [kind](V3Message& message) {
            makeReportable(message);
            if (kind == 0)
                message.user = "nobody";
            if (kind == 2)
                message.authParameters.chop(12);
            if (kind == 3)
                message.engineId = "engine-b";
        });
        QVERIFY(!request.accepted);
        QCOMPARE(int(request.reason), what);
        QVERIFY(!request.report.isEmpty());
        QCOMPARE(engine_.reports(UsmReport(what)), before + 1);
    }
    void oldMessageIsOutsideTheWindow()
    {
        const QByteArray datagram = engine_.notification("noc", 9, get());
        seconds_ += 150;
        QVERIFY(deliver(datagram).accepted);
        seconds_ += 1;
        // Not reportable: silence, but counted.
        const auto late = deliver(datagram);
        QCOMPARE(late.reason, UsmReport::NotInTimeWindows);
        QCOMPARE(late.report, QByteArray());
    }
    void messageFromBeforeTheRebootIsRefused()
    {
        const QByteArray datagram = engine_.notification("noc", 9, get());
        engine_.reboot();
        QCOMPARE(deliver(datagram).reason, UsmReport::NotInTimeWindows);
        QCOMPARE(engine_.time(), 0);
        QCOMPARE(engine_.boots(), 8);
    }
};

QTEST_APPLESS_MAIN(UsmTest)
#include "tst_usm.moc"
