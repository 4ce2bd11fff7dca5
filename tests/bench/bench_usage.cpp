// A file of calls parsed, told apart, rated and durable in SQLite, against SQL alone: calls that are loaded already, rated by a
// statement that neither parses, finds duplicates nor explains.
#include "tests/bench/bench.h"
#include "tests/bench/voicetariff.h"

#include "models/catalogue/catalogueservice.h"
#include "models/catalogue/tariffservice.h"
#include "models/customer/customerservice.h"
#include "models/rating/usageservice.h"
#include "models/store/migrations.h"
#include "models/store/rowwriter.h"

#include <QFile>
#include <QTemporaryDir>

namespace trunkline::bench {

namespace {

using namespace catalogue;
using rating::UsageCounts;
using rating::UsageImport;
using rating::UsageService;

constexpr int callsInFile = 1'000'000;
constexpr int subscribers = 100'000;
constexpr int usageRounds = 3;

const access::Actor& someone()
{
    static const access::Actor actor = access::Actor::withRoles(QStringLiteral("bench"), QStringLiteral("bench"), {access::Role::Administrator});
    return actor;
}

/// Subscribers of one offering, straight into the tables: selling 100,000 services is not what is measured.
void sell(store::Context& context)
{
    const Currency eur = Currency::parse(u"EUR");
    const Offering offering = CatalogueService(context).publish(someone(), {QStringLiteral("VOICE"), QStringLiteral("Voice"), UnitPrice::parse(u"5", eur), Money::zero(eur), 1900, 1, 1, {},
                                                                            BillingDate(2026, 1, 1), {}, {}});
    TariffService tariffs(context);
    tariffs.publish(someone(), voiceTariff());
    tariffs.choose(someone(), offering.id, QStringLiteral("VOICE"));
    UsageService(context).saveMapping(someone(), callMapping());
    store::Transaction transaction(context.connection);
    store::RowWriter services(context.connection, QStringLiteral("service"), {"id", "name", "customer_id", "offering_id", "port_id", "state"});
    store::RowWriter identities(context.connection, QStringLiteral("usage_identity"), {"id", "identifier", "service_id", "from_ms"});
    for (int i = 0; i < subscribers; ++i) {
        const ServiceId id(context.ids.nextUuid());
        const QString number = QString::number(i);
        services.id(id).text(QStringLiteral("SVC-") + number).text(u"c").id(offering.id).text(number).text(u"active").endRow();
        identities.integer(i + 1).text(subscriberNumber(i)).id(id).integer(0).endRow();
    }
    services.finish();
    identities.finish();
    transaction.commit();
}

double importRate(store::Context& context, const QString& path)
{
    const double since = cpuMicroseconds();
    UsageImport import(context, someone(), path, QStringLiteral("Switch"));
    while (import.step()) { }
    if (const UsageCounts counts = import.finish().counts; counts.rated != callsInFile)
        throw std::runtime_error("not every call was rated");
    return callsInFile / (cpuMicroseconds() - since);
}

/// The peer: calls that are rows already, rated by one statement into rows.
double sqlRate(store::Connection& connection)
{
    connection.exec(QStringLiteral("CREATE TABLE IF NOT EXISTS peer_prefix (prefix TEXT PRIMARY KEY, micros BIGINT NOT NULL) WITHOUT ROWID"));
    connection.exec(QStringLiteral("DROP TABLE IF EXISTS peer_rated"));
    connection.exec(QStringLiteral("CREATE TABLE peer_rated (start_ms BIGINT, line BIGINT, amount BIGINT, PRIMARY KEY (start_ms, line)) WITHOUT ROWID"));
    {
        store::Transaction transaction(connection);
        store::RowWriter load(connection, QStringLiteral("peer_prefix"), {"prefix", "micros"}, {"prefix"});
        for (const Zone& zone : voiceTariff().zones)
            for (const QString& prefix : zone.prefixes)
                load.text(prefix).integer(10'000).endRow();
        load.finish();
        transaction.commit();
    }
    QStringList prices;
    for (int length = 8; length >= 3; --length)
        prices.append(QStringLiteral("(SELECT micros FROM peer_prefix WHERE prefix = substr(destination, 1, %1))").arg(length));
    const double since = cpuMicroseconds();
    store::Transaction transaction(connection);
    const std::int64_t rated = connection.exec(QStringLiteral("INSERT INTO peer_rated SELECT start_ms, line, coalesce(%1, 500000) * quantity / 60 FROM usage_record LIMIT %2")
                                                   .arg(prices.join(u',')).arg(callsInFile));
    transaction.commit();
    if (rated != callsInFile)
        throw std::runtime_error("the statement rated too few");
    return callsInFile / (cpuMicroseconds() - since);
}

QJsonObject importFiles(const QStringList&)
{
    QTemporaryDir folder;
    SettableClock clock(Timestamp::parse(u"2026-03-01T00:00:00Z"));
    IdSource ids(clock, 1);
    const auto connection = store::Connection::open(store::DatabaseUrl::sqlite(folder.filePath(QStringLiteral("usage.db"))));
    store::migrate(*connection, clock.now());
    store::Context context{*connection, clock, ids, {}};
    sell(context);
    Rounds own, sql;
    for (int round = 0; round < usageRounds; ++round) {
        QFile out(folder.filePath(QStringLiteral("calls-%1.csv").arg(round)));
        if (const QByteArray text = textOf({round, callsInFile, subscribers, 1'769'900'000 + round * 100'000LL}); !out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
            throw std::runtime_error("no room for the file of calls");
        out.close();
        own.values.append(importRate(context, out.fileName()));
        sql.values.append(sqlRate(*connection));
    }
    return {{"own", own.median()}, {"spread", own.spread(2)}, {"sql", sql.median()}};
}

QList<Row> usageRows()
{
    const QJsonObject measured = work(QStringLiteral("usage"), {});
    const double own = measured["own"].toDouble(), sql = measured["sql"].toDouble();
    return {{QStringLiteral("CSV to rated and durable, SQLite"), own, QStringLiteral("M calls/s a core"), QStringLiteral("SQL alone, loaded already: %1").arg(sql, 0, 'g', 3), own / sql,
             QStringLiteral("≥ 0.4 M/s, ≥ 1×"), own >= 0.4 && own >= sql, measured["spread"].toString()}};
}

const WorkerRegistration usageWorker("usage", importFiles);
const Registration usageBench("usage", usageRows);

} // namespace

} // namespace trunkline::bench
