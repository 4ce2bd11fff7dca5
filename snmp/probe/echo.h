// Echo request and reply: RFC 792 and RFC 4443, section 4.
#pragma once

#include <QByteArray>

#include <optional>

namespace trunkline::probe {

struct Echo {
    quint16 id = 0; ///< the kernel's own on a datagram socket
    quint16 sequence = 0;
    quint64 cookie = 0; ///< what nobody else can know: a reply without it is none of ours
    bool operator==(const Echo&) const = default;
};

/// `family` is AF_INET or AF_INET6. With its checksum for IPv4; of ICMPv6 the kernel makes it.
QByteArray writeEchoRequest(const Echo& echo, int family);
/// Nothing for what is no echo reply of that form. `withHeader`: an IPv4 header comes first, as from a raw socket.
std::optional<Echo> readEchoReply(QByteArrayView bytes, int family, bool withHeader);

} // namespace trunkline::probe
