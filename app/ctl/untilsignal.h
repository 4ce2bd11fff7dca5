// Running until somebody says stop (Ctrl+C, SIGTERM), with everything ended in order.
#pragma once

#include <cstdint>

namespace trunkline::ctl {

/// Runs the event loop until SIGINT or SIGTERM, or until the time is up when `forMs` is not 0.
void runUntilSignal(std::int64_t forMs = 0);

} // namespace trunkline::ctl
