// What the parts of devices measure, as lists: gauges, transceivers, ONTs.
#pragma once

#include "models/core/clock.h"
#include "models/core/valuemodel.h"
#include "models/performance/gaugestore.h"

namespace trunkline::overview {

struct GaugeRow {
    performance::Gauge gauge;
    QString deviceName;
    performance::Limits limits; ///< those that hold: a person's before the others
    std::optional<performance::LimitOverride> override;
    std::optional<performance::LastValue> last;
    std::optional<Severity> severity; ///< of the last value; Cleared is as it should be, nothing where nobody says
    bool operator==(const GaugeRow&) const = default;
};

/// Of one device, or of all; by device, measure and name.
QList<GaugeRow> gaugeRows(store::Connection& connection, std::optional<DeviceId> device = {});
/// Throws NotFound.
GaugeRow gaugeRow(store::Connection& connection, GaugeId id);

/// A transceiver or an ONT with what is measured at it.
struct ComponentRow {
    performance::Component component;
    QString deviceName;
    PortId portId; ///< null when the inventory has no such port
    std::optional<GaugeRow> rx, tx, oltRx, temperature, distance, state, cause;
    /// The worst of its gauges; nothing where none says.
    std::optional<Severity> severity() const;
    std::optional<Timestamp> at() const; ///< of the newest value
    bool operator==(const ComponentRow&) const = default;
};
/// `kind`: "transceiver" or "ont"; of one device, or of all.
QList<ComponentRow> componentRows(store::Connection& connection, const QString& kind, std::optional<DeviceId> device = {});

/// A gauge over a time, as a chart shows it.
struct GaugeHistory {
    GaugeRow row;
    performance::Resolution resolution = performance::Resolution::Raw;
    QList<performance::RatePoint> points; ///< in units of performance::valueOf()
    bool operator==(const GaugeHistory&) const = default;
};
/// Throws NotFound.
GaugeHistory gaugeHistory(store::Connection& connection, GaugeId id, Timestamp from, Timestamp to);

using GaugeListModel = ValueModel<GaugeRow>;
using ComponentListModel = ValueModel<ComponentRow>;
inline QString keyOf(const GaugeRow& row) { return row.gauge.id.toString(); }
inline QString keyOf(const ComponentRow& row) { return row.component.id.toString(); }

/// `clock` tells which values are old; it outlives the columns.
QList<Column<GaugeRow>> gaugeColumns(bool withDevice, const Clock& clock);
/// Port, module, levels and limits.
QList<Column<ComponentRow>> transceiverColumns(const Clock& clock);
/// State, levels, distance, why it was down last.
QList<Column<ComponentRow>> ontColumns(const Clock& clock);

} // namespace trunkline::overview
