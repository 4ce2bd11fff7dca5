#include "models/performance/gauge.h"

#include <algorithm>

namespace trunkline::performance {

Metric metricOf(const QString& measure)
{
    return measure == QLatin1String("bitErrorRatio") || measure == QLatin1String("delay") ? Metric::FineValue : Metric::Value;
}

std::optional<std::int64_t> storedFigure(const QString& measure, const Decimal& value)
{
    const auto rounded = value.rounded(traitsOf(metricOf(measure)).decimals);
    return rounded ? std::optional(rounded->units) : std::nullopt;
}

Decimal valueOf(const QString& measure, std::int64_t figure)
{
    Decimal value{figure, traitsOf(metricOf(measure)).decimals};
    for (; value.decimals > 0 && value.units % 10 == 0; --value.decimals)
        value.units /= 10;
    return value;
}

Decimal marginOf(const QString& measure, const Limits& limits)
{
    if (measure == QLatin1String("temperature"))
        return {2, 0};
    if (measure == QLatin1String("dbm") || measure == QLatin1String("gain") || measure == QLatin1String("snr") || measure == QLatin1String("quality"))
        return {5, 1};
    for (const char* share : {"processor", "memory", "storage", "percent", "load", "charge", "humidity"})
        if (measure == QLatin1String(share))
            return {2, 0};
    // The smallest limit's: a margin must not reach over the others.
    std::optional<Decimal> least;
    for (const auto& limit : {limits.low, limits.lowWarning, limits.highWarning, limits.high})
        if (limit && limit->value.units != 0) {
            const Decimal size = limit->value.units < 0 ? Decimal{-limit->value.units, limit->value.decimals} : limit->value;
            least = least ? std::min(*least, size) : size;
        }
    const auto doubled = least ? least->times(2) : std::nullopt;
    return (doubled ? doubled->shifted(-2) : std::nullopt).value_or(Decimal{});
}

ThresholdWatch::Rule watchRule(const Gauge& gauge, const Limits& limits)
{
    return {marginOf(gauge.measure, limits), gauge.everySeconds > 300 ? 1 : 2, std::int64_t(gauge.everySeconds) * 2500};
}

} // namespace trunkline::performance
