// ENTITY-MIB (RFC 6933, the part that RFC 4133 had) and ENTITY-SENSOR-MIB (RFC 3433).
#include "snmp/simulator/deviceobjects.h"

#include <cmath>
#include <numbers>

namespace trunkline::simulator {

enum class EntityClass { Chassis = 3, PowerSupply = 6, Fan = 7, Sensor = 8, Module = 9, Port = 10 };

struct Entity {
    quint32 index = 0;
    quint32 within = 0;
    int position = -1;
    EntityClass kind = EntityClass::Chassis;
    QString name;
    QString description;
    QString serial;
    QString model;
    QString software;
    bool replaceable = false;
};

static constexpr quint32 chassisIndex = 1;
static constexpr quint32 temperatureIndex = 5;
static constexpr quint32 radioIndex = 6;
static constexpr quint32 firstPortIndex = 100;
static constexpr quint32 firstModuleIndex = 400;
static constexpr quint32 firstOpticsIndex = 1000; // ten for each port

static void addEntity(LiveObjects& objects, const DevicePlan& device, const Entity& entity)
{
    const Oid entry{1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1};
    const Oid index{entity.index};
    const auto text = [&](quint32 column, const QString& value) { objects.fixed(entry + column, index, Value::octets(value.toUtf8())); };
    text(2, entity.description);
    objects.fixed(entry + 3, index, Value::oid(entity.kind == EntityClass::Chassis ? device.objectId : Oid{0, 0}));
    objects.fixed(entry + 4, index, Value::integer(entity.within));
    objects.fixed(entry + 5, index, Value::integer(int(entity.kind)));
    objects.fixed(entry + 6, index, Value::integer(entity.position));
    text(7, entity.name);
    text(8, entity.kind == EntityClass::Chassis ? QStringLiteral("V02") : QString());
    text(9, QString());
    text(10, entity.software);
    text(11, entity.serial);
    text(12, entity.kind == EntityClass::Port ? QString() : device.vendor);
    text(13, entity.model);
    text(14, QString());
    text(15, QString());
    objects.fixed(entry + 16, index, Value::integer(entity.replaceable ? 1 : 2));
}

static void addPortEntities(LiveObjects& objects, const DevicePlan& device)
{
    const Oid alias{1, 3, 6, 1, 2, 1, 47, 1, 3, 2, 1, 2};
    const Oid ifIndex{1, 3, 6, 1, 2, 1, 2, 2, 1, 1};
    for (int i = 0; i < device.ports.size(); ++i) {
        const PortPlan& port = device.ports[i];
        if (port.ifType == 24 || port.ifType == 53)
            continue;
        const quint32 index = firstPortIndex + quint32(i);
        addEntity(objects, device, {index, chassisIndex, i + 1, EntityClass::Port, port.name, port.description, {}, {}, {}, false});
        objects.fixed(alias, {index, 0}, Value::oid(ifIndex + port.ifIndex));
        if (!port.moduleSerial.isEmpty())
            addEntity(objects, device, {firstModuleIndex + quint32(i), index, 1, EntityClass::Module, port.name,
                                        port.moduleModel, port.moduleSerial, port.moduleModel, {}, true});
    }
}

struct SensorKind {
    /// EntitySensorDataType: celsius 8, dBm 14.
    int type;
    /// Digits behind the point.
    int precision;
    const char* unit;
};

static void addSensor(LiveObjects& objects, const DeviceContext& c, quint32 index, SensorKind kind, std::function<Value()> read)
{
    const Oid entry{1, 3, 6, 1, 2, 1, 99, 1, 1, 1};
    const Oid row{index};
    objects.fixed(entry + 1, row, Value::integer(kind.type));
    objects.fixed(entry + 2, row, Value::integer(9));
    objects.fixed(entry + 3, row, Value::integer(kind.precision));
    objects.cell(entry + 4, row, std::move(read));
    objects.fixed(entry + 5, row, Value::integer(1));
    objects.fixed(entry + 6, row, Value::octets(kind.unit));
    objects.cell(entry + 7, row, [&c] { return timeTicks(c.network.uptimeMs(c.device)); });
    objects.fixed(entry + 8, row, Value::unsigned32(Type::Gauge32, 0));
}

double timeOfDay(qint64 nowMs)
{
    constexpr double dayMs = 86'400'000.0;
    return std::cos(2 * std::numbers::pi * (double(nowMs % qint64(dayMs)) / dayMs - 15.0 / 24.0));
}

/// What a module tells of itself: light in and out, and how warm it is. Without light it hears what its receiver ends at.
static void addTransceiver(LiveObjects& objects, const DeviceContext& c, int at)
{
    constexpr double dark = -40.0;
    const PortPlan& port = c.plan().ports[at];
    const quint32 module = firstModuleIndex + quint32(at);
    const quint32 first = firstOpticsIndex + 10 * quint32(at);
    const double rx = *port.rxDbm;
    const auto part = [&](quint32 number, const char* words, SensorKind kind, std::function<double()> read) {
        const QString name = QStringLiteral("%1 %2").arg(port.name, QLatin1String(words));
        addEntity(objects, c.plan(), {first + number, module, int(number), EntityClass::Sensor, name, name, {}, {}, {}, false});
        const double scale = std::pow(10.0, kind.precision);
        addSensor(objects, c, first + number, kind, [read = std::move(read), scale] { return Value::integer(std::lround(scale * read())); });
    };
    part(1, "Rx power", {14, 2, "dBm"}, [&c, at, rx] { return c.network.isOperUp({c.device, at}) ? rx + 0.15 * timeOfDay(c.network.nowMs()) : dark; });
    part(2, "Tx power", {14, 2, "dBm"}, [&c, at] { return c.network.isAdminUp({c.device, at}) ? -1.6 - 0.05 * (at % 7) - 0.06 * timeOfDay(c.network.nowMs()) : dark; });
    part(3, "module temperature", {8, 1, "Celsius"}, [&c, at] { return c.plan().temperatureCelsius - 2 + at % 5 + 2 * timeOfDay(c.network.nowMs()); });
}

void addEntities(LiveObjects& objects, const DeviceContext& c)
{
    const DevicePlan& device = c.plan();
    addEntity(objects, device, {chassisIndex, 0, -1, EntityClass::Chassis, device.name, device.model + QStringLiteral(" chassis"),
                                device.serial, device.model, device.software, false});
    for (quint32 i = 1; i <= 2; ++i)
        addEntity(objects, device, {chassisIndex + i, chassisIndex, int(i), EntityClass::PowerSupply, QStringLiteral("PSU %1").arg(i),
                                    QStringLiteral("Power supply %1").arg(i), QStringLiteral("%1-P%2").arg(device.serial).arg(i),
                                    QStringLiteral("%1-PWR").arg(device.model), {}, true});
    addEntity(objects, device, {4, chassisIndex, 1, EntityClass::Fan, QStringLiteral("Fan 1"), QStringLiteral("Fan tray"), {}, {}, {}, true});
    addEntity(objects, device, {temperatureIndex, chassisIndex, 1, EntityClass::Sensor, QStringLiteral("Temperature"),
                                QStringLiteral("Chassis temperature"), {}, {}, {}, false});
    addSensor(objects, c, temperatureIndex, {8, 0, "Celsius"}, [&c] {
        return Value::integer(std::lround(c.plan().temperatureCelsius + 3 * timeOfDay(c.network.nowMs())));
    });
    addPortEntities(objects, device);
    for (int i = 0; i < device.ports.size(); ++i)
        if (device.ports[i].rxDbm && !device.ports[i].moduleSerial.isEmpty())
            addTransceiver(objects, c, i);
    if (!device.radioLevelDbm)
        return;
    addEntity(objects, device, {radioIndex, chassisIndex, 2, EntityClass::Sensor, QStringLiteral("RSL air0"),
                                QStringLiteral("Received signal level of air0"), {}, {}, {}, false});
    addSensor(objects, c, radioIndex, {14, 1, "dBm"}, [&c] {
        const DevicePlan& plan = c.plan();
        const bool up = c.network.isOperUp({c.device, c.network.plan().portNamed(c.device, u"air0")});
        // Nothing but noise without the other radio.
        return Value::integer(std::lround(10 * (up ? *plan.radioLevelDbm + 0.8 * timeOfDay(c.network.nowMs()) : -95.0)));
    });
}

} // namespace trunkline::simulator
