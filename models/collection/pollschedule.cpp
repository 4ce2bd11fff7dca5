#include "models/collection/pollschedule.h"

#include <algorithm>

namespace trunkline::collection {

void PollSchedule::restart()
{
    for (PollTrack& track : tracks_)
        track.dueMs = -1;
    lateness.clear();
}

bool PollSchedule::isDue(DeviceId device, qint64 nowMs, qint64& dueMs)
{
    PollTrack& track = tracks_[device];
    if (track.dueMs < 0)
        track.dueMs = nowMs + qint64(qHash(device.uuid()) % std::size_t(rhythm_.intervalMs));
    if (track.dueMs > nowMs)
        return false;
    dueMs = track.dueMs;
    track.dueMs = std::max(dueMs + afterwardsMs(track), nowMs);
    return true;
}

/// A silent device is asked ever more seldom.
qint64 PollSchedule::afterwardsMs(const PollTrack& track) const
{
    const int doublings = std::clamp(track.missed - rhythm_.missedRounds, 0, 20);
    return std::min(rhythm_.intervalMs << doublings, std::max(rhythm_.longestProbeMs, rhythm_.intervalMs));
}

void PollSchedule::askSoon(DeviceId device, qint64 nowMs)
{
    const auto track = tracks_.find(device);
    if (track != tracks_.end() && track->missed > 0)
        track->dueMs = nowMs;
}

void PollSchedule::answersAgain(PollTrack& track, qint64 nowMs) const
{
    if (track.missed > rhythm_.missedRounds && track.dueMs >= 0)
        track.dueMs = std::min(track.dueMs, nowMs + rhythm_.intervalMs);
    track.missed = 0;
}

} // namespace trunkline::collection
