#include "models/performance/threshold.h"

#include <algorithm>
#include <array>
#include <utility>

namespace trunkline::performance {

namespace {

using LimitMember = std::optional<Limit> Limits::*;
constexpr std::pair<const char*, LimitMember> limitMembers[] = {
    {"low", &Limits::low}, {"lowWarning", &Limits::lowWarning}, {"highWarning", &Limits::highWarning}, {"high", &Limits::high}};

constexpr std::array limitSourceNames{"device", "profile", "person"};

} // namespace

QString nameOf(LimitSource source)
{
    return QString::fromLatin1(limitSourceNames.at(std::size_t(source)));
}

QJsonObject toJson(const Limits& limits)
{
    QJsonObject json;
    for (const auto& [name, member] : limitMembers)
        if (const auto& limit = limits.*member)
            json.insert(QLatin1String(name), QJsonObject{{"value", limit->value.toString()}, {"source", nameOf(limit->source)}});
    return json;
}

Limits limitsFrom(const QJsonObject& json)
{
    Limits limits;
    for (const auto& [name, member] : limitMembers) {
        const QJsonObject one = json[QLatin1String(name)].toObject();
        const auto value = Decimal::parse(one["value"].toString());
        const auto source = std::find(limitSourceNames.begin(), limitSourceNames.end(), one["source"].toString());
        if (value && source != limitSourceNames.end())
            limits.*member = Limit{*value, LimitSource(source - limitSourceNames.begin())};
    }
    return limits;
}

Judgement judge(const Decimal& value, const Limits& limits)
{
    if (limits.high && value > limits.high->value)
        return {Severity::Critical, limits.high, true};
    if (limits.low && value < limits.low->value)
        return {Severity::Critical, limits.low, false};
    if (limits.highWarning && value > limits.highWarning->value)
        return {Severity::Warning, limits.highWarning, true};
    if (limits.lowWarning && value < limits.lowWarning->value)
        return {Severity::Warning, limits.lowWarning, false};
    return {};
}

Limits tightened(const Limits& limits, const Decimal& margin)
{
    const auto moved = [](std::optional<Limit> limit, const std::optional<Decimal>& to) {
        if (limit && to)
            limit->value = *to;
        return limit;
    };
    const auto up = [&](const std::optional<Limit>& limit) { return moved(limit, limit ? limit->value.plus(margin) : std::nullopt); };
    const auto down = [&](const std::optional<Limit>& limit) { return moved(limit, limit ? limit->value.minus(margin) : std::nullopt); };
    return {up(limits.low), up(limits.lowWarning), down(limits.highWarning), down(limits.high)};
}

std::optional<Judgement> ThresholdWatch::take(const Decimal& value, const Limits& limits, const Rule& rule, Timestamp at)
{
    const Judgement plain = judge(value, limits);
    if (plain.severity >= reported_)
        return decide(plain, rule, at);
    // On the way back it counts only with the margin, and never makes anything worse.
    const Judgement careful = judge(value, tightened(limits, rule.margin));
    return decide(careful.severity >= reported_ ? Judgement{reported_, careful.limit, careful.above} : careful, rule, at);
}

std::optional<Judgement> ThresholdWatch::take(const Judgement& state, const Rule& rule, Timestamp at)
{
    return state.severity == Severity::Indeterminate ? std::nullopt : decide(state, rule, at);
}

std::optional<Judgement> ThresholdWatch::decide(const Judgement& target, const Rule& rule, Timestamp at)
{
    const bool inRow = at.msSince(std::exchange(lastAt_, at)) <= rule.longestMs;
    const bool worse = target.severity > reported_;
    if (target.severity == reported_) {
        held_ = 0;
        return std::nullopt;
    }
    held_ = inRow && worse == worse_ ? held_ + 1 : 1;
    worse_ = worse;
    if (held_ < rule.hold)
        return std::nullopt;
    held_ = 0;
    reported_ = target.severity;
    return target;
}

} // namespace trunkline::performance
