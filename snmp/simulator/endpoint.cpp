#include "snmp/simulator/endpoint.h"

#include <arpa/inet.h>

namespace trunkline::simulator {

std::optional<quint32> parseAddress(const QString& text)
{
    in_addr address{};
    if (inet_pton(AF_INET, text.toLatin1().constData(), &address) != 1)
        return std::nullopt;
    return ntohl(address.s_addr);
}

QString addressText(quint32 address)
{
    return QStringLiteral("%1.%2.%3.%4").arg(address >> 24).arg((address >> 16) & 255).arg((address >> 8) & 255).arg(address & 255);
}

std::optional<Endpoint> Endpoint::parse(const QString& text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    const uint port = text.mid(colon + 1).toUInt(&isNumber);
    const std::optional<quint32> address = colon < 0 ? std::nullopt : parseAddress(text.left(colon));
    if (!address || !isNumber || port == 0 || port > 65535)
        return std::nullopt;
    return Endpoint{*address, quint16(port)};
}

QString Endpoint::toString() const
{
    return QStringLiteral("%1:%2").arg(addressText(address)).arg(port);
}

} // namespace trunkline::simulator
