// What comes of asking devices, on its way from the question to the database.
#pragma once

#include "models/collection/portpoll.h"
#include "models/fault/event.h"
#include "models/performance/sampleappender.h"

#include <QPromise>
#include <QStringList>

#include <memory>
#include <optional>

namespace trunkline::collection {

/// What came of asking some devices.
struct PollSummary {
    int devices = 0;
    int answered = 0;
    int silent = 0;
    int values = 0;      ///< counters and states read
    int stored = 0;      ///< samples
    int gaps = 0;
    int flagged = 0;
    int events = 0;      ///< port and device changes seen
    QStringList problems; ///< sentences: devices without a credential, and the like
};

/// What somebody waits for.
struct PollRound {
    QPromise<PollSummary> promise;
    PollSummary summary;
    int open = 0; ///< not answered or not stored
};

/// What one device's table comes to: written piece by piece, so that it can be taken up where the database failed.
struct PolledUnit {
    DeviceId device;
    std::shared_ptr<PollRound> round; ///< null when the timer asked
    bool answered = false;
    int values = 0;
    QList<fault::EventDraft> events;
    QList<PortChange> changes;
    std::optional<inventory::DeviceState> state;
    std::vector<performance::DeviceRound> readings;

    std::size_t readingCount() const;
};

} // namespace trunkline::collection
