#include "snmp/simulator/simclock.h"

#include <chrono>
#include <cmath>

namespace trunkline::simulator {

static qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

SimClock::SimClock(qint64 startMs, double speed, RealMs realMs)
    : realMs_(realMs ? std::move(realMs) : RealMs(steadyMs)), anchorMs_(startMs), realAnchorMs_(realMs_()), speed_(1.0)
{
    setSpeed(speed);
}

qint64 SimClock::nowMs() const
{
    return anchorMs_ + qint64(std::floor(double(realMs_() - realAnchorMs_) * speed_));
}

void SimClock::settle()
{
    anchorMs_ = nowMs();
    realAnchorMs_ = realMs_();
}

bool SimClock::setNow(qint64 ms)
{
    settle();
    if (ms < anchorMs_)
        return false;
    anchorMs_ = ms;
    return true;
}

bool SimClock::advance(qint64 ms)
{
    return ms >= 0 && setNow(nowMs() + ms);
}

bool SimClock::setSpeed(double speed)
{
    if (!(speed >= 0.0 && speed <= 1e6))
        return false;
    settle();
    speed_ = speed;
    return true;
}

static qint64 unitMs(QChar unit)
{
    switch (unit.unicode()) {
    case 'd': return 86'400'000;
    case 'h': return 3'600'000;
    case 'm': return 60'000;
    case 's': return 1'000;
    default: return 0;
    }
}

std::optional<qint64> parseSpan(QStringView text)
{
    constexpr qint64 limitMs = 100LL * 366 * 86'400'000;
    qint64 totalMs = 0;
    qint64 number = -1;
    for (QChar c : text) {
        if (c >= u'0' && c <= u'9') {
            number = (number < 0 ? 0 : number * 10) + (c.unicode() - u'0');
        } else {
            if (number < 0 || unitMs(c) == 0)
                return std::nullopt;
            totalMs += number * unitMs(c);
            number = -1;
        }
        if (number > limitMs / 1000 || totalMs > limitMs)
            return std::nullopt;
    }
    if (text.isEmpty() || number >= 0)
        return std::nullopt;
    return totalMs;
}

} // namespace trunkline::simulator
