#include "models/overview/trafficview.h"

#include "models/assurance/outagestore.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::overview {

PortTraffic portTraffic(store::Connection& connection, PortId id, Timestamp from, Timestamp to)
{
    const auto port = inventory::port(connection, id);
    if (!port)
        throw NotFound(QCoreApplication::translate("TrafficView", "There is no port %1; it may belong to another database.").arg(id.toString()));
    PortTraffic traffic;
    const QList<PortRow> rows = portRows(connection, port->deviceId);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const PortRow& one) { return one.port.id == id; });
    if (row != rows.end())
        traffic.row = *row;
    else
        traffic.row.port = *port; // the device reports it no longer; its past is still there
    traffic.from = from;
    traffic.to = to;
    traffic.resolution = performance::resolutionFor(to.msSince(from));
    traffic.in = performance::rates(connection, id, performance::Metric::InOctets, from, to, traffic.resolution);
    traffic.out = performance::rates(connection, id, performance::Metric::OutOctets, from, to, traffic.resolution);
    traffic.inFigures = performance::figuresOf(traffic.in);
    traffic.outFigures = performance::figuresOf(traffic.out);
    for (const inventory::Service& service : inventory::servicesOnPort(connection, id))
        for (const assurance::Outage& outage : assurance::outagesOfService(connection, service.id))
            if (outage.startedAt < to && (!outage.endedAt || *outage.endedAt > from))
                traffic.outages.append({outage, service.name});
    return traffic;
}

} // namespace trunkline::overview
