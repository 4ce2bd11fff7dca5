// The verbs of services. A service is made by its order (insertService inside order.submitted).
#pragma once

#include "models/access/actor.h"
#include "models/inventory/service.h"

namespace trunkline::inventory {

class ServiceService {
public:
    explicit ServiceService(store::Context& context) : context_(context) {}

    /// A reserved or suspended service works from `activatedAt` on, as the entry `evidence` (the
    /// verification of its port) shows. Writes "service.activated" with the evidence as its cause.
    /// Throws NotFound, Refused.
    store::JournalEntry activate(const access::Actor& actor, ServiceId id, Timestamp activatedAt, JournalEntryId evidence,
                                 const std::optional<QString>& sourceKey = {});
    /// Gives a reserved port back: the order was cancelled. Writes "service.released".
    store::JournalEntry release(const access::Actor& actor, ServiceId id, std::optional<JournalEntryId> cause = {},
                                const std::optional<QString>& sourceKey = {});
    /// Ends an active or suspended service. Writes "service.terminated".
    store::JournalEntry terminate(const access::Actor& actor, ServiceId id, Timestamp terminatedAt, std::optional<JournalEntryId> cause = {},
                                  const std::optional<QString>& sourceKey = {});
    /// An active service is kept and not delivered. Writes "service.suspended".
    store::JournalEntry suspend(const access::Actor& actor, ServiceId id, std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});
    /// A suspended one is delivered again: its charge runs on. Writes "service.resumed".
    store::JournalEntry resume(const access::Actor& actor, ServiceId id, std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});

private:
    store::JournalEntry change(const access::Actor& actor, ServiceId id, ServiceState to, const QString& kind, std::optional<JournalEntryId> cause,
                               const std::optional<QString>& sourceKey);
    store::JournalEntry end(const access::Actor& actor, ServiceId id, std::optional<Timestamp> at, const QString& kind,
                            std::optional<JournalEntryId> cause, const std::optional<QString>& sourceKey);

    store::Context& context_;
};

} // namespace trunkline::inventory
