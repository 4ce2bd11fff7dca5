// Fixed-point numbers as devices give them: exact where they can be, rounded half away from zero where not.
#include "models/core/decimal.h"

#include <QTest>

using namespace trunkline;

class DecimalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAndWrites_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("written"); // empty: refused
        QTest::newRow("whole") << "42" << "42";
        QTest::newRow("keeps its zeros") << "3.30" << "3.30";
        QTest::newRow("negative") << "-12.5" << "-12.5";
        QTest::newRow("below one") << "-0.05" << "-0.05";
        QTest::newRow("plus") << "+7" << "7";
        QTest::newRow("no whole part") << ".5" << "0.5";
        QTest::newRow("exponent") << "1.25e-3" << "0.00125";
        QTest::newRow("exponent up") << "5E2" << "500";
        QTest::newRow("more digits than any measurement has") << "0.1234567890123456789012345" << "0.123456789012345678";
        QTest::newRow("the largest") << "9223372036854775807" << "";
        QTest::newRow("eighteen digits") << "922337203685477580" << "922337203685477580";
        QTest::newRow("nothing") << "" << "";
        QTest::newRow("a sign") << "-" << "";
        QTest::newRow("two points") << "1.2.3" << "";
        QTest::newRow("a unit") << "3 V" << "";
        QTest::newRow("vanishes") << "5e-300" << "0.000000000000000000";
        QTest::newRow("too large") << "5e300" << "";
    }
    void readsAndWrites()
    {
        QFETCH(QString, text);
        QFETCH(QString, written);
        const auto read = Decimal::parse(text);
        QCOMPARE(read.has_value(), !written.isEmpty());
        if (read)
            QCOMPARE(read->toString(), written);
    }

    void comparesByValue()
    {
        QVERIFY((Decimal{330, 2} == Decimal{33, 1}));
        QVERIFY((Decimal{-5, 0} < Decimal{-49, 1}));
        QVERIFY((Decimal{1, 18} > Decimal{0, 0}));
        QVERIFY((Decimal{std::numeric_limits<std::int64_t>::max(), 0} > Decimal{std::numeric_limits<std::int64_t>::max(), 18}));
    }

    void shiftsThePoint()
    {
        QCOMPARE((Decimal{6322, 0}.shifted(-7)->toString()), "0.0006322");
        QCOMPARE((Decimal{12, 1}.shifted(3)->toString()), "1200");
        QCOMPARE((Decimal{5, 18}.shifted(-1)->toString()), "0.000000000000000001"); // half away from zero
        QCOMPARE((Decimal{4, 18}.shifted(-1)->toString()), "0.000000000000000000");
        QVERIFY(!(Decimal{1, 0}.shifted(30)));
    }

    void dividesExactlyWhereItEnds()
    {
        QCOMPARE((Decimal{8368, 0}.dividedBy(256)->toString()), "32.6875");
        QCOMPARE((Decimal{5, 0}.dividedBy(1'000'000'000'000)->toString()), "0.000000000005"); // a power of ten only moves the point
        QCOMPARE((Decimal{1, 0}.dividedBy(3)->toString()), "0.333333");
        QCOMPARE((Decimal{2, 0}.dividedBy(3)->toString()), "0.666667");
        QCOMPARE((Decimal{-2, 0}.dividedBy(3)->toString()), "-0.666667");
        QCOMPARE((Decimal{2, 0}.dividedBy(3, 1)->toString()), "0.7");
        QVERIFY(!(Decimal{1, 0}.dividedBy(0)));
    }

    void addsAndRounds()
    {
        QCOMPARE((Decimal{100, 0}.minus({311, 1})->toString()), "68.9");
        QCOMPARE((Decimal{15, 1}.plus({25, 2})->toString()), "1.75");
        QCOMPARE((Decimal{25, 1}.rounded(0)->toString()), "3");
        QCOMPARE((Decimal{-25, 1}.rounded(0)->toString()), "-3");
        QCOMPARE((Decimal{3, 0}.rounded(2)->toString()), "3.00");
        QCOMPARE((Decimal{-53, 0}.times(1'000'000)->toString()), "-53000000");
        QVERIFY(!(Decimal{std::numeric_limits<std::int64_t>::max(), 0}.times(2)));
    }

    void givesUpDecimalsRatherThanTheNumber()
    {
        // 9 × 10^18 with one more decimal would not fit; its value is kept.
        const auto large = Decimal{std::numeric_limits<std::int64_t>::max() / 2, 1}.times(4);
        QVERIFY(large);
        QCOMPARE(large->decimals, 0);
    }
};

QTEST_APPLESS_MAIN(DecimalTest)
#include "tst_decimal.moc"
