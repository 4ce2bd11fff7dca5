// What one whole reading tells of a device's parts, and so whether the part that an alarm is about is still there.
#pragma once

#include "models/collection/variables.h"
#include "models/fault/event.h"
#include "models/performance/gauge.h"
#include "models/store/connection.h"
#include "snmp/sweep.h"

#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace trunkline::collection {

/// Whether a row that a trap speaks of is among those that were read: one of the same table, or, where the index has two places or more, of a
/// table beside it (a maker's tables of one kind of part share their index). Nothing when no such table was read or it had no rows at all. Pure.
/// `instance` is the trap's variable, `indexSize` how many arcs of it are the index.
std::optional<bool> tellsOfRow(const snmp::PollPlan& plan, const Variables& told, const snmp::Oid& instance, std::size_t indexSize);

/// Asks the database for what the alarms rest on; used on the thread of its connection, while what it was given lives.
class ToldParts {
public:
    struct Reading {
        DeviceId device;
        QSet<GaugeId> gauges;                                   ///< what was read
        std::function<bool(const performance::Gauge&)> isReadHere; ///< whether the gauge, if it is there, is among them
        std::shared_ptr<const snmp::PollPlan> plan;
        snmp::VarBinds binds;
    };
    ToldParts(store::Connection& connection, Reading reading) : connection_(connection), reading_(std::move(reading)) {}

    /// Whether the device told of the alarm's part. Alarms of limits name their gauge. Those of rules for traps name the row that the trap spoke of;
    /// what has no row (a line of log, a name or serial number as a value) names a part by what the device calls it. Nothing: not known.
    /// Throws StoreFailure.
    std::optional<bool> tellsOf(const fault::Alarm& alarm);

private:
    std::optional<bool> tellsOf(GaugeId gauge);
    std::optional<bool> tellsOfRows(const fault::Event& raised);
    std::optional<bool> tellsOfNamed(const QString& name);
    std::optional<bool> tellsOfAny(const QList<performance::Gauge>& gauges) const;

    store::Connection& connection_;
    Reading reading_;
    std::optional<Variables> told_;
};

} // namespace trunkline::collection
