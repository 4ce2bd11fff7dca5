// What one sweep read of one device's ports: flat, filled on the engine's thread, handed over in one piece.
#pragma once

#include "models/collection/sweepinbox.h"
#include "models/core/id.h"
#include "models/performance/series.h"
#include "snmp/sweep.h"

#include <array>
#include <memory>

namespace trunkline::collection {

/// The metrics that a round stores of a port, in the order of performance::Metric.
inline constexpr std::size_t polledMetrics = std::size_t(performance::Metric::OutDiscards) + 1;

/// What is read of a port. The first ones are the metrics; of some there is a second, narrow counter.
enum class PolledField : quint8 {
    InOctets, OutOctets, InPackets, OutPackets, InErrors, OutErrors, InDiscards, OutDiscards,
    NarrowInOctets, NarrowOutOctets, NarrowInPackets, NarrowOutPackets,
    Discontinuity, AdminState, OperState, Name, Alias, Mac, Description,
};

/// Which columns a round reads (IF-MIB, RFC 2863), and what each is.
struct PortPlan {
    std::shared_ptr<const snmp::PollPlan> plan;
    std::vector<PolledField> fields; ///< by object of the plan
    bool narrow = false;
    bool identity = false;
};
/// With `narrow` the 32-bit counters of octets and packets, for agents without the others; with `identity` what tells
/// ports without a usable ifName apart.
const PortPlan& portPlan(bool narrow, bool identity);

/// A row of the interface tables.
struct PolledRow {
    struct Counter {
        quint64 value = 0;
        quint8 bits = 0;   ///< 0: not read
        quint8 moment = 0; ///< of the table's moments
    };
    struct Text {
        quint32 at = 0; ///< in the table's texts
        quint32 size = 0;
    };

    quint32 ifIndex = 0;
    quint32 discontinuityTicks = 0;
    std::array<Counter, polledMetrics + 4> counters{}; ///< by PolledField
    qint8 adminState = -1; ///< as IF-MIB numbers them; -1: not read
    qint8 operState = -1;
    Text name, alias, mac, description;
};

struct PolledTable {
    /// When an answer came, and the device's sysUpTime in it. Answers that came within half a second share a moment: no rate
    /// is bent by more than a hundredth.
    struct Moment {
        Timestamp at;
        quint32 uptimeTicks = 0;
    };

    DeviceId device;
    quint64 ticket = 0;           ///< whose question it was
    std::vector<PolledRow> rows;  ///< in the order of ifIndex
    std::string texts;
    std::vector<Moment> moments;  ///< empty: nothing was answered
    quint32 lastUptimeTicks = 0;
    qint64 firstSentMs = 0;       ///< by the monotonic clock; when anything was answered
    int values = 0;
    int odd = 0;                  ///< values of a type or size that the object does not have: left out
    bool narrow = false;
    bool identity = false;
    snmp::SweepEnd end;

    bool answered() const { return !moments.empty(); }
    QByteArrayView text(PolledRow::Text text) const { return {texts.data() + text.at, qsizetype(text.size)}; }
};

/// Milliseconds that never go back.
qint64 steadyMs();

using PolledTables = SweepInbox<PolledTable>;

class PolledTableSink final : public snmp::SweepSink {
public:
    PolledTableSink(DeviceId device, quint64 ticket, const PortPlan& plan, std::shared_ptr<PolledTables> tables);
    void onAnswer(const snmp::SweepAnswer& answer) override;
    void onEnd(const snmp::SweepEnd& end) override;

private:
    PolledRow& rowOf(quint32 ifIndex);
    bool read(const snmp::SweepValue& value);

    const PortPlan& plan_;
    std::shared_ptr<PolledTables> tables_;
    PolledTable table_;
    std::size_t next_ = 0; ///< where the next row of a column is expected
};

} // namespace trunkline::collection
