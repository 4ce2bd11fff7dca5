// Taking personal data out of the journal without breaking its chain. An entry keeps its place, time, kind, subject and hash, to which the
// next one is chained; what it said is replaced, and an entry of now vouches for what it says since.
#pragma once

#include "models/store/journal.h"

#include <QJsonArray>

namespace trunkline::store {

/// What an earlier entry says from now on.
struct Redaction {
    std::int64_t seq = 0;
    JsonText before;
    JsonText after;
    std::optional<QString> sourceKey = {}; ///< in place of one that says whom; unique as any
};

/// Replaces, inside a Change, what entries say. What it gives must be committed as "redacted" in the `after` of an entry of this Change:
/// firstBrokenEntry() believes an entry whose content does not fit its hash only when a later entry of the chain vouches for it.
/// Throws NotFound when there is no such entry.
QJsonArray redactEntries(Change& change, const QList<Redaction>& redactions);

/// The hashes by which later entries vouch for redacted ones, by seq; of several the last.
QMap<std::int64_t, QByteArray> vouchedHashes(Connection& connection);

} // namespace trunkline::store
