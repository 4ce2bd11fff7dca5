#include "app/flows/ordertopayment.h"

#include "models/billing/subscriptionservice.h"
#include "models/billing/subscriptionstore.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/fulfilment/decomposition.h"
#include "models/fulfilment/snmptarget.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/serviceservice.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderservice.h"
#include "models/ordering/orderstore.h"

#include <QCoreApplication>

namespace trunkline::flows {

namespace {

QString orderFlowText(const char* text)
{
    return QCoreApplication::translate("OrderToPayment", text);
}

template <class T>
T present(std::optional<T> found, const char* what)
{
    if (found)
        return *std::move(found);
    throw NotFound(orderFlowText("The %1 that this step needs is not there any more.").arg(QString::fromLatin1(what)));
}

QString stepKey(const char* step, const store::JournalEntry& entry)
{
    return QStringLiteral("%1:%2").arg(QString::fromLatin1(step), entry.id.toString());
}

} // namespace

OrderToPayment::OrderToPayment(store::Context& context, access::Actor agent, fulfilment::Activator& activator, const store::Sealer& sealer,
                               fulfilment::VerifyPatience patience)
    : context_(context), agent_(std::move(agent)), activator_(activator), sealer_(sealer), patience_(patience)
{
}

void OrderToPayment::handle(const store::JournalEntry& entry)
{
    store::Connection& c = context_.connection;
    if (entry.kind == QLatin1String("order.submitted")) {
        plan(entry);
    } else if (entry.kind == QLatin1String("order.planned")) {
        runTask(present(ordering::order(c, OrderId::fromString(entry.subjectId)), "order"), 1, entry);
    } else if (entry.kind == QLatin1String("task.completed") || entry.kind == QLatin1String("task.retried")) {
        const auto task = present(ordering::task(c, OrderTaskId::fromString(entry.subjectId)), "task");
        const auto order = present(ordering::order(c, task.orderId), "order");
        const bool completed = entry.kind == QLatin1String("task.completed");
        if (completed && task.position == ordering::tasks(c, order.id).size())
            activate(order, entry);
        else
            runTask(order, completed ? task.position + 1 : task.position, entry);
    } else if (entry.kind == QLatin1String("service.activated")) {
        startCharge(entry);
    } else if (entry.kind == QLatin1String("subscription.started")) {
        complete(entry);
    }
}

void OrderToPayment::plan(const store::JournalEntry& entry)
{
    store::Connection& c = context_.connection;
    const auto order = present(ordering::order(c, OrderId::fromString(entry.subjectId)), "order");
    const auto port = present(inventory::port(c, order.portId), "port");
    const auto drafts = fulfilment::decompose(catalogue::requireOffering(c, order.offeringId), present(inventory::service(c, order.serviceId), "service"), port,
                                              present(inventory::device(c, port.deviceId), "device"));
    ordering::OrderService(context_).plan(agent_, order.id, drafts, entry.id, stepKey("plan", entry));
}

void OrderToPayment::runTask(const ordering::Order& order, int position, const store::JournalEntry& entry)
{
    const QString done = stepKey("task", entry);
    if (store::journalBySourceKey(context_.connection, done))
        return; // a crash came between the effect and the cursor
    const auto tasks = ordering::tasks(context_.connection, order.id);
    if (position > tasks.size())
        throw NotFound(orderFlowText("Order %1 has no task %2.").arg(order.number).arg(position));
    const ordering::OrderTask& task = tasks[position - 1];
    ordering::OrderService service(context_);
    const auto started = service.startTask(agent_, task.id, entry.id, stepKey("start", entry));
    const fulfilment::ActivationResult result = onTheNetwork(task);
    if (result.ok)
        service.taskCompleted(agent_, task.id, result.evidence, started.id, done);
    else
        service.taskFailed(agent_, task.id, result.reason, started.id, done);
}

fulfilment::ActivationResult OrderToPayment::onTheNetwork(const ordering::OrderTask& task)
{
    store::Connection& c = context_.connection;
    const auto failed = [this](const QString& reason) { return fulfilment::ActivationResult{false, reason, {}, context_.clock.now()}; };
    const auto device = present(inventory::device(c, fulfilment::portTaskFrom(task.parameters).deviceId), "device");
    const auto reading = inventory::credential(c, sealer_, device.credentialId);
    if (!reading)
        return failed(orderFlowText("%1 has no credential to be read with; discover it again and retry the task.").arg(device.name));
    if (task.kind == QLatin1String(fulfilment::verifyPortKind))
        return activator_.verifyPort(task.parameters, fulfilment::snmpTarget(device, *reading), patience_).result();
    const auto writing = inventory::writeCredential(c, sealer_);
    if (!writing)
        return failed(orderFlowText("There is no credential that may change devices; add one for writing and retry the task."));
    return activator_.activatePort(task.parameters, fulfilment::snmpTarget(device, *reading), fulfilment::snmpTarget(device, *writing)).result();
}

/// The evidence of the last task, not the date of the order, is when the service began.
void OrderToPayment::activate(const ordering::Order& order, const store::JournalEntry& entry)
{
    const auto task = present(ordering::task(context_.connection, OrderTaskId::fromString(entry.subjectId)), "task");
    const Timestamp seenAt = Timestamp::parse(task.evidence["at"].toString());
    inventory::ServiceService(context_).activate(agent_, order.serviceId, seenAt, entry.id, stepKey("activate", entry));
}

void OrderToPayment::startCharge(const store::JournalEntry& entry)
{
    const auto service = present(inventory::service(context_.connection, ServiceId::fromString(entry.subjectId)), "service");
    billing::SubscriptionService(context_).start(agent_, service, service.activatedAt.value_or(entry.at), entry.id, stepKey("charge", entry));
}

void OrderToPayment::complete(const store::JournalEntry& entry)
{
    const auto subscription = present(billing::subscription(context_.connection, SubscriptionId::fromString(entry.subjectId)), "subscription");
    if (!subscription.parentId.isNull())
        return; // an option or a part of a bundle: the order is about what it belongs to
    const auto order = present(ordering::orderOfService(context_.connection, subscription.serviceId), "order");
    ordering::OrderService(context_).complete(agent_, order.id, entry.id, stepKey("complete", entry));
}

} // namespace trunkline::flows
