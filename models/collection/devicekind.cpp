#include "models/collection/decode.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace trunkline::collection {

struct Enterprise {
    int number; ///< below 1.3.6.1.4.1 (IANA private enterprise numbers)
    const char* vendor;
};

static constexpr std::array enterprises = std::to_array<Enterprise>({
    {9, "Cisco"}, {11, "HP"}, {43, "3Com"}, {94, "Nokia"}, {161, "Motorola"}, {171, "D-Link"}, {177, "Ribbon"}, {193, "Ericsson"},
    {207, "Allied Telesis"}, {311, "Microsoft"}, {318, "APC"}, {476, "Vertiv"}, {534, "Eaton"}, {637, "Nokia"}, {664, "Adtran"},
    {674, "Dell"}, {705, "Eaton"}, {890, "Zyxel"}, {1271, "Ciena"}, {1588, "Brocade"}, {1916, "Extreme Networks"}, {1991, "Brocade"},
    {2011, "Huawei"}, {2272, "Extreme Networks"}, {2281, "Ceragon"}, {2352, "Ericsson"}, {2544, "Adtran"}, {2636, "Juniper Networks"},
    {3375, "F5"}, {3709, "Datacom"}, {3854, "AKCP"}, {3902, "ZTE"}, {4115, "Arris"}, {4413, "Ubiquiti"}, {4526, "Netgear"},
    {4998, "Arris"}, {5003, "AudioCodes"}, {6027, "Dell"}, {6141, "Ciena"}, {6321, "Calix"}, {6486, "Alcatel-Lucent Enterprise"},
    {6527, "Nokia"}, {6876, "VMware"}, {7262, "DragonWave"}, {8072, "Net-SNMP"}, {10002, "Ubiquiti"}, {11863, "TP-Link"},
    {12148, "Eltek"}, {12356, "Fortinet"}, {14988, "MikroTik"}, {17713, "Cambium Networks"}, {20044, "Ekinops"}, {21296, "Infinera"},
    {25461, "Palo Alto Networks"}, {25506, "H3C"}, {30065, "Arista Networks"}, {31926, "Siklu"}, {35265, "Eltex"}, {37950, "V-SOL"},
    {41112, "Ubiquiti"}, {42229, "Infinera"}, {43356, "Mimosa Networks"}, {47196, "Aruba"}, {50114, "Teltonika"},
});

QString vendorOf(QStringView sysObjectId)
{
    constexpr QLatin1String prefix("1.3.6.1.4.1.");
    if (!sysObjectId.startsWith(prefix))
        return {};
    const QStringView rest = sysObjectId.mid(prefix.size());
    const qsizetype dot = rest.indexOf(u'.');
    const int number = (dot < 0 ? rest : rest.left(dot)).toInt();
    const auto found = std::lower_bound(enterprises.begin(), enterprises.end(), number, [](const Enterprise& e, int n) { return e.number < n; });
    return found != enterprises.end() && found->number == number ? QString::fromLatin1(found->vendor) : QString();
}

static bool says(const QString& text, const char* pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern), QRegularExpression::CaseInsensitiveOption).match(text).hasMatch();
}

static bool hasType(const QList<inventory::FoundPort>& ports, std::initializer_list<int> types)
{
    return std::any_of(ports.begin(), ports.end(), [&](const auto& port) { return std::find(types.begin(), types.end(), port.ifType) != types.end(); });
}

QString kindOf(const SystemFacts& system, const QList<inventory::FoundPort>& ports)
{
    constexpr int layer2 = 2, layer3 = 4, applications = 64;
    const QString vendor = vendorOf(system.objectId);
    const QString& text = system.description;
    // pon155, pon622, gpon, aluEpon
    if (hasType(ports, {207, 208, 250, 266}) || says(text, "\\bOLT\\b|optical line terminal|\\bISAM\\b|integrated access software|UF-OLT"))
        return QStringLiteral("olt");
    // propWirelessP2P, radioMAC, atmRadio
    static const QStringList radioMakers{QStringLiteral("Siklu"), QStringLiteral("Mimosa Networks"), QStringLiteral("Ceragon"), QStringLiteral("DragonWave"),
                                         QStringLiteral("Cambium Networks"), QStringLiteral("Motorola")};
    if (radioMakers.contains(vendor) || hasType(ports, {157, 188, 189}) || says(text, "\\bradio\\b|mini-link|\\bairfiber\\b|\\bcanopy\\b|wavence"))
        return QStringLiteral("radio");
    if (vendor == QLatin1String("Microsoft") || vendor == QLatin1String("VMware") || says(text, "^(Linux|FreeBSD|OpenBSD|NetBSD|SunOS|Darwin|Windows) "))
        return QStringLiteral("server");
    // Cisco's older access switches name their family only; C2900 and C3900 are routers.
    if (says(text, "switch|catalyst|\\bswch\\b|nx-?os|\\bC(29[4-7]0|35[567]0|36[05]0|37[05]0|3850)"))
        return QStringLiteral("switch");
    if (says(text, "router|\\bios xr\\b|\\bJUNOS\\b|RouterOS|TiMOS|SRLinux|EdgeOS|firewall|security appliance|routing platform"))
        return QStringLiteral("router");
    if (system.services & layer3)
        return system.services & applications && !(system.services & layer2) ? QStringLiteral("server") : QStringLiteral("router");
    if (system.services & layer2)
        return QStringLiteral("switch");
    return QStringLiteral("unknown");
}

QString softwareVersionIn(const QString& sysDescr)
{
    static const QRegularExpression named(QStringLiteral("(?:\\bVersion:?\\s+|\\bJUNOS\\s+|\\bSRLinux-|\\bTiMOS-|\\bEOS version\\s+|\\bEdgeOS\\s+|\\brelease\\s+|\\brevision\\s+|\\bESXi\\s+)"
                                                         "(V?[A-Z]*[-.]?[0-9][^\\s,;]*)"),
                                          QRegularExpression::CaseInsensitiveOption);
    const auto match = named.match(sysDescr);
    return match.hasMatch() ? match.captured(1) : QString();
}

QString softwareVersionOf(const SystemFacts& system, const EntityFacts& entity)
{
    const QString named = softwareVersionIn(system.description);
    if (!named.isEmpty())
        return named;
    if (!entity.softwareVersion.isEmpty())
        return entity.softwareVersion;
    static const QRegularExpression kernel(QStringLiteral("^Linux \\S+ (\\d\\S*)"));
    const auto match = kernel.match(system.description);
    return match.hasMatch() ? match.captured(1) : QString();
}

} // namespace trunkline::collection
