// A sweep as a dialogue with one device.
//
// Every question carries sysUpTime, so that each answer says by the device's own clock when it was given, and a
// restart in the middle shows. Columns of a table are asked for together as long as all of their rows fit one
// answer, else one after the other with as many rows as an answer holds; how many that is, is learned for each
// device and table.
#pragma once

#include "snmp/operation.h"
#include "snmp/sweep.h"

namespace trunkline::snmp {

class SweepOperation final : public Operation {
public:
    explicit SweepOperation(Sweep sweep);

    void begin(DeviceMemory& memory) override;
    Question write(BerWriter& writer) override;
    Verdict accept(const PduView& answer, qint64 afterMs) override;
    bool shrink() override;
    bool shrinksOnTimeout() const override { return bulk_ && inTable(); }
    bool isPeriodic() const override { return true; }

    /// Tells the sink how it ended.
    void end(Reply reply);

private:
    /// Where the reading of one column stands.
    struct Column {
        int object = 0;
        bool ended = false;
        int rows = 0;
        std::vector<std::uint32_t> last; ///< index of the last row
        bool unsorted = false;
        std::vector<std::uint32_t> mark;
        int steps = 0;
        int limit = 1;
    };
    /// A variable of an answer, not yet believed.
    struct Bind {
        QByteArrayView oid;
        quint8 tag = 0;
        QByteArrayView content;
    };
    /// Where an answer is taken apart: one for the thread, so that it stays in the processor's cache.
    struct Room {
        std::vector<Bind> binds;
        std::vector<Column> before;
        std::vector<SweepValue> values;
        std::vector<std::uint32_t> arcs;
    };
    static Room& room();
    enum class Row : quint8 { Taken, End, Foreign, Mixed, Looping };

    const PollPlan& plan() const { return *sweep_.plan; }
    bool inTable() const { return table_ < plan().tableCount(); }
    TableManner& manner() { return memory_->tables[manner_]; }
    std::size_t single() const { return asksUptime_ + askedScalars_.size(); }

    void startTable();
    void startColumns();
    void endTable(Failure failure, const QString& detail);
    Verdict advance();
    int repetitions();

    Verdict onError(const PduView& answer);
    Verdict onNoSuchName(int errorIndex);
    Verdict onTooBig();
    bool split(QByteArrayView list);
    bool readSingle(std::size_t position, const Bind& bind);
    Verdict readColumns();
    Row readRow(Column& column, const Bind& bind);
    bool goesRound(Column& column, std::span<const std::uint32_t> index);
    void readValue(int object, const Bind& bind, std::span<const std::uint32_t> index);
    bool restarted();
    void learn(std::size_t received, qsizetype octets);

    Sweep sweep_;
    bool bulk_ = true;
    DeviceMemory* memory_ = nullptr;
    SweepEnd end_;

    std::vector<int> scalars_; ///< not read yet
    int mostScalars_;
    int table_ = -1;
    std::size_t manner_ = 0;
    int nextColumn_ = 0; ///< of the plan's objects: behind those in columns_
    std::vector<Column> columns_;
    int binds_ = 0;      ///< variables that are asked for at once
    int good_ = 0;       ///< the most that came whole
    bool lost_ = false;  ///< an answer was lost, perhaps for its size: no more than what came whole already
    qsizetype values_ = 0;

    // The present question:
    bool asksUptime_ = true;
    bool skipsUptime_ = false; ///< the device has none
    std::vector<int> askedScalars_;
    std::vector<std::size_t> asked_; ///< of columns_
    int repetitions_ = 1;

    std::optional<quint32> firstTicks_;
    std::optional<quint32> ticks_;

    Room& room_;
};

} // namespace trunkline::snmp
