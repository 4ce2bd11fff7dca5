#include "tests/support/teststore.h"

#include "models/store/migrations.h"
#include "tests/support/postgres.h"

namespace trunkline::test {

void engineRows()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("SQLite") << QStringLiteral("sqlite");
    QTest::newRow("PostgreSQL") << QStringLiteral("postgresql");
}

static store::DatabaseUrl freshDatabase(const QString& engine, const QTemporaryDir& folder)
{
    return engine == QLatin1String("sqlite") ? store::DatabaseUrl::sqlite(folder.filePath(QStringLiteral("test.db")))
                                             : store::DatabaseUrl::parse(PostgresCluster::instance().createDatabase());
}

TestStore::TestStore(const QString& engine, const QString& start)
    : clock(Timestamp::parse(start)), ids(clock, 7), url(freshDatabase(engine, folder)), connection(store::Connection::open(url)),
      context{*connection, clock, ids}
{
    store::migrate(*connection, clock.now());
}

void TestStore::setUpOperator(const QString& zone)
{
    store::OperatorProfile profile;
    profile.name = QStringLiteral("Northwind Fibre");
    profile.currency = Currency::parse(u"EUR");
    profile.zone = OperatorZone::named(zone);
    store::putProfile(*connection, profile);
}

access::Actor administrator()
{
    return withRole(access::Role::Administrator);
}

access::Actor withRole(access::Role role)
{
    return access::Actor::withRoles(QStringLiteral("tester"), QStringLiteral("test-desk"), {role});
}

} // namespace trunkline::test
