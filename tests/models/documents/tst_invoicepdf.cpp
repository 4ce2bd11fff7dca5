#include "models/documents/invoicepdf.h"

#include "models/billing/documenttext.h"
#include "models/documents/paymentcode.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::documents;

namespace {

Invoice sample(int extraLines = 0)
{
    const Currency eur = Currency::parse(u"EUR");
    const auto money = [&](const char* text) { return Money::parse(QString::fromLatin1(text), eur); };
    const BillingPeriod march{BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)};
    Invoice i{InvoiceId(QUuid("{01952f00-0000-7000-8000-000000000001}")), QStringLiteral("INV-2026-000042"), DocumentKind::Invoice, {}, QStringLiteral("A-000007"), {},
              QStringLiteral("C-000007"), {}, BillingDate(2026, 4, 1), BillingDate(2026, 4, 15), march,
              {QStringLiteral("Northwind Fibre"), QStringLiteral("Hafenstraße 12"), QStringLiteral("24937"), QStringLiteral("Flensburg"), QStringLiteral("DE"), QStringLiteral("DE123456789")},
              QStringLiteral("DE89 3704 0044 0532 0130 00"),
              {QStringLiteral("Bäckerei Öz & Söhne Żółć"), QStringLiteral("Lindenweg 5"), QStringLiteral("10115"), QStringLiteral("Berlin"), QStringLiteral("DE"), {}},
              QStringLiteral("en_GB"), {}, {}, money("24.97"), money("4.74"), money("29.71")};
    i.lines.append({{}, 1, LineKind::Recurring, QStringLiteral("Fibre 100"), QStringLiteral("SVC-000012"), {}, {}, BillingPeriod{BillingDate(2026, 3, 10), march.to},
                    {22, 31}, UnitPrice::parse(u"49", eur), money("34.77"), 1900, QStringLiteral("recurring:1"), {}, TaxCategory::Standard, {}, QStringLiteral("MON")});
    i.lines.append({{}, 2, LineKind::Credit, QStringLiteral("SLA credit for Fibre 100"),
                    QStringLiteral("SVC-000012, outage from 17/03/2026 14:00 to 17/03/2026 19:02. March 2026: down for 5 h 2 min, 4 h are allowed; "
                                   "2 started hours beyond, 20 % of the monthly price."), {}, {}, std::nullopt, {-1, 1}, UnitPrice::parse(u"9.80", eur),
                    money("-9.80"), 1900, QStringLiteral("credit:1"), {}});
    for (int n = 0; n < extraLines; ++n)
        i.lines.append({{}, 3 + n, LineKind::Setup, QStringLiteral("Item number %1").arg(n + 1), QStringLiteral("SVC-%1").arg(n), {}, {}, std::nullopt, {1, 1},
                        UnitPrice::parse(u"0.0125", eur), money("0.01"), 700, QStringLiteral("setup:%1").arg(n), {}});
    i.taxes.append({1900, money("24.97"), money("4.74")});
    if (extraLines)
        i.taxes.append({700, money("0.60"), money("0.04")});
    return i;
}

} // namespace

class InvoicePdfTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    QString save(const QByteArray& pdf, const QString& name)
    {
        // For people who want to look at them: TRUNKLINE_KEEP names a folder.
        const QString keep = qEnvironmentVariable("TRUNKLINE_KEEP");
        QFile file((keep.isEmpty() ? folder_.path() : keep) + u'/' + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
            qFatal("%s can't be written", qPrintable(file.fileName()));
        return file.fileName();
    }

    static QString run(const QString& program, const QStringList& arguments, int* exitCode = nullptr)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        if (!process.waitForFinished(30'000))
            return QStringLiteral("%1 did not end").arg(program);
        if (exitCode)
            *exitCode = process.exitCode();
        return QString::fromUtf8(process.readAll());
    }

private Q_SLOTS:
    void theFileIsSound_data()
    {
        QTest::addColumn<int>("extraLines");
        QTest::addColumn<int>("pages");
        QTest::newRow("one page") << 0 << 1;
        QTest::newRow("several pages") << 60 << 5;
    }
    void theFileIsSound()
    {
        QFETCH(int, extraLines);
        QFETCH(int, pages);
        const QString file = save(invoicePdf(sample(extraLines)), QStringLiteral("invoice-%1.pdf").arg(extraLines));
        int exitCode = -1;
        const QString said = run(QStringLiteral("qpdf"), {QStringLiteral("--check"), file}, &exitCode);
        QVERIFY2(exitCode == 0, qPrintable(said));
        QVERIFY2(said.contains(QLatin1String("No syntax or stream encoding errors")), qPrintable(said));
        QCOMPARE(run(QStringLiteral("qpdf"), {QStringLiteral("--show-npages"), file}).trimmed().toInt(), pages);
        const QString fonts = run(QStringLiteral("pdffonts"), {file});
        QVERIFY2(fonts.contains(QLatin1String("DejaVuSans")) && !fonts.contains(QLatin1String(" no  ")), qPrintable(fonts));
        const QString text = run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file, QStringLiteral("-")});
        QVERIFY2(!text.contains(QLatin1String("Warning")) && !text.contains(QLatin1String("Error")), qPrintable(text.left(2000)));
        for (int page = 1; page <= pages; ++page)
            QVERIFY2(text.contains(QStringLiteral("Page %1 of %2").arg(page).arg(pages)), qPrintable(text));
        for (int n = 1; n <= extraLines; ++n)
            QVERIFY(text.contains(QStringLiteral("Item number %1").arg(n)));
    }

    void everythingIsOnIt()
    {
        const QString file = save(invoicePdf(sample()), QStringLiteral("text.pdf"));
        const QString text = run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file, QStringLiteral("-")}).replace(QChar(0x00A0), u' ');
        for (const char* word : {"Northwind Fibre", "Hafenstraße 12", "24937 Flensburg", "VAT ID DE123456789", "Bäckerei Öz & Söhne Żółć", "Lindenweg 5", "10115 Berlin",
                                 "Invoice INV-2026-000042", "01/04/2026", "15/04/2026", "01/03/2026 – 31/03/2026", "10/03/2026 – 31/03/2026", "A-000007", "C-000007",
                                 "Fibre 100", "SVC-000012", "22/31 month", "49.00", "34.77", "SLA credit for Fibre 100", "9.80", "19 %", "24.97", "4.74", "29.71 EUR",
                                 "Scan to pay", "Page 1 of 1"})
            QVERIFY2(text.contains(QString::fromUtf8(word)), qPrintable(QString::fromUtf8(word) + QStringLiteral(" is missing in:\n") + text));
        QVERIFY2(text.contains(QStringLiteral("\u22129.80")), qPrintable(text));
        const QString running = run(QStringLiteral("pdftotext"), {file, QStringLiteral("-")}).simplified(); // beside the payment code lines are short
        QVERIFY2(running.contains(QLatin1String("Please pay 29.71 EUR by 15/04/2026 to DE89 3704 0044 0532 0130 00 and quote INV-2026-000042.")), qPrintable(running));
    }

    void theSameInvoiceGivesTheSameBytes()
    {
        const QByteArray first = invoicePdf(sample(20));
        QVERIFY(first.size() > 10'000);
        QTest::qWait(1100); // a clock in the file would have gone on
        QCOMPARE(invoicePdf(sample(20)), first);
        QVERIFY(invoicePdf(sample(21)) != first);
        InvoiceExtras red;
        red.settings.accentColour = QStringLiteral("#aa0000");
        QVERIFY(invoicePdf(sample(20), red) != first);
        Invoice later = sample(20);
        later.issuedOn = BillingDate(2026, 4, 2);
        QVERIFY(invoicePdf(later) != first);
    }

    void draftsAndCreditNotesSaySo()
    {
        Invoice draft = sample();
        draft.number.clear();
        const QString preview = run(QStringLiteral("pdftotext"), {save(invoicePdf(draft), QStringLiteral("draft.pdf")), QStringLiteral("-")});
        QVERIFY(preview.contains(QLatin1String("preview")) && !preview.contains(QLatin1String("Please pay")));
        Invoice credit = sample();
        credit.kind = DocumentKind::CreditNote;
        credit.gross = -credit.gross;
        credit.number = QStringLiteral("CN-2026-000001");
        const QString note = run(QStringLiteral("pdftotext"), {save(invoicePdf(credit), QStringLiteral("credit.pdf")), QStringLiteral("-")});
        QVERIFY(note.contains(QLatin1String("Credit note CN-2026-000001")) && note.contains(QLatin1String("We owe you 29.71 EUR")) && !note.contains(QLatin1String("Due")));
    }

    void namesInEveryScript()
    {
        Invoice wide = sample();
        wide.buyer.name = QStringLiteral("Фабрика Свет ЩЖ");
        wide.buyer.street = QStringLiteral("Οδός Ερμού 7");
        wide.lines[0].text = QStringLiteral("שלום עולם 100");
        wide.lines[0].detail = QStringLiteral("مرحبا بالعالم");
        wide.lines[1].text = QStringLiteral("東京電話 हिन्दी ไทย");
        const QString file = save(invoicePdf(wide), QStringLiteral("scripts.pdf"));
        const QString text = run(QStringLiteral("pdftotext"), {file, QStringLiteral("-")});
        for (const char* word : {"Фабрика Свет ЩЖ", "Οδός Ερμού 7", "שלום עולם", "مرحبا بالعالم", "東京電話", "ไทย"})
            QVERIFY2(text.contains(QString::fromUtf8(word)), qPrintable(QString::fromUtf8(word) + QStringLiteral(" is missing in:\n") + text));
        const QString fonts = run(QStringLiteral("pdffonts"), {file});
        QVERIFY2(fonts.contains(QLatin1String("DroidSansFallback")) && !fonts.contains(QLatin1String(" no  ")), qPrintable(fonts));
        int exitCode = -1;
        run(QStringLiteral("qpdf"), {QStringLiteral("--check"), file}, &exitCode);
        QCOMPARE(exitCode, 0);
    }

    void theLanguageIsTheDocuments()
    {
        Invoice german = sample();
        german.localeName = QStringLiteral("de_DE");
        const QString text = run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), save(invoicePdf(german), QStringLiteral("german.pdf")), QStringLiteral("-")});
        for (const char* word : {"Rechnung INV-2026-000042", "Abrechnungszeitraum", "22/31 Monat", "29,71 EUR", "Seite 1 von 1", "Zum Zahlen scannen"})
            QVERIFY2(text.contains(QString::fromUtf8(word)), qPrintable(text));
    }

    void usageIsBehindTheInvoice()
    {
        InvoiceExtras extras;
        UsageDetail usage{1, 150, {}, {}, QStringLiteral("3 of 8,928 samples could not be used.")};
        usage.each = [](const UsageSink& take) {
            for (int n = 0; n < 150; ++n)
                take({QStringLiteral("01/03/2026 10:%1").arg(n), QStringLiteral("Voice"), QStringLiteral("+49 30 %1").arg(n), QStringLiteral("Germany"), QStringLiteral("1:00"), QStringLiteral("0.02")});
        };
        extras.usage.append(usage);
        const QString file = save(invoicePdf(sample(), extras), QStringLiteral("usage.pdf"));
        const QString text = run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file, QStringLiteral("-")});
        QVERIFY2(text.contains(QLatin1String("Page 1 of 4")) && text.contains(QLatin1String("Page 4 of 4")), qPrintable(text));
        QCOMPARE(text.count(QLatin1String("Usage of line 1: Fibre 100")), 3); // the head of each page
        QVERIFY(text.contains(QLatin1String("+49 30 149")) && text.contains(QLatin1String("3 of 8,928 samples could not be used.")));
    }

    // What ISO 19005-3 and Factur-X 1.0 ask of the file, as far as its structure shows it.
    void facturXIsAnArchiveWithTheInvoiceInIt()
    {
        InvoiceExtras extras;
        extras.facturX = "<?xml version=\"1.0\"?><invoice/>";
        const QString file = save(invoicePdf(sample(), extras), QStringLiteral("facturx.pdf"));
        const QJsonObject objects = QJsonDocument::fromJson(run(QStringLiteral("qpdf"), {QStringLiteral("--json=1"), file}).toUtf8()).object();
        const QJsonObject all = objects[QLatin1String("objects")].toObject();
        const auto at = [&](const QJsonValue& reference) { return all[reference.toString()].toObject(); };
        const QJsonObject catalogue = at(all[QLatin1String("trailer")][QLatin1String("/Root")]);
        QCOMPARE(all[QLatin1String("trailer")][QLatin1String("/ID")].toArray().size(), 2);
        const QJsonObject intent = catalogue[QLatin1String("/OutputIntents")][0].toObject();
        QCOMPARE(intent[QLatin1String("/S")].toString(), QStringLiteral("/GTS_PDFA1"));
        QVERIFY(intent.contains(QLatin1String("/DestOutputProfile")));
        const QJsonObject specification = at(catalogue[QLatin1String("/AF")][0]);
        QCOMPARE(specification[QLatin1String("/AFRelationship")].toString(), QStringLiteral("/Alternative"));
        QVERIFY(specification[QLatin1String("/UF")].toString().contains(QLatin1String("factur-x.xml")));
        QVERIFY(specification[QLatin1String("/EF")].toObject().contains(QLatin1String("/UF")));
        QVERIFY(catalogue[QLatin1String("/Names")][QLatin1String("/EmbeddedFiles")].isObject());
        const QString folder = folder_.path();
        run(QStringLiteral("pdfdetach"), {QStringLiteral("-saveall"), QStringLiteral("-o"), folder, file});
        QFile embedded(folder + QStringLiteral("/factur-x.xml"));
        QVERIFY(embedded.open(QIODevice::ReadOnly));
        QCOMPARE(embedded.readAll(), extras.facturX);
        const QString metadata = run(QStringLiteral("pdfinfo"), {QStringLiteral("-meta"), file});
        for (const char* part : {"<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
                                 "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>", "Factur-X PDFA Extension Schema", "Invoice INV-2026-000042"})
            QVERIFY2(metadata.contains(QLatin1String(part)), qPrintable(metadata));
        const QString info = run(QStringLiteral("pdfinfo"), {file});
        QVERIFY2(info.contains(QLatin1String("Invoice INV-2026-000042")) && info.contains(QLatin1String("Northwind Fibre")), qPrintable(info));
    }

    void thePaymentCode()
    {
        const Invoice invoice = sample();
        QCOMPARE(paymentCode(invoice, QStringLiteral("COBADEFFXXX")),
                 QByteArray("BCD\n002\n1\nSCT\nCOBADEFFXXX\nNorthwind Fibre\nDE89370400440532013000\nEUR29.71\n\n\nINV-2026-000042"));
        QVERIFY(isIban(QStringLiteral("DE89370400440532013000")) && !isIban(QStringLiteral("DE89370400440532013001")) && !isIban(QStringLiteral("nonsense")));
        Invoice wrong = invoice;
        wrong.sellerIban = QStringLiteral("DE00 3704 0044 0532 0130 00");
        QVERIFY(paymentCode(wrong, {}).isEmpty());
        wrong = invoice;
        wrong.kind = DocumentKind::CreditNote;
        QVERIFY(paymentCode(wrong, {}).isEmpty());
        QVERIFY(qrModules(paymentCode(invoice, {})).size() >= 33);
    }

    void mailAbroadNamesTheCountry()
    {
        Invoice abroad = sample();
        abroad.buyer.country = QStringLiteral("AT");
        const QString text = run(QStringLiteral("pdftotext"), {save(invoicePdf(abroad), QStringLiteral("abroad.pdf")), QStringLiteral("-")});
        QVERIFY2(text.contains(QLatin1String("Austria")), qPrintable(text));
        QCOMPARE(text.count(QLatin1String("Germany")), 1); // the operator's own
    }

    void longWordsAndManyLettersStayOnThePage()
    {
        Invoice odd = sample();
        odd.buyer.name = QString(120, u'W');
        odd.lines[0].text = QString(200, u'M');
        odd.lines[0].detail = QStringLiteral("Ω≈ç√ ∫˜µ ≤≥ ÷ ßüöä ЖЩЫ ελληνικά");
        const QString file = save(invoicePdf(odd), QStringLiteral("odd.pdf"));
        int exitCode = -1;
        run(QStringLiteral("qpdf"), {QStringLiteral("--check"), file}, &exitCode);
        QCOMPARE(exitCode, 0);
        const QString text = run(QStringLiteral("pdftotext"), {file, QStringLiteral("-")});
        const QString plain = run(QStringLiteral("pdftotext"), {save(invoicePdf(sample()), QStringLiteral("plain.pdf")), QStringLiteral("-")});
        QCOMPARE(text.count(u'M') - plain.count(u'M'), 200);
        QVERIFY2(text.contains(QStringLiteral("ελληνικά")) && text.contains(QStringLiteral("ЖЩЫ")), qPrintable(text));
    }

    void figuresInTheLocale()
    {
        const Currency eur = Currency::parse(u"EUR");
        const QLocale german(QStringLiteral("de_DE")), british(QStringLiteral("en_GB"));
        QCOMPARE(amountText(Money::parse(u"1234.5", eur), german), QStringLiteral("1.234,50"));
        QCOMPARE(amountText(Money::parse(u"-1234.5", eur), british), QStringLiteral("\u22121,234.50"));
        QCOMPARE(amountText(Money::parse(u"1200", Currency::parse(u"JPY")), british), QStringLiteral("1,200"));
        QCOMPARE(longYearDate(BillingDate(2026, 4, 1), german), QStringLiteral("01.04.2026"));
        QCOMPARE(spanText({BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}, british), QStringLiteral("01/03/2026 – 31/03/2026"));
    }
};

QTEST_GUILESS_MAIN(InvoicePdfTest)
#include "tst_invoicepdf.moc"
