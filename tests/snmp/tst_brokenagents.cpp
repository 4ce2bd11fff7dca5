// Agents that are broken in every way we know of, a script each, swept for two tables. Two promises: every sweep
// ends, and every value that reaches the sink is the agent's own for that object.
#include "snmp/ber.h"
#include "snmp/wire.h"
#include "tests/snmp/handmadetable.h"

#include <QTest>

using namespace trunkline::snmp;
using namespace trunkline::test;

namespace {

using Answers = QList<QByteArray>;
using Script = std::function<Answers(const HandmadeMib&, const HandmadeRequest&)>;

enum class Outcome { Whole, Partial, Failed };


QByteArray honest(const HandmadeMib& mib, const HandmadeRequest& request)
{
    return HandmadeAnswer(request, joined(mib.binds(request))).bytes();
}

/// The honest answer with its variables changed.
Script changed(std::function<void(QList<HandmadeBind>&, const HandmadeRequest&)> change)
{
    return [change](const HandmadeMib& mib, const HandmadeRequest& request) {
        QList<HandmadeBind> binds = mib.binds(request);
        change(binds, request);
        return Answers{HandmadeAnswer(request, joined(binds)).bytes()};
    };
}

/// The honest answer behind one whose header is changed.
Script preceded(std::function<void(HandmadeAnswer&)> change)
{
    return [change](const HandmadeMib& mib, const HandmadeRequest& request) {
        HandmadeMib lies = mib;
        for (auto& [oid, value] : lies.objects())
            if (oid.startsWith(handmadeEntry))
                value = berNumber(666);
        HandmadeAnswer forged(request, joined(lies.binds(request)));
        change(forged);
        return Answers{forged.bytes(), honest(mib, request)};
    };
}

/// The honest answer behind one whose octets are changed.
Script precededByOctets(std::function<QByteArray(QByteArray)> change)
{
    return [change](const HandmadeMib& mib, const HandmadeRequest& request) {
        const QByteArray right = honest(mib, request);
        return Answers{change(right), right};
    };
}

Script failing(int status, int index, std::function<bool(const HandmadeRequest&)> when, bool withBinds = true)
{
    return [=](const HandmadeMib& mib, const HandmadeRequest& request) {
        if (!when(request))
            return Answers{honest(mib, request)};
        HandmadeAnswer answer(request, withBinds ? request.binds : QByteArray());
        answer.errorStatus = status;
        answer.errorIndex = index;
        return Answers{answer.bytes()};
    };
}

bool always(const HandmadeRequest&)
{
    return true;
}

bool isOf(const Oid& entry, const Oid& oid)
{
    return oid.startsWith(entry);
}

/// A successor function of the agent's own over the rows of the first column.
Script chain(std::function<std::uint32_t(std::uint32_t)> following)
{
    return [following](const HandmadeMib& mib, const HandmadeRequest& request) {
        if (request.oids.size() > request.nonRepeaters + 1 || !isOf(handmadeEntry + 1u, request.oids.back()))
            return Answers{honest(mib, request)};
        QList<HandmadeBind> binds;
        for (int i = 0; i < request.nonRepeaters; ++i)
            binds.append(mib.next(request.oids[i]));
        std::uint32_t row = request.oids.back() == handmadeEntry + 1u ? 0 : request.oids.back().last();
        for (int i = 0; i < request.maxRepetitions; ++i) {
            row = following(row);
            if (row == 0) {
                binds.append(mib.next(handmadeEntry + 1u + 100'000u));
                break;
            }
            binds.append({handmadeEntry + 1u + row, berNumber(int(row % 1000))});
        }
        return Answers{HandmadeAnswer(request, joined(binds)).bytes()};
    };
}

struct Case {
    const char* name;
    Script script;
    Outcome outcome;
    Failure failure = Failure::None;
    int unreadable = 0; ///< at least
};

QList<Case> cases()
{
    return {
        {"honest", [](const HandmadeMib& m, const HandmadeRequest& r) { return Answers{honest(m, r)}; }, Outcome::Whole},
        // --- who and what ------------------------------------------------------------------------------
        {"another request id first", preceded([](HandmadeAnswer& a) { a.requestId.back() = char(a.requestId.back() ^ 1); }), Outcome::Whole},
        {"another community first", preceded([](HandmadeAnswer& a) { a.community = "hacked"; }), Outcome::Whole},
        {"another version first", preceded([](HandmadeAnswer& a) { a.version = 0; }), Outcome::Whole},
        {"a report first", preceded([](HandmadeAnswer& a) { a.pduTag = 0xA8; }), Outcome::Whole},
        {"a request first", preceded([](HandmadeAnswer& a) { a.pduTag = 0xA5; }), Outcome::Whole},
        {"every answer three times", [](const HandmadeMib& m, const HandmadeRequest& r) { const auto a = honest(m, r); return Answers{a, a, a}; },
         Outcome::Whole},
        {"the last answer again first",
         [last = std::make_shared<QByteArray>()](const HandmadeMib& m, const HandmadeRequest& r) {
             const QByteArray own = honest(m, r);
             const Answers answers = last->isEmpty() ? Answers{own} : Answers{*last, own};
             *last = own;
             return answers;
         },
         Outcome::Whole},
        {"values of objects before the table",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest& r) {
             for (qsizetype i = r.nonRepeaters; i < binds.size(); ++i)
                 binds[i] = {nameObject, tlv(0x04, "foreign")};
         }),
         Outcome::Failed, Failure::Malformed},
        // --- octets ------------------------------------------------------------------------------------
        {"cut short first", precededByOctets([](QByteArray b) { return b.chopped(5); }), Outcome::Whole},
        {"junk behind first", precededByOctets([](QByteArray b) { return b + "junk"; }), Outcome::Whole},
        {"an empty datagram first", precededByOctets([](QByteArray) { return QByteArray(); }), Outcome::Whole},
        {"noise first", precededByOctets([](QByteArray b) { return QByteArray(b.size(), '\xff'); }), Outcome::Whole},
        {"an indefinite length", [](const HandmadeMib&, const HandmadeRequest&) { return Answers{QByteArray::fromHex("3080020101")}; },
         Outcome::Failed, Failure::Malformed},
        {"a variable longer than its list",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest&) { binds.back().value = QByteArray("\x04\x7f" "ab"); }), Outcome::Failed,
         Failure::Malformed},
        {"an identifier of 200 arcs",
         [](const HandmadeMib& m, const HandmadeRequest& r) {
             const QByteArray monster = tlv(0x30, tlv(0x06, QByteArray::fromHex("2b060104018f8d1f010101") + QByteArray(200, '\1')) + berNumber(1));
             return Answers{HandmadeAnswer(r, m.next(r.oids[0]).bytes() + monster).bytes()};
         },
         Outcome::Failed, Failure::Malformed},
        {"an arc of 40 bits",
         [](const HandmadeMib& m, const HandmadeRequest& r) {
             const QByteArray monster = tlv(0x30, tlv(0x06, QByteArray::fromHex("2b060104018f8d1f010101ffffffffff7f")) + berNumber(1));
             return Answers{HandmadeAnswer(r, m.next(r.oids[0]).bytes() + monster).bytes()};
         },
         Outcome::Failed, Failure::Malformed},
        {"60,000 octets in one value",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest& r) {
             if (isOf(handmadeEntry + 3u, r.oids.back()))
                 binds.append({nameObject, tlv(0x04, QByteArray(60'000, 'x'))});
         }),
         Outcome::Whole},
        // --- values ------------------------------------------------------------------------------------
        {"a value of an unknown type",
         changed([&](QList<HandmadeBind>& binds, const HandmadeRequest&) {
             for (HandmadeBind& bind : binds)
                 if (bind.oid == handmadeEntry + 1u + 14u)
                     bind.value = tlv(0x4f, "x");
         }),
         Outcome::Partial, Failure::None, 1},
        {"an integer of nine octets",
         changed([&](QList<HandmadeBind>& binds, const HandmadeRequest&) {
             for (HandmadeBind& bind : binds)
                 if (bind.oid == handmadeEntry + 1u + 14u)
                     bind.value = tlv(0x02, QByteArray(9, '\1'));
         }),
         Outcome::Partial, Failure::None, 1},
        {"an empty integer",
         changed([&](QList<HandmadeBind>& binds, const HandmadeRequest&) {
             for (HandmadeBind& bind : binds)
                 if (bind.oid == handmadeEntry + 1u + 14u)
                     bind.value = tlv(0x02, {});
         }),
         Outcome::Partial, Failure::None, 1},
        {"a negative gauge",
         changed([&](QList<HandmadeBind>& binds, const HandmadeRequest&) {
             for (HandmadeBind& bind : binds)
                 if (bind.oid == otherEntry + 1u + 14u)
                     bind.value = tlv(0x42, QByteArray("\xfb"));
         }),
         Outcome::Partial, Failure::None, 1},
        {"a counter of 33 bits",
         changed([&](QList<HandmadeBind>& binds, const HandmadeRequest&) {
             for (HandmadeBind& bind : binds)
                 if (bind.oid == otherEntry + 1u + 14u)
                     bind.value = tlv(0x41, QByteArray::fromHex("0100000000"));
         }),
         Outcome::Partial, Failure::None, 1},
        {"noSuchInstance in a column",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest&) {
             for (HandmadeBind& bind : binds)
                 if (bind.oid == handmadeEntry + 2u + 70u)
                     bind.value = tlv(0x81, {});
         }),
         Outcome::Partial},
        // --- order -------------------------------------------------------------------------------------
        {"stands still", chain([](std::uint32_t row) { return row < 20 ? row + 1 : row; }), Outcome::Failed, Failure::LoopingAgent},
        {"goes back three rows", chain([](std::uint32_t row) { return row < 20 ? row + 1 : row - 3; }), Outcome::Failed, Failure::LoopingAgent},
        {"goes round in a thousand rows", chain([](std::uint32_t row) { return row % 1000 + 1; }), Outcome::Failed, Failure::LoopingAgent},
        {"goes back to one that is no start", chain([](std::uint32_t row) { return row == 300 ? 77 : row + 1; }), Outcome::Failed, Failure::LoopingAgent},
        {"never ends", chain([](std::uint32_t row) { return row + 1; }), Outcome::Failed, Failure::LoopingAgent},
        {"rows in no order", chain([](std::uint32_t row) { return row == 0 ? 9 : row == 9 ? 3 : row == 3 ? 7 : row == 7 ? 5 : 0; }), Outcome::Partial},
        {"starts again at the front of its MIB", // instead of saying endOfMibView
         [](const HandmadeMib& m, const HandmadeRequest& r) {
             QList<HandmadeBind> binds = m.binds(r);
             for (HandmadeBind& bind : binds)
                 if (bind.oid >= Oid{1, 3, 6, 1, 4, 1, 99999, 3})
                     bind = {nameObject, tlv(0x04, "handmade")};
             return Answers{HandmadeAnswer(r, joined(binds)).bytes()};
         },
         Outcome::Whole},
        {"mixes columns up when asked for several",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest& r) {
             const qsizetype width = r.oids.size() - r.nonRepeaters;
             for (qsizetype i = r.nonRepeaters; width > 1 && i + 1 < binds.size(); i += width)
                 std::swap(binds[i], binds[i + 1]);
         }),
         Outcome::Whole},
        {"takes non-repeaters for repeaters",
         [](const HandmadeMib& m, HandmadeRequest r) {
             r.nonRepeaters = 0;
             return Answers{honest(m, r)};
         },
         Outcome::Whole},
        // --- sizes -------------------------------------------------------------------------------------
        {"one row whatever is asked for",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest& r) { binds = binds.first(std::min(binds.size(), r.oids.size())); }), Outcome::Whole},
        {"more rows than were asked for",
         [](const HandmadeMib& m, HandmadeRequest r) {
             r.maxRepetitions += 5;
             return Answers{honest(m, r)};
         },
         Outcome::Whole},
        {"half a row at the end",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest& r) {
             if (r.oids.size() - r.nonRepeaters > 1 && binds.size() > r.oids.size())
                 binds.removeLast();
         }),
         Outcome::Whole},
        {"tooBig above two rows", failing(1, 0, [](const HandmadeRequest& r) { return r.maxRepetitions > 2; }), Outcome::Whole},
        {"tooBig without variables", failing(1, 0, [](const HandmadeRequest& r) { return r.maxRepetitions > 2; }, false), Outcome::Whole},
        {"always tooBig", failing(1, 0, always), Outcome::Failed, Failure::TooBig},
        {"an answer without variables", changed([](QList<HandmadeBind>& binds, const HandmadeRequest&) { binds.clear(); }), Outcome::Failed, Failure::TooBig},
        {"silent above four rows",
         [](const HandmadeMib& m, const HandmadeRequest& r) { return r.maxRepetitions > 4 ? Answers() : Answers{honest(m, r)}; }, Outcome::Whole},
        {"loses every third answer",
         [n = std::make_shared<int>(0)](const HandmadeMib& m, const HandmadeRequest& r) { return ++*n % 3 == 0 ? Answers() : Answers{honest(m, r)}; },
         Outcome::Whole},
        // --- errors ------------------------------------------------------------------------------------
        {"genErr in one table",
         failing(5, 2, [](const HandmadeRequest& r) { return isOf(handmadeEntry, r.oids.back()); }), Outcome::Failed, Failure::ErrorStatus},
        {"genErr always", failing(5, 1, always), Outcome::Failed, Failure::ErrorStatus},
        {"an error of no known number and index", failing(99, -7, always), Outcome::Failed, Failure::ErrorStatus},
        {"noSuchName at the end of a table", // an agent of v1 behind a proxy
         [](const HandmadeMib& m, const HandmadeRequest& r) {
             const QList<HandmadeBind> binds = m.binds(r);
             HandmadeAnswer answer(r, joined(binds));
             const HandmadeBind first = binds.value(r.nonRepeaters);
             if (r.oids.size() > r.nonRepeaters && !first.oid.startsWith(Oid(std::vector<std::uint32_t>(r.oids.back().arcs().begin(), r.oids.back().arcs().begin() + 10)))) {
                 answer.binds = r.binds;
                 answer.errorStatus = 2;
                 answer.errorIndex = 0;
             }
             return Answers{answer.bytes()};
         },
         Outcome::Whole},
        // --- clocks ------------------------------------------------------------------------------------
        {"no sysUpTime",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest& r) {
             if (r.oids.first() == Oid{1, 3, 6, 1, 2, 1, 1, 3})
                 binds[0] = {nameObject, tlv(0x04, "handmade")};
         }),
         Outcome::Whole},
        {"sysUpTime of another type",
         changed([](QList<HandmadeBind>& binds, const HandmadeRequest&) { binds[0].value = tlv(0x04, "a while"); }), Outcome::Whole},
        {"restarts in the middle",
         [](const HandmadeMib& m, const HandmadeRequest& r) {
             QList<HandmadeBind> binds = m.binds(r);
             if (isOf(otherEntry, r.oids.back()))
                 binds[0].value = tlv(0x43, QByteArray(1, '\5'));
             return Answers{HandmadeAnswer(r, joined(binds)).bytes()};
         },
         Outcome::Failed, Failure::Restarted},
        {"answers nothing", [](const HandmadeMib&, const HandmadeRequest&) { return Answers(); }, Outcome::Failed, Failure::Timeout},
    };
}

} // namespace

class BrokenAgentsTest : public QObject {
    Q_OBJECT

    /// As a column of decoded values: what a value at this identifier truly is.
    static QByteArray encoded(const Value& value)
    {
        BerWriter writer;
        writer.value(value);
        return writer.take();
    }

private Q_SLOTS:
    void everySweepEndsAndEveryValueIsTrue_data()
    {
        QTest::addColumn<int>("number");
        const QList<Case> all = cases();
        QVERIFY(all.size() >= 40);
        for (int i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << i;
    }
    void everySweepEndsAndEveryValueIsTrue()
    {
        QFETCH(int, number);
        const Case script = cases()[number];
        const HandmadeMib mib;
        HandmadeAgent agent([&](const HandmadeRequest& request) { return script.script(mib, request); });
        Target target;
        target.address = QStringLiteral("127.0.0.1");
        target.port = agent.port();
        target.credential.community = "broken";
        target.timeoutMs = 60;
        target.retries = script.failure == Failure::Malformed || script.failure == Failure::Timeout ? 1 : 20;
        target.maxRepetitions = 5;
        const auto plan = std::make_shared<PollPlan>(QList<Oid>{nameObject}, QList<PollPlan::Table>{{handmadeEntry, {1, 2, 3}}, {otherEntry, {1}}}, 5000);
        Engine engine;
        // Three times: what was learned of the device must not make it worse.
        for (int round = 0; round < 3; ++round) {
            const auto sink = sweepOnce(engine, target, plan);
            QVERIFY2(sink->ended(), "it hangs");
            QCOMPARE(sink->ends(), 1);
            std::size_t whole = 0;
            for (const auto& [oid, value] : mib.objects())
                whole += oid == nameObject || oid.startsWith(handmadeEntry) || oid.startsWith(otherEntry);
            const bool ownRows = QByteArray(script.name).contains("rows in") || QByteArray(script.name).contains("goes ")
                                 || QByteArray(script.name).contains("stands") || QByteArray(script.name).contains("never");
            for (const auto& [oid, value] : sink->values()) {
                if (ownRows && oid.startsWith(handmadeEntry + 1u)) {
                    QCOMPARE(value, Value::integer(oid.last() % 1000));
                    continue;
                }
                const auto truth = mib.objects().find(oid);
                QVERIFY2(truth != mib.objects().end(), qPrintable(oid.toString()));
                QCOMPARE(readBinds(tlv(0x30, berBind(oid, truth->second))), std::optional(VarBinds{{oid, value}}));
            }
            const QString detail = sink->end().reply.detail;
            if (script.outcome == Outcome::Failed) {
                QVERIFY2(!sink->end().reply.ok(), "it looks well");
                QVERIFY2(sink->end().reply.failure == script.failure || script.failure == Failure::None, qPrintable(detail));
                QVERIFY(!detail.isEmpty());
                QVERIFY(!detail.contains(QStringLiteral("broken")));
                continue;
            }
            QVERIFY2(sink->end().reply.ok(), qPrintable(detail));
            QVERIFY(sink->end().unreadable >= script.unreadable);
            QCOMPARE(sink->values().size() == whole, script.outcome == Outcome::Whole);
            QVERIFY(sink->values().size() > 50);
            QCOMPARE(sink->twice(), 0);
            QVERIFY(sink->inOrder());
        }
    }

    /// Something that nobody asked for, behind answers that are smaller than the table: it is not the table's end.
    void whatIsAddedToAnAnswerEndsNoTable()
    {
        const HandmadeMib mib;
        const Script script = changed([](QList<HandmadeBind>& binds, const HandmadeRequest&) { binds.append({nameObject, tlv(0x04, "and more")}); });
        HandmadeAgent agent([&](const HandmadeRequest& request) { return script(mib, request); });
        Target target;
        target.address = QStringLiteral("127.0.0.1");
        target.port = agent.port();
        target.timeoutMs = 30'000;
        target.maxRepetitions = 5;
        Engine engine;
        const auto plan = std::make_shared<PollPlan>(QList<Oid>{}, QList<PollPlan::Table>{{handmadeEntry, {3}}});
        const auto sink = sweepOnce(engine, target, plan);
        QVERIFY2(sink->end().reply.ok(), qPrintable(sink->end().reply.detail));
        QCOMPARE(sink->end().tables.at(0).rows, handmadeRows);
        QCOMPARE(sink->values().size(), std::size_t(handmadeRows));
    }

    /// A table that ends badly leaves the others to be read.
    void theOtherTableIsReadAllTheSame()
    {
        const HandmadeMib mib;
        const Script script = failing(5, 2, [](const HandmadeRequest& r) { return isOf(handmadeEntry, r.oids.back()); });
        HandmadeAgent agent([&](const HandmadeRequest& request) { return script(mib, request); });
        Target target;
        target.address = QStringLiteral("127.0.0.1");
        target.port = agent.port();
        target.timeoutMs = 30'000;
        Engine engine;
        const auto plan = std::make_shared<PollPlan>(QList<Oid>{}, QList<PollPlan::Table>{{handmadeEntry, {1, 2, 3}}, {otherEntry, {1}}});
        const auto sink = sweepOnce(engine, target, plan);
        QCOMPARE(sink->end().tables.at(0).failure, Failure::ErrorStatus);
        QCOMPARE(sink->end().tables.at(1).failure, Failure::None);
        QCOMPARE(sink->end().tables.at(1).rows, handmadeRows);
        QCOMPARE(sink->values().size(), std::size_t(handmadeRows));
        QCOMPARE(encoded(sink->values().begin()->second), tlv(0x42, QByteArray(1, '\1')));
    }
};

QTEST_GUILESS_MAIN(BrokenAgentsTest)
#include "tst_brokenagents.moc"
