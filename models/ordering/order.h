// What a customer asked for (TMF622) and the tasks that deliver it.
#pragma once

#include "models/core/id.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace trunkline::ordering {

enum class OrderState {
    Submitted,  ///< taken, the port is reserved; not decomposed yet
    InProgress, ///< its tasks are being done
    Fallout,    ///< a task failed and needs a person
    Completed,
    Cancelled,
};

enum class TaskState {
    Pending,
    Running,   ///< handed to the network; after a crash it is handed over again
    Completed,
    Failed,
};

struct OrderRequest {
    CustomerId customerId;
    AccountId accountId;
    OfferingId offeringId;
    PortId portId;
    BillingDate requestedDate; ///< in the operator's zone; today or later
};

struct Order {
    OrderId id;
    QString number; ///< "O-000001"
    CustomerId customerId;
    AccountId accountId;
    OfferingId offeringId;
    ServiceId serviceId; ///< reserved with the order
    PortId portId;
    OrderState state = OrderState::Submitted;
    BillingDate requestedDate;
    Timestamp submittedAt;
    std::optional<Timestamp> completedAt;
    bool operator==(const Order&) const = default;
};

/// One step of a plan; fulfilment's decomposition makes them.
struct TaskDraft {
    QString kind; ///< "activate-port", "verify-port"
    QJsonObject parameters;
    bool operator==(const TaskDraft&) const = default;
};

struct OrderTask {
    OrderTaskId id;
    OrderId orderId;
    int position = 1; ///< 1, 2, …: a task begins when those before it are completed
    QString kind;
    TaskState state = TaskState::Pending;
    int attempts = 0; ///< how often it was handed to the network
    QJsonObject parameters;
    QJsonObject evidence; ///< what the network said when it was done
    QString failure;      ///< why it failed, for people; empty otherwise
    std::optional<Timestamp> completedAt;
    bool operator==(const OrderTask&) const = default;
};

/// Stable, in the database and the journal: "submitted", "in-progress", "fallout", "completed", "cancelled".
QString nameOf(OrderState state);
OrderState orderStateNamed(QStringView name);
/// "pending", "running", "completed", "failed".
QString nameOf(TaskState state);
TaskState taskStateNamed(QStringView name);
/// For people, translated.
QString titleOf(OrderState state);
QString titleOf(TaskState state);

QJsonObject toJson(const Order& order);
QJsonObject toJson(const OrderTask& task);

} // namespace trunkline::ordering
