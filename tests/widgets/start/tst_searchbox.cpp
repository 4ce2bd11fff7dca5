#include "widgets/start/searchbox.h"

#include <QCompleter>
#include <QLineEdit>
#include <QTest>

using trunkline::widgets::SearchBox;

class SearchBoxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsTypedIsFound_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("value");
        QTest::newRow("the whole text") << QStringLiteral("EUR – Euro") << QStringLiteral("EUR");
        QTest::newRow("the value, whatever its case") << QStringLiteral(" chf ") << QStringLiteral("CHF");
        QTest::newRow("a part that one has") << QStringLiteral("swiss") << QStringLiteral("CHF");
        QTest::newRow("a part that two have") << QStringLiteral("franc") << QString();
        QTest::newRow("a value that is also part of another text") << QStringLiteral("eur") << QStringLiteral("EUR");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("none of the list") << QStringLiteral("gold") << QString();
    }
    void whatIsTypedIsFound()
    {
        QFETCH(QString, typed);
        QFETCH(QString, value);
        SearchBox box;
        box.setChoices({{QStringLiteral("CHF"), QStringLiteral("CHF – Swiss Franc")}, {QStringLiteral("EUR"), QStringLiteral("EUR – Euro")},
                        {QStringLiteral("XEU"), QStringLiteral("XEU – a Eur before")}, {QStringLiteral("XAF"), QStringLiteral("XAF – Central African Franc")}});
        box.choose(QStringLiteral("XAF"));
        QCOMPARE(box.value(), QStringLiteral("XAF"));
        box.setEditText(typed);
        QTest::keyClick(box.lineEdit(), Qt::Key_Return);
        QCOMPARE(box.value(), value);
        if (!value.isEmpty())
            QCOMPARE(box.itemData(box.findText(box.currentText(), Qt::MatchFixedString | Qt::MatchCaseSensitive)).toString(), value); // and shown whole
        QCOMPARE(box.count(), 4); // what is typed joins nothing
    }

    void thePartIsOfferedWhereverItStands()
    {
        SearchBox box;
        box.setChoices({{QStringLiteral("a"), QStringLiteral("Europe/Berlin")}, {QStringLiteral("b"), QStringLiteral("Europe/Zurich")}});
        box.completer()->setCompletionPrefix(QStringLiteral("zur"));
        QCOMPARE(box.completer()->completionCount(), 1);
        QCOMPARE(box.completer()->currentCompletion(), QStringLiteral("Europe/Zurich"));
    }
};

QTEST_MAIN(SearchBoxTest)
#include "tst_searchbox.moc"
