// A bill run's preview: every account's invoice composed from the database, a page of accounts at a time. Durations against the
// targets of the plan; memory must not grow with the number of customers.
#include "tests/bench/bench.h"
#include "tests/bench/billedoperator.h"
#include "tests/bench/voicetariff.h"

#include "models/billing/billrunservice.h"
#include "models/customer/customerstore.h"
#include "models/documents/einvoice.h"
#include "models/rating/usageservice.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <stdexcept>

namespace trunkline::bench {

namespace {

/// accounts services: the preview's seconds, and what it added to the memory.
QJsonObject previewWorker(const QStringList& arguments)
{
    const int accounts = arguments[0].toInt(), services = arguments[1].toInt();
    BilledOperator billed(accounts, services);
    const BillingDate day(2026, 4, 1);
    const qint64 before = residentBytes();
    qint64 most = before;
    QElapsedTimer timer;
    timer.start();
    const double cpu = cpuMicroseconds();
    billing::Approval figures;
    billing::draftEach(billed.connection(), billing::cycleEndedBy(day, 1), day, [&](const billing::DraftedAccount& drafted) {
        figures.add(drafted);
        if (figures.documents % 4'096 == 0)
            most = std::max(most, residentBytes());
        return true;
    });
    const double seconds = double(timer.nsecsElapsed()) / 1e9, cpuSeconds = (cpuMicroseconds() - cpu) / 1e6;
    most = std::max(most, residentBytes());
    if (figures.documents != accounts || figures.parked != 0 || figures.totals.first().net.minor != billed.monthly(services).minor * accounts)
        throw std::runtime_error("the preview's figures are wrong");
    return {{"seconds", seconds}, {"cpuSeconds", cpuSeconds}, {"grownMiB", double(most - before) / (1024.0 * 1024.0)}};
}

Row limitRow(const QString& name, double figure, const QString& unit, double most, const QString& yardstick)
{
    Row row{name, figure, unit, yardstick, std::nullopt, QStringLiteral("≤ %1").arg(most), figure <= most, {}};
    return row;
}

/// accounts files: what a month of calls, its preview, its invoices and their XML take.
QJsonObject monthWorker(const QStringList& arguments)
{
    constexpr int callsInFile = 1'000'000, secondsOfFile = 200'000, numbersEach = 8;
    const int accounts = arguments[0].toInt(), files = arguments[1].toInt();
    BilledOperator billed(accounts, products);
    const auto someone = access::Actor::withRoles(QStringLiteral("bench"), QStringLiteral("bench"), {access::Role::Administrator});
    billed.addNumbers(someone);
    store::Context context{billed.connection(), billed.clock(), billed.ids(), {}};
    QTemporaryDir folder;
    QElapsedTimer timer;
    double importSeconds = 0;
    for (int number = 0; number < files; ++number) {
        QFile calls(folder.filePath(QStringLiteral("calls-%1.csv").arg(number)));
        const QByteArray text = textOf({number, callsInFile, accounts, 1'772'400'000 + number * secondsOfFile, callsInFile / secondsOfFile, numbersEach});
        if (!calls.open(QIODevice::WriteOnly) || calls.write(text) != text.size())
            throw std::runtime_error("no room for the file of calls");
        calls.close();
        timer.start();
        rating::UsageImport import(context, someone, calls.fileName(), callMapping().name);
        while (import.step()) { }
        import.finish();
        importSeconds += double(timer.nsecsElapsed()) / 1e9;
        calls.remove();
    }
    const BillingDate day(2026, 4, 1);
    billed.clock().set(Timestamp::parse(u"2026-04-01T06:00:00Z"));
    const billing::BillCycle cycle = billing::cycleEndedBy(day, 1);
    const qint64 before = residentBytes();
    timer.start();
    const billing::Approval figures = billing::figuresOf(billed.connection(), cycle, day);
    const double previewSeconds = double(timer.nsecsElapsed()) / 1e9;
    if (figures.documents != accounts || figures.totals.first().net.minor <= billed.monthly(products).minor * accounts)
        throw std::runtime_error("the preview's figures are wrong");
    timer.start();
    billing::BillRunService runs(context);
    const billing::BillRun run = runs.start(someone, cycle, day);
    const billing::Biller biller = billing::biller(billed.connection());
    const documents::DocumentSettings settings;
    billing::Approval posted;
    qint64 octets = 0;
    QString behind;
    for (QList<customer::Account> page; !(page = customer::accountsAfter(billed.connection(), 1, behind, 500)).isEmpty(); behind = page.last().number)
        for (const customer::Account& account : page) {
            const auto drafted = runs.postAccount(someone, run, account.id, biller);
            posted.add(drafted.value());
            octets += documents::toUbl(documents::eInvoice(drafted->invoice.value(), settings, {})).size();
        }
    runs.end(someone, run, billing::BillRunState::Finished);
    if (posted != figures)
        throw std::runtime_error("what was posted is not what the preview said");
    return {{"import", importSeconds}, {"preview", previewSeconds}, {"post", double(timer.nsecsElapsed()) / 1e9}, {"grownMiB", double(residentBytes() - before) / (1024.0 * 1024.0)},
            {"xmlMB", double(octets) / 1e6}};
}

QList<Row> monthRows()
{
    constexpr double mostPreview = 120, mostPost = 300, mostMiB = 64;
    const QJsonObject month = work(QStringLiteral("billrun-month"), {QStringLiteral("100000"), QStringLiteral("10")});
    const auto number = [&](const char* name) { return month[QLatin1StringView(name)].toDouble(); };
    const QString name = QStringLiteral("100,000 customers with 3 products and 10 million calls: %1");
    return {limitRow(name.arg(QLatin1StringView("preview")), number("preview"), QStringLiteral("s"), mostPreview, QStringLiteral("import %1 s").arg(number("import"), 0, 'f', 0)),
            limitRow(name.arg(QLatin1StringView("post with XML")), number("post"), QStringLiteral("s"), mostPost, QStringLiteral("%1 MB of UBL").arg(number("xmlMB"), 0, 'f', 0)),
            limitRow(name.arg(QLatin1StringView("memory")), number("grownMiB"), QStringLiteral("MiB"), mostMiB, QStringLiteral("preview and post"))};
}

QList<Row> billRun()
{
    const QJsonObject small = work(QStringLiteral("billrun-preview"), {QStringLiteral("10000"), QString::number(products)});
    const QJsonObject large = work(QStringLiteral("billrun-preview"), {QStringLiteral("100000"), QString::number(products)});
    const QJsonObject one = work(QStringLiteral("billrun-preview"), {QStringLiteral("1"), QStringLiteral("30000")});
    const auto cpu = [](const QJsonObject& o) { return QStringLiteral("CPU %1 s").arg(o["cpuSeconds"].toDouble(), 0, 'f', 1); };
    Row growth = limitRow(QStringLiteral("bill run: memory of 100,000 customers"), large["grownMiB"].toDouble(), QStringLiteral("MiB"), 64,
                          QStringLiteral("10,000 customers %1 MiB").arg(small["grownMiB"].toDouble(), 0, 'f', 1));
    return {limitRow(QStringLiteral("bill run: preview of 100,000 customers with 3 products"), large["seconds"].toDouble(), QStringLiteral("s"), 120, cpu(large)),
            growth, limitRow(QStringLiteral("bill run: one account with 30,000 services"), one["seconds"].toDouble(), QStringLiteral("s"), 5, cpu(one))};
}

const WorkerRegistration previewRegistration("billrun-preview", previewWorker);
const Registration billRunRegistration("billrun", billRun);
const WorkerRegistration monthRegistration("billrun-month", monthWorker);
const Registration monthRowsRegistration("month", monthRows, Length::Long);

} // namespace

} // namespace trunkline::bench
