#include "widgets/chart/ticks.h"

#include <QDateTime>

#include <array>
#include <cmath>

namespace trunkline::widgets {

namespace {

constexpr qint64 minuteMs = 60'000, hourMs = 60 * minuteMs, dayMs = 24 * hourMs;

QString clockLabel(const QDateTime& at, const QLocale& locale)
{
    // Midnight names the day that begins.
    return at.time() == QTime(0, 0) ? locale.toString(at.date(), QStringLiteral("ddd d")) : at.toString(QStringLiteral("HH:mm"));
}

/// Steps within a day: aligned to local midnight, so that summer time does not shift them.
QList<TimeTick> ticksWithinDays(const QDateTime& from, const QDateTime& to, qint64 stepMs, const QLocale& locale)
{
    QList<TimeTick> ticks;
    for (QDate day = from.date(); day <= to.date(); day = day.addDays(1)) {
        for (qint64 ofDay = 0; ofDay < dayMs; ofDay += stepMs) {
            const QDateTime at(day, QTime::fromMSecsSinceStartOfDay(int(ofDay)), from.timeZone());
            const qint64 ms = at.toMSecsSinceEpoch();
            const bool repeats = !ticks.isEmpty() && ms <= ticks.constLast().atMs; // an hour that does not exist
            if (at >= from && at <= to && !repeats)
                ticks.append({ms, clockLabel(at, locale)});
        }
    }
    return ticks;
}

QList<TimeTick> ticksOfDays(const QDateTime& from, const QDateTime& to, int days, const QLocale& locale)
{
    QList<TimeTick> ticks;
    const QDate first = days == 7 ? from.date().addDays(1 - from.date().dayOfWeek()) : from.date(); // weeks begin on Monday
    for (QDate day = first; day <= to.date(); day = day.addDays(days)) {
        const QDateTime at = day.startOfDay(from.timeZone());
        if (at >= from && at <= to)
            ticks.append({at.toMSecsSinceEpoch(), locale.toString(day, QStringLiteral("d MMM"))});
    }
    return ticks;
}

QList<TimeTick> ticksOfMonths(const QDateTime& from, const QDateTime& to, int months, const QLocale& locale)
{
    QList<TimeTick> ticks;
    const int firstMonth = (from.date().month() - 1) / months * months + 1;
    for (QDate day(from.date().year(), firstMonth, 1); day <= to.date(); day = day.addMonths(months)) {
        const QDateTime at = day.startOfDay(from.timeZone());
        if (at >= from && at <= to)
            ticks.append({at.toMSecsSinceEpoch(), locale.toString(day, day.month() == 1 || months >= 12 ? QStringLiteral("yyyy") : QStringLiteral("MMM"))});
    }
    return ticks;
}

} // namespace

QList<TimeTick> timeTicks(qint64 fromMs, qint64 toMs, int most, const QTimeZone& zone, const QLocale& locale)
{
    if (toMs <= fromMs || most < 1)
        return {};
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(fromMs, zone), to = QDateTime::fromMSecsSinceEpoch(toMs, zone);
    const qint64 span = toMs - fromMs;
    for (const qint64 step : {minuteMs, 5 * minuteMs, 10 * minuteMs, 15 * minuteMs, 30 * minuteMs, hourMs, 2 * hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs}) {
        if (span / step < most)
            return ticksWithinDays(from, to, step, locale);
    }
    for (const int days : {1, 2, 7}) {
        if (span / (days * dayMs) < most)
            return ticksOfDays(from, to, days, locale);
    }
    for (const int months : {1, 3, 6, 12}) {
        if (span / (28 * months * dayMs) < most)
            return ticksOfMonths(from, to, months, locale);
    }
    return {};
}

ValueTicks valueTicks(double least, double greatest, int wanted)
{
    return levelTicks(std::min(0.0, std::isfinite(least) ? least : 0.0), std::max(0.0, std::isfinite(greatest) ? greatest : 0.0), wanted);
}

ValueTicks levelTicks(double least, double greatest, int wanted)
{
    const double span = greatest - least;
    if (!(span > 0))
        return {0, 1, 1};
    const double rough = span / std::max(1, wanted);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double round : {1.0, 2.0, 2.5, 5.0}) {
        if (rough <= round * power) {
            step = round * power;
            break;
        }
    }
    return {std::floor(least / step) * step, std::ceil(greatest / step) * step, step};
}

int ValueTicks::decimals() const
{
    constexpr int most = 9;
    int decimals = 0;
    for (double scaled = step; decimals < most && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled; scaled *= 10)
        ++decimals;
    return decimals;
}

} // namespace trunkline::widgets
