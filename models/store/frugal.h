// A connection for who lives long and comes back to few pages of the database.
#pragma once

#include "models/store/connection.h"

namespace trunkline::store {

/// As Connection::open(), but of an SQLite file it keeps a few megabytes in memory in place of what bulk work wants. What it reads again
/// is in the system's cache of the file, which goes when somebody else needs the memory.
std::unique_ptr<Connection> openFrugally(const DatabaseUrl& url);

} // namespace trunkline::store
