#include "models/ordering/orderstore.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::ordering {

static Order orderFrom(const store::Row& row)
{
    return {row.id<OrderId>("id"), row.text("number"), row.id<CustomerId>("customer_id"), row.id<AccountId>("account_id"),
            row.id<OfferingId>("offering_id"), row.id<ServiceId>("service_id"), row.id<PortId>("port_id"), orderStateNamed(row.text("state")),
            row.date("requested_date"), row.timestamp("submitted_ms"), row.maybeTimestamp("completed_ms")};
}

static OrderTask taskFrom(const store::Row& row)
{
    return {row.id<OrderTaskId>("id"), row.id<OrderId>("order_id"), int(row.integer("position")), row.text("kind"), taskStateNamed(row.text("state")),
            int(row.integer("attempts")), row.json("parameters_json"), row.json("evidence_json"), row.text("failure"), row.maybeTimestamp("completed_ms")};
}

static QList<Order> ordersFrom(const QList<store::Row>& rows)
{
    QList<Order> all;
    for (const store::Row& row : rows)
        all.append(orderFrom(row));
    return all;
}

static QList<OrderTask> tasksFrom(const QList<store::Row>& rows)
{
    QList<OrderTask> all;
    for (const store::Row& row : rows)
        all.append(taskFrom(row));
    return all;
}

static std::optional<Order> oneOrder(const std::optional<store::Row>& row)
{
    return row ? std::optional(orderFrom(*row)) : std::nullopt;
}

QList<Order> orders(store::Connection& connection)
{
    return ordersFrom(connection.rows(QStringLiteral("SELECT * FROM customer_order ORDER BY number DESC")));
}

QList<Order> ordersOfCustomer(store::Connection& connection, CustomerId customer)
{
    return ordersFrom(connection.rows(QStringLiteral("SELECT * FROM customer_order WHERE customer_id = ? ORDER BY number DESC"), {customer}));
}

QList<Order> openOrders(store::Connection& connection)
{
    return ordersFrom(connection.rows(QStringLiteral("SELECT * FROM customer_order WHERE state IN (?, ?, ?) ORDER BY number"),
                                      {nameOf(OrderState::Submitted), nameOf(OrderState::InProgress), nameOf(OrderState::Fallout)}));
}

std::optional<Order> order(store::Connection& connection, OrderId id)
{
    return oneOrder(connection.row(QStringLiteral("SELECT * FROM customer_order WHERE id = ?"), {id}));
}

std::optional<Order> orderByNumber(store::Connection& connection, const QString& number)
{
    return oneOrder(connection.row(QStringLiteral("SELECT * FROM customer_order WHERE number = ?"), {number}));
}

std::optional<Order> orderOfService(store::Connection& connection, ServiceId service)
{
    return oneOrder(connection.row(QStringLiteral("SELECT * FROM customer_order WHERE service_id = ? ORDER BY number DESC LIMIT 1"), {service}));
}

QList<OrderTask> tasks(store::Connection& connection, OrderId order)
{
    return tasksFrom(connection.rows(QStringLiteral("SELECT * FROM order_task WHERE order_id = ? ORDER BY position"), {order}));
}

std::optional<OrderTask> task(store::Connection& connection, OrderTaskId id)
{
    const auto row = connection.row(QStringLiteral("SELECT * FROM order_task WHERE id = ?"), {id});
    return row ? std::optional(taskFrom(*row)) : std::nullopt;
}

QList<OrderTask> dueTasks(store::Connection& connection)
{
    return tasksFrom(connection.rows(
        QStringLiteral("SELECT t.* FROM order_task t JOIN customer_order o ON o.id = t.order_id WHERE o.state = ? AND t.state IN (?, ?) "
                       "AND NOT EXISTS (SELECT 1 FROM order_task e WHERE e.order_id = t.order_id AND e.position < t.position AND e.state <> ?) ORDER BY o.number"),
        {nameOf(OrderState::InProgress), nameOf(TaskState::Pending), nameOf(TaskState::Running), nameOf(TaskState::Completed)}));
}

OrderProgress requireProgress(store::Connection& connection, OrderId id)
{
    if (auto found = order(connection, id))
        return {*found, tasks(connection, id)};
    throw NotFound(QCoreApplication::translate("Ordering", "There is no order %1; see “trunklinectl order list”.").arg(id.toString()));
}

OrderProgress requireProgressOfTask(store::Connection& connection, OrderTaskId id)
{
    if (auto found = task(connection, id))
        return requireProgress(connection, found->orderId);
    throw NotFound(QCoreApplication::translate("Ordering", "There is no task %1; see “trunklinectl order show”.").arg(id.toString()));
}

void insertOrder(store::Connection& connection, const Order& o)
{
    connection.exec(QStringLiteral("INSERT INTO customer_order (id, number, customer_id, account_id, offering_id, service_id, port_id, state, requested_date, "
                                   "submitted_ms, completed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {o.id, o.number, o.customerId, o.accountId, o.offeringId, o.serviceId, o.portId, nameOf(o.state), o.requestedDate, o.submittedAt, o.completedAt});
}

void insertTask(store::Connection& connection, const OrderTask& t)
{
    connection.exec(QStringLiteral("INSERT INTO order_task (id, order_id, position, kind, state, attempts, parameters_json, evidence_json, failure, completed_ms) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {t.id, t.orderId, t.position, t.kind, nameOf(t.state), t.attempts, t.parameters, t.evidence, t.failure, t.completedAt});
}

void writeProgress(store::Connection& connection, const OrderProgress& before, const OrderProgress& after)
{
    if (!(before.order == after.order))
        connection.exec(QStringLiteral("UPDATE customer_order SET state = ?, completed_ms = ? WHERE id = ?"),
                        {nameOf(after.order.state), after.order.completedAt, after.order.id});
    for (const OrderTask& t : after.tasks)
        if (!before.tasks.contains(t))
            connection.exec(QStringLiteral("UPDATE order_task SET state = ?, attempts = ?, evidence_json = ?, failure = ?, completed_ms = ? WHERE id = ?"),
                            {nameOf(t.state), t.attempts, t.evidence, t.failure, t.completedAt, t.id});
}

} // namespace trunkline::ordering
