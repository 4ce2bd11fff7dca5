// What of measured traffic a contract counts: words that measuring, the catalogue and billing share.
#pragma once

#include <QString>

#include <optional>

namespace trunkline {

/// Which of the two directions.
enum class BilledTraffic {
    In,
    Out,
    Larger, ///< the larger one of the ports' sums
    Sum,    ///< both
};
/// "in", "out", "larger", "sum": stable.
QString nameOf(BilledTraffic traffic);
/// Nothing for another name.
std::optional<BilledTraffic> billedTrafficNamed(QStringView name);

/// What a port that was down counts as.
enum class DownPort {
    LeftOut, ///< as if it were no part of the contract at that time
    Zero,    ///< as one that carried nothing
};
/// "left-out", "zero": stable.
QString nameOf(DownPort down);
/// Nothing for another name.
std::optional<DownPort> downPortNamed(QStringView name);

} // namespace trunkline
