// The simulated time that uptime and counters follow.
#pragma once

#include <QString>

#include <functional>
#include <optional>

namespace trunkline::simulator {

/// UTC milliseconds that run `speed` times as fast as real time, or stand still (speed 0) and move by
/// steps only, which makes a run repeatable to the last octet. The time never goes back.
class SimClock {
public:
    using RealMs = std::function<qint64()>;

    /// `realMs` is a monotonic clock in milliseconds; the default is the computer's.
    explicit SimClock(qint64 startMs, double speed = 1.0, RealMs realMs = {});

    qint64 nowMs() const;
    double speed() const { return speed_; }

    /// False, and nothing changed, when `ms` lies before now.
    bool setNow(qint64 ms);
    /// False, and nothing changed, when `ms` is negative.
    bool advance(qint64 ms);
    /// False, and nothing changed, unless 0 <= speed <= 1,000,000.
    bool setSpeed(double speed);

private:
    void settle();

    RealMs realMs_;
    qint64 anchorMs_;
    qint64 realAnchorMs_;
    double speed_;
};

/// "5h", "30m", "45s", "2d", also joined as in "1d12h": milliseconds. Nothing when it is no such text.
std::optional<qint64> parseSpan(QStringView text);

} // namespace trunkline::simulator
