#include "models/rating/usagecheck.h"

#include <QCoreApplication>

#include <map>

namespace trunkline::rating {

namespace {

struct CheckTexts {
    Q_DECLARE_TR_FUNCTIONS(UsageCheck)
};

std::map<std::int64_t, std::int64_t> countsByFile(store::Connection& connection, const QString& text)
{
    std::map<std::int64_t, std::int64_t> counts;
    for (const store::Row& row : connection.rows(text))
        counts[row.integer("file_id")] = row.integer("n");
    return counts;
}

std::int64_t at(const std::map<std::int64_t, std::int64_t>& counts, std::int64_t file)
{
    const auto found = counts.find(file);
    return found == counts.end() ? 0 : found->second;
}

} // namespace

UsageCheck checkUsage(store::Connection& connection)
{
    UsageCheck check;
    const auto say = [&check](const QString& what, const UsageFile& file, std::int64_t said, std::int64_t found) {
        if (said != found)
            check.wrong.append(CheckTexts::tr("File %1 (%2): %3 should be %4, there are %5.").arg(file.id).arg(file.name, what).arg(said).arg(found));
    };
    const auto rated = countsByFile(connection, QStringLiteral("SELECT file_id, COUNT(*) AS n FROM usage_record GROUP BY file_id"));
    const auto aside = countsByFile(connection, QStringLiteral("SELECT file_id, COUNT(*) AS n FROM usage_aside GROUP BY file_id"));
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT state, COUNT(*) AS n FROM usage_aside GROUP BY state"))) {
        const QString state = row.text("state");
        (state == nameOf(AsideState::Suspended)       ? check.suspendedNow
             : state == nameOf(AsideState::Rejected)  ? check.rejectedNow
             : state == nameOf(AsideState::Duplicate) ? check.duplicatesNow
                                                      : check.recycled) = row.integer("n");
    }
    std::int64_t ratedOfRecycling = 0;
    for (const UsageFile& file : usageFiles(connection)) {
        if (!file.seq) {
            ++check.unfinishedFiles;
            continue;
        }
        check.ratedNow += at(rated, file.id);
        const UsageCounts& c = file.counts;
        say(CheckTexts::tr("rated records"), file, c.rated, at(rated, file.id));
        say(CheckTexts::tr("rated, suspended, duplicate and rejected lines together"), file, c.records, c.rated + c.suspended + c.duplicates + c.rejected);
        if (file.mapping.isEmpty()) { // of a recycling: its lines are those of other files
            ratedOfRecycling += c.rated;
            continue;
        }
        say(CheckTexts::tr("lines put aside"), file, c.suspended + c.duplicates + c.rejected, at(aside, file.id));
        check.read.records += c.records;
        check.read.rated += c.rated;
        check.read.suspended += c.suspended;
        check.read.duplicates += c.duplicates;
        check.read.rejected += c.rejected;
        check.read.free += c.free;
    }
    const auto onInvoices = connection.row(QStringLiteral("SELECT CAST(COALESCE(SUM(billed), 0) AS BIGINT) AS billed, CAST(COALESCE(SUM(included), 0) AS BIGINT) AS included, "
                                                          "CAST(COALESCE(SUM(free), 0) AS BIGINT) AS free FROM usage_window WHERE invoice_id IS NOT NULL"));
    check.billed = onInvoices->integer("billed");
    check.included = onInvoices->integer("included");
    check.free = onInvoices->integer("free");
    if (check.unbilled() < 0)
        check.wrong.append(CheckTexts::tr("Invoices hold %1 records of usage, but there are only %2.").arg(check.ratedNow - check.unbilled()).arg(check.ratedNow));
    if (ratedOfRecycling != check.recycled)
        check.wrong.append(CheckTexts::tr("Recycling rated %1 lines, but %2 are marked as recycled.").arg(ratedOfRecycling).arg(check.recycled));
    return check;
}

} // namespace trunkline::rating
