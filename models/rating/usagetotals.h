// What of usage is to be charged: everything up to a day that no earlier bill holds, summed by price.
#pragma once

#include "models/rating/usagestore.h"

#include <functional>

namespace trunkline::rating {

/// What a bill has charged: usage that began before `until`, of files up to `seq`. No record is marked, so nothing can be
/// marked wrongly; what arrives later for an earlier time is not under it.
struct UsageMark {
    Timestamp until;
    std::int64_t seq = 0;
    bool operator==(const UsageMark&) const = default;
};

/// Usage of one identity with one price.
struct UsageTotal {
    std::int64_t identityId = 0;
    std::int64_t tariffNumber = 0;
    int rule = 0; ///< of the tariff, by which the first part was priced
    bool isLate = false; ///< began before the last bill's mark, and arrived after it
    std::int64_t records = 0;
    std::int64_t quantity = 0;
    std::int64_t charged = 0;
    std::int64_t amountMicros = 0;
    Timestamp first;
    Timestamp last;
    bool operator==(const UsageTotal&) const = default;
};

/// The newest file that is whole: a bill that is drafted and posted with the same number sees the same usage.
std::int64_t newestUsageSeq(store::Connection& connection);

/// Of the given identities, what a bill up to `now` charges after one up to `before`; by identity, tariff and rule.
QList<UsageTotal> unbilledUsage(store::Connection& connection, const QList<std::int64_t>& identities, const UsageMark& before, const UsageMark& now);

/// One record, for those who explain a line.
struct RatedUsage {
    std::int64_t identityId = 0;
    Timestamp start;
    QString destination;
    std::int64_t quantity = 0;
    std::int64_t charged = 0;
    std::int64_t amountMicros = 0;
    std::int64_t tariffNumber = 0;
    int rule = 0;
    std::int64_t fileId = 0;
    std::int64_t line = 0;
    std::int64_t knownTariff = 0; ///< of its file
    bool operator==(const RatedUsage&) const = default;
};
/// Usage that a bill up to one mark charges after one up to another.
struct UsageSpan {
    UsageMark after;
    UsageMark upTo;
    bool operator==(const UsageSpan&) const = default;
};
/// Every record of the identities in each of the spans, in the order of their times, with the place of its span. Reads some days at a time: memory
/// does not grow with the length of the spans.
void eachUsage(store::Connection& connection, const QList<std::int64_t>& identities, const QList<UsageSpan>& spans,
               const std::function<void(const RatedUsage& record, qsizetype span)>& take);
/// The records behind unbilledUsage(), in the order of their times.
QList<RatedUsage> unbilledRecords(store::Connection& connection, const QList<std::int64_t>& identities, const UsageMark& before, const UsageMark& now);

} // namespace trunkline::rating
