#include "models/core/clock.h"
#include "models/core/errors.h"
#include "models/core/timestamp.h"

#include <QDateTime>
#include <QTest>

#include <random>

using namespace trunkline;

class TimestampTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void instantsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("iso");
        QTest::newRow("UTC") << "2026-03-10T09:00:00Z" << "2026-03-10T09:00:00.000Z";
        QTest::newRow("minutes") << "2026-03-10T09:00Z" << "2026-03-10T09:00:00.000Z";
        QTest::newRow("milliseconds") << "2026-03-10T09:00:00.123Z" << "2026-03-10T09:00:00.123Z";
        QTest::newRow("east") << "2026-03-10T00:30:00+01:00" << "2026-03-09T23:30:00.000Z";
        QTest::newRow("west") << "2026-03-10T23:30:00-05:30" << "2026-03-11T05:00:00.000Z";
        QTest::newRow("before 1970") << "1969-12-31T23:59:59Z" << "1969-12-31T23:59:59.000Z";
        QTest::newRow("leap day") << "2024-02-29T00:00:00Z" << "2024-02-29T00:00:00.000Z";
    }
    void instantsAreRead()
    {
        QFETCH(QString, text);
        QTEST(Timestamp::parse(text).toIso(), "iso");
        QCOMPARE(Timestamp::parse(Timestamp::parse(text).toIso()), Timestamp::parse(text));
    }

    /// Seeded: the same on every run.
    void instantsAreWrittenAsQtWritesThem()
    {
        std::mt19937_64 random(20261127);
        std::uniform_int_distribution<std::int64_t> milliseconds(-62'135'596'800'000 - 86'400'000, 253'402'300'800'000 + 86'400'000); // year 1 to 9999
        for (int i = 0; i < 20'000; ++i) {
            const Timestamp instant{i % 2 ? milliseconds(random) : milliseconds(random) / 86'400'000 * 86'400'000};
            QCOMPARE(instant.toIso(), QDateTime::fromMSecsSinceEpoch(instant.ms, Qt::UTC).toString(Qt::ISODateWithMs));
        }
    }

    void noInstants_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "now", "2026-03-10", "2026-03-10T09:00:00", "2026-02-30T09:00:00Z", "2026-03-10T25:00:00Z", "2026-03-10 09:00:00Z",
                                 "2026-3-10T09:00:00Z", "2026-03-10T09:00:00Zulu"})
            QTest::addRow("“%s”", text) << QString::fromLatin1(text);
    }
    void noInstants()
    {
        QFETCH(QString, text);
        try {
            Timestamp::parse(text);
            QFAIL("it was accepted");
        } catch (const InvalidInput& error) {
            QVERIFY2(error.sentence().contains(text), error.what());
        }
    }

    void impossibleDates_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-03-01", "2026-3-1", "01.03.2026", "2026-03-01T00"})
            QTest::addRow("“%s”", text) << QString::fromLatin1(text);
    }
    void impossibleDates()
    {
        QFETCH(QString, text);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, BillingDate::parse(text));
    }

    void datesCount()
    {
        QVERIFY_THROWS_EXCEPTION(InvalidInput, BillingDate(2026, 2, 30));
        const BillingDate lastOfJanuary(2026, 1, 31);
        QCOMPARE(lastOfJanuary.plusMonths(1), BillingDate(2026, 2, 28));
        QCOMPARE(BillingDate(2024, 1, 31).plusMonths(1), BillingDate(2024, 2, 29));
        QCOMPARE(lastOfJanuary.plusMonths(-2), BillingDate(2025, 11, 30));
        QCOMPARE(lastOfJanuary.plusDays(1), BillingDate(2026, 2, 1));
        QCOMPARE(BillingDate(2026, 2, 10).withDay(31), BillingDate(2026, 2, 28));
        QCOMPARE(BillingDate(2026, 2, 10).withDay(3), BillingDate(2026, 2, 3));
        QCOMPARE(BillingDate(2026, 4, 1).daysSince(BillingDate(2026, 3, 1)), 31);
        QVERIFY(BillingDate(2026, 3, 1) < BillingDate(2026, 3, 2));
        const BillingPeriod march{BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)};
        QCOMPARE(march.days(), 31);
        QVERIFY(march.contains(BillingDate(2026, 3, 1)) && march.contains(BillingDate(2026, 3, 31)) && !march.contains(BillingDate(2026, 4, 1)));
        QCOMPARE(BillingDate::parse(u"2026-03-31").toIso(), QStringLiteral("2026-03-31"));
    }

    void anInstantIsADayInTheOperatorsZone_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("instant");
        QTest::addColumn<QString>("day");
        QTest::newRow("winter before midnight") << "Europe/Berlin" << "2026-03-09T22:59:59Z" << "2026-03-09";
        QTest::newRow("winter midnight") << "Europe/Berlin" << "2026-03-09T23:00:00Z" << "2026-03-10";
        QTest::newRow("summer before midnight") << "Europe/Berlin" << "2026-07-09T21:59:59Z" << "2026-07-09";
        QTest::newRow("summer midnight") << "Europe/Berlin" << "2026-07-09T22:00:00Z" << "2026-07-10";
        QTest::newRow("far east") << "Pacific/Kiritimati" << "2026-03-31T10:00:00Z" << "2026-04-01";
        QTest::newRow("far west") << "Pacific/Pago_Pago" << "2026-04-01T10:59:59Z" << "2026-03-31";
        QTest::newRow("quarter of an hour") << "Asia/Kathmandu" << "2026-03-31T18:15:00Z" << "2026-04-01";
    }
    void anInstantIsADayInTheOperatorsZone()
    {
        QFETCH(QString, zone);
        QFETCH(QString, instant);
        QTEST(OperatorZone::named(zone).dateAt(Timestamp::parse(instant)).toIso(), "day");
    }

    // Days of 23, 24 and 25 hours, and one whose midnight does not exist.
    void daysOfSummerTime_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("day");
        QTest::addColumn<QString>("start");
        QTest::addColumn<int>("minutes");
        QTest::newRow("Berlin, spring") << "Europe/Berlin" << "2026-03-29" << "2026-03-28T23:00:00.000Z" << 23 * 60;
        QTest::newRow("Berlin, plain") << "Europe/Berlin" << "2026-03-30" << "2026-03-29T22:00:00.000Z" << 24 * 60;
        QTest::newRow("Berlin, autumn") << "Europe/Berlin" << "2026-10-25" << "2026-10-24T22:00:00.000Z" << 25 * 60;
        QTest::newRow("Lord Howe, half an hour") << "Australia/Lord_Howe" << "2026-10-04" << "2026-10-03T13:30:00.000Z" << 23 * 60 + 30;
        QTest::newRow("Beirut, no midnight") << "Asia/Beirut" << "2026-03-29" << "2026-03-28T22:00:00.000Z" << 23 * 60;
        QTest::newRow("UTC") << "UTC" << "2026-03-29" << "2026-03-29T00:00:00.000Z" << 24 * 60;
    }
    void daysOfSummerTime()
    {
        QFETCH(QString, zone);
        QFETCH(QString, day);
        QFETCH(int, minutes);
        const OperatorZone operatorZone = OperatorZone::named(zone);
        const BillingDate date = BillingDate::parse(day);
        QTEST(operatorZone.startOf(date).toIso(), "start");
        QCOMPARE(operatorZone.startOf(date.plusDays(1)).msSince(operatorZone.startOf(date)), minutes * 60'000LL);
    }

    // Whatever the zone does with its clocks: the first instant of a day is in that day, the one before is not.
    void daysFollowEachOtherInEveryZone()
    {
        int zones = 0;
        for (const char* name : {"Europe/Berlin", "Europe/London", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "Asia/Beirut", "Asia/Kathmandu",
                                 "Asia/Tehran", "Africa/Casablanca", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "UTC"}) {
            const OperatorZone zone = OperatorZone::named(QString::fromLatin1(name));
            for (BillingDate day(2025, 1, 1); day < BillingDate(2027, 1, 1); day = day.plusDays(1)) {
                const Timestamp start = zone.startOf(day);
                QVERIFY2(zone.dateAt(start) == day && zone.dateAt(start.plusMs(-1)) == day.plusDays(-1),
                         qPrintable(zone.name() + u' ' + day.toIso()));
            }
            ++zones;
        }
        QCOMPARE(zones, 14);
    }

    void unknownZones()
    {
        QVERIFY_THROWS_EXCEPTION(InvalidInput, OperatorZone::named(QStringLiteral("Europe/Atlantis")));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, OperatorZone::named(QString()));
    }

    void clocks()
    {
        SettableClock clock(Timestamp::parse(u"2026-03-01T00:00:00Z"));
        clock.advanceMs(61'000);
        QCOMPARE(clock.now().toIso(), QStringLiteral("2026-03-01T00:01:01.000Z"));
        clock.set({5});
        QCOMPARE(clock.now().ms, 5);
        const SystemClock machine, ahead(3'600'000'000);
        QVERIFY(ahead.now().msSince(machine.now()) > 3'599'000'000);
    }
};

QTEST_GUILESS_MAIN(TimestampTest)
#include "tst_timestamp.moc"
