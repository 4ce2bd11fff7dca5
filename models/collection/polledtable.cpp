#include "models/collection/polledtable.h"

#include "models/collection/oids.h"

#include <algorithm>
#include <chrono>

namespace trunkline::collection {

namespace {

constexpr qint64 sameMomentMs = 500;
constexpr std::size_t mostMoments = 250;
constexpr qsizetype longestText = 255; // DisplayString (RFC 2579)

struct PlannedColumn {
    bool extended; ///< of ifXTable
    quint32 column;
    PolledField field;
};

constexpr PlannedColumn usualColumns[] = {
    {true, 1, PolledField::Name}, {true, 6, PolledField::InOctets}, {true, 7, PolledField::InPackets}, {true, 10, PolledField::OutOctets},
    {true, 11, PolledField::OutPackets}, {true, 19, PolledField::Discontinuity},
    {false, 7, PolledField::AdminState}, {false, 8, PolledField::OperState}, {false, 13, PolledField::InDiscards}, {false, 14, PolledField::InErrors},
    {false, 19, PolledField::OutDiscards}, {false, 20, PolledField::OutErrors},
};
constexpr PlannedColumn narrowColumns[] = {
    {false, 10, PolledField::NarrowInOctets}, {false, 11, PolledField::NarrowInPackets}, {false, 16, PolledField::NarrowOutOctets}, {false, 17, PolledField::NarrowOutPackets},
};
constexpr PlannedColumn identityColumns[] = {
    {true, 18, PolledField::Alias}, {false, 2, PolledField::Description}, {false, 6, PolledField::Mac},
};

PortPlan makePlan(bool narrow, bool identity)
{
    std::vector<PlannedColumn> columns(std::begin(usualColumns), std::end(usualColumns));
    if (narrow)
        columns.insert(columns.end(), std::begin(narrowColumns), std::end(narrowColumns));
    if (identity)
        columns.insert(columns.end(), std::begin(identityColumns), std::end(identityColumns));
    std::stable_partition(columns.begin(), columns.end(), [](const PlannedColumn& column) { return column.extended; });
    PortPlan made;
    made.narrow = narrow;
    made.identity = identity;
    QList<snmp::PollPlan::Table> tables{{oids::ifXEntry, {}}, {oids::ifEntry, {}}};
    for (const PlannedColumn& column : columns) {
        tables[column.extended ? 0 : 1].columns.append(column.column);
        made.fields.push_back(column.field);
    }
    made.plan = std::make_shared<snmp::PollPlan>(QList<snmp::Oid>{}, tables);
    return made;
}

} // namespace

const PortPlan& portPlan(bool narrow, bool identity)
{
    static const PortPlan plans[] = {makePlan(false, false), makePlan(false, true), makePlan(true, false), makePlan(true, true)};
    return plans[(narrow ? 2 : 0) + (identity ? 1 : 0)];
}

qint64 steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

PolledTableSink::PolledTableSink(DeviceId device, quint64 ticket, const PortPlan& plan, std::shared_ptr<PolledTables> tables)
    : plan_(plan), tables_(std::move(tables))
{
    table_.device = device;
    table_.ticket = ticket;
    table_.narrow = plan.narrow;
    table_.identity = plan.identity;
}

void PolledTableSink::onAnswer(const snmp::SweepAnswer& answer)
{
    const Timestamp now = tables_->now();
    table_.lastUptimeTicks = answer.uptimeTicks.value_or(table_.lastUptimeTicks);
    if (table_.moments.empty())
        table_.firstSentMs = steadyMs() - answer.afterMs;
    if (table_.moments.empty() || (std::abs(now.msSince(table_.moments.back().at)) > sameMomentMs && table_.moments.size() < mostMoments))
        table_.moments.push_back({now, table_.lastUptimeTicks});
    for (const snmp::SweepValue& value : answer.values)
        ++(read(value) ? table_.values : table_.odd);
}

void PolledTableSink::onEnd(const snmp::SweepEnd& end)
{
    table_.end = end;
    tables_->add(std::move(table_));
}

/// Columns come row by row: nearly always it is the one behind the last.
PolledRow& PolledTableSink::rowOf(quint32 ifIndex)
{
    std::vector<PolledRow>& rows = table_.rows;
    if (next_ >= rows.size() || rows[next_].ifIndex != ifIndex) {
        const auto place = std::lower_bound(rows.begin(), rows.end(), ifIndex, [](const PolledRow& row, quint32 index) { return row.ifIndex < index; });
        next_ = std::size_t(place - rows.begin());
        if (place == rows.end() || place->ifIndex != ifIndex)
            rows.insert(place, PolledRow())->ifIndex = ifIndex;
    }
    return rows[next_++];
}

/// False for what the object can't have.
bool PolledTableSink::read(const snmp::SweepValue& value)
{
    if (value.index.size() != 1)
        return false;
    const PolledField field = plan_.fields[std::size_t(value.object)];
    const auto isSmall = [&] { return value.type == snmp::Type::Integer && value.signedNumber() > 0 && value.signedNumber() <= 7; };
    switch (field) {
    case PolledField::AdminState:
    case PolledField::OperState: {
        if (!isSmall())
            return false;
        PolledRow& row = rowOf(value.index[0]);
        (field == PolledField::AdminState ? row.adminState : row.operState) = qint8(value.number);
        return true;
    }
    case PolledField::Discontinuity:
        if (value.type != snmp::Type::TimeTicks)
            return false;
        rowOf(value.index[0]).discontinuityTicks = quint32(value.number);
        return true;
    case PolledField::Name:
    case PolledField::Alias:
    case PolledField::Mac:
    case PolledField::Description: {
        if (value.type != snmp::Type::OctetString || value.octets.size() > longestText)
            return false;
        PolledRow& row = rowOf(value.index[0]);
        PolledRow::Text& text = field == PolledField::Name ? row.name : field == PolledField::Alias ? row.alias : field == PolledField::Mac ? row.mac : row.description;
        text = {quint32(table_.texts.size()), quint32(value.octets.size())};
        table_.texts.append(value.octets.data(), std::size_t(value.octets.size()));
        return true;
    }
    default: break;
    }
    if (value.type != snmp::Type::Counter64 && value.type != snmp::Type::Counter32)
        return false;
    rowOf(value.index[0]).counters[std::size_t(field)] = {value.number, quint8(value.type == snmp::Type::Counter64 ? 64 : 32), quint8(table_.moments.size() - 1)};
    return true;
}

} // namespace trunkline::collection
