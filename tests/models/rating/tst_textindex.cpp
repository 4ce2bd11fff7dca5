// Texts are found again under the numbers that they were given.
#include "models/rating/textindex.h"

#include <QTest>

#include <map>
#include <random>

using trunkline::rating::TextIndex;

class TextIndexTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsFoundInNothing()
    {
        QCOMPARE(TextIndex().find("493012345"), TextIndex::none);
    }

    /// Seeded: the same on every run.
    void everyTextHasOneNumber()
    {
        std::mt19937_64 random(20261127);
        std::map<std::string, std::uint32_t> known;
        TextIndex index;
        for (int i = 0; i < 50'000; ++i) {
            const std::string text = i % 100 == 0 ? std::string(std::size_t(i) / 100, 'x') : std::to_string(random() % 30'000);
            const std::uint32_t number = index.add(text);
            QCOMPARE(known.emplace(text, std::uint32_t(known.size())).first->second, number);
        }
        QCOMPARE(index.size(), known.size());
        for (const auto& [text, number] : known)
            QCOMPARE(index.find(text), number);
        QCOMPARE(index.find("30001"), TextIndex::none);
        QCOMPARE(index.find(std::string_view("1\0", 2)), TextIndex::none);
        QCOMPARE(index.find(""), known.at(""));
    }
};

QTEST_APPLESS_MAIN(TextIndexTest)
#include "tst_textindex.moc"
