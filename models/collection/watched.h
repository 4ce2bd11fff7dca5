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

/// No more of a port than a round needs: there are hundreds of thousands of them. Its texts and places are told by its device.
struct WatchedPort {
    using Text = PolledRow::Text;

    PortId id;
    std::int64_t speedBps = 0;
    quint32 ifIndex = 0;
    Text name, alias, mac; ///< see WatchedDevice::text()
    std::array<quint32, polledMetrics> places{}; ///< see WatchedDevice::place()
    inventory::AdminState adminState = inventory::AdminState::Unknown;
    inventory::OperState operState = inventory::OperState::Unknown;
    bool told = true; ///< in the last round that was read to its end
};

class WatchedDevice {
public:
    inventory::Device device;
    std::optional<snmp::Target> target; ///< none without a credential
    std::vector<WatchedPort> ports;     ///< as setPorts() was given them
    bool portsRead = false; ///< whether a round was read to its end since the ports were read from the inventory

    /// What the inventory knows. Places of ports that were known before stay.
    void setPorts(const QList<inventory::Port>& known);
    WatchedPort* at(quint32 ifIndex);
    /// A port had another index before.
    void renumber(WatchedPort& port, quint32 ifIndex);
    /// In UTF-8.
    QByteArrayView text(WatchedPort::Text text) const { return {texts_.data() + text.at, qsizetype(text.size)}; }
    /// Where the samples of a metric go; chunk 0: nowhere yet.
    performance::SeriesPlace place(const WatchedPort& port, std::size_t metric) const;
    void setPlace(WatchedPort& port, std::size_t metric, performance::SeriesPlace place);

private:
    struct Indexed {
        quint32 ifIndex = 0;
        quint32 port = 0;
    };
    std::vector<Indexed>::iterator indexed(quint32 ifIndex);

    // The texts of all ports in one piece; a port's place is the number of its chunk here, from 1, and its slot: a string and
    // an identifier for each would be more than half of what a port takes.
    std::string texts_;
    std::vector<std::int32_t> chunks_;
    std::vector<Indexed> byIndex_; ///< in the order of ifIndex
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
