#include "models/billing/proration.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

namespace {

constexpr const char* basisNames[] = {"actual-days", "thirty-360", "none"};

std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

std::int64_t monthOf(BillingDate day)
{
    return std::int64_t(day.year()) * 12 + day.month();
}

/// Days of 30-day months from the period's begin to a day in it. Additive, so that parts sum to the whole; a
/// boundary on the last day of a short month stands for the bill day that the month does not have.
std::int64_t elapsed360(const BillingPeriod& full, BillingDate day)
{
    const std::int64_t whole = 30 * (monthOf(full.to) - monthOf(full.from));
    if (day <= full.from)
        return 0;
    if (day >= full.to)
        return whole;
    const int boundaryDay = std::min(30, std::max(full.from.day(), full.to.day()));
    const std::int64_t days = 30 * (monthOf(day) - monthOf(full.from)) + std::min(day.day(), 30) - boundaryDay;
    return std::clamp(days, std::int64_t(0), whole);
}

} // namespace

QString nameOf(ProrationBasis basis)
{
    return QString::fromLatin1(basisNames[std::size_t(basis)]);
}

ProrationBasis prorationBasisNamed(const QString& name)
{
    for (std::size_t i = 0; i < std::size(basisNames); ++i)
        if (name == QLatin1String(basisNames[i]))
            return ProrationBasis(i);
    throw InvalidInput(QCoreApplication::translate("Billing", "“%1” is no way to prorate; choose actual-days, thirty-360 or none.").arg(name));
}

Quantity fractionOf(const PeriodShare& share, catalogue::Interval interval, ProrationBasis basis)
{
    if (basis == ProrationBasis::None || share.isWhole())
        return {1, 1};
    if (basis == ProrationBasis::Thirty360 && interval.months() > 0)
        return Quantity::of(elapsed360(share.full, share.charged.to) - elapsed360(share.full, share.charged.from), elapsed360(share.full, share.full.to));
    return {share.charged.days(), share.full.days()};
}

Rhythm::Rhythm(catalogue::Interval interval, BillingDate anchor, int billDay) : interval_(interval), first_(anchor), billDay_(billDay)
{
    if (interval.months() == 0)
        return;
    first_ = anchor.withDay(billDay);
    while (first_ < anchor)
        first_ = first_.plusMonths(interval.months()).withDay(billDay);
}

BillingDate Rhythm::boundary(std::int64_t k) const
{
    if (interval_.months() == 0)
        return first_.plusDays(k * interval_.count);
    const BillingDate day = first_.plusMonths(int(k * interval_.months()));
    // What lies before the first bill day is counted back from it, but for months, which end on every bill day.
    return k < 0 && interval_.months() > 1 ? day : day.withDay(billDay_);
}

BillingPeriod Rhythm::periodContaining(BillingDate day) const
{
    const int months = interval_.months();
    std::int64_t k = months == 0 ? floorDivide(day.daysSince(first_), interval_.count) : floorDivide(monthOf(day) - monthOf(first_), months);
    if (day < boundary(k))
        --k;
    return {boundary(k), boundary(k + 1)};
}

QList<PeriodShare> sharesInAdvance(catalogue::Interval interval, BillingDate start, std::optional<BillingDate> end, BillingDate target, int billDay)
{
    if (end && *end < start)
        throw InvalidInput(QCoreApplication::translate("Billing", "The subscription ends on %1, before it starts on %2.").arg(end->toIso(), start.toIso()));
    if (target < start)
        throw InvalidInput(QCoreApplication::translate("Billing", "There is nothing to charge by %1: the subscription starts on %2.").arg(target.toIso(), start.toIso()));
    const Rhythm rhythm(interval, start, billDay);
    QList<PeriodShare> shares;
    for (BillingDate at = start; at <= target && !(end && at >= *end);) {
        const BillingPeriod full = rhythm.periodContaining(at);
        shares.append({{at, end ? std::min(*end, full.to) : full.to}, full});
        at = full.to;
    }
    return shares;
}

} // namespace trunkline::billing
