#include "snmp/probe/echo.h"

#include <QtEndian>

#include <sys/socket.h>

namespace trunkline::probe {

static constexpr qsizetype headerOctets = 8;
static constexpr qsizetype echoOctets = 64; // what ping sends: 8 of header, 56 of data
static constexpr quint8 requestV4 = 8, replyV4 = 0, requestV6 = 128, replyV6 = 129;

/// RFC 1071.
static quint16 checksumOf(QByteArrayView bytes)
{
    quint32 sum = 0;
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2)
        sum += qFromBigEndian<quint16>(bytes.data() + i);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return quint16(~sum);
}

QByteArray writeEchoRequest(const Echo& echo, int family)
{
    QByteArray bytes(echoOctets, '\0');
    bytes[0] = char(family == AF_INET ? requestV4 : requestV6);
    qToBigEndian(echo.id, bytes.data() + 4);
    qToBigEndian(echo.sequence, bytes.data() + 6);
    qToBigEndian(echo.cookie, bytes.data() + headerOctets);
    if (family == AF_INET)
        qToBigEndian(checksumOf(bytes), bytes.data() + 2);
    return bytes;
}

std::optional<Echo> readEchoReply(QByteArrayView bytes, int family, bool withHeader)
{
    if (withHeader) {
        const qsizetype header = bytes.isEmpty() ? 0 : qsizetype(quint8(bytes[0]) & 0x0f) * 4; // IHL
        if (header < 20 || bytes.size() < header)
            return std::nullopt;
        bytes = bytes.sliced(header);
    }
    if (bytes.size() < headerOctets + qsizetype(sizeof(quint64)) || quint8(bytes[0]) != (family == AF_INET ? replyV4 : replyV6) || bytes[1] != 0)
        return std::nullopt;
    return Echo{qFromBigEndian<quint16>(bytes.data() + 4), qFromBigEndian<quint16>(bytes.data() + 6), qFromBigEndian<quint64>(bytes.data() + headerOctets)};
}

} // namespace trunkline::probe
