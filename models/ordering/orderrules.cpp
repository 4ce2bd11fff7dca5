#include "models/ordering/orderrules.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::ordering {

namespace {

QString ruleText(const char* text)
{
    return QCoreApplication::translate("Ordering", text);
}

void requireState(const Order& order, OrderState state, const char* sentence)
{
    if (order.state != state)
        throw Refused(ruleText(sentence).arg(order.number, titleOf(order.state)));
}

OrderTask& changeable(OrderProgress& progress, OrderTaskId id)
{
    for (OrderTask& task : progress.tasks)
        if (task.id == id)
            return task;
    throw NotFound(ruleText("The order %1 has no task %2.").arg(progress.order.number, id.toString()));
}

/// The task, when it is its turn: the order is in progress, all before it are done, it is not.
OrderTask& whoseTurnItIs(OrderProgress& progress, OrderTaskId id)
{
    OrderTask& task = changeable(progress, id);
    requireState(progress.order, OrderState::InProgress, QT_TRANSLATE_NOOP("Ordering", "The order %1 is not in progress (%2); its tasks can't go on."));
    for (const OrderTask& other : progress.tasks)
        if (other.position < task.position && other.state != TaskState::Completed)
            throw Refused(ruleText("The task %1 of the order %2 has to wait for %3.").arg(task.kind, progress.order.number, other.kind));
    if (task.state != TaskState::Pending && task.state != TaskState::Running)
        throw Refused(ruleText("The task %1 of the order %2 is over already (%3).").arg(task.kind, progress.order.number, titleOf(task.state)));
    return task;
}

} // namespace

const OrderTask& OrderProgress::task(OrderTaskId id) const
{
    for (const OrderTask& each : tasks)
        if (each.id == id)
            return each;
    throw NotFound(ruleText("The order %1 has no task %2.").arg(order.number, id.toString()));
}

OrderProgress planned(OrderProgress progress, const QList<TaskDraft>& drafts, IdSource& ids)
{
    requireState(progress.order, OrderState::Submitted, QT_TRANSLATE_NOOP("Ordering", "The order %1 can't be planned again (%2)."));
    if (drafts.isEmpty())
        throw Refused(ruleText("The plan of the order %1 has no task; nothing would be delivered.").arg(progress.order.number));
    for (const TaskDraft& draft : drafts)
        progress.tasks.append({ids.next<OrderTaskTag>(), progress.order.id, int(progress.tasks.size()) + 1, draft.kind, TaskState::Pending, 0,
                               draft.parameters, {}, {}, {}});
    progress.order.state = OrderState::InProgress;
    return progress;
}

OrderProgress taskStarted(OrderProgress progress, OrderTaskId id)
{
    OrderTask& task = whoseTurnItIs(progress, id);
    task.state = TaskState::Running;
    ++task.attempts;
    return progress;
}

OrderProgress taskCompleted(OrderProgress progress, OrderTaskId id, const QJsonObject& evidence, Timestamp at)
{
    OrderTask& task = whoseTurnItIs(progress, id);
    task.state = TaskState::Completed;
    task.evidence = evidence;
    task.failure.clear();
    task.completedAt = at;
    return progress;
}

OrderProgress taskFailed(OrderProgress progress, OrderTaskId id, const QString& reason)
{
    OrderTask& task = whoseTurnItIs(progress, id);
    task.state = TaskState::Failed;
    task.failure = reason;
    progress.order.state = OrderState::Fallout;
    return progress;
}

OrderProgress taskRetried(OrderProgress progress, OrderTaskId id)
{
    OrderTask& task = changeable(progress, id);
    if (task.state != TaskState::Failed || progress.order.state != OrderState::Fallout)
        throw Refused(ruleText("The task %1 of the order %2 has not failed (%3); there is nothing to try again.")
                          .arg(task.kind, progress.order.number, titleOf(task.state)));
    task.state = TaskState::Pending;
    task.failure.clear();
    progress.order.state = OrderState::InProgress;
    return progress;
}

OrderProgress completed(OrderProgress progress, Timestamp at)
{
    requireState(progress.order, OrderState::InProgress, QT_TRANSLATE_NOOP("Ordering", "The order %1 is not in progress (%2); it can't be completed."));
    for (const OrderTask& task : progress.tasks)
        if (task.state != TaskState::Completed)
            throw Refused(ruleText("The order %1 can't be completed: the task %2 is not done (%3).").arg(progress.order.number, task.kind, titleOf(task.state)));
    progress.order.state = OrderState::Completed;
    progress.order.completedAt = at;
    return progress;
}

OrderProgress cancelled(OrderProgress progress)
{
    if (progress.order.state == OrderState::Completed || progress.order.state == OrderState::Cancelled)
        throw Refused(ruleText("The order %1 is over (%2); it can't be cancelled.").arg(progress.order.number, titleOf(progress.order.state)));
    for (const OrderTask& task : progress.tasks)
        if (task.state == TaskState::Completed || task.state == TaskState::Running)
            throw Refused(ruleText("The order %1 can't be cancelled any more: the network is changed already (%2: %3). Let it finish, then end the service.")
                              .arg(progress.order.number, task.kind, titleOf(task.state)));
    progress.order.state = OrderState::Cancelled;
    return progress;
}

} // namespace trunkline::ordering
