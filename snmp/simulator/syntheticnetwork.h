// A network that lives: states of ports, traffic on links, devices that fail and boot.
#pragma once

#include "snmp/simulator/networkplan.h"
#include "snmp/simulator/trafficcurve.h"

#include <array>
#include <vector>

namespace trunkline::simulator {

/// A port went up or down, or a device booted; a notification follows from it.
struct NetworkEvent {
    enum class Kind { LinkUp, LinkDown, ColdStart };
    Kind kind = Kind::LinkUp;
    /// Of a ColdStart only the device counts.
    PortRef port;
    bool operator==(const NetworkEvent&) const = default;
};

/// Knows nothing of SNMP. Time is what setNow() says: all values that are read belong to that instant.
///
/// What makes a port operationally up: its device is powered, it is administratively up, its fibre is
/// whole, and the other end is there (for a link: likewise up).
/// Traffic flows on what is up. The two ends of a link count the same octets.
class SyntheticNetwork {
public:
    /// `seed` decides the wiggles of the traffic and nothing else.
    SyntheticNetwork(NetworkPlan plan, quint64 seed, qint64 startMs);

    const NetworkPlan& plan() const { return plan_; }
    const DevicePlan& device(int index) const { return plan_.devices[index]; }
    const PortPlan& port(PortRef ref) const { return plan_.devices[ref.device].ports[ref.port]; }

    qint64 nowMs() const { return nowMs_; }
    /// Never back: an earlier instant is ignored.
    void setNow(qint64 ms);

    // What happens to it.
    void cutFibre(PortRef port, bool cut);
    bool fibreIsCut(PortRef port) const;
    /// Without power a device neither answers nor holds its links up; with power it boots.
    void setPowered(int device, bool powered);
    void reboot(int device);
    /// Adds to the octets in and out, as a faulty line card does, and tells nobody.
    void jumpCounters(PortRef port, qint64 octets);
    void setAdminUp(PortRef port, bool up);
    void setAlias(PortRef port, const QString& alias);
    void setTrapsEnabled(PortRef port, bool enabled);
    void setText(int device, QString DevicePlan::* field, const QString& text);
    /// What happened since the last call, in order.
    QList<NetworkEvent> takeEvents();

    // What it is.
    bool isPowered(int device) const { return devices_[std::size_t(device)].powered; }
    bool isAdminUp(PortRef port) const { return port_(port).adminUp; }
    bool isOperUp(PortRef port) const { return port_(port).operUp; }
    bool areTrapsEnabled(PortRef port) const { return port_(port).trapsEnabled; }
    qint64 uptimeMs(int device) const;
    /// The device's uptime when the operational state changed last.
    qint64 lastChangeMs(PortRef port) const { return port_(port).lastChangeMs; }
    quint64 inOctets(PortRef port) const { return octets(port, 0); }
    quint64 outOctets(PortRef port) const { return octets(port, 1); }
    /// Bits a second now.
    double inBps(PortRef port) const { return rateBps(port, 0); }
    double outBps(PortRef port) const { return rateBps(port, 1); }
    /// The other end of the port's link, up or down.
    std::optional<PortRef> farEnd(PortRef port) const;
    std::optional<NeighbourProtocol> linkProtocol(PortRef port) const;
    /// Grows whenever a neighbour may have come or gone or a name has changed.
    quint64 version() const { return version_; }

private:
    /// Traffic in one direction.
    struct Flow {
        TrafficCurve curve;
        bool running = false;
        qint64 sinceMs = 0;
        quint64 settled = 0;
        quint64 total(qint64 nowMs) const;
    };
    struct Port {
        bool adminUp = true;
        bool operUp = false;
        bool cut = false;
        bool trapsEnabled = true;
        qint64 lastChangeMs = 0;
        int link = -1;
        /// In and out; -1: never any traffic.
        std::array<int, 2> flow{-1, -1};
        /// What the flows had carried when the counters began.
        std::array<quint64, 2> base{};
    };
    struct Device {
        bool powered = true;
        qint64 bootedMs = 0;
        std::vector<Port> ports;
    };

    Port& port_(PortRef ref) { return devices_[std::size_t(ref.device)].ports[std::size_t(ref.port)]; }
    const Port& port_(PortRef ref) const { return devices_[std::size_t(ref.device)].ports[std::size_t(ref.port)]; }
    void buildPorts(int device);
    void joinLinks();
    int addFlow(double mbps);
    void switchFlow(int flow, bool run);
    void startCounters(int device);
    quint64 octets(PortRef port, std::size_t direction) const;
    double rateBps(PortRef port, std::size_t direction) const;
    bool mayCarry(PortRef port) const;
    bool shouldBeUp(PortRef port) const;
    void refresh();
    void boot(int device);

    NetworkPlan plan_;
    quint64 seed_;
    qint64 nowMs_;
    std::vector<Device> devices_;
    std::vector<Flow> flows_;
    QList<NetworkEvent> events_;
    quint64 version_ = 1;
};

} // namespace trunkline::simulator
