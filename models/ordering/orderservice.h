// The verbs of ordering. Those that flows call take the entry that led to them (`cause`) and a source
// key: called again with the same key after a crash they give back what they wrote and change nothing.
#pragma once

#include "models/access/actor.h"
#include "models/ordering/orderrules.h"

namespace trunkline::ordering {

class OrderService {
public:
    using Cause = std::optional<JournalEntryId>;
    using Key = std::optional<QString>;

    explicit OrderService(store::Context& context) : context_(context) {}

    /// Takes an order and reserves its port in the same transaction ("order.submitted"; `after` holds
    /// the order and the service). Needs take-orders. Throws NotFound for an unknown customer, account,
    /// offering or port; Refused when the account is another customer's or in another currency, the
    /// offering is not on sale on the requested date, that date is over, or the port is taken or not there for customers.
    Order submit(const access::Actor& actor, const OrderRequest& request);

    /// "order.planned". Needs activate-services, as do the four verbs below.
    store::JournalEntry plan(const access::Actor& actor, OrderId id, const QList<TaskDraft>& drafts, Cause cause = {}, Key sourceKey = {});
    /// "task.started": before the network is touched.
    store::JournalEntry startTask(const access::Actor& actor, OrderTaskId id, Cause cause = {}, Key sourceKey = {});
    /// "task.completed", with the network's evidence.
    store::JournalEntry taskCompleted(const access::Actor& actor, OrderTaskId id, const QJsonObject& evidence, Cause cause = {}, Key sourceKey = {});
    /// "task.failed"; the order is in fallout until the task is retried or the order cancelled.
    store::JournalEntry taskFailed(const access::Actor& actor, OrderTaskId id, const QString& reason, Cause cause = {}, Key sourceKey = {});
    /// "task.retried".
    store::JournalEntry retryTask(const access::Actor& actor, OrderTaskId id);
    /// "order.completed". Needs activate-services.
    store::JournalEntry complete(const access::Actor& actor, OrderId id, Cause cause = {}, Key sourceKey = {});
    /// "order.cancelled": before the network was changed; the port is free again. Needs take-orders.
    store::JournalEntry cancel(const access::Actor& actor, OrderId id);

private:
    template <class Step>
    store::JournalEntry stepTask(const access::Actor& actor, const char* kind, OrderTaskId id, const Cause& cause, const Key& sourceKey, Step step);

    store::Context& context_;
};

} // namespace trunkline::ordering
