// From a notification to an event, in words. Pure: values in, value out.
#pragma once

#include "models/collection/traprules.h"
#include "models/collection/trapsources.h"
#include "models/fault/event.h"

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
/// The event of a datagram that is no SNMP notification; the first bytes are kept as evidence.
fault::EventDraft undecodableEvent(const QString& sourceAddress, const QByteArray& bytes, const QString& reason, Timestamp at);

} // namespace trunkline::collection
