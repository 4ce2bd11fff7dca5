#include "snmp/refusals.h"

#include <QDateTime>

#include <algorithm>

namespace trunkline::snmp {

Refusals::Refusals() : now_(QDateTime::currentMSecsSinceEpoch) {}

void Refusals::add(Refusal reason, const QString& source)
{
    constexpr qsizetype mostPairs = 1000;
    const std::scoped_lock lock(mutex_);
    ++totals_[std::size_t(reason)];
    const auto listed = std::pair(quint8(reason), source);
    const bool known = tallies_.size() < mostPairs || tallies_.contains(listed);
    Tally& tally = tallies_[known ? listed : std::pair(quint8(reason), QString())];
    ++tally.count;
    tally.lastMs = now_();
}

quint64 Refusals::total(Refusal reason) const
{
    const std::scoped_lock lock(mutex_);
    return totals_[std::size_t(reason)];
}

QList<RefusedSource> Refusals::top(qsizetype most) const
{
    QList<RefusedSource> all;
    {
        const std::scoped_lock lock(mutex_);
        for (auto tally = tallies_.cbegin(); tally != tallies_.cend(); ++tally)
            all.append({Refusal(tally.key().first), tally.key().second, tally->count, tally->lastMs});
    }
    std::sort(all.begin(), all.end(), [](const RefusedSource& a, const RefusedSource& b) {
        return std::tie(b.count, a.source, a.reason) < std::tie(a.count, b.source, b.reason);
    });
    return all.first(std::min(most, all.size()));
}

} // namespace trunkline::snmp
