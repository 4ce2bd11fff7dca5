// A fresh, migrated database on one of the two engines, with a settable clock and seeded identifiers.
#pragma once

#include "models/access/actor.h"
#include "models/store/journal.h"
#include "models/store/settings.h"

#include <QTemporaryDir>
#include <QTest>

namespace trunkline::test {

/// Adds the column "engine" and a row for each engine: every store test runs on both.
void engineRows();

struct TestStore {
    /// `engine` is "sqlite" or "postgresql". The clock stands at 2026-03-01T00:00:00Z unless told.
    explicit TestStore(const QString& engine, const QString& start = QStringLiteral("2026-03-01T00:00:00Z"));

    QTemporaryDir folder;
    SettableClock clock;
    IdSource ids;
    store::DatabaseUrl url;
    std::unique_ptr<store::Connection> connection;
    store::Context context;

    /// A second connection to the same database.
    std::unique_ptr<store::Connection> another() const { return store::Connection::open(url); }
    /// Writes an operator profile: EUR, Europe/Berlin unless told.
    void setUpOperator(const QString& zone = QStringLiteral("Europe/Berlin"));
};

/// An actor with every permission, and one with a single role.
access::Actor administrator();
access::Actor withRole(access::Role role);

} // namespace trunkline::test
