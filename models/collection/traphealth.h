// How the receiving of traps does: what was stored, what was lost and why, and whose messages were refused.
#pragma once

#include "models/core/timestamp.h"
#include "snmp/refusals.h"

#include <QJsonObject>
#include <QList>

namespace trunkline::collection {

/// All since the collector began.
struct TrapHealth {
    qint64 recorded = 0;     ///< events, those of unreadable messages included
    qint64 undecodable = 0;
    qint64 waiting = 0;
    qint64 floods = 0;       ///< dropped, because too much of one source waited
    qint64 queueFull = 0;    ///< dropped, because too much of all waited
    qint64 lostAtSocket = 0; ///< by the kernel, because nobody emptied the socket in time
    qint64 lostByHost = 0;   ///< by this machine before any socket, of all its network traffic
    QList<snmp::RefusedSource> refused; ///< the most first, at most mostRefused
    static constexpr qsizetype mostRefused = 50;

    /// What came to the socket and became no event.
    qint64 dropped() const { return floods + queueFull + lostAtSocket; }
    bool operator==(const TrapHealth&) const = default;
};

/// For people: "Not readable", "Flood".
QString refusalWord(snmp::Refusal reason);
/// For people: what to make of it.
QString refusalExplained(snmp::Refusal reason);
/// "malformed"; never translated.
QString refusalKey(snmp::Refusal reason);

QJsonObject toJson(const TrapHealth& health);
/// What is missing or of another type is 0 or left out.
TrapHealth trapHealthFrom(const QJsonObject& json);

} // namespace trunkline::collection
