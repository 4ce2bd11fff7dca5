#include "models/core/clock.h"

#include <QDateTime>

namespace trunkline {

Timestamp SystemClock::now() const
{
    return {QDateTime::currentMSecsSinceEpoch() + offsetMs_};
}

} // namespace trunkline
