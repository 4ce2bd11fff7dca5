// A device with all that its ports carry, for the panel that opens it and for lists of ports.
#pragma once

#include "models/core/clock.h"
#include "models/core/valuemodel.h"
#include "models/fault/alarm.h"
#include "models/inventory/device.h"
#include "models/inventory/service.h"
#include "models/overview/chain.h"
#include "models/performance/samplestore.h"

namespace trunkline::overview {

struct PortRow {
    inventory::Port port;
    QString deviceName;
    DeviceId neighbourDevice;       ///< null when nothing is linked to it
    QString neighbour;              ///< "agg-1 xe-0/0/1"
    ServiceId serviceId;            ///< the one that holds the port; null for none
    QString serviceName;
    CustomerId customerId;
    QString customerName;
    std::optional<Severity> worstAlarm;
    int openAlarms = 0;
    std::optional<performance::PortLoad> load;
    bool operator==(const PortRow& other) const;
};

/// All ports of one device, or of all devices: by device name and ifIndex.
QList<PortRow> portRows(store::Connection& connection, std::optional<DeviceId> device = {});

/// One port, also one that its device reports no longer. Throws NotFound.
PortRow portRow(store::Connection& connection, PortId id);

/// What a check of reachability measured last: "Round trip, mean", "1.25 ms".
struct ReachFigure {
    QString name;
    QString text;
    Timestamp at;
    bool operator==(const ReachFigure&) const = default;
};

struct DeviceDetail {
    inventory::Device device;
    QString siteName;
    QStringList addresses;
    QList<PortRow> ports;
    QList<fault::Alarm> openAlarms;  ///< worst first
    QList<ReachFigure> reach;
    QList<ChainStep> history;        ///< newest first
    QList<ChainStep> why;            ///< the last thing that happened to it, back to its first cause
    bool operator==(const DeviceDetail&) const = default;
};

/// Throws NotFound.
DeviceDetail deviceDetail(store::Connection& connection, DeviceId id, const QLocale& locale = QLocale());

using PortListModel = ValueModel<PortRow>;
inline QString keyOf(const PortRow& row) { return row.port.id.toString(); }

/// `withDevice`: a first column that names the device. `clock` tells which rates are too old to speak of now; it outlives
/// the columns.
QList<Column<PortRow>> portColumns(bool withDevice, const Clock& clock, const QLocale& locale = QLocale());

/// "12 min 5 s", "3 h 20 min": how old a value is.
QString ageText(Timestamp measured, Timestamp now);
/// "Up", "Down", "Switched off": what people need to know of a port in one word.
QString stateWord(const inventory::Port& port);
Tone stateTone(const inventory::Port& port);
/// "Answering", "Silent", "Not asked yet".
QString stateWord(inventory::DeviceState state);
Tone stateTone(inventory::DeviceState state);
/// "10 Gbit/s"; empty when unknown.
QString speedText(std::int64_t bps, const QLocale& locale = QLocale());

} // namespace trunkline::overview
