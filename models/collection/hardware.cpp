#include "models/collection/hardware.h"

#include "models/collection/entityparts.h"
#include "models/collection/profilerow.h"

#include <QSet>

namespace trunkline::collection {

namespace {

bool isSkipped(const ProfileRow& row, const ValueRef& value, const QList<qint64>& skip)
{
    const auto raw = row.number(value);
    return raw && std::any_of(skip.begin(), skip.end(), [&](qint64 number) { return *raw == Decimal{number, 0}; });
}

/// Whether the profile itself says where the limit stands. The first rule that gives a value counts; none mixes the two.
bool isConstant(const QList<LimitRule>& rules)
{
    return std::all_of(rules.begin(), rules.end(), [](const LimitRule& rule) { return rule.value.kind == ValueRef::Kind::Constant; });
}

/// A device tells two of used, free and total, or a percentage.
std::optional<MemoryPool> poolOf(const MemoryRule& rule, const Profile& profile, const ProfileRow& row)
{
    const auto unit = rule.unit.isSet() ? row.number(rule.unit) : std::nullopt;
    const qint64 octets = unit && unit->decimals == 0 && unit->units > 0 ? unit->units : rule.bytes;
    const auto bytes = [&](const ValueRef& ref) -> std::optional<qint64> {
        const auto number = ref.isSet() ? row.number(ref) : std::nullopt;
        const auto scaled = number ? number->times(octets) : std::nullopt;
        const auto whole = scaled ? scaled->rounded(0) : std::nullopt;
        return whole ? std::optional(whole->units) : std::nullopt;
    };
    MemoryPool pool{row.oidOf(rule.value), row.index(), profile.id, row.name(rule.name), bytes(rule.used), bytes(rule.total), {}, 0};
    auto free = bytes(rule.free);
    for (const ValueRef& ref : rule.freeToo)
        if (free)
            *free += bytes(ref).value_or(0);
    for (const ValueRef& ref : rule.usedLess)
        if (pool.usedBytes)
            *pool.usedBytes -= bytes(ref).value_or(0);
    if (!pool.totalBytes && pool.usedBytes && free)
        pool.totalBytes = *pool.usedBytes + *free;
    if (!pool.usedBytes && pool.totalBytes && free)
        pool.usedBytes = *pool.totalBytes - *free;
    std::optional<Decimal> percent = rule.percent.isSet() ? row.number(rule.percent) : std::nullopt;
    if (!percent && pool.usedBytes && pool.totalBytes && *pool.totalBytes > 0)
        if (const auto hundredfold = Decimal{*pool.usedBytes, 0}.times(100))
            if (const auto exact = hundredfold->dividedBy(*pool.totalBytes, 2))
                percent = exact->rounded(1);
    if (!percent || *percent < Decimal{0, 0} || *percent > Decimal{100, 0})
        return std::nullopt;
    pool.percent = *percent;
    if (!pool.usedBytes && pool.totalBytes)
        if (const auto hundredfold = percent->times(*pool.totalBytes))
            if (const auto used = hundredfold->shifted(-2))
                pool.usedBytes = used->rounded(0).value_or(Decimal{}).units;
    return pool;
}

class HardwareReader {
public:
    explicit HardwareReader(const Variables& variables) : variables_(variables) {}

    void read(const Profile& profile, const TableRule& table);
    HardwareReading take();

private:
    QList<snmp::Oid> indexesOf(const snmp::Oid& entry, const ValueRef& value) const;
    void readSensors(const Profile& profile, const TableRule& table, const SensorRule& rule);
    void readProcessors(const Profile& profile, const TableRule& table, const ProcessorRule& rule);
    void readMemory(const Profile& profile, const TableRule& table, const MemoryRule& rule);
    void readStorage(const Profile& profile, const TableRule& table, const MemoryRule& rule);
    int componentOf(const TableRule& table, const ProfileRow& row);
    std::optional<Decimal> firstLimit(const QList<LimitRule>& rules, const SensorRule& sensor, const Profile& profile, const ProfileRow& row) const;
    std::optional<Decimal> limitOf(const LimitRule& rule, const SensorRule& sensor, const Profile& profile, const ProfileRow& row) const;
    /// Whether the rule speaks of the row and nobody else spoke of its value.
    bool isFree(const RowRule& rule, const ProfileRow& row) const;

    const Variables& variables_;
    HardwareReading reading_;
    HardwareReading fallback_;
    snmp::Oid processorsFrom_; ///< the one table that the fallback is taken from
    snmp::Oid memoryFrom_;
    QSet<snmp::Oid> claimed_;
    QHash<QString, int> components_; ///< by kind and identity
};

/// Several tables may speak of the same one: the first that tells something of it counts.
int HardwareReader::componentOf(const TableRule& table, const ProfileRow& row)
{
    if (!table.component || !row.holds(table.component->when))
        return -1;
    const ComponentRule& rule = *table.component;
    ComponentFacts facts{rule.kind, {}, {}, {}, {}, {}, {}, {}};
    if (rule.byEntity) {
        const auto part = entityPart(variables_, row.index());
        if (!part)
            return -1;
        facts = {rule.kind, part->port, part->port, part->port, {}, part->vendor, part->model, part->serial};
    } else {
        facts = {rule.kind, row.name(rule.identity), row.name(rule.name), row.name(rule.port), row.name(rule.label), row.name(rule.vendor), row.name(rule.model), row.name(rule.serial)};
    }
    if (facts.identity.isEmpty())
        return -1;
    const QString key = facts.kind + u'\n' + facts.identity;
    const auto known = components_.constFind(key);
    if (known == components_.constEnd()) {
        reading_.components.append(facts);
        return *components_.insert(key, int(reading_.components.size()) - 1);
    }
    ComponentFacts& before = reading_.components[*known];
    for (QString ComponentFacts::* fact : {&ComponentFacts::port, &ComponentFacts::label, &ComponentFacts::vendor, &ComponentFacts::model, &ComponentFacts::serial})
        if ((before.*fact).isEmpty())
            before.*fact = facts.*fact;
    return *known;
}

/// The rows that have the value; of a value in another table, its rows there.
QList<snmp::Oid> HardwareReader::indexesOf(const snmp::Oid& entry, const ValueRef& value) const
{
    const snmp::Oid column = value.kind == ValueRef::Kind::Object ? value.object : entry + value.column;
    QList<snmp::Oid> indexes;
    for (const snmp::VarBind& bind : variables_.below(column))
        indexes.append(bind.oid.after(column));
    return indexes;
}

bool HardwareReader::isFree(const RowRule& rule, const ProfileRow& row) const
{
    const snmp::Oid oid = row.oidOf(rule.value);
    return !oid.empty() && !claimed_.contains(oid) && row.holds(rule.when) && !row.holdsAny(rule.unless) && !isSkipped(row, rule.value, rule.skip);
}

std::optional<Decimal> HardwareReader::limitOf(const LimitRule& rule, const SensorRule& sensor, const Profile& profile, const ProfileRow& row) const
{
    const Scaling& scaling = rule.scaling ? *rule.scaling : sensor.scaling;
    if (rule.rows.empty()) {
        if (!row.holds(rule.when) || isSkipped(row, rule.value, sensor.skip))
            return std::nullopt;
        return row.scaled(rule.value, scaling);
    }
    const snmp::Oid column = rule.rows + rule.value.column;
    for (const snmp::VarBind& bind : variables_.below(column + row.index())) {
        const ProfileRow limitRow(variables_, profile, rule.rows, bind.oid.after(column));
        if (!limitRow.holds(rule.when))
            continue;
        // The limit is scaled like the value, by columns of the value's own row.
        const ValueRef there{ValueRef::Kind::Object, 0, bind.oid, {{IndexPart::Kind::RowFrom, int(row.index().size()), 0}}, {}};
        return row.scaled(there, scaling);
    }
    return std::nullopt;
}

std::optional<Decimal> HardwareReader::firstLimit(const QList<LimitRule>& rules, const SensorRule& sensor, const Profile& profile, const ProfileRow& row) const
{
    for (const LimitRule& rule : rules)
        if (const auto limit = limitOf(rule, sensor, profile, row))
            return limit;
    return std::nullopt;
}

void HardwareReader::readSensors(const Profile& profile, const TableRule& table, const SensorRule& rule)
{
    for (const snmp::Oid& index : indexesOf(table.entry, rule.value)) {
        const ProfileRow row(variables_, profile, table.entry, index);
        if (!isFree(rule, row))
            continue;
        const snmp::Oid oid = row.oidOf(rule.value);
        claimed_.insert(oid);
        const auto value = rule.hidden ? std::nullopt : row.scaled(rule.value, rule.scaling);
        if (!value)
            continue;
        Sensor sensor;
        sensor.oid = oid;
        sensor.index = index;
        sensor.profile = profile.id;
        sensor.sensorClass = rule.sensorClass;
        sensor.name = row.name(rule.name);
        sensor.value = *value;
        sensor.everySeconds = rule.everySeconds > 0 ? rule.everySeconds : table.everySeconds;
        sensor.identity = row.name(rule.identity);
        sensor.role = rule.role;
        sensor.component = componentOf(table, row);
        sensor.limitsOfProfile = {isConstant(rule.low), isConstant(rule.lowWarning), isConstant(rule.highWarning), isConstant(rule.high)};
        sensor.limits = {firstLimit(rule.low, rule, profile, row), firstLimit(rule.lowWarning, rule, profile, row),
                         firstLimit(rule.highWarning, rule, profile, row), firstLimit(rule.high, rule, profile, row)};
        if (!rule.states.isEmpty())
            sensor.states = profile.states.value(rule.states);
        if (const auto state = sensor.states.constFind(value->units); state != sensor.states.constEnd())
            sensor.state = *state;
        reading_.sensors.append(sensor);
    }
}

void HardwareReader::readProcessors(const Profile& profile, const TableRule& table, const ProcessorRule& rule)
{
    for (const snmp::Oid& index : indexesOf(table.entry, rule.value)) {
        const ProfileRow row(variables_, profile, table.entry, index);
        if (!isFree(rule, row))
            continue;
        const snmp::Oid oid = row.oidOf(rule.value);
        const auto percent = row.scaled(rule.value, rule.scaling);
        if (!percent || *percent < Decimal{0, 0} || *percent > Decimal{100, 0})
            continue; // no load: an agent that says so tells something else
        claimed_.insert(oid);
        (table.fallback ? fallback_ : reading_).processors.append({oid, index, profile.id, row.name(rule.name), *percent, table.everySeconds});
    }
}

void HardwareReader::readMemory(const Profile& profile, const TableRule& table, const MemoryRule& rule)
{
    for (const snmp::Oid& index : indexesOf(table.entry, rule.value)) {
        const ProfileRow row(variables_, profile, table.entry, index);
        if (!isFree(rule, row))
            continue;
        if (auto pool = poolOf(rule, profile, row)) {
            claimed_.insert(pool->oid);
            pool->everySeconds = table.everySeconds;
            (table.fallback ? fallback_ : reading_).memory.append(*pool);
        }
    }
}

void HardwareReader::readStorage(const Profile& profile, const TableRule& table, const MemoryRule& rule)
{
    for (const snmp::Oid& index : indexesOf(table.entry, rule.value)) {
        const ProfileRow row(variables_, profile, table.entry, index);
        if (auto pool = isFree(rule, row) ? poolOf(rule, profile, row) : std::nullopt) {
            claimed_.insert(pool->oid);
            pool->everySeconds = table.everySeconds;
            reading_.storage.append(*pool);
        }
    }
}

void HardwareReader::read(const Profile& profile, const TableRule& table)
{
    if (!table.when.isEmpty() && !ProfileRow(variables_, profile, table.entry, snmp::Oid{0}).holds(table.when))
        return;
    for (const SensorRule& rule : table.sensors)
        readSensors(profile, table, rule);
    const auto isWanted = [&](bool hasAny, snmp::Oid& takenFrom) {
        if (!table.fallback || (hasAny && takenFrom != table.entry))
            return !table.fallback;
        takenFrom = table.entry;
        return true;
    };
    const bool processorsWanted = isWanted(!fallback_.processors.isEmpty(), processorsFrom_);
    const bool memoryWanted = isWanted(!fallback_.memory.isEmpty(), memoryFrom_);
    for (const ProcessorRule& rule : table.processors)
        if (processorsWanted)
            readProcessors(profile, table, rule);
    for (const MemoryRule& rule : table.memory)
        if (memoryWanted)
            readMemory(profile, table, rule);
    for (const MemoryRule& rule : table.storage)
        readStorage(profile, table, rule);
}

HardwareReading HardwareReader::take()
{
    if (reading_.processors.isEmpty())
        reading_.processors = fallback_.processors;
    if (reading_.memory.isEmpty())
        reading_.memory = fallback_.memory;
    return std::move(reading_);
}

} // namespace

HardwareReading readHardware(const ProfileChoice& choice, const Variables& variables)
{
    HardwareReader reader(variables);
    for (const Profile* profile : choice)
        for (const TableRule& table : profile->tables)
            reader.read(*profile, table);
    return reader.take();
}

} // namespace trunkline::collection
