#include "snmp/simulator/trafficcurve.h"

#include <cmath>
#include <numbers>

namespace trunkline::simulator {

static constexpr long double daySeconds = 86'400.0L;
static constexpr long double turn = 2.0L * std::numbers::pi_v<long double>;
/// 2020-01-01 in Unix seconds. Counting from near the present keeps every digit of the integral.
static constexpr qint64 originSeconds = 1'577'836'800;

double seededFraction(quint64 seed, quint64 number)
{
    quint64 z = seed + (number + 1) * 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    return double(z >> 11) / 9007199254740992.0;
}

TrafficCurve::TrafficCurve(double meanBps, quint64 seed)
{
    // Peak near 20:00 UTC, trough near 04:30; the least value is 1 - 0.55 - 0.2 > 0.
    const auto daily = [](long double amplitude, int timesADay, long double peakHour) {
        const long double perSecond = turn * timesADay / daySeconds;
        return Cosine{amplitude, perSecond, -perSecond * peakHour * 3600.0L};
    };
    const std::vector<Cosine> day = {{1.0L, 0.0L, 0.0L}, daily(0.55L, 1, 18.5L), daily(0.2L, 2, 20.5L)};
    std::vector<Cosine> wiggle = {{1.0L, 0.0L, 0.0L}};
    const long double periods[] = {11'000.0L, 2'300.0L, 410.0L};
    const long double amplitudes[] = {0.09L, 0.07L, 0.05L};
    for (std::size_t i = 0; i < std::size(periods); ++i) {
        const long double stretch = 0.7L + 0.6L * seededFraction(seed, 2 * i);
        wiggle.push_back({amplitudes[i], turn / (periods[i] * stretch), turn * seededFraction(seed, 2 * i + 1)});
    }
    octetsPerSecond_ = product(product({{meanBps / 8.0L, 0.0L, 0.0L}}, day), wiggle);
}

/// cos a · cos b = ½ cos(a+b) + ½ cos(a−b): a product of curves is again a sum of cosines.
std::vector<TrafficCurve::Cosine> TrafficCurve::product(const std::vector<Cosine>& a, const std::vector<Cosine>& b)
{
    std::vector<Cosine> sum;
    for (const Cosine& x : a) {
        for (const Cosine& y : b) {
            const long double amplitude = x.amplitude * y.amplitude;
            if (x.perSecond == 0.0L || y.perSecond == 0.0L) {
                sum.push_back({amplitude, x.perSecond + y.perSecond, x.phase + y.phase});
                continue;
            }
            sum.push_back({amplitude / 2, x.perSecond + y.perSecond, x.phase + y.phase});
            sum.push_back({amplitude / 2, x.perSecond - y.perSecond, x.phase - y.phase});
        }
    }
    return sum;
}

double TrafficCurve::rateBps(qint64 ms) const
{
    const long double t = (ms - originSeconds * 1000) / 1000.0L;
    long double rate = 0.0L;
    for (const Cosine& c : octetsPerSecond_)
        rate += c.amplitude * std::cos(c.perSecond * t + c.phase);
    return double(rate * 8.0L);
}

quint64 TrafficCurve::octetsUntil(qint64 ms) const
{
    const long double t = (ms - originSeconds * 1000) / 1000.0L;
    long double octets = 0.0L;
    for (const Cosine& c : octetsPerSecond_)
        octets += c.perSecond == 0.0L ? c.amplitude * t
                                      : c.amplitude / c.perSecond * std::sin(c.perSecond * t + c.phase);
    // Differences are all that counts, so an instant before the origin may wrap.
    return quint64(qint64(std::floor(octets)));
}

} // namespace trunkline::simulator
