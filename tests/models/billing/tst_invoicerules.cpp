#include "models/billing/invoicerules.h"
#include "models/billing/invoicetotals.h"
#include "models/core/errors.h"

#include <QJsonArray>
#include <QTest>

#include <map>
#include <random>

using namespace trunkline;
using namespace trunkline::billing;

class InvoiceRulesTest : public QObject {
    Q_OBJECT
    const Currency eur = Currency::parse(u"EUR");
    SettableClock clock{{1'000}};
    IdSource ids{clock, 9};
    const BillCycle march{1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}};

    Biller northwind() const
    {
        Biller biller;
        biller.profile.name = QStringLiteral("Northwind Fibre");
        biller.profile.zone = OperatorZone::named(QStringLiteral("Europe/Berlin"));
        return biller;
    }

    BillableAccount account()
    {
        return {{ids.next<CustomerTag>(), QStringLiteral("C-000001"), QStringLiteral("Bäckerei Öz"), {}, {}},
                {ids.next<AccountTag>(), {}, QStringLiteral("A-000001"), eur, 1, 14, QStringLiteral("Lindenweg 5"), {}, QStringLiteral("Berlin"), QStringLiteral("DE"), {}}, {}};
    }

    BillableSubscription subscribed(const UnitPrice& price, int taxRate = 1900, const Money& setup = Money::zero(Currency::parse(u"EUR")), BillingDate from = BillingDate(2026, 3, 1))
    {
        inventory::Service service;
        service.id = ids.next<ServiceTag>();
        service.name = QStringLiteral("SVC-000007");
        return {{ids.next<SubscriptionTag>(), service.id, {}, {}, price, from, {}, {}},
                {{}, QStringLiteral("X"), QStringLiteral("Fibre"), 1, price, setup, taxRate, 1, 1, {}, BillingDate(2026, 1, 1), {}, {}}, service, from, false, {}, {}};
    }

private Q_SLOTS:
    void nothingToBill()
    {
        BillableAccount facts = account();
        QVERIFY(!composeInvoice(northwind(), facts, march, march.period.to));
        facts.account.street.clear(); // nothing to bill needs no address either
        QVERIFY(!composeInvoice(northwind(), facts, march, march.period.to));
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"10", eur), 1900, Money::zero(eur), BillingDate(2026, 4, 1)));
        QVERIFY(!composeInvoice(northwind(), facts, march, march.period.to));
    }

    void setupFeesOnce()
    {
        BillableAccount facts = account();
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"49", eur), 1900, Money::parse(u"39", eur), BillingDate(2026, 3, 31)));
        auto invoice = composeInvoice(northwind(), facts, march, march.period.to);
        QCOMPARE(invoice->lines.size(), 2);
        QCOMPARE(invoice->lines[0].kind, LineKind::Setup);
        QCOMPARE(invoice->lines[0].net, Money::parse(u"39", eur));
        QCOMPARE(invoice->lines[0].sourceKey, QStringLiteral("setup:") + facts.subscriptions[0].subscription.id.toString());
        QCOMPARE(invoice->lines[1].net, Money::parse(u"1.58", eur)); // 49 / 31 = 1.5806…
        QCOMPARE(invoice->lines[1].sourceKey, QStringLiteral("recurring:%1:2026-03-31").arg(facts.subscriptions[0].subscription.id.toString()));
        facts.subscriptions[0].setupCharged = true;
        QCOMPARE(composeInvoice(northwind(), facts, march, march.period.to)->lines.size(), 1);
    }

    // Three lines of 0.13 at 19 %: 0.0247 each would round to 0.02 and 0.06 in all; of the sum it is 0.07.
    void taxIsOfTheSum()
    {
        BillableAccount facts = account();
        for (int i = 0; i < 3; ++i)
            facts.subscriptions.append(subscribed(UnitPrice::parse(u"0.13", eur)));
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"10", eur), 700));
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"5", eur), 0));
        const auto invoice = composeInvoice(northwind(), facts, march, march.period.to);
        QCOMPARE(invoice->taxes, QList({TaxTotal{1900, Money{39, eur}, Money{7, eur}}, TaxTotal{700, Money{1000, eur}, Money{70, eur}},
                                        TaxTotal{0, Money{500, eur}, Money{0, eur}, TaxCategory::ZeroRated, {}}}));
        QCOMPARE(invoice->net, (Money{1539, eur}));
        QCOMPARE(invoice->tax, (Money{77, eur}));
        QCOMPARE(invoice->gross, (Money{1616, eur}));
    }

    // EN 16931: BR-CO-10 (sum of lines), BR-CO-14 (sum of taxes), BR-CO-15 (gross), BR-CO-17 (tax of a rate).
    void sumsAgreeWhateverTheLines()
    {
        constexpr unsigned seed = 16931;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        constexpr int rates[] = {0, 500, 550, 700, 1900, 2100, 2550};
        for (int round = 0; round < 400; ++round) {
            BillableAccount facts = account();
            for (unsigned i = 0; i < 1 + random() % 9; ++i)
                facts.subscriptions.append(subscribed({std::int64_t(random() % 90'000'000), eur}, rates[random() % 7], Money{std::int64_t(random() % 5000), eur},
                                                      BillingDate(2026, 3, 1).plusDays(int(random() % 31))));
            const auto invoice = composeInvoice(northwind(), facts, march, march.period.to);
            QVERIFY(invoice);
            std::map<int, Money> perRate;
            Money net = Money::zero(eur), tax = Money::zero(eur);
            for (const InvoiceLine& line : invoice->lines) {
                net += line.net;
                perRate.try_emplace(line.taxRateBasisPoints, Money::zero(eur)).first->second += line.net;
            }
            QCOMPARE(invoice->taxes.size(), qsizetype(perRate.size()));
            for (const TaxTotal& total : invoice->taxes) {
                QCOMPARE(total.net, perRate.at(total.rateBasisPoints));
                QVERIFY(qAbs(total.tax.minor * 10'000 - total.net.minor * total.rateBasisPoints) <= 5'000);
                tax += total.tax;
            }
            QCOMPARE(invoice->net, net);
            QCOMPARE(invoice->tax, tax);
            QCOMPARE(invoice->gross, net + tax);
            QCOMPARE(invoiceFrom(toJson(*invoice)), *invoice);
        }
    }

    // Each category and rate is a total of its own; a category that needs a reason carries those of its lines.
    void aTotalForEachCategoryAndRate()
    {
        const auto line = [&](std::int64_t minor, int rate, TaxCategory category, const char* reason = "") {
            InvoiceLine l{{}, 1, LineKind::Fee, {}, {}, {}, {}, std::nullopt, {}, UnitPrice::of(Money{minor, eur}), Money{minor, eur}, rate, {}, std::nullopt, category,
                          QString::fromLatin1(reason), {}};
            return l;
        };
        const QList lines{line(105, 700, TaxCategory::Standard), line(50, 0, TaxCategory::Exempt, "Art. 132"), line(-20, 0, TaxCategory::Exempt, "Art. 135"),
                          line(30, 0, TaxCategory::Exempt, "Art. 132"), line(1000, 0, TaxCategory::ReverseCharge, "Reverse charge"), line(-7, 700, TaxCategory::Standard)};
        QCOMPARE(taxTotalsOf(lines), QList({TaxTotal{700, Money{98, eur}, Money{7, eur}}, // 6.86
                                            TaxTotal{0, Money{60, eur}, Money{0, eur}, TaxCategory::Exempt, QStringLiteral("Art. 132; Art. 135")},
                                            TaxTotal{0, Money{1000, eur}, Money{0, eur}, TaxCategory::ReverseCharge, QStringLiteral("Reverse charge")}}));
        QCOMPARE(taxTotalsOf({line(-250, 1900, TaxCategory::Standard)}).first().tax, (Money{-48, eur})); // 47.5: halves away from zero, as the charge was
    }

    void sumsAreChecked()
    {
        BillableAccount facts = account();
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"49", eur)));
        Invoice invoice = *composeInvoice(northwind(), facts, march, march.period.to);
        checkTotals(invoice);
        invoice.lines[0].net.minor += 1;
        QVERIFY_THROWS_EXCEPTION(InvalidInput, checkTotals(invoice));
        invoice.lines[0].net.minor -= 1;
        invoice.lines[0].taxCategory = TaxCategory::Exempt;
        QVERIFY_THROWS_EXCEPTION(InvalidInput, checkTotals(invoice));
    }

    // What was posted before documents knew categories, units and references reads as it was meant.
    void documentsOfEarlierVersions()
    {
        BillableAccount facts = account();
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"49", eur), 1900, Money::parse(u"39", eur)));
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"5", eur), 0));
        const Invoice invoice = *composeInvoice(northwind(), facts, march, march.period.to);
        QJsonObject old = toJson(invoice);
        QCOMPARE(old["lines"][1]["unitCode"].toString(), QStringLiteral("MON"));
        for (const char* list : {"lines", "taxes"}) {
            QJsonArray items;
            for (const QJsonValue& item : old[QLatin1String(list)].toArray()) {
                QJsonObject o = item.toObject();
                for (const char* key : {"taxCategory", "unitCode", "exemptionReason"})
                    o.remove(QLatin1String(key));
                items.append(o);
            }
            old[QLatin1String(list)] = items;
        }
        QCOMPARE(invoiceFrom(old), invoice);
        QCOMPARE(invoiceFrom(old).taxes.last().category, TaxCategory::ZeroRated);

        Invoice credit = invoice;
        credit.kind = DocumentKind::CreditNote;
        credit.preceding = {{QStringLiteral("INV-2026-000007"), BillingDate(2026, 4, 1)}, {QStringLiteral("INV-2026-000008"), BillingDate(2026, 5, 1)}};
        credit.note = QStringLiteral("Billed to the wrong account");
        for (InvoiceLine& line : credit.lines) {
            line.kind = LineKind::Adjustment;
            line.taxCategory = TaxCategory::ReverseCharge;
            line.exemptionReason = QStringLiteral("The buyer owes the tax");
        }
        QCOMPARE(invoiceFrom(toJson(credit)), credit);
        for (const LineKind kind : {LineKind::Usage, LineKind::Discount, LineKind::Delta, LineKind::Fee, LineKind::Repair}) {
            credit.lines[0].kind = kind;
            QCOMPARE(invoiceFrom(toJson(credit)).lines[0].kind, kind);
        }
        QJsonObject strange = toJson(credit);
        QJsonArray lines = strange["lines"].toArray();
        QJsonObject first = lines[0].toObject();
        first["taxCategory"] = QStringLiteral("X");
        lines[0] = first;
        strange["lines"] = lines;
        QVERIFY_THROWS_EXCEPTION(InvalidInput, invoiceFrom(strange));
    }

    void whatCantBeBilled()
    {
        BillableAccount facts = account();
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"49", Currency::parse(u"CHF"))));
        QVERIFY_THROWS_EXCEPTION(Refused, composeInvoice(northwind(), facts, march, march.period.to));
        facts = account();
        facts.subscriptions.append(subscribed(UnitPrice::parse(u"49", eur)));
        facts.account.country.clear();
        QVERIFY_THROWS_EXCEPTION(Refused, composeInvoice(northwind(), facts, march, march.period.to));
    }

    void quantities()
    {
        QCOMPARE(quantityText({1, 1}), QStringLiteral("1"));
        QCOMPARE(quantityText({22, 31}), QStringLiteral("22/31"));
        QCOMPARE(quantityText({-1, 1}), QStringLiteral("\u22121"));
    }

    void documentsThatAreNone()
    {
        QVERIFY_THROWS_EXCEPTION(InvalidInput, invoiceFrom({}));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, invoiceFrom({{"currency", "EUR"}, {"kind", "letter"}}));
    }
};

QTEST_GUILESS_MAIN(InvoiceRulesTest)
#include "tst_invoicerules.moc"
