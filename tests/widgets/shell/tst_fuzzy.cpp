#include "widgets/shell/fuzzy.h"
#include "widgets/shell/navigation.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::widgets;

class FuzzyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsWhatWasMeant_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        QTest::newRow("word") << "bill" << "Start the bill run" << true;
        QTest::newRow("case") << "BILL" << "Start the bill run" << true;
        QTest::newRow("any order") << "run bill" << "Start the bill run" << true;
        QTest::newRow("beginning") << "cust" << "Customers" << true;
        QTest::newRow("wrong letter") << "discobery" << "Discover devices: discovery" << true;
        QTest::newRow("missing letter") << "custmer" << "New customer" << true;
        QTest::newRow("letter too many") << "invooice" << "Invoice 2026-0042" << true;
        QTest::newRow("swapped") << "ivnoice" << "Invoice 2026-0042" << true;
        QTest::newRow("typo while still typing") << "custop" << "Customers" << true;
        QTest::newRow("accents") << "munchen" << "München Ost" << true;
        QTest::newRow("port name") << "ge-0/0/1" << "core-1 ge-0/0/1" << true;
        QTest::newRow("letters in order") << "cstmr" << "customer" << true;
        QTest::newRow("nothing asked") << " " << "anything" << true;
        QTest::newRow("one word is not there") << "bill zebra" << "Start the bill run" << false;
        QTest::newRow("too many mistakes") << "xxxtomer" << "customer" << false;
        QTest::newRow("short words must fit") << "xyz" << "xya" << false;
        QTest::newRow("other number") << "ge-0/0/7" << "core-1 xe-4/4/4" << false;
    }
    void findsWhatWasMeant()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QFETCH(bool, found);
        QCOMPARE(fuzzyScore(query, text).has_value(), found);
    }
    void betterAnswersComeFirst_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("exact before beginning") << "core-1" << "core-1" << "core-10";
        QTest::newRow("beginning before middle") << "port" << "Port 3" << "Export";
        QTest::newRow("right before typo") << "order" << "Order 17" << "Border router";
        QTest::newRow("typed before guessed") << "berlin" << "Berlin" << "Merlin";
        QTest::newRow("first word") << "agg" << "agg-1 Berlin" << "Berlin agg-1";
        QTest::newRow("shorter") << "fibre" << "Fibre 100" << "Fibre 100 with television and telephone for business customers";
    }
    void betterAnswersComeFirst()
    {
        QFETCH(QString, query);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fuzzyScore(query, better).value_or(-1) > fuzzyScore(query, worse).value_or(-1));
    }
    void countsEdits()
    {
        QCOMPARE(editsToPrefix(u"abc", u"abcdef"), 0);
        QCOMPARE(editsToPrefix(u"acb", u"abc"), 1);
        QCOMPARE(editsToPrefix(u"", u"abc"), 0);
        QCOMPARE(editsToPrefix(u"abc", u""), 3);
        QCOMPARE(editsToPrefix(u"axxc", u"abc"), 2);
    }
    void goesBackAndForward()
    {
        NavigationHistory history;
        QVERIFY(!history.canGoBack() && !history.canGoForward());
        const Place network{"network", {}}, device{"network", {"device", "1"}}, alarm{"alarms", {"alarm", "2"}};
        history.visit(network);
        history.visit(device);
        history.visit(device);
        history.visit(alarm);
        QCOMPARE(history.back(), device);
        QCOMPARE(history.back(), network);
        QVERIFY(!history.canGoBack());
        QCOMPARE(history.forward(), device);
        history.visit({"orders", {"order", "3"}});
        QVERIFY(!history.canGoForward());
        QCOMPARE(history.recentTargets(), QList<Target>({{"order", "3"}, {"device", "1"}}));
        for (int number = 0; number < 300; ++number)
            history.visit({"network", {"device", QString::number(number)}});
        int steps = 0;
        for (; history.canGoBack(); ++steps)
            history.back();
        QCOMPARE(steps, 99);
    }
};

QTEST_APPLESS_MAIN(FuzzyTest)
#include "tst_fuzzy.moc"
