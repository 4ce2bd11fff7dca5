#include "models/ordering/portchoice.h"

#include "models/core/sortkey.h"
#include "models/customer/customerstore.h"
#include "models/inventory/servicestore.h"

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

QHash<PortId, PortHolder> portHolders(store::Connection& connection)
{
    QHash<CustomerId, QString> names;
    for (const customer::Customer& each : customer::customers(connection))
        names.insert(each.id, each.name);
    QHash<PortId, PortHolder> holders;
    for (const inventory::Service& service : inventory::allServices(connection))
        if (service.state != inventory::ServiceState::Terminated)
            holders.insert(service.portId, {service.name, names.value(service.customerId), service.state});
    return holders;
}

/// Fitting ones first, then as people read names.
auto placeInList(const PortChoice& choice)
{
    return std::make_tuple(!choice.fits(), naturalKey(choice.siteName), naturalKey(choice.deviceName), naturalKey(choice.port.name));
}

} // namespace

bool carries(const inventory::Port& port, const catalogue::Offering& offering)
{
    return port.lineBps() <= 0 || port.lineBps() >= neededBps(offering);
}

QString hindranceOf(const inventory::Port& port, const std::optional<PortHolder>& holder, const catalogue::Offering& offering)
{
    using inventory::AdminState;
    using inventory::OperState;
    if (holder)
        return holder->state == inventory::ServiceState::Reserved ? PortChoiceTexts::tr("Reserved by %1 for %2").arg(holder->serviceName, holder->customerName)
                                                                  : PortChoiceTexts::tr("In use by %1 of %2").arg(holder->serviceName, holder->customerName);
    if (!port.present || port.operState == OperState::NotPresent)
        return PortChoiceTexts::tr("Its equipment is not there");
    if (port.adminState == AdminState::Up && port.operState == OperState::Up)
        return port.alias.isEmpty() ? PortChoiceTexts::tr("Switched on and in use, nobody wrote by whom") : PortChoiceTexts::tr("Switched on and in use: “%1”").arg(port.alias);
    if (port.adminState == AdminState::Up)
        return port.alias.isEmpty() ? PortChoiceTexts::tr("Switched on, but without light") : PortChoiceTexts::tr("Switched on, but without light: “%1”").arg(port.alias);
    if (port.adminState != AdminState::Down)
        return PortChoiceTexts::tr("Its state is not known; poll the device");
    if (!port.alias.isEmpty())
        return PortChoiceTexts::tr("Kept for “%1”").arg(port.alias);
    if (!carries(port, offering))
        return PortChoiceTexts::tr("Too slow: %1 needs %2 Mbit/s").arg(offering.name, QLocale().toString(qlonglong(neededBps(offering) / 1'000'000)));
    return {};
}

QString whyNotForCustomers(inventory::PortUse use, const QString& portName)
{
    switch (use) {
    case inventory::PortUse::Customer: break;
    case inventory::PortUse::Logical: return PortChoiceTexts::tr("%1 is no port that a line can end in; choose a physical one.").arg(portName);
    case inventory::PortUse::Management: return PortChoiceTexts::tr("%1 is the management port of its device; choose a port for customers.").arg(portName);
    case inventory::PortUse::Trunk: return PortChoiceTexts::tr("%1 carries the network itself; choose a port for customers.").arg(portName);
    case inventory::PortUse::Core: return PortChoiceTexts::tr("%1 belongs to the core of the network; choose a port of an access device.").arg(portName);
    }
    return {};
}

PortChoices portChoices(store::Connection& connection, const catalogue::Offering& offering)
{
    QHash<SiteId, QString> sites;
    for (const inventory::Site& site : inventory::sites(connection))
        sites.insert(site.id, site.name);
    QHash<DeviceId, inventory::Device> devices;
    for (const inventory::Device& device : inventory::devices(connection))
        devices.insert(device.id, device);
    const QHash<PortId, inventory::PortUse> uses = inventory::portUses(connection);
    const QHash<PortId, PortHolder> holders = portHolders(connection);
    PortChoices choices;
    choices.devices = int(devices.size());
    for (const inventory::Port& port : inventory::allPorts(connection)) {
        if (uses.value(port.id) != inventory::PortUse::Customer)
            continue;
        const inventory::Device device = devices.value(port.deviceId);
        const auto held = holders.constFind(port.id);
        const std::optional<PortHolder> holder = held == holders.constEnd() ? std::nullopt : std::optional(*held);
        choices.ports.append({port, device.name, device.kind, sites.value(device.siteId), holder, hindranceOf(port, holder, offering)});
    }
    std::stable_sort(choices.ports.begin(), choices.ports.end(), [](const PortChoice& a, const PortChoice& b) { return placeInList(a) < placeInList(b); });
    return choices;
}

QString whyNoneFits(const PortChoices& choices, const catalogue::Offering& offering)
{
    if (choices.anyFits())
        return {};
    if (choices.devices == 0)
        return PortChoiceTexts::tr("The inventory has no devices yet; discover the network first.");
    const auto tooSlow = std::count_if(choices.ports.begin(), choices.ports.end(), [&](const PortChoice& choice) {
        return !choice.holder && choice.port.adminState == inventory::AdminState::Down && choice.port.alias.isEmpty() && !carries(choice.port, offering);
    });
    if (tooSlow > 0)
        return PortChoiceTexts::tr("%Ln port(s) are free, but %1 needs %2 Mbit/s and they are slower; choose another offering or add faster ports.", nullptr, int(tooSlow))
            .arg(offering.name).arg(neededBps(offering) / 1'000'000);
    return PortChoiceTexts::tr("Every port for customers is held, switched on or of unknown state, as the list says; free one or add equipment, then discover again.");
}

} // namespace trunkline::ordering
