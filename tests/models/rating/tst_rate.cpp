#include "models/core/errors.h"
#include "models/rating/rate.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace trunkline;
using namespace trunkline::catalogue;
using namespace trunkline::rating;

namespace {

const Currency eur = Currency::parse(u"EUR");

std::int64_t micros(const char* price)
{
    return UnitPrice::parse(QString::fromLatin1(price), eur).micros;
}

std::int64_t ms(const char* instant)
{
    return Timestamp::parse(QString::fromLatin1(instant)).ms;
}

/// By the second at `price` a minute, unless changed.
Rate perMinute(const char* code, const char* price, std::int64_t increment = 1)
{
    return {QString::fromLatin1(code), 0, {{0, micros(price), 60, increment}}, Rounding::HalfUp, 6, 0, {}, {}};
}

/// Working days 08:00 to 18:00 cost "day", the rest "night"; a holiday costs "night". Zone "Home" is 49, "Mobile" 4917.
Tariff weekTariff(const char* zone = "Europe/Berlin")
{
    Tariff tariff{QStringLiteral("VOICE"), QStringLiteral("Voice"), 1, UsageUnit::Second, eur, QString::fromLatin1(zone), BillingDate(2026, 1, 1), {}, {}, {}, {}, {}};
    tariff.zones = {{"HOME", "Home", {"49", "+49"}}, {"MOBILE", "Mobile", {"4917"}}};
    tariff.rates = {perMinute("DAY", "0.06"), perMinute("NIGHT", "0.03"), perMinute("MOBILE", "0.12", 60)};
    tariff.bands = {{"EVER", everyDay, 0, {}, {}, {}}, {"OFFICE", workdays, 8 * 3600, {}, {}, {}}, {"EVENING", workdays, 18 * 3600, {}, {}, {}}};
    tariff.rules = {{"HOME", "NIGHT", "EVER", 0}, {"HOME", "DAY", "OFFICE", 0}, {"HOME", "NIGHT", "EVENING", 0}, {"MOBILE", "MOBILE", "EVER", 0}};
    return tariff;
}

struct Rater {
    explicit Rater(Tariff tariff) : book(std::move(tariff)), plan{{{book.validFromMs(), &book}}} {}
    const Rating& operator()(const char* start, std::int64_t quantity, std::string_view destination, std::span<Allowance> allowances = {})
    {
        const RatePlan* plans[] = {&plan};
        rate({ms(start), quantity, destination}, plans, allowances, result);
        return result;
    }
    RateBook book;
    RatePlan plan;
    Rating result;
};

std::int64_t sumOf(const Rating& result)
{
    return std::accumulate(result.parts.begin(), result.parts.end(), result.connectMicros + result.adjustmentMicros,
                           [](std::int64_t sum, const RatedPart& part) { return sum + part.amountMicros; });
}

} // namespace

class RateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longestPrefixDecides()
    {
        Rater rater(weekTariff());
        QCOMPARE(rater("2026-03-10T11:00:00Z", 60, "4930123").totalMicros, micros("0.06"));
        QCOMPARE(rater("2026-03-10T11:00:00Z", 61, "49171234").totalMicros, micros("0.24"));
        QCOMPARE(rater("2026-03-10T11:00:00Z", 61, "33123").outcome, Outcome::NoDestination);
        QCOMPARE(rater("2025-12-31T22:59:59Z", 61, "49").outcome, Outcome::NoTariff);
        QCOMPARE(rater("2026-03-10T11:00:00Z", 0, "4930123").totalMicros, 0);
        QCOMPARE(rater("2026-03-10T11:00:00Z", -5, "4930123").outcome, Outcome::OutOfBounds);
    }

    // 17:59 to 18:01 on the wall of Berlin, in winter and in summer.
    void callIsCutWhereAnotherPriceBegins()
    {
        Rater rater(weekTariff());
        for (const char* start : {"2026-03-10T16:59:00Z", "2026-07-14T15:59:00Z"}) {
            const Rating& call = rater(start, 120, "4930123");
            QCOMPARE(call.parts.size(), 2u);
            QCOMPARE(call.parts[0].quantity, 60);
            QCOMPARE(call.totalMicros, micros("0.09"));
        }
    }

    // A minute that began at 17:59:30 is a minute by day, and no second of it is charged twice.
    void incrementBelongsToThePriceThatHeldWhenItBegan()
    {
        Tariff tariff = weekTariff();
        for (Rate& rate : tariff.rates)
            rate.steps.first().increment = 60;
        Rater rater(tariff);
        const Rating& call = rater("2026-03-10T16:59:30Z", 120, "4930123");
        QCOMPARE(call.parts.size(), 2u);
        QCOMPARE(call.parts[0].charged, 60);
        QCOMPARE(call.parts[1].charged, 60);
        QCOMPARE(call.totalMicros, micros("0.09"));
    }

    void holidayIsNoWorkingDay()
    {
        Tariff tariff = weekTariff();
        tariff.holidays = {BillingDate(2026, 3, 10)};
        Rater rater(tariff);
        QCOMPARE(rater("2026-03-10T11:00:00Z", 60, "4930123").totalMicros, micros("0.03"));
        QCOMPARE(rater("2026-03-11T11:00:00Z", 60, "4930123").totalMicros, micros("0.06"));
    }

    void firstMinuteWholeThenByTheSecond()
    {
        Tariff tariff = weekTariff();
        tariff.rates[0] = {"DAY", micros("0.2"), {{0, micros("1.2"), 60, 60}, {60, micros("1.2"), 60, 1}}, Rounding::HalfUp, 4, 0, {}, {}};
        Rater rater(tariff);
        QCOMPARE(rater("2026-03-10T11:00:00Z", 45, "49").totalMicros, micros("1.4"));
        QCOMPARE(rater("2026-03-10T11:00:00Z", 61, "49").totalMicros, micros("1.42"));
        QCOMPARE(rater("2026-03-10T11:00:00Z", 57, "49").parts[0].charged, 60); // a call of 57 s is a minute, not 30 s
    }

    void minimumAndCapHoldForTheWholeUsage()
    {
        Tariff tariff = weekTariff();
        tariff.rates[0].minimumMicros = micros("0.05");
        tariff.rates[0].capMicros = micros("0.50");
        Rater rater(tariff);
        QCOMPARE(rater("2026-03-10T11:00:00Z", 10, "49").totalMicros, micros("0.05"));
        QCOMPARE(rater("2026-03-10T11:00:00Z", 3600, "49").totalMicros, micros("0.50"));
        QCOMPARE(sumOf(rater.result), rater.result.totalMicros);
        QCOMPARE(rater.result.cutAt, -1);
        tariff.rates[0].atCap = AtCap::CutOff;
        Rater cutting(tariff);
        QCOMPARE(cutting("2026-03-10T11:00:00Z", 3600, "49").totalMicros, micros("3.60"));
        QCOMPARE(cutting.result.cutAt, 500);
    }

    void allowancesAreDrawnInTheirOrderAndTheRestIsPriced()
    {
        Rater rater(weekTariff());
        std::vector<Allowance> minutes{{30, ms("2026-01-01T00:00:00Z"), ms("2026-03-10T00:00:00Z"), UsageUnit::Second, {}}, // gone
                                       {20, ms("2026-03-01T00:00:00Z"), ms("2026-04-01T00:00:00Z"), UsageUnit::Second, {"HOME"}},
                                       {50, ms("2026-03-01T00:00:00Z"), ms("2026-05-01T00:00:00Z"), UsageUnit::Second, {}},
                                       {1'000, ms("2026-03-01T00:00:00Z"), ms("2026-05-01T00:00:00Z"), UsageUnit::Octet, {}}};
        const Rating& call = rater("2026-03-10T11:00:00Z", 60, "4930", minutes);
        QCOMPARE(call.totalMicros, 0);
        QCOMPARE(call.draws.size(), 2u);
        QCOMPARE(minutes[1].left, 0);
        QCOMPARE(minutes[2].left, 10);
        QCOMPARE(rater("2026-03-10T11:00:00Z", 60, "4930", minutes).totalMicros, micros("0.05"));
        QCOMPARE(minutes[0].left, 30);
        QCOMPARE(minutes[3].left, 1'000);
    }

    void newVersionCutsTheCall()
    {
        Tariff next = weekTariff();
        next.validFrom = BillingDate(2026, 4, 1);
        next.rates[1].steps.first().priceMicros = micros("0.30");
        const RateBook before(weekTariff()), after(next);
        const RatePlan plan{{{before.validFromMs(), &before}, {after.validFromMs(), &after}}};
        const RatePlan* plans[] = {&plan};
        Rating call;
        rate({ms("2026-03-31T21:59:00Z"), 120, "49"}, plans, {}, call); // midnight in Berlin is 22:00 in UTC
        QCOMPARE(call.parts.size(), 2u);
        QCOMPARE(call.totalMicros, micros("0.33"));
    }

    void brokenRecordIsNoAmount()
    {
        Tariff tariff = weekTariff();
        tariff.unit = UsageUnit::Octet;
        tariff.rates[0].steps.first() = {0, micros("1000000"), 1, 1};
        Rater rater(tariff);
        std::vector<Allowance> octets{{10, 0, ms("2027-01-01T00:00:00Z"), UsageUnit::Octet, {}}};
        QCOMPARE(rater("2026-03-10T11:00:00Z", 900'000'000'000'000, "49", octets).outcome, Outcome::OutOfBounds);
        QCOMPARE(octets[0].left, 10);
    }

    // Every time zone, both changes of the year: a call over the change costs what the wall clock says, and its
    // parts sum to the call.
    void everyTimeZoneAcrossItsChanges()
    {
        int zones = 0, calls = 0;
        for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
            const QTimeZone zone(id);
            Tariff tariff = weekTariff(id.constData());
            tariff.validFrom = BillingDate(2025, 1, 1);
            tariff.bands[1].startSecond = 2 * 3600;
            tariff.bands[1].days = tariff.bands[2].days = everyDay;
            tariff.bands[2].startSecond = 3 * 3600;
            Rater rater(tariff);
            ++zones;
            QList<QDateTime> changes;
            for (const QTimeZone::OffsetData& change : zone.transitions(QDateTime(QDate(2026, 1, 1), {}, Qt::UTC), QDateTime(QDate(2027, 1, 1), {}, Qt::UTC)))
                changes.append(change.atUtc);
            for (const QDateTime& change : changes) {
                const qint64 start = change.toMSecsSinceEpoch() - 7'200'000;
                const RatePlan* plans[] = {&rater.plan};
                rate({start, 14'400, "49"}, plans, {}, rater.result);
                QCOMPARE(rater.result.outcome, Outcome::Priced);
                std::int64_t expected = 0; // second by second, by Qt's own calendar
                for (int second = 0; second < 14'400; ++second) {
                    const int hour = QDateTime::fromMSecsSinceEpoch(start + second * 1000LL, zone).time().hour();
                    expected += hour == 2 ? 6 : 3;
                }
                QCOMPARE(rater.result.totalMicros, (expected * 10'000 + 30) / 60);
                QCOMPARE(sumOf(rater.result), rater.result.totalMicros);
                ++calls;
            }
        }
        QVERIFY(zones > 300 && calls > 100);
        qInfo("%d time zones, %d calls over a change", zones, calls);
    }

    // Random tariffs and calls: what is charged covers what was used, nothing is charged twice, all of it adds up.
    void partsCoverTheUsage()
    {
        const unsigned seed = 20261127;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const auto upTo = [&](int most) { return int(random() % unsigned(most)); };
        for (int i = 0; i < 300; ++i) {
            Tariff tariff = weekTariff(i % 2 ? "America/New_York" : "Asia/Kathmandu");
            for (Rate& rate : tariff.rates) {
                rate.connectMicros = upTo(100'000);
                rate.steps = {{0, upTo(1'000'000), 1 + upTo(90), 1 + upTo(90)}, {1 + upTo(300), upTo(1'000'000), 1 + upTo(90), 1 + upTo(90)}};
                rate.decimals = upTo(7);
            }
            tariff.bands[1].startSecond = upTo(86'400);
            Rater rater(tariff);
            std::vector<Allowance> minutes{{upTo(2'000), std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), UsageUnit::Second, {}}};
            for (int n = 0; n < 50; ++n) {
                const std::int64_t quantity = upTo(200'000);
                const RatePlan* plans[] = {&rater.plan};
                const std::int64_t before = minutes[0].left;
                rate({ms("2026-03-27T00:00:00Z") + upTo(400'000'000), quantity, n % 3 ? "49" : "49170"}, plans, minutes, rater.result);
                std::int64_t used = 0, charged = 0, included = 0, drawn = 0;
                for (const RatedPart& part : rater.result.parts) {
                    QCOMPARE(part.offset, used);
                    used += part.quantity;
                    charged += part.charged;
                    included += part.included;
                }
                for (const Draw& draw : rater.result.draws)
                    drawn += draw.quantity;
                QCOMPARE(used, quantity);
                QVERIFY(charged >= used && (quantity == 0 || charged < used + 90));
                QCOMPARE(included, drawn);
                QCOMPARE(before - minutes[0].left, drawn);
                QCOMPARE(sumOf(rater.result), rater.result.totalMicros);
            }
        }
    }

    void tariffIsTheSameAfterStoring()
    {
        Tariff tariff = weekTariff();
        tariff.holidays = {BillingDate(2026, 12, 25)};
        tariff.rates[0].capMicros = micros("5");
        tariff.bands[0].months = {1, 12};
        QCOMPARE(tariffFrom(toJson(tariff)), tariff);
    }

    void impossibleTariffIsRefused_data()
    {
        QTest::addColumn<std::function<void(Tariff&)>>("damage");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, std::function<void(Tariff&)> damage, const char* word) { QTest::newRow(name) << damage << QString::fromUtf8(word); };
        row("no price", [](Tariff& t) { t.rules.clear(); }, "no price");
        row("unknown rate", [](Tariff& t) { t.rules[0].rate = "X"; }, "“X”");
        row("zone twice", [](Tariff& t) { t.zones.append(t.zones.first()); }, "twice");
        row("zone of time", [](Tariff& t) { t.timeZone = "Mars/Olympus"; }, "Mars/Olympus");
        row("increment 0", [](Tariff& t) { t.rates[0].steps[0].increment = 0; }, "increments");
        row("steps", [](Tariff& t) { t.rates[0].steps.append(t.rates[0].steps.first()); }, "ascending");
        row("late start", [](Tariff& t) { t.rates[0].steps[0].from = 5; }, "from the start");
        row("negative", [](Tariff& t) { t.rates[0].steps[0].priceMicros = -1; }, "negative");
        row("month 13", [](Tariff& t) { t.bands[0].months = {13}; }, "month");
        row("25:00", [](Tariff& t) { t.bands[0].startSecond = 90'000; }, "23:59:59");
    }
    void impossibleTariffIsRefused()
    {
        QFETCH(std::function<void(Tariff&)>, damage);
        QFETCH(QString, word);
        Tariff tariff = weekTariff();
        damage(tariff);
        try {
            RateBook book(tariff);
            QFAIL("not refused");
        } catch (const InvalidInput& refusal) {
            QVERIFY2(refusal.sentence().contains(word), qPrintable(refusal.sentence()));
        }
    }

    // The trie against looking at every prefix.
    void trieFindsWhatASearchFinds()
    {
        const unsigned seed = 7;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const auto number = [&](int most) {
            std::string digits;
            for (int length = int(random() % unsigned(most)); length > 0; --length)
                digits += "0123456789+*#x"[random() % (random() % 10 ? 10 : 14)];
            return digits;
        };
        std::map<std::string, int> known;
        PrefixTrie trie;
        for (int i = 0; i < 5'000; ++i) {
            const std::string prefix = number(7);
            known[prefix] = i;
            trie.insert(prefix, i);
        }
        for (int i = 0; i < 20'000; ++i) {
            const std::string dialled = number(12);
            int expected = -1;
            for (std::size_t length = 0; length <= dialled.size(); ++length)
                if (const auto found = known.find(dialled.substr(0, length)); found != known.end())
                    expected = found->second;
            QCOMPARE(trie.longestMatch(dialled), expected);
        }
    }
};

QTEST_GUILESS_MAIN(RateTest)
#include "tst_rate.moc"
