// Whose a message is that came by itself: the device behind an address or a name, and its port.
#pragma once

#include "models/inventory/device.h"
#include "models/store/connection.h"

#include <QHash>

namespace trunkline::collection {

/// What the inventory knows of sources and their ports, asked once: for one turn of what arrived.
class SourceInventory {
public:
    explicit SourceInventory(store::Connection& connection) : connection_(connection) {}

    const std::optional<inventory::Device>& byAddress(const QString& address);
    /// By sysName or the name people gave it, its first label included; nothing when several have it.
    const std::optional<inventory::Device>& byName(const QString& hostName);
    /// By ifName, then by ifDescr (logs write "GigabitEthernet0/1", ifName says "Gi0/1"), then by index.
    std::optional<inventory::Port> port(DeviceId device, const QString& name, std::optional<qint64> ifIndex);

private:
    std::optional<inventory::Device> named(const QString& hostName);

    store::Connection& connection_;
    QHash<QString, std::optional<inventory::Device>> byAddress_;
    QHash<QString, std::optional<inventory::Device>> byName_;
    QHash<DeviceId, QList<inventory::Port>> ports_;
};

} // namespace trunkline::collection
