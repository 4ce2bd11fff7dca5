#include "models/core/errors.h"
#include "models/fulfilment/portdialogue.h"

#include <QJsonArray>
#include <QTest>

using namespace trunkline;
using fulfilment::ActivationResult;
using fulfilment::PortDialogue;
using fulfilment::PortRequest;

namespace {

const snmp::Oid nameOid{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1, 12};
const snmp::Oid aliasOid{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 18, 12};
const snmp::Oid adminOid{1, 3, 6, 1, 2, 1, 2, 2, 1, 7, 12};
const snmp::Oid operOid{1, 3, 6, 1, 2, 1, 2, 2, 1, 8, 12};

/// A port in memory that answers like an agent, or fails as told.
struct FakePort {
    QString name = QStringLiteral("pon-0/3");
    QString alias;
    int admin = 2;
    int oper = 2;
    bool there = true;
    bool keepsChange = true;
    snmp::Reply onSet;  ///< a failure instead of the change
    snmp::Reply onGet;
    int looksUntilUp = 1'000'000;
    int sets = 0;
    int gets = 0;
    QList<int> pauses;

    snmp::Reply answer(const PortRequest& request)
    {
        pauses.append(request.pauseMs);
        return request.operation == PortRequest::Operation::Set ? change(request) : look();
    }

    snmp::Reply look()
    {
        if (++gets >= looksUntilUp)
            oper = 1;
        if (!onGet.ok())
            return onGet;
        snmp::Reply reply;
        const auto value = [this](snmp::Value v) { return there ? v : snmp::Value::exception(snmp::Type::NoSuchInstance); };
        reply.binds = {{nameOid, value(snmp::Value::octets(name.toUtf8()))}, {aliasOid, value(snmp::Value::octets(alias.toUtf8()))},
                       {adminOid, value(snmp::Value::integer(admin))}, {operOid, value(snmp::Value::integer(oper))}};
        return reply;
    }

    snmp::Reply change(const PortRequest& request)
    {
        ++sets;
        if (!onSet.ok())
            return onSet;
        for (const snmp::VarBind& bind : request.binds) {
            if (keepsChange && bind.oid == aliasOid)
                alias = QString::fromUtf8(bind.value.toBytes());
            if (keepsChange && bind.oid == adminOid)
                admin = int(*bind.value.toInteger());
        }
        snmp::Reply reply;
        reply.binds = request.binds;
        return reply;
    }
};

snmp::Reply failureReply(snmp::Failure failure, int errorStatus = 0, int errorIndex = 0)
{
    snmp::Reply reply;
    reply.failure = failure;
    reply.errorStatus = errorStatus;
    reply.errorIndex = errorIndex;
    reply.detail = QStringLiteral("detail");
    return reply;
}

fulfilment::PortTask task()
{
    return {DeviceId::fromString(u"018f0000-0000-7000-8000-000000000001"), QStringLiteral("olt-1"), PortId::fromString(u"018f0000-0000-7000-8000-000000000002"),
            QStringLiteral("pon-0/3"), 12, QStringLiteral("SVC-000001")};
}

constexpr std::int64_t firstMs = 1'772'442'000'000;

ActivationResult run(PortDialogue& dialogue, FakePort& port)
{
    Timestamp now{firstMs};
    while (const auto request = dialogue.next()) {
        dialogue.accept(port.answer(*request), now);
        now = now.plusMs(1000);
    }
    return dialogue.result();
}

ActivationResult activate(FakePort& port) { return run(*fulfilment::makeActivation(task(), QStringLiteral("127.0.0.10")), port); }
ActivationResult verify(FakePort& port, int attempts = 3) { return run(*fulfilment::makeVerification(task(), QStringLiteral("127.0.0.10"), {attempts, 250}), port); }

} // namespace

Q_DECLARE_METATYPE(FakePort)

class PortDialogueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void activatesAndKeepsTheEvidence()
    {
        FakePort port;
        const ActivationResult result = activate(port);
        QVERIFY2(result.ok, qPrintable(result.reason));
        QCOMPARE(port.alias, QStringLiteral("SVC-000001"));
        QCOMPARE(port.admin, 1);
        QCOMPARE(result.at.ms, firstMs + 2000);
        QCOMPARE(result.evidence["at"].toString(), Timestamp{firstMs + 2000}.toIso());
        QCOMPARE(result.evidence["port"].toString(), QStringLiteral("pon-0/3"));
        const QJsonArray steps = result.evidence["steps"].toArray();
        QCOMPARE(steps.size(), 3);
        const QJsonArray written = steps[1].toObject()["values"].toArray();
        QCOMPARE(written[0].toObject(), (QJsonObject{{"oid", aliasOid.toString()}, {"name", "ifAlias.12"}, {"before", ""}, {"after", "SVC-000001"}}));
        QCOMPARE(written[1].toObject(), (QJsonObject{{"oid", adminOid.toString()}, {"name", "ifAdminStatus.12"}, {"before", "2"}, {"after", "1"}}));
        QCOMPARE(steps[2].toObject()["values"].toArray()[1].toObject()["value"].toString(), QStringLiteral("SVC-000001"));
    }

    void aRepeatedActivationWritesNothing()
    {
        FakePort port;
        QVERIFY(activate(port).ok);
        QVERIFY(activate(port).ok);
        QCOMPARE(port.sets, 1);
    }

    // The crash came between the label and the answer: the rest is done.
    void aHalfDoneActivationIsFinished()
    {
        FakePort port;
        port.alias = QStringLiteral("SVC-000001");
        QVERIFY(activate(port).ok);
        QCOMPARE(port.admin, 1);
    }

    void refusals_data()
    {
        QTest::addColumn<FakePort>("port");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("mayWrite");
        FakePort moved;
        moved.name = QStringLiteral("pon-0/4");
        QTest::newRow("ifIndex belongs to another port now") << moved << "now has the port “pon-0/4” instead of “pon-0/3”" << false;
        FakePort gone;
        gone.there = false;
        QTest::newRow("port gone") << gone << "no longer has a port at ifIndex 12" << false;
        FakePort goneV1;
        goneV1.onGet = failureReply(snmp::Failure::ErrorStatus, 2, 1);
        QTest::newRow("port gone, said by version 1") << goneV1 << "no longer has a port at ifIndex 12" << false;
        FakePort taken;
        taken.alias = QStringLiteral("SVC-000099");
        QTest::newRow("labelled for somebody else") << taken << "labelled “SVC-000099”" << false;
        FakePort silent;
        silent.onGet = failureReply(snmp::Failure::Timeout);
        QTest::newRow("silent device") << silent << "does not answer at 127.0.0.10" << false;
        FakePort readKey;
        readKey.onGet = failureReply(snmp::Failure::Authentication);
        QTest::newRow("wrong key for reading") << readKey << "refuses the credential for reading" << false;
        FakePort wrongCommunity;
        wrongCommunity.onSet = failureReply(snmp::Failure::Timeout);
        QTest::newRow("wrong write community") << wrongCommunity << "most likely its credential for writing is wrong" << true;
        FakePort wrongUser;
        wrongUser.onSet = failureReply(snmp::Failure::Authentication);
        QTest::newRow("wrong write user") << wrongUser << "refuses the credential for writing" << true;
        FakePort readOnly;
        readOnly.onSet = failureReply(snmp::Failure::ErrorStatus, 6, 2);
        QTest::newRow("no right to write") << readOnly << "noAccess for ifAdminStatus.12" << true;
        FakePort forgetful;
        forgetful.keepsChange = false;
        QTest::newRow("accepts and forgets") << forgetful << "accepted the change but still reports" << true;
        FakePort cut;
        cut.onSet = failureReply(snmp::Failure::Cancelled);
        QTest::newRow("broken off") << cut << "broken off" << true;
    }
    void refusals()
    {
        QFETCH(FakePort, port);
        QFETCH(QString, says);
        QFETCH(bool, mayWrite);
        const ActivationResult result = activate(port);
        QVERIFY(!result.ok);
        QVERIFY2(result.reason.contains(says), qPrintable(result.reason));
        QVERIFY(result.reason.contains(QStringLiteral("olt-1")));
        QCOMPARE(port.sets > 0, mayWrite);
        QVERIFY(!result.evidence["steps"].toArray().isEmpty());
    }

    void verifiesWithPatience()
    {
        FakePort port;
        port.alias = QStringLiteral("SVC-000001");
        port.admin = 1;
        port.looksUntilUp = 3;
        const ActivationResult result = verify(port);
        QVERIFY2(result.ok, qPrintable(result.reason));
        QCOMPARE(result.at.ms, firstMs + 2000); // the look that found it up, not the first
        QCOMPARE(port.pauses, QList({0, 250, 250}));
        QCOMPARE(result.evidence["steps"].toArray().size(), 1);
    }

    void nobodyAtTheOtherEnd()
    {
        FakePort port;
        port.alias = QStringLiteral("SVC-000001");
        port.admin = 1;
        const ActivationResult result = verify(port);
        QVERIFY(!result.ok);
        QVERIFY2(result.reason.contains(QStringLiteral("stays operationally down (ifOperStatus down)")), qPrintable(result.reason));
        QVERIFY(result.reason.contains(QStringLiteral("ONT")));
        QCOMPARE(port.gets, 3);
    }

    void verificationLooksAtLabelAndSwitch()
    {
        FakePort relabelled;
        relabelled.alias = QStringLiteral("other");
        relabelled.admin = relabelled.oper = 1;
        QVERIFY(verify(relabelled).reason.contains(QStringLiteral("labelled “other”")));
        FakePort off;
        off.alias = QStringLiteral("SVC-000001");
        QVERIFY(verify(off).reason.contains(QStringLiteral("switched off")));
        QCOMPARE(off.gets, 1); // no patience for what waiting does not cure
    }

    void parametersOutliveTheJournal()
    {
        QCOMPARE(fulfilment::portTaskFrom(fulfilment::toJson(task())), task());
        QVERIFY_THROWS_EXCEPTION(InvalidInput, fulfilment::portTaskFrom({{"port", "x"}}));
        QJsonObject wrong = fulfilment::toJson(task());
        wrong["ifIndex"] = -1;
        QVERIFY_THROWS_EXCEPTION(InvalidInput, fulfilment::portTaskFrom(wrong));
    }
};

QTEST_GUILESS_MAIN(PortDialogueTest)
#include "tst_portdialogue.moc"
