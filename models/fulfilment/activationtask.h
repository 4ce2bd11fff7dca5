// What an activation task says: which port of which device, and what it is to be called.
#pragma once

#include "models/core/id.h"

#include <QJsonObject>
#include <QString>

namespace trunkline::fulfilment {

/// The kinds of task that decompose() makes and the Activator carries out.
inline constexpr const char* activatePortKind = "activate-port"; ///< label the port and switch it on
inline constexpr const char* verifyPortKind = "verify-port";     ///< see that it works: this starts the charge

/// The parameters of both kinds.
struct PortTask {
    DeviceId deviceId;
    QString deviceName;
    PortId portId;
    QString portName;   ///< ifName: what is looked for
    qint64 ifIndex = 0; ///< where it was at the last discovery; checked before anything is written
    QString alias;      ///< what ifAlias is to say: the service's name
    bool operator==(const PortTask&) const = default;
};

QJsonObject toJson(const PortTask& task);
/// Throws InvalidInput, naming what is missing, when the parameters are no such task.
PortTask portTaskFrom(const QJsonObject& parameters);

} // namespace trunkline::fulfilment
