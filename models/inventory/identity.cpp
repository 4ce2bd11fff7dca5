#include "models/inventory/identity.h"

#include <algorithm>

namespace trunkline::inventory {

/// Addresses that many machines have alike: VRRP (RFC 5798), HSRP, container bridges, none at all.
static bool isSharedMac(const QString& mac)
{
    static const QStringList prefixes{QStringLiteral("00:00:5e:00:"), QStringLiteral("00:00:0c:07:ac:"), QStringLiteral("02:42:"), QStringLiteral("00:00:00:00:00:00"),
                                      QStringLiteral("ff:ff:ff:ff:ff:ff")};
    return mac.isEmpty() || std::any_of(prefixes.begin(), prefixes.end(), [&](const QString& prefix) { return mac.startsWith(prefix); });
}

Identity identityOf(const FoundDevice& found)
{
    Identity identity{found.engineId, found.serialNumber, found.sysObjectId, isSharedMac(found.baseMac) ? QString() : found.baseMac, {},
                      found.address, found.domain, found.snmpPort, QSet<QString>(found.addresses.begin(), found.addresses.end())};
    for (const FoundPort& port : found.ports)
        if (!isSharedMac(port.mac))
            identity.macs.insert(port.mac);
    return identity;
}

Identity identityOf(const Device& device, const QList<Port>& ports, const QStringList& addresses)
{
    Identity identity{device.engineId, device.serialNumber, device.sysObjectId, isSharedMac(device.baseMac) ? QString() : device.baseMac, {},
                      device.address, device.domain, device.snmpPort, QSet<QString>(addresses.begin(), addresses.end())};
    for (const Port& port : ports)
        if (!isSharedMac(port.mac))
            identity.macs.insert(port.mac);
    return identity;
}

static int compareMarks(const QString& a, const QString& b)
{
    return a.isEmpty() || b.isEmpty() ? 0 : a == b ? 1 : -1;
}

static int compareMacs(const QSet<QString>& a, const QSet<QString>& b)
{
    const qsizetype smaller = std::min(a.size(), b.size());
    if (smaller == 0)
        return 0;
    const qsizetype shared = std::count_if(a.begin(), a.end(), [&](const QString& mac) { return b.contains(mac); });
    // A replaced line card changes some of them: half is enough, none is somebody else.
    return shared * 2 >= smaller ? 1 : shared == 0 ? -1 : 0;
}

static bool isBare(const Identity& identity)
{
    return identity.engineId.isEmpty() && identity.serialNumber.isEmpty() && identity.baseMac.isEmpty() && identity.macs.isEmpty();
}

/// Without marks, the place has to do. A port that a firewall forwards leads elsewhere, so it counts as well.
static bool isSamePlace(const Identity& a, const Identity& b)
{
    return a.domain == b.domain && a.snmpPort == b.snmpPort
           && (a.address == b.address || (a.addresses.contains(b.address) && b.addresses.contains(a.address)));
}

int likeness(const Identity& a, const Identity& b)
{
    // Two makers may number alike.
    const QString serialA = a.serialNumber.isEmpty() ? QString() : a.sysObjectId + u'/' + a.serialNumber;
    const QString serialB = b.serialNumber.isEmpty() ? QString() : b.sysObjectId + u'/' + b.serialNumber;
    return compareMarks(QString::fromLatin1(a.engineId.toHex()), QString::fromLatin1(b.engineId.toHex())) + compareMarks(serialA, serialB)
           + compareMarks(a.baseMac, b.baseMac) + compareMacs(a.macs, b.macs);
}

std::optional<DeviceId> identify(const Identity& found, const QList<KnownIdentity>& known)
{
    std::optional<DeviceId> best;
    int bestLikeness = 0;
    for (const KnownIdentity& candidate : known) {
        const bool bothBare = isBare(found) && isBare(candidate.identity);
        const int alike = bothBare ? int(isSamePlace(found, candidate.identity)) : likeness(found, candidate.identity);
        if (alike > bestLikeness) {
            bestLikeness = alike;
            best = candidate.id;
        }
    }
    return best;
}

QList<FoundPort> withUniqueNames(QList<FoundPort> ports)
{
    std::stable_sort(ports.begin(), ports.end(), [](const FoundPort& a, const FoundPort& b) { return a.ifIndex < b.ifIndex; });
    const auto basic = [](const FoundPort& port) { return !port.name.isEmpty() ? port.name : port.description; };
    QHash<QString, int> uses;
    for (const FoundPort& port : ports)
        ++uses[basic(port)];
    QHash<QString, int> longUses;
    const auto longName = [&](const FoundPort& port) { return port.description.isEmpty() ? basic(port) : port.description; };
    for (const FoundPort& port : ports)
        ++longUses[longName(port)];
    QSet<QString> taken;
    for (FoundPort& port : ports) {
        QString name = basic(port);
        if (name.isEmpty())
            name = QStringLiteral("if%1").arg(port.ifIndex);
        else if (uses[name] > 1)
            name = longUses[longName(port)] == 1 && !uses.contains(longName(port)) ? longName(port) : QStringLiteral("%1 (%2)").arg(name).arg(port.ifIndex);
        if (taken.contains(name))
            name = QStringLiteral("%1 (%2)").arg(name).arg(port.ifIndex);
        taken.insert(name);
        port.name = name;
    }
    return ports;
}

} // namespace trunkline::inventory
