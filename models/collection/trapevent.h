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

/// What the rules make of a notification, in words: all of its event but what is different each time.
fault::EventDraft wordsOf(const snmp::Notification& notification, const TrapRules& rules, const TrapOrigin& origin);

/// What a notification says and of whom.
struct TrapTold {
    fault::EventDraft words;
    QString origin;                  ///< the address of whom it is about
    bool isOfStranger = false;       ///< the inventory does not know it
    inventory::PortObservation seen; ///< of the words' port
};
fault::EventDraft eventOf(const TrapTold& told, const snmp::ArrivedNotification& arrived, Timestamp at);

/// Puts notifications into words, and remembers them: in a storm most say again what their senders said before.
class TrapEvents {
public:
    explicit TrapEvents(std::shared_ptr<const TrapRules> rules) : rules_(std::move(rules)) {}
    /// Until the next question. What is told again shares its evidence.
    const TrapTold& of(const std::shared_ptr<const snmp::Notification>& said, TrapSources& sources);

private:
    /// The words, and what they depend on.
    struct Known {
        std::shared_ptr<const snmp::Notification> said; ///< kept, so that no other one gets its place in memory
        QString device; ///< their names then
        QString port;
        std::int64_t sourcesAsOf = 0;
        TrapTold told;
    };
    static bool isStillSo(const Known& known, const TrapSources& sources);

    std::shared_ptr<const TrapRules> rules_;
    QHash<const snmp::Notification*, Known> known_;
};

/// The event of a datagram that is no SNMP notification; the first bytes are kept as evidence.
fault::EventDraft undecodableEvent(const QString& sourceAddress, const QByteArray& bytes, const QString& reason, Timestamp at);

} // namespace trunkline::collection
