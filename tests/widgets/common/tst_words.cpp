// The pure functions behind what is written on the screen.
#include "widgets/common/csv.h"
#include "widgets/common/joblist.h"
#include "widgets/common/units.h"

#include <QStandardItemModel>
#include <QTest>

#include <cmath>

using namespace trunkline::widgets;

class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scalesWithPrefixes_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0\u00a0bit/s";
        QTest::newRow("small") << 12.0 << "12\u00a0bit/s";
        QTest::newRow("kilo") << 1500.0 << "1.50\u00a0kbit/s";
        QTest::newRow("mega") << 34'560'000.0 << "34.6\u00a0Mbit/s";
        QTest::newRow("just under a giga") << 999'700'000.0 << "1.00\u00a0Gbit/s";
        QTest::newRow("whole") << 10e9 << "10\u00a0Gbit/s";
        QTest::newRow("hundreds") << 123.4e9 << "123\u00a0Gbit/s";
        QTest::newRow("negative") << -2.5e6 << "-2.50\u00a0Mbit/s";
        QTest::newRow("nothing") << std::nan("") << "–\u00a0bit/s";
    }
    void scalesWithPrefixes()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(bitRate(value, QLocale::c()), text);
    }
    void followsTheLocale()
    {
        QCOMPARE(bitRate(1.5e6, QLocale(QLocale::German)), QStringLiteral("1,50\u00a0Mbit/s"));
    }
    void percents()
    {
        QCOMPARE(percent(0.342, QLocale::c()), QStringLiteral("34\u00a0%"));
        QCOMPARE(percent(0.034, QLocale::c()), QStringLiteral("3.4\u00a0%"));
        QCOMPARE(percent(std::nan(""), QLocale::c()), QStringLiteral("–"));
    }
    void durations()
    {
        QCOMPARE(duration(-3), QStringLiteral("0 s"));
        QCOMPARE(duration(59), QStringLiteral("59 s"));
        QCOMPARE(duration(60), QStringLiteral("1 min"));
        QCOMPARE(duration(3600), QStringLiteral("1 h"));
        QCOMPARE(duration(4 * 3600 + 20 * 60), QStringLiteral("4 h 20 min"));
        QCOMPARE(duration(5 * 86400 + 4 * 3600), QStringLiteral("5 d 4 h"));
    }
    void instants()
    {
        const QDateTime now(QDate(2026, 3, 10), QTime(14, 2, 11), Qt::UTC);
        QCOMPARE(instant(now.addSecs(-60), now, QLocale::c()), QStringLiteral("14:01:11"));
        QCOMPARE(instant(now.addDays(-2), now, QLocale::c()), QStringLiteral("8 Mar 14:02"));
        QCOMPARE(instant(QDateTime(), now), QStringLiteral("–"));
    }
    void csvCells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << "ge-0/0/1" << "ge-0/0/1";
        QTest::newRow("comma") << "Smith, Ann" << "\"Smith, Ann\"";
        QTest::newRow("quote") << "12\" rack" << "\"12\"\" rack\"";
        QTest::newRow("lines") << "a\nb" << "\"a\nb\"";
        QTest::newRow("formula") << "=HYPERLINK(1)" << "'=HYPERLINK(1)";
        QTest::newRow("command") << "@SUM(1)" << "'@SUM(1)";
        QTest::newRow("negative amount") << "-12.50" << "-12.50";
        QTest::newRow("disguised") << "-1+cmd|x" << "'-1+cmd|x";
    }
    void csvCells()
    {
        QFETCH(QString, text);
        QFETCH(QString, cell);
        QCOMPARE(csvCell(text), cell);
    }
    void csvKeepsTheChosenColumns()
    {
        QStandardItemModel model(2, 3);
        model.setHorizontalHeaderLabels({QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C")});
        for (int row = 0; row < 2; ++row) {
            for (int column = 0; column < 3; ++column)
                model.setItem(row, column, new QStandardItem(QString::number(10 * row + column)));
        }
        QCOMPARE(csvTable(model, {2, 0}), QStringLiteral("C,A\r\n2,0\r\n12,10\r\n"));
    }
    void jobsTellTheirProgress()
    {
        JobView job{QStringLiteral("1"), QStringLiteral("Bill run"), {}, JobView::State::Running, 312, 1204, 130};
        QLocale::setDefault(QLocale::c());
        QCOMPARE(jobProgressText(job), QStringLiteral("312 of 1204 · about 2 min left"));
        job.total = 0;
        job.secondsLeft.reset();
        QCOMPARE(jobProgressText(job), QStringLiteral("312"));
        job.state = JobView::State::Failed;
        QCOMPARE(jobProgressText(job), QStringLiteral("Failed"));
    }
};

QTEST_APPLESS_MAIN(WordsTest)
#include "tst_words.moc"
