// The rows of usage: whose it is, which files were read, what they held. Reads run on any thread's connection.
#pragma once

#include "models/core/id.h"
#include "models/rating/usagemapping.h"
#include "models/store/connection.h"

namespace trunkline::rating {

/// What the network calls a service, for a time.
struct UsageIdentity {
    std::int64_t id = 0;
    QString identifier; ///< "493012345", "cust-17@isp"
    ServiceId serviceId;
    Timestamp from;
    std::optional<Timestamp> until;
    bool operator==(const UsageIdentity&) const = default;
};

/// What became of a file's lines; they sum to `records`.
struct UsageCounts {
    std::int64_t records = 0;
    std::int64_t rated = 0;
    std::int64_t suspended = 0;
    std::int64_t duplicates = 0;
    std::int64_t rejected = 0;
    std::int64_t free = 0; ///< of those rated: cost nothing
    bool operator==(const UsageCounts&) const = default;
};

struct UsageFile {
    std::int64_t id = 0;
    QString name;
    QString digest; ///< BLAKE2b of its octets: the same file is not read twice
    QString mapping;
    std::optional<std::int64_t> seq; ///< nothing while it is being read, or when that was interrupted
    Timestamp startedAt;
    std::optional<Timestamp> importedAt;
    UsageCounts counts;
    std::optional<Timestamp> first; ///< start of its earliest rated record
    std::optional<Timestamp> last;
    std::int64_t knownTariff = 0; ///< the newest tariff when it was begun: its records are rated by those up to it; 0 for files of earlier versions
    bool operator==(const UsageFile&) const = default;
};

enum class AsideState { Suspended, Duplicate, Rejected, Recycled };

/// A line that is no rated record.
struct AsideLine {
    std::int64_t fileId = 0;
    std::int64_t line = 0;
    AsideState state = AsideState::Suspended;
    QString reason; ///< nameOf(Trouble), or what a person wrote who rejected it
    QString text;
    bool operator==(const AsideLine&) const = default;
};

/// The day of UTC under which a record is kept.
constexpr std::int64_t dayOf(std::int64_t startMs) { return startMs / 86'400'000 - (startMs % 86'400'000 < 0); }

QList<UsageIdentity> identities(store::Connection& connection);
/// Of one identifier, the oldest first.
QList<UsageIdentity> identitiesNamed(store::Connection& connection, const QString& identifier);
std::optional<UsageIdentity> identityNumbered(store::Connection& connection, std::int64_t id);
QList<UsageIdentity> identitiesOf(store::Connection& connection, ServiceId service);
/// By name.
QList<UsageMapping> mappings(store::Connection& connection);
std::optional<UsageMapping> mappingNamed(store::Connection& connection, const QString& name);
/// Newest first.
QList<UsageFile> usageFiles(store::Connection& connection);
std::optional<UsageFile> usageFile(store::Connection& connection, std::int64_t id);
std::optional<UsageFile> usageFileOfDigest(store::Connection& connection, const QString& digest);
/// In the order of files and lines, at most `limit`.
QList<AsideLine> asideLines(store::Connection& connection, AsideState state, int limit = 10'000);
std::optional<AsideLine> asideLine(store::Connection& connection, std::int64_t fileId, std::int64_t line);
/// Of suspended lines, by reason.
QHash<QString, std::int64_t> suspendedByReason(store::Connection& connection);

/// Whether another record than this one has its place: the same identity, start and key, but another destination or quantity.
bool isAnotherThere(store::Connection& connection, std::int64_t identityId, const UsageRecord& record);

void insertIdentity(store::Connection& connection, const UsageIdentity& identity);
void endIdentity(store::Connection& connection, std::int64_t id, Timestamp until);
void saveMapping(store::Connection& connection, const UsageMapping& mapping);
void insertFile(store::Connection& connection, const UsageFile& file);
void updateFile(store::Connection& connection, const UsageFile& file);
void updateAside(store::Connection& connection, const AsideLine& line);

/// For the journal.
QJsonObject toJson(const UsageCounts& counts);
/// "suspended", "duplicate", "rejected", "recycled": stable.
QString nameOf(AsideState state);

} // namespace trunkline::rating
