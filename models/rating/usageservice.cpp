#include "models/rating/usageservice.h"

#include "models/core/errors.h"
#include "models/inventory/servicestore.h"
#include "models/rating/csvline.h"

#include <QCoreApplication>

namespace trunkline::rating {

using access::Permission;

namespace {

struct UsageTexts {
    Q_DECLARE_TR_FUNCTIONS(Usage)
};

AsideLine requireSuspended(store::Connection& connection, std::int64_t file, std::int64_t number)
{
    const auto line = asideLine(connection, file, number);
    if (!line)
        throw NotFound(UsageTexts::tr("Line %1 of file %2 is not among those that were put aside.").arg(number).arg(file));
    if (line->state != AsideState::Suspended)
        throw Refused(UsageTexts::tr("Line %1 of file %2 is not suspended any more (%3).").arg(number).arg(file).arg(nameOf(line->state)));
    return *line;
}

QString subjectOf(const AsideLine& line)
{
    return QStringLiteral("%1:%2").arg(line.fileId).arg(line.line);
}

QJsonObject toJson(const AsideLine& line)
{
    return {{"state", nameOf(line.state)}, {"reason", line.reason}, {"text", line.text}};
}

} // namespace

UsageIdentity UsageService::identify(const access::Actor& actor, const QString& identifier, ServiceId service, Timestamp from)
{
    actor.require(Permission::RateUsage);
    const QString name = identifier.trimmed();
    if (name.isEmpty() || name.toUtf8().size() > 200)
        throw InvalidInput(UsageTexts::tr("The identifier is empty or too long; write the number or name by which the network knows the service."));
    store::Change change(context_, actor.who());
    const auto holder = inventory::service(change.connection(), service);
    if (!holder)
        throw NotFound(UsageTexts::tr("There is no such service."));
    for (const UsageIdentity& other : identitiesNamed(change.connection(), name))
        if (!other.until || from < *other.until) {
            const auto otherService = inventory::service(change.connection(), other.serviceId);
            throw Refused(UsageTexts::tr("“%1” is %2's from %3 on; release it there first.")
                              .arg(name, otherService ? otherService->name : QString(), other.from.toIso()));
        }
    const UsageIdentity made{change.nextNumber(QStringLiteral("usage-identity")), name, service, from, {}};
    insertIdentity(change.connection(), made);
    change.commit({QStringLiteral("usage.identified"), QStringLiteral("service"), service.toString(), {}, {{"identifier", name}, {"from", from.toIso()}}, {}, {}});
    return made;
}

void UsageService::release(const access::Actor& actor, std::int64_t identity, Timestamp until)
{
    actor.require(Permission::RateUsage);
    store::Change change(context_, actor.who());
    const auto known = identityNumbered(change.connection(), identity);
    if (!known)
        throw NotFound(UsageTexts::tr("There is no such identifier."));
    if (known->until || until <= known->from)
        throw Refused(UsageTexts::tr("“%1” is released already, or would end before it began.").arg(known->identifier));
    endIdentity(change.connection(), identity, until);
    const QJsonObject before{{"identifier", known->identifier}, {"from", known->from.toIso()}};
    QJsonObject after = before;
    after["until"] = until.toIso();
    change.commit({QStringLiteral("usage.released"), QStringLiteral("service"), known->serviceId.toString(), before, after, {}, {}});
}

void UsageService::saveMapping(const access::Actor& actor, const UsageMapping& mapping)
{
    actor.require(Permission::RateUsage);
    checkMapping(mapping);
    store::Change change(context_, actor.who());
    const auto before = mappingNamed(change.connection(), mapping.name);
    rating::saveMapping(change.connection(), mapping);
    change.commit({QStringLiteral("usage.mappingSaved"), QStringLiteral("usageMapping"), mapping.name, before ? rating::toJson(*before) : QJsonObject(), rating::toJson(mapping), {}, {}});
}

void UsageService::reject(const access::Actor& actor, std::int64_t file, std::int64_t line, const QString& reason)
{
    actor.require(Permission::RateUsage);
    if (reason.trimmed().isEmpty())
        throw InvalidInput(UsageTexts::tr("Write why the line is not charged."));
    store::Change change(context_, actor.who());
    const AsideLine before = requireSuspended(change.connection(), file, line);
    AsideLine after = before;
    after.state = AsideState::Rejected;
    after.reason = reason.trimmed();
    updateAside(change.connection(), after);
    change.commit({QStringLiteral("usage.rejected"), QStringLiteral("usageLine"), subjectOf(after), toJson(before), toJson(after), {}, {}});
}

void UsageService::repair(const access::Actor& actor, std::int64_t file, std::int64_t line, const QString& text)
{
    actor.require(Permission::RateUsage);
    if (text.trimmed().isEmpty() || text.contains(u'\n'))
        throw InvalidInput(UsageTexts::tr("The repaired line is empty or has several lines."));
    store::Change change(context_, actor.who());
    const AsideLine before = requireSuspended(change.connection(), file, line);
    AsideLine after = before;
    after.text = text;
    updateAside(change.connection(), after);
    change.commit({QStringLiteral("usage.repaired"), QStringLiteral("usageLine"), subjectOf(after), toJson(before), toJson(after), {}, {}});
}

UsageCounts UsageService::recycle(const access::Actor& actor)
{
    actor.require(Permission::RateUsage);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    UsageFile made{0, UsageTexts::tr("Recycled"), {}, {}, {}, change.now(), change.now(), {}, {}, {}, newestTariff(connection)};
    struct Way { LineReader lines; UsageRating rating; };
    std::map<QString, std::unique_ptr<Way>> ways;
    std::map<std::int64_t, QString> mappingOfFile;
    for (AsideLine line : asideLines(connection, AsideState::Suspended, std::numeric_limits<int>::max())) {
        ++made.counts.records;
        auto& mapping = mappingOfFile[line.fileId];
        if (mapping.isEmpty())
            mapping = usageFile(connection, line.fileId)->mapping;
        auto& way = ways[mapping];
        if (!way) {
            LineReader lines(*mappingNamed(connection, mapping));
            const QString kind = lines.mapping().kind;
            way = std::make_unique<Way>(Way{std::move(lines), UsageRating(connection, kind)});
        }
        const std::string text = line.text.toStdString();
        CsvReader reader(text, char(way->lines.mapping().separator.unicode()));
        UsageRecord record;
        Trouble trouble = reader.next() == CsvState::Line ? way->lines.read(reader.fields(), reader.line(), record) : Trouble::Unfinished;
        RatedRecord rated;
        if (trouble == Trouble::None) {
            rated = way->rating.rate(record);
            trouble = rated.trouble != Trouble::None || !isAnotherThere(connection, rated.identityId, record) ? rated.trouble : Trouble::SameKey;
        }
        if (trouble != Trouble::None) {
            line.reason = nameOf(trouble);
            ++made.counts.suspended;
        } else {
            if (made.id == 0) {
                made.id = change.nextNumber(QStringLiteral("usage-file"));
                made.digest = QStringLiteral("recycled:%1").arg(made.id);
                insertFile(connection, made);
            }
            const std::int64_t written = connection.exec(
                QStringLiteral("INSERT INTO usage_record (day, identity_id, start_ms, record_key, file_id, line, tariff_id, price_rule, quantity, charged, amount_micros, "
                               "destination) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"),
                {dayOf(record.startMs), rated.identityId, record.startMs, std::int64_t(record.key), made.id, made.counts.rated + 1, rated.tariffNumber, rated.rule, record.quantity,
                 rated.charged, rated.amountMicros, QString::fromUtf8(record.destination.data(), qsizetype(record.destination.size()))});
            const Timestamp start{record.startMs};
            made.first = std::min(made.first.value_or(start), start);
            made.last = std::max(made.last.value_or(start), start);
            line.state = written == 0 ? AsideState::Duplicate : AsideState::Recycled;
            line.reason = QStringLiteral("file %1").arg(made.id);
            ++(written == 0 ? made.counts.duplicates : made.counts.rated);
            made.counts.free += written != 0 && rated.amountMicros == 0;
        }
        updateAside(connection, line);
    }
    if (made.id == 0)
        return made.counts;
    made.seq = change.nextNumber(QStringLiteral("usage-seq"));
    updateFile(connection, made);
    change.commit({QStringLiteral("usage.recycled"), QStringLiteral("usageFile"), QString::number(made.id), {}, rating::toJson(made.counts), {}, {}});
    return made.counts;
}

} // namespace trunkline::rating
