#include "models/assurance/impact.h"

#include "models/catalogue/offeringstore.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

#include <algorithm>

namespace trunkline::assurance {

namespace {

/// The inventory in memory: a list of alarms asks the same things again and again.
struct Ground {
    QHash<PortId, DeviceId> deviceOfPort;
    QList<inventory::Service> active;
    QHash<CustomerId, customer::Customer> customers;
    QHash<OfferingId, UnitPrice> prices;
    Topology topology;
    Faults faults; ///< of all open alarms
};

Ground groundOf(store::Connection& connection, const QList<fault::Alarm>& open)
{
    Ground ground;
    for (const inventory::Port& port : inventory::allPorts(connection))
        ground.deviceOfPort.insert(port.id, port.deviceId);
    for (const inventory::Service& service : inventory::allServices(connection))
        if (service.state == inventory::ServiceState::Active)
            ground.active.append(service);
    std::sort(ground.active.begin(), ground.active.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const customer::Customer& customer : customer::customers(connection))
        ground.customers.insert(customer.id, customer);
    for (const catalogue::Offering& offering : catalogue::offerings(connection))
        ground.prices.insert(offering.id, catalogue::monthlyPrice(offering));
    ground.topology = topologyOf(connection);
    ground.faults = faultsOf(open);
    return ground;
}

/// Most alarms are about a port at which the network ends: they cut nothing off, and nothing needs to be computed.
bool touches(const Topology& topology, const Faults& faults)
{
    return std::any_of(topology.links.begin(), topology.links.end(), [&](const inventory::LinkEnds& link) {
        return faults.ports.contains(link.aPortId) || faults.ports.contains(link.bPortId) || faults.devices.contains(link.aDevice)
            || faults.devices.contains(link.bDevice);
    });
}

Consequence consequenceIn(const Topology& topology, const Faults& all, const Faults& one)
{
    return touches(topology, one) ? consequenceOf(topology, all, one) : Consequence();
}

void addPrice(QList<UnitPrice>& sums, const UnitPrice& price)
{
    for (UnitPrice& sum : sums)
        if (sum.currency == price.currency) {
            sum.micros += price.micros;
            return;
        }
    sums.append(price);
}

void addCustomersAndPrices(Impact& impact, const Ground& ground)
{
    for (const inventory::Service& service : std::as_const(impact.services)) {
        const auto customer = ground.customers.constFind(service.customerId);
        if (customer != ground.customers.constEnd() && !impact.customers.contains(*customer))
            impact.customers.append(*customer);
        const auto price = ground.prices.constFind(service.offeringId);
        if (price != ground.prices.constEnd())
            addPrice(impact.monthlyPrices, *price);
    }
    std::sort(impact.customers.begin(), impact.customers.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
}

Impact impactOn(const fault::Alarm& alarm, const Ground& ground)
{
    const Faults faults = faultsOf(alarm);
    const Consequence consequence = consequenceIn(ground.topology, ground.faults, faults);
    Impact impact;
    for (const inventory::Service& service : ground.active) {
        const DeviceId device = ground.deviceOfPort.value(service.portId);
        if (faults.ports.contains(service.portId) || faults.devices.contains(device) || consequence.cutOff.contains(device))
            impact.services.append(service);
        else if (consequence.unprotected.contains(device))
            impact.unprotected.append(service);
    }
    addCustomersAndPrices(impact, ground);
    return impact;
}

void addServicesOf(store::Connection& connection, DeviceId device, QList<inventory::Service>& services)
{
    for (const inventory::Port& port : inventory::ports(connection, device, true))
        services += inventory::servicesOnPort(connection, port.id);
}

} // namespace

Faults faultsOf(const fault::Alarm& alarm)
{
    Faults faults;
    if (alarm.serviceAffecting && !alarm.portId.isNull())
        faults.ports.insert(alarm.portId);
    else if (alarm.serviceAffecting && !alarm.deviceId.isNull())
        faults.devices.insert(alarm.deviceId);
    return faults;
}

Faults faultsOf(const QList<fault::Alarm>& alarms)
{
    Faults all;
    for (const fault::Alarm& alarm : alarms) {
        const Faults one = faultsOf(alarm);
        all.ports += one.ports;
        all.devices += one.devices;
    }
    return all;
}

Topology topologyOf(store::Connection& connection)
{
    const QList<inventory::LinkEnds> links = inventory::linkEnds(connection);
    return {links, coreOf(inventory::devices(connection), links)};
}

// Asked by the flow for every alarm that is raised: reads the network's links, and of the inventory no more than what is hit.
QList<inventory::Service> affectedServices(store::Connection& connection, const fault::Alarm& alarm)
{
    const Faults own = faultsOf(alarm);
    QList<inventory::Service> candidates;
    for (const PortId& port : own.ports)
        candidates += inventory::servicesOnPort(connection, port);
    for (const DeviceId& device : own.devices)
        addServicesOf(connection, device, candidates);
    Faults all = faultsOf(fault::alarmsOpenAt(connection, alarm.raisedAt));
    all.ports += own.ports;
    all.devices += own.devices;
    for (const DeviceId& device : consequenceIn(topologyOf(connection), all, own).cutOff)
        addServicesOf(connection, device, candidates);
    QList<inventory::Service> affected;
    for (const inventory::Service& service : std::as_const(candidates))
        if (service.state == inventory::ServiceState::Active && !affected.contains(service))
            affected.append(service);
    std::sort(affected.begin(), affected.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return affected;
}

bool isOnItsObject(store::Connection& connection, const fault::Alarm& alarm, const inventory::Service& service)
{
    if (!alarm.portId.isNull())
        return alarm.portId == service.portId;
    const auto port = inventory::port(connection, service.portId);
    return port && port->deviceId == alarm.deviceId;
}

Impact impactOf(store::Connection& connection, const fault::Alarm& alarm)
{
    return impactOn(alarm, groundOf(connection, fault::openAlarms(connection)));
}

QHash<AlarmId, Impact> impactsOf(store::Connection& connection, const QList<fault::Alarm>& open)
{
    const Ground ground = groundOf(connection, open);
    QHash<AlarmId, Impact> impacts;
    for (const fault::Alarm& alarm : open)
        impacts.insert(alarm.id, impactOn(alarm, ground));
    return impacts;
}

} // namespace trunkline::assurance
