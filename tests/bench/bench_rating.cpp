// Rating in memory by full rules with 100,000 prefixes, against the match of the prefix alone.
#include "tests/bench/bench.h"
#include "tests/bench/voicetariff.h"

#include "models/rating/rate.h"

#include <random>

namespace trunkline::bench {

namespace {

using namespace catalogue;
using namespace rating;

constexpr int callsInMemory = 2'000'000;
constexpr int ratingRounds = 5;

QJsonObject rateCalls(const QStringList&)
{
    const RateBook book(voiceTariff());
    std::mt19937_64 random(2);
    std::vector<std::string> dialled;
    std::vector<Usage> usages;
    dialled.reserve(callsInMemory);
    for (int i = 0; i < callsInMemory; ++i)
        usages.push_back({1'767'222'000'000 + std::int64_t(random() % 20'000'000'000), 1 + std::int64_t(random() % 600), dialled.emplace_back(digits(random, 12))});
    const RatePlan plan{{{book.validFromMs(), &book}}};
    const RatePlan* const plans[] = {&plan};

    Rounds match, full;
    std::int64_t total = 0, found = 0, parts = 0;
    for (int round = 0; round < ratingRounds; ++round) {
        double since = cpuMicroseconds(true);
        for (const Usage& usage : usages)
            found += book.groupOf(usage.destination) != RateBook::none;
        match.values.append(callsInMemory / (cpuMicroseconds(true) - since));
        since = cpuMicroseconds(true);
        Rating result;
        for (const Usage& usage : usages) {
            rate(usage, plans, {}, result);
            total += result.totalMicros;
            parts += std::int64_t(result.parts.size());
        }
        full.values.append(callsInMemory / (cpuMicroseconds(true) - since));
    }
    if (total == 0 || found == 0 || parts < found)
        throw std::runtime_error("nothing was rated");
    return {{"match", match.median()}, {"rate", full.median()}, {"spread", full.spread(2)}, {"priced", double(found) / ratingRounds / callsInMemory}};
}

QList<Row> ratingRows()
{
    const QJsonObject measured = work(QStringLiteral("rating"), {});
    const double rate = measured["rate"].toDouble(), match = measured["match"].toDouble();
    return {{QStringLiteral("rating in memory, 100,000 prefixes"), rate, QStringLiteral("M calls/s a core"), QStringLiteral("the prefix match alone: %1").arg(match, 0, 'g', 3),
             rate / match, QStringLiteral("≥ 1 M/s"), rate >= 1.0, measured["spread"].toString()}};
}

const WorkerRegistration ratingWorker("rating", rateCalls);
const Registration ratingBench("rating", ratingRows);

} // namespace

} // namespace trunkline::bench
