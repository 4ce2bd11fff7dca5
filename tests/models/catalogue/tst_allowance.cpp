// What an offering includes: kept whole, published once, refused with a sentence that names what is wrong.
#include "models/catalogue/allowanceservice.h"
#include "models/catalogue/catalogueservice.h"
#include "models/core/errors.h"
#include "tests/support/teststore.h"

using namespace trunkline;
using namespace trunkline::catalogue;
using namespace trunkline::test;

namespace {

Allowance minutes()
{
    Allowance allowance;
    allowance.code = QStringLiteral("MINUTES-500");
    allowance.name = QStringLiteral("500 minutes");
    allowance.quantity = 30'000;
    allowance.rolloverPeriods = 2;
    allowance.mostCarried = 60'000;
    allowance.isProrated = true;
    allowance.zones = QStringList{QStringLiteral("DE")};
    return allowance;
}

} // namespace

class AllowanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsInTheDocument()
    {
        Allowance allowance = minutes();
        QCOMPARE(allowanceFrom(toJson(allowance)), allowance);
        allowance.mostCarried.reset();
        allowance.isShared = true;
        allowance.unit = UsageUnit::Octet;
        allowance.kind = QStringLiteral("data");
        QCOMPARE(allowanceFrom(toJson(allowance)), allowance);
    }

    void whatIncludesNothingIsRefused()
    {
        const auto refused = [](const char* field, const QJsonValue& value) {
            QJsonObject json = toJson(minutes());
            json[QLatin1String(field)] = value;
            try {
                allowanceFrom(json);
            } catch (const InvalidInput& error) {
                return error.sentence();
            }
            return QString();
        };
        for (const auto& [field, value] : {std::pair<const char*, QJsonValue>{"code", QString()}, {"name", QString()}, {"kind", QString()}, {"unit", QStringLiteral("parsec")},
                                           {"quantity", 0}, {"quantity", 1.5}, {"quantity", QStringLiteral("many")}, {"quantity", QStringLiteral("9223372036854775807")}, {"period", QStringLiteral("P0M")},
                                           {"rolloverPeriods", -1}, {"rolloverPeriods", 1'000}, {"mostCarried", -1}})
            QVERIFY2(!refused(field, value).isEmpty(), field);
        QVERIFY(refused("quantity", QStringLiteral("30000")).isEmpty());
        QJsonObject shared = toJson(minutes());
        shared["shared"] = true;
        shared["period"] = QStringLiteral("P7D");
        QVERIFY_THROWS_EXCEPTION(InvalidInput, allowanceFrom(shared));
    }

    void anOfferingIncludesItForATime_data() { engineRows(); }
    void anOfferingIncludesItForATime()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        const Currency eur = Currency::parse(u"EUR");
        const OfferingId offering = CatalogueService(s.context).publish(administrator(), {QStringLiteral("FIBRE-100"), QStringLiteral("Fibre 100"), UnitPrice::parse(u"49.00", eur),
                                                                                         Money::zero(eur), 1900, 100'000, 40'000, {}, BillingDate(2026, 1, 1), std::nullopt}).id;
        AllowanceService service(s.context);
        const BillingDate march(2026, 3, 1), may(2026, 5, 1);
        QVERIFY_THROWS_EXCEPTION(NotFound, service.choose(administrator(), offering, QStringLiteral("MINUTES-500"), march));
        service.publish(administrator(), minutes());
        QVERIFY_THROWS_EXCEPTION(Refused, service.publish(administrator(), minutes())); // never changed
        QVERIFY_THROWS_EXCEPTION(InvalidInput, service.choose(administrator(), offering, QStringLiteral("MINUTES-500"), may, march));
        service.choose(administrator(), offering, QStringLiteral("MINUTES-500"), march);
        service.choose(administrator(), offering, QStringLiteral("MINUTES-500"), march, may);
        QCOMPARE(offeredAllowances(*s.connection), (QList<OfferedAllowance>{{offering, minutes(), march, may}}));
        QCOMPARE(store::journalOf(*s.connection, QStringLiteral("allowance"), QStringLiteral("MINUTES-500")).size(), 1);
        const store::JournalEntry last = store::journalOf(*s.connection, QStringLiteral("offering"), offering.toString()).last();
        QCOMPARE(last.kind, QStringLiteral("offering.allowanceChosen"));
        QVERIFY(!last.before.isEmpty());
        const access::Actor clerk = withRole(access::Role::BillingClerk);
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.publish(clerk, minutes()));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.choose(clerk, offering, QStringLiteral("MINUTES-500"), march));
    }
};

QTEST_GUILESS_MAIN(AllowanceTest)
#include "tst_allowance.moc"
