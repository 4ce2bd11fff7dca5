#include "snmp/codec.h"

#include "snmp/library.h"
#include "snmp/wire.h"

#include <QRandomGenerator>

#include <net-snmp/library/lcd_time.h>
#include <net-snmp/library/snmpusm.h>
#include <net-snmp/library/snmpv3.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace trunkline::snmp {

namespace {

/// Links one user for the time of a call.
class LinkedUser {
public:
    explicit LinkedUser(const LocalisedUser* user) : user_(user ? user->raw() : nullptr)
    {
        if (user_)
            usm_add_user(user_);
    }
    ~LinkedUser()
    {
        if (!user_)
            return;
        usm_remove_user(user_);
        user_->next = nullptr;
        user_->prev = nullptr;
    }
    Q_DISABLE_COPY_MOVE(LinkedUser)

private:
    usmUser* user_;
};

QByteArray ownEngineId()
{
    std::array<u_char, 64> id{};
    return library::bytesOf(id.data(), snmpv3_get_engineID(id.data(), id.size()));
}

/// Tells the library one engine's clock for the time of a call, and forgets it afterwards.
class LinkedClock {
public:
    LinkedClock(const QByteArray& engineId, EngineClock clock) : engineId_(engineId)
    {
        if (!engineId_.isEmpty())
            set_enginetime(data(), u_int(engineId_.size()), clock.boots, clock.seconds, TRUE);
    }
    ~LinkedClock()
    {
        if (!engineId_.isEmpty())
            free_enginetime(data(), std::size_t(engineId_.size()));
    }
    Q_DISABLE_COPY_MOVE(LinkedClock)

    EngineClock now()
    {
        EngineClock clock;
        if (!engineId_.isEmpty())
            get_enginetime(data(), u_int(engineId_.size()), &clock.boots, &clock.seconds, TRUE);
        return clock;
    }

private:
    u_char* data() { return reinterpret_cast<u_char*>(engineId_.data()); }
    QByteArray engineId_;
};

EngineClock ownClock()
{
    return {quint32(snmpv3_local_snmpEngineBoots()), quint32(snmpv3_local_snmpEngineTime())};
}

netsnmp_session blankSession(long version)
{
    netsnmp_session session{};
    session.version = version;
    session.rcvMsgMaxSize = longestDatagram;
    session.sndMsgMaxSize = longestRequest;
    static char noContext[] = "";
    session.contextName = noContext;
    session.securityModel = SNMP_SEC_MODEL_USM;
    return session;
}

/// net-snmp writes a message from its end; the bytes stand at the end of its buffer.
QByteArray build(netsnmp_pdu& pdu)
{
    netsnmp_session session = blankSession(pdu.version);
    std::size_t capacity = 2048;
    std::size_t used = 0;
    auto* buffer = static_cast<u_char*>(std::malloc(capacity));
    const int result = snmp_build(&buffer, &capacity, &used, &session, &pdu);
    QByteArray bytes;
    if (result == 0 && used <= longestRequest)
        bytes = QByteArray(reinterpret_cast<const char*>(buffer + capacity - used), qsizetype(used));
    std::free(buffer);
    return bytes;
}

Problem problemOf(int libraryError)
{
    switch (libraryError) {
    case SNMPERR_USM_UNKNOWNSECURITYNAME: return Problem::UnknownUser;
    case SNMPERR_USM_AUTHENTICATIONFAILURE: return Problem::WrongDigest;
    case SNMPERR_USM_UNSUPPORTEDSECURITYLEVEL: return Problem::WrongLevel;
    case SNMPERR_USM_DECRYPTIONERROR: return Problem::Undecryptable;
    case SNMPERR_USM_NOTINTIMEWINDOW: return Problem::NotInTimeWindow;
    case SNMPERR_USM_UNKNOWNENGINEID: return Problem::UnknownEngineId;
    default: return Problem::Malformed;
    }
}

/// Parses with the library; 0 when it went well. net-snmp blanks the digest in place, so it gets a copy.
int parse(QByteArray bytes, netsnmp_session& session, netsnmp_pdu& pdu)
{
    return snmp_parse(nullptr, &session, &pdu, reinterpret_cast<u_char*>(bytes.data()), std::size_t(bytes.size()));
}

/// The report or response to a message that wants one; consumes the pdu.
QByteArray answerTo(netsnmp_pdu& pdu, int libraryError)
{
    if (libraryError == SNMPERR_SUCCESS) {
        pdu.command = SNMP_MSG_RESPONSE;
        pdu.errstat = 0;
        pdu.errindex = 0;
    } else if (!(pdu.flags & SNMP_MSG_FLAG_RPRT_BIT) || snmpv3_make_report(&pdu, libraryError) != SNMPERR_SUCCESS) {
        return {};
    }
    pdu.flags &= ~u_long(UCD_MSG_FLAG_EXPECT_RESPONSE);
    return build(pdu);
}

} // namespace

namespace codec {

void initialise(const LocalEngine& local)
{
    const std::scoped_lock lock(library::mutex());
    static bool done = false;
    if (std::exchange(done, true))
        return;
    for (const int on : {NETSNMP_DS_LIB_DONT_READ_CONFIGS, NETSNMP_DS_LIB_DONT_PERSIST_STATE, NETSNMP_DS_LIB_DISABLE_PERSISTENT_LOAD,
                         NETSNMP_DS_LIB_DISABLE_PERSISTENT_SAVE, NETSNMP_DS_LIB_ALARM_DONT_USE_SIG, NETSNMP_DS_LIB_NO_DISCOVERY,
                         NETSNMP_DS_LIB_DONT_LOAD_HOST_FILES})
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, on, 1);
    netsnmp_ds_set_string(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_MIBDIRS, "");
    // Its TLS part makes folders and looks for certificates whatever the switches above say.
    constexpr const char* nowhere = "/dev/null";
    netsnmp_ds_set_string(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_PERSISTENT_DIR, nowhere);
    netsnmp_ds_set_string(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_CONFIGURATION_DIR, nowhere);
    snmp_enable_calllog(); // no one listens: otherwise net-snmp writes to the standard error
    QByteArray id = local.id;
    if (id.isEmpty()) {
        id = QByteArray::fromHex("80001f8805"); // RFC 3411 SnmpEngineID: net-snmp's number, octets follow
        for (int i = 0; i < 12; ++i)
            id += char(QRandomGenerator::system()->bounded(256));
    }
    set_exact_engineID(reinterpret_cast<const u_char*>(id.constData()), std::size_t(std::min<qsizetype>(id.size(), 32)));
    init_snmp("trunkline");
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_REVERSE_ENCODE, 1);
    QByteArray boots = QByteArray::number(qint64(std::max<quint32>(local.boots, 1)) - 1); // the library adds one
    engineBoots_conf("engineBoots", boots.data());
}

QByteArray localEngineId()
{
    const std::scoped_lock lock(library::mutex());
    return ownEngineId();
}

DecodedNotification decodeNotification(const QByteArray& bytes, const LocalisedUser* user, EngineClock clock)
{
    const auto envelope = readEnvelope(bytes);
    if (!envelope || envelope->version != 3)
        return {{}, Problem::Malformed, {}, {}};
    const std::scoped_lock lock(library::mutex());
    const LinkedUser linkedUser(user);
    // For a trap its sender is authoritative, for what wants an answer we are (RFC 3412 section 2): then
    // the library may know no other engine than our own, or it would take what is meant for another.
    const QByteArray own = ownEngineId();
    const LinkedClock linkedOwn(own, ownClock());
    LinkedClock linkedSender(envelope->reportable() || envelope->engineId == own ? QByteArray() : envelope->engineId.toByteArray(), clock);
    netsnmp_session session = blankSession(SNMP_VERSION_3);
    session.isAuthoritative = SNMP_SESS_UNKNOWNAUTH;
    const library::PduPtr pdu = library::emptyPdu();
    const int result = parse(bytes, session, *pdu);
    if (result != 0)
        return {{}, problemOf(result), {}, answerTo(*pdu, result)};
    DecodedNotification decoded{library::toMessage(*pdu), Problem::None, linkedSender.now(), {}};
    if (decoded.message->type == PduType::Inform)
        decoded.answer = answerTo(*pdu, SNMPERR_SUCCESS);
    return decoded;
}

} // namespace codec
} // namespace trunkline::snmp
