// The tables of orders and of an order's tasks.
#pragma once

#include "models/core/valuemodel.h"
#include "models/ordering/order.h"
#include "models/store/connection.h"

#include <array>

namespace trunkline::ordering {

/// An order with the names that people know.
struct OrderRow {
    Order order;
    QString customerName;
    QString offeringName;
    QString serviceName;
    QString failure; ///< of its failed task; empty when none failed
    QString place;   ///< "access-1 ge-0/0/3"
    bool operator==(const OrderRow&) const = default;
};

/// All orders, newest first, in one query.
QList<OrderRow> orderRows(store::Connection& connection);
/// Nothing when there is no such order.
std::optional<OrderRow> orderRow(store::Connection& connection, OrderId id);

/// "Neutral" for what is planned or cancelled, busy, good, bad for fallout.
Tone toneOf(OrderState state);
Tone toneOf(TaskState state);

/// The columns of a board, in the order in which an order goes through them.
enum class OrderLane {
    Waiting,    ///< taken, not planned yet
    InProgress,
    Fallout,
    Done,       ///< completed or cancelled
};
inline constexpr std::array orderLanes{OrderLane::Waiting, OrderLane::InProgress, OrderLane::Fallout, OrderLane::Done};

OrderLane laneOf(OrderState state);
QString titleOf(OrderLane lane);

/// Newest first until people sort otherwise. Key: the order id's text. Columns: number, state, customer, offering, port, service, requested, submitted,
/// completed, failure. Instants are shown in the operator's zone.
class OrderModel : public ValueModel<OrderRow> {
public:
    explicit OrderModel(const OperatorZone& zone, QObject* parent = nullptr);
};

/// Key: the task id's text. Columns: position, kind, state, attempts, completed, failure.
class TaskModel : public ValueModel<OrderTask> {
public:
    explicit TaskModel(const OperatorZone& zone, QObject* parent = nullptr);
};

/// "Switch the port on" for "activate-port"; the kind itself when it has no title.
QString taskKindTitle(const QString& kind);

} // namespace trunkline::ordering
