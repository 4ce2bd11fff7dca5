// Alarms about parts that their devices no longer tell of: a module that was pulled, a line card with its ports, a sensor that a new
// software does not know. Nobody would ever clear them.
#pragma once

#include "models/access/actor.h"
#include "models/fault/alarm.h"
#include "models/store/journal.h"

#include <QHash>

#include <functional>
#include <optional>

namespace trunkline::collection {

/// How long a part has to be missing, in readings that were whole, before it counts as gone.
constexpr std::int64_t partGoneAfterMs = 3'600'000;

/// Remembers since when which part is missing; a program that begins anew begins with that anew, too.
class GoneParts {
public:
    GoneParts(store::Context& context, access::Actor agent) : context_(context), agent_(std::move(agent)) {}

    /// Whether the device's last whole reading told of the alarm's part; nothing: not known now, which changes nothing.
    using Told = std::function<std::optional<bool>(const fault::Alarm& alarm)>;
    /// Clears those of `open` whose part has been missing for partGoneAfterMs, with the reason. A port that a service is on is left to people: its
    /// customers are without it until somebody decides, and so is an alarm whose probable cause is that the unit is missing. Throws StoreFailure. Gives how many were cleared.
    int look(const QList<fault::Alarm>& open, const Told& told, Timestamp at);

private:
    store::Context& context_;
    access::Actor agent_;
    QHash<AlarmId, Timestamp> missingSince_;
};

} // namespace trunkline::collection
