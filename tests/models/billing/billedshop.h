// A shop whose services are ordered, activated and charged by the same verbs that the flows call.
#pragma once

#include "models/assurance/outageservice.h"
#include "models/assurance/outagestore.h"
#include "models/billing/billrunservice.h"
#include "models/billing/invoicestore.h"
#include "models/billing/subscriptionservice.h"
#include "models/billing/subscriptionstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/serviceservice.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderstore.h"
#include "tests/models/ordering/shop.h"

namespace trunkline::test {

struct BilledShop : Shop {
    using Shop::Shop;

    /// Orders, activates and charges a service on a port, all at the clock's time.
    inventory::Service connectService(int port, AccountId forAccount = {}, OfferingId what = {})
    {
        ordering::OrderService orders(s.context);
        ordering::OrderRequest wish = request(port);
        wish.requestedDate = store::requireProfile(db()).zone.dateAt(s.clock.now());
        if (!forAccount.isNull())
            wish.accountId = forAccount;
        wish.customerId = customer::requireAccount(db(), wish.accountId).customerId;
        if (!what.isNull())
            wish.offeringId = what;
        const ordering::Order order = orders.submit(administrator(), wish);
        orders.plan(flow, order.id, {{QStringLiteral("verify-port"), {}}});
        const auto verified = orders.taskCompleted(flow, ordering::tasks(db(), order.id).first().id, {});
        const auto activated = inventory::ServiceService(s.context).activate(flow, order.serviceId, s.clock.now(), verified.id);
        const inventory::Service service = *inventory::service(db(), order.serviceId);
        billing::SubscriptionService(s.context).start(flow, service, *service.activatedAt, activated.id, QStringLiteral("started:%1").arg(service.id.toString()));
        orders.complete(flow, order.id);
        return service;
    }

    /// A port fault from now for so long, and what the promise gives back for it.
    QList<assurance::SlaCredit> outage(const inventory::Service& service, int minutes)
    {
        const auto down = record(fault::EventKind::LinkDown, service.portId);
        const auto opened = assurance::OutageService(s.context).open(flow, *down.alarm, service, down.entry->id);
        s.clock.advanceMs(minutes * 60'000LL);
        const auto up = record(fault::EventKind::LinkUp, service.portId);
        assurance::OutageService(s.context).close(flow, opened.id, *up.alarm->clearedAt, up.entry->id);
        const auto closed = store::journalOf(db(), QStringLiteral("outage"), opened.id.toString()).last();
        return assurance::SlaService(s.context).assess(flow, opened.id, closed.id);
    }

    AccountId newAccount(const QString& name, const customer::AccountDraft& draft = accountDraft())
    {
        customer::CustomerService customers(s.context);
        return customers.openAccount(administrator(), customers.create(administrator(), {name}).id, draft).id;
    }

    void clockTo(const char* instant) { s.clock.set(Timestamp::parse(QString::fromLatin1(instant))); }

    const access::Actor flow = access::flowAgent(QStringLiteral("test-desk"));

private:
    fault::RecordResult record(fault::EventKind kind, PortId port)
    {
        fault::EventDraft draft;
        draft.kind = kind;
        draft.deviceId = inventory::port(db(), port)->deviceId;
        draft.portId = port;
        draft.source = QStringLiteral("127.0.0.9");
        draft.objectName = QStringLiteral("access-1");
        draft.text = QStringLiteral("link");
        draft.at = s.clock.now();
        return fault::FaultService(s.context).record(access::collectorAgent(QStringLiteral("test-desk")), draft);
    }
};

} // namespace trunkline::test
