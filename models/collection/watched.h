// The devices that are polled, in memory: read once, and again what the journal says has changed, so that a
// round asks the database nothing.
#pragma once

#include "models/collection/polledtable.h"
#include "models/inventory/device.h"
#include "models/performance/series.h"
#include "models/store/journal.h"
#include "models/store/sealer.h"
#include "snmp/target.h"

#include <QHash>
#include <QSet>

namespace trunkline::collection {

/// No more of a port than a round needs: there are hundreds of thousands of them.
struct WatchedPort {
    PortId id;
    QString name;
    QString alias;
    QString mac;
    qint64 ifIndex = 0;
    std::int64_t speedBps = 0;
    inventory::AdminState adminState = inventory::AdminState::Unknown;
    inventory::OperState operState = inventory::OperState::Unknown;
    bool told = true; ///< in the last round that was read to its end
    std::array<performance::SeriesPlace, polledMetrics> places{};
};

WatchedPort watchedPort(const inventory::Port& port);

struct WatchedDevice {
    inventory::Device device;
    std::optional<snmp::Target> target; ///< none without a credential
    std::vector<WatchedPort> ports;
    bool portsRead = false; ///< whether a round was read to its end since the ports were read from the inventory
    QHash<quint32, std::size_t> byIndex;

    WatchedPort* at(quint32 ifIndex);
    /// A port had another index before.
    void renumber(WatchedPort& port, quint32 ifIndex);
};

/// Belongs to the thread of its connection.
class WatchedDevices {
public:
    WatchedDevices(store::Connection& connection, const store::Sealer& sealer) : connection_(connection), sealer_(sealer) {}

    /// Looks at what was written to the journal since the last call. Gives the devices that were read anew. Throws StoreFailure.
    QSet<DeviceId> refresh();
    /// What a journal entry says, memory knows already: it was written here.
    void wrote(const store::JournalEntry& entry);

    QHash<DeviceId, WatchedDevice>& all() { return devices_; }
    WatchedDevice* find(DeviceId id);

private:
    QSet<DeviceId> readAll();
    void readDevice(DeviceId id);
    void put(const inventory::Device& device, const QList<inventory::Port>& ports);

    store::Connection& connection_;
    const store::Sealer& sealer_;
    QHash<CredentialId, snmp::Credential> credentials_;
    QHash<DeviceId, WatchedDevice> devices_;
    QSet<std::int64_t> written_; ///< numbers of entries
    std::int64_t seen_ = -1;
};

} // namespace trunkline::collection
