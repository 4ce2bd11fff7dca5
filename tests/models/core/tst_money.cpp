#include "models/core/errors.h"
#include "models/core/money.h"
#include "tests/support/oracle.h"

#include <QFile>
#include <QTest>

#include <limits>
#include <numeric>
#include <random>

using namespace trunkline;

class MoneyTest : public QObject {
    Q_OBJECT
    const Currency eur = Currency::parse(u"EUR");
    const Currency jpy = Currency::parse(u"JPY");
    const Currency kwd = Currency::parse(u"KWD");

private Q_SLOTS:
    // oracle: every code of ISO 4217's own table, and nothing but them.
    void allCurrenciesAreListed()
    {
        const QList<Currency> all = Currency::all();
        QVERIFY(all.size() > 150);
        for (qsizetype i = 0; i < all.size(); ++i) {
            QCOMPARE(Currency::parse(all[i].code()), all[i]);
            QVERIFY(i == 0 || all[i - 1].code() < all[i].code());
        }
    }

    void currenciesAreThoseOfIso4217()
    {
        TRUNKLINE_ORACLE_FOLDER(data, "reference");
        QFile file(data + QStringLiteral("/iso-4217-minor-units.csv"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        file.readLine();
        QSet<QString> known;
        int units = 0, none = 0;
        while (!file.atEnd()) {
            const QList<QByteArray> fields = file.readLine().trimmed().split(',');
            QVERIFY(fields.size() >= 4);
            const QString code = QString::fromLatin1(fields[0]);
            if (fields[2] == "N.A.") {
                QVERIFY_THROWS_EXCEPTION(InvalidInput, Currency::parse(code));
                ++none;
                continue;
            }
            QCOMPARE(Currency::parse(code).exponent(), fields[2].toInt());
            QCOMPARE(Currency::parse(code).code(), code);
            known.insert(code);
            ++units;
        }
        int others = 0;
        for (char a = 'A'; a <= 'Z'; ++a)
            for (char b = 'A'; b <= 'Z'; ++b)
                for (char c = 'A'; c <= 'Z'; ++c) {
                    const char letters[] = {a, b, c, 0};
                    const QString code = QString::fromLatin1(letters);
                    if (known.contains(code))
                        continue;
                    QVERIFY_THROWS_EXCEPTION(InvalidInput, Currency::parse(code));
                    ++others;
                }
        QCOMPARE(units + none, 179);
        qInfo("oracle: %d currencies with their decimals, %d without minor units and %d other codes refused", units, none, others - none);
    }

    void unknownCurrencies_data()
    {
        QTest::addColumn<QString>("code");
        for (const char* code : {"", "eur", "EU", "EURO", "XAU", "XXX", "ZZZ", " EUR"})
            QTest::addRow("“%s”", code) << QString::fromLatin1(code);
    }
    void unknownCurrencies()
    {
        QFETCH(QString, code);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, Currency::parse(code));
    }

    void amountsAreRead_data()
    {
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("cents") << "EUR" << "29.90" << qint64(2990);
        QTest::newRow("whole") << "EUR" << "29" << qint64(2900);
        QTest::newRow("one decimal") << "EUR" << "0.5" << qint64(50);
        QTest::newRow("negative") << "EUR" << "-0.01" << qint64(-1);
        QTest::newRow("plus") << "EUR" << "+7" << qint64(700);
        QTest::newRow("no decimals") << "JPY" << "1200" << qint64(1200);
        QTest::newRow("three decimals") << "KWD" << "1.005" << qint64(1005);
        QTest::newRow("largest") << "JPY" << "999999999999999" << qint64(999'999'999'999'999);
    }
    void amountsAreRead()
    {
        QFETCH(QString, currency);
        QFETCH(QString, text);
        QFETCH(qint64, minor);
        QCOMPARE(Money::parse(text, Currency::parse(currency)).minor, minor);
    }

    void wrongAmounts_data()
    {
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "-", ".", "1.", ".5", "1,5", "1.234", "1e3", "12 ", "--1", "0x10", "1.2.3", "٣", "9999999999999999"})
            QTest::addRow("EUR “%s”", text) << QStringLiteral("EUR") << QString::fromUtf8(text);
        QTest::newRow("decimals of a currency without") << "JPY" << "1.0";
        QTest::newRow("too many for 64 bits") << "CLF" << "999999999999999.0000";
    }
    void wrongAmounts()
    {
        QFETCH(QString, currency);
        QFETCH(QString, text);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, Money::parse(text, Currency::parse(currency)));
    }

    void amountsAreWritten()
    {
        QCOMPARE((Money{2990, eur}.toPlainString()), QStringLiteral("29.90"));
        QCOMPARE((Money{-1, eur}.toPlainString()), QStringLiteral("-0.01"));
        QCOMPARE((Money{5, kwd}.toPlainString()), QStringLiteral("0.005"));
        QCOMPARE((Money{-1200, jpy}.toPlainString()), QStringLiteral("-1200"));
        QCOMPARE((Money{std::numeric_limits<std::int64_t>::min(), jpy}.toPlainString()), QStringLiteral("-9223372036854775808"));
        const QLocale german(QLocale::German, QLocale::Germany);
        QCOMPARE((Money{123456789, eur}.toDisplay(german)), QStringLiteral("1.234.567,89\u00A0EUR"));
        QCOMPARE((Money{-5, eur}.toDisplay(QLocale(QLocale::English, QLocale::UnitedStates))), QStringLiteral("\u22120.05\u00A0EUR"));
    }

    void writtenAmountsAreReadBack()
    {
        std::mt19937_64 random(4711);
        std::uniform_int_distribution<std::int64_t> any(-99'999'999'999'999, 99'999'999'999'999);
        for (int i = 0; i < 2000; ++i)
            for (const Currency& currency : {eur, jpy, kwd}) {
                const Money money{any(random), currency};
                QCOMPARE(Money::parse(money.toPlainString(), currency), money);
            }
    }

    void roundings_data()
    {
        QTest::addColumn<qint64>("numerator");
        QTest::addColumn<qint64>("halfUp");
        QTest::addColumn<qint64>("halfEven");
        QTest::addColumn<qint64>("down");
        QTest::addColumn<qint64>("up");
        const auto row = [](const char* name, qint64 tenths, qint64 halfUp, qint64 halfEven, qint64 down, qint64 up) {
            QTest::newRow(name) << tenths << halfUp << halfEven << down << up;
        };
        row("0.5", 5, 1, 0, 0, 1);
        row("1.5", 15, 2, 2, 1, 2);
        row("2.5", 25, 3, 2, 2, 3);
        row("2.4", 24, 2, 2, 2, 3);
        row("2.6", 26, 3, 3, 2, 3);
        row("2.0", 20, 2, 2, 2, 2);
        row("-0.5", -5, -1, 0, 0, -1);
        row("-1.5", -15, -2, -2, -1, -2);
        row("-2.5", -25, -3, -2, -2, -3);
        row("-2.4", -24, -2, -2, -2, -3);
        row("-2.6", -26, -3, -3, -2, -3);
        row("0.1", 1, 0, 0, 0, 1);
    }
    void roundings()
    {
        QFETCH(qint64, numerator);
        QTEST(qint64(divideRounded(numerator, 10, Rounding::HalfUp)), "halfUp");
        QTEST(qint64(divideRounded(numerator, 10, Rounding::HalfEven)), "halfEven");
        QTEST(qint64(divideRounded(numerator, 10, Rounding::Down)), "down");
        QTEST(qint64(divideRounded(numerator, 10, Rounding::Up)), "up");
    }

    void partsOfLargeAmountsDoNotOverflow()
    {
        const Money large{900'000'000'000'000'000, eur};
        QCOMPARE(large.part(31, 31, Rounding::HalfUp), large);
        QCOMPARE(large.part(1, 3, Rounding::HalfUp).minor, 300'000'000'000'000'000);
        QCOMPARE((Money{4900, eur}.part(22, 31, Rounding::HalfUp).minor), 3477); // 34.7741…
        QCOMPARE((Money{-4900, eur}.part(22, 31, Rounding::HalfUp).minor), -3477);
    }

    void splitsSumToTheWhole()
    {
        constexpr unsigned seed = 20260301;
        qInfo("seed %u", seed);
        std::mt19937_64 random(seed);
        std::uniform_int_distribution<std::int64_t> amount(-1'000'000, 1'000'000), weight(0, 1000), count(1, 12);
        for (int i = 0; i < 3000; ++i) {
            std::vector<std::int64_t> weights(std::size_t(count(random)));
            for (auto& w : weights)
                w = weight(random);
            weights.front() += 1;
            const Money whole{amount(random), eur};
            const std::vector<Money> parts = whole.split(weights);
            const std::int64_t total = std::accumulate(weights.begin(), weights.end(), std::int64_t(0));
            Money sum = Money::zero(eur);
            for (std::size_t p = 0; p < parts.size(); ++p) {
                sum += parts[p];
                // No part is a whole unit away from its exact share.
                const Wide off = Wide(parts[p].minor) * total - Wide(whole.minor) * weights[p];
                QVERIFY(off > -Wide(total) && off < Wide(total));
            }
            QCOMPARE(sum, whole);
        }
        QCOMPARE((Money{100, eur}.split(std::vector<std::int64_t>{1, 1, 1})), (std::vector<Money>{{34, eur}, {33, eur}, {33, eur}}));
        QCOMPARE((Money{-100, eur}.split(std::vector<std::int64_t>{1, 1, 1})), (std::vector<Money>{{-34, eur}, {-33, eur}, {-33, eur}}));
        QCOMPARE((Money{5, eur}.split(std::vector<std::int64_t>{0, 1})), (std::vector<Money>{{0, eur}, {5, eur}}));
    }

    void unitPricesAreFiner()
    {
        const UnitPrice minute = UnitPrice::parse(u"0.0125", eur);
        QCOMPARE(minute.micros, 12'500);
        QCOMPARE(minute.times(60, Rounding::HalfUp).minor, 75);
        QCOMPARE(minute.times(2, Rounding::HalfUp).minor, 3);   // 2.5 cents
        QCOMPARE(minute.times(2, Rounding::HalfEven).minor, 2);
        QCOMPARE(minute.toPlainString(), QStringLiteral("0.012500"));
        QCOMPARE(UnitPrice::of(Money{4900, eur}), UnitPrice::parse(u"49", eur));
        QCOMPARE(UnitPrice::of(Money{4900, eur}).part(22, 31, Rounding::HalfUp), (Money{3477, eur}));
        QCOMPARE(UnitPrice::parse(u"1.005", kwd).times(1, Rounding::HalfUp).minor, 1005);
        QCOMPARE(UnitPrice::parse(u"120", jpy).part(1, 31, Rounding::HalfUp).minor, 4);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, UnitPrice::parse(u"0.0000001", eur));
    }
};

QTEST_GUILESS_MAIN(MoneyTest)
#include "tst_money.moc"
