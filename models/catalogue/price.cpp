#include "models/catalogue/price.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace trunkline::catalogue {

namespace {

struct PriceTexts {
    Q_DECLARE_TR_FUNCTIONS(Price)
};

} // namespace

QString nameOf(Interval interval)
{
    constexpr char units[] = {'D', 'M', 'Y'};
    return QStringLiteral("P%1%2").arg(interval.count).arg(QLatin1Char(units[std::size_t(interval.unit)]));
}

Interval intervalNamed(const QString& name)
{
    static const QRegularExpression form(QStringLiteral("^P([1-9][0-9]{0,3})([DMY])$"));
    const auto match = form.match(name);
    const QString unit = match.captured(2);
    const Interval interval{match.captured(1).toInt(), unit == u"D" ? IntervalUnit::Days : unit == u"Y" ? IntervalUnit::Years : IntervalUnit::Months};
    if (!match.hasMatch() || interval.months() > 120 || interval.count > 3660)
        throw InvalidInput(PriceTexts::tr("“%1” is no interval of a price; write P1M for a month, P3M, P1Y or P30D (at most ten years).").arg(name));
    return interval;
}

QString nameOf(ChargeTiming timing)
{
    return timing == ChargeTiming::Advance ? QStringLiteral("advance") : QStringLiteral("arrears");
}

ChargeTiming chargeTimingNamed(const QString& name)
{
    if (name == u"advance")
        return ChargeTiming::Advance;
    if (name == u"arrears")
        return ChargeTiming::Arrears;
    throw InvalidInput(PriceTexts::tr("“%1” is no time to charge; write advance or arrears.").arg(name));
}

QString intervalText(Interval interval)
{
    switch (interval.unit) {
    case IntervalUnit::Days:
        return interval.count == 1 ? PriceTexts::tr("day") : PriceTexts::tr("%Ln day(s)", nullptr, interval.count);
    case IntervalUnit::Years:
        return interval.count == 1 ? PriceTexts::tr("year") : PriceTexts::tr("%Ln year(s)", nullptr, interval.count);
    default:
        return interval.count == 1 ? PriceTexts::tr("month") : PriceTexts::tr("%Ln month(s)", nullptr, interval.count);
    }
}

QString unitCodeOf(Interval interval)
{
    const int months = interval.months();
    if (months == 0)
        return interval.count == 1 ? QStringLiteral("DAY") : QStringLiteral("C62");
    return months == 1 ? QStringLiteral("MON") : months == 3 ? QStringLiteral("QAN") : months == 6 ? QStringLiteral("SAN") : months == 12 ? QStringLiteral("ANN") : QStringLiteral("C62");
}

UnitPrice perMonth(const UnitPrice& price, Interval interval)
{
    if (const int months = interval.months())
        return {divideRounded(price.micros, months, Rounding::HalfUp), price.currency};
    return {divideRounded(Wide(price.micros) * 365, std::int64_t(interval.count) * 12, Rounding::HalfUp), price.currency};
}

} // namespace trunkline::catalogue
