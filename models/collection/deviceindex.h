// Found devices by what others call them: MAC addresses, addresses, names. Each only where one device has it.
#pragma once

#include "models/collection/devicereading.h"

namespace trunkline::collection {

class DeviceIndex {
public:
    explicit DeviceIndex(const QList<DiscoveredDevice>& devices);

    std::optional<qsizetype> byMac(quint64 mac) const { return only(macs_, mac); }
    std::optional<qsizetype> byBaseMac(quint64 mac) const { return only(baseMacs_, mac); }
    std::optional<qsizetype> byAddress(const QString& address) const { return only(addresses_, address); }
    std::optional<qsizetype> byName(const QString& sysName) const { return only(names_, sysName); }

private:
    static constexpr qsizetype several = -1;

    template <class Key>
    static std::optional<qsizetype> only(const QHash<Key, qsizetype>& index, const Key& key)
    {
        const auto found = index.constFind(key);
        return found == index.cend() || *found == several ? std::nullopt : std::optional(*found);
    }
    template <class Key>
    static void add(QHash<Key, qsizetype>& index, const Key& key, qsizetype device)
    {
        if (key == Key())
            return;
        const auto known = index.constFind(key);
        index.insert(key, known == index.cend() || *known == device ? device : several);
    }

    QHash<quint64, qsizetype> baseMacs_;
    QHash<quint64, qsizetype> macs_; ///< base MACs and those of ports
    QHash<QString, qsizetype> addresses_;
    QHash<QString, qsizetype> names_;
};

/// See the one in topology.h.
std::optional<qsizetype> neighbourDevice(const Neighbour& neighbour, const DeviceIndex& devices);

} // namespace trunkline::collection
