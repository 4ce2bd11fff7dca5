#include "widgets/common/theme.h"
#include "widgets/network/faceplate.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace trunkline;
using namespace trunkline::widgets;

class FaceplateTest : public QObject {
    Q_OBJECT

    static QList<FacePort> front()
    {
        QList<FacePort> ports;
        for (int number = 1; number <= 8; ++number)
            ports.append({QStringLiteral("g%1").arg(number), QStringLiteral("ge-0/0/%1").arg(number), number == 3 ? Tone::Bad : Tone::Good, number == 3 ? QStringLiteral("Down") : QStringLiteral("Up"),
                          number < 4 ? QStringLiteral("SVC-00000%1, Anna Weber").arg(number) : QString(), {}, {}});
        ports.append({QStringLiteral("m"), QStringLiteral("mgmt0"), Tone::Neutral, QStringLiteral("Switched off"), {}, {}, {}});
        return ports;
    }
    QAbstractButton* cell(const char* name) const { return plate_->findChild<QAbstractButton*>(QStringLiteral("port-") + QLatin1String(name)); }

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }
    void init()
    {
        plate_ = std::make_unique<Faceplate>();
        plate_->resize(600, 120);
        plate_->setPorts(front());
        plate_->show();
        QVERIFY(QTest::qWaitForWindowExposed(plate_.get()));
    }
    void cleanup() { plate_.reset(); }

    void portsOfOneKindStandInABlock()
    {
        const QList<FaceBlock> blocks = faceBlocks({"xe-0/0/10", "xe-0/0/2", "lo", "xe-0/1/0", "xe-0/0/1", "xe-0/0/3", "xe-0/0/4"});
        QCOMPARE(blocks.size(), 3);
        QCOMPARE(blocks[0], (FaceBlock{QString(), {2}, 1}));
        QCOMPARE(blocks[1], (FaceBlock{QStringLiteral("xe-0/0/"), {4, 1, 5, 6, 0}, 2}));
        QCOMPARE(blocks[2], (FaceBlock{QStringLiteral("xe-0/1/"), {3}, 1}));
        QVERIFY(faceBlocks({}).isEmpty());
    }

    void theSecondStandsBelowTheFirst()
    {
        QCOMPARE(cell("ge-0/0/1")->x(), cell("ge-0/0/2")->x());
        QVERIFY(cell("ge-0/0/2")->y() > cell("ge-0/0/1")->y());
        QVERIFY(cell("ge-0/0/3")->x() > cell("ge-0/0/1")->x());
    }

    void noCellIsOutsideOrOverAnother_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {60, 140, 320, 1200})
            QTest::addRow("%d", width) << width;
    }
    void noCellIsOutsideOrOverAnother()
    {
        QFETCH(int, width);
        plate_->resize(width, plate_->heightForWidth(width));
        const auto cells = plate_->findChildren<QAbstractButton*>();
        QCOMPARE(cells.size(), 9);
        for (const QAbstractButton* one : cells) {
            QVERIFY2(plate_->rect().contains(one->geometry()), qPrintable(one->objectName()));
            for (const QAbstractButton* other : cells)
                QVERIFY2(one == other || !one->geometry().intersects(other->geometry()), qPrintable(one->objectName()));
        }
    }

    void aClickSelects()
    {
        QSignalSpy selected(plate_.get(), &Faceplate::portSelected), opened(plate_.get(), &Faceplate::portOpened);
        QTest::mouseClick(cell("ge-0/0/3"), Qt::LeftButton);
        QTest::mouseClick(cell("ge-0/0/3"), Qt::LeftButton); // again: still selected
        QCOMPARE(plate_->selected(), QStringLiteral("g3"));
        QVERIFY(cell("ge-0/0/3")->isChecked());
        QCOMPARE(selected.first().first().toString(), QStringLiteral("g3"));
        QTest::mouseDClick(cell("ge-0/0/5"), Qt::LeftButton);
        QCOMPARE(opened.size(), 1);
    }

    void theKeyboardGoesEverywhere()
    {
        QSignalSpy opened(plate_.get(), &Faceplate::portOpened);
        cell("ge-0/0/1")->setFocus();
        QTest::keyClick(cell("ge-0/0/1"), Qt::Key_Down);
        QCOMPARE(plate_->selected(), QStringLiteral("g2"));
        QTest::keyClick(cell("ge-0/0/2"), Qt::Key_Right);
        QCOMPARE(plate_->selected(), QStringLiteral("g4"));
        QTest::keyClick(cell("ge-0/0/4"), Qt::Key_Up);
        QCOMPARE(plate_->selected(), QStringLiteral("g3"));
        QTest::keyClick(cell("ge-0/0/3"), Qt::Key_End);
        QCOMPARE(plate_->selected(), QStringLiteral("m"));
        QTest::keyClick(cell("mgmt0"), Qt::Key_Home);
        QCOMPARE(plate_->selected(), QStringLiteral("g1"));
        QCOMPARE(cell("ge-0/0/1")->focusPolicy(), Qt::StrongFocus); // Tab comes back to where people were
        QTest::keyClick(cell("ge-0/0/1"), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void screenReadersHearEveryPort()
    {
        QCOMPARE(cell("ge-0/0/3")->accessibleName(), QStringLiteral("ge-0/0/3, Down, SVC-000003, Anna Weber"));
        QCOMPARE(cell("mgmt0")->accessibleName(), QStringLiteral("mgmt0, Switched off, free"));
        QAccessibleInterface* plate = QAccessible::queryAccessibleInterface(plate_.get());
        QCOMPARE(plate->childCount(), 9);
    }

    void whatIsFreeLooksOtherThanWhatServes()
    {
        const QImage served = cell("ge-0/0/1")->grab().toImage(), free = cell("ge-0/0/8")->grab().toImage();
        QVERIFY(served.pixelColor(served.width() / 2, served.height() - 6) != free.pixelColor(free.width() / 2, free.height() - 6));
    }

    void aRefreshKeepsTheChoice()
    {
        plate_->select(QStringLiteral("g3"));
        QList<FacePort> ports = front();
        ports.removeFirst();
        plate_->setPorts(ports);
        QCOMPARE(plate_->selected(), QStringLiteral("g3"));
        QVERIFY(cell("ge-0/0/3")->isChecked());
        QVERIFY(!cell("ge-0/0/1"));
    }

private:
    std::unique_ptr<Faceplate> plate_;
};

QTEST_MAIN(FaceplateTest)
#include "tst_faceplate.moc"
