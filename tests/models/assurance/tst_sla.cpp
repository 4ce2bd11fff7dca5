#include "models/assurance/outage.h"
#include "models/assurance/sla.h"

#include <QTest>

using namespace trunkline;
using assurance::Interval;

namespace {

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t hourMs = 60 * minuteMs;

Interval span(std::int64_t from, std::int64_t to) { return {{from}, {to}}; }
Interval between(const char* from, const char* to) { return {Timestamp::parse(QString::fromLatin1(from)), Timestamp::parse(QString::fromLatin1(to))}; }

} // namespace

Q_DECLARE_METATYPE(Interval)

class SlaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void merges_data()
    {
        QTest::addColumn<QList<Interval>>("given");
        QTest::addColumn<QList<Interval>>("expected");
        QTest::newRow("none") << QList<Interval>{} << QList<Interval>{};
        QTest::newRow("one") << QList{span(1, 5)} << QList{span(1, 5)};
        QTest::newRow("apart, out of order") << QList{span(7, 9), span(1, 5)} << QList{span(1, 5), span(7, 9)};
        QTest::newRow("overlap") << QList{span(1, 5), span(3, 9)} << QList{span(1, 9)};
        QTest::newRow("inside") << QList{span(1, 9), span(3, 4)} << QList{span(1, 9)};
        QTest::newRow("the same twice") << QList{span(1, 9), span(1, 9)} << QList{span(1, 9)};
        QTest::newRow("neighbours join") << QList{span(1, 5), span(5, 9)} << QList{span(1, 9)};
        QTest::newRow("a millisecond apart") << QList{span(1, 5), span(6, 9)} << QList{span(1, 5), span(6, 9)};
        QTest::newRow("three in a chain") << QList{span(8, 12), span(1, 5), span(4, 9)} << QList{span(1, 12)};
        QTest::newRow("empty and reversed vanish") << QList{span(5, 5), span(9, 3), span(1, 2)} << QList{span(1, 2)};
    }
    void merges()
    {
        QFETCH(QList<Interval>, given);
        QFETCH(QList<Interval>, expected);
        QCOMPARE(assurance::merged(given), expected);
    }

    void clips()
    {
        QCOMPARE(assurance::clipped({span(1, 5), span(8, 20)}, span(3, 10)), QList({span(3, 5), span(8, 10)}));
        QCOMPARE(assurance::clipped({span(1, 3), span(10, 20)}, span(3, 10)), QList<Interval>());
        QCOMPARE(assurance::coveredMs({span(1, 5), span(3, 9), span(20, 21)}), 9);
    }

    void months_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<Interval>("outage");
        QTest::addColumn<QStringList>("months");
        QTest::newRow("inside one") << "Europe/Berlin" << between("2026-03-10T09:00:00Z", "2026-03-10T15:00:00Z") << QStringList{"2026-03-01"};
        QTest::newRow("over midnight of the last day, in the operator's zone")
            << "Europe/Berlin" << between("2026-03-31T21:30:00Z", "2026-03-31T22:30:00Z") << QStringList{"2026-03-01", "2026-04-01"};
        QTest::newRow("the same instants in another zone") << "UTC" << between("2026-03-31T21:30:00Z", "2026-03-31T22:30:00Z") << QStringList{"2026-03-01"};
        QTest::newRow("until the very end of the month") << "Europe/Berlin" << between("2026-03-31T20:00:00Z", "2026-03-31T22:00:00Z") << QStringList{"2026-03-01"};
        QTest::newRow("a millisecond longer") << "Europe/Berlin" << between("2026-03-31T20:00:00Z", "2026-03-31T22:00:00.001Z") << QStringList{"2026-03-01", "2026-04-01"};
        QTest::newRow("over the year") << "Europe/Berlin" << between("2026-12-31T22:00:00Z", "2027-02-01T00:00:00Z") << QStringList{"2026-12-01", "2027-01-01", "2027-02-01"};
        QTest::newRow("no length") << "Europe/Berlin" << between("2026-03-10T09:00:00Z", "2026-03-10T09:00:00Z") << QStringList{};
    }
    void months()
    {
        QFETCH(QString, zone);
        QFETCH(Interval, outage);
        QFETCH(QStringList, months);
        QStringList seen;
        for (BillingDate month : assurance::monthsTouched(outage, OperatorZone::named(zone)))
            seen.append(month.toIso());
        QCOMPARE(seen, months);
    }

    void summerTimeMakesMonthsShorterAndLonger()
    {
        const OperatorZone berlin = OperatorZone::named(QStringLiteral("Europe/Berlin"));
        QCOMPARE(assurance::monthInterval(BillingDate(2026, 3, 1), berlin).ms(), 31 * 24 * hourMs - hourMs);
        QCOMPARE(assurance::monthInterval(BillingDate(2026, 10, 1), berlin).ms(), 31 * 24 * hourMs + hourMs);
        QCOMPARE(assurance::monthInterval(BillingDate(2026, 4, 1), berlin).ms(), 30 * 24 * hourMs);
        // A night in which two o'clock came twice: 23:00 to 06:00 are eight hours.
        QCOMPARE(between("2026-10-24T21:00:00Z", "2026-10-25T05:00:00Z").ms(), 8 * hourMs);
    }

    void credits_data()
    {
        QTest::addColumn<QList<Interval>>("outages");
        QTest::addColumn<int>("capBasisPoints");
        QTest::addColumn<qint64>("granted");
        QTest::addColumn<qint64>("hours");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<qint64>("due");
        // 29.90 a month, four hours allowed, 5 % for each started hour beyond: 1.495, rounded once.
        const auto row = [](const char* name, QList<Interval> outages, qint64 hours, qint64 total, qint64 granted = 0, int cap = 5000) {
            QTest::newRow(name) << outages << cap << granted << hours << total << std::max<qint64>(0, total - granted);
        };
        row("no outage", {}, 0, 0);
        row("far below", {span(0, minuteMs)}, 0, 0);
        row("exactly the allowance", {span(0, 4 * hourMs)}, 0, 0);
        row("a millisecond beyond", {span(0, 4 * hourMs + 1)}, 1, 150);
        row("an hour beyond", {span(0, 5 * hourMs)}, 1, 150);
        row("an hour and a millisecond", {span(0, 5 * hourMs + 1)}, 2, 299);
        row("two outages together", {span(0, 2 * hourMs), span(3 * hourMs, 6 * hourMs)}, 1, 150);
        row("two that overlap count once", {span(0, 3 * hourMs), span(hourMs, 4 * hourMs)}, 0, 0);
        row("port and device at once", {span(0, 6 * hourMs), span(0, 6 * hourMs)}, 2, 299);
        row("the cap", {span(0, 100 * hourMs)}, 96, 1495);
        row("exactly the cap", {span(0, 14 * hourMs)}, 10, 1495);
        row("no cap but the price", {span(0, 700 * hourMs)}, 696, 2990, 0, 10'000);
        row("a part was granted before", {span(0, 6 * hourMs)}, 2, 299, 150);
        row("all was granted before", {span(0, 6 * hourMs)}, 2, 299, 299);
        row("more was granted than is due: nothing is taken back", {span(0, 6 * hourMs)}, 2, 299, 500);
    }
    void credits()
    {
        QFETCH(QList<Interval>, outages);
        QFETCH(int, capBasisPoints);
        QFETCH(qint64, granted);
        QFETCH(qint64, hours);
        QFETCH(qint64, total);
        QFETCH(qint64, due);
        const Currency eur = Currency::parse(u"EUR");
        const auto verdict = assurance::slaCredit({240, 500, capBasisPoints}, UnitPrice::parse(u"29.90", eur), outages, Money{granted, eur});
        QCOMPARE(qint64(verdict.measure.startedHours), hours);
        QCOMPARE(qint64(verdict.total.minor), total);
        QCOMPARE(qint64(verdict.due.minor), due);
        QCOMPARE(verdict.measure.isBreach(), hours > 0);
        QCOMPARE(verdict.measure.capped, hours * 500 > capBasisPoints);
    }

    void grantingIsIdempotent()
    {
        const Currency yen = Currency::parse(u"JPY");
        const catalogue::SlaTerms terms{0, 333, 10'000};
        Money granted = Money::zero(yen);
        for (std::int64_t hours = 1; hours <= 40; ++hours) { // the outage grows, each time the difference is granted
            granted += assurance::slaCredit(terms, UnitPrice::parse(u"4980", yen), {span(0, hours * hourMs)}, granted).due;
            QCOMPARE(assurance::slaCredit(terms, UnitPrice::parse(u"4980", yen), {span(0, hours * hourMs)}, granted).due, Money::zero(yen));
        }
        QCOMPARE(granted, (Money{4980, yen})); // the parts sum to the whole, whatever each was rounded to
    }

    void durationsForPeople_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("hours and minutes") << qint64(6 * hourMs + 12 * minuteMs) << "6 h 12 min";
        QTest::newRow("whole hours") << qint64(4 * hourMs) << "4 h";
        QTest::newRow("seconds") << qint64(45'000) << "45 s";
        QTest::newRow("the boundary shows") << qint64(4 * hourMs + 1) << "4 h 0 min 1 s";
        QTest::newRow("all") << qint64(hourMs + minuteMs + 1'250) << "1 h 1 min 2 s";
        QTest::newRow("an outage as measured") << qint64(6 * hourMs + 4'916) << "6 h 0 min 5 s";
        QTest::newRow("up to the next minute") << qint64(59'400) << "1 min";
        QTest::newRow("nothing") << qint64(0) << "0 s";
    }
    void durationsForPeople()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, text);
        QCOMPARE(assurance::durationText(ms, QLocale::c()), text);
    }

    void aCreditExplainsItself()
    {
        const Currency eur = Currency::parse(u"EUR");
        assurance::SlaCredit credit{{}, {}, {}, BillingDate(2026, 3, 1), Money{299, eur}, UnitPrice::parse(u"29.90", eur),
                                    5 * hourMs + 30 * minuteMs, 4 * hourMs, 2, 1000, Money::zero(eur), {}};
        const QString text = assurance::creditText(credit, QLocale(QLocale::English, QLocale::UnitedKingdom));
        for (const char* part : {"March 2026", "5 h 30 min", "4 h are allowed", "2 started hour", "10"})
            QVERIFY2(text.contains(QLatin1StringView(part)), qPrintable(text));
        QVERIFY(!text.contains(QStringLiteral("before")));
        credit.grantedBefore = Money{150, eur};
        QVERIFY(assurance::creditText(credit, QLocale::c()).contains(QStringLiteral("before")));
    }
};

QTEST_GUILESS_MAIN(SlaTest)
#include "tst_sla.moc"
