#include "models/fulfilment/activationtask.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::fulfilment {

QJsonObject toJson(const PortTask& task)
{
    return {{"deviceId", task.deviceId.toString()}, {"device", task.deviceName}, {"portId", task.portId.toString()},
            {"port", task.portName}, {"ifIndex", task.ifIndex}, {"alias", task.alias}};
}

PortTask portTaskFrom(const QJsonObject& parameters)
{
    const PortTask task{DeviceId::fromString(parameters["deviceId"].toString()), parameters["device"].toString(),
                        PortId::fromString(parameters["portId"].toString()), parameters["port"].toString(),
                        parameters["ifIndex"].toInteger(), parameters["alias"].toString()};
    QStringList missing;
    for (const auto& [name, present] : {std::pair{"deviceId", !task.deviceId.isNull()}, std::pair{"port", !task.portName.isEmpty()},
                                        std::pair{"ifIndex", task.ifIndex > 0 && task.ifIndex <= 0x7fffffff}, std::pair{"alias", !task.alias.isEmpty()}})
        if (!present)
            missing.append(QLatin1StringView(name));
    if (!missing.isEmpty())
        throw InvalidInput(QCoreApplication::translate("Fulfilment", "The task can't be carried out, because its parameters lack %1; cancel the order and place it anew.")
                               .arg(missing.join(QLatin1String(", "))));
    return task;
}

} // namespace trunkline::fulfilment
