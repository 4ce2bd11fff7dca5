// How much traffic flows in one direction of a port over the days.
#pragma once

#include <QtGlobal>

#include <vector>

namespace trunkline::simulator {

/// A rate made of a mean, a daily curve with its peak in the evening, and a wiggle that a seed decides,
/// all of them cosines. So its integral is a formula: the octets between two instants are exact
/// however the clock gets from one to the other.
class TrafficCurve {
public:
    TrafficCurve() = default;
    /// `meanBps` in bits a second, over whole days.
    TrafficCurve(double meanBps, quint64 seed);

    /// Bits a second at a UTC instant; never negative.
    double rateBps(qint64 ms) const;
    /// All octets up to the instant, counted from an origin that does not matter: use differences.
    quint64 octetsUntil(qint64 ms) const;

private:
    struct Cosine {
        long double amplitude;
        long double perSecond;
        long double phase;
    };
    static std::vector<Cosine> product(const std::vector<Cosine>& a, const std::vector<Cosine>& b);

    /// The first one has no frequency: it is the mean.
    std::vector<Cosine> octetsPerSecond_;
};

/// A number from 0 up to 1 that depends on nothing but its arguments (SplitMix64).
double seededFraction(quint64 seed, quint64 number);

} // namespace trunkline::simulator
