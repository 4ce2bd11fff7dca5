#include "snmp/traplistener.h"

namespace trunkline::snmp {

namespace {

constexpr std::size_t mostQueuedTraps = 250'000;
constexpr qsizetype mostQueuedOctets = 64 << 20; // as they were on the wire
constexpr qsizetype mostSenders = 50'000;

const QString& sourceOf(const TrapQueue::Item& item)
{
    const auto* notification = std::get_if<ArrivedNotification>(&item);
    return notification ? notification->said->sourceAddress : std::get<Undecodable>(item).sourceAddress;
}

} // namespace

TrapQueue::TrapQueue(std::function<void()> wake) : queue_(mostQueuedTraps, mostQueuedOctets, std::move(wake)) {}

bool TrapQueue::put(Item item, qsizetype octets)
{
    using enum FairQueue<Item>::Put;
    const QString source = sourceOf(item);
    const auto put = queue_.put(source, std::move(item), octets);
    if (put != Taken)
        refused.add(put == QueueFull ? Refusal::QueueFull : Refusal::SourceFull, source);
    return put == Taken;
}

TrapListener::TrapListener(TrapQueue& queue) : queue_(queue)
{
    clock_.start();
}

bool TrapListener::listen(const Peer& local, const QString& domain, QString* error)
{
    const std::size_t place = sockets_.size();
    auto socket = std::make_unique<UdpSocket>();
    if (!socket->open(local, UdpSocket::Role::Listener, [this, place](const Datagram& datagram) {
            hearing_ = &sockets_[place];
            onDatagram(datagram);
        }, {}, error))
        return false;
    sockets_.push_back({domain, std::move(socket)});
    return true;
}

void TrapListener::stop()
{
    sockets_.clear();
}

quint64 TrapListener::lostAtSocket() const
{
    quint64 lost = 0;
    for (const Socket& one : sockets_)
        lost += one.socket->overflowed();
    return lost;
}

void TrapListener::setUsers(QList<Credential> users)
{
    users_ = std::move(users);
}

void TrapListener::onDatagram(const Datagram& datagram)
{
    const auto envelope = readEnvelope(datagram.view());
    if (!envelope)
        return report(datagram, Refusal::Malformed, problemText(Problem::Malformed));
    if (envelope->version == 3)
        onV3Message(datagram, *envelope);
    else
        onCommunityMessage(datagram, *envelope);
}

void TrapListener::onCommunityMessage(const Datagram& datagram, const Envelope& envelope)
{
    Message message;
    message.version = envelope.version == 0 ? Version::V1 : Version::V2c;
    message.community = envelope.community.toByteArray();
    if (envelope.version == 0 && readTrapV1(envelope.data, message.trapV1, message.binds)) {
        message.type = PduType::TrapV1;
        return onMessage(datagram, std::move(message), {});
    }
    const auto pdu = readPdu(envelope.data);
    if (!pdu)
        return report(datagram, Refusal::Malformed, problemText(Problem::Malformed));
    writer_.clear();
    if (pdu->type == PduType::Inform) {
        writer_.raw(pdu->binds);
        wrapPdu(writer_, PduType::Response, pdu->requestId, 0, 0);
        wrapCommunity(writer_, message.version, envelope.community);
    }
    quint32 uptimeTicks = 0;
    const auto octets = NotificationMemory::octetsOf(datagram.from, hearing_->domain, envelope, *pdu, &uptimeTicks);
    if (octets)
        if (auto known = memory_.find(*octets))
            return take(datagram, {std::move(known), uptimeTicks}, writer_.view());
    auto binds = readBinds(pdu->binds);
    if (!binds)
        return report(datagram, Refusal::Malformed, problemText(Problem::Malformed));
    message.type = pdu->type;
    message.binds = *std::move(binds);
    onMessage(datagram, std::move(message), writer_.view(), octets ? &*octets : nullptr);
}

void TrapListener::onV3Message(const Datagram& datagram, const Envelope& envelope)
{
    codec::DecodedNotification decoded = decodeV3(datagram.view().toByteArray(), envelope);
    if (decoded.message)
        return onMessage(datagram, *std::move(decoded.message), decoded.answer);
    if (!decoded.answer.isEmpty())
        hearing_->socket->send(datagram.from, decoded.answer, &datagram.to);
    // A sender of informs starts with a question for our engine id: the report is its answer.
    if (decoded.problem != Problem::UnknownEngineId || !envelope.engineId.isEmpty())
        report(datagram, decoded.problem == Problem::Malformed ? Refusal::Malformed : Refusal::NotAuthentic, problemText(decoded.problem));
}

void TrapListener::onMessage(const Datagram& datagram, Message&& message, QByteArrayView answer, const NotificationMemory::Octets* octets)
{
    QString reason;
    quint32 uptimeTicks = 0;
    auto notification = toNotification(std::move(message), &uptimeTicks, &reason);
    if (!notification)
        return report(datagram, Refusal::NoNotification, reason);
    notification->domain = hearing_->domain;
    notification->sourceAddress = datagram.from.addressText();
    take(datagram, {octets ? memory_.put(*octets, *std::move(notification)) : memory_.same(*std::move(notification)), uptimeTicks}, answer);
}

void TrapListener::take(const Datagram& datagram, ArrivedNotification&& notification, QByteArrayView answer)
{
    notification.sourcePort = datagram.from.port;
    // Only what was taken is confirmed: the sender of a dropped inform shall send it again.
    if (!queue_.put(std::move(notification), qsizetype(datagram.bytes.size())))
        return;
    ++queue_.received;
    if (!answer.isEmpty() && hearing_->socket->send(datagram.from, answer, &datagram.to) == 0)
        ++queue_.answered;
}

/// Several devices may use one user name with different passwords: the first that fits counts.
codec::DecodedNotification TrapListener::decodeV3(const QByteArray& bytes, const Envelope& envelope)
{
    constexpr qsizetype leastOctets = 5; // RFC 3411 SnmpEngineID
    const QByteArray engineId = envelope.engineId.toByteArray();
    std::optional<codec::DecodedNotification> refused;
    for (const Credential& credential : std::as_const(users_)) {
        if (credential.user.toUtf8() != envelope.user || engineId.size() < leastOctets)
            continue;
        const auto user = LocalisedUser::derive(credential, engineId);
        if (!user)
            continue;
        auto decoded = codec::decodeNotification(bytes, &*user, clockOf(engineId));
        if (decoded.message && decoded.message->level < user->level())
            decoded = {{}, Problem::WrongLevel, {}, {}}; // a forger leaves the signature out
        if (decoded.message && decoded.message->level != SecurityLevel::NoAuthNoPriv)
            remember(engineId, decoded.clock);
        const bool anotherMayFit = decoded.problem == Problem::WrongDigest || decoded.problem == Problem::WrongLevel
                                   || decoded.problem == Problem::Undecryptable;
        if (!anotherMayFit)
            return decoded;
        refused = std::move(decoded);
    }
    return refused ? *std::move(refused) : codec::decodeNotification(bytes, nullptr, {});
}

EngineClock TrapListener::clockOf(const QByteArray& engineId) const
{
    const auto found = senders_.constFind(engineId);
    if (found == senders_.cend())
        return {};
    return {found->clock.boots, found->clock.seconds + quint32((clock_.elapsed() - found->readAtMs) / 1000)};
}

/// Only authenticated senders get here, so that forged engine ids cannot push real ones out.
void TrapListener::remember(const QByteArray& engineId, EngineClock clock)
{
    if (senders_.size() >= mostSenders && !senders_.contains(engineId))
        senders_.erase(senders_.cbegin());
    senders_.insert(engineId, {clock, clock_.elapsed()});
}

void TrapListener::report(const Datagram& datagram, Refusal why, const QString& reason)
{
    const QString source = datagram.from.addressText();
    ++queue_.undecodable;
    queue_.refused.add(why, source);
    queue_.put(Undecodable{source, datagram.view().toByteArray(), reason, hearing_->domain}, qsizetype(datagram.bytes.size()));
}

} // namespace trunkline::snmp
