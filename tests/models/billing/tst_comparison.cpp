// Each account against its last invoice: where a difference comes from, that the causes sum to it, and what a run shows.
#include "models/billing/comparison.h"
#include "models/core/errors.h"
#include "tests/models/billing/billedshop.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::billing;
using test::BilledShop;

namespace {

const Currency eur = Currency::parse(u"EUR");

Money euros(std::int64_t minor)
{
    return {minor, eur};
}

class Sketch {
public:
    explicit Sketch(const QString& number = {})
    {
        invoice_.number = number;
        invoice_.accountNumber = QStringLiteral("A-000001");
    }
    Sketch& recurring(int service, const char* price, Quantity quantity = {1, 1})
    {
        const UnitPrice unit = UnitPrice::parse(QString::fromLatin1(price), eur);
        return line(LineKind::Recurring, service, unit, quantity, unit.part(quantity.numerator, quantity.denominator, Rounding::HalfUp));
    }
    Sketch& setup(int service, std::int64_t minor) { return line(LineKind::Setup, service, UnitPrice::of(euros(minor)), {1, 1}, euros(minor)); }
    Sketch& credit(int service, std::int64_t minor) { return line(LineKind::Credit, service, UnitPrice::of(euros(minor)), {-1, 1}, euros(-minor)); }
    operator std::optional<Invoice>() const { return invoice_; }

private:
    Sketch& line(LineKind kind, int service, const UnitPrice& price, Quantity quantity, const Money& net)
    {
        InvoiceLine made{{}, int(invoice_.lines.size()) + 1, kind, QStringLiteral("Fibre"), QStringLiteral("SVC-%1").arg(service), {},
                         ServiceId::fromString(QStringLiteral("00000000-0000-7000-8000-%1").arg(service, 12, 10, QLatin1Char('0'))), {}, quantity, price, net, 1900, {}, {}};
        invoice_.lines.append(made);
        invoice_.net += net;
        return *this;
    }
    Invoice invoice_{{}, {}, DocumentKind::Invoice, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, euros(0), euros(0), euros(0)};
};

QList<Difference> differences(const std::optional<Invoice>& last, const std::optional<Invoice>& now)
{
    return compareInvoices(last, now).differences;
}

} // namespace

class ComparisonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingDiffers()
    {
        const Comparison same = compareInvoices(Sketch(QStringLiteral("INV-1")).recurring(1, "49"), Sketch().recurring(1, "49"));
        QCOMPARE(same.change, euros(0));
        QCOMPARE(same.differences, QList<Difference>());
        QCOMPARE(same.lastNumber, QStringLiteral("INV-1"));
        QCOMPARE(differencesText(same), QStringLiteral("As last time"));
    }
    void theFirstInvoice()
    {
        const Comparison first = compareInvoices(std::nullopt, Sketch().recurring(1, "49").setup(1, 2900));
        QVERIFY(!first.last);
        QCOMPARE(first.change, euros(7800));
        QCOMPARE(first.differences, QList<Difference>({{DifferenceKind::FirstInvoice, {}, euros(7800)}}));
    }
    void eachCauseHasItsName()
    {
        const QString first = QStringLiteral("Fibre, SVC-1"), second = QStringLiteral("Fibre, SVC-2");
        QCOMPARE(differences(Sketch().recurring(1, "49"), Sketch().recurring(1, "49").recurring(2, "20")),
                 QList<Difference>({{DifferenceKind::NewService, second, euros(2000)}}));
        QCOMPARE(differences(Sketch().recurring(1, "49").recurring(2, "20"), Sketch().recurring(1, "49")),
                 QList<Difference>({{DifferenceKind::EndedService, second, euros(-2000)}}));
        QCOMPARE(differences(Sketch().recurring(1, "49"), Sketch().recurring(1, "59")), QList<Difference>({{DifferenceKind::PriceChanged, first, euros(1000)}}));
        QCOMPARE(differences(Sketch().recurring(1, "49", {22, 31}), Sketch().recurring(1, "49")), QList<Difference>({{DifferenceKind::Proration, first, euros(4900 - 3477)}}));
        QCOMPARE(differences(Sketch().recurring(1, "49").setup(1, 2900), Sketch().recurring(1, "49")), QList<Difference>({{DifferenceKind::Setup, first, euros(-2900)}}));
        QCOMPARE(differences(Sketch().recurring(1, "49"), Sketch().recurring(1, "49").credit(1, 1470)), QList<Difference>({{DifferenceKind::Credit, first, euros(-1470)}}));
    }
    void aPartAtAnotherPriceIsBoth()
    {
        // 10 of 30 days at 60 instead of a month at 49: less of a period, at a higher price.
        QCOMPARE(differences(Sketch().recurring(1, "49"), Sketch().recurring(1, "60", {10, 30})),
                 QList<Difference>({{DifferenceKind::Proration, QStringLiteral("Fibre, SVC-1"), euros(1633 - 4900)},
                                    {DifferenceKind::PriceChanged, QStringLiteral("Fibre, SVC-1"), euros(2000 - 1633)}}));
    }
    void anAccountThatEndsIsCompared()
    {
        const Comparison ended = compareInvoices(Sketch(QStringLiteral("INV-7")).recurring(1, "49"), std::nullopt);
        QCOMPARE(ended.now, euros(0));
        QCOMPARE(ended.change, euros(-4900));
        QCOMPARE(ended.differences.first().kind, DifferenceKind::EndedService);
    }
    void theCausesSumToTheDifference()
    {
        constexpr unsigned seed = 20260401;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const auto any = [&random] {
            Sketch sketch;
            for (unsigned i = 0; i < 1 + random() % 6; ++i) {
                const int service = int(random() % 4);
                const QByteArray price = QByteArray::number(random() % 90) + '.' + QByteArray::number(100000 + random() % 900000);
                switch (random() % 4) {
                case 0: sketch.setup(service, std::int64_t(random() % 5000)); break;
                case 1: sketch.credit(service, std::int64_t(random() % 5000)); break;
                default: sketch.recurring(service, price.constData(), {std::int64_t(1 + random() % 31), 31}); break;
                }
            }
            return std::optional<Invoice>(sketch);
        };
        for (int round = 0; round < 1000; ++round) {
            const Comparison comparison = compareInvoices(any(), any());
            Money sum = euros(0);
            for (const Difference& each : comparison.differences) {
                QVERIFY(!each.amount.isZero());
                sum += each.amount;
            }
            QCOMPARE(sum, comparison.change);
            QCOMPARE(comparison.now - *comparison.last, comparison.change);
        }
    }

    void aRunShowsTheLargestSurpriseFirst_data() { test::engineRows(); }
    void aRunShowsTheLargestSurpriseFirst()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        const AccountId steady = shop.newAccount(QStringLiteral("Steady Ltd")), growing = shop.newAccount(QStringLiteral("Growing Ltd"));
        const AccountId leaving = shop.newAccount(QStringLiteral("Leaving Ltd"));
        shop.connectService(0, steady);
        shop.connectService(1, growing);
        const auto left = shop.connectService(2, leaving);
        shop.clockTo("2026-04-01T08:00:00Z");
        const BillCycle march = cycleEndedBy(BillingDate(2026, 4, 1), 1);
        for (const Comparison& each : compareRun(shop.db(), march, draftInvoices(shop.db(), march, BillingDate(2026, 4, 1))))
            QCOMPARE(each.differences.first().kind, DifferenceKind::FirstInvoice);
        BillRunService(shop.s.context).post(test::administrator(), march, BillingDate(2026, 4, 1));

        shop.connectService(3, growing);
        shop.connectService(4, growing);
        const auto charged = subscriptionsOfAccount(shop.db(), leaving).first();
        SubscriptionService(shop.s.context).end(shop.flow, left.id, charged.startsOn.plusMonths(1).plusDays(-1));
        shop.clockTo("2026-05-01T08:00:00Z");
        const BillCycle april = cycleEndedBy(BillingDate(2026, 5, 1), 1);
        const auto compared = compareRun(shop.db(), april, draftInvoices(shop.db(), april, BillingDate(2026, 5, 1)));
        QCOMPARE(compared.size(), 3);
        QCOMPARE(compared[0].accountId, growing);
        QCOMPARE(compared[0].change, euros(9800));
        QCOMPARE(compared[0].differences.size(), 2);
        QCOMPARE(compared[1].accountId, leaving); // has no draft, and that is a surprise too
        QCOMPARE(compared[1].change, euros(-4900));
        QCOMPARE(compared[2].accountId, steady);
        QCOMPARE(compared[2].change, euros(0));
        // What is posted is not compared with itself: the next preview of the cycle has nothing more to say.
        BillRunService(shop.s.context).post(test::administrator(), april, BillingDate(2026, 5, 1));
        const auto after = compareRun(shop.db(), april, draftInvoices(shop.db(), april, BillingDate(2026, 5, 1)));
        QCOMPARE(after.size(), 1);
        QCOMPARE(after.first().accountId, leaving);
    }

    void onlyWhatWasApprovedIsPosted_data() { test::engineRows(); }
    void onlyWhatWasApprovedIsPosted()
    {
        QFETCH(QString, engine);
        BilledShop shop(engine);
        shop.connectService(0);
        const BillingDate day(2026, 4, 1);
        const BillCycle march = cycleEndedBy(day, 1);
        const Approval approved = approvalOf(draftInvoices(shop.db(), march, day));
        QCOMPARE(approved.documents, 1);
        QCOMPARE(approved.totals.first().gross, euros(5831));
        shop.connectService(1, shop.newAccount(QStringLiteral("Late Ltd"))); // meanwhile somebody else is to be billed
        shop.clockTo("2026-04-01T08:00:00Z");
        BillRunService service(shop.s.context);
        try {
            service.start(test::administrator(), march, day, approved);
            QFAIL("It was posted though the figures changed.");
        } catch (const Refused& refusal) {
            QVERIFY2(refusal.sentence().contains(Money(approved.totals.first().gross).toDisplay()), qPrintable(refusal.sentence()));
        }
        QVERIFY(billRuns(shop.db()).isEmpty());
        const Approval again = approvalOf(draftInvoices(shop.db(), march, day));
        const BillRun run = service.start(test::administrator(), march, day, again);
        const auto entry = store::journalOf(shop.db(), QStringLiteral("billrun"), run.id.toString()).first();
        QCOMPARE(entry.after[QLatin1String("approved")].toObject().value(QLatin1String("documents")).toInt(), 2);
        for (const customer::Account& account : customer::accountsOfBillDay(shop.db(), 1))
            service.postAccount(test::administrator(), run, account.id);
        Money posted = euros(0);
        for (const InvoiceSummary& each : invoicesOfRun(shop.db(), run.id))
            posted += each.gross;
        QCOMPARE(posted, again.totals.first().gross);
    }
};

QTEST_GUILESS_MAIN(ComparisonTest)
#include "tst_comparison.moc"
