#include "snmp/codec.h"

#include "snmp/wire.h"

#include <QCryptographicHash>
#include <QHash>
#include <QRandomGenerator>
#include <QtEndian>

#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>

#include <net-snmp/library/keytools.h>
#include <net-snmp/library/lcd_time.h>
#include <net-snmp/library/snmpusm.h>
#include <net-snmp/library/snmpv3.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <span>

namespace trunkline::snmp {

namespace {

constexpr std::size_t longestDatagram = 65'507;
constexpr std::size_t longestRequest = 1472;
constexpr int storageVolatile = 2; // SNMPv2-TC StorageType
constexpr int rowActive = 1;       // SNMPv2-TC RowStatus
constexpr std::size_t aesKeyOctets = 16;

std::mutex& libraryMutex()
{
    static std::mutex mutex;
    return mutex;
}

struct FreePdu {
    void operator()(netsnmp_pdu* pdu) const
    {
        if (pdu->securityStateRef)
            if (const auto* model = find_sec_mod(pdu->securityModel); model && model->pdu_free_state_ref)
                model->pdu_free_state_ref(pdu->securityStateRef);
        pdu->securityStateRef = nullptr;
        snmp_free_pdu(pdu);
    }
};
using LibraryPdu = std::unique_ptr<netsnmp_pdu, FreePdu>;

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

/// Tells the library one remote engine's clock for the time of a call, and forgets it afterwards.
class LinkedClock {
public:
    LinkedClock(const QByteArray& engineId, EngineClock clock) : engineId_(engineId)
    {
        std::array<u_char, 64> local{};
        const std::size_t size = snmpv3_get_engineID(local.data(), local.size());
        // free_enginetime() drops a whole hash bucket, which may have held our own engine.
        set_enginetime(local.data(), u_int(size), u_int(snmpv3_local_snmpEngineBoots()),
                       u_int(snmpv3_local_snmpEngineTime()), TRUE);
        isLocal_ = engineId == QByteArrayView(reinterpret_cast<const char*>(local.data()), qsizetype(size));
        if (!isLocal_ && !engineId.isEmpty())
            set_enginetime(data(), u_int(engineId_.size()), clock.boots, clock.seconds, TRUE);
    }
    ~LinkedClock()
    {
        if (!isLocal_ && !engineId_.isEmpty())
            free_enginetime(data(), std::size_t(engineId_.size()));
    }
    Q_DISABLE_COPY_MOVE(LinkedClock)

    EngineClock now()
    {
        EngineClock clock;
        if (!isLocal_ && !engineId_.isEmpty())
            get_enginetime(data(), u_int(engineId_.size()), &clock.boots, &clock.seconds, TRUE);
        return clock;
    }

private:
    u_char* data() { return reinterpret_cast<u_char*>(engineId_.data()); }
    QByteArray engineId_;
    bool isLocal_ = false;
};

std::span<const oid> authOid(AuthProtocol protocol)
{
    switch (protocol) {
    case AuthProtocol::Md5: return {usmHMACMD5AuthProtocol, USM_AUTH_PROTO_MD5_LEN};
    case AuthProtocol::Sha1: return {usmHMACSHA1AuthProtocol, USM_AUTH_PROTO_SHA_LEN};
    case AuthProtocol::Sha256: return {usmHMAC192SHA256AuthProtocol, OID_LENGTH(usmHMAC192SHA256AuthProtocol)};
    case AuthProtocol::None: break;
    }
    return {usmNoAuthProtocol, USM_AUTH_PROTO_NOAUTH_LEN};
}

std::span<const oid> privOid(PrivProtocol protocol)
{
    switch (protocol) {
    case PrivProtocol::Aes128: return {usmAESPrivProtocol, USM_PRIV_PROTO_AES_LEN};
    case PrivProtocol::Des: return {usmDESPrivProtocol, USM_PRIV_PROTO_DES_LEN};
    case PrivProtocol::None: break;
    }
    return {usmNoPrivProtocol, USM_PRIV_PROTO_NOPRIV_LEN};
}

/// The user key of RFC 3414 appendix A.2; kept, because it costs milliseconds.
QByteArray userKey(AuthProtocol protocol, const QByteArray& password)
{
    static QHash<QByteArray, QByteArray> kept;
    constexpr qsizetype mostKept = 1024;
    const QByteArray name = QCryptographicHash::hash(password, QCryptographicHash::Sha256) + char(protocol);
    if (const auto found = kept.constFind(name); found != kept.cend())
        return *found;
    QByteArray key(USM_AUTH_KU_LEN, '\0');
    std::size_t size = std::size_t(key.size());
    const auto type = authOid(protocol);
    QByteArray secret = password;
    if (generate_Ku(type.data(), u_int(type.size()), reinterpret_cast<u_char*>(secret.data()),
                    std::size_t(secret.size()), reinterpret_cast<u_char*>(key.data()), &size) != SNMPERR_SUCCESS)
        return {};
    key.resize(qsizetype(size));
    if (kept.size() >= mostKept)
        kept.clear();
    kept.insert(name, key);
    return key;
}

/// Writes a localised key (RFC 3414 appendix A.2) into a usmUser's field; false when there is none.
bool localise(AuthProtocol protocol, const QByteArray& password, const QByteArray& engineId, u_char*& key, std::size_t& size)
{
    const QByteArray ku = userKey(protocol, password);
    if (ku.isEmpty())
        return false;
    const auto type = authOid(protocol);
    size = USM_AUTH_KU_LEN;
    key = static_cast<u_char*>(std::calloc(1, size));
    return generate_kul(type.data(), u_int(type.size()), reinterpret_cast<const u_char*>(engineId.constData()),
                        std::size_t(engineId.size()), reinterpret_cast<const u_char*>(ku.constData()),
                        std::size_t(ku.size()), key, &size)
           == SNMPERR_SUCCESS;
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

std::vector<oid> libraryOid(const Oid& from)
{
    return {from.arcs().begin(), from.arcs().end()};
}

void addBind(netsnmp_pdu& pdu, const VarBind& bind)
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

LibraryPdu libraryPdu(const Pdu& from, long version, qint32 requestId)
{
    LibraryPdu pdu(snmp_pdu_create(int(from.type)));
    pdu->version = version;
    pdu->reqid = requestId;
    pdu->errstat = 0;
    pdu->errindex = from.type == PduType::GetBulk ? from.maxRepetitions : 0;
    for (const VarBind& bind : from.binds)
        addBind(*pdu, bind);
    return pdu;
}

/// net-snmp writes a message from its end; the bytes stand at the end of its buffer.
QByteArray build(netsnmp_pdu& pdu)
{
    netsnmp_session session = blankSession(pdu.version);
    std::size_t capacity = 2048;
    std::size_t used = 0;
    auto* buffer = static_cast<u_char*>(std::malloc(capacity));
    const int result = snmp_build(&buffer, &capacity, &used, &session, &pdu);
    if (pdu.version == SNMP_VERSION_3)
        pdu.securityStateRef = nullptr; // the security model has consumed it
    QByteArray bytes;
    if (result == 0 && used <= longestRequest)
        bytes = QByteArray(reinterpret_cast<const char*>(buffer + capacity - used), qsizetype(used));
    std::free(buffer);
    return bytes;
}

void setSecurity(netsnmp_pdu& pdu, const QByteArray& engineId, const QByteArray& user, SecurityLevel level)
{
    pdu.securityModel = SNMP_SEC_MODEL_USM;
    pdu.securityLevel = int(level);
    pdu.securityName = strndup(user.constData(), std::size_t(user.size()));
    pdu.securityNameLen = std::size_t(user.size());
    if (engineId.isEmpty())
        return;
    pdu.securityEngineID = static_cast<u_char*>(netsnmp_memdup(engineId.constData(), std::size_t(engineId.size())));
    pdu.securityEngineIDLen = std::size_t(engineId.size());
    pdu.contextEngineID = static_cast<u_char*>(netsnmp_memdup(engineId.constData(), std::size_t(engineId.size())));
    pdu.contextEngineIDLen = std::size_t(engineId.size());
}

QByteArray bytesOf(const void* data, std::size_t size)
{
    return data ? QByteArray(static_cast<const char*>(data), qsizetype(size)) : QByteArray();
}

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

Message messageOf(const netsnmp_pdu& pdu)
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

codec::Problem problemOf(int libraryError)
{
    switch (libraryError) {
    case SNMPERR_USM_UNKNOWNSECURITYNAME: return codec::Problem::UnknownUser;
    case SNMPERR_USM_AUTHENTICATIONFAILURE: return codec::Problem::WrongDigest;
    case SNMPERR_USM_UNSUPPORTEDSECURITYLEVEL: return codec::Problem::WrongLevel;
    case SNMPERR_USM_DECRYPTIONERROR: return codec::Problem::Undecryptable;
    case SNMPERR_USM_NOTINTIMEWINDOW: return codec::Problem::NotInTimeWindow;
    case SNMPERR_USM_UNKNOWNENGINEID: return codec::Problem::UnknownEngineId;
    default: return codec::Problem::Malformed;
    }
}

/// Parses with the library; 0 when it went well. net-snmp blanks the digest in place, so it gets a copy.
int parse(QByteArray bytes, netsnmp_session& session, netsnmp_pdu& pdu)
{
    return snmp_parse(nullptr, &session, &pdu, reinterpret_cast<u_char*>(bytes.data()), std::size_t(bytes.size()));
}

LibraryPdu emptyPdu()
{
    return LibraryPdu(snmp_pdu_create(0));
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

void LocalisedUser::Free::operator()(usmUser* user) const
{
    usm_free_user(user);
}

std::optional<LocalisedUser> LocalisedUser::derive(const Credential& credential, const QByteArray& engineId)
{
    const std::scoped_lock lock(libraryMutex());
    LocalisedUser own;
    own.name_ = credential.user.toUtf8();
    own.engineId_ = engineId;
    own.level_ = securityLevel(credential);
    own.user_.reset(usm_create_user());
    usmUser& user = *own.user_;
    user.engineID = static_cast<u_char*>(netsnmp_memdup(engineId.constData(), std::size_t(engineId.size())));
    user.engineIDLen = std::size_t(engineId.size());
    user.name = strdup(own.name_.constData());
    user.secName = strdup(own.name_.constData());
    user.userStatus = rowActive;
    user.userStorageType = storageVolatile;
    SNMP_FREE(user.authProtocol);
    SNMP_FREE(user.privProtocol);
    const auto auth = authOid(credential.auth);
    user.authProtocol = snmp_duplicate_objid(auth.data(), auth.size());
    user.authProtocolLen = auth.size();
    const auto priv = privOid(own.level_ == SecurityLevel::AuthPriv ? credential.priv : PrivProtocol::None);
    user.privProtocol = snmp_duplicate_objid(priv.data(), priv.size());
    user.privProtocolLen = priv.size();
    if (own.level_ != SecurityLevel::NoAuthNoPriv
        && !localise(credential.auth, credential.authPassword, engineId, user.authKey, user.authKeyLen))
        return std::nullopt;
    if (own.level_ == SecurityLevel::AuthPriv) {
        if (!localise(credential.auth, credential.privPassword, engineId, user.privKey, user.privKeyLen))
            return std::nullopt;
        user.privKeyLen = std::min(user.privKeyLen, aesKeyOctets); // DES takes 8 for the key and 8 for the pre-IV
    }
    return own;
}

namespace codec {

void initialise(const LocalEngine& local)
{
    const std::scoped_lock lock(libraryMutex());
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
    const std::scoped_lock lock(libraryMutex());
    std::array<u_char, 64> id{};
    return bytesOf(id.data(), snmpv3_get_engineID(id.data(), id.size()));
}

QByteArray encodeCommunity(Version version, const QByteArray& community, qint32 requestId, const Pdu& from)
{
    const std::scoped_lock lock(libraryMutex());
    const LibraryPdu pdu = libraryPdu(from, version == Version::V1 ? SNMP_VERSION_1 : SNMP_VERSION_2c, requestId);
    pdu->community = static_cast<u_char*>(netsnmp_memdup(community.constData(), std::size_t(community.size())));
    pdu->community_len = std::size_t(community.size());
    return build(*pdu);
}

QByteArray encodeDiscovery(qint32 messageId)
{
    const std::scoped_lock lock(libraryMutex());
    const LibraryPdu pdu = libraryPdu({PduType::Get, {}, 0}, SNMP_VERSION_3, messageId);
    pdu->msgid = messageId;
    setSecurity(*pdu, {}, {}, SecurityLevel::NoAuthNoPriv);
    return build(*pdu);
}

QByteArray encodeUsm(const LocalisedUser& user, EngineClock clock, qint32 messageId, qint32 requestId, const Pdu& from)
{
    const std::scoped_lock lock(libraryMutex());
    const LinkedUser linkedUser(&user);
    const LinkedClock linkedClock(user.engineId(), clock);
    const LibraryPdu pdu = libraryPdu(from, SNMP_VERSION_3, requestId);
    pdu->msgid = messageId;
    setSecurity(*pdu, user.engineId(), user.name(), user.level());
    return build(*pdu);
}

QString problemText(Problem problem)
{
    switch (problem) {
    case Problem::None: return {};
    case Problem::Malformed: return QStringLiteral("no well-formed SNMP message");
    case Problem::UnknownUser: return QStringLiteral("unknown SNMPv3 user");
    case Problem::WrongDigest: return QStringLiteral("wrong SNMPv3 digest");
    case Problem::WrongLevel: return QStringLiteral("the SNMPv3 user does not support this security level");
    case Problem::Undecryptable: return QStringLiteral("the SNMPv3 message cannot be decrypted");
    case Problem::NotInTimeWindow: return QStringLiteral("the SNMPv3 message is outside the time window");
    case Problem::UnknownEngineId: return QStringLiteral("the SNMPv3 message is for another engine id");
    }
    return {};
}

Decoded decodeCommunity(const QByteArray& bytes)
{
    const auto envelope = peekEnvelope(bytes);
    if (!envelope || envelope->version == 3)
        return {{}, Problem::Malformed, {}};
    const std::scoped_lock lock(libraryMutex());
    netsnmp_session session = blankSession(envelope->version);
    const LibraryPdu pdu = emptyPdu();
    if (parse(bytes, session, *pdu) != 0)
        return {{}, Problem::Malformed, {}};
    return {messageOf(*pdu), Problem::None, {}};
}

Decoded decodeUsm(const QByteArray& bytes, const LocalisedUser* user, EngineClock clock)
{
    const auto envelope = peekEnvelope(bytes);
    if (!envelope || envelope->version != 3)
        return {{}, Problem::Malformed, {}};
    const std::scoped_lock lock(libraryMutex());
    const LinkedUser linkedUser(user);
    LinkedClock linkedClock(envelope->engineId, clock);
    netsnmp_session session = blankSession(SNMP_VERSION_3);
    const LibraryPdu pdu = emptyPdu();
    const int result = parse(bytes, session, *pdu);
    if (result != 0)
        return {{}, problemOf(result), {}};
    return {messageOf(*pdu), Problem::None, linkedClock.now()};
}

DecodedNotification decodeNotification(const QByteArray& bytes, const LocalisedUser* user, EngineClock clock)
{
    const auto envelope = peekEnvelope(bytes);
    if (!envelope)
        return {{}, Problem::Malformed, {}, {}};
    const std::scoped_lock lock(libraryMutex());
    const LinkedUser linkedUser(user);
    LinkedClock linkedClock(envelope->engineId, clock);
    netsnmp_session session = blankSession(envelope->version);
    session.isAuthoritative = SNMP_SESS_UNKNOWNAUTH; // informs: we are; traps: the sender is (RFC 3412 section 2)
    const LibraryPdu pdu = emptyPdu();
    const int result = parse(bytes, session, *pdu);
    if (result != 0)
        return {{}, problemOf(result), {}, envelope->version == 3 ? answerTo(*pdu, result) : QByteArray()};
    DecodedNotification decoded{messageOf(*pdu), Problem::None, linkedClock.now(), {}};
    if (decoded.message->type == PduType::Inform)
        decoded.answer = answerTo(*pdu, SNMPERR_SUCCESS);
    return decoded;
}

} // namespace codec
} // namespace trunkline::snmp
