#include "models/core/zoneoffsets.h"

#include <QDateTime>

#include <algorithm>

namespace trunkline {

ZoneOffsets::ZoneOffsets(const QTimeZone& zone)
{
    const QDateTime from(QDate(1990, 1, 1), QTime(0, 0), Qt::UTC), to(QDate(2100, 1, 1), QTime(0, 0), Qt::UTC);
    constexpr auto forEver = std::numeric_limits<std::int64_t>::max();
    offsets_.push_back({std::numeric_limits<std::int64_t>::min(), forEver, zone.offsetFromUtc(from) * std::int64_t(1000)});
    for (const QTimeZone::OffsetData& change : zone.transitions(from, to)) {
        const std::int64_t at = change.atUtc.toMSecsSinceEpoch();
        if (at <= offsets_.back().fromMs)
            continue;
        offsets_.back().untilMs = at;
        offsets_.push_back({at, forEver, change.offsetFromUtc * std::int64_t(1000)});
    }
}

const ZoneOffsets::Offset& ZoneOffsets::at(std::int64_t utcMs) const
{
    return *(std::upper_bound(offsets_.begin(), offsets_.end(), utcMs, [](std::int64_t at, const Offset& offset) { return at < offset.fromMs; }) - 1);
}

std::optional<std::int64_t> ZoneOffsets::utcOf(std::int64_t wallMs) const
{
    // No offset is more than a day: the candidates lie around.
    constexpr std::int64_t dayMs = 86'400'000;
    for (const Offset* offset = &at(wallMs - dayMs); offset != offsets_.data() + offsets_.size() && offset->fromMs <= wallMs + dayMs; ++offset)
        if (const std::int64_t utcMs = wallMs - offset->offsetMs; offset->fromMs <= utcMs && utcMs < offset->untilMs)
            return utcMs;
    return std::nullopt;
}

} // namespace trunkline
