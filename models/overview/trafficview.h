// What a port carried over a time, with what happened meanwhile: everything one chart shows.
#pragma once

#include "models/assurance/outage.h"
#include "models/overview/deviceview.h"
#include "models/performance/figures.h"

namespace trunkline::overview {

/// An outage of a service on the port, with the service's name.
struct TrafficOutage {
    assurance::Outage outage;
    QString serviceName;
    bool operator==(const TrafficOutage&) const = default;
};

struct PortTraffic {
    PortRow row;
    Timestamp from;
    Timestamp to;
    performance::Resolution resolution = performance::Resolution::Raw;
    QList<performance::RatePoint> in;   ///< oldest first
    QList<performance::RatePoint> out;
    performance::RateFigures inFigures;
    performance::RateFigures outFigures;
    QList<TrafficOutage> outages;       ///< those that touch the time
    bool operator==(const PortTraffic&) const = default;
};

/// Throws NotFound.
PortTraffic portTraffic(store::Connection& connection, PortId port, Timestamp from, Timestamp to);

} // namespace trunkline::overview
