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

/// The instant at which the port began, or ceased, to serve someone.
struct TrafficChange {
    Timestamp at;
    bool begins = true;
    QString serviceName;
    QString customerName;
    OrderId orderId;
    bool operator==(const TrafficChange&) const = default;
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
    QList<fault::Alarm> alarms;         ///< of the port and of its device as a whole, those that touch the time
    QList<TrafficChange> changes;       ///< activations and ends of services within the time
    bool operator==(const PortTraffic&) const = default;
};

/// The most ports that one chart compares: as many lines as have a colour of their own.
inline constexpr int mostCompared = 4;

/// Throws NotFound.
PortTraffic portTraffic(store::Connection& connection, PortId port, Timestamp from, Timestamp to);

} // namespace trunkline::overview
