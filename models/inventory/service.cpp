#include "models/inventory/service.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <array>

namespace trunkline::inventory {

static constexpr std::array<std::pair<ServiceState, const char*>, 4> serviceStateNames{{
    {ServiceState::Reserved, "reserved"},
    {ServiceState::Active, "active"},
    {ServiceState::Suspended, "suspended"},
    {ServiceState::Terminated, "terminated"},
}};

QString nameOf(ServiceState state)
{
    for (const auto& [value, name] : serviceStateNames)
        if (value == state)
            return QString::fromLatin1(name);
    return {};
}

ServiceState serviceStateNamed(QStringView name)
{
    for (const auto& [value, text] : serviceStateNames)
        if (name == QLatin1String(text))
            return value;
    throw InvalidInput(QCoreApplication::translate("Inventory", "“%1” is no state of a service; it is one of reserved, active, suspended, terminated.").arg(name));
}

QString serviceName(std::int64_t number)
{
    return QStringLiteral("SVC-%1").arg(number, 6, 10, QLatin1Char('0'));
}

bool mayBecome(ServiceState from, ServiceState to)
{
    switch (from) {
    case ServiceState::Reserved: return to == ServiceState::Active || to == ServiceState::Terminated;
    case ServiceState::Active: return to == ServiceState::Suspended || to == ServiceState::Terminated;
    case ServiceState::Suspended: return to == ServiceState::Active || to == ServiceState::Terminated;
    case ServiceState::Terminated: break;
    }
    return false;
}

QJsonObject toJson(const Service& service)
{
    QJsonObject json{{"name", service.name}, {"customer", service.customerId.toString()}, {"offering", service.offeringId.toString()},
                     {"order", service.orderId.toString()}, {"port", service.portId.toString()}, {"state", nameOf(service.state)}};
    if (service.activatedAt)
        json.insert(QStringLiteral("activatedAt"), service.activatedAt->toIso());
    if (service.terminatedAt)
        json.insert(QStringLiteral("terminatedAt"), service.terminatedAt->toIso());
    if (service.activationEntry)
        json.insert(QStringLiteral("activationEntry"), service.activationEntry->toString());
    return json;
}

} // namespace trunkline::inventory
