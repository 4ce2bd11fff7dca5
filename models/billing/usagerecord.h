// One record of usage and its price, as bills and reratings see it.
#pragma once

#include "models/billing/billable.h"
#include "models/billing/usageposting.h"

#include <limits>
#include <span>

namespace trunkline::billing {

/// The newest tariff that counts for a record: what was known when its file was begun, or what a rerating of its time knew. Only reratings
/// up to one of the account count.
std::int64_t knownTariff(const rating::RatedUsage& record, const QList<UsageRerating>& reratings, std::int64_t upTo = std::numeric_limits<std::int64_t>::max());
/// By the versions that were known then. Throws Refused, naming the usage, when they have no price for it.
void rateUsage(store::Connection& connection, const Biller& biller, const rating::RatedUsage& record, std::int64_t known, std::span<rating::Allowance> allowances, rating::Rating& result);
/// The place of a rule's zone in its tariff.
qsizetype zoneOf(const catalogue::Tariff& tariff, int rule);
/// "3 records".
QString recordsText(std::int64_t records);

} // namespace trunkline::billing
