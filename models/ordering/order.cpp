#include "models/ordering/order.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::ordering {

namespace {

struct StateFact {
    const char* name;
    const char* title;
};

constexpr StateFact orderStateFacts[] = {
    {"submitted", QT_TRANSLATE_NOOP("Ordering", "Submitted")}, {"in-progress", QT_TRANSLATE_NOOP("Ordering", "In progress")},
    {"fallout", QT_TRANSLATE_NOOP("Ordering", "Fallout")},     {"completed", QT_TRANSLATE_NOOP("Ordering", "Completed")},
    {"cancelled", QT_TRANSLATE_NOOP("Ordering", "Cancelled")},
};

constexpr StateFact taskStateFacts[] = {
    {"pending", QT_TRANSLATE_NOOP("Ordering", "Pending")},
    {"running", QT_TRANSLATE_NOOP("Ordering", "Running")},
    {"completed", QT_TRANSLATE_NOOP("Ordering", "Completed")},
    {"failed", QT_TRANSLATE_NOOP("Ordering", "Failed")},
};

template <class State, std::size_t count>
State stateNamed(const StateFact (&facts)[count], QStringView name)
{
    for (std::size_t i = 0; i < count; ++i)
        if (name == QLatin1StringView(facts[i].name))
            return State(i);
    throw InvalidInput(QCoreApplication::translate("Ordering", "“%1” is not a state of an order or a task.").arg(name));
}

} // namespace

QString nameOf(OrderState state) { return QString::fromLatin1(orderStateFacts[std::size_t(state)].name); }
QString nameOf(TaskState state) { return QString::fromLatin1(taskStateFacts[std::size_t(state)].name); }
OrderState orderStateNamed(QStringView name) { return stateNamed<OrderState>(orderStateFacts, name); }
TaskState taskStateNamed(QStringView name) { return stateNamed<TaskState>(taskStateFacts, name); }
QString titleOf(OrderState state) { return QCoreApplication::translate("Ordering", orderStateFacts[std::size_t(state)].title); }
QString titleOf(TaskState state) { return QCoreApplication::translate("Ordering", taskStateFacts[std::size_t(state)].title); }

QJsonObject toJson(const Order& o)
{
    QJsonObject json{{"number", o.number}, {"customerId", o.customerId.toString()}, {"accountId", o.accountId.toString()},
                     {"offeringId", o.offeringId.toString()}, {"serviceId", o.serviceId.toString()}, {"portId", o.portId.toString()},
                     {"state", nameOf(o.state)}, {"requestedDate", o.requestedDate.toIso()}, {"submittedAt", o.submittedAt.toIso()}};
    if (o.completedAt)
        json["completedAt"] = o.completedAt->toIso();
    return json;
}

QJsonObject toJson(const OrderTask& t)
{
    QJsonObject json{{"orderId", t.orderId.toString()}, {"position", t.position}, {"kind", t.kind}, {"state", nameOf(t.state)},
                     {"attempts", t.attempts}, {"parameters", t.parameters}};
    if (!t.evidence.isEmpty())
        json["evidence"] = t.evidence;
    if (!t.failure.isEmpty())
        json["failure"] = t.failure;
    if (t.completedAt)
        json["completedAt"] = t.completedAt->toIso();
    return json;
}

} // namespace trunkline::ordering
