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

int grantedIn(const BucketDefinition& definition, const Bucket& bucket, int periods)
{
    return periods - 1 - (definition.rolloverPeriods - bucket.periodsLeft);
}

QList<Bucket> bucketsOf(const BucketDefinition& definition, const std::vector<std::int64_t>& grants, const std::vector<BucketDraw>& draws)
{
    QList<Bucket> buckets;
    const int last = int(grants.size()) - 1;
    BucketDefinition ofPeriod = definition;
    for (int period = 0; period <= last; ++period) {
        ofPeriod.quantity = grants[std::size_t(period)];
        buckets = nextBuckets(ofPeriod, buckets);
        for (Bucket& bucket : buckets) {
            const int granted = grantedIn(definition, bucket, period + 1);
            for (const BucketDraw& draw : draws)
                if (draw.granted == granted && (draw.used == period || (period == last && draw.used > last)))
                    bucket.left -= draw.quantity;
            bucket.left = std::max<std::int64_t>(bucket.left, 0); // what a period brought may have become less since
        }
    }
    return buckets;
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
