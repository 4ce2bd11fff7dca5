#include "models/ordering/orderservice.h"

#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/customer/erased.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderstore.h"
#include "models/ordering/portchoice.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::ordering {

using access::Permission;

namespace {

QString orderText(const char* text)
{
    return QCoreApplication::translate("Ordering", text);
}

void checkRequest(store::Connection& connection, const OrderRequest& request, Timestamp now)
{
    const customer::Customer buyer = customer::requireLivingCustomer(connection, request.customerId);
    const customer::Account account = customer::requireAccount(connection, request.accountId);
    const catalogue::Offering offering = catalogue::requireOffering(connection, request.offeringId);
    if (account.customerId != buyer.id)
        throw Refused(orderText("The account %1 belongs to another customer than %2 (%3); choose an account of this customer.")
                          .arg(account.number, buyer.name, buyer.number));
    if (!request.requestedDate.isValid())
        throw InvalidInput(orderText("The order has no date; write it like 2026-03-31."));
    const BillingDate today = store::requireProfile(connection).zone.dateAt(now);
    if (request.requestedDate < today)
        throw Refused(orderText("The requested date %1 is over; choose %2 or later.").arg(request.requestedDate.toIso(), today.toIso()));
    if (!catalogue::isOnSale(offering, request.requestedDate))
        throw Refused(orderText("%1 (version %2) is not on sale on %3; choose another date or offering.")
                          .arg(offering.name).arg(offering.version).arg(request.requestedDate.toIso()));
    if (const auto port = inventory::port(connection, request.portId))
        if (const QString why = whyNotForCustomers(inventory::portUse(connection, *port), port->name); !why.isEmpty())
            throw Refused(why);
    if (!catalogue::priceIn(offering, account.currency))
        throw Refused(orderText("%1 is priced in %2, but the account %3 is kept in %4; choose an account in %2.")
                          .arg(offering.name, offering.price.currency.code(), account.number, account.currency.code()));
}

QJsonObject withState(QJsonObject task, const Order& order)
{
    task["orderNumber"] = order.number;
    task["orderState"] = nameOf(order.state);
    return task;
}

} // namespace

Order OrderService::submit(const access::Actor& actor, const OrderRequest& request)
{
    actor.require(Permission::TakeOrders);
    store::Change change(context_, actor.who());
    checkRequest(change.connection(), request, change.now());
    Order order{change.ids().next<OrderTag>(), QStringLiteral("O-%1").arg(change.nextNumber(QStringLiteral("order")), 6, 10, QLatin1Char('0')),
                request.customerId, request.accountId, request.offeringId, change.ids().next<ServiceTag>(), request.portId,
                OrderState::Submitted, request.requestedDate, change.now(), {}};
    inventory::Service service;
    service.id = order.serviceId;
    service.name = inventory::serviceName(change.nextNumber(QStringLiteral("service")));
    service.customerId = order.customerId;
    service.offeringId = order.offeringId;
    service.orderId = order.id;
    service.portId = order.portId;
    inventory::insertService(change.connection(), service);
    insertOrder(change.connection(), order);
    QJsonObject after = toJson(order);
    after["service"] = inventory::toJson(service);
    change.commit({QStringLiteral("order.submitted"), QStringLiteral("order"), order.id.toString(), {}, after, {}, {}});
    return order;
}

store::JournalEntry OrderService::plan(const access::Actor& actor, OrderId id, const QList<TaskDraft>& drafts, Cause cause, Key sourceKey)
{
    actor.require(Permission::ActivateServices);
    store::Change change(context_, actor.who());
    if (const auto done = sourceKey ? change.alreadyDone(*sourceKey) : std::nullopt)
        return *done;
    const OrderProgress before = requireProgress(change.connection(), id);
    const OrderProgress after = planned(before, drafts, change.ids());
    QJsonArray taskList;
    for (const OrderTask& task : after.tasks) {
        insertTask(change.connection(), task);
        QJsonObject json = toJson(task);
        json["id"] = task.id.toString();
        taskList.append(json);
    }
    writeProgress(change.connection(), {before.order, after.tasks}, after);
    QJsonObject json = toJson(after.order);
    json["tasks"] = taskList;
    return change.commit({QStringLiteral("order.planned"), QStringLiteral("order"), id.toString(), toJson(before.order), json, cause, sourceKey});
}

template <class Step>
store::JournalEntry OrderService::stepTask(const access::Actor& actor, const char* kind, OrderTaskId id, const Cause& cause, const Key& sourceKey, Step step)
{
    actor.require(Permission::ActivateServices);
    store::Change change(context_, actor.who());
    if (const auto done = sourceKey ? change.alreadyDone(*sourceKey) : std::nullopt)
        return *done;
    const OrderProgress before = requireProgressOfTask(change.connection(), id);
    const OrderProgress after = step(before, change.now());
    writeProgress(change.connection(), before, after);
    return change.commit({QString::fromLatin1(kind), QStringLiteral("task"), id.toString(), withState(toJson(before.task(id)), before.order),
                          withState(toJson(after.task(id)), after.order), cause, sourceKey});
}

store::JournalEntry OrderService::startTask(const access::Actor& actor, OrderTaskId id, Cause cause, Key sourceKey)
{
    return stepTask(actor, "task.started", id, cause, sourceKey, [&](const OrderProgress& p, Timestamp) { return taskStarted(p, id); });
}

store::JournalEntry OrderService::taskCompleted(const access::Actor& actor, OrderTaskId id, const QJsonObject& evidence, Cause cause, Key sourceKey)
{
    return stepTask(actor, "task.completed", id, cause, sourceKey,
                    [&](const OrderProgress& p, Timestamp now) { return ordering::taskCompleted(p, id, evidence, now); });
}

store::JournalEntry OrderService::taskFailed(const access::Actor& actor, OrderTaskId id, const QString& reason, Cause cause, Key sourceKey)
{
    return stepTask(actor, "task.failed", id, cause, sourceKey, [&](const OrderProgress& p, Timestamp) { return ordering::taskFailed(p, id, reason); });
}

store::JournalEntry OrderService::retryTask(const access::Actor& actor, OrderTaskId id)
{
    return stepTask(actor, "task.retried", id, {}, {}, [&](const OrderProgress& p, Timestamp) { return taskRetried(p, id); });
}

store::JournalEntry OrderService::complete(const access::Actor& actor, OrderId id, Cause cause, Key sourceKey)
{
    actor.require(Permission::ActivateServices);
    store::Change change(context_, actor.who());
    if (const auto done = sourceKey ? change.alreadyDone(*sourceKey) : std::nullopt)
        return *done;
    const OrderProgress before = requireProgress(change.connection(), id);
    const OrderProgress after = completed(before, change.now());
    writeProgress(change.connection(), before, after);
    return change.commit({QStringLiteral("order.completed"), QStringLiteral("order"), id.toString(), toJson(before.order), toJson(after.order), cause, sourceKey});
}

store::JournalEntry OrderService::cancel(const access::Actor& actor, OrderId id)
{
    actor.require(Permission::TakeOrders);
    store::Change change(context_, actor.who());
    const OrderProgress before = requireProgress(change.connection(), id);
    const OrderProgress after = cancelled(before);
    writeProgress(change.connection(), before, after);
    QJsonObject json = toJson(after.order);
    if (auto service = inventory::service(change.connection(), before.order.serviceId)) {
        if (service->state != inventory::ServiceState::Reserved)
            throw Refused(orderText("The order %1 can't be cancelled any more: its service %2 is %3.")
                              .arg(before.order.number, service->name, inventory::nameOf(service->state)));
        service->state = inventory::ServiceState::Terminated;
        service->terminatedAt = change.now();
        inventory::updateService(change.connection(), *service);
        json["service"] = inventory::toJson(*service);
    }
    return change.commit({QStringLiteral("order.cancelled"), QStringLiteral("order"), id.toString(), toJson(before.order), json, {}, {}});
}

} // namespace trunkline::ordering
