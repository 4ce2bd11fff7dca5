// Rating in memory by full rules with 100,000 prefixes, against the match of the prefix alone.
#include "tests/bench/bench.h"

#include "models/rating/rate.h"

#include <random>

namespace trunkline::bench {

namespace {

using namespace catalogue;
using namespace rating;

constexpr int prefixes = 100'000;
constexpr int calls = 2'000'000;
constexpr int rounds = 5;

std::string digits(std::mt19937_64& random, std::size_t length)
{
    std::string text;
    while (text.size() < length)
        text += char('0' + random() % 10);
    return text;
}

/// 500 zones, working days by day and evening, weekends, holidays; the first minute whole, connection fee, minimum and cap.
Tariff tariff()
{
    std::mt19937_64 random(1);
    Tariff t{QStringLiteral("VOICE"), QStringLiteral("Voice"), 1, UsageUnit::Second, Currency::parse(u"EUR"), QStringLiteral("Europe/Berlin"), BillingDate(2026, 1, 1), {}, {}, {}, {}, {}};
    t.bands = {{"DAY", workdays, 8 * 3600, {}, {}, {}}, {"EVENING", workdays, 18 * 3600, {}, {}, {}}, {"NIGHT", workdays, 0, {}, {}, {}}, {"FREE", DayMask(weekend | holiday), 0, {}, {}, {}}};
    t.holidays = {BillingDate(2026, 4, 3), BillingDate(2026, 5, 1), BillingDate(2026, 12, 25)};
    for (int i = 0; i < 500; ++i) {
        const QString code = QString::number(i);
        Zone zone{code, code, {}};
        for (int n = 0; n < prefixes / 500; ++n)
            zone.prefixes.append(QString::fromStdString(digits(random, 3 + random() % 6)));
        t.zones.append(zone);
        t.rates.append({code, 20'000, {{0, 10'000 + i, 60, 60}, {60, 10'000 + i, 60, 1}}, Rounding::HalfUp, 6, 1'000, 50'000'000, {}});
        for (const TimeBand& band : std::as_const(t.bands))
            t.rules.append({code, code, band.code, 0});
    }
    return t;
}

QJsonObject rateCalls(const QStringList&)
{
    const RateBook book(tariff());
    std::mt19937_64 random(2);
    std::vector<std::string> dialled;
    std::vector<Usage> usages;
    dialled.reserve(calls);
    for (int i = 0; i < calls; ++i)
        usages.push_back({1'767'222'000'000 + std::int64_t(random() % 20'000'000'000), 1 + std::int64_t(random() % 600), dialled.emplace_back(digits(random, 12))});
    const RatePlan plan{{{book.validFromMs(), &book}}};
    const RatePlan* const plans[] = {&plan};

    Rounds match, full;
    std::int64_t total = 0, found = 0, parts = 0;
    for (int round = 0; round < rounds; ++round) {
        double since = cpuMicroseconds(true);
        for (const Usage& usage : usages)
            found += book.groupOf(usage.destination) != RateBook::none;
        match.values.append(calls / (cpuMicroseconds(true) - since));
        since = cpuMicroseconds(true);
        Rating result;
        for (const Usage& usage : usages) {
            rate(usage, plans, {}, result);
            total += result.totalMicros;
            parts += std::int64_t(result.parts.size());
        }
        full.values.append(calls / (cpuMicroseconds(true) - since));
    }
    if (total == 0 || found == 0 || parts < found)
        throw std::runtime_error("nothing was rated");
    return {{"match", match.median()}, {"rate", full.median()}, {"spread", full.spread(2)}, {"priced", double(found) / rounds / calls}};
}

QList<Row> ratingRows()
{
    const QJsonObject measured = work(QStringLiteral("rating"), {});
    const double rate = measured["rate"].toDouble(), match = measured["match"].toDouble();
    return {{QStringLiteral("rating in memory, 100,000 prefixes"), rate, QStringLiteral("M calls/s a core"), QStringLiteral("the prefix match alone: %1").arg(match, 0, 'g', 3),
             rate / match, QStringLiteral("≥ 1 M/s"), rate >= 1.0, measured["spread"].toString()}};
}

const WorkerRegistration worker("rating", rateCalls);
const Registration bench("rating", ratingRows);

} // namespace

} // namespace trunkline::bench
