#include "models/ordering/portchoice.h"

#include "models/inventory/inventorystore.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <tuple>

namespace trunkline::ordering {

namespace {

struct PortChoiceTexts {
    Q_DECLARE_TR_FUNCTIONS(PortChoice)
};

std::int64_t neededBps(const catalogue::Offering& offering)
{
    return std::max(offering.downKbps, offering.upKbps) * 1000;
}

} // namespace

bool carries(const inventory::Port& port, const catalogue::Offering& offering)
{
    return port.speedBps <= 0 || port.speedBps >= neededBps(offering);
}

PortChoices portChoices(store::Connection& connection, const catalogue::Offering& offering)
{
    QHash<SiteId, QString> sites;
    for (const inventory::Site& site : inventory::sites(connection))
        sites.insert(site.id, site.name);
    QHash<DeviceId, inventory::Device> devices;
    for (const inventory::Device& device : inventory::devices(connection))
        devices.insert(device.id, device);
    PortChoices choices;
    choices.devices = int(devices.size());
    for (const inventory::Port& port : inventory::freePorts(connection)) {
        const inventory::Device device = devices.value(port.deviceId);
        if (carries(port, offering))
            choices.fitting.append({port, device.name, device.kind, sites.value(device.siteId)});
        else
            ++choices.tooSlow;
    }
    std::stable_sort(choices.fitting.begin(), choices.fitting.end(), [](const PortChoice& a, const PortChoice& b) {
        return std::tie(a.siteName, a.deviceName, a.port.ifIndex) < std::tie(b.siteName, b.deviceName, b.port.ifIndex);
    });
    return choices;
}

QString whyNoneFits(const PortChoices& choices, const catalogue::Offering& offering)
{
    if (!choices.fitting.isEmpty())
        return {};
    if (choices.devices == 0)
        return PortChoiceTexts::tr("The inventory has no devices yet; discover the network first.");
    if (choices.tooSlow > 0)
        return PortChoiceTexts::tr("%Ln port(s) are free, but %1 needs %2 Mbit/s and they are slower; choose another offering or add faster ports.", nullptr, choices.tooSlow)
            .arg(offering.name).arg(neededBps(offering) / 1'000'000);
    return PortChoiceTexts::tr("Every port is in use, switched on or part of a link; free one or add equipment, then discover again.");
}

} // namespace trunkline::ordering
