// What arrived and was not handed on: why, and from whom.
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <array>
#include <functional>
#include <mutex>

namespace trunkline::snmp {

enum class Refusal : quint8 {
    Malformed,      ///< no SNMP message, or one that is broken inside
    NoNotification, ///< a question or an answer
    NotAuthentic,   ///< v3: an unknown user, another key, a weaker level, or out of its time
    SourceFull,     ///< a flood: a great part of what waited was its source's
    QueueFull,      ///< too much of all waited
    Stranger,       ///< said by whoever takes the notifications: from no device that is known. Kept
    OtherCommunity, ///< the same: with a community that nobody was given. Kept
};
constexpr std::size_t refusalReasons = 7;

/// A source and how much of it was refused for one reason.
struct RefusedSource {
    Refusal reason = Refusal::Malformed;
    QString source; ///< empty: all those that were too many to be listed
    quint64 count = 0;
    qint64 lastMs = 0; ///< UTC milliseconds by the clock that was given
    bool operator==(const RefusedSource&) const = default;
};

/// Safe from every thread. Bounded: beyond a thousand pairs of reason and source the rest of a reason is counted together, so that
/// forged addresses fill no memory.
class Refusals {
public:
    /// Gives UTC milliseconds, on any thread.
    using Now = std::function<qint64()>;
    Refusals();
    /// In place of the machine's clock: an operator's may be another. Before anything is added.
    void setClock(Now now) { now_ = std::move(now); }
    void add(Refusal reason, const QString& source);
    quint64 total(Refusal reason) const;
    /// Who was refused most, first; at most `most`.
    QList<RefusedSource> top(qsizetype most) const;

private:
    struct Tally {
        quint64 count = 0;
        qint64 lastMs = 0;
    };
    Now now_;
    mutable std::mutex mutex_;
    std::array<quint64, refusalReasons> totals_{};
    QHash<std::pair<quint8, QString>, Tally> tallies_;
};

} // namespace trunkline::snmp
