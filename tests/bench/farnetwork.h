// The responder's devices far away: answers come later, some get lost, some devices are dead, and counters move.
#pragma once

#include "tests/bench/bench.h"
#include "tests/bench/responder.h"

namespace trunkline::bench {

class FarNetwork {
public:
    /// Milliseconds of delay, answers of a thousand that get lost, and every how many-th device is dead (0: none).
    FarNetwork(const Responder& responder, int answerMs, int lossPermille, int deadEvery);

    QString portText() const { return QString::number(port_); }

private:
    quint16 port_;
    Beside process_;
};

/// Whether FarNetwork leaves it dead.
bool isDead(int device, int deadEvery);

} // namespace trunkline::bench
