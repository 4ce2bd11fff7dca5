// net-snmp as the judge of our own codec: it writes what we read, and reads what we write.
#pragma once

#include "snmp/codec.h"
#include "snmp/library.h"
#include "snmp/usm.h"

#include <net-snmp/library/lcd_time.h>
#include <net-snmp/library/snmpusm.h>

#include <array>
#include <cstring>
#include <vector>

namespace trunkline::test {

using namespace snmp;

inline std::vector<oid> libraryOid(const Oid& from)
{
    return {from.arcs().begin(), from.arcs().end()};
}

inline void addBind(netsnmp_pdu& pdu, const VarBind& bind)
{
    const std::vector<oid> name = libraryOid(bind.oid);
    const auto add = [&](const void* value, std::size_t size) {
        snmp_pdu_add_variable(&pdu, name.data(), name.size(), u_char(bind.value.type), value, size);
    };
    switch (bind.value.type) {
    case Type::Integer: {
        const long number = long(bind.value.toInteger().value_or(0));
        return add(&number, sizeof number);
    }
    case Type::Counter32:
    case Type::Gauge32:
    case Type::TimeTicks: {
        const u_long number = u_long(bind.value.toUnsigned().value_or(0));
        return add(&number, sizeof number);
    }
    case Type::Counter64: {
        const std::uint64_t number = bind.value.toUnsigned().value_or(0);
        const counter64 halves{u_long(number >> 32), u_long(number & 0xffffffff)};
        return add(&halves, sizeof halves);
    }
    case Type::ObjectId: {
        const auto* id = std::get_if<Oid>(&bind.value.data);
        const std::vector<oid> value = libraryOid(id ? *id : Oid());
        return add(value.data(), value.size() * sizeof(oid));
    }
    case Type::OctetString:
    case Type::IpAddress:
    case Type::Opaque: {
        const QByteArray bytes = bind.value.toBytes();
        return add(bytes.constData(), std::size_t(bytes.size()));
    }
    default: return add(nullptr, 0);
    }
}

inline library::PduPtr fromPdu(const Pdu& from, long version, qint32 requestId)
{
    library::PduPtr pdu(snmp_pdu_create(int(from.type)));
    pdu->version = version;
    pdu->reqid = requestId;
    pdu->errstat = 0;
    pdu->errindex = from.type == PduType::GetBulk ? from.maxRepetitions : 0;
    for (const VarBind& bind : from.binds)
        addBind(*pdu, bind);
    return pdu;
}

/// Links one user and the clock of its engine for the time of a call.
class LinkedEngine {
public:
    LinkedEngine(const LocalisedUser& user, EngineClock clock) : user_(user.raw()), engineId_(user.engineId())
    {
        usm_add_user(user_);
        set_enginetime(data(), u_int(engineId_.size()), clock.boots, clock.seconds, TRUE);
    }
    ~LinkedEngine()
    {
        free_enginetime(data(), std::size_t(engineId_.size()));
        usm_remove_user(user_);
        user_->next = nullptr;
        user_->prev = nullptr;
    }
    Q_DISABLE_COPY_MOVE(LinkedEngine)

private:
    u_char* data() { return reinterpret_cast<u_char*>(engineId_.data()); }
    usmUser* user_;
    QByteArray engineId_;
};

inline netsnmp_session judgeSession(long version)
{
    static char noContext[] = "";
    netsnmp_session session{};
    session.version = version;
    session.rcvMsgMaxSize = std::size_t(longestDatagram);
    session.sndMsgMaxSize = std::size_t(longestDatagram);
    session.contextName = noContext;
    session.securityModel = SNMP_SEC_MODEL_USM;
    return session;
}

inline QByteArray judgeBuild(netsnmp_pdu& pdu)
{
    netsnmp_session session = judgeSession(pdu.version);
    std::size_t capacity = 2048;
    std::size_t used = 0;
    auto* buffer = static_cast<u_char*>(std::malloc(capacity));
    const int result = snmp_build(&buffer, &capacity, &used, &session, &pdu);
    const QByteArray bytes = result == 0 ? QByteArray(reinterpret_cast<const char*>(buffer + capacity - used), qsizetype(used)) : QByteArray();
    std::free(buffer);
    return bytes;
}

inline std::optional<Message> judgeParse(QByteArray bytes, long version)
{
    netsnmp_session session = judgeSession(version);
    const library::PduPtr pdu = library::emptyPdu();
    if (snmp_parse(nullptr, &session, pdu.get(), reinterpret_cast<u_char*>(bytes.data()), std::size_t(bytes.size())) != 0)
        return std::nullopt;
    return library::toMessage(*pdu);
}

inline QByteArray judgeEncode(Version version, const QByteArray& community, qint32 requestId, const Pdu& from, int errorStatus = 0)
{
    const std::scoped_lock lock(library::mutex());
    const library::PduPtr pdu = fromPdu(from, version == Version::V1 ? SNMP_VERSION_1 : SNMP_VERSION_2c, requestId);
    pdu->errstat = errorStatus;
    pdu->community = static_cast<u_char*>(netsnmp_memdup(community.constData(), std::size_t(community.size())));
    pdu->community_len = std::size_t(community.size());
    return judgeBuild(*pdu);
}

inline std::optional<Message> judgeDecode(Version version, const QByteArray& bytes)
{
    const std::scoped_lock lock(library::mutex());
    return judgeParse(bytes, version == Version::V1 ? SNMP_VERSION_1 : SNMP_VERSION_2c);
}

inline QByteArray judgeEncodeUsm(const LocalisedUser& user, EngineClock clock, qint32 id, const Pdu& from)
{
    const std::scoped_lock lock(library::mutex());
    const LinkedEngine linked(user, clock);
    const library::PduPtr pdu = fromPdu(from, SNMP_VERSION_3, id);
    pdu->msgid = id;
    pdu->securityModel = SNMP_SEC_MODEL_USM;
    pdu->securityLevel = int(user.level());
    pdu->securityName = strndup(user.name().constData(), std::size_t(user.name().size()));
    pdu->securityNameLen = std::size_t(user.name().size());
    const auto engine = [&] { return static_cast<u_char*>(netsnmp_memdup(user.engineId().constData(), std::size_t(user.engineId().size()))); };
    pdu->securityEngineID = engine();
    pdu->securityEngineIDLen = std::size_t(user.engineId().size());
    pdu->contextEngineID = engine();
    pdu->contextEngineIDLen = std::size_t(user.engineId().size());
    return judgeBuild(*pdu);
}

inline std::optional<Message> judgeDecodeUsm(const LocalisedUser& user, EngineClock clock, const QByteArray& bytes)
{
    const std::scoped_lock lock(library::mutex());
    const LinkedEngine linked(user, clock);
    return judgeParse(bytes, SNMP_VERSION_3);
}

} // namespace trunkline::test
