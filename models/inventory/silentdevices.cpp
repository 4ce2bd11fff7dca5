#include "models/inventory/silentdevices.h"

#include "models/core/columns.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::inventory {

namespace {

struct SilentDeviceTexts {
    Q_DECLARE_TR_FUNCTIONS(SilentDevices)
};

} // namespace

QList<Device> silentDevices(store::Connection& connection)
{
    QList<Device> silent = devices(connection);
    silent.removeIf([](const Device& device) { return !withoutSnmp(device.state); });
    std::stable_sort(silent.begin(), silent.end(), [](const Device& a, const Device& b) { return a.lastSeenAt < b.lastSeenAt; });
    return silent;
}

QList<Column<Device>> silentDeviceColumns(const OperatorZone& zone)
{
    using C = Column<Device>;
    const auto roles = [](const Device& device, int role) {
        if (role == ToneRole)
            return QVariant(int(Tone::Bad));
        return role == TargetRole ? QVariant::fromValue(Target{QStringLiteral("device"), device.id.toString()}) : QVariant();
    };
    return {C(QStringLiteral("device"), SilentDeviceTexts::tr("Silent device"), [](const Device& device) { return device.name; }).with(roles),
            C(QStringLiteral("address"), SilentDeviceTexts::tr("Address"), [](const Device& device) { return device.address; }),
            instantColumn<Device>("lastAnswer", SilentDeviceTexts::tr("Last answer"), zone, [](const Device& device) { return device.lastSeenAt; }),
            C(QStringLiteral("reach"), SilentDeviceTexts::tr("Reachable"), [](const Device& device) {
                return device.state == DeviceState::SnmpSilent ? SilentDeviceTexts::tr("Yes, without SNMP") : SilentDeviceTexts::tr("No");
            }),
            C(QStringLiteral("vendor"), SilentDeviceTexts::tr("Vendor"), [](const Device& device) { return device.vendor; }),
            C(QStringLiteral("model"), SilentDeviceTexts::tr("Model"), [](const Device& device) { return device.model; })};
}

} // namespace trunkline::inventory
