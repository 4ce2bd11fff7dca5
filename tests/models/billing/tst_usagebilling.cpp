// Usage on invoices: what a file holds is charged once, by the same code in the preview and in the posting.
#include "models/catalogue/tariffservice.h"
#include "models/core/errors.h"
#include "models/rating/usageservice.h"
#include "tests/models/billing/billedshop.h"

#include <QFile>

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::test;

namespace {

const QByteArray header = "subscriber,start,seconds,destination,call\n";

struct PhoneShop : BilledShop {
    explicit PhoneShop(const QString& engine, const char* currency = "EUR") : BilledShop(engine)
    {
        catalogue::Tariff tariff{QStringLiteral("VOICE"), QStringLiteral("Calls"), 1, catalogue::UsageUnit::Second, Currency::parse(QString::fromLatin1(currency)), QStringLiteral("Europe/Berlin"),
                                 BillingDate(2026, 1, 1), {}, {}, {}, {}, {}};
        tariff.zones = {{"HOME", "Germany", {"49"}}, {"FREE", "Free call", {"49800"}}, {"FAR", "Elsewhere", {""}}};
        tariff.rates = {{"A", 0, {{0, 100'000, 60, 60}}, Rounding::HalfUp, 6, 0, {}, {}}, {"F", 0, {{0, 0, 1, 1}}, Rounding::HalfUp, 6, 0, {}, {}}, {"B", 0, {{0, 1'250'000, 60, 60}}, Rounding::HalfUp, 6, 0, {}, {}}};
        tariff.bands = {{"EVER", catalogue::everyDay, 0, {}, {}, {}}};
        tariff.rules = {{"HOME", "A", "EVER", 0}, {"FREE", "F", "EVER", 0}, {"FAR", "B", "EVER", 0}};
        catalogue::TariffService tariffs(s.context);
        tariffs.publish(administrator(), tariff);
        tariffs.choose(administrator(), offering, QStringLiteral("VOICE"));
        rating::UsageMapping mapping;
        mapping.name = QStringLiteral("Switch");
        mapping.subscriber = 0;
        mapping.start = 1;
        mapping.quantity = 2;
        mapping.destination = 3;
        mapping.keys = {4};
        rating::UsageService(s.context).saveMapping(administrator(), mapping);
        clockTo("2026-03-01T08:00:00Z");
        service = connectService(0);
        rating::UsageService(s.context).identify(administrator(), QStringLiteral("4930001"), service.id, s.clock.now());
    }

    void import(const char* name, const QByteArray& lines)
    {
        QFile file(s.folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(header + lines) < 0)
            qFatal("no file");
        file.close();
        rating::UsageImport import(s.context, administrator(), file.fileName(), QStringLiteral("Switch"));
        while (import.step()) { }
        QCOMPARE(import.finish().counts.suspended, 0);
    }

    Invoice preview(BillingDate day)
    {
        const auto drafts = draftInvoices(db(), cycleEndedBy(day, 1), day);
        if (drafts.size() != 1 || !drafts.first().invoice)
            qFatal("no draft: %s", drafts.isEmpty() ? "nothing" : qPrintable(drafts.first().parked));
        return *drafts.first().invoice;
    }

    Invoice post(BillingDate day)
    {
        BillRunService runs(s.context);
        const BillRun run = runs.start(administrator(), cycleEndedBy(day, 1), day);
        const auto drafted = runs.postAccount(administrator(), run, account);
        runs.end(administrator(), run, BillRunState::Finished);
        if (!drafted || !drafted->invoice)
            qFatal("nothing posted");
        return *drafted->invoice;
    }

    static QList<InvoiceLine> usageOf(const Invoice& invoice)
    {
        QList<InvoiceLine> lines;
        for (const InvoiceLine& line : invoice.lines)
            if (line.kind == LineKind::Usage || line.kind == LineKind::Delta)
                lines.append(line);
        return lines;
    }

    inventory::Service service;
};

} // namespace

class UsageBillingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callsAreALineForEachZone_data() { engineRows(); }
    void callsAreALineForEachZone()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,61,4930777,c1\n4930001,2026-03-31 21:59:59,60,4930777,c2\n4930001,2026-03-31 22:00:00,60,4930777,c3\n"
                                 "4930001,2026-03-05 10:00:00,10,33140,c4\n4930001,2026-03-06 10:00:00,600,49800123,c5\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const Invoice drafted = shop.preview(BillingDate(2026, 4, 1));
        const QList<InvoiceLine> lines = PhoneShop::usageOf(drafted);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].text, QStringLiteral("Calls: Germany"));
        QCOMPARE(lines[0].net.toPlainString(), QStringLiteral("0.30")); // the call at midnight in Berlin is April's
        QVERIFY2(lines[0].detail.contains(QLatin1String("0:03:00")), qPrintable(lines[0].detail));
        QCOMPARE(lines[1].net.toPlainString(), QStringLiteral("1.25"));
        QVERIFY(lines[0].cause.has_value());
        const Invoice posted = shop.post(BillingDate(2026, 4, 1));
        QCOMPARE(posted.gross, drafted.gross);
        QCOMPARE(PhoneShop::usageOf(posted).size(), 2);
        QVERIFY(draftInvoices(shop.db(), cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1)).isEmpty());
    }

    void whatComesLateIsADeltaOnce_data() { engineRows(); }
    void whatComesLateIsADeltaOnce()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n4930001,2026-04-02 10:00:00,60,4930777,c2\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        QCOMPARE(PhoneShop::usageOf(shop.post(BillingDate(2026, 4, 1))).size(), 1);
        shop.import("late.csv", "4930001,2026-03-10 10:00:00,180,4930777,c3\n4930001,2026-04-03 10:00:00,60,4930777,c4\n");
        shop.clockTo("2026-05-01T08:00:00Z");
        const QList<InvoiceLine> may = PhoneShop::usageOf(shop.post(BillingDate(2026, 5, 1)));
        QCOMPARE(may.size(), 2);
        QCOMPARE(may[0].kind, LineKind::Usage);
        QCOMPARE(may[0].net.toPlainString(), QStringLiteral("0.20"));
        QCOMPARE(may[1].kind, LineKind::Delta);
        QCOMPARE(may[1].net.toPlainString(), QStringLiteral("0.30"));
        QCOMPARE(may[1].period, (std::optional(BillingPeriod{BillingDate(2026, 3, 10), BillingDate(2026, 3, 11)})));
        shop.clockTo("2026-06-01T08:00:00Z");
        QVERIFY(PhoneShop::usageOf(shop.post(BillingDate(2026, 6, 1))).isEmpty());
    }

    // What is read while a run goes on waits for the next one: the run bills what it began with.
    void fileReadDuringARunWaits_data() { engineRows(); }
    void fileReadDuringARunWaits()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        BillRunService runs(shop.s.context);
        const BillRun run = runs.start(administrator(), cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1));
        shop.import("more.csv", "4930001,2026-03-03 10:00:00,600,4930777,c2\n");
        const auto posted = runs.postAccount(administrator(), run, shop.account);
        QCOMPARE(PhoneShop::usageOf(*posted->invoice).first().net.toPlainString(), QStringLiteral("0.10"));
        runs.end(administrator(), run, BillRunState::Finished);
        shop.clockTo("2026-05-01T08:00:00Z");
        const QList<InvoiceLine> may = PhoneShop::usageOf(shop.post(BillingDate(2026, 5, 1)));
        QCOMPARE(may.size(), 1);
        QCOMPARE(may[0].kind, LineKind::Delta);
        QCOMPARE(may[0].net.toPlainString(), QStringLiteral("1.00"));
    }

    void usageInAnotherCurrencyParksTheAccount()
    {
        PhoneShop shop(QStringLiteral("sqlite"), "CHF");
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,60,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const auto drafts = draftInvoices(shop.db(), cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1));
        QCOMPARE(drafts.size(), 1);
        QVERIFY2(drafts.first().parked.contains(QLatin1String("CHF")), qPrintable(drafts.first().parked));
    }
};

QTEST_GUILESS_MAIN(UsageBillingTest)
#include "tst_usagebilling.moc"
