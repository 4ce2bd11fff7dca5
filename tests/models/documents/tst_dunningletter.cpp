// Dunning letters as documents: what the run sent, drawn as often as it is asked for.
#include "models/billing/documenttext.h"
#include "models/documents/dunningletter.h"
#include "models/documents/dunninglayout.h"
#include "tests/models/payments/paidshop.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace trunkline;
using namespace trunkline::documents;
using namespace trunkline::test;

namespace {

QString textOf(const QString& file)
{
    QProcess process;
    process.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file, QStringLiteral("-")});
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("pdftotext failed");
    return QString::fromUtf8(process.readAllStandardOutput());
}

struct DunnedShop : PaidShop {
    explicit DunnedShop(const QString& engine) : PaidShop(engine)
    {
        connectService(0);
        invoice = billMarch().first();
        payments::DunningService dunning(s.context);
        for (const BillingDate day : {BillingDate(2026, 4, 22), BillingDate(2026, 5, 6), BillingDate(2026, 5, 20)})
            last = dunning.post(administrator(), day).first();
    }
    std::optional<billing::Invoice> invoice;
    std::optional<payments::DunningNotice> last; ///< the third step: a fee and interest
};

} // namespace

class DunningLetterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLetterSaysWhatTheRunSent_data() { engineRows(); }
    void aLetterSaysWhatTheRunSent()
    {
        QFETCH(QString, engine);
        DunnedShop shop(engine);
        const auto letter = dunningLetter(shop.db(), shop.last->number);
        QVERIFY(letter.has_value());
        QCOMPARE(dunningLetter(shop.db(), shop.last->id), letter);
        QCOMPARE(letter->total, shop.last->draft.total);
        QCOMPARE(letter->fee, shop.last->draft.fee);
        QCOMPARE(letter->interest, shop.last->draft.interest);
        QVERIFY(!letter->fee.isZero() && !letter->interest.isZero());
        QCOMPARE(letter->items.size(), 1);
        QCOMPARE(letter->items.first().number, shop.invoice->number);
        QVERIFY(!dunningLetter(shop.db(), QStringLiteral("DUN-999999")));
        QCOMPARE(newestDunningLetters(shop.db()), (QStringList{shop.last->number}));

        QTemporaryDir folder;
        const DocumentFile file = dunningFile(shop.db(), *letter);
        QCOMPARE(file.name, shop.last->number + QStringLiteral(".pdf"));
        const QString path = folder.filePath(file.name);
        writeDocument(path, file.content);
        QCOMPARE(QProcess::execute(QStringLiteral("qpdf"), {QStringLiteral("--check"), path}), 0);
        const QString text = textOf(path);
        const QLocale english(QStringLiteral("en_GB"));
        for (const QString& told : {shop.last->number, shop.invoice->number, QStringLiteral("Final dunning"), QStringLiteral("last letter before we suspend"), QStringLiteral("Bäckerei Öz"), QStringLiteral("10115 Berlin"),
                                    billing::amountText(letter->fee, english), billing::amountText(letter->interest, english), billing::amountText(letter->total, english) + QStringLiteral(" EUR"),
                                    QStringLiteral("DE02120300000000202051"), QStringLiteral("Scan to pay"), QStringLiteral("Page 1 of 1")})
            QVERIFY2(text.contains(told), qPrintable(text + QStringLiteral(" lacks ") + told));

        // The operator's look changes: letters that were sent stay as they were.
        DocumentSettings settings = documentSettings(shop.db());
        settings.accentColour = QStringLiteral("#aa0000");
        changeDocumentSettings(shop.s.context, administrator(), settings);
        QCOMPARE(dunningFile(shop.db(), *letter).content, file.content);
    }

    void manyLettersAreOneFile()
    {
        DunnedShop shop(QStringLiteral("sqlite"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("letters.pdf"));
        QVERIFY(printDunningBatch(shop.db(), {QStringLiteral("DUN-000001"), QStringLiteral("DUN-000002"), QStringLiteral("DUN-000003")}, path));
        const QString text = textOf(path);
        QCOMPARE(text.count(QLatin1String("Page 1 of 1")), 3);
        QVERIFY_THROWS_EXCEPTION(NotFound, printDunningBatch(shop.db(), {QStringLiteral("DUN-999999")}, folder.filePath(QStringLiteral("none.pdf"))));
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("none.pdf"))));
        QVERIFY(!printDunningBatch(shop.db(), {QStringLiteral("DUN-000001")}, folder.filePath(QStringLiteral("none.pdf")), [](int) { return false; }));
    }

    void aLetterInGermanOverManyPages()
    {
        DunnedShop shop(QStringLiteral("sqlite"));
        DunningLetter letter = *dunningLetter(shop.db(), shop.last->number);
        letter.localeName = QStringLiteral("de_DE");
        for (int n = 0; n < 80; ++n)
            letter.items.append({QStringLiteral("INV-2025-%1").arg(n, 6, 10, QLatin1Char('0')), BillingDate(2025, 1, 1), 400, eur("1.00"), eur("0.00")});
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("german.pdf"));
        writeDocument(path, dunningFile(shop.db(), letter).content);
        const QString text = textOf(path);
        for (const char* word : {"Zahlbar bis", "Tage überfällig", "Gebühr", "Seite 1 von 3", "Seite 3 von 3", "INV-2025-000079"})
            QVERIFY2(text.contains(QString::fromUtf8(word)), qPrintable(text));
        QCOMPARE(text.count(QLatin1String("Rechnung")), 3); // the head of the table on each page
    }
};

QTEST_GUILESS_MAIN(DunningLetterTest)
#include "tst_dunningletter.moc"
