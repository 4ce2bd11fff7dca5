#include "snmp/peer.h"

#include <QHashFunctions>

#include <cstring>

#include <arpa/inet.h>
#include <net/if.h>

namespace trunkline::snmp {

socklen_t toSocketAddress(const Peer& peer, SocketAddress& out)
{
    std::memset(&out, 0, sizeof out);
    if (peer.family == AF_INET) {
        out.v4.sin_family = AF_INET;
        out.v4.sin_port = htons(peer.port);
        std::memcpy(&out.v4.sin_addr, peer.address.data(), 4);
        return sizeof out.v4;
    }
    out.v6.sin6_family = AF_INET6;
    out.v6.sin6_port = htons(peer.port);
    out.v6.sin6_scope_id = peer.scope;
    std::memcpy(&out.v6.sin6_addr, peer.address.data(), 16);
    return sizeof out.v6;
}

Peer fromSocketAddress(const SocketAddress& from)
{
    Peer peer;
    peer.family = from.any.sa_family;
    if (peer.family == AF_INET) {
        std::memcpy(peer.address.data(), &from.v4.sin_addr, 4);
        peer.port = ntohs(from.v4.sin_port);
    } else {
        std::memcpy(peer.address.data(), &from.v6.sin6_addr, 16);
        peer.port = ntohs(from.v6.sin6_port);
        peer.scope = from.v6.sin6_scope_id;
    }
    return peer;
}

std::optional<Peer> Peer::parse(const QString& text, quint16 port)
{
    Peer peer;
    peer.port = port;
    const QByteArray literal = text.section(u'%', 0, 0).toLatin1();
    if (::inet_pton(AF_INET, literal.constData(), peer.address.data()) == 1 && !text.contains(u'%'))
        return peer;
    peer.family = AF_INET6;
    if (::inet_pton(AF_INET6, literal.constData(), peer.address.data()) != 1)
        return std::nullopt;
    if (const QByteArray scope = text.section(u'%', 1).toLatin1(); !scope.isEmpty()) {
        peer.scope = ::if_nametoindex(scope.constData());
        if (peer.scope == 0)
            peer.scope = scope.toUInt();
        if (peer.scope == 0)
            return std::nullopt;
    }
    return peer;
}

QString Peer::addressText() const
{
    char text[INET6_ADDRSTRLEN] = "";
    ::inet_ntop(family, address.data(), text, sizeof text);
    QString result = QString::fromLatin1(text);
    char name[IF_NAMESIZE] = "";
    if (scope != 0 && ::if_indextoname(scope, name))
        result += u'%' + QString::fromLocal8Bit(name);
    return result;
}

size_t qHash(const Peer& peer, size_t seed)
{
    return qHashMulti(qHashBits(peer.address.data(), peer.address.size(), seed), peer.family, peer.port, peer.scope);
}

} // namespace trunkline::snmp
