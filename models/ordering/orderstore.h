// The rows of orders and tasks. Reads run on any thread's connection; writes inside a Change only.
#pragma once

#include "models/ordering/orderrules.h"
#include "models/store/connection.h"

namespace trunkline::ordering {

/// Newest first.
QList<Order> orders(store::Connection& connection);
QList<Order> ordersOfCustomer(store::Connection& connection, CustomerId customer);
/// Submitted, in progress or in fallout; oldest first.
QList<Order> openOrders(store::Connection& connection);
std::optional<Order> order(store::Connection& connection, OrderId id);
std::optional<Order> orderByNumber(store::Connection& connection, const QString& number);
std::optional<Order> orderOfService(store::Connection& connection, ServiceId service);
/// By position.
QList<OrderTask> tasks(store::Connection& connection, OrderId order);
std::optional<OrderTask> task(store::Connection& connection, OrderTaskId id);
/// What can be done now: the first uncompleted task of each order in progress.
QList<OrderTask> dueTasks(store::Connection& connection);
/// Both throw NotFound.
OrderProgress requireProgress(store::Connection& connection, OrderId id);
OrderProgress requireProgressOfTask(store::Connection& connection, OrderTaskId id);

void insertOrder(store::Connection& connection, const Order& order);
void insertTask(store::Connection& connection, const OrderTask& task);
/// Writes what a step may have changed: the order's state, the tasks' states and results.
void writeProgress(store::Connection& connection, const OrderProgress& before, const OrderProgress& after);

} // namespace trunkline::ordering
