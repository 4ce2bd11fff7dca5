#include "snmp/simulator/usmengine.h"

#include <limits>

namespace trunkline::simulator {

static constexpr qint32 timeWindowSeconds = 150;
static const Oid usmStats({1, 3, 6, 1, 6, 3, 15, 1, 1});

UsmKeys deriveKeys(const UsmUser& user)
{
    return {user, passwordKey(user.authProtocol, user.authPassword), passwordKey(user.authProtocol, user.privPassword)};
}

UsmEngine::UsmEngine(const QByteArray& engineId, QList<UsmKeys> keys, Seconds seconds, qint32 boots)
    : keys_(std::move(keys)), seconds_(std::move(seconds)), bootedAt_(seconds_()), boots_(boots), salt_(0)
{
    setEngineId(engineId);
}

void UsmEngine::setEngineId(const QByteArray& engineId)
{
    engineId_ = engineId;
    // A salt must not come again under the same key, boots and time; the counter starts anywhere.
    salt_ = qHash(engineId_) * 0x9e3779b97f4a7c15ULL;
    users_.clear();
    for (const UsmKeys& key : keys_)
        users_.append({key.user, localizedKey(key.user.authProtocol, key.authKey, engineId_),
                       localizedKey(key.user.authProtocol, key.privKey, engineId_)});
}

qint32 UsmEngine::time() const
{
    return qint32((seconds_() - bootedAt_) & std::numeric_limits<qint32>::max());
}

void UsmEngine::reboot()
{
    bootedAt_ = seconds_();
    ++boots_;
}

const UsmEngine::LocalUser* UsmEngine::find(const QByteArray& name) const
{
    for (const LocalUser& user : users_)
        if (user.user.name == name)
            return &user;
    return nullptr;
}

static bool macMatches(AuthProtocol protocol, const QByteArray& key, const V3Message& message, QByteArrayView datagram, qsizetype offset)
{
    if (message.authParameters.size() != macLength(protocol))
        return false;
    QByteArray blank = datagram.toByteArray();
    std::fill_n(blank.begin() + offset, message.authParameters.size(), '\0');
    return messageMac(protocol, key, blank) == message.authParameters;
}

UsmReport UsmEngine::check(const V3Message& message, const LocalUser* user, QByteArrayView datagram, qsizetype authOffset) const
{
    if (message.engineId != engineId_)
        return UsmReport::UnknownEngineIds;
    if (!user)
        return UsmReport::UnknownUserNames;
    if (!(message.flags & flagAuth))
        return UsmReport::None;
    if (!macMatches(user->user.authProtocol, user->authKey, message, datagram, authOffset))
        return UsmReport::WrongDigests;
    if (message.engineBoots != boots_ || std::abs(message.engineTime - time()) > timeWindowSeconds)
        return UsmReport::NotInTimeWindows;
    return UsmReport::None;
}

UsmEngine::Request UsmEngine::receive(const V3Message& message, QByteArrayView datagram, qsizetype authOffset)
{
    const LocalUser* user = find(message.user);
    if (const UsmReport problem = check(message, user, datagram, authOffset); problem != UsmReport::None)
        return report(problem, message, user);
    QByteArray plain = message.data;
    if (message.flags & flagPriv)
        plain = aesCfb(Direction::Decrypt, user->privKey, message.engineBoots, message.engineTime, message.privParameters, message.data);
    const std::optional<ScopedPdu> scoped = decodeScopedPdu(plain);
    if (!scoped)
        return message.flags & flagPriv ? report(UsmReport::DecryptionErrors, message, user) : Request();
    Request request;
    request.accepted = true;
    request.mayWrite = user->user.mayWrite;
    request.flags = message.flags & (flagAuth | flagPriv);
    request.messageId = message.id;
    request.maxSize = message.maxSize;
    request.user = message.user;
    request.scoped = *scoped;
    return request;
}

UsmEngine::Request UsmEngine::report(UsmReport kind, const V3Message& message, const LocalUser* user)
{
    Request refused;
    refused.reason = kind;
    const quint32 count = ++counts_[std::size_t(kind)];
    if (!(message.flags & flagReportable))
        return refused;
    ScopedPdu scoped;
    scoped.contextEngineId = engineId_;
    scoped.pdu.type = PduType::Report;
    // The request id can be read only while nothing is encrypted; else it is 0 (RFC 3412 section 7.1).
    if (!(message.flags & flagPriv))
        if (const auto asked = decodeScopedPdu(message.data))
            scoped.pdu.requestId = asked->pdu.requestId;
    scoped.pdu.bindings = {{usmStats + quint32(kind) + 0, Value::unsigned32(Type::Counter32, count)}};
    V3Message answer;
    answer.id = message.id;
    // The time of the engine is worth nothing unless it is authenticated.
    if (kind == UsmReport::NotInTimeWindows)
        answer.flags = flagAuth;
    answer.user = message.user;
    refused.report = protect(answer, user, scoped);
    return refused;
}

QByteArray UsmEngine::respond(const Request& request, const Pdu& response)
{
    V3Message answer;
    answer.id = request.messageId;
    answer.flags = request.flags;
    answer.user = request.user;
    ScopedPdu scoped{engineId_, request.scoped.contextName, response};
    return protect(answer, find(request.user), scoped);
}

QByteArray UsmEngine::notification(const QByteArray& user, qint32 messageId, const Pdu& pdu)
{
    const LocalUser* sender = find(user);
    if (!sender)
        return {};
    V3Message message;
    message.id = messageId;
    message.flags = flagAuth | flagPriv;
    message.user = user;
    return protect(message, sender, ScopedPdu{engineId_, {}, pdu});
}

QByteArray UsmEngine::protect(V3Message message, const LocalUser* user, const ScopedPdu& scoped)
{
    message.engineId = engineId_;
    message.engineBoots = boots_;
    message.engineTime = time();
    message.data = encode(scoped);
    if (message.flags & flagPriv) {
        ++salt_;
        for (int shift = 56; shift >= 0; shift -= 8)
            message.privParameters.append(char((salt_ >> shift) & 0xff));
        message.data = aesCfb(Direction::Encrypt, user->privKey, message.engineBoots, message.engineTime, message.privParameters, message.data);
    }
    if (!(message.flags & flagAuth))
        return encode(message);
    const AuthProtocol protocol = user->user.authProtocol;
    message.authParameters = QByteArray(macLength(protocol), '\0');
    qsizetype offset = 0;
    QByteArray datagram = encode(message, &offset);
    const QByteArray mac = messageMac(protocol, user->authKey, datagram);
    std::copy(mac.begin(), mac.end(), datagram.begin() + offset);
    return datagram;
}

} // namespace trunkline::simulator
