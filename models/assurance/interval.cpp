#include "models/assurance/interval.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace trunkline::assurance {

namespace {

struct DurationTexts {
    Q_DECLARE_TR_FUNCTIONS(Duration)
};

/// 1 → "1", 61 → "0.061" of a thousand: seconds without a rounding.
QString secondsText(std::int64_t ms, const QLocale& locale)
{
    const QString whole = locale.toString(qlonglong(ms / 1000));
    const std::int64_t rest = ms % 1000;
    return rest == 0 ? whole : whole + locale.decimalPoint() + QStringLiteral("%1").arg(rest, 3, 10, QLatin1Char('0'));
}

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
    constexpr std::int64_t minute = 60'000;
    constexpr std::int64_t hour = 60 * minute;
    QStringList parts;
    if (ms >= hour)
        parts.append(DurationTexts::tr("%1 h").arg(locale.toString(qlonglong(ms / hour))));
    if (ms % hour >= minute)
        parts.append(DurationTexts::tr("%1 min").arg(locale.toString(qlonglong(ms % hour / minute))));
    if (ms % minute > 0 || parts.isEmpty())
        parts.append(DurationTexts::tr("%1 s").arg(secondsText(ms % minute, locale)));
    return parts.join(QLatin1Char(' '));
}

} // namespace trunkline::assurance
