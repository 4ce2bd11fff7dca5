#include "models/billing/subscriptionservice.h"

#include "models/billing/subscriptionstore.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/ordering/orderstore.h"
#include "models/store/settings.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

using access::Permission;

static QString subscriptionText(const char* text)
{
    return QCoreApplication::translate("Billing", text);
}

store::JournalEntry SubscriptionService::start(const access::Actor& actor, const inventory::Service& service, Timestamp startedAt,
                                               std::optional<JournalEntryId> cause, const std::optional<QString>& sourceKey)
{
    actor.require(Permission::ActivateServices);
    store::Change change(context_, actor.who());
    if (const auto done = sourceKey ? change.alreadyDone(*sourceKey) : std::nullopt)
        return *done;
    store::Connection& connection = change.connection();
    const auto running = subscriptionOfService(connection, service.id);
    if (running && !running->endsOn)
        throw Refused(subscriptionText("The service %1 is charged already, since %2.").arg(service.name, running->startsOn.toIso()));
    const auto order = ordering::orderOfService(connection, service.id);
    if (!order)
        throw NotFound(subscriptionText("There is no order for the service %1; nobody can be charged.").arg(service.name));
    const BillingDate day = store::requireProfile(connection).zone.dateAt(startedAt);
    if (running && day < *running->endsOn)
        throw Refused(subscriptionText("The service %1 is charged until %2 already; let the new charge begin then.").arg(service.name, running->endsOn->toIso()));
    const Subscription made{change.ids().next<SubscriptionTag>(), service.id, order->accountId, service.offeringId,
                            catalogue::requireOffering(connection, service.offeringId).monthlyPrice, day, startedAt, std::nullopt};
    insertSubscription(connection, made);
    return change.commit({QStringLiteral("subscription.started"), QStringLiteral("subscription"), made.id.toString(), {}, toJson(made), cause, sourceKey});
}

store::JournalEntry SubscriptionService::end(const access::Actor& actor, ServiceId service, BillingDate lastDay, std::optional<JournalEntryId> cause,
                                             const std::optional<QString>& sourceKey)
{
    actor.require(Permission::ActivateServices);
    store::Change change(context_, actor.who());
    if (const auto done = sourceKey ? change.alreadyDone(*sourceKey) : std::nullopt)
        return *done;
    const auto before = subscriptionOfService(change.connection(), service);
    if (!before || before->endsOn)
        throw NotFound(subscriptionText("No recurring charge runs for the service %1.").arg(service.toString()));
    Subscription after = *before;
    after.endsOn = std::max(before->startsOn, lastDay.plusDays(1));
    if (const auto charged = chargedUntil(change.connection(), before->id); charged && *after.endsOn < *charged)
        throw Refused(subscriptionText("The service is on invoices until %1 already; end it on %2 or later.")
                          .arg(charged->toIso(), charged->plusDays(-1).toIso()));
    setEndsOn(change.connection(), after.id, *after.endsOn);
    return change.commit({QStringLiteral("subscription.ended"), QStringLiteral("subscription"), after.id.toString(), toJson(*before), toJson(after), cause, sourceKey});
}

} // namespace trunkline::billing
