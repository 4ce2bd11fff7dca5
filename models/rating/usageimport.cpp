#include "models/core/errors.h"
#include "models/rating/csvline.h"
#include "models/rating/usageservice.h"
#include "models/store/rowwriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <sodium.h>

#include <algorithm>
#include <array>

namespace trunkline::rating {

using access::Permission;

namespace {

struct ImportTexts {
    Q_DECLARE_TR_FUNCTIONS(UsageImport)
};

QString digestOf(std::string_view text)
{
    QByteArray digest(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), std::size_t(digest.size()), reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
    return QString::fromLatin1(digest.toHex());
}

UsageMapping requireMapping(store::Connection& connection, const QString& name)
{
    if (auto mapping = mappingNamed(connection, name))
        return *std::move(mapping);
    throw NotFound(ImportTexts::tr("There is no mapping “%1”; make it first.").arg(name));
}

/// A line as text that every database takes: what is no UTF-8 is replaced, and so are zero octets.
QString readable(std::string_view line)
{
    return QString::fromUtf8(line.data(), qsizetype(line.size())).replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
}

} // namespace

struct UsageImport::Pending {
    UsageRecord record;
    RatedRecord rated;
    std::int64_t line;
    std::string_view text;        ///< of the line, in the file
    std::string destination;      ///< normalised: the reader's own copy is gone with the next line
    Trouble trouble;
};

UsageImport::UsageImport(store::Context& context, const access::Actor& actor, const QString& path, const QString& mapping, std::size_t linesOfStep)
    : context_(context), actor_(actor), linesOfStep_(linesOfStep), source_(std::make_unique<QFile>(path)),
      lines_((actor.require(Permission::RateUsage), requireMapping(context.connection, mapping)))
{
    if (!source_->open(QIODevice::ReadOnly))
        throw NotFound(ImportTexts::tr("The file %1 can't be read: %2.").arg(path, source_->errorString()));
    if (source_->size() == 0)
        throw InvalidInput(ImportTexts::tr("The file %1 is empty.").arg(path));
    const uchar* mapped = source_->map(0, source_->size());
    if (!mapped)
        throw InvalidInput(ImportTexts::tr("%1 is no file that can be read whole: %2.").arg(path, source_->errorString()));
    text_ = {reinterpret_cast<const char*>(mapped), std::size_t(source_->size())};
    const QString digest = digestOf(text_);
    store::Change change(context_, actor_.who());
    if (const auto before = usageFileOfDigest(change.connection(), digest)) {
        if (before->seq)
            throw Refused(ImportTexts::tr("%1 was read already, as %2; nothing was read again.").arg(QFileInfo(path).fileName(), before->name));
        if (before->mapping != mapping)
            throw Refused(ImportTexts::tr("Reading %1 was begun with the mapping “%2” and interrupted; go on with that mapping.").arg(before->name, before->mapping));
        file_ = *before; // interrupted: the lines that are there are recognised
    } else {
        file_ = {change.nextNumber(QStringLiteral("usage-file")), QFileInfo(path).fileName(), digest, mapping, {}, change.now(), {}, {}, {}, {}, newestTariff(change.connection())};
        insertFile(change.connection(), file_);
        change.commit({QStringLiteral("usage.importBegun"), QStringLiteral("usageFile"), QString::number(file_.id), {},
                       {{"name", file_.name}, {"mapping", mapping}, {"octets", qint64(text_.size())}}, {}, {}});
    }
    rating_.emplace(context.connection, lines_.mapping().kind, file_.knownTariff > 0 ? file_.knownTariff : TariffLibrary::allVersions);
    reader_ = std::make_unique<CsvReader>(text_, char(lines_.mapping().separator.unicode()));
    for (int i = 0; i < lines_.mapping().headerLines && reader_->next() != CsvState::End; ++i) { }
}

UsageImport::~UsageImport() = default;

double UsageImport::progress() const
{
    return text_.empty() ? 1.0 : double(reader_->position()) / double(text_.size());
}

bool UsageImport::step()
{
    pending_.clear();
    while (pending_.size() < linesOfStep_) {
        const CsvState state = reader_->next();
        if (state == CsvState::End) {
            ended_ = true;
            break;
        }
        Pending& next = pending_.emplace_back();
        next.line = reader_->lineNumber();
        next.text = reader_->line();
        next.trouble = state == CsvState::Unfinished ? Trouble::Unfinished : lines_.read(reader_->fields(), reader_->line(), next.record);
        if (next.trouble != Trouble::None)
            continue;
        next.rated = rating_->rate(next.record);
        next.trouble = next.rated.trouble;
        next.destination = next.record.destination;
    }
    if (!pending_.empty())
        write();
    return !ended_;
}

void UsageImport::write()
{
    store::Transaction transaction(context_.connection);
    const auto names = [](std::initializer_list<const char*> columns) { return QStringList(columns.begin(), columns.end()); };
    store::RowWriter records(context_.connection, QStringLiteral("usage_record"),
                             names({"day", "identity_id", "start_ms", "record_key", "file_id", "line", "tariff_id", "price_rule", "quantity", "charged", "amount_micros", "destination"}),
                             names({"day", "identity_id", "start_ms", "record_key"}));
    store::RowWriter asides(context_.connection, QStringLiteral("usage_aside"), names({"file_id", "line", "state", "reason", "text"}), names({"file_id", "line"}));
    UsageCounts counts = file_.counts;
    const auto putAside = [&](const Pending& line, AsideState state, const QString& reason) {
        asides.integer(file_.id).integer(line.line).text(nameOf(state)).text(reason).text(readable(line.text)).endRow();
    };
    // Sorted by what the table is sorted by, beside the lines themselves: these are far apart.
    std::vector<std::pair<std::array<std::int64_t, 4>, const Pending*>> added;
    added.reserve(pending_.size());
    for (const Pending& line : pending_) {
        ++counts.records;
        if (line.trouble != Trouble::None) {
            const bool isRejected = line.trouble == Trouble::NotBilled;
            ++(isRejected ? counts.rejected : counts.suspended);
            putAside(line, isRejected ? AsideState::Rejected : AsideState::Suspended, nameOf(line.trouble));
            continue;
        }
        ++counts.rated;
        counts.free += line.rated.amountMicros == 0;
        const Timestamp start{line.record.startMs};
        added.push_back({{dayOf(start.ms), line.rated.identityId, start.ms, std::int64_t(line.record.key)}, &line});
        file_.first = std::min(file_.first.value_or(start), start);
        file_.last = std::max(file_.last.value_or(start), start);
    }
    std::sort(added.begin(), added.end()); // lines lie in memory in their order: of two with one key the first counts
    for (const auto& [key, line] : added)
        records.integer(key[0]).integer(key[1]).integer(key[2]).integer(key[3]).integer(file_.id)
            .integer(line->line).integer(line->rated.tariffNumber).integer(line->rated.rule).integer(line->record.quantity).integer(line->rated.charged)
            .integer(line->rated.amountMicros).utf8(line->destination).endRow();
    records.finish();
    for (const std::size_t known : records.takeSkipped()) {
        const auto& [key, place] = added[known];
        const Pending& line = *place;
        const auto there = context_.connection.row(QStringLiteral("SELECT file_id, line FROM usage_record WHERE day = ? AND identity_id = ? AND start_ms = ? AND record_key = ?"),
                                                   {key[0], key[1], key[2], key[3]});
        if (there && there->integer("file_id") == file_.id && there->integer("line") == line.line)
            continue; // written before the import was interrupted
        --counts.rated;
        counts.free -= line.rated.amountMicros == 0;
        UsageRecord said = line.record;
        said.destination = line.destination;
        if (isAnotherThere(context_.connection, line.rated.identityId, said)) {
            ++counts.suspended; // the second leg of a callback, a session that went on: a person decides
            putAside(line, AsideState::Suspended, nameOf(Trouble::SameKey));
            continue;
        }
        ++counts.duplicates;
        putAside(line, AsideState::Duplicate, there ? QStringLiteral("file %1, line %2").arg(there->integer("file_id")).arg(there->integer("line")) : QString());
    }
    asides.finish();
    transaction.commit();
    file_.counts = counts;
}

UsageFile UsageImport::finish()
{
    if (!ended_)
        qFatal("An import ends when its file does");
    store::Change change(context_, actor_.who());
    file_.seq = change.nextNumber(QStringLiteral("usage-seq"));
    file_.importedAt = change.now();
    updateFile(change.connection(), file_);
    change.commit({QStringLiteral("usage.imported"), QStringLiteral("usageFile"), QString::number(file_.id), {}, toJson(file_.counts), {}, {}});
    return file_;
}

} // namespace trunkline::rating
