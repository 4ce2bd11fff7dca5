#include "models/assurance/impact.h"

#include "models/catalogue/offeringstore.h"
#include "models/customer/customerstore.h"
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
};

Ground groundOf(store::Connection& connection)
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
        ground.prices.insert(offering.id, offering.monthlyPrice);
    return ground;
}

bool isHit(const fault::Alarm& alarm, const inventory::Service& service, const Ground& ground)
{
    if (!alarm.portId.isNull())
        return service.portId == alarm.portId;
    return !alarm.deviceId.isNull() && ground.deviceOfPort.value(service.portId) == alarm.deviceId;
}

QList<inventory::Service> hitServices(const fault::Alarm& alarm, const Ground& ground)
{
    QList<inventory::Service> hit;
    for (const inventory::Service& service : ground.active)
        if (alarm.serviceAffecting && isHit(alarm, service, ground))
            hit.append(service);
    return hit;
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

Impact impactOn(const fault::Alarm& alarm, const Ground& ground)
{
    Impact impact;
    impact.services = hitServices(alarm, ground);
    for (const inventory::Service& service : std::as_const(impact.services)) {
        const auto customer = ground.customers.constFind(service.customerId);
        if (customer != ground.customers.constEnd() && !impact.customers.contains(*customer))
            impact.customers.append(*customer);
        const auto price = ground.prices.constFind(service.offeringId);
        if (price != ground.prices.constEnd())
            addPrice(impact.monthlyPrices, *price);
    }
    std::sort(impact.customers.begin(), impact.customers.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    return impact;
}

} // namespace

// Asked by the flow for every alarm that is raised: reads no more than the alarm's port or device.
QList<inventory::Service> affectedServices(store::Connection& connection, const fault::Alarm& alarm)
{
    QList<PortId> ports;
    if (!alarm.portId.isNull())
        ports.append(alarm.portId);
    else if (!alarm.deviceId.isNull())
        for (const inventory::Port& port : inventory::ports(connection, alarm.deviceId, true))
            ports.append(port.id);
    QList<inventory::Service> affected;
    for (const PortId& port : std::as_const(ports))
        for (const inventory::Service& service : inventory::servicesOnPort(connection, port))
            if (alarm.serviceAffecting && service.state == inventory::ServiceState::Active)
                affected.append(service);
    std::sort(affected.begin(), affected.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return affected;
}

Impact impactOf(store::Connection& connection, const fault::Alarm& alarm)
{
    return impactOn(alarm, groundOf(connection));
}

QHash<AlarmId, Impact> impactsOf(store::Connection& connection, const QList<fault::Alarm>& alarms)
{
    const Ground ground = groundOf(connection);
    QHash<AlarmId, Impact> impacts;
    for (const fault::Alarm& alarm : alarms)
        impacts.insert(alarm.id, impactOn(alarm, ground));
    return impacts;
}

} // namespace trunkline::assurance
