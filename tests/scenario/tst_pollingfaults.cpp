// What goes wrong with polling: devices that renumber, restart, vanish; answers that come late; a clock that jumps; a
// disk that is full. The agents are made by hand, the poller and the database are the program's.

#include "models/collection/poller.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventorystore.h"
#include "tests/snmp/handmadetable.h"
#include "tests/support/smalldisk.h"
#include "tests/support/teststore.h"
#include "tests/support/wait.h"

#include <QSignalSpy>
#include <QTest>

using namespace trunkline;
using namespace trunkline::test;

namespace {

const snmp::Oid ifEntry{1, 3, 6, 1, 2, 1, 2, 2, 1};
const snmp::Oid ifXEntry{1, 3, 6, 1, 2, 1, 31, 1, 1, 1};

QByteArray berUnsigned(int tag, quint64 value)
{
    QByteArray octets;
    do
        octets.prepend(char(value & 0xff));
    while (value >>= 8);
    if (quint8(octets[0]) >= 0x80)
        octets.prepend('\0');
    return tlv(tag, octets);
}

/// A device whose objects a test writes.
class HandmadeDevice {
public:
    HandmadeDevice() : agent_([this](const HandmadeRequest& request) { return answer(request); })
    {
        mib_.objects().clear();
        uptime(1'000'000);
    }

    void uptime(quint32 ticks) { mib_.objects()[uptimeObject] = berUnsigned(0x43, ticks_ = ticks); }
    void liveOn(qint64 ms) { uptime(ticks_ + quint32(ms / 10)); }
    void port(quint32 index, const QByteArray& name, quint64 octets, quint32 discontinuity = 0)
    {
        auto& objects = mib_.objects();
        objects[ifXEntry + 1u + index] = tlv(0x04, name);
        objects[ifXEntry + 6u + index] = berUnsigned(0x46, octets);
        objects[ifXEntry + 10u + index] = berUnsigned(0x46, octets);
        objects[ifXEntry + 19u + index] = berUnsigned(0x43, discontinuity);
        objects[ifEntry + 7u + index] = berNumber(1);
        objects[ifEntry + 8u + index] = berNumber(1);
    }

    quint16 snmpPort() const { return agent_.port(); }
    bool silent = false;
    bool repeatsOld = false; ///< each answer is preceded by all that were given before

private:
    QList<QByteArray> answer(const HandmadeRequest& request)
    {
        if (silent)
            return {};
        QList<QByteArray> all = repeatsOld ? given_ : QList<QByteArray>();
        all.append(HandmadeAnswer(request, joined(mib_.binds(request))).bytes());
        given_.append(all.last());
        return all;
    }

    HandmadeMib mib_;
    quint32 ticks_ = 0;
    QList<QByteArray> given_;
    HandmadeAgent agent_;
};

/// Devices of two ports, "a" and "b", in the inventory and on the wire.
struct Fleet {
    explicit Fleet(const QString& database, int count, collection::PollerOptions options = {}, int timeoutMs = 300)
        : store(database), sealer(QByteArray(32, 'k'))
    {
        inventory::Credential credential;
        credential.name = QStringLiteral("public");
        credential.community = "public";
        inventory::CredentialService(store.context, sealer).add(administrator(), credential);
        const CredentialId id = inventory::credentials(*store.connection, sealer).first().id;
        store::Transaction transaction(*store.connection);
        for (int i = 0; i < count; ++i) {
            devices.push_back(std::make_unique<HandmadeDevice>());
            put(*devices.back(), i, id);
        }
        transaction.commit();
        options.timeoutMs = timeoutMs;
        options.retries = 0;
        poller = std::make_unique<collection::Poller>(store.context, engine, sealer, access::collectorAgent(QStringLiteral("test")), options);
    }

    void put(HandmadeDevice& handmade, int number, CredentialId credential)
    {
        inventory::Device device;
        device.id = store.ids.next<DeviceTag>();
        device.name = QStringLiteral("device-%1").arg(number);
        device.address = QStringLiteral("127.0.0.1");
        device.snmpPort = handmade.snmpPort();
        device.credentialId = credential;
        device.state = inventory::DeviceState::Answering;
        inventory::insertDevice(*store.connection, device);
        for (const char* name : {"a", "b"}) {
            inventory::Port port;
            port.id = store.ids.next<PortTag>();
            port.deviceId = device.id;
            port.name = QString::fromLatin1(name);
            port.ifIndex = name[0] == 'a' ? 1 : 2;
            port.adminState = inventory::AdminState::Up;
            port.operState = inventory::OperState::Up;
            port.speedBps = 1'000'000'000;
            inventory::insertPort(*store.connection, port);
            ports.append(port);
            handmade.port(quint32(port.ifIndex), name, 0);
        }
    }

    /// Every device lives on, and is asked.
    collection::PollSummary round(qint64 ms = minute, qint64 byOurClock = minute)
    {
        store.clock.advanceMs(byOurClock);
        for (const auto& device : devices)
            device->liveOn(ms);
        const auto future = poller->pollOnce();
        if (!waitFor([&] { return future.isFinished(); }, 120'000))
            qFatal("The round does not end");
        return future.result();
    }

    QList<qint64> rates(int port) const
    {
        QList<qint64> all;
        for (const auto& point : performance::rates(*store.connection, ports[port].id, performance::Metric::InOctets, {0}, store.clock.now().plusMs(24 * 60 * minute), performance::Resolution::Raw))
            all.append(point.meanBps / 1000);
        return all;
    }

    static constexpr qint64 minute = 60'000;
    TestStore store;
    store::Sealer sealer;
    std::vector<std::unique_ptr<HandmadeDevice>> devices;
    QList<inventory::Port> ports;
    snmp::Engine engine;
    std::unique_ptr<collection::Poller> poller;
};

constexpr quint64 hundredKbit = 750'000; // octets a minute

bool isAbout(const QList<qint64>& rates, const QList<qint64>& expected)
{
    return rates.size() == expected.size()
        && std::equal(rates.begin(), rates.end(), expected.begin(), [](qint64 rate, qint64 wanted) { return qAbs(rate - wanted) <= 1 + wanted / 50; });
}

} // namespace

#define COMPARE_RATES(port, ...) QVERIFY2(isAbout(fleet.rates(port), __VA_ARGS__), qPrintable(QDebug::toString(fleet.rates(port))))

class PollingFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void renumberedPortsKeepTheirHistory_data() { engineRows(); }
    void renumberedPortsKeepTheirHistory()
    {
        QFETCH(QString, engine);
        Fleet fleet(engine, 1);
        HandmadeDevice& device = *fleet.devices[0];
        quint64 a = 0, b = 0;
        for (int i = 0; i < 6; ++i) {
            const bool swapped = i % 2 == 1;
            device.port(swapped ? 2 : 1, "a", a += hundredKbit);
            device.port(swapped ? 1 : 2, "b", b += 3 * hundredKbit);
            QCOMPARE(fleet.round().gaps, 0);
        }
        COMPARE_RATES(0, {100, 100, 100, 100, 100});
        COMPARE_RATES(1, {300, 300, 300, 300, 300});
        QCOMPARE(inventory::port(*fleet.store.connection, fleet.ports[0].id)->ifIndex, 2);
    }

    void aRestartAndADiscontinuityAreGaps()
    {
        Fleet fleet(QStringLiteral("sqlite"), 1);
        HandmadeDevice& device = *fleet.devices[0];
        fleet.round();
        device.port(1, "a", hundredKbit);
        fleet.round();
        device.port(1, "a", 40 * hundredKbit, 77'000); // discontinuous: not what was counted
        QVERIFY(fleet.round().gaps >= 2);
        device.port(1, "a", 41 * hundredKbit, 77'000);
        fleet.round();
        device.uptime(100);
        device.port(1, "a", 50 * hundredKbit, 0); // more than before, but after a restart
        QVERIFY(fleet.round(1'000).gaps >= 2);
        device.port(1, "a", 51 * hundredKbit, 0);
        fleet.round();
        COMPARE_RATES(0, {100, 100, 100});
    }

    /// sysUpTime begins again every 497 days: no gap, no alarm of a restart; a true restart the minute after is both.
    void theUptimesWrapAfter497DaysIsNoRestart()
    {
        Fleet fleet(QStringLiteral("sqlite"), 1);
        HandmadeDevice& device = *fleet.devices[0];
        device.uptime(0xffff'ffffU - 15'000); // a minute and a half to go after the first round
        quint64 octets = 0;
        for (int i = 0; i < 6; ++i) {
            device.port(1, "a", octets += hundredKbit);
            const auto summary = fleet.round();
            QCOMPARE(summary.gaps + summary.events, 0);
        }
        QVERIFY(fault::alarmHistory(*fleet.store.connection).isEmpty());
        COMPARE_RATES(0, {100, 100, 100, 100, 100});
        device.uptime(0);
        QVERIFY(fleet.round(1'000).gaps > 0);
        QVERIFY(!fault::alarmHistory(*fleet.store.connection).isEmpty());
    }

    void lateAndDoubledAnswersNeverCount()
    {
        Fleet fleet(QStringLiteral("sqlite"), 1);
        HandmadeDevice& device = *fleet.devices[0];
        device.repeatsOld = true;
        for (quint64 i = 1; i <= 5; ++i) {
            device.port(1, "a", i * hundredKbit);
            fleet.round();
        }
        COMPARE_RATES(0, {100, 100, 100, 100});
        QVERIFY(fleet.poller->health().refused > 0);
    }

    void aJumpOfTheClockIsAGapAndNoRate()
    {
        Fleet fleet(QStringLiteral("sqlite"), 1);
        quint64 octets = 0;
        const auto round = [&](qint64 byOurClock) {
            fleet.devices[0]->port(1, "a", octets += hundredKbit);
            return fleet.round(Fleet::minute, byOurClock);
        };
        round(Fleet::minute);
        round(Fleet::minute);
        round(3 * 3'600'000);  // set forward
        round(Fleet::minute);
        round(-3 * 3'600'000); // and back
        round(Fleet::minute);
        const QList<qint64> rates = fleet.rates(0);
        QVERIFY(rates.size() >= 3);
        for (const qint64 rate : rates)
            QVERIFY2(qAbs(rate - 100) <= 3, qPrintable(QString::number(rate)));
    }

    void aThousandDevicesVanishAndReturn()
    {
        constexpr int count = 1'000;
        Fleet fleet(QStringLiteral("sqlite"), count, {}, 2'500); // the agents answer on the thread that stores
        quint64 octets = 0;
        const auto round = [&](bool silent) {
            octets += hundredKbit;
            for (const auto& device : fleet.devices) {
                device->silent = silent;
                device->port(1, "a", octets);
            }
            return fleet.round();
        };
        QCOMPARE(round(false).answered, count);
        QCOMPARE(round(false).answered, count);
        QCOMPARE(round(true).silent, count);
        QCOMPARE(fault::openAlarms(*fleet.store.connection).size(), 0);
        QCOMPARE(round(true).events, count);
        QCOMPARE(fault::openAlarms(*fleet.store.connection).size(), count);
        QCOMPARE(round(true).events, 0);
        QCOMPARE(round(false).answered, count);
        QCOMPARE(fault::openAlarms(*fleet.store.connection).size(), 0);
        QCOMPARE(round(false).answered, count);
        // The time in the dark is one long interval: the counters went on.
        for (const int device : {0, count / 2, count - 1})
            COMPARE_RATES(2 * device, {100, 100, 100});
    }

    void silentDevicesAreAskedEverMoreSeldomUntilASign()
    {
        collection::PollerOptions options;
        options.intervalMs = 400;
        options.longestProbeMs = 600'000;
        Fleet fleet(QStringLiteral("sqlite"), 2, options);
        fleet.devices[0]->silent = true;
        QSignalSpy polled(fleet.poller.get(), &collection::Poller::polled);
        fleet.poller->start();
        const auto timeouts = [&] { return fleet.poller->health().timeouts; };
        QVERIFY(waitFor([&] { return timeouts() >= 4; }, 30'000)); // at 0, 0.4, 0.8, 1.6, 3.2 … s
        fleet.devices[0]->silent = false;
        const DeviceId silent = fleet.ports[0].deviceId;
        QCOMPARE(inventory::device(*fleet.store.connection, silent)->state, inventory::DeviceState::Silent);
        fleet.poller->askSoon(silent);
        QVERIFY(waitFor([&] { return inventory::device(*fleet.store.connection, silent)->state == inventory::DeviceState::Answering; }, 1'400));
        QVERIFY(fleet.poller->health().latenessMs < 5'000);
    }

    /// A database that may not grow, a system that refuses to write any file further, and a file system without a byte left.
    void aFullDiskIsSaidAndDrained_data()
    {
        QTest::addColumn<QString>("disk");
        QTest::newRow("as large as the database may be") << "pages";
        QTest::newRow("no file may grow (RLIMIT_FSIZE)") << "limit";
        QTest::newRow("a file system of 8 MiB (ENOSPC)") << "tmpfs";
    }
    void aFullDiskIsSaidAndDrained()
    {
        QFETCH(QString, disk);
        FileLimit files;
        std::optional<SmallDisk> small;
        if (disk == QLatin1String("tmpfs")) {
            small.emplace();
            if (!small->isMounted())
                QSKIP("this user may not mount a file system");
        }
        Fleet fleet(QStringLiteral("sqlite"), 20);
        const auto fill = [&](bool full) {
            if (disk == QLatin1String("pages"))
                fleet.store.connection->row(full ? QStringLiteral("PRAGMA max_page_count = 1") : QStringLiteral("PRAGMA max_page_count = 1000000")); // as small as the file is
            else if (disk == QLatin1String("limit"))
                files.forbid(full);
            else
                small->fill(full);
        };
        QSignalSpy held(fleet.poller.get(), &collection::Poller::held);
        quint64 octets = 0;
        const auto round = [&] {
            octets += hundredKbit;
            for (const auto& device : fleet.devices)
                device->port(1, "a", octets);
            return fleet.round();
        };
        round();
        round();
        fill(true);
        int before = 0;
        for (int i = 0; i < 200 && held.isEmpty(); ++i, ++before)
            round();
        QCOMPARE(held.size(), 1);
        const QString sentence = held.first().first().toString();
        QVERIFY2(sentence.contains(QLatin1String("disk")), qPrintable(sentence));
        const int waiting = fleet.poller->health().waiting;
        QVERIFY(!round().problems.isEmpty());
        QCOMPARE(fleet.poller->health().waiting, waiting + 20); // it asks all the same
        QCOMPARE(held.size(), 1); // said once
        fill(false);
        QVERIFY(waitFor([&] { return fleet.poller->health().waiting == 0; }, 10'000));
        QList<qint64> expected;
        for (int i = 0; i < before + 2; ++i)
            expected.append(100);
        COMPARE_RATES(0, expected);
        COMPARE_RATES(38, expected);
        QCOMPARE(fleet.poller->health().drops.value(QStringLiteral("queueFull")), 0);
    }

    void whatDoesNotFitTheQueueIsCounted()
    {
        collection::PollerOptions options;
        options.mostHeld = 8; // two rounds of the device
        Fleet fleet(QStringLiteral("sqlite"), 1, options);
        quint64 octets = 0;
        const auto round = [&] {
            fleet.devices[0]->port(1, "a", octets += hundredKbit);
            return fleet.round();
        };
        round();
        round();
        const auto other = fleet.store.another();
        {
            const store::Transaction blocks(*other);
            QVERIFY(!round().problems.isEmpty());
            for (int i = 0; i < 3; ++i)
                round();
        }
        QVERIFY(waitFor([&] { return fleet.poller->health().waiting == 0; }, 60'000));
        QCOMPARE(fleet.poller->health().drops.value(QStringLiteral("queueFull")), 8);
        COMPARE_RATES(0, {100, 100, 100}); // a longer interval for those that were dropped
    }
};

QTEST_GUILESS_MAIN(PollingFaultsTest)
#include "tst_pollingfaults.moc"
