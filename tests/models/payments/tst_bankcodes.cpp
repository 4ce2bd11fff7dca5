#include "models/core/errors.h"
#include "models/payments/bankcodes.h"
#include "models/payments/pain.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::payments;

class BankCodesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ibans_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("iban"); // empty: refused
        QTest::newRow("German, in groups") << "de89 3704 0044 0532 0130 00" << "DE89370400440532013000";
        QTest::newRow("British, with letters") << "GB82WEST12345698765432" << "GB82WEST12345698765432";
        QTest::newRow("Dutch") << "NL91ABNA0417164300" << "NL91ABNA0417164300";
        QTest::newRow("Maltese, the longest") << "MT84MALT011000012345MTLCAST001S" << "MT84MALT011000012345MTLCAST001S";
        QTest::newRow("a digit mistyped") << "DE89370400440532013001" << "";
        QTest::newRow("two digits swapped") << "DE89370400440532013030" << "";
        QTest::newRow("too short for its country") << "DE8937040044053201300" << "";
        QTest::newRow("no country") << "89370400440532013000" << "";
        QTest::newRow("empty") << "" << "";
    }
    void ibans()
    {
        QFETCH(QString, typed);
        QFETCH(QString, iban);
        if (iban.isEmpty())
            QVERIFY_THROWS_EXCEPTION(InvalidInput, checkedIban(typed));
        else
            QCOMPARE(checkedIban(typed), iban);
    }

    // Mod 97 finds every single wrong character.
    void everyWrongCharacterShows()
    {
        const QString right = QStringLiteral("DE89370400440532013000");
        for (qsizetype at = 4; at < right.size(); ++at)
            for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
                QString wrong = right;
                wrong[at] = digit;
                if (wrong == right)
                    continue;
                QVERIFY_THROWS_EXCEPTION(InvalidInput, checkedIban(wrong));
            }
    }

    void bicsAndCreditors()
    {
        QCOMPARE(checkedBic(QStringLiteral("cobadeff xxx")), QStringLiteral("COBADEFFXXX"));
        QCOMPARE(checkedBic(QString()), QString());
        QVERIFY_THROWS_EXCEPTION(InvalidInput, checkedBic(QStringLiteral("COBADEFFX")));
        QCOMPARE(checkedCreditorId(QStringLiteral("DE98ZZZ09999999999")), QStringLiteral("DE98ZZZ09999999999"));
        QCOMPARE(checkedCreditorId(QStringLiteral("DE98ABC09999999999")), QStringLiteral("DE98ABC09999999999")); // the business code does not count
        QVERIFY_THROWS_EXCEPTION(InvalidInput, checkedCreditorId(QStringLiteral("DE98ZZZ09999999998")));
    }

    void creditorReferences()
    {
        QVERIFY(isCreditorReference(QStringLiteral("RF18 5390 0754 7034"))); // the standard's example
        QVERIFY(!isCreditorReference(QStringLiteral("RF18539007547035")));
        QVERIFY(isCreditorReference(creditorReference(QStringLiteral("INV-2026-000001"))));
        QVERIFY(creditorReference(QStringLiteral("INV-2026-000001")).endsWith(QStringLiteral("INV2026000001")));
    }

    void textsForBanks()
    {
        QCOMPARE(sepaText(QStringLiteral("Bäckerei Öz & Söhne"), 70), QStringLiteral("Baeckerei Oez + Soehne"));
        QCOMPARE(sepaText(QStringLiteral("Čeněk Łuczak"), 70), QStringLiteral("Cenek Luczak"));
        QCOMPARE(sepaText(QStringLiteral("Müller"), 3), QStringLiteral("Mue"));
        QCOMPARE(sepaText(QStringLiteral("北"), 70), QStringLiteral("."));
        QCOMPARE(sepaText(QString(), 70), QStringLiteral("-"));
    }
};

QTEST_GUILESS_MAIN(BankCodesTest)
#include "tst_bankcodes.moc"
