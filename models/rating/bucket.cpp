#include "models/rating/bucket.h"

#include <algorithm>

namespace trunkline::rating {

QList<Bucket> nextBuckets(const BucketDefinition& definition, const QList<Bucket>& previous)
{
    QList<Bucket> next;
    std::int64_t room = definition.mostCarried.value_or(std::numeric_limits<std::int64_t>::max());
    for (auto bucket = previous.rbegin(); bucket != previous.rend(); ++bucket) { // the newest first, so that the oldest are lost
        const std::int64_t carried = bucket->periodsLeft > 0 ? std::min(bucket->left, room) : 0;
        room -= carried;
        if (carried > 0)
            next.prepend({bucket->code, carried, bucket->periodsLeft - 1});
    }
    next.append({definition.code, definition.quantity, definition.rolloverPeriods});
    return next;
}

std::vector<Allowance> allowancesOf(const BucketDefinition& definition, const QList<Bucket>& buckets, std::int64_t fromMs, std::int64_t untilMs)
{
    std::vector<Allowance> allowances;
    for (const Bucket& bucket : buckets)
        allowances.push_back({bucket.left, fromMs, untilMs, definition.unit, definition.zones});
    return allowances;
}

QList<Bucket> bucketsAfter(QList<Bucket> buckets, const std::vector<Allowance>& allowances)
{
    if (std::size_t(buckets.size()) != allowances.size())
        qFatal("Buckets and allowances belong together");
    for (qsizetype i = 0; i < buckets.size(); ++i)
        buckets[i].left = allowances[std::size_t(i)].left;
    return buckets;
}

} // namespace trunkline::rating
