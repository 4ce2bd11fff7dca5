#include "models/catalogue/catalogueservice.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "tests/support/teststore.h"

#include <QTest>

#include <functional>

using namespace trunkline;
using namespace trunkline::catalogue;
using test::TestStore;

class CatalogueTest : public QObject {
    Q_OBJECT

    static OfferingDraft fibre100()
    {
        const Currency eur = Currency::parse(u"EUR");
        return {QStringLiteral("FIBRE-100"), QStringLiteral("Fibre 100"), UnitPrice::parse(u"49.00", eur), Money::parse(u"39.00", eur), 1900,
                100'000, 40'000, SlaTerms{240, 1000, 10'000}, BillingDate(2026, 1, 1), std::nullopt, QStringLiteral("Fibre with a promise")};
    }

private Q_SLOTS:
    void whatIsPublishedIsReadBack_data() { test::engineRows(); }
    void whatIsPublishedIsReadBack()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CatalogueService service(s.context);
        const Offering made = service.publish(test::administrator(), fibre100());
        QCOMPARE(made.version, 1);
        QCOMPARE(offering(*s.connection, made.id), std::optional(made));
        OfferingDraft plain = fibre100();
        plain.code = QStringLiteral("ALPHA-1");
        plain.sla.reset();
        plain.validTo = BillingDate(2026, 2, 1);
        const Offering other = service.publish(test::administrator(), plain);
        QCOMPARE(offerings(*s.connection), QList({other, made}));
        QCOMPARE(offeringsOnSale(*s.connection, BillingDate(2026, 1, 31)), QList({other, made}));
        QCOMPARE(offeringsOnSale(*s.connection, BillingDate(2026, 2, 1)), QList({made}));
        QCOMPARE(offeringsOnSale(*s.connection, BillingDate(2025, 12, 31)), QList<Offering>());

        const auto entries = store::journalOf(*s.connection, QStringLiteral("offering"), made.id.toString());
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().kind, QStringLiteral("offering.published"));
        QCOMPARE(entries.first().after["monthlyPrice"].toString(), QStringLiteral("49.000000"));
    }

    void aNewPriceIsANewVersion_data() { test::engineRows(); }
    void aNewPriceIsANewVersion()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CatalogueService service(s.context);
        const Offering first = service.publish(test::administrator(), fibre100());
        OfferingDraft draft = fibre100();
        draft.price = UnitPrice::parse(u"52.00", draft.price.currency);
        draft.validFrom = BillingDate(2026, 6, 1);
        const Offering second = service.revise(test::administrator(), draft);
        QCOMPARE(second.version, 2);
        QCOMPARE(offeringOnSale(*s.connection, first.code, BillingDate(2026, 5, 31))->id, first.id);
        QCOMPARE(offeringOnSale(*s.connection, first.code, BillingDate(2026, 6, 1))->id, second.id);
        QCOMPARE(offering(*s.connection, first.id)->price, first.price);
        QCOMPARE(newestOffering(*s.connection, first.code), std::optional(second));
        QVERIFY_THROWS_EXCEPTION(Refused, service.revise(test::administrator(), draft));
        draft.code = QStringLiteral("UNKNOWN");
        QVERIFY_THROWS_EXCEPTION(NotFound, service.revise(test::administrator(), draft));
    }

    void aRetiredOfferingEnds_data() { test::engineRows(); }
    void aRetiredOfferingEnds()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CatalogueService service(s.context);
        const Offering made = service.publish(test::administrator(), fibre100());
        QVERIFY_THROWS_EXCEPTION(Refused, service.retire(test::administrator(), made.id, BillingDate(2025, 12, 31)));
        service.retire(test::administrator(), made.id, BillingDate(2026, 3, 31));
        QVERIFY(isOnSale(*offering(*s.connection, made.id), BillingDate(2026, 3, 31)));
        QVERIFY(!isOnSale(*offering(*s.connection, made.id), BillingDate(2026, 4, 1)));
        QVERIFY_THROWS_EXCEPTION(Refused, service.retire(test::administrator(), made.id, BillingDate(2026, 5, 1)));
    }

    void refusals_data() { test::engineRows(); }
    void refusals()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        CatalogueService service(s.context);
        service.publish(test::administrator(), fibre100());
        QVERIFY_THROWS_EXCEPTION(Refused, service.publish(test::administrator(), fibre100()));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.publish(test::withRole(access::Role::CustomerService), fibre100()));
        QCOMPARE(offerings(*s.connection).size(), 1);
        QCOMPARE(store::journalEnd(*s.connection), 1);
    }

    void draftsThatCantBeSold_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<std::function<void(OfferingDraft&)>>("spoil");
        const auto row = [](const char* name, const char* word, std::function<void(OfferingDraft&)> spoil) {
            QTest::newRow(name) << QString::fromLatin1(word) << std::move(spoil);
        };
        const Currency usd = Currency::parse(u"USD");
        row("code", "fibre 100", [](auto& d) { d.code = QStringLiteral("fibre 100"); });
        row("no name", "name", [](auto& d) { d.name = QStringLiteral("  "); });
        row("negative price", "negative", [](auto& d) { d.price.micros = -1; });
        row("two currencies", "one currency", [usd](auto& d) { d.setupFee = Money::zero(usd); });
        row("VAT", "VAT", [](auto& d) { d.taxRateBasisPoints = 10'001; });
        row("no speed", "speed", [](auto& d) { d.upKbps = 0; });
        row("no first day", "first day", [](auto& d) { d.validFrom = {}; });
        row("ends at once", "ends", [](auto& d) { d.validTo = d.validFrom; });
        row("allowance", "44640", [](auto& d) { d.sla->outageMinutesPerMonth = 44'641; });
        row("no credit", "credit", [](auto& d) { d.sla->creditBasisPointsPerStartedHour = 0; });
        row("cap below one hour", "credited", [](auto& d) { d.sla->capBasisPoints = 999; });
    }
    void draftsThatCantBeSold()
    {
        QFETCH(QString, word);
        QFETCH(std::function<void(OfferingDraft&)>, spoil);
        OfferingDraft draft = fibre100();
        checkOffering(draft);
        spoil(draft);
        try {
            checkOffering(draft);
            QFAIL("it was accepted");
        } catch (const InvalidInput& error) {
            QVERIFY2(error.sentence().contains(word), error.what());
        }
    }

    void prices()
    {
        const Currency eur = Currency::parse(u"EUR");
        const QLocale german(QStringLiteral("de_DE")), british(QStringLiteral("en_GB"));
        QCOMPARE(priceText(UnitPrice::parse(u"49", eur), german), QStringLiteral("49,00"));
        QCOMPARE(priceText(UnitPrice::parse(u"1234.5", eur), british), QStringLiteral("1,234.50"));
        QCOMPARE(priceText(UnitPrice::parse(u"0.0125", eur), german), QStringLiteral("0,0125"));
        QCOMPARE(priceText(UnitPrice::parse(u"120", Currency::parse(u"JPY")), british), QStringLiteral("120"));
    }

    void percents()
    {
        const QLocale c = QLocale::c(), german(QLocale::German);
        const QString nbsp(QChar(0x00A0));
        QCOMPARE(percentText(1900, c), QStringLiteral("19") + nbsp + u'%');
        QCOMPARE(percentText(550, german), QStringLiteral("5,5") + nbsp + u'%');
        QCOMPARE(percentText(5, c), QStringLiteral("0.05") + nbsp + u'%');
        QCOMPARE(percentText(0, c), QStringLiteral("0") + nbsp + u'%');
    }
};

QTEST_GUILESS_MAIN(CatalogueTest)
#include "tst_catalogue.moc"
