// The journal: every change of state, once, in order, hash-chained. It is the audit trail, the
// lineage behind "Why?", and the feed that flows and screens read.
#pragma once

#include "models/store/connection.h"
#include "models/store/jsontext.h"

#include <QMap>

#include <functional>

namespace trunkline::store {

/// Who acts and where; access::Actor gives it.
struct Who {
    QString actor;
    QString workstation;
    bool operator==(const Who&) const = default;
};

/// What is written with a change. Kinds are "subject.pastTense": "alarm.raised", "invoice.posted".
struct JournalDraft {
    QString kind;
    QString subjectType;                  ///< "alarm", "order", …
    QString subjectId;
    JsonText before;                      ///< empty when it did not exist
    JsonText after;                       ///< empty when it is gone
    std::optional<JournalEntryId> cause;  ///< the entry that led to this one
    std::optional<QString> sourceKey;     ///< unique: the same effect can't be written twice
};

struct JournalEntry {
    std::int64_t seq = 0;
    JournalEntryId id;
    Timestamp at;
    QString actor;
    QString workstation;
    QString kind;
    QString subjectType;
    QString subjectId;
    JsonText before;
    JsonText after;
    std::optional<JournalEntryId> cause;
    QString sourceKey;
    bool operator==(const JournalEntry&) const = default;
};

/// Entries behind `seq`, oldest first, at most `limit`.
QList<JournalEntry> journalAfter(Connection& connection, std::int64_t seq, int limit = 500);
/// Entries of these kinds that were written after `at`, oldest first.
QList<JournalEntry> journalSince(Connection& connection, Timestamp at, const QStringList& kinds);
/// The entries about one thing, oldest first.
QList<JournalEntry> journalOf(Connection& connection, const QString& subjectType, const QString& subjectId);
/// The entry of one kind about each of many things; of several the first. Keys are the subjects' ids.
QHash<QString, JournalEntryId> journalEntriesOf(Connection& connection, const QString& kind, const QStringList& subjectIds);
std::optional<JournalEntry> journalEntry(Connection& connection, JournalEntryId id);
std::optional<JournalEntry> journalBySourceKey(Connection& connection, const QString& sourceKey);
/// From `id` back along the causes: the entry itself first, the first cause last.
QList<JournalEntry> journalCauses(Connection& connection, JournalEntryId id);
/// What `id` led to directly, oldest first.
QList<JournalEntry> journalEffects(Connection& connection, JournalEntryId id);
std::int64_t journalEnd(Connection& connection);

/// What an entry is about, and no more: for those who remember things and forget what has changed.
struct JournalSubject {
    std::int64_t seq = 0;
    QString type;
    QString id;
};
/// Subjects of entries behind `seq`, oldest first, at most `limit`.
QList<JournalSubject> journalSubjectsAfter(Connection& connection, std::int64_t seq, int limit = 500);

/// What of the journal is looked for; what is empty is not asked.
struct JournalFilter {
    QString kind;        ///< "alarm.raised", or its beginning: "alarm."
    QString subjectType; ///< "alarm"
    QString actor;
    std::optional<Timestamp> since;
    bool operator==(const JournalFilter&) const = default;
};
/// Newest first, at most `limit`, only entries before `seq` when it is given: a page further into the past.
QList<JournalEntry> journalBefore(Connection& connection, const JournalFilter& filter, std::optional<std::int64_t> seq, int limit);
/// The subject types that the journal speaks of, in alphabetical order.
QStringList journalSubjectTypes(Connection& connection);
/// The number of the first entry whose hash does not fit the chain (changed, missing or cut off at
/// the end); nothing when the past is whole. `goOn` is told how many entries fit so far, and stops it by false: what
/// was read until then is whole.
std::optional<std::int64_t> firstBrokenEntry(Connection& connection, const std::function<bool(std::int64_t checked)>& goOn = {});

/// A reader's place in the journal that survives a crash: read behind position(), act, advance().
class JournalCursor {
public:
    JournalCursor(Connection& connection, QString name) : connection_(connection), name_(std::move(name)) {}
    std::int64_t position() const;
    void advance(std::int64_t seq);

private:
    Connection& connection_;
    QString name_;
};

/// What every verb works with: the database, the time, new identifiers, and who wants to hear of commits.
struct Context {
    Connection& connection;
    const Clock& clock;
    IdSource& ids;
    std::function<void(const JournalEntry&)> committed = {};
};

/// One verb's transaction and journal entry. Construction begins the transaction and waits for its
/// turn: verbs run one at a time on both engines, so what a verb reads stays true until it commits.
/// Without commit() nothing happened.
class Change {
public:
    Change(Context& context, Who who);
    /// The entry that this effect wrote earlier, when a crash made the verb run again.
    std::optional<JournalEntry> alreadyDone(const QString& sourceKey) const;
    /// The next number of a gapless series ("invoice": 1, 2, 3 …), given back when not committed.
    std::int64_t nextNumber(const QString& series);
    /// Where the journal stood when this change had its turn: whoever remembers what he read up to there has missed nothing.
    std::int64_t beganAt() const { return beganAt_; }
    /// The number of the entry that was written last, by whomever.
    std::int64_t endsAt() const { return headSeq_; }
    /// Appends the entry, commits and tells the context.
    JournalEntry commit(JournalDraft draft);
    /// Of a verb that does many alike at once: an entry of its own for each, then one commit for all.
    JournalEntry append(JournalDraft draft);
    void commit();

    Connection& connection() const { return context_.connection; }
    Timestamp now() const { return now_; }
    IdSource& ids() const { return context_.ids; }

private:
    Context& context_;
    Who who_;
    Transaction transaction_;
    Timestamp now_;
    std::int64_t beganAt_ = 0;
    std::int64_t headSeq_ = 0;
    QByteArray headHash_;
    QList<JournalEntry> appended_;
    QMap<QString, std::int64_t> numbers_; ///< the last one given of each series, written at the commit
};

} // namespace trunkline::store
