// Non-payment: the last step of dunning switches services off on the network, the payment switches them on again.
#pragma once

#include "app/flows/flow.h"
#include "models/fulfilment/activator.h"
#include "models/inventory/service.h"
#include "models/store/sealer.h"

namespace trunkline::flows {

/// dunning.sent with a suspension → the account's active services are switched off → service.suspended. What settles or disputes something → when nothing
/// of a step that suspends is open any more, those that were suspended for it → service.resumed. dunning.retried → whichever of the two is due. Services that
/// rest for another reason (a season) are left alone.
class NonPayment : public Flow {
public:
    NonPayment(store::Context& context, access::Actor agent, fulfilment::Activator& activator, const store::Sealer& sealer);

    QString name() const override { return QStringLiteral("nonPayment"); }
    /// A device that refuses is told in a parked entry; the account's other services are dealt with all the same.
    void handle(const store::JournalEntry& entry) override;

private:
    void suspendAll(AccountId account, const store::JournalEntry& entry);
    void resumeAll(AccountId account, const store::JournalEntry& entry);
    fulfilment::ActivationResult onTheNetwork(const inventory::Service& service, bool on);

    store::Context& context_;
    access::Actor agent_;
    fulfilment::Activator& activator_;
    const store::Sealer& sealer_;
};

} // namespace trunkline::flows
