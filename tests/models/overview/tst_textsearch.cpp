#include "models/overview/textsearch.h"

#include <QTest>

using namespace trunkline;
using overview::SearchItem;

namespace {

SearchItem item(const char* kind, const char* title, const char* detail, const QStringList& keywords = {})
{
    return {{QString::fromLatin1(kind), QString::fromUtf8(title)}, QString::fromUtf8(title), QString::fromUtf8(detail), keywords};
}

overview::TextIndex town()
{
    return overview::TextIndex({
        item("device", "core-1", "Router in Seeburg", {"127.20.0.1", "JN1233A0AFB1"}),
        item("device", "core-2", "Router in Neuhafen", {"127.20.0.2"}),
        item("device", "olt-1", "OLT in Seeburg", {"127.20.0.7"}),
        item("port", "olt-1 pon-0/3", "Port", {"SVC-000012", "Weber"}),
        item("port", "olt-1 pon-0/13", "Port"),
        item("customer", "Anna Weber", "Customer", {"C-000001", "anna@example.org"}),
        item("customer", "Jürgen Müller", "Customer", {"C-000002"}),
        item("customer", "Bäckerei Öz", "Customer", {"C-000013"}),
        item("order", "O-000012", "Order for Anna Weber"),
        item("order", "O-000013", "Order for Jürgen Müller"),
        item("invoice", "2026-000001", "Invoice for Anna Weber"),
        item("workspace", "Alarms", "Workspace"),
    });
}

} // namespace

class TextSearchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("titles");
        QTest::newRow("whole title first") << "olt-1" << QStringList{"olt-1", "olt-1 pon-0/3", "olt-1 pon-0/13"};
        QTest::newRow("beginning") << "core" << QStringList{"core-1", "core-2"};
        QTest::newRow("case and accents") << "MULLER" << QStringList{"Jürgen Müller"};
        QTest::newRow("accents asked, too") << "bäckerei" << QStringList{"Bäckerei Öz"};
        QTest::newRow("two words, any order") << "weber anna" << QStringList{"Anna Weber"};
        QTest::newRow("a title before another name") << "weber" << QStringList{"Anna Weber", "olt-1 pon-0/3"};
        QTest::newRow("by customer number") << "C-000002" << QStringList{"Jürgen Müller"};
        QTest::newRow("by the figures of a number") << "000012" << QStringList{"O-000012", "olt-1 pon-0/3"};
        QTest::newRow("by address") << "127.20.0.7" << QStringList{"olt-1"};
        QTest::newRow("by serial number's part") << "0afb1" << QStringList{"core-1"};
        QTest::newRow("a letter too few") << "webr" << QStringList{"Anna Weber", "olt-1 pon-0/3"};
        QTest::newRow("a letter too many") << "anntonia" << QStringList{};
        QTest::newRow("two letters swapped") << "alamrs" << QStringList{"Alarms"};
        QTest::newRow("a slip while still typing") << "bakcer" << QStringList{"Bäckerei Öz"};
        QTest::newRow("figures are not forgiven") << "O-000014" << QStringList{};
        QTest::newRow("every word must be found") << "weber zebra" << QStringList{};
        QTest::newRow("one letter finds beginnings only") << "z" << QStringList{};
        QTest::newRow("nothing asked") << "   " << QStringList{};
        QTest::newRow("signs only") << "!!!" << QStringList{};
    }
    void finds()
    {
        QFETCH(QString, query);
        QFETCH(QStringList, titles);
        QStringList found;
        for (const auto& hit : town().find(query))
            found.append(hit.title);
        QCOMPARE(found, titles);
    }

    void slips_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("slips");
        QTest::newRow("the same") << "weber" << "weber" << 2 << 0;
        QTest::newRow("another letter") << "weber" << "wefer" << 2 << 1;
        QTest::newRow("swapped") << "weber" << "ewber" << 2 << 1;
        QTest::newRow("swapped at the end") << "weber" << "webre" << 2 << 1;
        QTest::newRow("missing first") << "weber" << "eber" << 2 << 1;
        QTest::newRow("two") << "weber" << "wber2" << 2 << 2;
        QTest::newRow("beyond the limit") << "weber" << "zebra" << 1 << 2;
        QTest::newRow("lengths too far apart") << "we" << "weber" << 2 << 3;
        QTest::newRow("empty") << "" << "ab" << 2 << 2;
        QTest::newRow("longer than any word") << QString(100, u'x') << QString(100, u'y') << 2 << 3;
    }
    void slips()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(int, limit);
        QFETCH(int, slips);
        QCOMPARE(overview::slipsBetween(a, b, limit), slips);
        QCOMPARE(overview::slipsBetween(b, a, limit), slips);
    }

    void isBounded()
    {
        QList<SearchItem> many;
        for (int i = 0; i < 500; ++i)
            many.append(item("device", qPrintable(QStringLiteral("node-%1").arg(i)), "Router"));
        const overview::TextIndex index(many);
        QCOMPARE(index.find(QStringLiteral("node"), 7).size(), 7);
        QCOMPARE(index.find(QStringLiteral("node"), 0).size(), 0);
        QCOMPARE(index.find(QStringLiteral("node-77")).first().title, QStringLiteral("node-77"));
        QVERIFY(index.find(QString(100'000, u'n')).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TextSearchTest)
#include "tst_textsearch.moc"
