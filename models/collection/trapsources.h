// Who sent a trap or a line of log and of which of its ports it speaks, as far as the inventory knows.
#pragma once

#include "models/inventory/inventoryservice.h"
#include "models/store/journal.h"
#include "snmp/notification.h"

#include <QHash>

namespace trunkline::collection {

/// The port that a notification speaks of, as far as its variables tell.
struct TrapPort {
    std::optional<qint64> ifIndex;
    QString ifName;
    std::optional<inventory::AdminState> adminState;
    std::optional<inventory::OperState> operState;
    bool operator==(const TrapPort&) const = default;
};
TrapPort portIn(const snmp::Notification& notification);

/// Whom a notification is about when another sent it on: snmpTrapAddress.0 (RFC 3584), in v1 the agent's address. Empty when it names
/// nobody (0.0.0.0, a loopback or multicast address) or the sender itself.
QString originIn(const snmp::Notification& notification);

/// "192.0.2.1", or "192.0.2.1 customer-a" in a routing domain that is not the operator's own.
QString placeOf(const QString& address, const QString& domain);

/// Remembers devices and ports by what traps and logs say of them, until the journal says that they are others. Belongs to the thread of its connection.
class TrapSources {
public:
    explicit TrapSources(store::Connection& connection) : connection_(connection) {}

    /// Forgets what has changed since the last look. True when credentials may have, too. Throws StoreFailure.
    bool follow();

    /// Whom a notification is about: the device it names as its origin, if the inventory knows that one; else the device that sent it. Of
    /// two that nobody knows, the origin. Addresses are looked up in the routing domain of the listener.
    struct Origin {
        QString address;
        const inventory::Device* device = nullptr; ///< until the next question
    };
    Origin originOf(const snmp::Notification& notification);
    /// Null when there is none. Until the next question, as all that follow.
    const inventory::Device* byAddress(const QString& address, const QString& domain = {});
    /// By sysName or the name people gave it, its first label included, or by an address; null when several have it, too.
    const inventory::Device* byName(const QString& hostName);
    /// By ifName, then by ifDescr (logs write "GigabitEthernet0/1", ifName says "Gi0/1"), then by index; null when there is none.
    const inventory::Port* port(DeviceId device, const QString& name, std::optional<qint64> ifIndex);
    const inventory::Port* port(DeviceId device, const TrapPort& said) { return port(device, said.ifName, said.ifIndex); }
    /// What was found before; null when it was not, or may be another now.
    const inventory::Port* knownPort(PortId id) const;
    /// Another number when devices may be others than before, or other ports theirs.
    std::int64_t asOf() const { return asOf_; }
    /// Whether a port is known to be as it was seen.
    bool agrees(const inventory::PortSighting& sighting) const;

private:
    void forget();
    std::optional<inventory::Device> named(const QString& hostName);
    std::optional<inventory::Port> found(DeviceId device, const QString& name, std::optional<qint64> ifIndex);
    using PortKey = std::pair<DeviceId, std::pair<QString, qint64>>;

    store::Connection& connection_;
    std::int64_t seen_ = -1;
    std::int64_t asOf_ = 0;
    QHash<std::pair<QString, QString>, std::optional<inventory::Device>> devices_;
    QHash<QString, std::optional<inventory::Device>> names_;
    QHash<PortKey, PortId> keys_; ///< null: there is none
    QHash<PortId, inventory::Port> ports_;
};

} // namespace trunkline::collection
