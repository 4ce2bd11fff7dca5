#include "models/catalogue/tariffservice.h"
#include "models/core/errors.h"
#include "models/inventory/servicestore.h"
#include "models/rating/usageservice.h"
#include "models/rating/usagetotals.h"
#include "tests/models/ordering/shop.h"

#include <QFile>

#include <random>
#include <set>

using namespace trunkline;
using namespace trunkline::rating;
using namespace trunkline::test;

namespace {

const Currency eur = Currency::parse(u"EUR");

struct RatedShop : Shop {
    explicit RatedShop(const QString& engine) : Shop(engine)
    {
        for (int i = 0; i < 3; ++i)
            services.append(ordering::OrderService(s.context).submit(administrator(), request(i)).serviceId);
        catalogue::Tariff tariff{QStringLiteral("VOICE"), QStringLiteral("Voice"), 1, catalogue::UsageUnit::Second, eur, QStringLiteral("Europe/Berlin"), BillingDate(2026, 1, 1), {}, {}, {}, {}, {}};
        tariff.zones = {{"HOME", "Germany", {"49"}}, {"FREE", "Free call", {"49800"}}};
        tariff.rates = {{"A", 0, {{0, 60'000, 60, 60}}, Rounding::HalfUp, 6, 0, {}, {}}, {"F", 0, {{0, 0, 1, 1}}, Rounding::HalfUp, 6, 0, {}, {}}};
        tariff.bands = {{"EVER", catalogue::everyDay, 0, {}, {}, {}}};
        tariff.rules = {{"HOME", "A", "EVER", 0}, {"FREE", "F", "EVER", 0}};
        catalogue::TariffService tariffs(s.context);
        tariffs.publish(administrator(), tariff);
        tariffs.choose(administrator(), offering, QStringLiteral("VOICE"));
        UsageMapping mapping;
        mapping.name = QStringLiteral("Switch");
        mapping.subscriber = 0;
        mapping.start = 1;
        mapping.quantity = 2;
        mapping.destination = 3;
        mapping.keys = {4};
        mapping.status = 5;
        mapping.billedStatus = QStringLiteral("OK");
        usage().saveMapping(administrator(), mapping);
        usage().identify(administrator(), QStringLiteral("4930001"), services[0], Timestamp::parse(u"2026-01-01T00:00:00Z"));
        usage().identify(administrator(), QStringLiteral("4930002"), services[1], Timestamp::parse(u"2026-01-01T00:00:00Z"));
    }

    UsageService usage() { return UsageService(s.context); }
    QString write(const QString& name, const QByteArray& text)
    {
        QFile file(s.folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no file");
        return file.fileName();
    }
    UsageFile import(const QString& path)
    {
        UsageImport import(s.context, administrator(), path, QStringLiteral("Switch"));
        while (import.step()) { }
        return import.finish();
    }
    std::int64_t sum() { return db().row(QStringLiteral("SELECT CAST(COALESCE(SUM(amount_micros), 0) AS BIGINT) AS total FROM usage_record"))->integer("total"); }
    std::int64_t count(const char* table) { return db().row(QStringLiteral("SELECT COUNT(*) AS n FROM %1").arg(QLatin1String(table)))->integer("n"); }

    QList<ServiceId> services;
};

const QByteArray header = "subscriber,start,seconds,destination,call,status\n";

void verifySum(const UsageCounts& counts)
{
    QCOMPARE(counts.rated + counts.suspended + counts.duplicates + counts.rejected, counts.records);
}

} // namespace

class UsageImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRecordEndsSomewhere_data() { engineRows(); }
    void everyRecordEndsSomewhere()
    {
        QFETCH(QString, engine);
        RatedShop shop(engine);
        const QString path = shop.write(QStringLiteral("march.csv"), header + "4930001,2026-03-01 10:00:00,61,4930777,c1,OK\n"
                                                                             "4930001,2026-03-01 10:05:00,10,49800123,c2,OK\n"
                                                                             "4930001,2026-03-01 10:00:00,61,4930777,c1,OK\n"
                                                                             "4930002,2026-03-01 11:00:00,60,4930777,c3,BUSY\n"
                                                                             "4930009,2026-03-01 12:00:00,60,4930777,c4,OK\n"
                                                                             "4930002,yester\xff\tday,60,4930777,c5,OK\n"
                                                                             "4930002,2026-03-01 13:00:00,60,33140,c6,OK\n"
                                                                             "4930002,2026-03-01 14:00:00,\"30\",4930,\"c \"\"7\"\"\",OK\n");
        const UsageFile file = shop.import(path);
        QCOMPARE(file.counts, (UsageCounts{8, 3, 3, 1, 1, 1}));
        verifySum(file.counts);
        QCOMPARE(shop.sum(), 120'000 + 60'000);
        QCOMPARE(usageFiles(shop.db()).first(), file);
        const QHash<QString, std::int64_t> reasons = suspendedByReason(shop.db());
        QCOMPARE(reasons.value(QStringLiteral("unknown-subscriber")), 1);
        QCOMPARE(reasons.value(QStringLiteral("bad-time")), 1);
        QCOMPARE(reasons.value(QStringLiteral("no-destination")), 1);
        QCOMPARE(asideLines(shop.db(), AsideState::Duplicate).first().line, 4);
        QCOMPARE(store::journalOf(shop.db(), QStringLiteral("usageFile"), QString::number(file.id)).last().kind, QStringLiteral("usage.imported"));
    }

    void sameFileIsNotReadTwice_data() { engineRows(); }
    void sameFileIsNotReadTwice()
    {
        QFETCH(QString, engine);
        RatedShop shop(engine);
        const QByteArray text = header + "4930001,2026-03-01 10:00:00,61,4930777,c1,OK\n";
        shop.import(shop.write(QStringLiteral("a.csv"), text));
        QVERIFY_THROWS_EXCEPTION(Refused, shop.import(shop.write(QStringLiteral("b.csv"), text)));
        // The same record in another file is a duplicate that names where it is.
        const UsageFile more = shop.import(shop.write(QStringLiteral("c.csv"), text + "4930002,2026-03-01 10:00:00,61,4930777,c1,OK\n"));
        QCOMPARE(more.counts, (UsageCounts{2, 1, 0, 1, 0, 0}));
        QCOMPARE(asideLines(shop.db(), AsideState::Duplicate).first().reason, QStringLiteral("file 1, line 2"));
        QCOMPARE(shop.count("usage_record"), 2);
    }

    // Stopped between any two steps and begun again: the same records, the same counts.
    void interruptedImportGoesOn_data() { engineRows(); }
    void interruptedImportGoesOn()
    {
        QFETCH(QString, engine);
        RatedShop shop(engine);
        QByteArray text = header;
        for (int i = 0; i < 12'000; ++i)
            text += (i % 7 ? "4930001,2026-03-" : "4930009,2026-03-") + QByteArray::number(10 + i % 20) + " 10:00:00,60,4930," + QByteArray::number(i % 11'000) + ",OK\n";
        const QString path = shop.write(QStringLiteral("big.csv"), text);
        {
            UsageImport import(shop.s.context, administrator(), path, QStringLiteral("Switch"), 5'000);
            QVERIFY(import.step());
            QVERIFY(import.progress() > 0.2 && import.progress() < 0.6);
        }
        QCOMPARE(usageFiles(shop.db()).first().seq, std::optional<std::int64_t>());
        const UsageFile file = shop.import(path);
        verifySum(file.counts);
        QCOMPARE(file.counts.records, 12'000);
        QCOMPARE(shop.count("usage_record"), file.counts.rated);
        QCOMPARE(shop.count("usage_aside"), file.counts.records - file.counts.rated);
        QCOMPARE(shop.sum(), file.counts.rated * 60'000);
        QCOMPARE(usageFiles(shop.db()).size(), 1);
    }

    void suspendedLinesAreRepairedAndRecycled_data() { engineRows(); }
    void suspendedLinesAreRepairedAndRecycled()
    {
        QFETCH(QString, engine);
        RatedShop shop(engine);
        const UsageFile file = shop.import(shop.write(QStringLiteral("a.csv"), header + "4930003,2026-03-01 10:00:00,60,4930,c1,OK\n"
                                                                                      "4930001,2026-03-01 10:00:00,x,4930,c2,OK\n"
                                                                                      "4930001,2026-03-01 10:00:00,y,4930,c3,OK\n"));
        QCOMPARE(file.counts.suspended, 3);
        QCOMPARE(shop.usage().recycle(administrator()), (UsageCounts{3, 0, 3, 0, 0, 0}));
        QCOMPARE(usageFiles(shop.db()).size(), 1);
        shop.usage().identify(administrator(), QStringLiteral("4930003"), shop.services[2], Timestamp::parse(u"2026-01-01T00:00:00Z"));
        shop.usage().repair(administrator(), file.id, 3, QStringLiteral("4930001,2026-03-01 10:00:00,60,4930,c2,OK"));
        shop.usage().reject(administrator(), file.id, 4, QStringLiteral("a test of the switch"));
        QCOMPARE(shop.usage().recycle(administrator()), (UsageCounts{2, 2, 0, 0, 0, 0}));
        QCOMPARE(shop.sum(), 120'000);
        QCOMPARE(asideLines(shop.db(), AsideState::Suspended).size(), 0);
        QCOMPARE(asideLines(shop.db(), AsideState::Recycled).size(), 2);
        QCOMPARE(asideLines(shop.db(), AsideState::Rejected).first().reason, QStringLiteral("a test of the switch"));
        QVERIFY_THROWS_EXCEPTION(Refused, shop.usage().reject(administrator(), file.id, 4, QStringLiteral("again")));
        QCOMPARE(shop.usage().recycle(administrator()), UsageCounts());
    }

    void refusals_data() { engineRows(); }
    void refusals()
    {
        QFETCH(QString, engine);
        RatedShop shop(engine);
        QVERIFY_THROWS_EXCEPTION(NotFound, shop.import(QStringLiteral("/nowhere.csv")));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, shop.import(shop.write(QStringLiteral("empty.csv"), {})));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, UsageImport(shop.s.context, withRole(access::Role::NocEngineer), shop.write(QStringLiteral("a.csv"), header), QStringLiteral("Switch")));
        QVERIFY_THROWS_EXCEPTION(NotFound, UsageImport(shop.s.context, administrator(), shop.write(QStringLiteral("a.csv"), header), QStringLiteral("Other")));
        QVERIFY_THROWS_EXCEPTION(Refused, shop.usage().identify(administrator(), QStringLiteral("4930001"), shop.services[2], Timestamp::parse(u"2026-02-01T00:00:00Z")));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, shop.usage().identify(administrator(), QStringLiteral(" "), shop.services[2], Timestamp{0}));
        // Given up by one service, it may be another's from then on.
        shop.usage().release(administrator(), identitiesOf(shop.db(), shop.services[0]).first().id, Timestamp::parse(u"2026-03-15T00:00:00Z"));
        shop.usage().identify(administrator(), QStringLiteral("4930001"), shop.services[2], Timestamp::parse(u"2026-03-15T00:00:00Z"));
        shop.import(shop.write(QStringLiteral("moved.csv"), header + "4930001,2026-03-14 10:00:00,60,4930,c1,OK\n4930001,2026-03-16 10:00:00,60,4930,c2,OK\n"));
        QCOMPARE(shop.db().row(QStringLiteral("SELECT COUNT(DISTINCT identity_id) AS n FROM usage_record"))->integer("n"), 2);
    }

    // A bill charges what no bill before it did; what comes late for its time is late, once.
    void usageIsBilledOnce_data() { engineRows(); }
    void usageIsBilledOnce()
    {
        QFETCH(QString, engine);
        RatedShop shop(engine);
        const QList<std::int64_t> both{1, 2};
        const auto midnight = [](const char* day) { return Timestamp::parse(QString::fromLatin1(day) + QStringLiteral("T00:00:00Z")); };
        shop.import(shop.write(QStringLiteral("march.csv"), header + "4930001,2026-03-01 10:00:00,60,4930,c1,OK\n"
                                                                     "4930001,2026-03-31 23:59:59,120,4930,c2,OK\n"
                                                                     "4930001,2026-04-01 00:00:00,180,4930,c3,OK\n"
                                                                     "4930002,2026-03-05 00:00:00,60,4930,c4,OK\n"));
        const UsageMark start{midnight("2026-03-01"), 0}, march{midnight("2026-04-01"), newestUsageSeq(shop.db())};
        const QList<UsageTotal> first = unbilledUsage(shop.db(), both, start, march);
        QCOMPARE(first.size(), 2);
        QCOMPARE(first[0].records, 2);
        QCOMPARE(first[0].amountMicros, 180'000);
        QVERIFY(!first[0].isLate);
        QCOMPARE(unbilledUsage(shop.db(), both, march, march), QList<UsageTotal>());
        shop.import(shop.write(QStringLiteral("late.csv"), header + "4930001,2026-02-10 10:00:00,60,4930,c5,OK\n4930001,2026-03-10 10:00:00,60,4930,c6,OK\n"
                                                                    "4930001,2026-04-10 10:00:00,60,4930,c7,OK\n"));
        const UsageMark april{midnight("2026-05-01"), newestUsageSeq(shop.db())};
        const QList<UsageTotal> second = unbilledUsage(shop.db(), both, march, april);
        QCOMPARE(second.size(), 2);
        QCOMPARE(second[0].records, 2);
        QCOMPARE(second[0].amountMicros, 180'000 + 60'000);
        QVERIFY(second[1].isLate);
        QCOMPARE(second[1].records, 2);
        QCOMPARE(second[1].first, Timestamp::parse(u"2026-02-10T10:00:00Z"));
        QCOMPARE(unbilledRecords(shop.db(), both, march, april).size(), 4);
        QCOMPARE(unbilledUsage(shop.db(), both, april, april), QList<UsageTotal>());
    }

    // Random files over random interruptions: nothing is lost, nothing is there twice.
    void usageIsConserved()
    {
        const unsigned seed = 17;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        RatedShop shop(QStringLiteral("sqlite"));
        std::set<QByteArray> calls; // that can be rated
        std::int64_t records = 0;
        for (int f = 0; f < 12; ++f) {
            QByteArray text = header;
            for (int i = 0; i < 400; ++i) {
                const QByteArray call = QByteArray::number(random() % 3'000);
                const QByteArray line = "4930001,2026-03-01 10:00:00,60," + QByteArray(random() % 9 ? "4930" : "33") + "," + call + (random() % 11 ? ",OK\n" : ",NO\n");
                if (line.contains(",4930,") && line.endsWith("OK\n"))
                    calls.insert(call);
                text += line;
                ++records;
            }
            verifySum(shop.import(shop.write(QStringLiteral("f%1.csv").arg(f), text)).counts);
        }
        std::int64_t counted = 0;
        for (const UsageFile& file : usageFiles(shop.db()))
            counted += file.counts.records;
        QCOMPARE(counted, records);
        QCOMPARE(shop.count("usage_record"), std::int64_t(calls.size()));
        QCOMPARE(shop.count("usage_record") + shop.count("usage_aside"), records);
    }
};

QTEST_GUILESS_MAIN(UsageImportTest)
#include "tst_usageimport.moc"
