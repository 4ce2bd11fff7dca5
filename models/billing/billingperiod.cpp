#include "models/billing/billingperiod.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::billing {

BillingPeriod periodContaining(BillingDate day, int billDay)
{
    const BillingDate candidate = day.withDay(billDay);
    const BillingDate from = candidate <= day ? candidate : day.plusMonths(-1).withDay(billDay);
    return {from, from.plusMonths(1).withDay(billDay)};
}

BillingPeriod periodEndedBy(BillingDate day, int billDay)
{
    return periodContaining(periodContaining(day, billDay).from.plusDays(-1), billDay);
}

BillCycle cycleEndedBy(BillingDate day, int billDay)
{
    if (billDay < 1 || billDay > 31)
        throw InvalidInput(QCoreApplication::translate("Billing", "The bill day %1 is not a day of a month; choose 1 to 31.").arg(billDay));
    return {billDay, periodEndedBy(day, billDay)};
}

} // namespace trunkline::billing
