#include "widgets/common/theme.h"
#include "widgets/map/timebar.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace trunkline;
using namespace trunkline::widgets;

class TimeBarTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }
    void init()
    {
        now_ = Timestamp::parse(u"2026-03-10T12:00:00Z");
        bar_ = std::make_unique<TimeBar>([this] { return now_; }, [](Timestamp at) { return at.toIso(); });
        bar_->show();
        QVERIFY(QTest::qWaitForWindowExposed(bar_.get()));
        slider_ = bar_->findChild<QSlider*>(QStringLiteral("timeSlider"));
    }
    void cleanup() { bar_.reset(); }

    void keysGoByFiveMinutesAndByHours()
    {
        QVERIFY(!bar_->shown());
        QTest::keyClick(slider_, Qt::Key_Left);
        QCOMPARE(bar_->shown(), std::optional(now_.plusMs(-300'000)));
        QTest::keyClick(slider_, Qt::Key_PageDown);
        QCOMPARE(bar_->shown(), std::optional(now_.plusMs(-3'900'000)));
        QTest::keyClick(slider_, Qt::Key_Home);
        QCOMPARE(bar_->shown(), std::optional(now_.plusMs(-86'400'000)));
        QCOMPARE(bar_->findChild<QLabel*>(QStringLiteral("timeShown"))->text(), bar_->shown()->toIso());
        QCOMPARE(slider_->accessibleDescription(), bar_->shown()->toIso());
        QTest::keyClick(slider_, Qt::Key_End);
        QVERIFY(!bar_->shown());
    }

    void aHandThatDrawsAsksOnceItRests()
    {
        QSignalSpy chosen(bar_.get(), &TimeBar::chosen);
        for (int step = -1; step > -60; --step)
            slider_->setValue(step);
        QCOMPARE(chosen.size(), 0);
        QVERIFY(chosen.wait());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(bar_->shown(), std::optional(now_.plusMs(-59 * 300'000)));
    }

    void nowIsAtOnce()
    {
        auto* back = bar_->findChild<QToolButton*>(QStringLiteral("timeNow"));
        QVERIFY(!back->isEnabled());
        slider_->setValue(-10);
        QSignalSpy chosen(bar_.get(), &TimeBar::chosen);
        back->click();
        QCOMPARE(chosen.size(), 1);
        QVERIFY(!bar_->shown());
        QCOMPARE(slider_->value(), 0);
    }

private:
    Timestamp now_;
    std::unique_ptr<TimeBar> bar_;
    QSlider* slider_ = nullptr;
};

QTEST_MAIN(TimeBarTest)
#include "tst_timebar.moc"
