// What the parts of a device measure, polled into the sample store and watched: an agent of the test's own, whose values change as the test
// wants, which counts what it is asked, and how much at once.
#include "models/collection/hardwarepoller.h"
#include "models/collection/profilereader.h"
#include "models/collection/trapevent.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "models/performance/gaugestore.h"
#include "snmp/simulator/agent.h"
#include "snmp/simulator/message.h"
#include "tests/support/teststore.h"

#include <QDeadlineTimer>
#include <QTest>
#include <QTimer>
#include <QUdpSocket>

#include <map>

using namespace trunkline;
using namespace trunkline::collection;
using performance::Gauge;
using snmp::Oid;
using snmp::Value;
using test::TestStore;

namespace {

class Objects : public simulator::ObjectSource {
public:
    std::map<Oid, Value> all;

    Value get(const Oid& oid) const override
    {
        const auto found = all.find(oid);
        return found == all.end() ? Value::exception(snmp::Type::NoSuchInstance) : found->second;
    }
    std::optional<snmp::VarBind> next(const Oid& oid) const override
    {
        const auto found = all.upper_bound(oid);
        return found == all.end() ? std::nullopt : std::optional(snmp::VarBind{found->first, found->second});
    }
    simulator::ErrorStatus check(const Oid&, const Value&) const override { return simulator::ErrorStatus::NotWritable; }
    void set(const Oid&, const Value&) override {}
};

/// Answers a turn of the event loop later, so that whoever asks twice at once is seen.
class CountingAgent {
public:
    CountingAgent()
    {
        if (!socket_.bind(QHostAddress::LocalHost))
            qFatal("no port");
        QObject::connect(&socket_, &QUdpSocket::readyRead, &socket_, [this] { read(); });
        timer_.setSingleShot(true);
        QObject::connect(&timer_, &QTimer::timeout, &socket_, [this] { answer(); });
        objects.all[Oid{1, 3, 6, 1, 2, 1, 1, 3, 0}] = Value::unsigned32(snmp::Type::TimeTicks, 100'000);
    }
    quint16 port() const { return socket_.localPort(); }
    void setUptime(quint32 ticks) { objects.all[Oid{1, 3, 6, 1, 2, 1, 1, 3, 0}] = Value::unsigned32(snmp::Type::TimeTicks, ticks); }

    Objects objects;
    int requests = 0;
    int mostAtOnce = 0;
    qsizetype variables = 0;
    bool silent = false;

private:
    void read()
    {
        while (socket_.hasPendingDatagrams()) {
            QByteArray datagram(int(socket_.pendingDatagramSize()), Qt::Uninitialized);
            Waiting one;
            socket_.readDatagram(datagram.data(), datagram.size(), &one.address, &one.port);
            one.datagram = datagram;
            waiting_.append(one);
        }
        mostAtOnce = std::max(mostAtOnce, int(waiting_.size()));
        timer_.start(0);
    }
    void answer()
    {
        for (const Waiting& one : std::exchange(waiting_, {})) {
            ++requests;
            auto message = simulator::decodeCommunityMessage(one.datagram);
            if (!message || silent)
                continue;
            const auto pdu = simulator::respond(message->pdu, objects, message->version, false, {});
            if (!pdu)
                continue;
            variables += pdu->bindings.size();
            message->pdu = *pdu;
            socket_.writeDatagram(simulator::encode(*message), one.address, one.port);
        }
    }
    struct Waiting {
        QByteArray datagram;
        QHostAddress address;
        quint16 port = 0;
    };

    QUdpSocket socket_;
    QTimer timer_;
    QList<Waiting> waiting_;
};

const Oid ont{1, 3, 6, 1, 4, 1, 2011, 6, 128, 1, 1, 2};
constexpr quint32 firstPon = 4'194'304'000u;

/// A Huawei OLT: `pons` ports with 64 ONTs each.
void makeOlt(CountingAgent& agent, int pons)
{
    auto& all = agent.objects.all;
    for (int pon = 0; pon < pons; ++pon) {
        const quint32 ifIndex = firstPon + quint32(pon) * 256;
        all[Oid{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1, ifIndex}] = Value::octets(QStringLiteral("0/%1/%2").arg(pon / 16).arg(pon % 16).toLatin1());
        for (quint32 id = 0; id < 64; ++id) {
            const Oid index{ifIndex, id};
            all[ont + Oid{43, 1, 3} + index] = Value::octets(QStringLiteral("HWTC%1").arg(pon * 64 + int(id), 8, 16, QLatin1Char('0')).toLatin1());
            all[ont + Oid{43, 1, 9} + index] = Value::octets("customer");
            all[ont + Oid{46, 1, 15} + index] = Value::integer(1);
            all[ont + Oid{46, 1, 20} + index] = Value::integer(800 + int(id));
            all[ont + Oid{46, 1, 24} + index] = Value::integer(13);
            all[ont + Oid{51, 1, 4} + index] = Value::integer(-2100);
            all[ont + Oid{51, 1, 6} + index] = Value::integer(10000 - 2300);
        }
    }
}

/// A device of a maker whose profile reads one table of temperatures.
const Oid board{1, 3, 6, 1, 4, 1, 32473, 9, 1};
const char boardProfile[] = R"({"about": "test", "vendor": "Test", "for": [{"sysObjectId": "1.3.6.1.4.1.32473.9"}], "states": {"fan": {"1": ["ok", "cleared"], "2": ["failed", "major"]}},
  "tables": [{"table": "1.3.6.1.4.1.32473.9.1", "name": "boardTable", "everySeconds": 60, "sensors": [
     {"value": 2, "class": "temperature", "name": "{1}", "high": 3, "highWarning": "=70"}, {"value": 4, "class": "state", "name": "{1} fan", "states": "fan"}]}]})";

void setBoard(CountingAgent& agent, quint32 row, const char* name, int celsius, int fan = 1)
{
    agent.objects.all[board + Oid{1, row}] = Value::octets(name);
    agent.objects.all[board + Oid{2, row}] = Value::integer(celsius);
    agent.objects.all[board + Oid{3, row}] = Value::integer(85);
    agent.objects.all[board + Oid{4, row}] = Value::integer(fan);
}

struct Scene {
    Scene(const QString& engineName, const char* sysObjectId, HardwarePollerOptions options = {})
        : store(engineName), sealer(QByteArray(32, 'k')), watched(*store.connection, sealer)
    {
        inventory::Credential reading;
        reading.name = QStringLiteral("read");
        reading.community = "public";
        const auto credential = inventory::CredentialService(store.context, sealer).add(test::administrator(), reading);
        inventory::FoundDevice found;
        found.sysName = QStringLiteral("box-1");
        found.sysObjectId = QString::fromLatin1(sysObjectId);
        found.description = QStringLiteral("Box");
        found.address = QStringLiteral("127.0.0.1");
        found.snmpPort = agent.port();
        found.serialNumber = QStringLiteral("S1");
        found.credentialId = credential.id;
        device = inventory::InventoryService(store.context).recordDiscovery(test::administrator(), found).id;
        auto library = std::make_shared<ProfileLibrary>(*installedProfiles());
        library->profiles.append(readProfile(boardProfile, QStringLiteral("board.json"), {}));
        options.timeoutMs = 20'000; // nothing is lost here
        poller = std::make_unique<HardwarePoller>(store.context, engine, watched, library, access::collectorAgent(QStringLiteral("test")), options);
    }

    HardwareSummary round(qint64 afterMs = 60'000)
    {
        store.clock.advanceMs(afterMs);
        ticks += quint32(afterMs / 10);
        agent.setUptime(ticks);
        const auto future = poller->pollOnce();
        turnUntil([&] { return future.isFinished(); });
        return future.result();
    }
    /// The agent lives here, too: events are taken as they come, without the pauses of QTest's waiting.
    template <class Fact>
    void turnUntil(Fact fact)
    {
        const QDeadlineTimer limit(120'000);
        while (!fact() && !limit.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1000);
        if (!fact())
            qFatal("The round does not end");
    }
    Gauge gauge(const char* measure, const QString& name)
    {
        for (const Gauge& one : performance::gauges(*store.connection, device))
            if (one.measure == QLatin1String(measure) && one.name == name)
                return one;
        qFatal("no gauge %s", qPrintable(name));
    }
    Decimal last(const Gauge& gauge) { return performance::lastValues(*store.connection, {gauge}).value(gauge.id).value; }
    QList<performance::RatePoint> history(const Gauge& gauge)
    {
        return performance::values(*store.connection, gauge, {0}, store.clock.now(), performance::Resolution::Raw);
    }
    fault::Alarm record(const fault::EventDraft& event) { return *fault::FaultService(store.context).record(access::collectorAgent(QStringLiteral("test")), event).alarm; }
    QList<fault::Alarm> alarms() { return fault::openAlarms(*store.connection); }

    TestStore store;
    store::Sealer sealer;
    CountingAgent agent;
    snmp::Engine engine;
    WatchedDevices watched;
    DeviceId device;
    std::unique_ptr<HardwarePoller> poller;
    quint32 ticks = 100'000;
};

} // namespace

class HardwarePollerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesBecomeSamples_data() { test::engineRows(); }
    void valuesBecomeSamples()
    {
        QFETCH(QString, engine);
        Scene scene(engine, "1.3.6.1.4.1.32473.9.1");
        setBoard(scene.agent, 1, "inlet", 40);
        setBoard(scene.agent, 2, "outlet", 50);
        QCOMPARE(scene.round().gauges, 4);
        setBoard(scene.agent, 1, "inlet", 42);
        QCOMPARE(scene.round().stored, 4);
        const Gauge inlet = scene.gauge("temperature", QStringLiteral("inlet"));
        QCOMPARE(scene.last(inlet), (Decimal{42, 0}));
        const auto points = scene.history(inlet);
        QCOMPARE(points.size(), 2);
        QCOMPARE(performance::valueOf(inlet.measure, points.last().meanBps), (Decimal{42, 0}));
        QCOMPARE(inlet.limits.high->source, performance::LimitSource::Device);
        QCOMPARE(inlet.limits.highWarning->source, performance::LimitSource::Profile);
        QCOMPARE(inlet.everySeconds, 60);
        QVERIFY(store::journalOf(*scene.store.connection, QStringLiteral("device"), scene.device.toString()).last().kind == QLatin1String("device.hardware"));
    }

    // Pain list 10: rows move, and each part keeps its own history.
    void historySurvivesANewIndex_data() { test::engineRows(); }
    void historySurvivesANewIndex()
    {
        QFETCH(QString, engine);
        HardwarePollerOptions options;
        options.largeGroup = 0; // names are remembered, not read each time
        Scene scene(engine, "1.3.6.1.4.1.32473.9.1", options);
        setBoard(scene.agent, 1, "inlet", 40);
        setBoard(scene.agent, 2, "outlet", 50);
        scene.round();
        scene.round();
        const Gauge inlet = scene.gauge("temperature", QStringLiteral("inlet")), outlet = scene.gauge("temperature", QStringLiteral("outlet"));
        // A board is put in before the others: what was row 1 is row 2 now.
        setBoard(scene.agent, 1, "fan tray", 30);
        setBoard(scene.agent, 2, "inlet", 41);
        setBoard(scene.agent, 3, "outlet", 51);
        scene.round();
        scene.round();
        QCOMPARE(scene.last(inlet), (Decimal{41, 0}));
        QCOMPARE(scene.last(outlet), (Decimal{51, 0}));
        for (const auto& point : scene.history(inlet))
            QVERIFY(point.meanBps == 40'000 || point.meanBps == 41'000);
        // The same rows under other names, after a restart: the uptime tells.
        setBoard(scene.agent, 1, "outlet", 52);
        setBoard(scene.agent, 3, "fan tray", 31);
        scene.ticks = 0;
        scene.round();
        QCOMPARE(scene.last(outlet), (Decimal{52, 0}));
        for (const auto& point : scene.history(outlet))
            QVERIFY(point.meanBps >= 50'000 && point.meanBps <= 52'000);
    }

    void aCrossedLimitIsAnAlarmAndTremblingIsOne_data() { test::engineRows(); }
    void aCrossedLimitIsAnAlarmAndTremblingIsOne()
    {
        QFETCH(QString, engine);
        Scene scene(engine, "1.3.6.1.4.1.32473.9.1");
        const auto at = [&](int celsius) {
            setBoard(scene.agent, 1, "inlet", celsius);
            scene.round();
        };
        at(60);
        at(71);
        QVERIFY(scene.alarms().isEmpty()); // one reading is none
        at(72);
        QCOMPARE(scene.alarms().size(), 1);
        const fault::Alarm alarm = scene.alarms().first();
        QCOMPARE(alarm.severity, Severity::Warning);
        QCOMPARE(alarm.problem, fault::Problem::TemperatureLimit);
        QCOMPARE(alarm.problem.eventType, QStringLiteral("environmentalAlarm"));
        QVERIFY2(alarm.text.contains(QStringLiteral("72")) && alarm.text.contains(QStringLiteral("70")) && alarm.text.contains(QStringLiteral("board")), qPrintable(alarm.text));
        for (int i = 0; i < 6; ++i)
            at(i % 2 ? 71 : 69); // within by less than the margin
        QCOMPARE(scene.alarms().size(), 1);
        QCOMPARE(scene.alarms().first().id, alarm.id);
        at(90);
        at(90);
        QCOMPARE(scene.alarms().first().severity, Severity::Critical);
        at(75);
        at(75); // the limit of the device is behind it, the profile's is not
        QCOMPARE(scene.alarms().first().severity, Severity::Warning);
        at(60);
        at(60);
        QVERIFY(scene.alarms().isEmpty());
        const auto event = fault::event(*scene.store.connection, fault::alarm(*scene.store.connection, alarm.id)->clearedByEvent);
        QCOMPARE(event->kind, fault::EventKind::ThresholdOver);
    }

    void aGapNeitherRaisesNorClears_data() { test::engineRows(); }
    void aGapNeitherRaisesNorClears()
    {
        QFETCH(QString, engine);
        HardwarePollerOptions options;
        Scene scene(engine, "1.3.6.1.4.1.32473.9.1", options);
        setBoard(scene.agent, 1, "inlet", 75);
        scene.round();
        scene.round(3'600'000); // one reading, an hour of nothing, one reading: not two in a row
        QVERIFY(scene.alarms().isEmpty());
        scene.round();
        QCOMPARE(scene.alarms().size(), 1);
        scene.agent.objects.all.erase(board + Oid{2, 1}); // the value is not told any more
        scene.round();
        scene.round();
        QCOMPARE(scene.alarms().size(), 1);
        const auto points = scene.history(scene.gauge("temperature", QStringLiteral("inlet")));
        QCOMPARE(points.size(), 3);
        QVERIFY(points[1].from > points[0].to); // the hour is a gap in its chart
    }

    // A board that was pulled would keep its alarm for ever; one that is only not told of for a while keeps it, and so does one whose device is silent.
    void theAlarmOfAPartThatIsGoneIsCleared_data() { test::engineRows(); }
    void theAlarmOfAPartThatIsGoneIsCleared()
    {
        QFETCH(QString, engine);
        constexpr qint64 halfAnHour = 1'800'000;
        Scene scene(engine, "1.3.6.1.4.1.32473.9.1");
        setBoard(scene.agent, 1, "inlet", 75);
        setBoard(scene.agent, 2, "outlet", 75);
        scene.round();
        scene.round();
        QCOMPARE(scene.alarms().size(), 2);
        const fault::Alarm inlet = scene.alarms()[scene.alarms()[0].text.contains(QStringLiteral("inlet")) ? 0 : 1];
        const auto pull = [&] {
            for (const quint32 column : {1, 2, 3, 4})
                scene.agent.objects.all.erase(board + Oid{column, 1});
        };
        pull();
        scene.round();
        scene.round(halfAnHour);
        QCOMPARE(scene.alarms().size(), 2); // not yet
        setBoard(scene.agent, 1, "inlet", 75);
        scene.round();
        pull();
        scene.round();
        scene.round(halfAnHour);
        scene.round(halfAnHour - 60'000);
        QCOMPARE(scene.alarms().size(), 2); // counted from when it was missing anew
        scene.round();
        QCOMPARE(scene.alarms().size(), 1);
        const auto cleared = *fault::alarm(*scene.store.connection, inlet.id);
        QCOMPARE(cleared.clearedBy, QStringLiteral("collector"));
        QVERIFY2(cleared.clearReason.contains(QStringLiteral("gone")), qPrintable(cleared.clearReason));
        QCOMPARE(store::journalOf(*scene.store.connection, QStringLiteral("alarm"), inlet.id.toString()).last().kind, QStringLiteral("alarm.cleared"));
        // Put in again and still hot: a new life.
        setBoard(scene.agent, 1, "inlet", 76);
        scene.round();
        scene.round();
        QCOMPARE(scene.alarms().size(), 2);
    }

    // What devices report of parts by themselves: a fan tray that failed and is pulled, by the row that its trap speaks of. The alarm that says that a unit
    // is missing is not over because it is missing; one whose fan is still there stays.
    void theAlarmOfATrapEndsWithItsPart_data() { test::engineRows(); }
    void theAlarmOfATrapEndsWithItsPart()
    {
        QFETCH(QString, engine);
        constexpr qint64 fiveMinutes = 300'000, halfAnHour = 1'800'000;
        Scene scene(engine, "1.3.6.1.4.1.9.1.2494");
        const Oid fruControl{1, 3, 6, 1, 4, 1, 9, 9, 117}, trays = fruControl + Oid{1, 4, 1, 1, 1};
        for (const quint32 entity : {1005, 1006})
            scene.agent.objects.all[trays + entity] = Value::integer(2); // up: the poll sees nothing
        scene.round();
        const auto device = inventory::device(*scene.store.connection, scene.device);
        const auto words = [&](const snmp::Notification& notification) {
            fault::EventDraft event = wordsOf(notification, *TrapRules::shared(), {notification.sourceAddress, &*device, nullptr, {}});
            event.at = scene.store.clock.now();
            return event;
        };
        const auto send = [&](const Oid& trap, const snmp::VarBinds& binds) {
            snmp::Notification notification;
            notification.sourceAddress = QStringLiteral("127.0.0.1");
            notification.trapOid = fruControl + Oid{2, 0} + trap;
            notification.binds = binds;
            return scene.record(words(notification));
        };
        const AlarmId pulled = send({6}, {{trays + 1005, Value::integer(3)}}).id;
        const AlarmId stays = send({6}, {{trays + 1006, Value::integer(3)}}).id;
        fault::EventDraft removed = words({});
        removed.kind = fault::EventKind::Fault;
        removed.report = fault::FaultReport{QStringLiteral("Unit removed"), QStringLiteral("1005"), {QStringLiteral("Unit removed"), QStringLiteral("equipmentAlarm"), QStringLiteral("replaceableUnitMissing")}, Severity::Minor};
        removed.payload = {{"oids", QJsonObject{{(trays + 1005).toString(), QStringLiteral("3")}}}};
        const AlarmId missing = scene.record(removed).id;
        QCOMPARE(scene.alarms().size(), 3);
        scene.round();
        scene.agent.objects.all.erase(trays + 1005);
        scene.round(fiveMinutes);
        scene.round(halfAnHour);
        QCOMPARE(scene.alarms().size(), 3); // not yet
        scene.round(halfAnHour);
        QCOMPARE(scene.alarms().size(), 2);
        const auto cleared = *fault::alarm(*scene.store.connection, pulled);
        QVERIFY(!cleared.isOpen());
        QVERIFY2(cleared.clearReason.contains(QStringLiteral("gone")), qPrintable(cleared.clearReason));
        const store::JournalEntry entry = store::journalOf(*scene.store.connection, QStringLiteral("alarm"), pulled.toString()).last();
        QCOMPARE(entry.kind, QStringLiteral("alarm.cleared"));
        QVERIFY(entry.cause.has_value());
        QVERIFY(fault::alarm(*scene.store.connection, stays)->isOpen());
        QVERIFY(fault::alarm(*scene.store.connection, missing)->isOpen());
    }

    // A line of log has words only: the part's name, as the device calls it.
    void theAlarmOfALogEndsWithItsPart_data() { test::engineRows(); }
    void theAlarmOfALogEndsWithItsPart()
    {
        QFETCH(QString, engine);
        constexpr qint64 fiveMinutes = 300'000, anHour = 3'600'000;
        Scene scene(engine, "1.3.6.1.4.1.32473.9.1");
        setBoard(scene.agent, 1, "inlet", 40);
        setBoard(scene.agent, 2, "outlet", 40);
        scene.round();
        const auto report = [&](const QString& part) {
            fault::EventDraft event;
            event.kind = fault::EventKind::Fault;
            event.source = QStringLiteral("127.0.0.1");
            event.deviceId = scene.device;
            event.objectName = QStringLiteral("box-1 ") + part;
            event.text = event.objectName + QStringLiteral(": over temperature");
            event.report = fault::FaultReport{QStringLiteral("Over temperature"), part, {QStringLiteral("Over temperature"), QStringLiteral("environmentalAlarm"), QStringLiteral("temperatureUnacceptable")}, Severity::Major};
            event.at = scene.store.clock.now();
            return scene.record(event).id;
        };
        const AlarmId pulled = report(QStringLiteral("INLET")), stays = report(QStringLiteral("outlet"));
        const AlarmId unknown = report(QStringLiteral("backplane")), number = report(QStringLiteral("1"));
        for (const quint32 column : {1, 2, 3, 4})
            scene.agent.objects.all.erase(board + Oid{column, 1});
        scene.round(fiveMinutes);
        QVERIFY(fault::alarm(*scene.store.connection, pulled)->isOpen());
        scene.round(anHour);
        QVERIFY(!fault::alarm(*scene.store.connection, pulled)->isOpen());
        for (const AlarmId& id : {stays, unknown, number}) // nobody knows what the last two are
            QVERIFY(fault::alarm(*scene.store.connection, id)->isOpen());
    }

    void aStateIsWatchedToo_data() { test::engineRows(); }
    void aStateIsWatchedToo()
    {
        QFETCH(QString, engine);
        Scene scene(engine, "1.3.6.1.4.1.32473.9.1");
        setBoard(scene.agent, 1, "inlet", 40, 2);
        scene.round();
        scene.round();
        QCOMPARE(scene.alarms().size(), 1);
        QCOMPARE(scene.alarms().first().severity, Severity::Major);
        QVERIFY(scene.alarms().first().text.contains(QStringLiteral("failed")));
        setBoard(scene.agent, 1, "inlet", 40, 3); // a number that the profile does not know says nothing
        scene.round();
        scene.round();
        QCOMPARE(scene.alarms().size(), 1);
        setBoard(scene.agent, 1, "inlet", 40, 1);
        scene.round();
        scene.round();
        QVERIFY(scene.alarms().isEmpty());
    }

    void aPersonsLimitsGoBeforeTheOthers_data() { test::engineRows(); }
    void aPersonsLimitsGoBeforeTheOthers()
    {
        QFETCH(QString, engine);
        Scene scene(engine, "1.3.6.1.4.1.32473.9.1");
        setBoard(scene.agent, 1, "inlet", 60);
        scene.round();
        const Gauge inlet = scene.gauge("temperature", QStringLiteral("inlet"));
        performance::GaugeService service(scene.store.context);
        performance::Limits limits;
        limits.high = performance::Limit{Decimal{55, 0}};
        service.setLimits(test::administrator(), inlet.id, limits, QStringLiteral("hot aisle"));
        scene.round();
        scene.round();
        QCOMPARE(scene.alarms().size(), 1);
        QCOMPARE(scene.alarms().first().severity, Severity::Critical);
        QVERIFY2(scene.alarms().first().text.contains(QStringLiteral("hot aisle")), qPrintable(scene.alarms().first().text));
        const QJsonObject info = fault::eventsOfAlarm(*scene.store.connection, scene.alarms().first().id).first().payload["thresholdInfo"].toObject();
        QCOMPARE(info["source"].toString(), QStringLiteral("person"));
        QCOMPARE(info["observedValue"].toString(), QStringLiteral("60"));
        QCOMPARE(info["thresholdLevel"].toString(), QStringLiteral("55"));
        service.setLimits(test::administrator(), inlet.id, {}, QStringLiteral("replaced tomorrow"));
        scene.round();
        scene.round();
        QVERIFY(scene.alarms().isEmpty());
        service.resetLimits(test::administrator(), inlet.id, QStringLiteral("replaced"));
        scene.round();
        QVERIFY(scene.alarms().isEmpty()); // 60 is below the device's own
    }

    // Pain list 15 and 16: 4,096 ONTs, state every minute, optics once an hour, one request in flight.
    void anOltOfFourThousandOntsIsAskedGently_data() { test::engineRows(); }
    void anOltOfFourThousandOntsIsAskedGently()
    {
        QFETCH(QString, engine);
        Scene scene(engine, "1.3.6.1.4.1.2011.2.123");
        makeOlt(scene.agent, 64);
        const HardwareSummary first = scene.round();
        QVERIFY2(first.problems.isEmpty(), qPrintable(first.problems.join(u' ')));
        QCOMPARE(scene.agent.mostAtOnce, 1);
        const auto components = performance::components(*scene.store.connection, scene.device);
        QCOMPARE(components.size(), 4096);
        QCOMPARE(std::count_if(components.begin(), components.end(), [](const auto& one) { return one.kind == QLatin1String("ont") && one.serialNumber.startsWith(QLatin1String("HWTC")); }), 4096);
        QSet<std::pair<QString, int>> intervals;
        for (const Gauge& gauge : performance::gauges(*scene.store.connection, scene.device))
            intervals.insert({gauge.role, gauge.everySeconds});
        QCOMPARE(intervals, (QSet<std::pair<QString, int>>{{"state", 60}, {"cause", 60}, {"distance", 3600}, {"rx", 3600}, {"oltRx", 3600}}));

        // What a minute costs, as the timer asks it: the states and what speaks for them, no names, no optics.
        const auto minute = [&] {
            scene.store.clock.advanceMs(60'000);
            scene.agent.setUptime(scene.ticks += 6'000);
            scene.poller->askSoon(scene.device, 60);
            scene.turnUntil([&] { return scene.poller->isIdle(scene.device); });
        };
        scene.agent.requests = 0;
        scene.agent.variables = 0;
        minute();
        qInfo("%d requests and %lld variables for 4,096 ONTs in a minute", scene.agent.requests, qlonglong(scene.agent.variables));
        QCOMPARE(scene.agent.mostAtOnce, 1);
        QVERIFY(scene.agent.variables >= 2 * 4096);
        QVERIFY(scene.agent.variables < 2 * 4096 + 600);
        QVERIFY(scene.agent.requests < 400);

        // An ONT that is moved to another place keeps its history; one that lost its light is an alarm, one that was switched off is none.
        const Gauge state = scene.gauge("state", QStringLiteral("0/0/0 ONT 5 customer"));
        scene.agent.objects.all[ont + Oid{46, 1, 15, firstPon, 5}] = Value::integer(2);
        scene.agent.objects.all[ont + Oid{46, 1, 24, firstPon, 5}] = Value::integer(1);
        scene.agent.objects.all[ont + Oid{46, 1, 15, firstPon, 6}] = Value::integer(2);
        minute();
        minute();
        QCOMPARE(scene.alarms().size(), 1);
        QCOMPARE(fault::eventsOfAlarm(*scene.store.connection, scene.alarms().first().id).first().report->object, state.id.toString());
        auto& all = scene.agent.objects.all;
        for (const auto& [table, columns] : std::map<quint32, QList<quint32>>{{43, {3, 9}}, {46, {15, 20, 24}}, {51, {4, 6}}})
            for (const quint32 column : columns) {
                const Oid from = ont + Oid{table, 1, column, firstPon, 5};
                all[ont + Oid{table, 1, column, firstPon + 256, 100}] = all[from];
                all.erase(from);
            }
        all[ont + Oid{46, 1, 15, firstPon + 256, 100}] = Value::integer(1);
        minute(); // the rows are others: nothing of it is believed
        QCOMPARE(scene.history(state).size(), 4);
        minute();
        minute();
        QCOMPARE(performance::gauge(*scene.store.connection, state.id)->name, QStringLiteral("0/0/1 ONT 100 customer"));
        QVERIFY(scene.alarms().isEmpty());
        QCOMPARE(scene.history(state).size(), 6);
    }
};

QTEST_GUILESS_MAIN(HardwarePollerTest)
#include "tst_hardwarepoller.moc"
