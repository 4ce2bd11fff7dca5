#include "widgets/chart/ratechart.h"
#include "widgets/common/targetdrag.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace trunkline;
using namespace trunkline::widgets;

namespace {

constexpr qint64 start = 1'773'100'800'000; // 2026-03-10T00:00:00Z
constexpr qint64 minute = 60'000;

QList<ChartPoint> dayOfMinutes(double peak)
{
    QList<ChartPoint> points;
    for (int at = 0; at < 1440; ++at)
        points.append({start + at * minute, peak * (1 + std::sin(at / 200.0)) / 2});
    return points;
}

} // namespace

class RateChartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        Theme::apply(*qApp, Scheme::Light);
        QLocale::setDefault(QLocale::c());
    }
    void init()
    {
        chart_ = std::make_unique<RateChart>();
        chart_->resize(900, 400);
        chart_->setRange(ChartRange::Day, start + 1440 * minute);
        chart_->show();
        QVERIFY(QTest::qWaitForWindowExposed(chart_.get()));
    }
    void cleanup() { chart_.reset(); }

    void saysWhenNothingWasMeasured()
    {
        auto* empty = chart_->findChild<QWidget*>("emptyState");
        QVERIFY(empty->isVisible());
        chart_->setSeries({{QStringLiteral("In"), {{start, std::nan("")}}}});
        QVERIFY(empty->isVisible());
        chart_->setEmptyState(QStringLiteral("No port is chosen."), QStringLiteral("Choose a port"));
        QSignalSpy action(chart_.get(), &RateChart::emptyAction);
        empty->findChild<QPushButton*>("emptyAction")->click();
        QCOMPARE(action.count(), 1);
        chart_->setSeries({{QStringLiteral("In"), dayOfMinutes(9e7)}});
        QVERIFY(!empty->isVisible());
        QVERIFY(chart_->findChild<QLabel*>("chartFigures")->text().contains(QStringLiteral("90.0\u00a0Mbit/s")));
    }
    void theLegendHasALineOfItsOwnInANarrowPane()
    {
        chart_->setTitle(QStringLiteral("olt-1 pon-0/1 ONT 12 Rx power"));
        chart_->setSeries({{QStringLiteral("Optical power"), dayOfMinutes(9e7)}});
        const auto* title = chart_->findChild<QLabel*>("chartTitle");
        const auto* figures = chart_->findChild<QLabel*>("chartFigures");
        const auto* day = chart_->findChild<QToolButton*>("range-1");
        const auto isBeside = [&] { return figures->geometry().top() < title->geometry().bottom() && figures->geometry().left() > title->geometry().right(); };
        QTRY_VERIFY(isBeside());
        for (const int width : {560, 420}) {
            chart_->resize(width, 300);
            QTRY_VERIFY(figures->geometry().top() >= title->geometry().bottom());
            QVERIFY(figures->height() <= 2 * title->height()); // its words stand beside each other
            QVERIFY(day->geometry().right() <= chart_->width());
        }
        chart_->resize(900, 400);
        QTRY_VERIFY(isBeside());
    }

    void drawsNoMoreThanFourPointsAPixel()
    {
        QList<ChartPoint> many;
        for (int at = 0; at < 200'000; ++at)
            many.append({start + at * 400, double(at % 977)});
        chart_->setSeries({{QStringLiteral("In"), many}});
        const int columns = int(chart_->canvas()->plot().width());
        QVERIFY(chart_->canvas()->drawnPoints() > columns);
        QVERIFY(chart_->canvas()->drawnPoints() <= 4 * columns + 2);
    }
    void brushZoomsAndGoesBack()
    {
        chart_->setSeries({{QStringLiteral("In"), dayOfMinutes(9e7)}, {QStringLiteral("Out"), dayOfMinutes(3e7)}});
        QSignalSpy window(chart_.get(), &RateChart::windowChanged);
        QWidget* target = chart_->canvas()->viewport();
        const QRectF plot = chart_->canvas()->plot();
        const QPoint from(int(plot.left() + plot.width() / 4), int(plot.center().y()));
        const QPoint to(int(plot.left() + plot.width() / 2), int(plot.center().y()));
        QTest::mousePress(target, Qt::LeftButton, {}, from);
        QTest::mouseMove(target, to);
        QVERIFY(chart_->canvas()->isBrushing());
        QVERIFY(!chart_->canvas()->renderHints().testFlag(QPainter::Antialiasing));
        QTest::mouseRelease(target, Qt::LeftButton, {}, to);
        QVERIFY(chart_->canvas()->renderHints().testFlag(QPainter::Antialiasing));
        QCOMPARE(window.count(), 1);
        QVERIFY(std::abs(chart_->fromMs() - (start + 360 * minute)) < 5 * minute);
        QVERIFY(std::abs(chart_->toMs() - (start + 720 * minute)) < 5 * minute);
        auto* back = chart_->findChild<QToolButton*>("zoomOut");
        QVERIFY(back->isVisible());
        back->click();
        QCOMPARE(chart_->fromMs(), start);
        QVERIFY(!back->isVisible());
    }
    void theKeyboardZoomsToo()
    {
        chart_->setSeries({{QStringLiteral("In"), dayOfMinutes(9e7)}});
        QTest::keyClick(chart_->canvas(), Qt::Key_Plus);
        QCOMPARE(chart_->toMs() - chart_->fromMs(), 720 * minute);
        QTest::keyClick(chart_->canvas(), Qt::Key_Plus);
        QTest::keyClick(chart_->canvas(), Qt::Key_Escape);
        QCOMPARE(chart_->toMs() - chart_->fromMs(), 720 * minute);
        QTest::mouseDClick(chart_->canvas()->viewport(), Qt::LeftButton, {}, chart_->canvas()->plot().center().toPoint());
        QCOMPARE(chart_->fromMs(), start);
        QCOMPARE(chart_->toMs(), start + 1440 * minute);
        QTest::keyClick(chart_->canvas(), Qt::Key_Escape); // nowhere to go back to
        QCOMPARE(chart_->fromMs(), start);
    }
    void whatIsDroppedIsTold()
    {
        QSignalSpy dropped(chart_.get(), &RateChart::targetsDropped);
        const QList<Target> ports{{QStringLiteral("port"), QStringLiteral("a")}, {QStringLiteral("port"), QStringLiteral("b")}};
        const std::unique_ptr<QMimeData> data(mimeOf(ports));
        QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(chart_.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(200, 200), Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(chart_.get(), &drop);
        QCOMPARE(dropped.size(), 1);
        QCOMPARE(dropped[0][0].value<QList<Target>>(), ports);
        QMimeData text;
        text.setText(QStringLiteral("a"));
        QDragEnterEvent stranger(QPoint(200, 200), Qt::CopyAction, &text, Qt::LeftButton, {});
        stranger.ignore();
        QApplication::sendEvent(chart_.get(), &stranger);
        QVERIFY(!stranger.isAccepted());
        QVERIFY(!chart_->canvas()->acceptDrops()); // or it would take what its owner waits for
    }
    void screenReadersHearFiguresAndMarks()
    {
        chart_->setSeries({{QStringLiteral("In"), dayOfMinutes(9e7)}, {QStringLiteral("Out"), dayOfMinutes(3e7)}});
        chart_->setMarks({{.kind = ChartMark::Kind::Order, .fromMs = start + 5 * minute, .toMs = start + 5 * minute, .text = "SVC-000001 activated"}});
        const QString said = chart_->canvas()->accessibleDescription();
        QVERIFY2(said.contains(QStringLiteral("SVC-000001 activated")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("Out: ")) && said.contains(QStringLiteral("at most 30.0\u00a0Mbit/s")), qPrintable(said));
    }
    void ofTwoMarksTheNearerIsMeant()
    {
        chart_->setSeries({{QStringLiteral("In"), dayOfMinutes(9e7)}});
        chart_->setMarks({{.kind = ChartMark::Kind::Alarm, .fromMs = start + 730 * minute, .toMs = start + 1400 * minute, .text = "later"},
                          {.kind = ChartMark::Kind::Outage, .fromMs = start + 600 * minute, .toMs = start + 1400 * minute, .text = "earlier"}});
        const QRectF plot = chart_->canvas()->plot();
        const auto markAt = [&](double minutes) { return chart_->canvas()->markAt(QPointF(plot.left() + plot.width() * minutes / 1440, plot.top() - 12)); };
        QCOMPARE(markAt(601)->text, QStringLiteral("earlier"));
        QCOMPARE(markAt(729)->text, QStringLiteral("later"));
    }
    void rangesEndWhereTheDayEnds()
    {
        QSignalSpy chosen(chart_.get(), &RateChart::rangeChosen);
        chart_->findChild<QToolButton*>("range-2")->click();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chart_->range(), ChartRange::Week);
        QCOMPARE(chart_->toMs(), start + 1440 * minute);
        QCOMPARE(chart_->toMs() - chart_->fromMs(), rangeMs(ChartRange::Week));
    }
    void marksLead()
    {
        chart_->setSeries({{QStringLiteral("In"), dayOfMinutes(9e7)}});
        chart_->setMarks({{.kind = ChartMark::Kind::Outage, .fromMs = start + 720 * minute, .toMs = start + 760 * minute,
                           .text = "Outage", .target = {"outage", "1"}}});
        QSignalSpy activated(chart_.get(), &RateChart::markActivated);
        const QRectF plot = chart_->canvas()->plot();
        QTest::mouseClick(chart_->canvas()->viewport(), Qt::LeftButton, {}, QPoint(int(plot.center().x()), int(plot.top()) - 12));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].value<Target>(), (Target{"outage", "1"}));
        QCOMPARE(chart_->canvas()->markAt(QPointF(plot.left() + 30, plot.top() - 12)), nullptr);
    }
    /// In a gap nothing is drawn: the middle of the plot shows the bare ground.
    void aGapStaysEmpty()
    {
        QList<ChartPoint> points = dayOfMinutes(9e7);
        for (int at = 600; at < 840; ++at)
            points[at].value = std::nan("");
        chart_->setSeries({{QStringLiteral("In"), points}});
        const QRectF plot = chart_->canvas()->plot();
        const QImage image = chart_->canvas()->grab().toImage();
        const QColor ground = Theme::colour(Colour::Base, Scheme::Light), divider = Theme::colour(Colour::Divider, Scheme::Light);
        const int x = int(plot.left() + plot.width() * 0.49);
        for (int y = int(plot.top()) + 2; y < plot.bottom() - 2; ++y) {
            const QColor colour = image.pixelColor(x, y);
            QVERIFY2(colour == ground || colour == divider, qPrintable(colour.name()));
        }
        bool filled = false;
        for (int y = int(plot.top()); y < plot.bottom(); ++y)
            filled = filled || (image.pixelColor(int(plot.left() + plot.width() * 0.3), y) != ground);
        QVERIFY(filled);
    }

private:
    std::unique_ptr<RateChart> chart_;
};

QTEST_MAIN(RateChartTest)
#include "tst_ratechart.moc"
