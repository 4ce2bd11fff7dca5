#include "snmp/simulator/agent.h"
#include "snmp/simulator/liveobjects.h"

#include <QTest>

using namespace trunkline::simulator;

class AgentTest : public QObject {
    Q_OBJECT

    const Oid scalar_{1, 3, 6, 1, 1};
    const Oid table_{1, 3, 6, 1, 2};
    QByteArray written_{"before"};
    std::unique_ptr<LiveObjects> objects_;

    Pdu ask(PduType type, const QList<Oid>& oids, Version version = Version::V2c, int nonRepeaters = 0, int repetitions = 0, qsizetype bulkBytes = 1472)
    {
        Pdu request{type, 1, nonRepeaters, repetitions, {}};
        for (const Oid& oid : oids)
            request.bindings.append({oid, {}});
        return respond(request, *objects_, version, true, {65507, bulkBytes}).value_or(Pdu());
    }
    Pdu set(const VarBinds& bindings, Version version = Version::V2c, bool mayWrite = true)
    {
        return respond({PduType::Set, 1, 0, 0, bindings}, *objects_, version, mayWrite, {}).value_or(Pdu());
    }

private Q_SLOTS:
    void init()
    {
        written_ = "before";
        objects_ = std::make_unique<LiveObjects>();
        objects_->scalar(scalar_, [] { return Value::integer(5); });
        const auto check = [](const Value& value) {
            if (value.type != Type::OctetString)
                return ErrorStatus::WrongType;
            return value.toBytes() == "bad" ? ErrorStatus::WrongValue : ErrorStatus::NoError;
        };
        for (quint32 row = 1; row <= 50; ++row) {
            objects_->cell(table_ + 1, {row}, [this] { return Value::octets(written_); },
                           {check, [this](const Value& value) { written_ = value.toBytes(); }});
            objects_->fixed(table_ + 2, {row}, Value::counter64(row));
            objects_->fixed(table_ + 3, {row}, Value::octets(QByteArray(40, 'v')));
        }
        objects_->sort();
    }
    void getTellsWhatIsMissing()
    {
        const Pdu response = ask(PduType::Get, {scalar_ + 0, scalar_ + 1, {1, 3, 7}, table_ + 1 + 99});
        QCOMPARE(response.errorStatus, 0);
        QCOMPARE(response.bindings[0].value, Value::integer(5));
        QCOMPARE(response.bindings[1].value.type, Type::NoSuchInstance);
        QCOMPARE(response.bindings[2].value.type, Type::NoSuchObject);
        QCOMPARE(response.bindings[3].value.type, Type::NoSuchInstance);
    }
    void version1KnowsNoExceptionsAndNoCounter64()
    {
        const Pdu missing = ask(PduType::Get, {scalar_ + 0, {1, 3, 7}}, Version::V1);
        QCOMPARE(missing.errorStatus, 2);
        QCOMPARE(missing.errorIndex, 2);
        QCOMPARE(missing.bindings.size(), 2);
        QCOMPARE(ask(PduType::Get, {table_ + 2 + 1}, Version::V1).errorStatus, 2);
        // The whole column of Counter64 is stepped over.
        QCOMPARE(ask(PduType::GetNext, {table_ + 1 + 50}, Version::V1).bindings.first().oid, table_ + 3 + 1);
        QCOMPARE(ask(PduType::GetNext, {table_ + 3 + 50}, Version::V1).errorStatus, 2);
        QVERIFY(!respond({PduType::GetBulk, 1, 0, 5, {{scalar_, {}}}}, *objects_, Version::V1, true, {}));
    }
    void getNextEndsWithEndOfMibView()
    {
        const Pdu response = ask(PduType::GetNext, {table_ + 3 + 50});
        QCOMPARE(response.bindings.first(), (VarBind{table_ + 3 + 50, Value::exception(Type::EndOfMibView)}));
    }
    void bulkRepeatsAllButTheFirst()
    {
        const Pdu response = ask(PduType::GetBulk, {scalar_, table_ + 1, table_ + 2}, Version::V2c, 1, 3);
        QCOMPARE(response.bindings.size(), 1 + 2 * 3);
        QCOMPARE(response.bindings[0].oid, scalar_ + 0);
        QCOMPARE(response.bindings[1].oid, table_ + 1 + 1);
        QCOMPARE(response.bindings[2].oid, table_ + 2 + 1);
        QCOMPARE(response.bindings[6].oid, table_ + 2 + 3);
        QCOMPARE(ask(PduType::GetBulk, {scalar_}, Version::V2c, -1, -1).bindings.size(), 0);
    }
    void bulkEndsOnceAllHaveEnded()
    {
        const Pdu response = ask(PduType::GetBulk, {table_ + 3 + 49}, Version::V2c, 0, 1000);
        QCOMPARE(response.bindings.size(), 2);
        QCOMPARE(response.bindings[1].value.type, Type::EndOfMibView);
    }
    void bulkFitsItsBytes()
    {
        const Pdu response = ask(PduType::GetBulk, {table_ + 3}, Version::V2c, 0, 1000, 800);
        QVERIFY(response.bindings.size() > 5);
        QVERIFY(encode(CommunityMessage{Version::V2c, "public", response}).size() <= 800);
        // A single object larger than that still goes out.
        QCOMPARE(ask(PduType::GetBulk, {table_ + 3}, Version::V2c, 0, 10, 20).bindings.size(), 1);
    }
    void tooBigSaysSo()
    {
        Pdu request{PduType::Get, 1, 0, 0, {}};
        for (quint32 row = 1; row <= 50; ++row)
            request.bindings.append({table_ + 3 + row, {}});
        const auto response = respond(request, *objects_, Version::V2c, true, {1000, 1000});
        QCOMPARE(response->errorStatus, 1);
        QVERIFY(response->bindings.isEmpty());
        QCOMPARE(respond(request, *objects_, Version::V1, true, {1000, 1000})->bindings.size(), 50);
    }
    void setIsAllOrNothing()
    {
        const Pdu refused = set({{table_ + 1 + 1, Value::octets("after")}, {table_ + 1 + 2, Value::octets("bad")}});
        QCOMPARE(refused.errorStatus, int(ErrorStatus::WrongValue));
        QCOMPARE(refused.errorIndex, 2);
        QCOMPARE(written_, QByteArray("before"));
        const Pdu done = set({{table_ + 1 + 1, Value::octets("after")}});
        QCOMPARE(done.errorStatus, 0);
        QCOMPARE(written_, QByteArray("after"));
    }
    void setNamesItsRefusal()
    {
        QCOMPARE(set({{table_ + 1 + 1, Value::integer(1)}}).errorStatus, int(ErrorStatus::WrongType));
        QCOMPARE(set({{table_ + 2 + 1, Value::counter64(1)}}).errorStatus, int(ErrorStatus::NotWritable));
        QCOMPARE(set({{table_ + 1 + 99, Value::octets("x")}}).errorStatus, int(ErrorStatus::NoCreation));
        QCOMPARE(set({{{1, 3, 7}, Value::octets("x")}}).errorStatus, int(ErrorStatus::NotWritable));
        QCOMPARE(set({{table_ + 1 + 1, Value::octets("x")}}, Version::V2c, false).errorStatus, int(ErrorStatus::NoAccess));
        QCOMPARE(set({{table_ + 1 + 1, Value::integer(1)}}, Version::V1).errorStatus, int(ErrorStatus::BadValue));
        QCOMPARE(set({{table_ + 2 + 1, Value::integer(1)}}, Version::V1).errorStatus, int(ErrorStatus::NoSuchName));
    }
};

QTEST_APPLESS_MAIN(AgentTest)
#include "tst_agent.moc"
