// A clock that ends the program: work that is killed anywhere must go on as if nothing had happened.
#pragma once

#include "models/core/clock.h"

#include <atomic>
#include <csignal>
#include <unistd.h>

namespace trunkline::test {

/// Kills its own process (SIGKILL) at the n-th question for the time: identifiers and transactions ask often.
class DeadlyClock : public Clock {
public:
    DeadlyClock(Timestamp at, int questions) : at_(at), left_(questions) {}
    Timestamp now() const override
    {
        if (--left_ == 0)
            ::kill(::getpid(), SIGKILL);
        return at_;
    }

private:
    Timestamp at_;
    mutable std::atomic<int> left_;
};

} // namespace trunkline::test
