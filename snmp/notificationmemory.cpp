#include "snmp/notificationmemory.h"

#include <utility>

namespace trunkline::snmp {

namespace {

constexpr qsizetype mostKnown = 10'000; // some twenty megabytes

size_t hashOf(const NotificationMemory::Octets& octets)
{
    return qHashMulti(0, octets.from, octets.domain, octets.community, octets.binds, int(octets.type));
}

size_t hashOf(const Notification& said)
{
    size_t seed = qHashMulti(0, said.sourceAddress, said.domain, said.trapOid, said.community, said.user);
    for (const VarBind& bind : said.binds) {
        seed = qHash(bind.oid, seed);
        if (const auto number = bind.value.toInteger())
            seed = ::qHash(quint64(*number), seed);
        else if (const auto* octets = std::get_if<QByteArray>(&bind.value.data))
            seed = ::qHash(*octets, seed);
    }
    return seed;
}

} // namespace

std::optional<NotificationMemory::Octets> NotificationMemory::octetsOf(const Peer& from, const QString& domain, const Envelope& envelope, const PduView& pdu, quint32* uptimeTicks)
{
    static constexpr char sysUpTime[] = "\x06\x08\x2b\x06\x01\x02\x01\x01\x03\x00"; // 1.3.6.1.2.1.1.3.0 with tag and length
    static constexpr QByteArrayView sysUpTimeOctets(sysUpTime, sizeof sysUpTime - 1);
    BerReader list(pdu.binds);
    BerReader binds(list.content(berSequence));
    const QByteArrayView first = binds.content(berSequence);
    if (envelope.version != 1 || !list.finished() || !binds.ok() || !first.startsWith(sysUpTimeOctets))
        return std::nullopt;
    BerReader value(first.sliced(sysUpTimeOctets.size()));
    *uptimeTicks = quint32(value.unsignedInteger(quint8(Type::TimeTicks), 0xffff'ffff));
    if (!value.finished())
        return std::nullopt;
    Octets octets{from, domain, pdu.type, envelope.community, binds.rest()};
    octets.from.port = 0;
    return octets;
}

std::shared_ptr<const Notification> NotificationMemory::find(const Octets& octets) const
{
    const auto known = known_.constFind(hashOf(octets));
    const bool isSame = known != known_.cend() && known->binds == octets.binds && known->from == octets.from && known->said->domain == octets.domain
                        && known->said->community == octets.community && known->said->inform == (octets.type == PduType::Inform);
    return isSame ? known->said : nullptr;
}

std::shared_ptr<const Notification> NotificationMemory::put(const Octets& octets, Notification&& said)
{
    return keep(hashOf(octets), {octets.from, octets.binds.toByteArray(), std::make_shared<const Notification>(std::move(said))});
}

std::shared_ptr<const Notification> NotificationMemory::same(Notification&& said)
{
    const size_t hash = hashOf(said);
    if (const auto known = known_.constFind(hash); known != known_.cend() && known->binds.isEmpty() && *known->said == said)
        return known->said;
    return keep(hash, {{}, {}, std::make_shared<const Notification>(std::move(said))});
}

std::shared_ptr<const Notification> NotificationMemory::keep(size_t hash, Known&& known)
{
    if (known_.size() >= mostKnown)
        known_.clear();
    return known_.insert(hash, std::move(known))->said;
}

} // namespace trunkline::snmp
