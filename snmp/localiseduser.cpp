#include "snmp/localiseduser.h"

#include "snmp/library.h"

#include <QCryptographicHash>
#include <QHash>

#include <net-snmp/library/keytools.h>

#include <algorithm>
#include <span>

namespace trunkline::snmp {

namespace {

constexpr int storageVolatile = 2; // SNMPv2-TC StorageType
constexpr int rowActive = 1;       // SNMPv2-TC RowStatus
constexpr std::size_t aesKeyOctets = 16;

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

} // namespace

void LocalisedUser::Free::operator()(usmUser* user) const
{
    usm_free_user(user);
}

QByteArrayView LocalisedUser::authKey() const
{
    return {user_->authKey, qsizetype(user_->authKeyLen)};
}

QByteArrayView LocalisedUser::privKey() const
{
    return {user_->privKey, qsizetype(user_->privKeyLen)};
}

std::optional<LocalisedUser> LocalisedUser::derive(const Credential& credential, const QByteArray& engineId)
{
    const std::scoped_lock lock(library::mutex());
    LocalisedUser own;
    own.name_ = credential.user.toUtf8();
    own.engineId_ = engineId;
    own.level_ = securityLevel(credential);
    own.auth_ = credential.auth;
    own.priv_ = credential.priv;
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

} // namespace trunkline::snmp
