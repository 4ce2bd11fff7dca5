// The offsets of a time zone as a table: millions of instants a second between UTC and the wall clock.
#pragma once

#include <QTimeZone>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace trunkline {

class ZoneOffsets {
public:
    /// Changes from 1990 to 2100; outside of them the nearest offset holds. Requires a valid zone.
    explicit ZoneOffsets(const QTimeZone& zone);

    /// One stretch of time with the same offset: [fromMs, untilMs).
    struct Offset {
        std::int64_t fromMs;
        std::int64_t untilMs;
        std::int64_t offsetMs; ///< wall = UTC + offset
    };
    const Offset& at(std::int64_t utcMs) const;

    /// The instant of a wall time (milliseconds as if it were UTC): the earlier one where the clock shows it twice,
    /// nothing where it is skipped.
    std::optional<std::int64_t> utcOf(std::int64_t wallMs) const;

private:
    std::vector<Offset> offsets_;
};

} // namespace trunkline
