// The objects of a hand-made agent, an honest answer to any GETBULK about them, and a sink that knows the truth.
#pragma once

#include "snmp/engine.h"
#include "tests/snmp/handmadeagent.h"
#include "tests/support/wait.h"

#include <QCoreApplication>
#include <QTimer>

#include <atomic>
#include <map>

namespace trunkline::test {

struct HandmadeBind {
    snmp::Oid oid;
    QByteArray value; ///< encoded
    QByteArray bytes() const { return berBind(oid, value); }
};

inline const snmp::Oid uptimeObject{1, 3, 6, 1, 2, 1, 1, 3, 0};
inline const snmp::Oid nameObject{1, 3, 6, 1, 2, 1, 1, 5, 0};
inline const snmp::Oid handmadeEntry{1, 3, 6, 1, 4, 1, 99999, 1, 1};
inline const snmp::Oid otherEntry{1, 3, 6, 1, 4, 1, 99999, 2, 1};
inline constexpr int handmadeRows = 30;

class HandmadeMib {
public:
    HandmadeMib()
    {
        objects_[uptimeObject] = tlv(0x43, QByteArray::fromHex("01e240"));
        objects_[nameObject] = tlv(0x04, "handmade");
        for (std::uint32_t row = 1; row <= handmadeRows; ++row) {
            // Row 200 comes behind row 20 for those who compare octets only.
            const std::uint32_t index = row < handmadeRows ? row * 7 : 70'000;
            objects_[handmadeEntry + 1u + index] = berNumber(int(row));
            objects_[handmadeEntry + 2u + index] = tlv(0x46, QByteArray::fromHex("00ffffffffffffff") + char(row));
            objects_[handmadeEntry + 3u + index] = tlv(0x04, "port " + QByteArray::number(row));
            objects_[otherEntry + 1u + index] = tlv(0x42, QByteArray(1, char(row)));
        }
        objects_[snmp::Oid{1, 3, 6, 1, 4, 1, 99999, 3, 0}] = berNumber(1);
    }

    std::map<snmp::Oid, QByteArray>& objects() { return objects_; }
    const std::map<snmp::Oid, QByteArray>& objects() const { return objects_; }

    HandmadeBind next(const snmp::Oid& oid) const
    {
        const auto found = objects_.upper_bound(oid);
        return found == objects_.end() ? HandmadeBind{oid, tlv(0x82, {})} : HandmadeBind{found->first, found->second};
    }

    /// RFC 3416 section 4.2.3; a GETNEXT is one without repetitions.
    QList<HandmadeBind> binds(const HandmadeRequest& request) const
    {
        QList<HandmadeBind> answer;
        const bool bulk = request.pduTag == 0xA5;
        const qsizetype single = bulk ? request.nonRepeaters : request.oids.size();
        for (qsizetype i = 0; i < single; ++i)
            answer.append(next(request.oids[i]));
        QList<snmp::Oid> at = request.oids.mid(single);
        for (int row = 0; row < request.maxRepetitions && !at.isEmpty(); ++row)
            for (snmp::Oid& oid : at) {
                answer.append(next(oid));
                oid = answer.back().oid;
            }
        return answer;
    }

private:
    std::map<snmp::Oid, QByteArray> objects_;
};

inline QByteArray joined(const QList<HandmadeBind>& binds)
{
    QByteArray all;
    for (const HandmadeBind& bind : binds)
        all += bind.bytes();
    return all;
}

/// Keeps what a sweep gave. Read it when ended() only.
class KeepingSink final : public snmp::SweepSink {
public:
    explicit KeepingSink(std::shared_ptr<const snmp::PollPlan> plan) : plan_(std::move(plan)) {}

    void onAnswer(const snmp::SweepAnswer& answer) override
    {
        for (const snmp::SweepValue& value : answer.values) {
            const snmp::Oid oid = plan_->oidOf(value.object) + snmp::Oid(std::vector<std::uint32_t>(value.index.begin(), value.index.end()));
            twice_ += values_.contains(oid);
            values_[oid] = value.toValue();
        }
        answers_ += 1;
        uptimes_ += answer.uptimeTicks.has_value();
        inOrder_ = inOrder_ && answer.afterMs >= lastMs_;
        lastMs_ = answer.afterMs;
    }
    void onEnd(const snmp::SweepEnd& end) override
    {
        end_ = end;
        ends_ += 1;
        QMetaObject::invokeMethod(QCoreApplication::instance(), [] {}, Qt::QueuedConnection); // wakes who waits
    }

    bool ended() const { return ends_ > 0; }
    int ends() const { return ends_; }
    const snmp::SweepEnd& end() const { return end_; }
    const std::map<snmp::Oid, snmp::Value>& values() const { return values_; }
    int twice() const { return twice_; }
    int answers() const { return answers_; }
    int uptimes() const { return uptimes_; }
    bool inOrder() const { return inOrder_; }

private:
    std::shared_ptr<const snmp::PollPlan> plan_;
    std::map<snmp::Oid, snmp::Value> values_;
    snmp::SweepEnd end_;
    std::atomic<int> ends_{0};
    int twice_ = 0;
    int answers_ = 0;
    int uptimes_ = 0;
    bool inOrder_ = true;
    qint64 lastMs_ = 0;
};

/// Sweeps and waits, with the event loop of the agent running.
inline std::shared_ptr<KeepingSink> sweepOnce(snmp::Engine& engine, const snmp::Target& target, const std::shared_ptr<const snmp::PollPlan>& plan,
                                              std::vector<snmp::TableManner> manners = {})
{
    const auto sink = std::make_shared<KeepingSink>(plan);
    engine.sweep({{target, plan, sink, std::move(manners)}});
    // As waitFor(), but without its pauses: an agent of this thread answers at once.
    QTimer limit;
    limit.setSingleShot(true);
    limit.start(120'000);
    while (!sink->ended() && limit.isActive())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return sink;
}

} // namespace trunkline::test
