// How entries of the journal are chained: shared by those who write, check and redact them.
#pragma once

#include "models/store/journal.h"

namespace trunkline::store {

/// SHA-256 over the hash before and an entry's fields, with these texts as what was before and after.
QByteArray entryHash(const QByteArray& previous, const JournalEntry& entry, const QString& before, const QString& after);

} // namespace trunkline::store
