// From a notification to an event, in words. Pure: values in, value out.
#pragma once

#include "models/collection/traprules.h"
#include "models/collection/trapsources.h"
#include "models/fault/event.h"

#include <memory>

namespace trunkline::collection {

/// Whom a notification is about. Pointers are null where the inventory knows nobody.
struct TrapOrigin {
    QString address;
    const inventory::Device* device = nullptr;
    const inventory::Port* port = nullptr;
    TrapPort said; ///< what its variables say of the port
};

/// The event of a notification: what the rules say of it, in words.
fault::EventDraft eventOf(const snmp::Notification& notification, const TrapRules& rules, const TrapOrigin& origin, Timestamp at);
/// The same where its sender is whom it is about.
fault::EventDraft eventOf(const snmp::Notification& notification, const TrapRules& rules, const std::optional<inventory::Device>& device,
                          const std::optional<inventory::Port>& port, Timestamp at);
/// Gives the same events, and remembers the words: in a storm most notifications say again what their senders said before.
class TrapEvents {
public:
    explicit TrapEvents(std::shared_ptr<const TrapRules> rules) : rules_(std::move(rules)) {}
    fault::EventDraft of(const snmp::Notification& notification, const TrapOrigin& origin, Timestamp at);

private:
    /// What an event's words depend on, and the words.
    struct Known {
        snmp::Oid trapOid;
        snmp::VarBinds binds;
        QString domain;
        QString address;
        QString device; ///< their names now
        QString port;
        fault::EventDraft words;
    };
    static bool speaksOf(const Known& known, const snmp::Notification& notification, const TrapOrigin& origin);

    std::shared_ptr<const TrapRules> rules_;
    QHash<size_t, Known> known_; ///< by the hash of what was said
};

/// The event of a datagram that is no SNMP notification; the first bytes are kept as evidence.
fault::EventDraft undecodableEvent(const QString& sourceAddress, const QByteArray& bytes, const QString& reason, Timestamp at);

} // namespace trunkline::collection
