#include "models/assurance/interval.h"

#include "models/core/money.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace trunkline::assurance {

namespace {

struct DurationTexts {
    Q_DECLARE_TR_FUNCTIONS(Duration)
};

} // namespace

QList<Interval> merged(QList<Interval> intervals)
{
    std::sort(intervals.begin(), intervals.end(), [](const Interval& a, const Interval& b) { return a.from < b.from; });
    QList<Interval> result;
    for (const Interval& interval : std::as_const(intervals)) {
        if (interval.to <= interval.from)
            continue;
        if (!result.isEmpty() && interval.from <= result.last().to)
            result.last().to = std::max(result.last().to, interval.to);
        else
            result.append(interval);
    }
    return result;
}

QList<Interval> clipped(const QList<Interval>& intervals, const Interval& window)
{
    QList<Interval> inside;
    for (const Interval& interval : intervals)
        inside.append({std::max(interval.from, window.from), std::min(interval.to, window.to)});
    return merged(inside);
}

std::int64_t coveredMs(const QList<Interval>& intervals)
{
    std::int64_t sum = 0;
    for (const Interval& interval : merged(intervals))
        sum += interval.ms();
    return sum;
}

BillingDate monthOf(Timestamp instant, const OperatorZone& zone)
{
    return zone.dateAt(instant).withDay(1);
}

Interval monthInterval(BillingDate firstDay, const OperatorZone& zone)
{
    return {zone.startOf(firstDay), zone.startOf(firstDay.plusMonths(1))};
}

QList<BillingDate> monthsTouched(const Interval& interval, const OperatorZone& zone)
{
    QList<BillingDate> months;
    if (interval.ms() <= 0)
        return months;
    const BillingDate last = monthOf(interval.to.plusMs(-1), zone);
    for (BillingDate month = monthOf(interval.from, zone); month <= last; month = month.plusMonths(1))
        months.append(month);
    return months;
}

QString durationText(std::int64_t ms, const QLocale& locale)
{
    // Up, not to the nearest: what is a moment longer than the allowance must not read like the allowance.
    const std::int64_t seconds = divideRounded(ms, 1000, Rounding::Up);
    const std::int64_t hours = seconds / 3600, minutes = seconds % 3600 / 60, rest = seconds % 60;
    const auto figure = [&](std::int64_t value) { return locale.toString(qlonglong(value)); };
    QStringList parts;
    if (hours > 0)
        parts.append(DurationTexts::tr("%1 h").arg(figure(hours)));
    if (minutes > 0 || (hours > 0 && rest > 0)) // "6 h 0 min 5 s": "6 h 5 s" is misread
        parts.append(DurationTexts::tr("%1 min").arg(figure(minutes)));
    if (rest > 0 || parts.isEmpty())
        parts.append(DurationTexts::tr("%1 s").arg(figure(rest)));
    return parts.join(QLatin1Char(' '));
}

} // namespace trunkline::assurance
