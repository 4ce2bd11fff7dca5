// The floors' responder: thousands of devices at 127.0.x.y, cheap enough not to be the bottleneck.
#pragma once

#include "tests/bench/bench.h"

#include "snmp/target.h"

#include <memory>

namespace trunkline::bench {

class Responder {
public:
    /// Null when the floors are not there.
    static std::unique_ptr<Responder> start();
    static QString absence() { return QStringLiteral("the floors are not there (TRUNKLINE_FLOORS)"); }

    QString portText() const { return QString::number(port_); }

private:
    explicit Responder(quint16 port);

    quint16 port_;
    Beside process_;
};

/// A UDP port from 16100 on that nobody listens at.
quint16 freePort();

/// The device of this number; v3: SHA-1 and AES-128.
snmp::Target responderTarget(int device, quint16 port, bool v3);

} // namespace trunkline::bench
