// Waiting for a fact, never for a time.
#pragma once

#include <QTest>

namespace trunkline::test {

/// Runs the event loop until `fact()` holds; false when it does not within `limitMs`.
template <class Fact>
bool waitFor(Fact fact, int limitMs = 10'000)
{
    return QTest::qWaitFor(fact, limitMs);
}

} // namespace trunkline::test
