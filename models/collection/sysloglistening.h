// Where this operator's workstations listen for syslog. Kept in the database; the key of the TLS certificate is sealed there.
#pragma once

#include "models/access/actor.h"
#include "models/store/sealer.h"
#include "snmp/syslog/receiver.h"

#include <QDateTime>

namespace trunkline::collection {

/// The setting as people see it: without the key.
struct SyslogSettings {
    QString address = QStringLiteral("0.0.0.0");
    quint16 udpPort = 0; ///< 0: off
    quint16 tcpPort = 0;
    quint16 tlsPort = 0;
    QString certificate; ///< whom the certificate is for; empty when there is none
    std::optional<Timestamp> validUntil;
    bool asksSenders = false; ///< only senders with a certificate of a known authority are heard
    bool operator==(const SyslogSettings&) const = default;

    bool isOff() const { return udpPort == 0 && tcpPort == 0 && tlsPort == 0; }
};
SyslogSettings syslogSettings(store::Connection& connection);

/// What a receiver needs. Throws StoreFailure when the sealer's key does not fit.
syslog::Listening syslogListening(store::Connection& connection, const store::Sealer& sealer);

/// What somebody wants to change; what is absent stays.
struct SyslogChange {
    QString address;
    quint16 udpPort = 0;
    quint16 tcpPort = 0;
    quint16 tlsPort = 0;
    std::optional<QByteArray> certificates;
    std::optional<QByteArray> key;
    std::optional<QByteArray> clientAuthorities; ///< empty: whoever connects is heard
};
/// Needs ManageCredentials. Writes "syslog.changed". Throws InvalidInput for an address that is none, for TLS without a certificate and the key that
/// belongs to it, for one that has run out, for authorities that are no certificates.
void changeSyslogListening(store::Context& context, const store::Sealer& sealer, const access::Actor& actor, const SyslogChange& change);

} // namespace trunkline::collection
