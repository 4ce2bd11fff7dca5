// Where a datagram comes from or goes to.
#pragma once

#include <QString>

#include <array>
#include <optional>

#include <netinet/in.h>

namespace trunkline::snmp {

/// An address and port, comparable and usable as a key.
struct Peer {
    int family = AF_INET;
    std::array<quint8, 16> address{}; ///< network order; IPv4 uses the first four octets
    quint16 port = 0;
    quint32 scope = 0; ///< link-local IPv6

    /// Reads a literal; nothing for host names, which would have to be looked up and so block.
    static std::optional<Peer> parse(const QString& address, quint16 port);
    QString addressText() const;

    bool operator==(const Peer&) const = default;
};

size_t qHash(const Peer& peer, size_t seed = 0);

/// The kernel's form of it.
union SocketAddress {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

socklen_t toSocketAddress(const Peer& peer, SocketAddress& out);
Peer fromSocketAddress(const SocketAddress& from);

} // namespace trunkline::snmp
