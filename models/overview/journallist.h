// The journal as a table: each entry as a sentence, with who wrote it and where.
#pragma once

#include "models/core/valuemodel.h"
#include "models/overview/sentences.h"

namespace trunkline::overview {

struct JournalRow {
    store::JournalEntry entry;
    Sentence told;
    bool operator==(const JournalRow&) const = default;
};

using JournalListModel = ValueModel<JournalRow>;

/// A page of the journal, told: newest first, before `seq` when it is given.
QList<JournalRow> journalRows(store::Connection& connection, const store::JournalFilter& filter, std::optional<std::int64_t> seq, int limit, const QLocale& locale = QLocale());
/// What discovery wrote since an instant: devices and links that are new, changed or gone; the newest first.
QList<JournalRow> discoveredRows(store::Connection& connection, Timestamp since, const QLocale& locale = QLocale());
/// Number, when, what, kind, who, workstation, and the subject; times in `zone`.
QList<Column<JournalRow>> journalColumns(const OperatorZone& zone);
inline QString keyOf(const JournalRow& row) { return QString::number(row.entry.seq); }

} // namespace trunkline::overview
