#include "widgets/common/targetdrag.h"

#include <QApplication>
#include <QMimeData>
#include <QMouseEvent>
#include <QStringListModel>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace trunkline;
using namespace trunkline::widgets;

class TargetDragTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsDraggedArrives()
    {
        const QList<Target> targets{{QStringLiteral("port"), QStringLiteral("p-1")}, {QStringLiteral("device"), QStringLiteral("Käfer, 2")}};
        const std::unique_ptr<QMimeData> data(mimeOf(targets));
        QCOMPARE(targetsIn(data.get()), targets);
        QMimeData text;
        text.setText(QStringLiteral("port"));
        QVERIFY(targetsIn(&text).isEmpty());
        QVERIFY(targetsIn(nullptr).isEmpty());
    }

    // A press selects as ever; a drag asks once for what is chosen and selects nothing on its way.
    void aPressSelectsAndADragDoesNot()
    {
        QStringListModel model({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")});
        QTableView view;
        view.setModel(&model);
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        view.resize(300, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        int asked = 0;
        new TargetDrag(&view, [&] {
            ++asked;
            return QList<Target>(); // nothing to drag: no drag begins
        });
        const auto at = [&](int row) { return view.visualRect(model.index(row, 0)).center(); };
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at(1));
        QCOMPARE(view.currentIndex().row(), 1);
        QCOMPARE(asked, 0);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, at(0));
        for (int row = 1; row < 4; ++row) {
            QMouseEvent move(QEvent::MouseMove, at(row), view.viewport()->mapToGlobal(at(row)), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(view.viewport(), &move);
        }
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, at(3));
        QCOMPARE(asked, 1);
        QCOMPARE(view.selectionModel()->selectedRows().size(), 1);
        QCOMPARE(view.currentIndex().row(), 0);
    }
};

QTEST_MAIN(TargetDragTest)
#include "tst_targetdrag.moc"
