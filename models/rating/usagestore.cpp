#include "models/rating/usagestore.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::rating {

namespace {

constexpr std::array asideNames{"suspended", "duplicate", "rejected", "recycled"};

QString select(const char* text)
{
    return QString::fromLatin1(text);
}

UsageIdentity identityOf(const store::Row& row)
{
    return {row.integer("id"), row.text("identifier"), row.id<ServiceId>("service_id"), row.timestamp("from_ms"), row.maybeTimestamp("until_ms")};
}

template <class T, class Read>
QList<T> listOf(const QList<store::Row>& rows, const Read& read)
{
    QList<T> list;
    for (const store::Row& row : rows)
        list.append(read(row));
    return list;
}

const char* const fileColumns = "SELECT id, name, digest, mapping, seq, started_ms, imported_ms, first_ms, last_ms, records, rated, free, suspended, duplicates, rejected, known_tariff FROM usage_file ";

UsageFile fileOf(const store::Row& row)
{
    return {row.integer("id"), row.text("name"), row.text("digest"), row.text("mapping"), row.isNull("seq") ? std::nullopt : std::optional(row.integer("seq")),
            row.timestamp("started_ms"), row.maybeTimestamp("imported_ms"),
            {row.integer("records"), row.integer("rated"), row.integer("suspended"), row.integer("duplicates"), row.integer("rejected"), row.integer("free")},
            row.maybeTimestamp("first_ms"), row.maybeTimestamp("last_ms"), row.integer("known_tariff")};
}

std::optional<UsageFile> fileWhere(store::Connection& connection, const char* where, const store::Bind& value)
{
    const auto row = connection.row(select(fileColumns) + QString::fromLatin1(where), {value});
    return row ? std::optional(fileOf(*row)) : std::nullopt;
}

AsideLine asideOf(const store::Row& row)
{
    const auto state = std::find_if(asideNames.begin(), asideNames.end(), [&](const char* name) { return row.text("state") == QLatin1String(name); });
    if (state == asideNames.end())
        throw StoreFailure(QCoreApplication::translate("Usage", "The database holds a line of usage in the state “%1”, which this program does not know.").arg(row.text("state")));
    return {row.integer("file_id"), row.integer("line"), AsideState(state - asideNames.begin()), row.text("reason"), row.text("text")};
}

} // namespace

static QList<UsageIdentity> identitiesWhere(store::Connection& connection, const char* where, const store::Binds& binds = {})
{
    return listOf<UsageIdentity>(connection.rows(select("SELECT id, identifier, service_id, from_ms, until_ms FROM usage_identity ") + QString::fromLatin1(where) +
                                                     QLatin1String(" ORDER BY identifier, from_ms"), binds),
                                 identityOf);
}

QList<UsageIdentity> identities(store::Connection& connection)
{
    return identitiesWhere(connection, "");
}

QList<UsageIdentity> identitiesNamed(store::Connection& connection, const QString& identifier)
{
    return identitiesWhere(connection, "WHERE identifier = ?", {identifier});
}

std::optional<UsageIdentity> identityNumbered(store::Connection& connection, std::int64_t id)
{
    const QList<UsageIdentity> found = identitiesWhere(connection, "WHERE id = ?", {id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<UsageIdentity> identitiesOf(store::Connection& connection, ServiceId service)
{
    return identitiesWhere(connection, "WHERE service_id = ?", {service});
}

QList<UsageMapping> mappings(store::Connection& connection)
{
    return listOf<UsageMapping>(connection.rows(select("SELECT document_json FROM usage_mapping ORDER BY name")),
                                [](const store::Row& row) { return mappingFrom(row.json("document_json")); });
}

std::optional<UsageMapping> mappingNamed(store::Connection& connection, const QString& name)
{
    const auto row = connection.row(select("SELECT document_json FROM usage_mapping WHERE name = ?"), {name});
    return row ? std::optional(mappingFrom(row->json("document_json"))) : std::nullopt;
}

QList<UsageFile> usageFiles(store::Connection& connection)
{
    return listOf<UsageFile>(connection.rows(select(fileColumns) + QLatin1String("ORDER BY id DESC")), fileOf);
}

std::optional<UsageFile> usageFile(store::Connection& connection, std::int64_t id)
{
    return fileWhere(connection, "WHERE id = ?", id);
}

std::optional<UsageFile> usageFileOfDigest(store::Connection& connection, const QString& digest)
{
    return fileWhere(connection, "WHERE digest = ?", digest);
}

QList<AsideLine> asideLines(store::Connection& connection, AsideState state, int limit)
{
    return listOf<AsideLine>(
        connection.rows(select("SELECT file_id, line, state, reason, text FROM usage_aside WHERE state = ? ORDER BY file_id, line LIMIT ?"), {nameOf(state), limit}), asideOf);
}

std::optional<AsideLine> asideLine(store::Connection& connection, std::int64_t fileId, std::int64_t line)
{
    const auto row = connection.row(select("SELECT file_id, line, state, reason, text FROM usage_aside WHERE file_id = ? AND line = ?"), {fileId, line});
    return row ? std::optional(asideOf(*row)) : std::nullopt;
}

QHash<QString, std::int64_t> suspendedByReason(store::Connection& connection)
{
    QHash<QString, std::int64_t> counts;
    for (const store::Row& row : connection.rows(select("SELECT reason, COUNT(*) AS lines FROM usage_aside WHERE state = 'suspended' GROUP BY reason")))
        counts.insert(row.text("reason"), row.integer("lines"));
    return counts;
}

bool isAnotherThere(store::Connection& connection, std::int64_t identityId, const UsageRecord& record)
{
    const auto there = connection.row(QStringLiteral("SELECT quantity, destination FROM usage_record WHERE day = ? AND identity_id = ? AND start_ms = ? AND record_key = ?"),
                                      {dayOf(record.startMs), identityId, record.startMs, std::int64_t(record.key)});
    return there && (there->integer("quantity") != record.quantity || there->text("destination").toStdString() != record.destination);
}

void insertIdentity(store::Connection& connection, const UsageIdentity& identity)
{
    connection.exec(select("INSERT INTO usage_identity (id, identifier, service_id, from_ms, until_ms) VALUES (?, ?, ?, ?, ?)"),
                    {identity.id, identity.identifier, identity.serviceId, identity.from, identity.until});
}

void endIdentity(store::Connection& connection, std::int64_t id, Timestamp until)
{
    connection.exec(select("UPDATE usage_identity SET until_ms = ? WHERE id = ?"), {until, id});
}

void saveMapping(store::Connection& connection, const UsageMapping& mapping)
{
    connection.exec(select("INSERT INTO usage_mapping (name, document_json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET document_json = EXCLUDED.document_json"),
                    {mapping.name, toJson(mapping)});
}

void insertFile(store::Connection& connection, const UsageFile& file)
{
    connection.exec(select("INSERT INTO usage_file (id, name, digest, mapping, seq, started_ms, imported_ms, records, rated, free, suspended, duplicates, rejected, known_tariff) "
                           "VALUES (?, ?, ?, ?, NULL, ?, NULL, 0, 0, 0, 0, 0, 0, ?)"),
                    {file.id, file.name, file.digest, file.mapping, file.startedAt, file.knownTariff});
}

void updateFile(store::Connection& connection, const UsageFile& file)
{
    const UsageCounts& c = file.counts;
    connection.exec(select("UPDATE usage_file SET seq = ?, imported_ms = ?, first_ms = ?, last_ms = ?, records = ?, rated = ?, free = ?, suspended = ?, duplicates = ?, rejected = ? WHERE id = ?"),
                    {file.seq, file.importedAt, file.first, file.last, c.records, c.rated, c.free, c.suspended, c.duplicates, c.rejected, file.id});
}

void updateAside(store::Connection& connection, const AsideLine& line)
{
    connection.exec(select("UPDATE usage_aside SET state = ?, reason = ?, text = ? WHERE file_id = ? AND line = ?"),
                    {nameOf(line.state), line.reason, line.text, line.fileId, line.line});
}

QJsonObject toJson(const UsageCounts& c)
{
    return {{"records", qint64(c.records)}, {"rated", qint64(c.rated)}, {"free", qint64(c.free)}, {"suspended", qint64(c.suspended)},
            {"duplicates", qint64(c.duplicates)}, {"rejected", qint64(c.rejected)}};
}

QString nameOf(AsideState state)
{
    return QString::fromLatin1(asideNames.at(std::size_t(state)));
}

} // namespace trunkline::rating
