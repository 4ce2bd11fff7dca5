// What senders say again and again is decoded once.
#pragma once

#include "snmp/notification.h"
#include "snmp/peer.h"
#include "snmp/wire.h"

#include <QHash>

namespace trunkline::snmp {

/// Notifications that came lately. In a storm most say again what their senders said before, and what differs is their request id
/// and sysUpTime. Bounded: when it is full it begins anew.
class NotificationMemory {
public:
    /// A message of v2c without what differs each time. The views look into the datagram.
    struct Octets {
        Peer from; ///< without its port, which is another for each
        QString domain;
        PduType type = PduType::TrapV2;
        QByteArrayView community;
        QByteArrayView binds; ///< behind sysUpTime.0, undecoded
    };
    /// Nothing when the message is not of v2c, or its first variable not sysUpTime.0.
    static std::optional<Octets> octetsOf(const Peer& from, const QString& domain, const Envelope& envelope, const PduView& pdu, quint32* uptimeTicks);

    /// What these octets said; null when they are new.
    std::shared_ptr<const Notification> find(const Octets& octets) const;
    std::shared_ptr<const Notification> put(const Octets& octets, Notification&& said);
    /// For what was decoded by another way: the one that is equal and came before, or this one.
    std::shared_ptr<const Notification> same(Notification&& said);

private:
    struct Known {
        Peer from;
        QByteArray binds; ///< as in Octets; empty when it was decoded by another way
        std::shared_ptr<const Notification> said;
    };
    std::shared_ptr<const Notification> keep(size_t hash, Known&& known);

    QHash<size_t, Known> known_;
};

} // namespace trunkline::snmp
