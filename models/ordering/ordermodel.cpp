#include "models/ordering/ordermodel.h"

#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::ordering {

static QString orderTitle(const char* text)
{
    return QCoreApplication::translate("OrderModel", text);
}

static QList<OrderRow> orderRowsWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<OrderRow> all;
    const auto rows = connection.rows(QStringLiteral(
        "SELECT o.*, c.name AS customer_name, f.name AS offering_name, s.name AS service_name, "
        "(SELECT MAX(t.failure) FROM order_task t WHERE t.order_id = o.id) AS failed, "
        "COALESCE(NULLIF(d.given_name, ''), NULLIF(d.sys_name, ''), d.address, '') AS device_name, COALESCE(p.name, '') AS port_name "
        "FROM customer_order o JOIN customer c ON c.id = o.customer_id JOIN offering f ON f.id = o.offering_id "
        "LEFT JOIN service s ON s.id = o.service_id LEFT JOIN port p ON p.id = o.port_id LEFT JOIN device d ON d.id = p.device_id "
        "%1 ORDER BY o.number DESC").arg(condition), binds);
    for (const store::Row& row : rows)
        all.append({{row.id<OrderId>("id"), row.text("number"), row.id<CustomerId>("customer_id"), row.id<AccountId>("account_id"),
                     row.id<OfferingId>("offering_id"), row.id<ServiceId>("service_id"), row.id<PortId>("port_id"), orderStateNamed(row.text("state")),
                     row.date("requested_date"), row.timestamp("submitted_ms"), row.maybeTimestamp("completed_ms")},
                    row.text("customer_name"), row.text("offering_name"), row.text("service_name"), row.text("failed"),
                    QStringLiteral("%1 %2").arg(row.text("device_name"), row.text("port_name")).trimmed()});
    return all;
}

QList<OrderRow> orderRows(store::Connection& connection)
{
    return orderRowsWhere(connection, {}, {});
}

std::optional<OrderRow> orderRow(store::Connection& connection, OrderId id)
{
    const QList<OrderRow> rows = orderRowsWhere(connection, QStringLiteral("WHERE o.id = ?"), {id});
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

Tone toneOf(OrderState state)
{
    switch (state) {
    case OrderState::Submitted:
    case OrderState::InProgress: return Tone::Busy;
    case OrderState::Fallout: return Tone::Bad;
    case OrderState::Completed: return Tone::Good;
    case OrderState::Cancelled: break;
    }
    return Tone::Neutral;
}

OrderLane laneOf(OrderState state)
{
    switch (state) {
    case OrderState::Submitted: return OrderLane::Waiting;
    case OrderState::InProgress: return OrderLane::InProgress;
    case OrderState::Fallout: return OrderLane::Fallout;
    case OrderState::Completed:
    case OrderState::Cancelled: break;
    }
    return OrderLane::Done;
}

QString titleOf(OrderLane lane)
{
    switch (lane) {
    case OrderLane::Waiting: return orderTitle("Waiting");
    case OrderLane::InProgress: return orderTitle("In progress");
    case OrderLane::Fallout: return orderTitle("Fallout");
    case OrderLane::Done: break;
    }
    return orderTitle("Done");
}

Tone toneOf(TaskState state)
{
    switch (state) {
    case TaskState::Running: return Tone::Busy;
    case TaskState::Completed: return Tone::Good;
    case TaskState::Failed: return Tone::Bad;
    case TaskState::Pending: break;
    }
    return Tone::Neutral;
}

static Column<OrderRow>::Extra linkTo(const char* kind, QString (*idOf)(const OrderRow&))
{
    return [kind, idOf](const OrderRow& row, int role) { return role == TargetRole ? QVariant::fromValue(Target{QString::fromLatin1(kind), idOf(row)}) : QVariant(); };
}

static QList<Column<OrderRow>> orderColumns(const OperatorZone& zone)
{
    using C = Column<OrderRow>;
    return {
        C(QStringLiteral("number"), orderTitle("Order"), [](const OrderRow& r) { return r.order.number; })
            .with(linkTo("order", [](const OrderRow& r) { return r.order.id.toString(); })),
        C(QStringLiteral("state"), orderTitle("State"), [](const OrderRow& r) { return titleOf(r.order.state); })
            .sortedBy([](const OrderRow& r) { return SortKey(qint64(r.order.state)); })
            .with([](const OrderRow& r, int role) { return role == ToneRole ? QVariant(int(toneOf(r.order.state))) : QVariant(); }),
        C(QStringLiteral("customer"), orderTitle("Customer"), [](const OrderRow& r) { return r.customerName; })
            .with(linkTo("customer", [](const OrderRow& r) { return r.order.customerId.toString(); })),
        C(QStringLiteral("offering"), orderTitle("Offering"), [](const OrderRow& r) { return r.offeringName; }),
        C(QStringLiteral("port"), orderTitle("Port"), [](const OrderRow& r) { return r.place; })
            .with(linkTo("port", [](const OrderRow& r) { return r.order.portId.toString(); })),
        C(QStringLiteral("service"), orderTitle("Service"), [](const OrderRow& r) { return r.serviceName; })
            .with(linkTo("service", [](const OrderRow& r) { return r.order.serviceId.toString(); })),
        dateColumn<OrderRow>("requested", orderTitle("Requested for"), [](const OrderRow& r) { return r.order.requestedDate; }),
        instantColumn<OrderRow>("submitted", orderTitle("Submitted"), zone, [](const OrderRow& r) { return r.order.submittedAt; }),
        instantColumn<OrderRow>("completed", orderTitle("Completed"), zone, [](const OrderRow& r) { return r.order.completedAt; }),
        C(QStringLiteral("failure"), orderTitle("What failed"), [](const OrderRow& r) { return r.failure; }),
    };
}

QString taskKindTitle(const QString& kind)
{
    if (kind == QLatin1String("activate-port"))
        return orderTitle("Label the port and switch it on");
    if (kind == QLatin1String("verify-port"))
        return orderTitle("Verify that it works");
    return kind;
}

static QList<Column<OrderTask>> taskColumns(const OperatorZone& zone)
{
    using C = Column<OrderTask>;
    return {
        countColumn<OrderTask>("position", orderTitle("Step"), [](const OrderTask& t) { return t.position; }),
        C(QStringLiteral("kind"), orderTitle("Task"), [](const OrderTask& t) { return taskKindTitle(t.kind); }),
        C(QStringLiteral("state"), orderTitle("State"), [](const OrderTask& t) { return titleOf(t.state); })
            .sortedBy([](const OrderTask& t) { return SortKey(qint64(t.state)); })
            .with([](const OrderTask& t, int role) { return role == ToneRole ? QVariant(int(toneOf(t.state))) : QVariant(); }),
        countColumn<OrderTask>("attempts", orderTitle("Attempts"), [](const OrderTask& t) { return t.attempts; }),
        instantColumn<OrderTask>("completed", orderTitle("Completed"), zone, [](const OrderTask& t) { return t.completedAt; }),
        C(QStringLiteral("failure"), orderTitle("What failed"), [](const OrderTask& t) { return t.failure; }),
    };
}

OrderModel::OrderModel(const OperatorZone& zone, QObject* parent)
    : ValueModel(orderColumns(zone), [](const OrderRow& r) { return r.order.id.toString(); }, parent)
{
    sort(0, Qt::DescendingOrder);
}
TaskModel::TaskModel(const OperatorZone& zone, QObject* parent) : ValueModel(taskColumns(zone), [](const OrderTask& t) { return t.id.toString(); }, parent) {}

} // namespace trunkline::ordering
