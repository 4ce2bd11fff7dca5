// What one device of the synthetic network answers.
#pragma once

#include "snmp/simulator/liveobjects.h"
#include "snmp/simulator/syntheticnetwork.h"
#include "snmp/simulator/usmengine.h"

#include <memory>

namespace trunkline::simulator {

/// What the objects of a device are made from. Outlives them.
struct DeviceContext {
    SyntheticNetwork& network;
    int device;
    const UsmEngine& engine;
    /// IPv4 address of the network's first device; the others follow it.
    quint32 baseAddress;

    const DevicePlan& plan() const { return network.device(device); }
    quint32 addressOf(int other) const { return baseAddress + quint32(other); }
    int portCount() const { return int(plan().ports.size()); }
};

/// A device's own MAC address, and that of a port (locally administered, so nobody's).
QByteArray chassisMac(int device);
QByteArray portMac(PortRef port);
/// Four octets, most significant first.
QByteArray addressOctets(quint32 address);
/// What LLDP calls the port (lldpLocPortNum).
quint32 lldpPortNumber(const DevicePlan& device, int port);
/// From -1 to 1 over a day, warmest in the afternoon.
double timeOfDay(qint64 nowMs);
/// Milliseconds as TimeTicks, which wrap after 497 days.
Value timeTicks(qint64 ms);

// One function a MIB; each adds its objects.
void addSystemGroup(LiveObjects& objects, const DeviceContext& context);     // SNMPv2-MIB, SNMP-FRAMEWORK-MIB, IP-MIB
void addInterfaces(LiveObjects& objects, const DeviceContext& context);      // IF-MIB
void addNeighbours(LiveObjects& objects, const DeviceContext& context);      // LLDP-MIB, CISCO-CDP-MIB
void addEntities(LiveObjects& objects, const DeviceContext& context);        // ENTITY-MIB, ENTITY-SENSOR-MIB
void addOnts(LiveObjects& objects, const DeviceContext& context);            // the ONTs of an OLT, in a table of the demo's maker
void addHostResources(LiveObjects& objects, const DeviceContext& context);   // HOST-RESOURCES-MIB

/// All of them, made again when neighbours or names have changed.
class DeviceObjects : public ObjectSource {
public:
    explicit DeviceObjects(DeviceContext context);

    Value get(const Oid& oid) const override { return current().get(oid); }
    std::optional<VarBind> next(const Oid& oid) const override { return current().next(oid); }
    ErrorStatus check(const Oid& oid, const Value& value) const override { return current().check(oid, value); }
    void set(const Oid& oid, const Value& value) override { current().set(oid, value); }

private:
    LiveObjects& current() const;

    DeviceContext context_;
    mutable std::unique_ptr<LiveObjects> objects_;
    mutable quint64 version_ = 0;
};

} // namespace trunkline::simulator
