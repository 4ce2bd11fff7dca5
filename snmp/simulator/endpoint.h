// An IPv4 address and a UDP port, in host byte order.
#pragma once

#include <QString>

#include <optional>

namespace trunkline::simulator {

struct Endpoint {
    quint32 address = 0;
    quint16 port = 0;
    bool operator==(const Endpoint&) const = default;

    /// "127.0.0.1:9162". Nothing when it is no such text.
    static std::optional<Endpoint> parse(const QString& text);
    QString toString() const;
    /// 127.0.0.0/8. The simulator sends nowhere else.
    bool isLoopback() const { return (address >> 24) == 127; }
};

/// "127.20.0.1".
std::optional<quint32> parseAddress(const QString& text);
QString addressText(quint32 address);

} // namespace trunkline::simulator
