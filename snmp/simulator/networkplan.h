// What a synthetic network is made of, as it is written in resources/demo/network.json.
#pragma once

#include "snmp/oid.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace trunkline::simulator {

/// What decides whether a port can be up, besides its administrative state.
enum class PortUse {
    Link,       ///< the other end of its link; nothing is plugged in when no link names it
    Customer,   ///< the customer's equipment, an ONT on an OLT
    Transit,    ///< another operator's equipment, always there
    Management, ///< nothing: it holds the device's address
    System,     ///< nothing: it is inside the device
    Spare,      ///< nothing is plugged in
};

/// One port as planned, before anything happens to it.
struct PortPlan {
    QString name;
    QString description;
    quint32 ifIndex = 0;
    /// IANAifType.
    int ifType = 6;
    quint32 mbps = 0;
    PortUse use = PortUse::Spare;
    bool adminUp = true;
    /// Customer ports: the equipment is there.
    bool present = true;
    QString alias;
    /// Means while the port is up, seen from the port. Links have theirs in LinkPlan.
    double inMbps = 0;
    double outMbps = 0;
    QString moduleSerial;
    QString moduleModel;
    std::optional<double> rxDbm; ///< its module measures: the light that arrives while the port is up
};

struct HostPlan {
    int processors = 0;
    int memoryMiB = 0;
    int diskGiB = 0;
};

/// What is behind one PON of an OLT: the ONTs that have ports of their own ("ont-0/1/7" is the seventh), and others that have none.
struct OntPlan {
    QString pon; ///< the port of the PON
    int count = 0;
};

struct DevicePlan {
    QString name;
    QString description;
    snmp::Oid objectId;
    QString contact;
    QString location;
    int services = 0;
    double uptimeDays = 0;
    QString vendor;
    QString model;
    QString serial;
    QString software;
    int temperatureCelsius = 30;
    QStringList capabilities;
    /// LLDP numbers the ports from here in their order; 0: by ifIndex.
    int lldpPortBase = 0;
    std::optional<double> radioLevelDbm;
    std::optional<HostPlan> host;
    std::optional<OntPlan> onts;
    QList<PortPlan> ports;
};

/// Positions in NetworkPlan::devices and DevicePlan::ports.
struct PortRef {
    int device = -1;
    int port = -1;
    bool operator==(const PortRef&) const = default;
};

enum class NeighbourProtocol { Lldp, Cdp };

struct LinkPlan {
    PortRef from;
    PortRef to;
    double mbpsThere = 0;
    double mbpsBack = 0;
    NeighbourProtocol protocol = NeighbourProtocol::Lldp;
};

struct NetworkPlan {
    QString operatorName;
    /// sysContact of devices that have none of their own.
    QString contact;
    QList<DevicePlan> devices;
    QList<LinkPlan> links;

    /// Reads the JSON text. Nothing, and one sentence in `error`, when it is no such plan: a name that is
    /// there twice, an ifIndex that is there twice on a device, a link to an unknown port.
    static std::optional<NetworkPlan> parse(const QByteArray& json, QString* error);
    /// "Northwind Fibre", built into the program.
    static NetworkPlan demo();

    int deviceNamed(QStringView name) const;
    int portNamed(int device, QStringView name) const;
};

} // namespace trunkline::simulator
