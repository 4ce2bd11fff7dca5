// Tables that other pollers can't read: a router of twenty thousand ports, an OLT of four thousand subscribers. What counts is that all
// is read, in few questions, and never two of them at once.
#include "snmp/ber.h"
#include "snmp/wire.h"
#include "tests/snmp/handmadetable.h"

#include <QTest>

using namespace trunkline::snmp;
using namespace trunkline::test;

namespace {

const Oid ifXEntry{1, 3, 6, 1, 2, 1, 31, 1, 1, 1};
const Oid ontEntry{1, 3, 6, 1, 4, 1, 99999, 46, 1};

/// Rows without an object each: the value tells its own place.
class ComputedTable {
public:
    ComputedTable(Oid entry, std::uint32_t columns, std::uint32_t rows) : entry_(std::move(entry)), columns_(columns), rows_(rows) {}

    static QByteArray valueOf(std::uint32_t column, std::uint32_t row) { return tlv(0x46, QByteArray(1, '\0') + QByteArray::number(column * 1'000'000 + row).rightJustified(7, '0')); }
    std::size_t size() const { return std::size_t(columns_) * rows_; }

    HandmadeBind next(const Oid& oid) const
    {
        if (oid == uptimeObject || Oid{1, 3, 6, 1, 2, 1, 1, 3} == oid)
            return {uptimeObject, tlv(0x43, QByteArray::fromHex("01e240"))};
        std::uint32_t column = oid.size() > entry_.size() ? oid[entry_.size()] : 1, row = oid.size() > entry_.size() + 1 ? oid.last() + 1 : 1;
        if (row > rows_) {
            ++column;
            row = 1;
        }
        return column > columns_ ? HandmadeBind{oid, tlv(0x82, {})} : HandmadeBind{entry_ + column + row, valueOf(column, row)};
    }

    /// As many whole rows as an answer of 1,400 octets takes.
    QByteArray answer(const HandmadeRequest& request) const
    {
        QByteArray binds;
        for (int i = 0; i < request.nonRepeaters; ++i)
            binds += next(request.oids[i]).bytes();
        QList<Oid> at = request.oids.mid(request.nonRepeaters);
        for (int repetition = 0; repetition < request.maxRepetitions && binds.size() < 1'300; ++repetition)
            for (Oid& oid : at) {
                const HandmadeBind bind = next(oid);
                binds += bind.bytes();
                oid = bind.oid;
            }
        return HandmadeAnswer(request, binds).bytes();
    }

    std::shared_ptr<const PollPlan> plan() const
    {
        QList<quint32> columns;
        for (std::uint32_t column = 1; column <= columns_; ++column)
            columns.append(column);
        return std::make_shared<PollPlan>(QList<Oid>{}, QList<PollPlan::Table>{{entry_, columns}});
    }

    /// Whether all of it was read, and each value is the one of its place.
    bool equals(const std::map<Oid, Value>& values) const
    {
        return values.size() == size() && std::all_of(values.begin(), values.end(), [&](const auto& value) {
            const auto truth = berBind(value.first, valueOf(value.first[entry_.size()], value.first.last()));
            const auto read = readBinds(tlv(0x30, truth));
            return read && read->front().value == value.second;
        });
    }

private:
    Oid entry_;
    std::uint32_t columns_;
    std::uint32_t rows_;
};

Target targetOf(quint16 port)
{
    Target target;
    target.address = QStringLiteral("127.0.0.1");
    target.port = port;
    target.timeoutMs = 30'000;
    return target;
}

} // namespace

class LargeTablesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRouterOfTwentyThousandPortsIsReadWhole()
    {
        const ComputedTable router(ifXEntry, 12, 20'000);
        HandmadeAgent agent([&](const HandmadeRequest& request) { return QList{router.answer(request)}; });
        Engine engine;
        const auto sink = sweepOnce(engine, targetOf(agent.port()), router.plan());
        QVERIFY2(sink->end().reply.ok(), qPrintable(sink->end().reply.detail));
        QVERIFY(router.equals(sink->values()));
        QCOMPARE(sink->twice(), 0);
        QVERIFY2(agent.asked() < int(router.size() / 25), qPrintable(QString::number(agent.asked())));
    }

    /// Three sweeps want the same OLT; it takes its time, and never has two questions to answer.
    void anOltOfFourThousandOntsHasOneQuestionAtATime()
    {
        const ComputedTable olt(ontEntry, 2, 4'096);
        QUdpSocket socket;
        QVERIFY(socket.bind(QHostAddress(QHostAddress::LocalHost), 0));
        int open = 0, mostOpen = 0, asked = 0;
        QObject::connect(&socket, &QUdpSocket::readyRead, &socket, [&] {
            while (socket.hasPendingDatagrams()) {
                QByteArray datagram(int(socket.pendingDatagramSize()), '\0');
                QHostAddress from;
                quint16 port = 0;
                socket.readDatagram(datagram.data(), datagram.size(), &from, &port);
                mostOpen = std::max(mostOpen, ++open);
                ++asked;
                QTimer::singleShot(1, &socket, [&, answer = olt.answer(readRequest(datagram)), from, port] {
                    --open;
                    socket.writeDatagram(answer, from, port);
                });
            }
        });
        Engine engine;
        std::vector<Sweep> sweeps;
        QList<std::shared_ptr<KeepingSink>> sinks;
        for (int i = 0; i < 3; ++i) {
            sinks.append(std::make_shared<KeepingSink>(olt.plan()));
            sweeps.push_back({targetOf(socket.localPort()), olt.plan(), sinks.last(), {}});
        }
        engine.sweep(std::move(sweeps));
        for (const auto& sink : std::as_const(sinks)) {
            while (!sink->ended()) // as sweepOnce() does; the test's own limit ends it
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            QVERIFY2(sink->end().reply.ok(), qPrintable(sink->end().reply.detail));
            QVERIFY(olt.equals(sink->values()));
        }
        QCOMPARE(mostOpen, 1);
        QVERIFY2(asked < 3 * int(olt.size() / 25), qPrintable(QString::number(asked)));
    }
};

QTEST_GUILESS_MAIN(LargeTablesTest)
#include "tst_largetables.moc"
