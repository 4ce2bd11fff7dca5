#include "models/performance/packing.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <limits>
#include <random>

using namespace trunkline::performance;

class PackingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersComeBack()
    {
        const std::int64_t low = std::numeric_limits<std::int64_t>::min();
        const std::int64_t high = std::numeric_limits<std::int64_t>::max();
        const std::vector<std::int64_t> values{0, 1, -1, 63, -64, 64, 127, 128, 300, -300, low, high, low + 1, high - 1};
        ByteWriter writer;
        for (const std::int64_t value : values) {
            writer.number(std::uint64_t(value));
            writer.signedNumber(value);
        }
        ByteReader reader(writer.bytes());
        for (const std::int64_t value : values) {
            QCOMPARE(reader.number(), std::uint64_t(value));
            QCOMPARE(reader.signedNumber(), value);
        }
        QVERIFY(reader.good() && reader.atEnd());
        QCOMPARE(ByteReader(QByteArray("\x2a")).number(), 42u);
    }

    void columnsComeBack_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 200; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }
    void columnsComeBack()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const int width = int(seed % 65); // every width, also those that cross the bounds of a word
        std::vector<std::int64_t> values(random() % 100);
        const std::uint64_t base = random();
        for (std::int64_t& value : values)
            value = std::int64_t(base + (width == 0 ? 0 : random() >> (64 - width)));
        ByteWriter writer;
        writer.column(values);
        writer.number(77);
        if (!values.empty()) {
            const auto [least, most] = std::minmax_element(values.begin(), values.end());
            const auto bits = std::size_t(std::bit_width(std::uint64_t(*most) - std::uint64_t(*least)));
            QVERIFY(std::size_t(writer.bytes().size()) <= 12 + (values.size() * bits + 7) / 8);
        }
        std::vector<std::int64_t> read(values.size());
        ByteReader reader(writer.bytes());
        reader.column(read);
        QCOMPARE(read, values);
        QCOMPARE(reader.number(), 77u);
        ByteReader skipping(writer.bytes());
        skipping.skipColumn(values.size());
        QCOMPARE(skipping.number(), 77u);
        QVERIFY(skipping.good() && skipping.atEnd());
        for (qsizetype length = 0; length < writer.bytes().size(); ++length) { // cut off: said, and nothing beyond the end is read
            const QByteArray cut = writer.bytes().left(length);
            ByteReader damaged(cut);
            damaged.column(read);
            damaged.number();
            QVERIFY(!damaged.good());
        }
    }

    void aWidthThatNoWordHasIsDamage()
    {
        QByteArray bytes("\x00\x41", 2);
        bytes.append(1'000, 'x');
        std::vector<std::int64_t> values(10);
        ByteReader reader(bytes);
        reader.column(values);
        QVERIFY(!reader.good());
        ByteReader endless(QByteArray(20, '\xff'));
        endless.number();
        QVERIFY(!endless.good());
    }
};

QTEST_APPLESS_MAIN(PackingTest)
#include "tst_packing.moc"
