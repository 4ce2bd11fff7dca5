// The schema and its history. Files resources/schema/NNNN-name.sql are applied in order, once each,
// all in one transaction; the text is the same for both engines but for {blob} and statements that
// begin with {sqlite} or {postgresql}.
#pragma once

#include "models/store/connection.h"

namespace trunkline::store {

/// The newest schema that this program knows.
int newestSchema();

/// The schema of the database; 0 for an empty one.
int schemaOf(Connection& connection);

/// Throws StoreFailure when the database was written by a newer program.
void refuseNewerSchema(Connection& connection);

/// Brings the database to newestSchema(). Throws StoreFailure when a migration that was applied
/// before differs from the one this program holds. Safe when several programs start at once.
/// `now` is noted as the time of applying.
void migrate(Connection& connection, Timestamp now);

} // namespace trunkline::store
