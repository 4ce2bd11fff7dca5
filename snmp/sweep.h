// Reading the same objects of the same devices again and again: a plan says what, a sink gets the values as
// they arrive. Nothing is allocated for a value and nothing waits in between.
#pragma once

#include "snmp/devicememory.h"
#include "snmp/reply.h"
#include "snmp/target.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace trunkline::snmp {

/// What a sweep reads; one plan serves any number of devices. Objects are counted from 0: first the scalars, then
/// the columns, in the order they are given.
class PollPlan {
public:
    struct Table {
        Oid entry; ///< as 1.3.6.1.2.1.2.2.1 for ifEntry
        QList<quint32> columns;
    };

    /// Scalars are given as their instance, with the .0. `mostValues` ends a sweep of a table without end.
    explicit PollPlan(const QList<Oid>& scalars, const QList<Table>& tables = {}, qsizetype mostValues = 1'000'000);

    struct Object {
        Oid oid;
        QByteArray front; ///< BER: a scalar without its .0, a column without its index
    };

    int objectCount() const { return int(objects_.size()); }
    /// A scalar's instance, a column without an index.
    const Oid& oidOf(int object) const { return objects_[std::size_t(object)].oid; }

    // For the engine:
    const Object& object(int number) const { return objects_[std::size_t(number)]; }
    int scalarCount() const { return scalarCount_; }
    int tableCount() const { return int(tables_.size()); }
    const Oid& entry(int table) const { return tables_[std::size_t(table)].entry; }
    int firstColumn(int table) const { return tables_[std::size_t(table)].first; }
    int endColumn(int table) const { return tables_[std::size_t(table)].end; }
    qsizetype mostValues() const { return mostValues_; }

private:
    struct Columns {
        Oid entry;
        int first = 0;
        int end = 0;
    };

    std::vector<Object> objects_;
    std::vector<Columns> tables_;
    int scalarCount_ = 0;
    qsizetype mostValues_ = 0;
};

/// One value; its views are valid during the call only.
struct SweepValue {
    int object = 0;                       ///< of the plan
    Type type = Type::Null;
    std::span<const std::uint32_t> index; ///< of the row: the arcs behind the column; empty for a scalar
    quint64 number = 0;                   ///< Counter, Gauge, TimeTicks; Integer by signedNumber()
    QByteArrayView octets;                ///< OctetString, IpAddress, Opaque; the BER arcs of an ObjectId

    qint64 signedNumber() const { return qint64(number); }
    Value toValue() const;
};

/// Reads what a variable holds; false for an unknown type, or a number out of its range.
bool sweepValueOf(quint8 tag, QByteArrayView content, SweepValue& value);

/// The values of one answer: all of it was read before any of them is believed.
struct SweepAnswer {
    std::span<const SweepValue> values;
    qint64 afterMs = 0;                     ///< since the sweep's first question was sent
    std::optional<quint32> uptimeTicks;     ///< sysUpTime of the same answer, where the device tells it
};

struct SweepEnd {
    struct Table {
        Failure failure = Failure::Cancelled; ///< None: read to its end
        QString detail;
        int rows = 0;                         ///< of its longest column
    };

    Reply reply;                      ///< without variables; failed as soon as one table did
    std::vector<Table> tables;        ///< as in the plan
    int unreadable = 0;               ///< values of an unknown type, or out of their type's range: left out
    std::vector<TableManner> manners; ///< what was learned of the device; worth keeping over a restart
};

/// Gets what a sweep reads, on the engine's thread: be quick, and do not wait.
class SweepSink {
public:
    virtual ~SweepSink() = default;
    virtual void onAnswer(const SweepAnswer& answer) = 0;
    /// Once, also at the engine's end.
    virtual void onEnd(const SweepEnd& end) = 0;
};

struct Sweep {
    Target target;
    std::shared_ptr<const PollPlan> plan;
    std::shared_ptr<SweepSink> sink;
    std::vector<TableManner> manners; ///< of an earlier run of the program; those of this run go before
};

} // namespace trunkline::snmp
