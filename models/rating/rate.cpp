#include "models/rating/rate.h"

#include <algorithm>

namespace trunkline::rating {

namespace {

using catalogue::AtCap;
using catalogue::Rate;
using catalogue::RateStep;
using catalogue::UsageUnit;

constexpr std::int64_t forEver = std::numeric_limits<std::int64_t>::max();
constexpr std::array<std::int64_t, 7> microsOfDecimals{1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};

constexpr std::int64_t mostUnits = 1'000'000'000'000'000; // of one usage: a petabyte
constexpr std::int64_t mostMicros = 1'000'000'000'000'000; // of one part: a thousand million

/// What `quantity` units of a step cost, rounded once to the rate's decimals; nothing when that is no amount.
std::optional<std::int64_t> priceOf(const Rate& rate, const RateStep& step, std::int64_t quantity)
{
    const std::int64_t unit = microsOfDecimals[std::size_t(rate.decimals)];
    const Wide exact = Wide(step.priceMicros) * quantity;
    if (exact / step.perUnits > mostMicros)
        return std::nullopt;
    return divideRounded(exact, step.perUnits * unit, rate.rounding) * unit;
}

struct Found {
    const RateBook* book = nullptr;
    RateBook::Hold hold;
    Outcome outcome = Outcome::NoTariff;
};

/// The price at a moment, by the first plan that has one.
Found find(std::span<const RatePlan* const> plans, std::string_view destination, std::int64_t atMs)
{
    Found found;
    std::int64_t untilMs = forEver; // a plan that goes first may have a price again
    for (const RatePlan* plan : plans) {
        const auto next = std::upper_bound(plan->versions.begin(), plan->versions.end(), atMs,
                                           [](std::int64_t at, const RatePlan::Since& since) { return at < since.fromMs; });
        if (next != plan->versions.end())
            untilMs = std::min(untilMs, next->fromMs);
        if (next == plan->versions.begin())
            continue;
        const RateBook* book = (next - 1)->book;
        const int group = book->groupOf(destination);
        if (group == RateBook::none) {
            found.outcome = std::max(found.outcome, Outcome::NoDestination);
            continue;
        }
        RateBook::Hold hold = book->holdAt(group, atMs);
        untilMs = std::min(untilMs, hold.untilMs);
        if (hold.rule == RateBook::none) {
            found.outcome = Outcome::NoPriceThen;
            continue;
        }
        hold.untilMs = untilMs;
        return {book, hold, Outcome::Priced};
    }
    return found;
}

/// Cuts the usage into parts; says whether all of it has a price.
Outcome cut(const Usage& usage, std::span<const RatePlan* const> plans, std::vector<RatedPart>& parts)
{
    for (std::int64_t offset = 0; offset < usage.quantity;) {
        Found found = find(plans, usage.destination, usage.startMs + (parts.empty() ? 0 : offset * 1000));
        if (!found.book)
            return found.outcome;
        const bool isTimed = found.book->tariff().unit == UsageUnit::Second;
        const Rate& rate = found.book->rateOf(found.hold.rule);
        // Seconds that begin before the price changes; octets and messages have no times of their own.
        const std::int64_t holdEnd = isTimed && found.hold.untilMs != forEver ? (found.hold.untilMs - usage.startMs + 999) / 1000 : forEver;
        const std::int64_t end = std::min(usage.quantity, std::max(holdEnd, offset + 1));
        qsizetype step = rate.steps.size() - 1;
        while (rate.steps[step].from > offset)
            --step;
        for (; step < rate.steps.size() && offset < end; ++step) {
            const std::int64_t stepEnd = step + 1 < rate.steps.size() ? std::min(end, rate.steps[step + 1].from) : end;
            if (stepEnd <= offset)
                continue;
            const std::int64_t increment = rate.steps[step].increment;
            const std::int64_t charged = (stepEnd - offset + increment - 1) / increment * increment;
            const std::int64_t used = std::min(charged, usage.quantity - offset);
            const bool goesOn = !parts.empty() && parts.back().book == found.book && parts.back().rule == found.hold.rule && parts.back().step == int(step);
            if (goesOn) {
                parts.back().quantity += used;
                parts.back().charged += charged;
            } else {
                parts.push_back({found.book, found.hold.rule, int(step), usage.startMs + (isTimed ? offset * 1000 : 0), offset, used, charged, 0, 0});
            }
            offset += used;
        }
    }
    return Outcome::Priced;
}

void draw(const RatedPart& part, std::size_t at, std::span<Allowance> allowances, Rating& result)
{
    std::int64_t wanted = part.charged;
    for (std::size_t i = 0; i < allowances.size() && wanted > 0; ++i) {
        Allowance& allowance = allowances[i];
        const bool fits = allowance.left > 0 && allowance.unit == part.book->tariff().unit && allowance.fromMs <= part.startMs && part.startMs < allowance.untilMs
            && (allowance.zones.empty() || std::find(allowance.zones.begin(), allowance.zones.end(), part.book->zoneOf(part.rule).code) != allowance.zones.end());
        if (!fits)
            continue;
        const std::int64_t taken = std::min(wanted, allowance.left);
        allowance.left -= taken;
        wanted -= taken;
        result.draws.push_back({at, i, taken});
    }
    result.parts[at].included = part.charged - wanted;
}

/// The unit at which the price reaches the cap.
std::int64_t unitAtCap(const Rating& result, std::int64_t capMicros)
{
    std::int64_t spent = result.connectMicros;
    for (const RatedPart& part : result.parts) {
        if (spent + part.amountMicros > capMicros) {
            const RateStep& step = part.book->rateOf(part.rule).steps[part.step];
            const std::int64_t increments = std::int64_t(Wide(capMicros - spent) * step.perUnits / (Wide(step.priceMicros) * step.increment));
            return std::max(part.offset, part.offset + part.included + increments * step.increment);
        }
        spent += part.amountMicros;
    }
    return -1;
}

} // namespace

void rate(const Usage& usage, std::span<const RatePlan* const> plans, std::span<Allowance> allowances, Rating& result)
{
    result.parts.clear();
    result.draws.clear();
    result.connectMicros = result.adjustmentMicros = result.totalMicros = 0;
    result.cutAt = -1;
    const auto end = [&](Outcome outcome) {
        result.outcome = outcome;
        result.parts.clear();
    };
    if (usage.quantity < 0 || usage.quantity > mostUnits)
        return end(Outcome::OutOfBounds);
    result.outcome = cut(usage, plans, result.parts);
    if (result.outcome != Outcome::Priced)
        return end(result.outcome);
    if (result.parts.empty())
        return;
    for (std::size_t i = 0; i < result.parts.size(); ++i) {
        RatedPart& part = result.parts[i];
        const Rate& rate = part.book->rateOf(part.rule);
        // Nothing is drawn for a usage that can't be priced.
        if (!priceOf(rate, rate.steps[part.step], part.charged))
            return end(Outcome::OutOfBounds);
    }
    for (std::size_t i = 0; i < result.parts.size(); ++i) {
        if (!allowances.empty())
            draw(result.parts[i], i, allowances, result);
        RatedPart& part = result.parts[i];
        const Rate& rate = part.book->rateOf(part.rule);
        part.amountMicros = priceOf(rate, rate.steps[part.step], part.charged - part.included).value_or(0);
        result.totalMicros += part.amountMicros;
    }
    // What a usage costs as a whole is said by the rate that held when it began. All of it being included, nothing is added.
    const Rate& first = result.parts.front().book->rateOf(result.parts.front().rule);
    if (std::all_of(result.parts.begin(), result.parts.end(), [](const RatedPart& part) { return part.included == part.charged; }))
        return;
    result.connectMicros = first.connectMicros;
    result.totalMicros += first.connectMicros;
    std::int64_t bounded = std::max(result.totalMicros, first.minimumMicros);
    if (first.capMicros && bounded > *first.capMicros) {
        if (first.atCap == AtCap::RestIsFree)
            bounded = *first.capMicros;
        else
            result.cutAt = unitAtCap(result, *first.capMicros);
    }
    result.adjustmentMicros = bounded - result.totalMicros;
    result.totalMicros = bounded;
}

} // namespace trunkline::rating
