#include "models/billing/subscriptionservice.h"

#include "models/billing/billablestore.h"
#include "models/billing/phaseedit.h"
#include "models/catalogue/offeringstore.h"
#include "models/catalogue/pricestore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ordering/orderstore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

using access::Permission;

namespace {

const QString subscriptionSubject = QStringLiteral("subscription");

QString subscriptionText(const char* text)
{
    return QCoreApplication::translate("Billing", text);
}

Subscription requireSubscription(store::Connection& connection, SubscriptionId id)
{
    if (auto found = subscription(connection, id))
        return *found;
    throw NotFound(subscriptionText("There is no subscription %1; see “trunklinectl subscription list”.").arg(id.toString()));
}

/// What the account pays for an offering from a day on.
catalogue::CurrencyPrice agreedPrice(store::Connection& connection, const customer::Account& account, const catalogue::Offering& offering, BillingDate day)
{
    auto price = catalogue::priceIn(offering, account.currency);
    const auto agreed = catalogue::customerPriceOn(connection, account.customerId, offering.code, account.currency, day);
    if (!price && !agreed)
        throw Refused(subscriptionText("%1 is not sold in %2, in which the account %3 is kept.").arg(offering.name, account.currency.code(), account.number));
    if (!price)
        price = catalogue::CurrencyPrice{agreed->price, Money::zero(account.currency)};
    if (agreed) {
        price->recurring = agreed->price;
        price->setupFee = agreed->setupFee.value_or(price->setupFee);
    }
    return *price;
}

/// A subscription that begins: its price, phases and term.
Subscription begun(store::Connection& connection, IdSource& ids, const customer::Account& account, const catalogue::Offering& offering, ServiceId service,
                   BillingDate day, Timestamp startedAt, std::int64_t quantity)
{
    const catalogue::CurrencyPrice price = agreedPrice(connection, account, offering, day);
    Subscription made{ids.next<SubscriptionTag>(), service, account.id, offering.id, price.recurring, day, startedAt, std::nullopt,
                      openingPhases(offering, price.recurring, day, quantity)};
    if (price.setupFee != offering.setupFee)
        made.setupFee = price.setupFee;
    if (offering.terms.minimumMonths > 0)
        made.committedUntil = day.plusMonths(offering.terms.minimumMonths);
    return made;
}

/// The parts of a bundle cost what the bundle says of their price, and no setup of their own.
void startParts(store::Change& change, const customer::Account& account, const catalogue::Offering& bundle, const Subscription& parent, JournalEntryId cause)
{
    for (const catalogue::BundleItem& item : bundle.terms.includes) {
        const auto part = catalogue::offeringOnSale(change.connection(), item.code, parent.startsOn);
        if (!part)
            throw Refused(subscriptionText("%1 includes %2, which is not on sale on %3.").arg(bundle.name, item.code, parent.startsOn.toIso()));
        Subscription made = begun(change.connection(), change.ids(), account, *part, parent.serviceId, parent.startsOn, parent.startedAt, 1);
        made.parentId = parent.id;
        made.setupFee = Money::zero(account.currency);
        made.price.micros = divideRounded(Wide(made.price.micros) * item.priceBasisPoints, 10'000, Rounding::HalfUp);
        for (ChargePhase& phase : made.phases)
            phase.price = made.price;
        insertSubscription(change.connection(), made);
        change.append({QStringLiteral("subscription.started"), subscriptionSubject, made.id.toString(), {}, toJson(made), cause, {}});
    }
}

void chargeTerminationFee(store::Change& change, const Subscription& ended, JournalEntryId cause)
{
    const catalogue::Offering offering = catalogue::requireOffering(change.connection(), ended.offeringId);
    const auto fee = terminationFee(ended, offering, *ended.endsOn);
    if (!fee || fee->isZero())
        return;
    const customer::Account account = customer::requireAccount(change.connection(), ended.accountId);
    const AccountCharge charge{change.ids().next<AccountChargeTag>(), ended.accountId, LineKind::Fee, subscriptionText("%1: early termination").arg(offering.name),
                               subscriptionText("bound until %1, ended on %2").arg(ended.committedUntil->plusDays(-1).toIso(), ended.endsOn->plusDays(-1).toIso()), *fee,
                               taxOf(offering, account, catalogue::taxRates(change.connection()), ended.endsOn->plusDays(-1)), *ended.endsOn, ended.id, ended.serviceId,
                               std::nullopt};
    insertAccountCharge(change.connection(), charge, change.now());
    change.append({QStringLiteral("charge.added"), QStringLiteral("charge"), charge.id.toString(), {}, toJson(charge), cause, {}});
}

/// Ends one subscription; what was charged behind the end goes back.
Subscription ended(store::Connection& connection, const Subscription& before, BillingDate lastDay)
{
    Subscription after = before;
    after.endsOn = std::max(before.startsOn, lastDay.plusDays(1));
    const bool billedBehind = before.chargedUntil && *after.endsOn < *before.chargedUntil;
    if (billedBehind && phaseOn(before, *after.endsOn).timing == catalogue::ChargeTiming::Arrears)
        throw Refused(subscriptionText("The service is on invoices until %1 already; end it on %2 or later.")
                          .arg(before.chargedUntil->toIso(), before.chargedUntil->plusDays(-1).toIso()));
    markCorrected(after, *after.endsOn);
    updateSubscription(connection, after);
    return after;
}

} // namespace

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
    const customer::Account account = customer::requireAccount(connection, order->accountId);
    const catalogue::Offering offering = catalogue::requireOffering(connection, service.offeringId);
    const Subscription made = begun(connection, change.ids(), account, offering, service.id, day, startedAt, 1);
    insertSubscription(connection, made);
    const store::JournalEntry entry = change.append({QStringLiteral("subscription.started"), subscriptionSubject, made.id.toString(), {}, toJson(made), cause, sourceKey});
    startParts(change, account, offering, made, entry.id);
    change.commit();
    return entry;
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
    const Subscription after = ended(change.connection(), *before, lastDay);
    const store::JournalEntry entry = change.append({QStringLiteral("subscription.ended"), subscriptionSubject, after.id.toString(), toJson(*before), toJson(after), cause, sourceKey});
    for (const Subscription& option : childrenOf(change.connection(), before->id)) {
        if (option.endsOn && *option.endsOn <= *after.endsOn)
            continue;
        const Subscription endedOption = ended(change.connection(), option, lastDay);
        change.append({QStringLiteral("subscription.ended"), subscriptionSubject, option.id.toString(), toJson(option), toJson(endedOption), entry.id, {}});
    }
    chargeTerminationFee(change, after, entry.id);
    change.commit();
    return entry;
}

static void requireRunning(const Subscription& subscription, BillingDate day)
{
    if (day < subscription.startsOn || (subscription.endsOn && day >= *subscription.endsOn))
        throw Refused(subscriptionText("The subscription does not run on %1; it began on %2%3.")
                          .arg(day.toIso(), subscription.startsOn.toIso(),
                               subscription.endsOn ? subscriptionText(" and ended on %1").arg(subscription.endsOn->plusDays(-1).toIso()) : QString()));
}

store::JournalEntry SubscriptionService::change(const access::Actor& actor, SubscriptionId id, BillingDate from, const char* kind, const QJsonObject& facts, const Edit& edit)
{
    actor.require(Permission::TakeOrders);
    store::Change change(context_, actor.who());
    const Subscription before = requireSubscription(change.connection(), id);
    requireRunning(before, from);
    Subscription after = before;
    edit(after);
    markCorrected(after, from);
    updateSubscription(change.connection(), after);
    QJsonObject json = toJson(after);
    for (const QString& key : facts.keys())
        json[key] = facts[key];
    json["from"] = from.toIso();
    return change.commit({QString::fromLatin1(kind), subscriptionSubject, id.toString(), toJson(before), json, {}, {}});
}

store::JournalEntry SubscriptionService::move(const access::Actor& actor, SubscriptionId id, OfferingId to, BillingDate from)
{
    const catalogue::Offering offering = catalogue::requireOffering(context_.connection, to);
    return change(actor, id, from, "subscription.moved", {{"offering", offering.code}, {"version", offering.version}}, [&](Subscription& s) {
        const customer::Account account = customer::requireAccount(context_.connection, s.accountId);
        const catalogue::CurrencyPrice price = agreedPrice(context_.connection, account, offering, from);
        editPhases(s, from, std::nullopt, [&](ChargePhase& phase) {
            phase.offeringId = offering.id;
            phase.price = price.recurring;
            phase.interval = offering.terms.interval;
            phase.timing = offering.terms.timing;
        });
        if (offering.terms.minimumMonths > 0)
            s.committedUntil = from.plusMonths(offering.terms.minimumMonths);
    });
}

int SubscriptionService::moveAll(const access::Actor& actor, OfferingId from, OfferingId to, BillingDate day)
{
    actor.require(Permission::TakeOrders);
    int moved = 0;
    for (const Subscription& each : runningSubscriptionsOf(context_.connection, from)) {
        if (each.startsOn > day)
            continue;
        move(actor, each.id, to, day);
        ++moved;
    }
    return moved;
}

store::JournalEntry SubscriptionService::changeQuantity(const access::Actor& actor, SubscriptionId id, std::int64_t quantity, BillingDate from)
{
    if (quantity < 1 || quantity > 1'000'000)
        throw InvalidInput(subscriptionText("%1 is no quantity; write 1 to 1,000,000, or end the subscription.").arg(quantity));
    return change(actor, id, from, "subscription.quantityChanged", {{"quantity", qint64(quantity)}}, [&](Subscription& s) {
        editPhases(s, from, std::nullopt, [&](ChargePhase& phase) { phase.quantity = quantity; });
    });
}

store::JournalEntry SubscriptionService::suspend(const access::Actor& actor, SubscriptionId id, BillingDate from, std::optional<BillingDate> until, const QString& reason)
{
    if (until && *until <= from)
        throw InvalidInput(subscriptionText("The suspension ends before it begins on %1.").arg(from.toIso()));
    return change(actor, id, from, "subscription.suspended", {{"reason", reason}, {"until", until ? until->toIso() : QString()}}, [&](Subscription& s) {
        const catalogue::Offering offering = catalogue::requireOffering(context_.connection, phaseOn(s, from).offeringId);
        editPhases(s, from, until, [&](ChargePhase& phase) {
            if (phase.kind != PhaseKind::Normal)
                return; // a trial stays free
            phase.kind = PhaseKind::Suspended;
            phase.chargedBasisPoints = offering.terms.suspendedBasisPoints;
            phase.reason = reason;
        });
    });
}

store::JournalEntry SubscriptionService::resume(const access::Actor& actor, SubscriptionId id, BillingDate from)
{
    return change(actor, id, from, "subscription.resumed", {}, [&](Subscription& s) {
        if (phaseOn(s, from).kind != PhaseKind::Suspended)
            throw Refused(subscriptionText("The subscription is not suspended on %1.").arg(from.toIso()));
        // Only this suspension ends; a season that is written down for later stays.
        std::optional<BillingDate> until;
        for (const ChargePhase& phase : timelineOf(s).phases)
            if (phase.from > from && phase.kind != PhaseKind::Suspended && !until)
                until = phase.from;
        editPhases(s, from, until, [](ChargePhase& phase) {
            phase.kind = PhaseKind::Normal;
            phase.chargedBasisPoints = 10'000;
            phase.reason.clear();
        });
    });
}

store::JournalEntry SubscriptionService::addOption(const access::Actor& actor, SubscriptionId parentId, OfferingId option, BillingDate from, std::int64_t quantity)
{
    actor.require(Permission::TakeOrders);
    if (quantity < 1 || quantity > 1'000'000)
        throw InvalidInput(subscriptionText("%1 is no quantity; write 1 to 1,000,000, or end the subscription.").arg(quantity));
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const Subscription parent = requireSubscription(connection, parentId);
    requireRunning(parent, from);
    const catalogue::Offering offering = catalogue::requireOffering(connection, option);
    const catalogue::Offering main = catalogue::requireOffering(connection, phaseOn(parent, from).offeringId);
    if (!main.terms.options.contains(offering.code))
        throw Refused(subscriptionText("%1 is no option of %2; its options are %3.").arg(offering.code, main.code, main.terms.options.join(QStringLiteral(", "))));
    Subscription made = begun(connection, change.ids(), customer::requireAccount(connection, parent.accountId), offering, parent.serviceId, from,
                              store::requireProfile(connection).zone.startOf(from), quantity);
    made.parentId = parent.id;
    insertSubscription(connection, made);
    return change.commit({QStringLiteral("subscription.started"), subscriptionSubject, made.id.toString(), {}, toJson(made), {}, {}});
}

store::JournalEntry SubscriptionService::endOption(const access::Actor& actor, SubscriptionId option, BillingDate lastDay)
{
    actor.require(Permission::TakeOrders);
    store::Change change(context_, actor.who());
    const Subscription before = requireSubscription(change.connection(), option);
    if (before.parentId.isNull())
        throw Refused(subscriptionText("The subscription stands alone; end its service instead."));
    requireRunning(before, lastDay);
    const Subscription after = ended(change.connection(), before, lastDay);
    const store::JournalEntry entry = change.append({QStringLiteral("subscription.ended"), subscriptionSubject, option.toString(), toJson(before), toJson(after), {}, {}});
    chargeTerminationFee(change, after, entry.id);
    change.commit();
    return entry;
}

} // namespace trunkline::billing
