#include "models/inventory/serviceservice.h"

#include "models/core/errors.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

namespace trunkline::inventory {

static Service requireService(store::Connection& connection, ServiceId id)
{
    if (auto found = service(connection, id))
        return *found;
    throw NotFound(QCoreApplication::translate("Inventory", "There is no service with the identifier %1.").arg(id.toString()));
}

static void requireMayBecome(const Service& service, ServiceState to)
{
    if (!mayBecome(service.state, to))
        throw Refused(QCoreApplication::translate("Inventory", "Service %1 is %2 and can't become %3.")
                          .arg(service.name, nameOf(service.state), nameOf(to)));
}

store::JournalEntry ServiceService::activate(const access::Actor& actor, ServiceId id, Timestamp activatedAt, JournalEntryId evidence,
                                             const std::optional<QString>& sourceKey)
{
    actor.require(access::Permission::ActivateServices);
    store::Change change(context_, actor.who());
    if (sourceKey)
        if (auto done = change.alreadyDone(*sourceKey))
            return *done;
    const Service before = requireService(change.connection(), id);
    requireMayBecome(before, ServiceState::Active);
    Service after = before;
    after.state = ServiceState::Active;
    after.activationEntry = evidence;
    if (!after.activatedAt)
        after.activatedAt = activatedAt;
    updateService(change.connection(), after);
    return change.commit({QStringLiteral("service.activated"), QStringLiteral("service"), id.toString(), toJson(before), toJson(after), evidence, sourceKey});
}

store::JournalEntry ServiceService::release(const access::Actor& actor, ServiceId id, std::optional<JournalEntryId> cause,
                                            const std::optional<QString>& sourceKey)
{
    return end(actor, id, std::nullopt, QStringLiteral("service.released"), cause, sourceKey);
}

store::JournalEntry ServiceService::terminate(const access::Actor& actor, ServiceId id, Timestamp terminatedAt, std::optional<JournalEntryId> cause,
                                              const std::optional<QString>& sourceKey)
{
    return end(actor, id, terminatedAt, QStringLiteral("service.terminated"), cause, sourceKey);
}

store::JournalEntry ServiceService::suspend(const access::Actor& actor, ServiceId id, std::optional<JournalEntryId> cause, const std::optional<QString>& sourceKey)
{
    return change(actor, id, ServiceState::Suspended, QStringLiteral("service.suspended"), cause, sourceKey);
}

store::JournalEntry ServiceService::resume(const access::Actor& actor, ServiceId id, std::optional<JournalEntryId> cause, const std::optional<QString>& sourceKey)
{
    return change(actor, id, ServiceState::Active, QStringLiteral("service.resumed"), cause, sourceKey);
}

store::JournalEntry ServiceService::change(const access::Actor& actor, ServiceId id, ServiceState to, const QString& kind, std::optional<JournalEntryId> cause,
                                           const std::optional<QString>& sourceKey)
{
    actor.require(access::Permission::ActivateServices);
    store::Change change(context_, actor.who());
    if (sourceKey)
        if (auto done = change.alreadyDone(*sourceKey))
            return *done;
    const Service before = requireService(change.connection(), id);
    requireMayBecome(before, to);
    Service after = before;
    after.state = to;
    updateService(change.connection(), after);
    return change.commit({kind, QStringLiteral("service"), id.toString(), toJson(before), toJson(after), cause, sourceKey});
}

store::JournalEntry ServiceService::end(const access::Actor& actor, ServiceId id, std::optional<Timestamp> at, const QString& kind,
                                        std::optional<JournalEntryId> cause, const std::optional<QString>& sourceKey)
{
    actor.require(access::Permission::ActivateServices);
    store::Change change(context_, actor.who());
    if (sourceKey)
        if (auto done = change.alreadyDone(*sourceKey))
            return *done;
    const Service before = requireService(change.connection(), id);
    requireMayBecome(before, ServiceState::Terminated);
    // Releasing is for what was never delivered; what was delivered has an end that counts.
    if (!at && before.state != ServiceState::Reserved)
        throw Refused(QCoreApplication::translate("Inventory", "Service %1 is %2: terminate it instead of releasing it.").arg(before.name, nameOf(before.state)));
    Service after = before;
    after.state = ServiceState::Terminated;
    after.terminatedAt = at.value_or(change.now());
    updateService(change.connection(), after);
    return change.commit({kind, QStringLiteral("service"), id.toString(), toJson(before), toJson(after), cause, sourceKey});
}

} // namespace trunkline::inventory
