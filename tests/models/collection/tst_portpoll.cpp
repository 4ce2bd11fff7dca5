#include "models/collection/portpoll.h"

#include <QCoreApplication>
#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

namespace {

/// Gives a sink what a device would have answered.
class Answers {
public:
    explicit Answers(const PortPlan& plan) : plan_(plan), tables_(std::make_shared<PolledTables>(clock_, QCoreApplication::instance(), [] {})), sink_({}, 1, plan, tables_) {}

    Answers& number(PolledField field, quint32 index, quint64 value, snmp::Type type)
    {
        add(field, index, [&](snmp::SweepValue& v) { v.type = type; v.number = value; });
        return *this;
    }
    Answers& counter(PolledField field, quint32 index, quint64 value) { return number(field, index, value, snmp::Type::Counter64); }
    Answers& text(PolledField field, quint32 index, const char* octets)
    {
        add(field, index, [&](snmp::SweepValue& v) { v.type = snmp::Type::OctetString; v.octets = octets; });
        return *this;
    }
    PolledTable table()
    {
        sink_.onEnd({});
        return tables_->take().at(0);
    }

private:
    template <class Fill>
    void add(PolledField field, quint32 index, Fill fill)
    {
        snmp::SweepValue value;
        value.object = int(std::find(plan_.fields.begin(), plan_.fields.end(), field) - plan_.fields.begin());
        value.index = std::span(&index, 1);
        fill(value);
        sink_.onAnswer({std::span(&value, 1), 0, 1'000});
    }

    SettableClock clock_{Timestamp{60'000}};
    const PortPlan& plan_;
    std::shared_ptr<PolledTables> tables_;
    PolledTableSink sink_;
};

WatchedDevice deviceWith(std::initializer_list<inventory::Port> ports)
{
    static SystemClock clock;
    static IdSource ids(clock, 3);
    WatchedDevice device;
    device.device.name = QStringLiteral("sw");
    QList<inventory::Port> known(ports);
    for (inventory::Port& port : known)
        port.id = ids.next<PortTag>();
    device.setPorts(known);
    return device;
}

inventory::Port port(const char* name, qint64 ifIndex, const char* alias = "", const char* mac = "")
{
    inventory::Port made;
    made.name = QString::fromLatin1(name);
    made.ifIndex = ifIndex;
    made.alias = QString::fromLatin1(alias);
    made.mac = QString::fromLatin1(mac);
    made.operState = inventory::OperState::Up;
    return made;
}

QString nameOfRow(const PortMatch& match, quint32 ifIndex)
{
    for (const MatchedRow& one : match.rows)
        if (one.row->ifIndex == ifIndex)
            return QString::fromUtf8(match.device->text(one.port->name));
    return {};
}

} // namespace

class PortPollTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPortIsItsNameWhateverItsIndex()
    {
        WatchedDevice device = deviceWith({port("a", 1), port("b", 2)});
        bool before = false;
        for (const bool swapped : {false, true, true, false}) {
            Answers answers(portPlan(false, false));
            answers.text(PolledField::Name, 1, swapped ? "b" : "a").text(PolledField::Name, 2, swapped ? "a" : "b");
            const PolledTable table = answers.table();
            const PortMatch match = matchPorts(device, table);
            QCOMPARE(match.rows.size(), 2U);
            QCOMPARE(nameOfRow(match, 1), swapped ? QStringLiteral("b") : QStringLiteral("a"));
            QCOMPARE(portChanges(device, match, {}).changes.size(), std::exchange(before, swapped) == swapped ? 0 : 2);
            QCOMPARE(device.text(device.at(1)->name), QByteArrayView(swapped ? "b" : "a"));
        }
    }

    void anIndexIsThatOfThePortThatHadItLast()
    {
        WatchedDevice device = deviceWith({port("a", 7), port("b", 3), port("gone", 5), port("c", 5)});
        const auto nameAt = [&](quint32 ifIndex) { return device.at(ifIndex) ? device.text(device.at(ifIndex)->name).toByteArray() : QByteArray(); };
        QCOMPARE(nameAt(3), QByteArray("b"));
        QCOMPARE(nameAt(5), QByteArray("c"));
        QCOMPARE(nameAt(7), QByteArray("a"));
        for (const quint32 none : {0U, 4U, 8U})
            QVERIFY(!device.at(none));
        device.renumber(device.ports[2], 9); // its index was another's
        QCOMPARE(nameAt(5), QByteArray("c"));
        QCOMPARE(nameAt(9), QByteArray("gone"));
        device.renumber(device.ports[0], 3); // another's; that one has none now
        QCOMPARE(nameAt(3), QByteArray("a"));
        QVERIFY(!device.at(7));
        device.renumber(device.ports[1], 1);
        QCOMPARE(nameAt(1), QByteArray("b"));
        QCOMPARE(nameAt(3), QByteArray("a"));
    }

    void aNameInAnotherScriptIsFoundAtItsIndexAndElsewhere()
    {
        WatchedDevice device = deviceWith({port("", 1), port("x", 2)});
        QList<inventory::Port> known{port("", 1), port("x", 2)};
        known[0].name = QStringLiteral("Übergabe 光");
        device.setPorts(known);
        const QByteArray name = known[0].name.toUtf8();
        const PolledTable table = Answers(portPlan(false, false)).text(PolledField::Name, 1, name.constData()).table();
        QCOMPARE(nameOfRow(matchPorts(device, table), 1), known[0].name);
        const PolledTable moved = Answers(portPlan(false, false)).text(PolledField::Name, 2, name.constData()).text(PolledField::Name, 3, " x").table();
        QCOMPARE(nameOfRow(matchPorts(device, moved), 2), known[0].name);
        QCOMPARE(nameOfRow(matchPorts(device, moved), 3), QStringLiteral("x"));
    }

    void placesStayWithTheirPortsWhenTheInventoryIsReadAgain()
    {
        SystemClock clock;
        IdSource ids(clock, 5);
        QList<inventory::Port> known;
        for (int i = 0; i < 200; ++i) {
            known.append(port(qPrintable(QStringLiteral("port %1").arg(i)), i + 1, "to somewhere"));
            known.last().id = ids.next<PortTag>();
        }
        const auto placeOf = [](const PortId& id, std::size_t metric) { // chunks in no order, some of them far apart, each slot
            const auto hash = quint32(qHash(id.uuid(), metric));
            return performance::SeriesPlace{qint32(1 + hash % 7 * 300'000'000), qint32(hash / 7 % performance::slotsPerChunk)};
        };
        WatchedDevice device;
        device.setPorts(known);
        for (WatchedPort& one : device.ports)
            for (std::size_t metric = 0; metric < polledMetrics; ++metric) {
                QCOMPARE(device.place(one, metric), performance::SeriesPlace());
                device.setPlace(one, metric, placeOf(one.id, metric));
            }
        known.remove(20, 100);
        std::reverse(known.begin(), known.end());
        known.prepend(port("new", 999));
        known.first().id = ids.next<PortTag>();
        device.setPorts(known);
        QCOMPARE(qsizetype(device.ports.size()), known.size());
        for (std::size_t i = 0; i < device.ports.size(); ++i) {
            QCOMPARE(device.text(device.ports[i].name), known[qsizetype(i)].name.toUtf8());
            for (std::size_t metric = 0; metric < polledMetrics; ++metric)
                QCOMPARE(device.place(device.ports[i], metric), i == 0 ? performance::SeriesPlace() : placeOf(device.ports[i].id, metric));
        }
    }

    void withoutANameNothingIsBelievedUntilSomethingElseTells()
    {
        WatchedDevice device = deviceWith({port("eth 0", 1, "uplink"), port("eth 1", 2, "", "00:00:5e:00:53:02"), port("eth 2", 3), port("eth 3", 4)});
        const PolledTable bare = Answers(portPlan(false, false)).counter(PolledField::InOctets, 1, 7).table();
        const PortMatch first = matchPorts(device, bare);
        QVERIFY(first.needsIdentity);
        QVERIFY(first.rows.empty());
        const PolledTable whole = Answers(portPlan(false, true))
                                      .text(PolledField::Alias, 11, "uplink")
                                      .text(PolledField::Mac, 12, "00:00:5e:00:53:02")
                                      .text(PolledField::Description, 13, "eth 2")
                                      .counter(PolledField::InOctets, 4, 7)
                                      .table();
        const PortMatch second = matchPorts(device, whole);
        QCOMPARE(nameOfRow(second, 11), QStringLiteral("eth 0"));
        QCOMPARE(nameOfRow(second, 12), QStringLiteral("eth 1"));
        QCOMPARE(nameOfRow(second, 13), QStringLiteral("eth 2"));
        QCOMPARE(nameOfRow(second, 4), QString()); // the index alone is no proof
        QCOMPARE(second.unknown, 1);
    }

    void ofTwoRowsWithOneNameTheOneWithItsIndexCounts()
    {
        WatchedDevice device = deviceWith({port("a", 5)});
        const PolledTable table = Answers(portPlan(false, false)).text(PolledField::Name, 4, "a").text(PolledField::Name, 5, "a").table();
        const PortMatch match = matchPorts(device, table);
        QCOMPARE(match.rows.size(), 1U);
        QCOMPARE(match.rows[0].row->ifIndex, 5U);
        QCOMPARE(match.unknown, 1);
    }

    void whatAnObjectCannotHaveIsLeftOut()
    {
        PolledTable table = Answers(portPlan(true, false))
                                .number(PolledField::InOctets, 1, 5, snmp::Type::Gauge32)
                                .number(PolledField::OperState, 1, 99, snmp::Type::Integer)
                                .number(PolledField::OperState, 1, quint64(-1), snmp::Type::Integer)
                                .number(PolledField::Name, 1, 5, snmp::Type::Integer)
                                .number(PolledField::NarrowInOctets, 1, 6, snmp::Type::Counter32)
                                .table();
        QCOMPARE(table.odd, 4);
        QCOMPARE(table.values, 1);
        QCOMPARE(table.rows.size(), 1U);
        QCOMPARE(int(table.rows[0].operState), -1);
    }

    void theNarrowCounterCountsWhereThereIsNoWideOne()
    {
        WatchedDevice device = deviceWith({port("a", 1)});
        const PolledTable table = Answers(portPlan(true, false))
                                      .text(PolledField::Name, 1, "a")
                                      .number(PolledField::NarrowInOctets, 1, 6, snmp::Type::Counter32)
                                      .counter(PolledField::OutOctets, 1, 1ULL << 40)
                                      .number(PolledField::NarrowOutOctets, 1, 7, snmp::Type::Counter32)
                                      .table();
        const PortMatch match = matchPorts(device, table);
        QVERIFY(lacksWideCounters(match));
        QCOMPARE(unplaced(match).size(), 2);
        QHash<performance::SeriesKey, performance::SeriesPlace> places;
        for (const performance::SeriesKey& key : unplaced(match))
            places.insert(key, {1, int(places.size())});
        place(match, places);
        QVERIFY(unplaced(match).isEmpty());
        const auto rounds = portReadings(match, table);
        QCOMPARE(rounds.size(), 1U);
        QCOMPARE(rounds[0].moment.at.ms, 60'000);
        QCOMPARE(rounds[0].readings.size(), 2U);
        QCOMPARE(rounds[0].readings[0].bits, 32);
        QCOMPARE(rounds[0].readings[1].bits, 64);
        QCOMPARE(rounds[0].readings[1].value, 1ULL << 40);
    }

    void aPortThatWentDownIsAnEventOnce()
    {
        WatchedDevice device = deviceWith({port("a", 1)});
        for (const int events : {1, 0}) {
            const PolledTable table = Answers(portPlan(false, false)).text(PolledField::Name, 1, "a").number(PolledField::OperState, 1, 2, snmp::Type::Integer).table();
            const PortChanges changes = portChanges(device, matchPorts(device, table), {});
            QCOMPARE(changes.events.size(), events);
            QCOMPARE(changes.changes.size(), events);
        }
    }
};

QTEST_GUILESS_MAIN(PortPollTest)
#include "tst_portpoll.moc"
