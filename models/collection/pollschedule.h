// When each device is asked, by the monotonic clock, and what is remembered of it from one round to the next.
#pragma once

#include "models/collection/pollhealth.h"
#include "models/core/id.h"
#include "models/core/timestamp.h"
#include "snmp/sweep.h"

#include <QHash>

#include <optional>
#include <vector>

namespace trunkline::collection {

struct PollTrack {
    qint64 dueMs = -1;      ///< -1: never asked
    quint64 ticket = 0;     ///< of a question by the timer that is open; 0: none
    qint64 askedDueMs = 0;  ///< when that question was due
    int missed = 0;         ///< rounds without an answer, one after the other
    bool snmpSilent = false; ///< it could be reached when it fell silent
    std::optional<Timestamp> lastAt;
    quint32 lastTicks = 0;
    bool narrow = false;    ///< it has no 64-bit counters
    bool narrowInVain = false;
    bool identity = false;
    std::vector<snmp::TableManner> manners;
};

struct PollRhythm {
    std::int64_t intervalMs = 60'000;
    int missedRounds = 2;
    std::int64_t longestProbeMs = 900'000;
};

class PollSchedule {
public:
    explicit PollSchedule(PollRhythm rhythm) : rhythm_(rhythm) {}

    PollTrack& of(DeviceId device) { return tracks_[device]; }
    /// What fell due while nobody polled is not late.
    void restart();
    /// True when the device's time has come; when it was is in `dueMs`, and its next one is set. A new device begins
    /// somewhere in its first interval, by its identifier, so that not all are asked at once.
    bool isDue(DeviceId device, qint64 nowMs, qint64& dueMs);
    /// A silent device has given a sign.
    void askSoon(DeviceId device, qint64 nowMs);
    /// It answers again: from now on in its own rhythm.
    void answersAgain(PollTrack& track, qint64 nowMs) const;

    Lateness lateness;

private:
    qint64 afterwardsMs(const PollTrack& track) const;

    PollRhythm rhythm_;
    QHash<DeviceId, PollTrack> tracks_;
};

} // namespace trunkline::collection
