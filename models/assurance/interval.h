// Spans of time and what they have in common: how long something was down, counted once.
#pragma once

#include "models/core/timestamp.h"

#include <QList>
#include <QString>

namespace trunkline::assurance {

/// Half-open: `to` is the first instant outside.
struct Interval {
    Timestamp from;
    Timestamp to;
    std::int64_t ms() const { return to.msSince(from); }
    bool operator==(const Interval&) const = default;
};

/// The same instants as disjoint intervals, in order. Empty and reversed ones vanish; neighbours join.
QList<Interval> merged(QList<Interval> intervals);
/// What lies inside `window`, merged.
QList<Interval> clipped(const QList<Interval>& intervals, const Interval& window);
/// Milliseconds covered, overlaps counted once.
std::int64_t coveredMs(const QList<Interval>& intervals);

/// The first day of the calendar month, in the operator's zone, in which the instant lies.
BillingDate monthOf(Timestamp instant, const OperatorZone& zone);
/// The instants of the month that begins on `firstDay`: an hour more or less when summer time begins or ends.
Interval monthInterval(BillingDate firstDay, const OperatorZone& zone);
/// First days of all months that the interval touches, in order. An empty interval touches none.
QList<BillingDate> monthsTouched(const Interval& interval, const OperatorZone& zone);

/// For people: "6 h 12 min", "45 s", "6 h 0 min 5 s". Zero parts at the ends are left out; a started second counts.
QString durationText(std::int64_t ms, const QLocale& locale = QLocale());

} // namespace trunkline::assurance
