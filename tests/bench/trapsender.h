// The devices that send traps in benches: addresses of the loopback, one after the other.
#pragma once

#include <QtGlobal>

#include <cstdint>

namespace trunkline::bench {

inline constexpr int trapDevices = 500;
inline constexpr int trapPorts = 48; ///< of each
inline constexpr std::uint32_t firstTrapDevice = 0x7f0a0001; ///< 127.10.0.1

/// A linkDown from one device about one of its ports.
void sendPortDown(quint16 to, int device, int port);

} // namespace trunkline::bench
