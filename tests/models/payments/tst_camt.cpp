#include "models/payments/bankline.h"
#include "tests/models/payments/paidshop.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::payments;
using test::camt;
using test::eur;

namespace {

QList<BankEntry> entriesOf(const QByteArray& file)
{
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QList<BankEntry> all;
    readCamt(buffer, {[](const BankStatement&) {}, [&](const BankEntry& entry) { all.append(entry); }});
    return all;
}

QByteArray withAmount(const QByteArray& amount)
{
    return camt({{QStringLiteral("AMOUNT")}}).replace("AMOUNT", amount);
}

} // namespace

class CamtTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads()
    {
        const auto entries = entriesOf(camt({{QStringLiteral("58.31"), QStringLiteral("INV-2026-000001 thank you"), QStringLiteral("REF1")},
                                             {QStringLiteral("-3.00"), QStringLiteral("fee"), QStringLiteral("REF2")}}));
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries[0].amount, eur("58.31"));
        QCOMPARE(entries[0].booked, BillingDate(2026, 4, 7));
        QCOMPARE(entries[0].transactions.first().debtorName, QStringLiteral("Bäckerei Öz"));
        QCOMPARE(entries[0].transactions.first().debtorIban, QStringLiteral("DE89370400440532013000"));
        QCOMPARE(entries[0].transactions.first().remittance, QStringList{QStringLiteral("INV-2026-000001 thank you")});
        QCOMPARE(entries[1].amount, eur("-3.00"));
        QCOMPARE(entries[1].index, 1);
    }

    void amounts()
    {
        QCOMPARE(entriesOf(withAmount("8.850")).first().amount, eur("8.85"));
        QCOMPARE(entriesOf(withAmount("8.85500")).first().amount, eur("8.86"));
        QCOMPARE(entriesOf(withAmount("8.85499")).first().amount, eur("8.85"));
        QCOMPARE(entriesOf(withAmount("8")).first().amount, eur("8.00"));
        QCOMPARE(entriesOf(withAmount("8.").replace("EUR", "KWD")).first().amount, Money::parse(u"8.000", Currency::parse(u"KWD")));
        QCOMPARE(entriesOf(withAmount("1234.5678").replace("EUR", "JPY")).first().amount, Money::parse(u"1235", Currency::parse(u"JPY")));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("word");
        QTest::newRow("no XML") << QByteArray("PAY 12") << "Line 1";
        QTest::newRow("empty") << QByteArray() << "Line";
        QTest::newRow("cut off") << camt({{QStringLiteral("1.00")}}).chopped(30) << "Line 1";
        QTest::newRow("another message") << QByteArray("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.008.001.02\"/>") << "pain.008";
        QTest::newRow("not ISO 20022") << QByteArray("<html/>") << "html";
        QTest::newRow("no statement") << QByteArray("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>") << "no statement";
        QTest::newRow("entities") << QByteArray("<!DOCTYPE d [<!ENTITY a \"aaaa\">]><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">&a;</Document>") << "document type";
        QTest::newRow("a word for an amount") << withAmount("ten") << "ten";
        QTest::newRow("a negative amount") << withAmount("-5") << "-5";
        QTest::newRow("an amount beyond all money") << withAmount("99999999999999999999") << "no amount";
        QTest::newRow("an unknown currency") << withAmount("5").replace("EUR", "EUX") << "EUX";
        QTest::newRow("a day that is none") << camt({{QStringLiteral("5")}}).replace("2026-04-07", "2026-02-31") << "2026-02-31";
        QTest::newRow("nested without end") << QByteArray("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">") + QByteArray("<a>").repeated(100'000) << "nested";
        QTest::newRow("an endless text") << camt({{QStringLiteral("5"), QStringLiteral("x").repeated(1'000'000)}}) << "characters";
    }
    void refusals()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, word);
        const QString refusal = test::refusalOf([&] { entriesOf(file); });
        QVERIFY2(refusal.contains(word), qPrintable(refusal));
    }

    // Whatever bytes are damaged: a sentence or entries, never a crash.
    void damagedFiles()
    {
        const QByteArray whole = camt({{QStringLiteral("58.31"), QStringLiteral("INV-2026-000001"), QStringLiteral("REF1")}});
        const auto seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        int read = 0;
        for (int i = 0; i < 3'000; ++i) {
            QByteArray damaged = whole;
            for (int hit = 0; hit < 1 + int(random() % 4); ++hit)
                damaged[qsizetype(random() % std::uint32_t(damaged.size()))] = char(random());
            try {
                read += int(entriesOf(damaged).size());
            } catch (const InvalidInput& error) {
                QVERIFY(!error.sentence().isEmpty());
            }
        }
        QVERIFY(read > 0);
    }

    // The same movement in a statement and in a notification; two alike movements of a day; batches in parts.
    void linesAndTheirKeys()
    {
        const BankStatement statement{QStringLiteral("camt.053.001.08"), QStringLiteral("M"), QStringLiteral("S"), {}, QStringLiteral("DE02"), {}, {}};
        BankStatement notification = statement;
        notification.message = QStringLiteral("camt.054.001.08");
        notification.id = QStringLiteral("N");
        BankEntry entry = entriesOf(camt({{QStringLiteral("10.00"), {}, QStringLiteral("REF")}})).first();
        QHash<QString, int> seen, seenThere;
        const QString key = linesOf(statement, entry, seen).first().key;
        QCOMPARE(linesOf(notification, entry, seenThere).first().key, key);
        QVERIFY(linesOf(statement, entry, seen).first().key != key); // the second one of this statement
        entry.bankReference.clear();
        QHash<QString, int> fresh, other;
        QVERIFY(linesOf(statement, entry, fresh).first().key != linesOf(notification, entry, other).first().key);
        entry.transactions = {entry.transactions.first(), entry.transactions.first()};
        entry.transactions[0].amount = eur("4.00");
        entry.transactions[1].amount = eur("6.00");
        QHash<QString, int> parts;
        const auto lines = linesOf(statement, entry, parts);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[1].amount, eur("6.00"));
        entry.transactions[1].amount = eur("5.00");
        QCOMPARE(linesOf(statement, entry, parts).size(), 1);
        entry.status = QStringLiteral("PDNG");
        QVERIFY(linesOf(statement, entry, parts).isEmpty());
    }
};

QTEST_GUILESS_MAIN(CamtTest)
#include "tst_camt.moc"
