#include "app/flows/nonpayment.h"

#include "models/billing/subscriptionstore.h"
#include "models/core/errors.h"
#include "models/fulfilment/snmptarget.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/serviceservice.h"
#include "models/inventory/servicestore.h"
#include "models/payments/dunningcases.h"
#include "models/payments/dunningservice.h"
#include "models/payments/paymentstore.h"

#include <QCoreApplication>

namespace trunkline::flows {

namespace {

QString nonPaymentText(const char* text)
{
    return QCoreApplication::translate("NonPayment", text);
}

/// Whose debt an entry may have lessened; null for none.
AccountId settledAccount(store::Connection& connection, const store::JournalEntry& entry)
{
    if (entry.kind == QLatin1String("payment.recorded") || entry.kind == QLatin1String("credit.allocated"))
        return AccountId::fromString(entry.subjectType == QLatin1String("account") ? entry.subjectId : entry.after["accountId"].toString());
    const bool aboutItem = entry.kind == QLatin1String("creditnote.applied") || entry.kind == QLatin1String("item.writtenOff") || entry.kind == QLatin1String("invoice.disputed");
    if (!aboutItem)
        return {};
    const bool invoice = entry.subjectType == QLatin1String("invoice");
    const auto item = payments::item(connection, {invoice ? InvoiceId::fromString(entry.subjectId) : InvoiceId(), invoice ? ChargeId() : ChargeId::fromString(entry.subjectId)});
    return item ? item->accountId : AccountId();
}

QList<inventory::Service> servicesOf(store::Connection& connection, AccountId account, inventory::ServiceState state)
{
    QList<inventory::Service> services;
    for (const billing::Subscription& subscription : billing::subscriptionsOfAccount(connection, account))
        if (const auto service = inventory::service(connection, subscription.serviceId); service && service->state == state && !services.contains(*service))
            services.append(*service);
    return services;
}

} // namespace

NonPayment::NonPayment(store::Context& context, access::Actor agent, fulfilment::Activator& activator, const store::Sealer& sealer)
    : context_(context), agent_(std::move(agent)), activator_(activator), sealer_(sealer)
{
}

void NonPayment::handle(const store::JournalEntry& entry)
{
    if (entry.kind == QLatin1String("dunning.sent")) {
        const AccountId account = AccountId::fromString(entry.after["accountId"].toString());
        if (entry.after["suspend"].toBool() && payments::owesSuspension(context_.connection, account)) // paid meanwhile: left on
            suspendAll(account, entry);
    } else if (entry.kind == QLatin1String("dunning.retried")) {
        const AccountId account = AccountId::fromString(entry.subjectId);
        payments::owesSuspension(context_.connection, account) ? suspendAll(account, entry) : resumeAll(account, entry);
    } else if (const AccountId account = settledAccount(context_.connection, entry); !account.isNull()) {
        resumeAll(account, entry);
    }
}

void NonPayment::suspendAll(AccountId account, const store::JournalEntry& entry)
{
    QStringList refusals;
    for (const inventory::Service& service : servicesOf(context_.connection, account, inventory::ServiceState::Active)) {
        const fulfilment::ActivationResult result = onTheNetwork(service, false);
        if (result.ok)
            inventory::ServiceService(context_).suspend(agent_, service.id, entry.id, QStringLiteral("suspend:%1:%2").arg(entry.id.toString(), service.id.toString()));
        else
            refusals.append(result.reason);
    }
    if (!refusals.isEmpty())
        throw Refused(refusals.join(u' '));
}

void NonPayment::resumeAll(AccountId account, const store::JournalEntry& entry)
{
    QList<inventory::Service> resting = servicesOf(context_.connection, account, inventory::ServiceState::Suspended);
    resting.removeIf([this](const inventory::Service& service) { return !payments::isSuspendedForDebt(context_.connection, service.id); });
    if (resting.isEmpty() || payments::owesSuspension(context_.connection, account))
        return;
    QStringList refusals;
    for (const inventory::Service& service : std::as_const(resting)) {
        const fulfilment::ActivationResult result = onTheNetwork(service, true);
        if (result.ok)
            inventory::ServiceService(context_).resume(agent_, service.id, entry.id, QStringLiteral("resume:%1:%2").arg(entry.id.toString(), service.id.toString()));
        else
            refusals.append(result.reason);
    }
    if (!refusals.isEmpty())
        throw Refused(refusals.join(u' '));
}

fulfilment::ActivationResult NonPayment::onTheNetwork(const inventory::Service& service, bool on)
{
    store::Connection& c = context_.connection;
    const auto failed = [this](const QString& reason) { return fulfilment::ActivationResult{false, reason, {}, context_.clock.now()}; };
    const auto port = inventory::port(c, service.portId);
    const auto device = port ? inventory::device(c, port->deviceId) : std::nullopt;
    if (!device)
        return failed(nonPaymentText("The port of %1 is not in the inventory any more.").arg(service.name));
    const auto reading = inventory::credential(c, sealer_, device->credentialId);
    const auto writing = inventory::writeCredential(c, sealer_);
    if (!reading || !writing)
        return failed(nonPaymentText("There is no credential that may change %1, where %2 is; add one for writing and record the payment or the suspension by hand.").arg(device->name, service.name));
    const QJsonObject task = fulfilment::toJson(fulfilment::PortTask{device->id, device->name, port->id, port->name, port->ifIndex, service.name});
    const snmp::Target from = fulfilment::snmpTarget(*device, *reading);
    const snmp::Target to = fulfilment::snmpTarget(*device, *writing);
    return on ? activator_.activatePort(task, from, to).result() : activator_.suspendPort(task, from, to).result();
}

} // namespace trunkline::flows
