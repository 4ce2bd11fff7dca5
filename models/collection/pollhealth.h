// How polling goes.
#pragma once

#include <QMap>
#include <QString>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace trunkline::collection {

struct PollHealth {
    int devices = 0;
    int silent = 0;
    std::int64_t latenessMs = 0;    ///< the worst of the last two intervals: from when a question was due to when it left
    std::int64_t latenessP99Ms = 0;
    qint64 readings = 0;            ///< counters of ports since the start: each is a sample, a first reading, a drop, or waits
    qint64 samples = 0;             ///< of them stored
    qint64 first = 0;               ///< of them the first of their series: nothing to compare with
    qint64 timeouts = 0;            ///< rounds of a device that ended for want of an answer
    qint64 refused = 0;             ///< datagrams that were no answer to a question
    qint64 overrun = 0;             ///< rounds left out because the one before was not done
    int waiting = 0;                ///< rounds of devices that are not stored yet
    QMap<QString, qint64> failures; ///< rounds that ended early, by reason: "timeout", "authentication", …
    QMap<QString, qint64> drops;    ///< values that became no sample, by reason: "gap", "queueFull", …
    QString held;                   ///< the sentence of what stands between the rounds and the database; empty: nothing does

    void drop(const char* reason, qint64 values)
    {
        if (values > 0)
            drops[QLatin1String(reason)] += values;
    }
};

/// Milliseconds that questions were late in the present interval and the one before.
class Lateness {
public:
    void add(std::int64_t ms) { present_.push_back(std::max<std::int64_t>(0, ms)); }
    /// Forgets what is older; call it often.
    void turn(std::int64_t nowMs, std::int64_t intervalMs)
    {
        if (nowMs - turnedMs_ < intervalMs)
            return;
        turnedMs_ = nowMs;
        before_ = std::exchange(present_, {});
    }
    /// The value that `permille` of all do not exceed; 0 without any.
    std::int64_t quantile(int permille) const
    {
        std::vector<std::int64_t> all = before_;
        all.insert(all.end(), present_.begin(), present_.end());
        if (all.empty())
            return 0;
        const auto place = all.begin() + std::ptrdiff_t((all.size() - 1) * std::size_t(permille) / 1000);
        std::nth_element(all.begin(), place, all.end());
        return *place;
    }
    void clear() { *this = {}; }

private:
    std::vector<std::int64_t> present_;
    std::vector<std::int64_t> before_;
    std::int64_t turnedMs_ = 0;
};

} // namespace trunkline::collection
