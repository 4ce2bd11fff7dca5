// The pages behind an invoice that list its usage: what is on them adds up to the lines, whatever comes later.
#include "models/documents/documentfile.h"
#include "models/documents/usagedetail.h"
#include "tests/models/billing/phoneshop.h"

#include <QBuffer>
#include <QProcess>
#include <QTemporaryDir>

using namespace trunkline;
using namespace trunkline::documents;
using namespace trunkline::test;

namespace {

QString textOf(const QByteArray& pdf)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("one.pdf")));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        qFatal("no file");
    file.close();
    QProcess process;
    process.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file.fileName(), QStringLiteral("-")});
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("pdftotext failed");
    return QString::fromUtf8(process.readAllStandardOutput());
}

void listUsage(PhoneShop& shop, int hiddenDigits)
{
    DocumentSettings settings = documentSettings(shop.db());
    settings.usageDetail = true;
    settings.maskedDigits = hiddenDigits;
    changeDocumentSettings(shop.s.context, administrator(), settings);
}

/// What the entries of each line come to, by their own exact prices.
QList<std::int64_t> sumsOf(const QList<UsageDetail>& details)
{
    QList<std::int64_t> sums;
    for (const UsageDetail& detail : details) {
        std::int64_t micros = 0;
        qsizetype count = 0;
        detail.each([&](const UsageEntry& entry) {
            micros += UnitPrice::parse(entry.amount, Currency::parse(u"EUR")).micros;
            ++count;
        });
        if (count != detail.count)
            qFatal("not as many as were counted");
        sums.append(micros);
    }
    return sums;
}

} // namespace

class UsageDetailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsTheSumOfItsRecords_data() { engineRows(); }
    void everyLineIsTheSumOfItsRecords()
    {
        QFETCH(QString, engine);
        PhoneShop shop(engine);
        listUsage(shop, 3);
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,61,4930777123,c1\n4930001,2026-03-20 10:00:00,60,4930777999,c2\n4930001,2026-03-05 10:00:00,10,33140555,c3\n"
                                 "4930001,2026-04-01 10:00:00,60,4930777000,c4\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const billing::Invoice march = shop.post(BillingDate(2026, 4, 1));
        const DocumentSettings settings = documentSettings(shop.db());
        const QList<UsageDetail> details = usageDetails(shop.db(), march, settings);
        const QList<billing::InvoiceLine> lines = PhoneShop::usageOf(march);
        QCOMPARE(details.size(), 2);
        QCOMPARE(sumsOf(details), (QList<std::int64_t>{300'000, 1'250'000}));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            QCOMPARE(details[i].position, lines[i].position);
            QCOMPARE(UnitPrice::parse(details[i].total->amount, Currency::parse(u"EUR")).times(1, Rounding::HalfUp), lines[i].net);
        }
        const QString text = textOf(documentFile(shop.db(), march, DocumentFormat::Pdf).content);
        for (const char* told : {"4930777***", "33140***", "Germany", "Elsewhere", "Sum of 2", "Rounded once, it is the line's amount: 0.30 EUR"})
            QVERIFY2(text.contains(QLatin1String(told)), qPrintable(text));
        QVERIFY2(!text.contains(QLatin1String("777123")) && !text.contains(QLatin1String("4930777000")), qPrintable(text)); // hidden; April's

        // What comes late is behind the delta of the next invoice, and the old one stays as it is.
        const QByteArray before = documentFile(shop.db(), march, DocumentFormat::Pdf).content;
        shop.import("late.csv", "4930001,2026-03-10 10:00:00,180,4930777555,c5\n");
        listUsage(shop, 0);
        shop.clockTo("2026-05-01T08:00:00Z");
        const billing::Invoice april = shop.post(BillingDate(2026, 5, 1));
        QCOMPARE(documentFile(shop.db(), march, DocumentFormat::Pdf).content, before);
        QCOMPARE(sumsOf(usageDetails(shop.db(), april, documentSettings(shop.db()))), (QList<std::int64_t>{100'000, 300'000}));
        const QString later = textOf(documentFile(shop.db(), april, DocumentFormat::Pdf).content);
        QVERIFY2(later.contains(QLatin1String("4930777000")) && later.contains(QLatin1String("4930777555")), qPrintable(later));
    }

    void nothingIsListedUnlessTheOperatorSaysSo()
    {
        PhoneShop shop(QStringLiteral("sqlite"));
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,61,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const billing::Invoice march = shop.post(BillingDate(2026, 4, 1));
        QVERIFY(usageDetails(shop.db(), march, documentSettings(shop.db())).isEmpty());
        QVERIFY(!textOf(documentFile(shop.db(), march, DocumentFormat::Pdf).content).contains(QLatin1String("4930777")));
        listUsage(shop, 0); // documents that are posted stay as they were
        QVERIFY(!textOf(documentFile(shop.db(), march, DocumentFormat::Pdf).content).contains(QLatin1String("4930777")));
    }

    /// Thirty thousand records are pages that go out one by one, with the right number of all of them on the first.
    void aLongListNeedsNoMemory()
    {
        PhoneShop shop(QStringLiteral("sqlite"));
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,61,4930777,c1\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        const billing::Invoice march = shop.post(BillingDate(2026, 4, 1));
        QByteArray bytes;
        QBuffer out(&bytes);
        QVERIFY(out.open(QIODevice::WriteOnly));
        PdfDocument pdf(out, {QStringLiteral("t"), QStringLiteral("a"), QStringLiteral("en-GB"), march.issuedOn});
        InvoiceExtras extras;
        UsageDetail detail{march.lines.last().position, 30'000, {}, {}, {}};
        int mostOpen = 0;
        detail.each = [&](const UsageSink& take) {
            for (int n = 0; n < 30'000; ++n) {
                take({QString::number(n), {}, {}, {}, {}, QStringLiteral("0.01")});
                mostOpen = std::max(mostOpen, pdf.pages());
            }
        };
        extras.usage.append(detail);
        drawInvoice(pdf, march, extras);
        pdf.finish();
        QCOMPARE(mostOpen, 1);
        const QString text = textOf(bytes);
        const qsizetype pages = text.count(u'\f');
        QVERIFY(pages > 400);
        QVERIFY(text.contains(QStringLiteral("Page 1 of %1").arg(pages)) && text.contains(QStringLiteral("Page %1 of %1").arg(pages)));
        QVERIFY(text.contains(QLatin1String("29999")));
    }

    void digitsAreHiddenFromTheEnd()
    {
        QCOMPARE(masked(QStringLiteral("+49 30 12-34"), 3), QStringLiteral("+49 30 1*-**"));
        QCOMPARE(masked(QStringLiteral("12"), 3), QStringLiteral("**"));
        QCOMPARE(masked(QStringLiteral("web.example"), 3), QStringLiteral("web.example"));
        QCOMPARE(masked(QStringLiteral("4930"), 0), QStringLiteral("4930"));
    }
};

QTEST_GUILESS_MAIN(UsageDetailTest)
#include "tst_usagedetail.moc"
