#include "models/inventory/portuse.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace trunkline::inventory {

namespace {

/// Juniper fxp, me, vme and em; Arista Ma; Cisco MgmtEth and mgmt0; others' mgmt, oob, "Management Ethernet".
bool namedForManagement(const Port& port)
{
    static const QRegularExpression name(QStringLiteral("^(fxp|vme|me|em|ma)\\d|^(oob|mgmt|management)"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression description(QStringLiteral("\\b(mgmt|management)\\b"), QRegularExpression::CaseInsensitiveOption);
    return name.match(port.name).hasMatch() || description.match(port.description).hasMatch();
}

bool namedForTrunks(const Port& port)
{
    static const QRegularExpression name(QStringLiteral("^(uplink|trunk|stack)"), QRegularExpression::CaseInsensitiveOption);
    return name.match(port.name).hasMatch();
}

/// One fibre for many: pon155, pon622, gpon, aluEpon.
bool isPonTree(int ifType)
{
    constexpr std::array types{207, 208, 250, 266};
    return std::find(types.begin(), types.end(), ifType) != types.end();
}

} // namespace

PortUse useOf(const Port& port, const PortSurroundings& surroundings)
{
    if (!isPhysical(port.ifType))
        return PortUse::Logical;
    if (namedForManagement(port))
        return PortUse::Management;
    if (surroundings.linked || namedForTrunks(port) || isPonTree(port.ifType))
        return PortUse::Trunk;
    const bool transit = surroundings.deviceKind == QLatin1String("router") && surroundings.neighbours >= 2;
    return transit || surroundings.deviceKind == QLatin1String("server") ? PortUse::Core : PortUse::Customer;
}

} // namespace trunkline::inventory
