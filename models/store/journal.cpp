#include "models/store/journal.h"

#include "models/store/inlist.h"
#include "models/store/journalchain.h"
#include "models/store/redaction.h"

#include <utility>

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace trunkline::store {

namespace {

const QString entryColumns = QStringLiteral("seq, id, at_ms, actor, workstation, kind, subject_type, subject_id, "
                                            "before_json, after_json, cause_id, source_key, hash");

JournalEntry entryFrom(const Row& row)
{
    JournalEntry entry;
    entry.seq = row.integer("seq");
    entry.id = row.id<JournalEntryId>("id");
    entry.at = row.timestamp("at_ms");
    entry.actor = row.text("actor");
    entry.workstation = row.text("workstation");
    entry.kind = row.text("kind");
    entry.subjectType = row.text("subject_type");
    entry.subjectId = row.text("subject_id");
    entry.before = JsonText::fromText(row.text("before_json"));
    entry.after = JsonText::fromText(row.text("after_json"));
    if (!row.isNull("cause_id"))
        entry.cause = row.id<JournalEntryId>("cause_id");
    entry.sourceKey = row.text("source_key");
    return entry;
}

QList<JournalEntry> entriesFrom(const QList<Row>& rows)
{
    QList<JournalEntry> entries;
    for (const Row& row : rows)
        entries.append(entryFrom(row));
    return entries;
}

/// Each field with its length before it, so that no two different entries give the same bytes.
QByteArray chainHash(const QByteArray& previous, const QStringList& fields)
{
    QByteArray hashed = previous;
    for (const QString& field : fields) {
        const QByteArray bytes = field.toUtf8();
        hashed += QByteArray::number(bytes.size()) + ':' + bytes;
    }
    // Looked up once: by name it would take longer than most entries do. OpenSSL uses what the processor has for SHA-256.
    static const EVP_MD* sha256 = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
    QByteArray hash(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    if (EVP_Digest(hashed.constData(), std::size_t(hashed.size()), reinterpret_cast<unsigned char*>(hash.data()), nullptr, sha256, nullptr) != 1)
        qFatal("OpenSSL knows no SHA-256");
    return hash;
}

QStringList hashedFields(const JournalEntry& entry, const QString& before, const QString& after)
{
    return {QString::number(entry.seq), entry.id.toString(), QString::number(entry.at.ms), entry.actor, entry.workstation,
            entry.kind, entry.subjectType, entry.subjectId, before, after,
            entry.cause ? entry.cause->toString() : QString(), entry.sourceKey};
}

constexpr std::int64_t clocksDifferMs = 60'000;

} // namespace

QByteArray entryHash(const QByteArray& previous, const JournalEntry& entry, const QString& before, const QString& after)
{
    return chainHash(previous, hashedFields(entry, before, after));
}

QList<JournalEntry> journalAfter(Connection& connection, std::int64_t seq, int limit)
{
    return entriesFrom(connection.rows(QStringLiteral("SELECT %1 FROM journal WHERE seq > ? ORDER BY seq LIMIT ?").arg(entryColumns), {seq, limit}));
}

/// The last entry that was written before `at`. Numbers have no gaps and are given in the order of commits, so times rise
/// with them, but for what the clocks of the workstations differ: a bisection finds the place without looking at all.
static std::int64_t lastSeqBefore(Connection& connection, Timestamp at)
{
    std::int64_t low = 0, high = journalEnd(connection);
    while (low < high) {
        const std::int64_t middle = (low + high + 1) / 2;
        if (connection.row(QStringLiteral("SELECT at_ms FROM journal WHERE seq = ?"), {middle})->timestamp("at_ms") < at)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

QList<JournalEntry> journalSince(Connection& connection, Timestamp at, const QStringList& kinds)
{
    if (kinds.isEmpty())
        return {};
    Binds binds{lastSeqBefore(connection, at.plusMs(-clocksDifferMs)), at};
    for (const QString& kind : kinds)
        binds.append(kind);
    const QString marks = QStringList(kinds.size(), QStringLiteral("?")).join(QLatin1String(", "));
    return entriesFrom(connection.rows(QStringLiteral("SELECT %1 FROM journal WHERE seq > ? AND at_ms > ? AND kind IN (%2) ORDER BY seq").arg(entryColumns, marks), binds));
}

QList<JournalEntry> journalOf(Connection& connection, const QString& subjectType, const QString& subjectId)
{
    return entriesFrom(connection.rows(QStringLiteral("SELECT %1 FROM journal WHERE subject_type = ? AND subject_id = ? ORDER BY seq").arg(entryColumns),
                                       {subjectType, subjectId}));
}

QHash<QString, JournalEntryId> journalEntriesOf(Connection& connection, const QString& kind, const QStringList& subjectIds)
{
    QHash<QString, std::pair<std::int64_t, JournalEntryId>> first;
    for (const Row& row : rowsIn(connection, QStringLiteral("SELECT seq, id, subject_id FROM journal WHERE kind = ? AND subject_type = ? AND subject_id IN ({keys})"),
                                 subjectIds, {kind, kind.section(u'.', 0, 0)})) {
        const std::int64_t seq = row.integer("seq");
        const auto known = first.constFind(row.text("subject_id"));
        if (known == first.constEnd() || seq < known->first)
            first.insert(row.text("subject_id"), {seq, row.id<JournalEntryId>("id")});
    }
    QHash<QString, JournalEntryId> ids;
    for (auto each = first.cbegin(); each != first.cend(); ++each)
        ids.insert(each.key(), each->second);
    return ids;
}

std::optional<JournalEntry> journalEntry(Connection& connection, JournalEntryId id)
{
    const auto row = connection.row(QStringLiteral("SELECT %1 FROM journal WHERE id = ?").arg(entryColumns), {id});
    return row ? std::optional(entryFrom(*row)) : std::nullopt;
}

std::optional<JournalEntry> journalBySourceKey(Connection& connection, const QString& sourceKey)
{
    const auto row = connection.row(QStringLiteral("SELECT %1 FROM journal WHERE source_key = ?").arg(entryColumns), {sourceKey});
    return row ? std::optional(entryFrom(*row)) : std::nullopt;
}

QList<JournalEntry> journalCauses(Connection& connection, JournalEntryId id)
{
    QList<JournalEntry> chain;
    for (auto entry = journalEntry(connection, id); entry; entry = entry->cause ? journalEntry(connection, *entry->cause) : std::nullopt)
        chain.append(*entry);
    return chain;
}

QList<JournalEntry> journalEffects(Connection& connection, JournalEntryId id)
{
    return entriesFrom(connection.rows(QStringLiteral("SELECT %1 FROM journal WHERE cause_id = ? ORDER BY seq").arg(entryColumns), {id}));
}

std::int64_t journalEnd(Connection& connection)
{
    return connection.row(QStringLiteral("SELECT COALESCE(MAX(seq), 0) AS seq FROM journal"))->integer("seq");
}

QList<JournalSubject> journalSubjectsAfter(Connection& connection, std::int64_t seq, int limit)
{
    QList<JournalSubject> subjects;
    for (const Row& row : connection.rows(QStringLiteral("SELECT seq, subject_type, subject_id FROM journal WHERE seq > ? ORDER BY seq LIMIT ?"), {seq, limit}))
        subjects.append({row.integer("seq"), row.text("subject_type"), row.text("subject_id")});
    return subjects;
}

QList<JournalEntry> journalBefore(Connection& connection, const JournalFilter& filter, std::optional<std::int64_t> seq, int limit)
{
    QStringList conditions{QStringLiteral("1 = 1")};
    Binds binds;
    const auto demand = [&](const QString& condition, const Binds& values) {
        conditions.append(condition);
        binds += values;
    };
    if (seq)
        demand(QStringLiteral("seq < ?"), {*seq});
    if (!filter.kind.isEmpty())
        demand(QStringLiteral("substr(kind, 1, ?) = ?"), {int(filter.kind.size()), filter.kind});
    if (!filter.subjectType.isEmpty())
        demand(QStringLiteral("subject_type = ?"), {filter.subjectType});
    if (!filter.actor.isEmpty())
        demand(QStringLiteral("actor = ?"), {filter.actor});
    if (filter.since) // the place in the order first, so that the past is not read through
        demand(QStringLiteral("seq > ? AND at_ms >= ?"), {lastSeqBefore(connection, filter.since->plusMs(-clocksDifferMs)), *filter.since});
    binds.append(limit);
    return entriesFrom(connection.rows(QStringLiteral("SELECT %1 FROM journal WHERE %2 ORDER BY seq DESC LIMIT ?").arg(entryColumns, conditions.join(QLatin1String(" AND "))), binds));
}

QStringList journalSubjectTypes(Connection& connection)
{
    QStringList types;
    for (const Row& row : connection.rows(QStringLiteral("SELECT DISTINCT subject_type FROM journal ORDER BY subject_type")))
        types.append(row.text("subject_type"));
    return types;
}

std::optional<std::int64_t> firstBrokenEntry(Connection& connection, const std::function<bool(std::int64_t checked)>& goOn)
{
    QByteArray previous;
    std::int64_t seq = 0;
    QMap<std::int64_t, QByteArray> vouched; ///< read when an entry does not fit
    bool isVouchedRead = false;
    for (;;) {
        const auto rows = connection.rows(QStringLiteral("SELECT %1 FROM journal WHERE seq > ? ORDER BY seq LIMIT 1000").arg(entryColumns), {seq});
        if (rows.isEmpty())
            break;
        for (const Row& row : rows) {
            const JournalEntry entry = entryFrom(row);
            const QByteArray hash = entryHash(previous, entry, row.text("before_json"), row.text("after_json"));
            previous = row.bytes("hash"); // the next one is chained to it, whatever is left of this one
            if (hash != previous && !std::exchange(isVouchedRead, true))
                vouched = vouchedHashes(connection);
            if (entry.seq != seq + 1 || (hash != previous && vouched.value(entry.seq) != hash))
                return seq + 1;
            seq = entry.seq;
        }
        if (goOn && !goOn(seq))
            return std::nullopt;
    }
    const auto head = connection.row(QStringLiteral("SELECT seq, hash FROM journal_head WHERE one = 1"));
    const bool whole = head ? head->integer("seq") == seq && head->bytes("hash") == previous : seq == 0;
    return whole ? std::nullopt : std::optional(seq + 1);
}

std::int64_t JournalCursor::position() const
{
    const auto row = connection_.row(QStringLiteral("SELECT seq FROM journal_cursor WHERE name = ?"), {name_});
    return row ? row->integer("seq") : 0;
}

void JournalCursor::advance(std::int64_t seq)
{
    connection_.exec(QStringLiteral("INSERT INTO journal_cursor (name, seq) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seq = EXCLUDED.seq"),
                     {name_, seq});
}

Change::Change(Context& context, Who who) : context_(context), who_(std::move(who)), transaction_(context.connection)
{
    Connection& c = connection();
    c.exec(QStringLiteral("INSERT INTO journal_head (one, seq, hash) VALUES (?, 0, ?) ON CONFLICT (one) DO NOTHING"), {1, QByteArray("")});
    const auto head = c.row(c.engine() == Engine::Sqlite ? QStringLiteral("SELECT seq, hash FROM journal_head WHERE one = 1")
                                                         : QStringLiteral("SELECT seq, hash FROM journal_head WHERE one = 1 FOR UPDATE"));
    beganAt_ = headSeq_ = head->integer("seq");
    headHash_ = head->bytes("hash");
    now_ = context.clock.now();
}

std::optional<JournalEntry> Change::alreadyDone(const QString& sourceKey) const
{
    return journalBySourceKey(connection(), sourceKey);
}

std::int64_t Change::nextNumber(const QString& series)
{
    auto last = numbers_.find(series);
    if (last == numbers_.end()) {
        const auto known = connection().row(QStringLiteral("SELECT last_number FROM number_series WHERE name = ?"), {series});
        last = numbers_.insert(series, known ? known->integer("last_number") : 0);
    }
    return ++*last;
}

JournalEntry Change::commit(JournalDraft draft)
{
    JournalEntry entry = append(std::move(draft));
    commit();
    return entry;
}

JournalEntry Change::append(JournalDraft draft)
{
    const QString before = draft.before.text(), after = draft.after.text();
    JournalEntry entry{headSeq_ + 1, ids().next<JournalEntryTag>(), now_, who_.actor, who_.workstation,
                       draft.kind, draft.subjectType, draft.subjectId, std::move(draft.before), std::move(draft.after),
                       draft.cause, draft.sourceKey.value_or(QString())};
    const QByteArray hash = entryHash(headHash_, entry, before, after);
    Connection& c = connection();
    c.exec(QStringLiteral("INSERT INTO journal (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(entryColumns),
           {entry.seq, entry.id, entry.at, entry.actor, entry.workstation, entry.kind, entry.subjectType, entry.subjectId,
            before, after, entry.cause, draft.sourceKey, hash});
    headSeq_ = entry.seq;
    headHash_ = hash;
    appended_.append(entry);
    return entry;
}

void Change::commit()
{
    for (auto series = numbers_.cbegin(); series != numbers_.cend(); ++series)
        connection().exec(QStringLiteral("INSERT INTO number_series (name, last_number) VALUES (?, ?) "
                                         "ON CONFLICT (name) DO UPDATE SET last_number = EXCLUDED.last_number"), {series.key(), series.value()});
    if (!appended_.isEmpty())
        connection().exec(QStringLiteral("UPDATE journal_head SET seq = ?, hash = ? WHERE one = 1"), {headSeq_, headHash_});
    transaction_.commit();
    if (context_.committed)
        for (const JournalEntry& entry : std::as_const(appended_))
            context_.committed(entry);
}

} // namespace trunkline::store
