// The ports that a service's traffic is measured at: its own, or those that a contract names, each from a day on.
#pragma once

#include "models/access/actor.h"
#include "models/core/id.h"
#include "models/store/connection.h"

#include <QHash>

namespace trunkline::billing {

struct TrafficPort {
    std::int64_t id = 0;
    ServiceId serviceId;
    PortId portId;
    BillingDate from;
    std::optional<BillingDate> to = {}; ///< the first day on which it does not count any more
    bool operator==(const TrafficPort&) const = default;
};

/// Of many services, by day; services that are measured at their own port are absent.
QHash<ServiceId, QList<TrafficPort>> trafficPorts(store::Connection& connection, const QStringList& services);
/// "core-1 Gi0/1": device and port.
QString trafficPortName(store::Connection& connection, PortId port);

class TrafficPortService {
public:
    explicit TrafficPortService(store::Context& context) : context_(context) {}

    /// From `from` on the port's traffic is part of the service's, beside the others that were added; as soon as there is one, the
    /// service's own port counts only when it is added, too. "trafficPort.added". Needs take-orders. Throws NotFound, Refused when the
    /// port counts for a service at that time already, or an invoice holds the service's traffic of that day.
    TrafficPort add(const access::Actor& actor, ServiceId service, PortId port, BillingDate from);
    /// `to` is the first day on which it does not count any more. "trafficPort.ended". Needs take-orders. Throws NotFound, Refused as above.
    TrafficPort end(const access::Actor& actor, ServiceId service, PortId port, BillingDate to);

private:
    store::Context& context_;
};

} // namespace trunkline::billing
