#include "snmp/wire.h"
#include "tests/snmp/handmadeagent.h"

#include <QTest>

using namespace trunkline::snmp;
using namespace trunkline::test;

namespace {

QByteArray v3Message(const QByteArray& engineId, const QByteArray& user, int flags = 4, int model = 3)
{
    const QByteArray global = tlv(0x30, berNumber(77) + berNumber(1472) + tlv(0x04, QByteArray(1, char(flags))) + berNumber(model));
    const QByteArray usm =
        tlv(0x30, tlv(0x04, engineId) + berNumber(3) + berNumber(4711) + tlv(0x04, user) + tlv(0x04, {}) + tlv(0x04, {}));
    return tlv(0x30, berNumber(3) + global + tlv(0x04, usm) + tlv(0x30, {}));
}

} // namespace

class WireTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheVersion()
    {
        for (const int version : {0, 1}) {
            const QByteArray bytes = tlv(0x30, berNumber(version) + tlv(0x04, "public") + tlv(0xA0, {})); // the envelope looks into it
            const auto envelope = readEnvelope(bytes);
            QVERIFY(envelope);
            QCOMPARE(envelope->version, version);
        }
        QVERIFY(!readEnvelope(tlv(0x30, berNumber(2) + tlv(0x04, "public") + tlv(0xA0, {})))); // SNMPv2u, historic
    }

    void readsTheSenderOfV3()
    {
        const QByteArray engineId = QByteArray::fromHex("80001f8880aabbccdd");
        const QByteArray bytes = v3Message(engineId, "noc", 7);
        const auto envelope = readEnvelope(bytes);
        QVERIFY(envelope);
        QCOMPARE(envelope->engineId, engineId);
        QCOMPARE(envelope->user, QByteArray("noc"));
        QCOMPARE(envelope->engineBoots, 3u);
        QCOMPARE(envelope->engineTime, 4711u);
        QVERIFY(envelope->reportable());
        QVERIFY(!readEnvelope(v3Message(engineId, "noc", 3))->reportable());
    }

    void refusesWhatIsOutOfBounds()
    {
        QVERIFY(!readEnvelope(v3Message(QByteArray(33, 'e'), "noc")));
        QVERIFY(!readEnvelope(v3Message("engine", QByteArray(33, 'u'))));
        QVERIFY(!readEnvelope(v3Message("engine", "noc", 4, 9))); // another security model
    }

    /// Every cut, and every octet more, is seen.
    void refusesWhatIsNotWhole()
    {
        const QByteArray whole = v3Message("engine-id", "noc");
        QVERIFY(readEnvelope(whole));
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY2(!readEnvelope(whole.left(length)), qPrintable(QString::number(length)));
        QVERIFY(!readEnvelope(whole + '\0'));
    }
};

QTEST_GUILESS_MAIN(WireTest)
#include "tst_wire.moc"
