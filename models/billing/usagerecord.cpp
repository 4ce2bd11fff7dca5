#include "models/billing/usagerecord.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

namespace {

struct UsageRecordTexts {
    Q_DECLARE_TR_FUNCTIONS(UsageLines)
};

} // namespace

std::int64_t knownTariff(const rating::RatedUsage& record, const QList<UsageRerating>& reratings, std::int64_t upTo)
{
    // Files of earlier versions don't say: by its own tariff and those before.
    std::int64_t known = record.knownTariff > 0 ? record.knownTariff : record.tariffNumber;
    for (const UsageRerating& each : reratings)
        if (each.id <= upTo && each.from <= record.start && record.start < each.until)
            known = std::max(known, each.knownTariff);
    return known;
}

void rateUsage(store::Connection& connection, const Biller& biller, const rating::RatedUsage& record, std::int64_t known, std::span<rating::Allowance> allowances, rating::Rating& result)
{
    const QString code = biller.tariffs->numbered(connection, record.tariffNumber).tariff().code;
    const rating::RatePlan* const plans[] = {&biller.tariffs->plan(connection, code, known)};
    const std::string destination = record.destination.toStdString();
    rating::rate({record.start.ms, record.quantity, destination}, plans, allowances, result);
    if (result.parts.empty() && record.quantity > 0)
        throw Refused(UsageRecordTexts::tr("Usage that began at %1 to “%2” has no price by the tariff %3 any more; publish a version that has one.")
                          .arg(biller.profile.zone.toDisplay(record.start, biller.settings.locale()), record.destination, code));
}

qsizetype zoneOf(const catalogue::Tariff& tariff, int rule)
{
    const QString& code = tariff.rules[rule].zone;
    return std::find_if(tariff.zones.begin(), tariff.zones.end(), [&](const catalogue::Zone& zone) { return zone.code == code; }) - tariff.zones.begin();
}

QString recordsText(std::int64_t records)
{
    return UsageRecordTexts::tr("%n record(s)", nullptr, int(std::min<std::int64_t>(records, std::numeric_limits<int>::max())));
}

} // namespace trunkline::billing
