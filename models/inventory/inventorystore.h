// What is read of the network, and its rows. Reads need no transaction; who writes holds one.
#pragma once

#include "models/inventory/identity.h"
#include "models/inventory/linkevidence.h"
#include "models/inventory/portuse.h"
#include "models/store/connection.h"

#include <QHash>

namespace trunkline::inventory {

QList<Site> sites(store::Connection& connection);
std::optional<Site> site(store::Connection& connection, SiteId id);
std::optional<Site> siteNamed(store::Connection& connection, const QString& name);

/// By name; only those in service, unless `alsoRetired`.
QList<Device> devices(store::Connection& connection, bool alsoRetired = false);
std::optional<Device> device(store::Connection& connection, DeviceId id);
/// What people see of it; empty when there is none.
QString deviceName(store::Connection& connection, DeviceId id);
/// By the name people see, else by sysName. Throws Refused, naming their addresses, when several have it.
std::optional<Device> deviceByName(store::Connection& connection, const QString& name);
/// Where it is asked, or any other address of it that no other device has.
std::optional<Device> deviceByAddress(store::Connection& connection, const QString& address);
/// The same within one routing domain, where an address means one place; the operator's own has no name.
std::optional<Device> deviceByAddress(store::Connection& connection, const QString& address, const QString& domain);
std::optional<Device> deviceByEngineId(store::Connection& connection, const QByteArray& engineId);
/// What every device is known by, retired ones too: for identify().
QList<KnownIdentity> knownIdentities(store::Connection& connection);
/// Every address the device is known by, the one where it is asked first.
QStringList addressesOf(store::Connection& connection, DeviceId id);

/// In the order of ifIndex; only ports that the device still reports, unless `alsoGone`.
QList<Port> ports(store::Connection& connection, DeviceId device, bool alsoGone = false);
QList<Port> allPorts(store::Connection& connection);
std::optional<Port> port(store::Connection& connection, PortId id);
std::optional<Port> portByName(store::Connection& connection, DeviceId device, const QString& ifName);
std::optional<Port> portByIndex(store::Connection& connection, DeviceId device, qint64 ifIndex);

QList<Link> links(store::Connection& connection);
/// Every link with the devices at its ends: the network as a graph, without the weight of its ports.
QList<LinkEnds> linkEnds(store::Connection& connection);
/// Who says that there is this link; what was seen last comes first.
QList<LinkEvidence> evidenceOf(store::Connection& connection, LinkId link);
QList<Link> linksOfPort(store::Connection& connection, PortId port);

/// What every port is there for (see useOf), by the links and devices that are known.
QHash<PortId, PortUse> portUses(store::Connection& connection);
/// The same of one port, without reading all.
PortUse portUse(store::Connection& connection, const Port& port);
/// A port that a customer can get: there for customers, reported, administratively down, without an
/// alias and with no service on it. By device and ifIndex.
QList<Port> freePorts(store::Connection& connection);

// Rows, for the verbs.
void insertSite(store::Connection& connection, const Site& site);
void insertDevice(store::Connection& connection, const Device& device);
void updateDevice(store::Connection& connection, const Device& device);
void insertPort(store::Connection& connection, const Port& port);
void updatePort(store::Connection& connection, const Port& port);
/// Of updatePort() what changes all the time, without the indexes.
void updatePortStates(store::Connection& connection, const Port& port);
void insertLink(store::Connection& connection, const Link& link);
void updateLink(store::Connection& connection, const Link& link);
/// With its evidence.
void deleteLink(store::Connection& connection, LinkId id);
void putEvidence(store::Connection& connection, LinkId link, const QString& kind, PortId port, Timestamp at);
/// Replaces the addresses besides device.address. Gives whether anything changed.
bool putAddresses(store::Connection& connection, const Device& device, const QStringList& addresses);

} // namespace trunkline::inventory
