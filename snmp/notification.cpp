#include "snmp/notification.h"

#include <algorithm>

namespace trunkline::snmp {

namespace {

const Oid& sysUpTimeInstance()
{
    static const Oid oid{1, 3, 6, 1, 2, 1, 1, 3, 0};
    return oid;
}

const Oid& snmpTrapOidInstance()
{
    static const Oid oid{1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0};
    return oid;
}

void appendMissing(VarBinds& binds, const Oid& oid, Value value)
{
    if (std::none_of(binds.cbegin(), binds.cend(), [&](const VarBind& bind) { return bind.oid == oid; }))
        binds.append({oid, std::move(value)});
}

/// RFC 3584 section 3.1, items 1 to 4.
bool fillFromV1(Message& message, Notification& notification, quint32* uptimeTicks)
{
    static const Oid snmpTraps{1, 3, 6, 1, 6, 3, 1, 1, 5};
    static const Oid snmpTrapAddress{1, 3, 6, 1, 6, 3, 18, 1, 3, 0};
    static const Oid snmpTrapEnterprise{1, 3, 6, 1, 6, 3, 1, 1, 4, 3, 0};
    constexpr int enterpriseSpecific = 6;
    const TrapV1Header& header = message.trapV1;
    if (header.genericTrap < 0 || header.genericTrap > enterpriseSpecific || header.specificTrap < 0
        || header.enterprise.size() + 2 > Oid::maxArcs)
        return false;
    *uptimeTicks = header.timestampTicks;
    notification.trapOid = header.genericTrap == enterpriseSpecific
                               ? header.enterprise + 0u + std::uint32_t(header.specificTrap)
                               : snmpTraps + std::uint32_t(header.genericTrap + 1);
    notification.binds = std::move(message.binds);
    appendMissing(notification.binds, snmpTrapAddress, {Type::IpAddress, header.agentAddress});
    appendMissing(notification.binds, snmpTrapEnterprise, Value::oid(header.enterprise));
    return true;
}

/// The two first variables by RFC 3416; found wherever they are, because agents exist that sort.
bool fillFromV2(Message& message, Notification& notification, quint32* uptimeTicks)
{
    bool uptimeFound = false;
    notification.binds.reserve(message.binds.size());
    for (VarBind& bind : message.binds) {
        if (!uptimeFound && bind.oid == sysUpTimeInstance() && bind.value.type == Type::TimeTicks) {
            *uptimeTicks = quint32(bind.value.toUnsigned().value_or(0));
            uptimeFound = true;
        } else if (auto* id = std::get_if<Oid>(&bind.value.data);
                   id && notification.trapOid.empty() && bind.oid == snmpTrapOidInstance()) {
            notification.trapOid = std::move(*id);
        } else {
            notification.binds.append(std::move(bind));
        }
    }
    return !notification.trapOid.empty();
}

} // namespace

std::optional<Notification> toNotification(Message&& message, quint32* uptimeTicks, QString* reason)
{
    const bool isV1 = message.version == Version::V1;
    if (isV1 ? message.type != PduType::TrapV1 : message.type != PduType::TrapV2 && message.type != PduType::Inform) {
        *reason = QStringLiteral("an SNMP message, but no notification");
        return std::nullopt;
    }
    *uptimeTicks = 0;
    Notification notification;
    notification.version = message.version;
    notification.community = std::move(message.community);
    notification.user = QString::fromUtf8(message.user);
    notification.inform = message.type == PduType::Inform;
    if (isV1 ? fillFromV1(message, notification, uptimeTicks) : fillFromV2(message, notification, uptimeTicks))
        return notification;
    *reason = isV1 ? QStringLiteral("a v1 trap with impossible numbers") : QStringLiteral("a notification without snmpTrapOID");
    return std::nullopt;
}

} // namespace trunkline::snmp
