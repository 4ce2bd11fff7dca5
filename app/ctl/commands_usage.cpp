// Jobs about usage: whose it is, how files are read, what became of their lines.

#include "app/ctl/moneyarguments.h"
#include "app/ctl/usagearguments.h"
#include "models/billing/billablestore.h"
#include "models/billing/reratingservice.h"
#include "models/billing/usageaudit.h"
#include "models/core/errors.h"
#include "models/rating/radiusdetail.h"
#include "models/rating/usagecheck.h"
#include "models/rating/usageservice.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QTextStream>

#include <algorithm>
#include <unistd.h>

namespace trunkline::ctl {

namespace {

using rating::AsideState;

QString usageWords(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

void requireUsage(Session& session)
{
    session.actor().require(access::Permission::RateUsage);
}

int saveMapping(Session& session, const QCommandLineParser& parser)
{
    const rating::UsageMapping mapping = rating::mappingFrom(documentIn(parser.positionalArguments().first()));
    rating::UsageService(session.context()).saveMapping(session.actor(), mapping);
    session.say(usageWords("The mapping “%1” is saved.").arg(mapping.name), rating::toJson(mapping));
    return Done;
}

int listMappings(Session& session, const QCommandLineParser&)
{
    requireUsage(session);
    Listing listing{{{"name", usageWords("Mapping")}, {"kind", usageWords("Usage")}, {"timeFormat", usageWords("Times")}, {"timeZone", usageWords("Time zone")}, {"form", usageWords("Quantities")}}, {},
                    usageWords("There is no mapping yet; save one with “trunklinectl usage mapping save”.")};
    for (const rating::UsageMapping& each : rating::mappings(session.connection()))
        listing.rows.append(rating::toJson(each));
    session.show(listing);
    return Done;
}

int identify(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const inventory::Service service = serviceCalled(session, words[1]);
    const Timestamp from = parser.isSet(QStringLiteral("from")) ? Timestamp::parse(parser.value(QStringLiteral("from"))) : session.clock().now();
    const rating::UsageIdentity made = rating::UsageService(session.context()).identify(session.actor(), words[0], service.id, from);
    session.say(usageWords("Usage of %1 is %2's from %3 on.").arg(made.identifier, service.name, session.time(from)), {{"id", qint64(made.id)}, {"identifier", made.identifier}, {"service", service.name}});
    return Done;
}

QJsonObject rowOf(const rating::UsageFile& file)
{
    QJsonObject row = rating::toJson(file.counts);
    row["id"] = qint64(file.id);
    row["name"] = file.name;
    row["mapping"] = file.mapping;
    row["finished"] = file.seq.has_value();
    return row;
}

/// "41 %" on a terminal that waits; files and pipes get the result only.
void showProgress(double part)
{
    if (isatty(STDERR_FILENO))
        QTextStream(stderr) << '\r' << QString::number(int(part * 100)).rightJustified(3) << " %" << (part >= 1 ? "\r     \r" : "") << Qt::flush;
}

int importFile(Session& session, const QCommandLineParser& parser)
{
    rating::UsageImport import(session.context(), session.actor(), parser.positionalArguments().first(), parser.value(QStringLiteral("mapping")));
    showProgress(0);
    while (import.step())
        showProgress(std::min(import.progress(), 0.99));
    const rating::UsageFile file = import.finish();
    showProgress(1);
    session.say(usageWords("File %1 is read. Lines: %2; rated: %3 (%4 of them free); suspended: %5; duplicates: %6; rejected: %7.")
                    .arg(file.id).arg(file.counts.records).arg(file.counts.rated).arg(file.counts.free).arg(file.counts.suspended).arg(file.counts.duplicates).arg(file.counts.rejected),
                rowOf(file));
    return Done;
}

/// A detail file of FreeRADIUS as lines that a mapping reads.
int sessionsOf(Session& session, const QCommandLineParser& parser)
{
    requireUsage(session);
    const QString path = parser.positionalArguments().first();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw NotFound(usageWords("%1 can't be read (%2).").arg(path, file.errorString()));
    const uchar* mapped = file.size() > 0 ? file.map(0, file.size()) : nullptr;
    if (!mapped)
        throw InvalidInput(usageWords("%1 is empty, or no file that can be read whole.").arg(path));
    rating::RadiusDetail detail = rating::readRadiusDetail({reinterpret_cast<const char*>(mapped), std::size_t(file.size())});
    const auto open = detail.sessions.removeIf([&](const rating::RadiusSession& each) { return !each.hasStopped && !parser.isSet(QStringLiteral("with-open")); });
    const QString output = parser.isSet(QStringLiteral("output")) ? parser.value(QStringLiteral("output")) : path + QStringLiteral(".csv");
    writeWhole(output, rating::toCsv(detail.sessions));
    QString broken = usageWords("none");
    if (!detail.brokenAt.isEmpty())
        broken = usageWords("%1, the first at line %2").arg(detail.brokenAt.size()).arg(detail.brokenAt.first());
    session.say(usageWords("%1 holds the sessions. Written: %2; left out because they go on: %3; sent again or late: %4; other: %5; broken blocks: %6.")
                    .arg(output).arg(detail.sessions.size()).arg(open).arg(detail.repeated).arg(detail.other).arg(broken),
                {{"file", output}, {"blocks", qint64(detail.blocks)}, {"sessions", qint64(detail.sessions.size())}, {"open", qint64(open)}, {"repeated", qint64(detail.repeated)}, {"other", qint64(detail.other)}, {"broken", qint64(detail.brokenAt.size())}});
    return Done;
}

int listFiles(Session& session, const QCommandLineParser&)
{
    requireUsage(session);
    Listing listing{{{"id", usageWords("File"), true}, {"name", usageWords("Name")}, {"imported", usageWords("Read")}, {"records", usageWords("Lines"), true}, {"rated", usageWords("Rated"), true}, {"free", usageWords("Free"), true},
                     {"suspended", usageWords("Suspended"), true}, {"duplicates", usageWords("Duplicates"), true}, {"rejected", usageWords("Rejected"), true}}, {},
                    usageWords("No usage is read yet; read a file with “trunklinectl usage import”.")};
    for (const rating::UsageFile& file : rating::usageFiles(session.connection())) {
        QJsonObject row = rowOf(file);
        row["imported"] = file.importedAt && file.seq ? session.time(*file.importedAt) : usageWords("interrupted");
        listing.rows.append(row);
    }
    session.show(listing);
    return Done;
}

int showSuspense(Session& session, const QCommandLineParser& parser)
{
    requireUsage(session);
    if (parser.isSet(QStringLiteral("lines"))) {
        Listing listing{{{"file", usageWords("File"), true}, {"line", usageWords("Line"), true}, {"reason", usageWords("Reason")}, {"text", usageWords("Text")}}, {}, usageWords("No line is suspended.")};
        for (const rating::AsideLine& line : rating::asideLines(session.connection(), AsideState::Suspended, int(std::clamp<qint64>(wholeOption(parser, "lines"), 1, 1'000'000))))
            listing.rows.append(QJsonObject{{"file", qint64(line.fileId)}, {"line", qint64(line.line)}, {"reason", line.reason}, {"text", line.text}});
        session.show(listing);
        return Done;
    }
    Listing listing{{{"reason", usageWords("Reason")}, {"lines", usageWords("Lines"), true}, {"meaning", usageWords("What to do")}}, {}, usageWords("No line is suspended.")};
    const QHash<QString, std::int64_t> counts = rating::suspendedByReason(session.connection());
    QStringList reasons = counts.keys();
    std::sort(reasons.begin(), reasons.end(), [&](const QString& a, const QString& b) { return std::pair(-counts[a], a) < std::pair(-counts[b], b); });
    for (const QString& reason : std::as_const(reasons))
        listing.rows.append(QJsonObject{{"reason", reason}, {"lines", qint64(counts[reason])}, {"meaning", rating::sentenceOf(rating::troubleNamed(reason))}});
    session.show(listing);
    return Done;
}

std::pair<qint64, qint64> lineArguments(const QStringList& words)
{
    return {wholeArgument(words[0], usageWords("FILE")), wholeArgument(words[1], usageWords("LINE"))};
}

int repairLine(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const auto [file, line] = lineArguments(words);
    rating::UsageService(session.context()).repair(session.actor(), file, line, words[2]);
    session.say(usageWords("Line %1 of file %2 is repaired; “trunklinectl usage recycle” rates it.").arg(line).arg(file));
    return Done;
}

int rejectLine(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const auto [file, line] = lineArguments(words);
    rating::UsageService(session.context()).reject(session.actor(), file, line, words[2]);
    session.say(usageWords("Line %1 of file %2 will never be charged.").arg(line).arg(file));
    return Done;
}

int recycle(Session& session, const QCommandLineParser&)
{
    const rating::UsageCounts counts = rating::UsageService(session.context()).recycle(session.actor());
    session.say(usageWords("Suspended lines: %1; rated now: %2; duplicates: %3; still suspended: %4.").arg(counts.records).arg(counts.rated).arg(counts.duplicates).arg(counts.suspended), rating::toJson(counts));
    return Done;
}

/// One account, or all of them, each for itself.
int rerate(Session& session, const QCommandLineParser& parser)
{
    if (parser.isSet(QStringLiteral("account")) == parser.isSet(QStringLiteral("all")))
        throw InvalidInput(usageWords("Name either one account or all: --account A-000001 or --all."));
    const BillingPeriod days{BillingDate::parse(parser.value(QStringLiteral("from"))), BillingDate::parse(parser.value(QStringLiteral("last-day"))).plusDays(1)};
    const QString reason = parser.value(QStringLiteral("reason"));
    billing::ReratingService service(session.context());
    if (parser.isSet(QStringLiteral("all"))) {
        const billing::ReratingResult result = service.rerateAll(session.actor(), days, reason);
        for (const QString& refusal : result.refused)
            QTextStream(stderr) << refusal << '\n';
        session.say(usageWords("Records of corrected tariffs: %1; accounts with other prices: %2; charges on their next invoices: %3; accounts left out: %4.")
                        .arg(result.records).arg(result.accounts).arg(result.charges).arg(result.refused.size()),
                    {{"records", qint64(result.records)}, {"accounts", result.accounts}, {"charges", result.charges}, {"refused", QJsonArray::fromStringList(result.refused)}});
        return result.refused.isEmpty() ? Done : BusinessRefused;
    }
    const billing::Rerating result = service.rerate(session.actor(), accountCalled(session, parser.value(QStringLiteral("account"))).id, days, reason);
    QStringList lines;
    QJsonArray charges;
    for (const billing::AccountCharge& charge : result.charges) {
        lines.append(QStringLiteral("%1  %2").arg(charge.text, charge.net.toDisplay()));
        charges.append(billing::toJson(charge));
    }
    lines.append(usageWords("Records of corrected tariffs: %1; charges on the next invoice: %2.").arg(result.records).arg(result.charges.size()));
    session.say(lines.join(u'\n'), {{"records", qint64(result.records)}, {"charges", charges}});
    return Done;
}

int checkNow(Session& session, const QCommandLineParser&)
{
    requireUsage(session);
    rating::UsageCheck check = rating::checkUsage(session.connection());
    check.wrong += billing::wrongUsageWindows(session.connection());
    if (!check.wrong.isEmpty())
        throw Refused(check.wrong.join(u'\n'));
    session.say(usageWords("The usage adds up. Lines read: %1; rated: %2 (%3 of them recycled); suspended: %4; duplicates: %5; rejected: %6; files not finished: %7.")
                        .arg(check.read.records).arg(check.ratedNow).arg(check.recycled).arg(check.suspendedNow).arg(check.duplicatesNow).arg(check.rejectedNow).arg(check.unfinishedFiles)
                    + u' ' + usageWords("Of those rated, billed: %1; included: %2; free: %3; not on an invoice yet: %4.").arg(check.billed).arg(check.included).arg(check.free).arg(check.unbilled()),
                {{"sound", true}, {"records", qint64(check.read.records)}, {"rated", qint64(check.ratedNow)}, {"recycled", qint64(check.recycled)}, {"suspended", qint64(check.suspendedNow)},
                 {"duplicates", qint64(check.duplicatesNow)}, {"rejected", qint64(check.rejectedNow)}, {"unfinishedFiles", qint64(check.unfinishedFiles)},
                 {"billed", qint64(check.billed)}, {"included", qint64(check.included)}, {"freeOnInvoices", qint64(check.free)}, {"notOnInvoices", qint64(check.unbilled())}});
    return Done;
}

} // namespace

QList<Command> usageCommands()
{
    const QCommandLineOption mapping(QStringLiteral("mapping"), usageWords("how the file is read"), QStringLiteral("NAME"));
    const QCommandLineOption from(QStringLiteral("from"), usageWords("since when, such as 2026-03-01T00:00:00Z (else now)"), QStringLiteral("TIME"));
    const QCommandLineOption lines(QStringLiteral("lines"), usageWords("the first N lines themselves"), QStringLiteral("N"));
    return {
        {"usage mapping save", "FILE.json", usageWords("how files of usage are read (form: resources/usage/README.md)"), 1, 1, {}, saveMapping},
        {"usage mapping list", "", usageWords("all mappings"), 0, 0, {}, listMappings},
        {"usage identify", "IDENTIFIER SERVICE", usageWords("whose a number or login is from a time on"), 2, 2, {from}, identify},
        {"usage import", "FILE", usageWords("read and rate a file; given again after an interruption it goes on"), 1, 1, {mapping}, importFile},
        {"usage radius", "FILE", usageWords("the sessions of a RADIUS detail file as CSV, for usage import"), 1, 1,
         {QCommandLineOption(QStringLiteral("output"), usageWords("where to (else FILE.csv)"), QStringLiteral("FILE")),
          QCommandLineOption(QStringLiteral("with-open"), usageWords("also sessions that never stopped, as their last update said"))}, sessionsOf},
        {"usage files", "", usageWords("the files that were read, and what became of their lines"), 0, 0, {}, listFiles},
        {"usage suspense", "", usageWords("lines that can't be rated, by reason"), 0, 0, {lines}, showSuspense},
        {"usage repair", "FILE LINE TEXT", usageWords("write a suspended line as it should have been"), 3, 3, {}, repairLine},
        {"usage reject", "FILE LINE REASON", usageWords("a suspended line will never be charged"), 3, 3, {}, rejectLine},
        {"usage recycle", "", usageWords("rate the suspended lines again"), 0, 0, {}, recycle},
        {"usage rerate", "", usageWords("the usage of past days by the tariffs that are there now; differences come on the next invoice, once"), 0, 0,
         {QCommandLineOption(QStringLiteral("account"), usageWords("of this account"), QStringLiteral("A-…")), QCommandLineOption(QStringLiteral("all"), usageWords("of all accounts")),
          QCommandLineOption(QStringLiteral("from"), usageWords("first day"), QStringLiteral("DATE")), QCommandLineOption(QStringLiteral("last-day"), usageWords("last day"), QStringLiteral("DATE")),
          QCommandLineOption(QStringLiteral("reason"), usageWords("why, for the customer and the journal"), QStringLiteral("TEXT"))}, rerate},
        {"usage check", "", usageWords("whether every line that was read is somewhere; exit code 3 when not"), 0, 0, {}, checkNow},
    };
}

} // namespace trunkline::ctl
