#include "models/collection/sourceinventory.h"

#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

#include <QHostAddress>

#include <algorithm>

namespace trunkline::collection {

const std::optional<inventory::Device>& SourceInventory::byAddress(const QString& address)
{
    const auto known = byAddress_.constFind(address);
    return known != byAddress_.cend() ? *known : *byAddress_.insert(address, inventory::deviceByAddress(connection_, address));
}

const std::optional<inventory::Device>& SourceInventory::byName(const QString& hostName)
{
    const auto known = byName_.constFind(hostName);
    return known != byName_.cend() ? *known : *byName_.insert(hostName, named(hostName));
}

std::optional<inventory::Device> SourceInventory::named(const QString& hostName)
{
    if (hostName.isEmpty())
        return std::nullopt;
    if (!QHostAddress(hostName).isNull())
        return byAddress(hostName);
    try {
        auto found = inventory::deviceByName(connection_, hostName);
        if (const qsizetype dot = hostName.indexOf(u'.'); !found && dot > 0)
            found = inventory::deviceByName(connection_, hostName.first(dot));
        return found;
    } catch (const Refused&) {
        return std::nullopt; // several have the name
    }
}

std::optional<inventory::Port> SourceInventory::port(DeviceId device, const QString& name, std::optional<qint64> ifIndex)
{
    if (name.isEmpty() && !ifIndex)
        return std::nullopt;
    auto known = ports_.constFind(device);
    if (known == ports_.cend())
        known = ports_.insert(device, inventory::ports(connection_, device));
    const auto where = [&](auto test) -> std::optional<inventory::Port> {
        const auto found = std::find_if(known->cbegin(), known->cend(), test);
        return found == known->cend() ? std::nullopt : std::optional(*found);
    };
    std::optional<inventory::Port> found;
    if (!name.isEmpty())
        found = where([&](const inventory::Port& port) { return port.name == name; });
    if (!name.isEmpty() && !found)
        found = where([&](const inventory::Port& port) { return port.description.compare(name, Qt::CaseInsensitive) == 0; });
    if (!found && ifIndex)
        found = where([&](const inventory::Port& port) { return port.ifIndex == *ifIndex; });
    return found;
}

} // namespace trunkline::collection
