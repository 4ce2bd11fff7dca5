// Agents, and others who pretend to be one, that answer wrongly in every way we know of.
#include "snmp/engine.h"
#include "tests/snmp/handmadeagent.h"
#include "tests/support/wait.h"

#include <QTest>

using namespace trunkline::snmp;
using namespace trunkline::test;

namespace {

const Oid asked{1, 3, 6, 1, 2, 1, 1, 5, 0};
const Oid table{1, 3, 6, 1, 4, 1, 99999, 1};

QByteArray goodBind()
{
    return berBind(asked, tlv(0x04, "good"));
}

} // namespace

class HostileAgentsTest : public QObject {
    Q_OBJECT

    static Target targetOf(const HandmadeAgent& agent)
    {
        Target target;
        target.address = QStringLiteral("127.0.0.1");
        target.port = agent.port();
        target.credential.community = "hostile";
        target.timeoutMs = 100;
        return target;
    }

    static Reply wait(const QFuture<Reply>& future)
    {
        Reply none;
        none.detail = QStringLiteral("the test gave up");
        return waitFor([&] { return future.isFinished(); }, 60'000) ? future.result() : none;
    }

    static Target patient(Target target)
    {
        target.timeoutMs = 30'000;
        return target;
    }

private Q_SLOTS:
    /// The measure of this file: the same agent, honest, is believed.
    void anHonestAnswerIsBelieved()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) { return QList{HandmadeAnswer(r, goodBind()).bytes()}; });
        Engine engine;
        const Reply reply = wait(engine.get(patient(targetOf(agent)), {asked}));
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(reply.binds, (VarBinds{{asked, Value::octets("good")}}));
        QCOMPARE(engine.counters().refused, 0u);
    }

    void anotherSourceIsRefused_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("another port") << "127.0.0.1";
        QTest::newRow("another address") << "127.9.9.9";
    }
    void anotherSourceIsRefused()
    {
        QFETCH(QString, address);
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress(address), 0));
        // Forged first, right second: on the loopback they arrive in this order.
        HandmadeAgent agent([](const HandmadeRequest& r) {
            return QList{HandmadeAnswer(r, berBind(asked, tlv(0x04, "forged"))).bytes(), HandmadeAnswer(r, goodBind()).bytes()};
        });
        agent.firstAnswerFrom(&other);
        Engine engine;
        const Reply reply = wait(engine.get(patient(targetOf(agent)), {asked}));
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(reply.binds.front().value, Value::octets("good"));
        QCOMPARE(engine.counters().refused, 1u);
    }

    void wrongAnswersAreRefused_data()
    {
        using Change = std::function<void(HandmadeAnswer&)>;
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
        row("other variable", [](HandmadeAnswer& a) { a.binds = berBind(table, tlv(0x04, "bad")); });
        row("one variable more", [](HandmadeAnswer& a) { a.binds += berBind(table, tlv(0x04, "bad")); });
        row("none", [](HandmadeAnswer& a) { a.binds.clear(); });
        row("other community", [](HandmadeAnswer& a) { a.community = "hacked"; });
        row("other version", [](HandmadeAnswer& a) { a.version = 0; });
        row("a request", [](HandmadeAnswer& a) { a.pduTag = 0xA0; });
        row("a report", [](HandmadeAnswer& a) { a.pduTag = 0xA8; });
        row("other request id", [](HandmadeAnswer& a) { a.requestId[a.requestId.size() - 1] = char(a.requestId.back() ^ 1); });
        row("integer of nine octets", [](HandmadeAnswer& a) { a.binds = berBind(asked, tlv(0x02, QByteArray(9, '\1'))); });
        row("empty integer", [](HandmadeAnswer& a) { a.binds = berBind(asked, tlv(0x02, {})); });
        row("counter64 of twenty octets", [](HandmadeAnswer& a) { a.binds = berBind(asked, tlv(0x46, QByteArray(20, '\1'))); });
        row("unknown type", [](HandmadeAnswer& a) { a.binds = berBind(asked, tlv(0x4f, "x")); });
        row("identifier of 200 arcs", [](HandmadeAnswer& a) { a.binds = tlv(0x30, tlv(0x06, QByteArray(200, '\1')) + tlv(0x04, "x")); });
        row("value longer than the message", [](HandmadeAnswer& a) { a.binds = berBind(asked, QByteArray("\x04\x7f" "ab")); });
    }
    void wrongAnswersAreRefused()
    {
        QFETCH(std::function<void(HandmadeAnswer&)>, change);
        HandmadeAgent agent([&](const HandmadeRequest& r) {
            HandmadeAnswer wrong(r, goodBind());
            change(wrong);
            return QList{wrong.bytes(), HandmadeAnswer(r, goodBind()).bytes()};
        });
        Engine engine;
        const Reply reply = wait(engine.get(patient(targetOf(agent)), {asked}));
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(reply.binds, (VarBinds{{asked, Value::octets("good")}}));
        QCOMPARE(engine.counters().refused, 1u);
    }

    void onlyWrongAnswersSayWhatWasWrong()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) { return QList{HandmadeAnswer(r, berBind(table, tlv(0x04, "bad"))).bytes()}; });
        Engine engine;
        Target target = targetOf(agent);
        target.retries = 5;
        const Reply reply = wait(engine.get(target, {asked}));
        QCOMPARE(reply.failure, Failure::Malformed);
        QVERIFY2(reply.detail.contains(QStringLiteral("other variables")), qPrintable(reply.detail));
        QVERIFY(!reply.detail.contains(QStringLiteral("hostile")));
        QVERIFY(reply.binds.isEmpty());
    }

    void wrongBytesAreRefused_data()
    {
        QTest::addColumn<int>("cut");
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("cut short") << 3 << QByteArray();
        QTest::newRow("junk behind") << 0 << QByteArray("junk");
        QTest::newRow("nothing") << 1000 << QByteArray("\x30");
    }
    void wrongBytesAreRefused()
    {
        QFETCH(int, cut);
        QFETCH(QByteArray, tail);
        HandmadeAgent agent([&](const HandmadeRequest& r) {
            const QByteArray right = HandmadeAnswer(r, goodBind()).bytes();
            return QList{right.chopped(std::min<qsizetype>(cut, right.size())) + tail, right};
        });
        Engine engine;
        const Reply reply = wait(engine.get(patient(targetOf(agent)), {asked}));
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(engine.counters().refused, 1u);
    }

    void repeatedAnswersCountOnce()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) {
            HandmadeAnswer wrong(r, berBind(table, tlv(0x04, "bad")));
            const QByteArray right = HandmadeAnswer(r, goodBind()).bytes();
            return QList{QByteArray("noise"), wrong.bytes(), right, right, right};
        });
        Engine engine;
        for (int i = 0; i < 3; ++i) { // repeated answers must not count for the next question
            const Reply reply = wait(engine.get(patient(targetOf(agent)), {asked}));
            QVERIFY2(reply.ok(), qPrintable(reply.detail));
            QCOMPARE(reply.binds.front().value, Value::octets("good"));
        }
        QCOMPARE(agent.asked(), 3);
    }

    void aLostAnswerIsAskedForAgain()
    {
        HandmadeAgent agent([n = 0](const HandmadeRequest& r) mutable {
            return n++ == 0 ? QList<QByteArray>() : QList{HandmadeAnswer(r, goodBind()).bytes()};
        });
        Engine engine;
        Target target = targetOf(agent);
        target.retries = 20;
        QVERIFY(wait(engine.get(target, {asked})).ok());
        QVERIFY(engine.counters().repeated >= 1);
    }

    void tooBigIsAskedForInParts()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) {
            const bool many = r.binds.size() > 100;
            HandmadeAnswer answer(r);
            answer.errorStatus = many ? 1 : 0;
            for (QByteArray rest = r.binds; !many && !rest.isEmpty();) {
                QByteArray bind = takeElement(rest);
                answer.binds += berBind(readOid(takeElement(bind)), berNumber(7));
            }
            return QList{answer.bytes()};
        });
        Engine engine;
        QList<Oid> oids;
        for (std::uint32_t i = 1; i <= 40; ++i)
            oids += table + i;
        const Reply reply = wait(engine.get(patient(targetOf(agent)), oids));
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(reply.binds.size(), 40);
        QCOMPARE(reply.binds.back(), (VarBind{table + 40u, Value::integer(7)}));
    }

    void alwaysTooBigEnds()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) {
            HandmadeAnswer answer(r);
            answer.errorStatus = 1;
            return QList{answer.bytes()};
        });
        Engine engine;
        QCOMPARE(wait(engine.get(patient(targetOf(agent)), {asked, table})).failure, Failure::TooBig);
        QCOMPARE(wait(engine.walk(patient(targetOf(agent)), table)).failure, Failure::TooBig);
        QCOMPARE(wait(engine.set(patient(targetOf(agent)), {{asked, Value::integer(1)}})).failure, Failure::TooBig);
    }

    /// 100 rows; a request for more than two at once gets `bad` as its answer.
    static QList<QByteArray> timidTable(const HandmadeRequest& r, const QList<QByteArray>& bad)
    {
        if (r.maxRepetitions > 2)
            return bad;
        HandmadeAnswer answer(r);
        std::uint32_t row = r.firstOid == table ? 0 : r.firstOid.last();
        for (int i = 0; i < r.maxRepetitions; ++i)
            answer.binds += ++row <= 100 ? berBind(table + row, berNumber(int(row))) : berBind(r.firstOid, tlv(0x82, {}));
        return {answer.bytes()};
    }

    void aWalkAsksForLessWhenAnswersAreTooBig()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) {
            HandmadeAnswer tooBig(r);
            tooBig.errorStatus = 1;
            return timidTable(r, {tooBig.bytes()});
        });
        Engine engine;
        const Reply reply = wait(engine.walk(patient(targetOf(agent)), table));
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(reply.binds.size(), 100);
    }

    void aWalkAsksForLessWhenAnswersAreLost()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) { return timidTable(r, {}); });
        Engine engine;
        Target target = targetOf(agent);
        target.timeoutMs = 500;
        target.retries = 20;
        const Reply reply = wait(engine.walk(target, table));
        QVERIFY2(reply.ok(), qPrintable(reply.detail));
        QCOMPARE(reply.binds.size(), 100);
    }

    void aLoopingAgentEnds_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("stands still") << 0;
        QTest::newRow("goes back") << -3;
    }
    void aLoopingAgentEnds()
    {
        QFETCH(int, step);
        HandmadeAgent agent([&](const HandmadeRequest& r) {
            const int row = r.firstOid == table ? 0 : int(r.firstOid.last());
            const int next = row < 20 ? row + 1 : row + step;
            return QList{HandmadeAnswer(r, berBind(table + std::uint32_t(next), berNumber(next))).bytes()};
        });
        Engine engine;
        const Reply reply = wait(engine.walk(patient(targetOf(agent)), table));
        QCOMPARE(reply.failure, Failure::LoopingAgent);
        QCOMPARE(reply.binds.size(), 20); // what was read before
    }

    void aWalkEndsBehindItsSubtree()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) {
            return QList{HandmadeAnswer(r, berBind(table + 1u, berNumber(1)) + berBind(Oid{1, 3, 6, 1, 4, 1, 99999, 2, 1}, berNumber(2))).bytes()};
        });
        Engine engine;
        const Reply reply = wait(engine.walk(patient(targetOf(agent)), table));
        QVERIFY(reply.ok());
        QCOMPARE(reply.binds, (VarBinds{{table + 1u, Value::integer(1)}}));
    }

    void aCancelledRequestEndsAndTheNextGoesOn()
    {
        HandmadeAgent agent([](const HandmadeRequest& r) { return QList{HandmadeAnswer(r, goodBind()).bytes()}; });
        Engine engine;
        QFuture<Reply> cancelled = engine.walk(patient(targetOf(agent)), table);
        cancelled.cancel();
        QVERIFY(wait(engine.get(patient(targetOf(agent)), {asked})).ok());
        QVERIFY(cancelled.isCanceled());
        QVERIFY(waitFor([&] { return cancelled.isFinished(); }));
    }
};


QTEST_GUILESS_MAIN(HostileAgentsTest)
#include "tst_hostileagents.moc"
