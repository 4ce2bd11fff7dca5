// The life of an order, as pure functions: an order with its tasks in, the same a step further out.
// Each throws Refused, saying what stands in the way, when the step is not allowed; NotFound when the
// order has no such task.
#pragma once

#include "models/ordering/order.h"

namespace trunkline::ordering {

struct OrderProgress {
    Order order;
    QList<OrderTask> tasks; ///< by position
    const OrderTask& task(OrderTaskId id) const;
    bool operator==(const OrderProgress&) const = default;
};

/// Submitted → in progress, with tasks at positions 1, 2, …
OrderProgress planned(OrderProgress progress, const QList<TaskDraft>& drafts, IdSource& ids);
/// Pending → running, when all tasks before are completed. A running one may be started again: the
/// program that ran it may have died.
OrderProgress taskStarted(OrderProgress progress, OrderTaskId id);
/// Pending or running → completed.
OrderProgress taskCompleted(OrderProgress progress, OrderTaskId id, const QJsonObject& evidence, Timestamp at);
/// Pending or running → failed; the order goes to fallout.
OrderProgress taskFailed(OrderProgress progress, OrderTaskId id, const QString& reason);
/// Failed → pending; the order is in progress again.
OrderProgress taskRetried(OrderProgress progress, OrderTaskId id);
/// All tasks completed → order completed.
OrderProgress completed(OrderProgress progress, Timestamp at);
/// Until the first task is completed or running: that is the point of no return.
OrderProgress cancelled(OrderProgress progress);

} // namespace trunkline::ordering
