#include "snmp/library.h"

#include <QtEndian>

#include <algorithm>
#include <limits>
#include <vector>

namespace trunkline::snmp::library {

namespace {

Oid oidOf(const oid* arcs, std::size_t count)
{
    std::vector<std::uint32_t> own(std::min(count, Oid::maxArcs));
    for (std::size_t i = 0; i < own.size(); ++i)
        own[i] = std::uint32_t(arcs[i]);
    return Oid(std::move(own));
}

/// net-snmp unpacks some Opaque contents; give back what was on the wire (tags of its own 0x9f7x).
QByteArray repackOpaque(u_char type, const QByteArray& content)
{
    QByteArray bytes;
    bytes += char(0x9f);
    bytes += char(type);
    bytes += char(content.size());
    return bytes + content;
}

template <class Number>
QByteArray bigEndianBytes(Number number)
{
    QByteArray bytes(sizeof number, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

Value valueOf(const netsnmp_variable_list& variable)
{
    const auto wide = [&] {
        const counter64& halves = *variable.val.counter64;
        return std::uint64_t(halves.high & 0xffffffff) << 32 | std::uint64_t(halves.low & 0xffffffff);
    };
    switch (variable.type) {
    case ASN_INTEGER: return Value::integer(std::int32_t(*variable.val.integer));
    case ASN_COUNTER: return Value::unsigned32(Type::Counter32, std::uint32_t(*variable.val.integer));
    case ASN_GAUGE:
    case ASN_UINTEGER: return Value::unsigned32(Type::Gauge32, std::uint32_t(*variable.val.integer));
    case ASN_TIMETICKS: return Value::unsigned32(Type::TimeTicks, std::uint32_t(*variable.val.integer));
    case ASN_COUNTER64: return Value::counter64(wide());
    case ASN_OBJECT_ID: return Value::oid(oidOf(variable.val.objid, variable.val_len / sizeof(oid)));
    case ASN_IPADDRESS: return {Type::IpAddress, bytesOf(variable.val.string, variable.val_len)};
    case ASN_OPAQUE: return {Type::Opaque, bytesOf(variable.val.string, variable.val_len)};
    case ASN_OPAQUE_FLOAT: return {Type::Opaque, repackOpaque(variable.type, bigEndianBytes(*variable.val.floatVal))};
    case ASN_OPAQUE_DOUBLE: return {Type::Opaque, repackOpaque(variable.type, bigEndianBytes(*variable.val.doubleVal))};
    case ASN_OPAQUE_COUNTER64:
    case ASN_OPAQUE_I64:
    case ASN_OPAQUE_U64: return {Type::Opaque, repackOpaque(variable.type, bigEndianBytes(wide()))};
    case SNMP_NOSUCHOBJECT: return Value::exception(Type::NoSuchObject);
    case SNMP_NOSUCHINSTANCE: return Value::exception(Type::NoSuchInstance);
    case SNMP_ENDOFMIBVIEW: return Value::exception(Type::EndOfMibView);
    case ASN_NULL: return {};
    default: return Value::octets(bytesOf(variable.val.string, variable.val_len));
    }
}

int bounded(long number)
{
    return int(std::clamp<long>(number, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

} // namespace

std::mutex& mutex()
{
    static std::mutex one;
    return one;
}

QByteArray bytesOf(const void* data, std::size_t size)
{
    return data ? QByteArray(static_cast<const char*>(data), qsizetype(size)) : QByteArray();
}

Message toMessage(const netsnmp_pdu& pdu)
{
    Message message;
    message.version = pdu.version == SNMP_VERSION_1 ? Version::V1 : pdu.version == SNMP_VERSION_2c ? Version::V2c : Version::V3;
    message.type = PduType(pdu.command);
    message.requestId = bounded(pdu.reqid);
    message.messageId = bounded(pdu.msgid);
    message.errorStatus = bounded(pdu.errstat);
    message.errorIndex = bounded(pdu.errindex);
    message.community = bytesOf(pdu.community, pdu.community_len);
    message.user = bytesOf(pdu.securityName, pdu.securityNameLen);
    message.engineId = bytesOf(pdu.securityEngineID, pdu.securityEngineIDLen);
    message.level = SecurityLevel(std::clamp(pdu.securityLevel, 1, 3));
    for (const auto* variable = pdu.variables; variable; variable = variable->next_variable)
        message.binds.append({oidOf(variable->name, variable->name_length), valueOf(*variable)});
    if (message.type == PduType::TrapV1) {
        message.trapV1.enterprise = oidOf(pdu.enterprise, pdu.enterprise_length);
        message.trapV1.agentAddress = bytesOf(pdu.agent_addr, 4);
        message.trapV1.genericTrap = bounded(pdu.trap_type);
        message.trapV1.specificTrap = bounded(pdu.specific_type);
        message.trapV1.timestampTicks = quint32(pdu.time);
    }
    return message;
}

PduPtr emptyPdu()
{
    return PduPtr(snmp_pdu_create(0));
}

} // namespace trunkline::snmp::library
