#include "models/overview/trafficview.h"

#include "models/assurance/outagestore.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/servicestore.h"

namespace trunkline::overview {

PortTraffic portTraffic(store::Connection& connection, PortId id, Timestamp from, Timestamp to)
{
    PortTraffic traffic;
    traffic.row = portRow(connection, id);
    traffic.from = from;
    traffic.to = to;
    traffic.resolution = performance::resolutionFor(to.msSince(from));
    traffic.in = performance::rates(connection, id, performance::Metric::InOctets, from, to, traffic.resolution);
    traffic.out = performance::rates(connection, id, performance::Metric::OutOctets, from, to, traffic.resolution);
    traffic.inFigures = performance::figuresOf(traffic.in);
    traffic.outFigures = performance::figuresOf(traffic.out);
    traffic.alarms = fault::alarmsOfPort(connection, id, from, to) + fault::alarmsOfDeviceAlone(connection, traffic.row.port.deviceId, from, to);
    for (const inventory::Service& service : inventory::servicesOnPort(connection, id)) {
        const auto customer = customer::customer(connection, service.customerId);
        const auto add = [&](const std::optional<Timestamp>& at, bool begins) {
            if (at && *at >= from && *at < to)
                traffic.changes.append({*at, begins, service.name, customer ? customer->name : QString(), service.orderId});
        };
        add(service.activatedAt, true);
        add(service.activatedAt ? service.terminatedAt : std::nullopt, false);
        for (const assurance::Outage& outage : assurance::outagesOfService(connection, service.id))
            if (outage.startedAt < to && (!outage.endedAt || *outage.endedAt > from))
                traffic.outages.append({outage, service.name});
    }
    return traffic;
}

} // namespace trunkline::overview
