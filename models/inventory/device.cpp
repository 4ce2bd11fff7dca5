#include "models/inventory/device.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <array>

namespace trunkline::inventory {

template <class State, std::size_t size>
static QString stateName(const std::array<std::pair<State, const char*>, size>& names, State state)
{
    for (const auto& [value, name] : names)
        if (value == state)
            return QString::fromLatin1(name);
    return {};
}

template <class State, std::size_t size>
static State stateNamed(const std::array<std::pair<State, const char*>, size>& names, QStringView text)
{
    for (const auto& [value, name] : names)
        if (text == QLatin1String(name))
            return value;
    return State::Unknown;
}

static constexpr std::array<std::pair<DeviceState, const char*>, 4> deviceStateNames{{
    {DeviceState::Unknown, "unknown"}, {DeviceState::Answering, "answering"}, {DeviceState::Silent, "silent"}, {DeviceState::SnmpSilent, "snmpSilent"}}};

static constexpr std::array<std::pair<AdminState, const char*>, 4> adminStateNames{{
    {AdminState::Unknown, "unknown"}, {AdminState::Up, "up"}, {AdminState::Down, "down"}, {AdminState::Testing, "testing"}}};

static constexpr std::array<std::pair<OperState, const char*>, 7> operStateNames{{
    {OperState::Unknown, "unknown"}, {OperState::Up, "up"}, {OperState::Down, "down"}, {OperState::Testing, "testing"},
    {OperState::Dormant, "dormant"}, {OperState::NotPresent, "notPresent"}, {OperState::LowerLayerDown, "lowerLayerDown"}}};

QString nameOf(DeviceState state) { return stateName(deviceStateNames, state); }
QString nameOf(AdminState state) { return stateName(adminStateNames, state); }
QString nameOf(OperState state) { return stateName(operStateNames, state); }
DeviceState deviceStateNamed(QStringView name) { return stateNamed(deviceStateNames, name); }
AdminState adminStateNamed(QStringView name) { return stateNamed(adminStateNames, name); }
OperState operStateNamed(QStringView name) { return stateNamed(operStateNames, name); }

namespace {

struct RoleFact {
    DeviceRole role;
    const char* name;
    const char* word;
};

constexpr std::array deviceRoleFacts = std::to_array<RoleFact>({
    {DeviceRole::Unknown, "", QT_TRANSLATE_NOOP("Inventory", "As its links tell")},
    {DeviceRole::Core, "core", QT_TRANSLATE_NOOP("Inventory", "Core")},
    {DeviceRole::Aggregation, "aggregation", QT_TRANSLATE_NOOP("Inventory", "Aggregation")},
    {DeviceRole::Access, "access", QT_TRANSLATE_NOOP("Inventory", "Access")},
    {DeviceRole::CustomerEdge, "customerEdge", QT_TRANSLATE_NOOP("Inventory", "Customer edge")},
    {DeviceRole::Datacentre, "datacentre", QT_TRANSLATE_NOOP("Inventory", "Data centre")},
    {DeviceRole::Management, "management", QT_TRANSLATE_NOOP("Inventory", "Management")},
});

} // namespace

QString nameOf(DeviceRole role)
{
    return QString::fromLatin1(deviceRoleFacts[std::size_t(role)].name);
}

std::optional<DeviceRole> deviceRoleNamed(QStringView name)
{
    for (const RoleFact& fact : deviceRoleFacts)
        if (name == QLatin1StringView(fact.name))
            return fact.role;
    return std::nullopt;
}

QString roleWord(DeviceRole role)
{
    return QCoreApplication::translate("Inventory", deviceRoleFacts[std::size_t(role)].word);
}

QList<DeviceRole> allDeviceRoles()
{
    QList<DeviceRole> roles;
    for (const RoleFact& fact : deviceRoleFacts)
        roles.append(fact.role);
    return roles;
}

Place placeOf(const QString& location)
{
    const qsizetype comma = location.indexOf(u',');
    const QString site = location.left(comma).trimmed();
    // ", rack 2" names no site: then all of it is one.
    return comma < 0 || site.isEmpty() ? Place{location.trimmed(), {}} : Place{site, location.mid(comma + 1).trimmed()};
}

AdminState adminStateNumbered(qint64 number)
{
    static constexpr std::array states{AdminState::Unknown, AdminState::Up, AdminState::Down, AdminState::Testing};
    return number > 0 && number < qint64(states.size()) ? states[std::size_t(number)] : AdminState::Unknown;
}

OperState operStateNumbered(qint64 number)
{
    static constexpr std::array states{OperState::Unknown, OperState::Up, OperState::Down, OperState::Testing,
                                       OperState::Unknown, OperState::Dormant, OperState::NotPresent, OperState::LowerLayerDown};
    return number > 0 && number < qint64(states.size()) ? states[std::size_t(number)] : OperState::Unknown;
}

QJsonObject toJson(const Checks& checks)
{
    QJsonArray ports;
    for (const quint16 port : checks.tcpPorts)
        ports.append(port);
    return {{"ping", checks.ping}, {"tcpPorts", ports}, {"everyMs", qint64(checks.everyMs)}, {"misses", checks.misses}};
}

QJsonObject toJson(const Device& device)
{
    QJsonObject json{{"name", device.name}, {"sysName", device.sysName}, {"address", device.address}, {"snmpPort", device.snmpPort},
                     {"credential", device.credentialId.toString()}, {"site", device.siteId.toString()}, {"kind", device.kind},
                     {"vendor", device.vendor}, {"model", device.model}, {"operatingSystem", device.operatingSystem}, {"softwareVersion", device.softwareVersion},
                     {"serialNumber", device.serialNumber}, {"engineId", QString::fromLatin1(device.engineId.toHex())},
                     {"baseMac", device.baseMac}, {"sysObjectId", device.sysObjectId}, {"description", device.description},
                     {"state", nameOf(device.state)}};
    if (!device.domain.isEmpty())
        json.insert(QStringLiteral("domain"), device.domain);
    if (!device.timeZone.isEmpty())
        json.insert(QStringLiteral("timeZone"), device.timeZone);
    if (device.role != DeviceRole::Unknown)
        json.insert(QStringLiteral("role"), nameOf(device.role));
    if (device.checks != Checks())
        json.insert(QStringLiteral("checks"), toJson(device.checks));
    if (device.retired)
        json.insert(QStringLiteral("retired"), true);
    if (device.position) {
        json.insert(QStringLiteral("x"), device.position->x);
        json.insert(QStringLiteral("y"), device.position->y);
    }
    return json;
}

QJsonObject toJson(const Port& port)
{
    return {{"name", port.name}, {"ifIndex", port.ifIndex}, {"alias", port.alias}, {"description", port.description}, {"mac", port.mac},
            {"ifType", port.ifType}, {"adminState", nameOf(port.adminState)}, {"operState", nameOf(port.operState)},
            {"speedBps", port.speedBps}, {"present", port.present}};
}

QJsonObject toJson(const Link& link)
{
    return {{"aPort", link.aPortId.toString()}, {"bPort", link.bPortId.toString()}, {"evidence", link.evidence}, {"missed", link.missed}};
}

} // namespace trunkline::inventory
