// HOST-RESOURCES-MIB (RFC 2790).
#include "snmp/simulator/deviceobjects.h"

#include <cmath>
#include <numbers>

namespace trunkline::simulator {

static const Oid hostBase({1, 3, 6, 1, 2, 1, 25});

/// From 0 to 1, highest in the evening.
static double busyness(qint64 nowMs, int part)
{
    constexpr double dayMs = 86'400'000.0;
    const double day = double(nowMs % qint64(dayMs)) / dayMs;
    return 0.5 + 0.3 * std::cos(2 * std::numbers::pi * (day - 20.0 / 24.0)) + 0.15 * std::sin(double(nowMs) / (97'000.0 + 13'000.0 * part));
}

struct Storage {
    quint32 index;
    /// hrStorageTypes: other 1, ram 2, virtual memory 3, fixed disk 4.
    quint32 type;
    const char* description;
    int unitBytes;
    qint64 units;
    /// Used in percent at rest and under full load.
    double usedPercent;
    double busyPercent;
};

static void addStorage(LiveObjects& objects, const DeviceContext& c, const Storage& storage)
{
    const Oid entry = hostBase + 2 + 3 + 1;
    const Oid index{storage.index};
    objects.fixed(entry + 1, index, Value::integer(storage.index));
    objects.fixed(entry + 2, index, Value::oid(hostBase + 2 + 1 + storage.type));
    objects.fixed(entry + 3, index, Value::octets(storage.description));
    objects.fixed(entry + 4, index, Value::integer(storage.unitBytes));
    objects.fixed(entry + 5, index, Value::integer(storage.units));
    objects.cell(entry + 6, index, [&c, storage] {
        const double percent = storage.usedPercent + storage.busyPercent * busyness(c.network.nowMs(), int(storage.index));
        return Value::integer(qint64(double(storage.units) * percent / 100.0));
    });
    objects.fixed(entry + 7, index, Value::unsigned32(Type::Counter32, 0));
}

static void addProcessor(LiveObjects& objects, const DeviceContext& c, int number)
{
    const Oid device = hostBase + 3 + 2 + 1;
    const Oid index{quint32(196608 + number)};
    objects.fixed(device + 1, index, Value::integer(index.last()));
    objects.fixed(device + 2, index, Value::oid(hostBase + 3 + 1 + 3));
    objects.fixed(device + 3, index, Value::octets("x86_64 processor"));
    objects.fixed(device + 4, index, Value::oid({0, 0}));
    objects.fixed(device + 5, index, Value::integer(2));
    const Oid processor = hostBase + 3 + 3 + 1;
    objects.fixed(processor + 1, index, Value::oid({0, 0}));
    objects.cell(processor + 2, index, [&c, number] { return Value::integer(std::lround(70 * busyness(c.network.nowMs(), number))); });
}

void addHostResources(LiveObjects& objects, const DeviceContext& c)
{
    if (!c.plan().host)
        return;
    const HostPlan host = *c.plan().host;
    objects.scalar(hostBase + 1 + 1, [&c] { return timeTicks(c.network.uptimeMs(c.device)); });
    objects.scalar(hostBase + 1 + 5, [] { return Value::unsigned32(Type::Gauge32, 1); });
    objects.scalar(hostBase + 1 + 6, [&c] { return Value::unsigned32(Type::Gauge32, quint32(140 + 40 * busyness(c.network.nowMs(), 0))); });
    objects.scalar(hostBase + 2 + 2, [host] { return Value::integer(host.memoryMiB * 1024); });
    addStorage(objects, c, {1, 2, "Physical memory", 1024, qint64(host.memoryMiB) * 1024, 30, 35});
    addStorage(objects, c, {10, 3, "Swap space", 1024, qint64(4096) * 1024, 1, 2});
    addStorage(objects, c, {31, 4, "/", 4096, qint64(host.diskGiB) * 262'144 / 4, 41, 0});
    addStorage(objects, c, {32, 4, "/var", 4096, qint64(host.diskGiB) * 262'144 * 3 / 4, 62, 6});
    for (int processor = 0; processor < host.processors; ++processor)
        addProcessor(objects, c, processor);
}

} // namespace trunkline::simulator
