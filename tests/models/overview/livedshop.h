// A shop in which one customer's month has been lived: ordered, activated with evidence, hit by a fault, billed; each
// entry caused by the one before it, as the flows do it.
#pragma once

#include "models/fulfilment/decomposition.h"
#include "models/catalogue/offeringstore.h"
#include "tests/models/billing/billedshop.h"

#include <QJsonArray>

namespace trunkline::test {

struct LivedShop : BilledShop {
    using BilledShop::BilledShop;

    /// Orders and activates "Fibre 100" on a port at the clock's time.
    inventory::Service order(int port)
    {
        ordering::OrderService orders(s.context);
        ordering::OrderRequest wish = request(port);
        wish.requestedDate = OperatorZone::named(QStringLiteral("Europe/Berlin")).dateAt(s.clock.now());
        const ordering::Order order = orders.submit(administrator(), wish);
        const auto submitted = store::journalOf(db(), QStringLiteral("order"), order.id.toString()).last();
        const auto reserved = *inventory::service(db(), order.serviceId);
        const auto where = *inventory::port(db(), order.portId);
        const auto plan = orders.plan(flow, order.id,
                                      fulfilment::decompose(*catalogue::offering(db(), order.offeringId), reserved, where, *inventory::device(db(), where.deviceId)),
                                      submitted.id);
        JournalEntryId cause = plan.id;
        for (const ordering::OrderTask& task : ordering::tasks(db(), order.id)) {
            const auto started = orders.startTask(flow, task.id, cause);
            cause = orders.taskCompleted(flow, task.id, evidenceOf(task.kind), started.id).id;
        }
        const auto activated = inventory::ServiceService(s.context).activate(flow, order.serviceId, s.clock.now(), cause);
        const inventory::Service service = *inventory::service(db(), order.serviceId);
        const auto charged = billing::SubscriptionService(s.context).start(flow, service, *service.activatedAt, activated.id);
        orders.complete(flow, order.id, charged.id);
        return service;
    }

    billing::Invoice bill()
    {
        clockTo("2026-04-01T08:00:00Z");
        return billing::BillRunService(s.context).post(administrator(), billing::cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1)).invoices.first();
    }

    static QJsonObject evidenceOf(const QString& kind)
    {
        const QJsonObject written{{"oid", "1.3.6.1.2.1.2.2.1.7.501"}, {"name", "ifAdminStatus.501"}, {"before", "2"}, {"after", "1"}};
        const QJsonObject read{{"oid", "1.3.6.1.2.1.2.2.1.8.501"}, {"name", "ifOperStatus.501"}, {"value", "1"}};
        const QJsonObject set{{"operation", "set"}, {"values", QJsonArray{written}}};
        const QJsonObject get{{"operation", "get"}, {"values", QJsonArray{read}}};
        return {{"steps", kind == QLatin1String("activate-port") ? QJsonArray{get, set, get} : QJsonArray{get}}};
    }
};

} // namespace trunkline::test
