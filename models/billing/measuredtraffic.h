// What a charge for traffic was computed from. It is part of the posted line, so that an invoice explains itself after the
// samples were compacted and removed, and whatever is measured late.
#pragma once

#include "models/core/billedtraffic.h"
#include "models/core/timestamp.h"

#include <QJsonObject>
#include <QLocale>
#include <QStringList>

#include <optional>

namespace trunkline::billing {

struct MeasuredTraffic {
    BilledTraffic traffic = BilledTraffic::Larger;
    QStringList ports;              ///< "core-1 Gi0/1": device and port
    std::optional<int> percentile;  ///< nothing: a volume was charged

    // Of a rate; intervals are of five minutes (see performance::BilledRate):
    int measured = 0;
    int partial = 0;
    int unmeasured = 0;
    int down = 0;
    int leftOut = 0;
    DownPort downPort = DownPort::LeftOut;
    std::optional<std::int64_t> bps = {}; ///< nothing when there is no measured interval
    int rank = 0;                   ///< its place among the measured ones, from 1
    std::optional<Timestamp> at = {}; ///< where the first interval with this rate begins
    std::int64_t commitBps = 0;
    std::int64_t overBps = 0;       ///< above the commit, before any rounding to whole Mbit/s

    // Of a volume:
    std::int64_t octets = 0;
    std::int64_t unmeasuredMs = 0;  ///< of all ports together: time in which nothing was counted
    QStringList steps = {};         ///< the tiers, each with its part of the price

    int flagged = 0;                ///< intervals with values above a line's rate, which were not used
    bool operator==(const MeasuredTraffic&) const = default;
};

/// measuredTrafficFrom(toJson(m)) == m.
QJsonObject toJson(const MeasuredTraffic& measured);
MeasuredTraffic measuredTrafficFrom(const QJsonObject& object);

/// "123.456789": millions without zeros behind them.
QString millionsText(std::int64_t value, const QLocale& locale);
/// One line for the invoice: the figure, and what of the samples could not be used.
QString shortText(const MeasuredTraffic& measured, const QLocale& locale);
/// Everything, for who asks why; times in `zone`.
QString longText(const MeasuredTraffic& measured, const OperatorZone& zone, const QLocale& locale);

} // namespace trunkline::billing
