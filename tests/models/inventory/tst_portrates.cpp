#include "models/core/errors.h"
#include "models/inventory/inventoryservice.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/portrates.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::inventory;
using test::TestStore;

namespace {

FoundDevice switchWithPort(qint64 speedBps)
{
    FoundDevice found;
    found.sysName = QStringLiteral("acc-1");
    found.address = QStringLiteral("192.0.2.1");
    found.serialNumber = QStringLiteral("S1");
    FoundPort port;
    port.name = QStringLiteral("Te1/0/1");
    port.ifIndex = 1;
    port.speedBps = speedBps;
    found.ports = {port};
    return found;
}

} // namespace

class PortRatesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsRates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bps"); // 0: refused
        QTest::addRow("gigabits") << "10G" << Q_INT64_C(10'000'000'000);
        QTest::addRow("a fraction") << "2.5G" << Q_INT64_C(2'500'000'000);
        QTest::addRow("with a space, small") << " 622 m" << Q_INT64_C(622'000'000);
        QTest::addRow("kilobits") << "64k" << Q_INT64_C(64'000);
        QTest::addRow("bits") << "1544000" << Q_INT64_C(1'544'000);
        QTest::addRow("the most") << "100T" << Q_INT64_C(100'000'000'000'000);
        QTest::addRow("above the most") << "101T" << Q_INT64_C(0);
        QTest::addRow("beyond the type") << "9223372036854775807T" << Q_INT64_C(0);
        QTest::addRow("nothing") << "" << Q_INT64_C(0);
        QTest::addRow("zero") << "0" << Q_INT64_C(0);
        QTest::addRow("less than nothing") << "-1G" << Q_INT64_C(0);
        QTest::addRow("a plus") << "+1G" << Q_INT64_C(0);
        QTest::addRow("parts of a bit") << "0.5" << Q_INT64_C(0);
        QTest::addRow("two points") << "1.2.3G" << Q_INT64_C(0);
        QTest::addRow("a word") << "fast" << Q_INT64_C(0);
        QTest::addRow("a unit alone") << "G" << Q_INT64_C(0);
        QTest::addRow("a very long fraction") << "1.0000000000000G" << Q_INT64_C(0);
    }
    void readsRates()
    {
        QFETCH(QString, text);
        QFETCH(qint64, bps);
        if (bps == 0)
            QVERIFY_THROWS_EXCEPTION(InvalidInput, parseRate(text));
        else
            QCOMPARE(parseRate(text), bps);
    }

    void whatIsWrittenIsReadAsTheSame()
    {
        for (const qint64 bps : {1LL, 999LL, 64'000LL, 1'544'000LL, 1'234'567LL, 2'500'000'000LL, 10'000'000'000LL, 123'456'000'000'000LL / 2, 100'000'000'000'000LL})
            QCOMPARE(parseRate(rateWord(bps)), bps);
        QCOMPARE(rateWord(2'500'000'000), QStringLiteral("2.5G"));
        QCOMPARE(rateWord(64'000), QStringLiteral("64k"));
    }

    void aPersonsWordGoesBeforeTheDevices_data() { test::engineRows(); }
    void aPersonsWordGoesBeforeTheDevices()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        InventoryService inventory(s.context);
        const auto recorded = inventory.recordDiscovery(test::administrator(), switchWithPort(0));
        const PortId id = portByName(*s.connection, recorded.id, QStringLiteral("Te1/0/1"))->id;
        const auto stored = [&] { return *port(*s.connection, id); };
        QCOMPARE(stored().lineBps(), 0);
        QCOMPARE(stored().capacityBps(), 0);

        PortRateService rates(s.context);
        rates.set(test::administrator(), id, {10'000'000'000, 500'000'000, QStringLiteral("  says 0;   leased line LL-7 ")});
        QCOMPARE(stored().lineBps(), 10'000'000'000);
        QCOMPARE(stored().capacityBps(), 500'000'000);
        QCOMPARE(stored().rates.reason, QStringLiteral("says 0; leased line LL-7"));
        const auto entry = store::journalAfter(*s.connection, store::journalEnd(*s.connection) - 1, 1).first();
        QCOMPARE(entry.kind, QStringLiteral("port.ratesSet"));
        QCOMPARE(entry.before, QJsonObject({{"lineBps", 0}, {"contractBps", 0}}));
        QCOMPARE(entry.after, QJsonObject({{"lineBps", qint64(10'000'000'000)}, {"contractBps", qint64(500'000'000)}, {"port", "Te1/0/1"}, {"device", "acc-1"}, {"reason", "says 0; leased line LL-7"}}));

        // The same again is nothing new, and what a discovery finds leaves it alone.
        const auto end = store::journalEnd(*s.connection);
        rates.set(test::administrator(), id, stored().rates);
        QCOMPARE(store::journalEnd(*s.connection), end);
        inventory.recordDiscovery(test::administrator(), switchWithPort(1'000'000));
        QCOMPARE(stored().speedBps, 1'000'000);
        QCOMPARE(stored().lineBps(), 10'000'000'000);

        // Given back to the device; the entry keeps why.
        rates.set(test::administrator(), id, {0, 0, QStringLiteral("new firmware")});
        QCOMPARE(stored().rates, PortRates());
        QCOMPARE(stored().capacityBps(), 1'000'000);
        QCOMPARE(store::journalAfter(*s.connection, store::journalEnd(*s.connection) - 1, 1).first().after["reason"].toString(), QStringLiteral("new firmware"));
    }

    void refusesWhatCanNotBe()
    {
        TestStore s(QStringLiteral("sqlite"));
        const auto recorded = InventoryService(s.context).recordDiscovery(test::administrator(), switchWithPort(1'000'000'000));
        const PortId id = portByName(*s.connection, recorded.id, QStringLiteral("Te1/0/1"))->id;
        const auto end = store::journalEnd(*s.connection);
        PortRateService rates(s.context);
        const QString why = QStringLiteral("because");
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, rates.set(test::withRole(access::Role::Auditor), id, {1'000, 0, why}));
        QVERIFY_THROWS_EXCEPTION(NotFound, rates.set(test::administrator(), s.ids.next<PortTag>(), {1'000, 0, why}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, rates.set(test::administrator(), id, {-1, 0, why}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, rates.set(test::administrator(), id, {100'000'000'000'001, 0, why}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, rates.set(test::administrator(), id, {0, 1'000'000'001, why})); // more than the line carries
        QVERIFY_THROWS_EXCEPTION(InvalidInput, rates.set(test::administrator(), id, {500, 501, why}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, rates.set(test::administrator(), id, {0, 1'000, QStringLiteral("  ")}));
        QCOMPARE(store::journalEnd(*s.connection), end);
        QVERIFY(port(*s.connection, id)->rates.isNone());
    }
};

QTEST_GUILESS_MAIN(PortRatesTest)
#include "tst_portrates.moc"
