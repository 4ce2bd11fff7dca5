#include "models/collection/collectorhistory.h"

namespace trunkline::collection {

static CollectorRate rateBetween(const CollectorTotals& from, const CollectorTotals& to)
{
    const double seconds = double(to.at.msSince(from.at)) / 1000;
    return {from.at, to.at, double(to.values - from.values) / seconds, double(to.traps - from.traps) / seconds, to.latenessMs};
}

void CollectorHistory::add(const CollectorTotals& totals)
{
    if (newest_ && (totals.at < newest_->at || totals.values < newest_->values || totals.traps < newest_->traps))
        readings_.clear();
    newest_ = totals;
    if (readings_.empty() || totals.at.msSince(readings_.back().at) >= stretchMs)
        readings_.push_back(totals);
    while (readings_.size() > 2 && totals.at.msSince(readings_[1].at) > keptMs)
        readings_.pop_front();
}

QList<CollectorRate> CollectorHistory::rates() const
{
    QList<CollectorRate> all;
    for (std::size_t at = 1; at < readings_.size(); ++at)
        all.append(rateBetween(readings_[at - 1], readings_[at]));
    return all;
}

std::optional<CollectorRate> CollectorHistory::now() const
{
    constexpr std::int64_t minuteMs = 60'000;
    if (!newest_)
        return std::nullopt;
    const CollectorTotals* from = nullptr;
    for (const CollectorTotals& reading : readings_)
        if (reading.at < newest_->at && (!from || newest_->at.msSince(reading.at) >= minuteMs))
            from = &reading;
    return from ? std::optional(rateBetween(*from, *newest_)) : std::nullopt;
}

} // namespace trunkline::collection
