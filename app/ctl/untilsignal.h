// Running until somebody says stop (Ctrl+C, SIGTERM), with everything ended in order.
#pragma once

#include <cstdint>

namespace trunkline::ctl {

/// Keeps SIGINT and SIGTERM for runUntilSignal(). Made before the threads that go on meanwhile: they inherit it, and a signal
/// that one of them took would end the program out of order.
void holdEndingSignals();
/// Runs the event loop until SIGINT or SIGTERM, or until the time is up when `forMs` is not 0. Requires holdEndingSignals().
void runUntilSignal(std::int64_t forMs = 0);

} // namespace trunkline::ctl
