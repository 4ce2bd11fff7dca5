#include "snmp/sweepoperation.h"

#include <algorithm>
#include <limits>

namespace trunkline::snmp {

namespace {

constexpr int mostScalarsAtOnce = 20;
constexpr int mostColumnsAtOnce = 40; // with indexes of some length still one Ethernet frame
constexpr int mostRepetitionsAsked = 1000;
constexpr qsizetype fullAnswer = 1350; // octets of variables; more may be split on its way
constexpr int lossesToBelieve = 2;

QByteArrayView uptimeFront()
{
    static constexpr char octets[] = {0x2b, 6, 1, 2, 1, 1, 3};
    return {octets, sizeof octets};
}

bool isException(quint8 tag)
{
    return tag >= quint8(Type::NoSuchObject) && tag <= quint8(Type::EndOfMibView);
}

/// Whether `oid` comes behind all that begins with `front` and `index`, as what follows the last one does.
bool isBehind(QByteArrayView oid, QByteArrayView front, std::span<const std::uint32_t> index)
{
    const auto other = oidOf(oid);
    const auto start = oidOf(front);
    return other && start && *other > *start + Oid(std::vector<std::uint32_t>(index.begin(), index.end()));
}

void writeQuestion(BerWriter& writer, QByteArrayView front, std::span<const std::uint32_t> tail)
{
    const qsizetype start = writer.mark();
    writer.close(quint8(Type::Null), start);
    writer.oid(front, tail);
    writer.close(berSequence, start);
}

} // namespace

SweepOperation::SweepOperation(Sweep sweep)
    : sweep_(std::move(sweep)), bulk_(sweep_.target.credential.version != Version::V1), mostScalars_(mostScalarsAtOnce), room_(room())
{
    end_.tables.resize(std::size_t(plan().tableCount()));
    for (int i = 0; i < plan().scalarCount(); ++i)
        scalars_.push_back(i);
}

SweepOperation::Room& SweepOperation::room()
{
    static thread_local Room one;
    return one;
}

void SweepOperation::begin(DeviceMemory& memory)
{
    memory_ = &memory;
    for (const TableManner& earlier : sweep_.manners)
        if (TableManner& known = memory.table(earlier.entry); known.binds == 0)
            known = earlier;
    startTable();
}

void SweepOperation::end(Reply reply)
{
    for (const SweepEnd::Table& table : end_.tables)
        if (reply.ok() && table.failure != Failure::None) {
            reply.failure = table.failure;
            reply.detail = table.detail;
        }
    end_.reply = std::move(reply);
    for (int i = 0; memory_ && i < plan().tableCount(); ++i)
        end_.manners.push_back(memory_->table(plan().entry(i)));
    sweep_.sink->onEnd(end_);
}

// --- which table, which columns --------------------------------------------------------------------

/// The next table of the plan, while there is one.
void SweepOperation::startTable()
{
    ++table_;
    columns_.clear();
    if (!inTable())
        return;
    manner_ = std::size_t(&memory_->table(plan().entry(table_)) - memory_->tables.data());
    binds_ = std::clamp(manner().binds > 0 ? manner().binds : sweep_.target.maxRepetitions, 1, mostRepetitionsAsked);
    good_ = manner().binds;
    lost_ = false;
    nextColumn_ = plan().firstColumn(table_);
    startColumns();
}

/// So many columns at once as fit an answer with all rows that there were.
void SweepOperation::startColumns()
{
    columns_.clear();
    int count = bulk_ ? 1 : mostColumnsAtOnce;
    if (bulk_ && manner().rows >= 0)
        count = std::clamp(binds_ / (manner().rows + 1), 1, mostColumnsAtOnce);
    for (; count > 0 && nextColumn_ < plan().endColumn(table_); --count)
        columns_.emplace_back().object = nextColumn_++;
}

void SweepOperation::endTable(Failure failure, const QString& detail)
{
    SweepEnd::Table& result = end_.tables[std::size_t(table_)];
    result.failure = failure;
    result.detail = detail;
    if (failure == Failure::None) {
        TableManner& known = manner();
        known.rows = result.rows;
        known.losses = lost_ ? known.losses + 1 : 0;
        const bool believed = known.losses == lossesToBelieve;
        if (believed) {
            known.mostBinds = binds_;
            known.losses = 0;
        }
        if (!lost_ || believed || known.binds == 0) // one loss may have been the network's: next time so many again
            known.binds = binds_;
    }
    startTable();
}

Operation::Verdict SweepOperation::advance()
{
    while (inTable()) {
        if (std::any_of(columns_.begin(), columns_.end(), [](const Column& column) { return !column.ended; }))
            return Verdict::More;
        for (const Column& column : columns_)
            end_.tables[std::size_t(table_)].rows = std::max(end_.tables[std::size_t(table_)].rows, column.rows);
        if (nextColumn_ < plan().endColumn(table_))
            startColumns();
        else
            endTable(Failure::None, {});
    }
    return scalars_.empty() ? Verdict::Done : Verdict::More;
}

// --- asking ----------------------------------------------------------------------------------------

int SweepOperation::repetitions()
{
    if (!bulk_ || asked_.empty())
        return 1;
    int rows = mostRepetitionsAsked;
    for (const std::size_t i : asked_)
        if (columns_[i].rows <= manner().rows)
            rows = std::min(rows, manner().rows - columns_[i].rows + 1); // one more, to see the end
    return std::clamp(binds_ / int(asked_.size()), 1, rows);
}

Question SweepOperation::write(BerWriter& writer)
{
    const bool alone = inTable() && manner().alone;
    askedScalars_.assign(scalars_.begin(), scalars_.begin() + std::min<std::ptrdiff_t>(mostScalars_, std::ssize(scalars_)));
    asksUptime_ = !skipsUptime_ && (!alone || !askedScalars_.empty());
    asked_.clear();
    const std::size_t most = !inTable() || (alone && !askedScalars_.empty()) ? 0 : alone ? 1 : bulk_ ? std::size_t(binds_) : columns_.size();
    for (std::size_t i = 0; i < columns_.size() && asked_.size() < most; ++i)
        if (!columns_[i].ended)
            asked_.push_back(i);
    repetitions_ = repetitions();
    for (auto i = asked_.rbegin(); i != asked_.rend(); ++i)
        writeQuestion(writer, plan().object(columns_[*i].object).front, columns_[*i].last);
    for (auto i = askedScalars_.rbegin(); i != askedScalars_.rend(); ++i)
        writeQuestion(writer, plan().object(*i).front, {});
    if (asksUptime_)
        writeQuestion(writer, uptimeFront(), {});
    writer.close(berSequence, 0);
    return {bulk_ ? PduType::GetBulk : PduType::GetNext, bulk_ ? qint32(single()) : 0, bulk_ ? repetitions_ : 0};
}

/// After a timeout, or when the question itself does not fit.
bool SweepOperation::shrink()
{
    if (asked_.empty() || binds_ <= 1)
        return false;
    lost_ = true;
    binds_ = std::max(1, std::min(binds_, repetitions_ * int(asked_.size())) / 2);
    return true;
}

// --- answers ---------------------------------------------------------------------------------------

Operation::Verdict SweepOperation::accept(const PduView& answer, qint64 afterMs)
{
    if (!split(answer.binds))
        return Verdict::Malformed;
    if (answer.errorStatus != 0)
        return onError(answer);
    // No more than was asked for (RFC 3416 section 4.2.3): what an agent puts behind that must not pass for the end of a column.
    room_.binds.resize(std::min(room_.binds.size(), single() + asked_.size() * std::size_t(repetitions_)));
    if (room_.binds.size() <= std::size_t(asksUptime_) && single() + asked_.size() > std::size_t(asksUptime_))
        return onTooBig(); // what an agent answers that fills a message as far as it goes
    room_.values.clear();
    room_.arcs.clear();
    room_.arcs.reserve(std::size_t(answer.binds.size())); // an arc takes an octet at least, so no view into it moves
    ticks_.reset();
    room_.before = columns_;
    for (std::size_t i = 0; i < std::min(single(), room_.binds.size()); ++i)
        if (!readSingle(i, room_.binds[i]))
            return Verdict::Foreign;
    const Verdict verdict = readColumns();
    if (verdict != Verdict::Done)
        return verdict;
    if (restarted())
        return fail(Failure::Restarted, QStringLiteral("its uptime went back in the middle of a sweep"));
    values_ += std::ssize(room_.values);
    sweep_.sink->onAnswer({room_.values, afterMs, ticks_});
    const std::size_t readScalars = std::min(askedScalars_.size(), room_.binds.size() - std::min<std::size_t>(asksUptime_, room_.binds.size()));
    scalars_.erase(scalars_.begin(), scalars_.begin() + std::ptrdiff_t(readScalars));
    if (inTable() && values_ > plan().mostValues())
        endTable(Failure::LoopingAgent, QStringLiteral("more than %1 values").arg(plan().mostValues()));
    else if (room_.binds.size() > single())
        learn(room_.binds.size() - single(), answer.binds.size());
    return advance();
}

bool SweepOperation::split(QByteArrayView list)
{
    room_.binds.clear();
    BerReader outer(list);
    BerReader binds(outer.content(berSequence));
    while (!binds.atEnd()) {
        BerReader item(binds.content(berSequence));
        Bind bind;
        bind.oid = item.content(quint8(Type::ObjectId));
        bind.tag = item.peekTag();
        bind.content = item.content(bind.tag);
        if (!item.finished())
            return false;
        room_.binds.push_back(bind);
    }
    return outer.finished() && binds.ok();
}

Operation::Verdict SweepOperation::onError(const PduView& answer)
{
    if (answer.errorStatus == statusTooBig)
        return onTooBig();
    if (answer.errorStatus == statusNoSuchName)
        return onNoSuchName(answer.errorIndex);
    if (!asked_.empty())
        endTable(Failure::ErrorStatus, QStringLiteral("the agent answered %1").arg(errorStatusName(answer.errorStatus)));
    else
        return failWith(answer.errorStatus, std::max(answer.errorIndex, 0));
    return advance();
}

/// v1's end of the MIB, for the variable that is named; for all of them when none is.
Operation::Verdict SweepOperation::onNoSuchName(int errorIndex)
{
    const std::size_t index = std::size_t(std::max(errorIndex, 0));
    if (asksUptime_ && index == 1)
        skipsUptime_ = true;
    else if (index > 0 && index <= single())
        scalars_.erase(scalars_.begin() + std::ptrdiff_t(index - asksUptime_ - 1));
    else if (index > single() && index <= single() + asked_.size())
        columns_[asked_[index - single() - 1]].ended = true;
    else {
        if (asked_.empty())
            scalars_.clear();
        for (const std::size_t i : asked_)
            columns_[i].ended = true;
    }
    return advance();
}

Operation::Verdict SweepOperation::onTooBig()
{
    if (askedScalars_.size() > 1) {
        mostScalars_ = int(askedScalars_.size() / 2);
        return Verdict::More;
    }
    if (asked_.empty())
        return fail(Failure::TooBig, QStringLiteral("the answer to one variable does not fit a message"));
    const bool hadLost = lost_;
    if (shrink()) {
        lost_ = hadLost; // not lost: refused
        manner().mostBinds = binds_;
        return Verdict::More;
    }
    endTable(Failure::TooBig, QStringLiteral("the answer to one variable does not fit a message"));
    return advance();
}

/// sysUpTime or a scalar. False when it is about something that was not asked.
bool SweepOperation::readSingle(std::size_t position, const Bind& bind)
{
    const bool isUptime = asksUptime_ && position == 0;
    const int object = isUptime ? -1 : askedScalars_[position - asksUptime_];
    const QByteArrayView front = isUptime ? uptimeFront() : QByteArrayView(plan().object(object).front);
    const bool found = bind.oid.size() == front.size() + 1 && bind.oid.startsWith(front) && bind.oid.back() == 0 && !isException(bind.tag);
    if (!found) {
        skipsUptime_ = skipsUptime_ || isUptime;
        return isException(bind.tag) || isBehind(bind.oid, front, {}); // the next object: this one is not there
    }
    if (!isUptime)
        readValue(object, bind, {});
    else if (const auto ticks = unsignedOf(bind.content); ticks && bind.tag == quint8(Type::TimeTicks) && *ticks <= std::numeric_limits<quint32>::max())
        ticks_ = quint32(*ticks);
    return true;
}

/// Done when all rows were taken, which is to be kept; else nothing is.
Operation::Verdict SweepOperation::readColumns()
{
    for (std::size_t i = single(); i < room_.binds.size() && !asked_.empty(); ++i) {
        Column& column = columns_[asked_[(i - single()) % asked_.size()]];
        const Row row = column.ended ? Row::End : readRow(column, room_.binds[i]);
        if (row == Row::Taken || row == Row::End)
            continue;
        const QString name = plan().oidOf(column.object).toString();
        columns_ = room_.before;
        if (row == Row::Foreign)
            return Verdict::Foreign;
        if (row == Row::Mixed) {
            manner().alone = true;
            return Verdict::More;
        }
        endTable(Failure::LoopingAgent, QStringLiteral("the agent goes round in %1").arg(name));
        return advance();
    }
    return Verdict::Done;
}

SweepOperation::Row SweepOperation::readRow(Column& column, const Bind& bind)
{
    const QByteArrayView front = plan().object(column.object).front;
    const bool inside = bind.oid.size() > front.size() && bind.oid.startsWith(front);
    if (isException(bind.tag) || !inside) {
        if (!isException(bind.tag) && !isBehind(bind.oid, front, column.last)) {
            if (single() > 0 || asked_.size() > 1)
                return Row::Mixed;
            if (column.rows == 0)
                return Row::Foreign;
            // Else it is an agent that starts again at the front of its MIB instead of saying endOfMibView.
        }
        column.ended = true;
        return Row::End;
    }
    const std::size_t start = room_.arcs.size();
    if (!appendArcs(bind.oid.sliced(front.size()), room_.arcs))
        return Row::Foreign;
    const std::span<const std::uint32_t> index = std::span(room_.arcs).subspan(start);
    if (column.unsorted || !std::lexicographical_compare(column.last.begin(), column.last.end(), index.begin(), index.end())) {
        if (single() > 0 || asked_.size() > 1)
            return Row::Mixed;
        if (goesRound(column, index))
            return Row::Looping;
    }
    readValue(column.object, bind, index);
    column.last.assign(index.begin(), index.end());
    ++column.rows;
    return Row::Taken;
}

/// An unsorted column is read on until an index comes again that was marked (Brent, 1980). Marks move away by
/// powers of two, so a cycle of any length is found without a memory of all rows.
bool SweepOperation::goesRound(Column& column, std::span<const std::uint32_t> index)
{
    if (!std::exchange(column.unsorted, true))
        column.mark = column.last;
    if (std::equal(index.begin(), index.end(), column.mark.begin(), column.mark.end()))
        return true;
    if (++column.steps == column.limit) {
        column.mark.assign(index.begin(), index.end());
        column.limit *= 2;
        column.steps = 0;
    }
    return false;
}

void SweepOperation::readValue(int object, const Bind& bind, std::span<const std::uint32_t> index)
{
    SweepValue value{object, Type(bind.tag), index, 0, {}};
    if (sweepValueOf(bind.tag, bind.content, value))
        room_.values.push_back(value);
    else
        ++end_.unreadable;
}

/// A restart starts the device's clock anew; its own wrap after 497 days does not count as one.
bool SweepOperation::restarted()
{
    constexpr quint32 slack = 200;           // two seconds: some agents' clocks jump back a little
    constexpr quint32 nearWrap = 0xffff0000; // eleven minutes
    const bool back = ticks_ && firstTicks_ && *ticks_ + quint64(slack) < *firstTicks_ && *firstTicks_ < nearWrap;
    if (!firstTicks_)
        firstTicks_ = ticks_;
    return back;
}

/// All that was asked for came, and there is room for more: ask for more.
void SweepOperation::learn(std::size_t received, qsizetype octets)
{
    if (!bulk_ || asked_.empty() || received < asked_.size() * std::size_t(repetitions_))
        return;
    good_ = std::max(good_, int(received));
    const qsizetype fitting = fullAnswer * qsizetype(received) / std::max<qsizetype>(octets, 1);
    const int most = lost_ ? good_ : manner().mostBinds > 0 ? manner().mostBinds : mostRepetitionsAsked;
    binds_ = std::max(binds_, int(std::min<qsizetype>({2 * binds_, fitting, most})));
}

} // namespace trunkline::snmp
