// Order to payment (TM Forum's order-to-payment): what was ordered is delivered on the network, and
// the network's evidence starts the charge.
#pragma once

#include "app/flows/flow.h"
#include "models/fulfilment/activator.h"
#include "models/ordering/order.h"
#include "models/store/sealer.h"

namespace trunkline::flows {

/// order.submitted → plan; order.planned, task.completed, task.retried → the next task, on the network;
/// the last task → service.activated → subscription.started → order.completed.
class OrderToPayment : public Flow {
public:
    /// `patience` is how long a port may take to come up.
    OrderToPayment(store::Context& context, access::Actor agent, fulfilment::Activator& activator, const store::Sealer& sealer,
                   fulfilment::VerifyPatience patience = {});

    QString name() const override { return QStringLiteral("orderToPayment"); }
    void handle(const store::JournalEntry& entry) override;

private:
    void plan(const store::JournalEntry& entry);
    void runTask(const ordering::Order& order, int position, const store::JournalEntry& entry);
    fulfilment::ActivationResult onTheNetwork(const ordering::OrderTask& task);
    void activate(const ordering::Order& order, const store::JournalEntry& entry);
    void startCharge(const store::JournalEntry& entry);
    void complete(const store::JournalEntry& entry);

    store::Context& context_;
    access::Actor agent_;
    fulfilment::Activator& activator_;
    const store::Sealer& sealer_;
    fulfilment::VerifyPatience patience_;
};

} // namespace trunkline::flows
