#include "models/core/valuemodel.h"
#include "tests/support/wait.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/joblist.h"
#include "widgets/common/linklabel.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/common/viewmenu.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <QWindow>

using namespace trunkline;
using namespace trunkline::widgets;
using trunkline::test::waitFor;

namespace {

struct Port {
    QString name;
    qint64 rate = 0;
    bool operator==(const Port&) const = default;
};

QList<Column<Port>> portColumns()
{
    return {Column<Port>("name", "Port", [](const Port& port) { return port.name; })
                .with([](const Port& port, int role) { return role == TargetRole ? QVariant::fromValue(Target{"port", port.name}) : QVariant(); }),
            Column<Port>("rate", "Rate (bit/s)", [](const Port& port) { return QString::number(port.rate); })
                .right()
                .sortedBy([](const Port& port) { return SortKey(port.rate); }),
            Column<Port>("note", "Note", [](const Port&) { return QStringLiteral("-"); }).hiddenAtFirst()};
}

const QList<Port> threePorts{{"ge-0/0/1", 5}, {"ge-0/0/2", 3}, {"xe-1/0/0", 9}};

} // namespace

class TablePaneTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }
    void init()
    {
        model_ = std::make_unique<ValueModel<Port>>(portColumns(), [](const Port& port) { return port.name; });
        pane_ = std::make_unique<TablePane>(QStringLiteral("ports"));
        pane_->setEmptyState(QStringLiteral("No ports."), QStringLiteral("Look for devices"));
        pane_->setModel(model_.get());
        pane_->resize(700, 400);
        pane_->show();
        QVERIFY(QTest::qWaitForWindowExposed(pane_.get()));
    }
    void cleanup()
    {
        pane_.reset();
        model_.reset();
    }
    void showsItsThreeStates()
    {
        QVERIFY(shown<QWidget>("loading")->isVisible());
        model_->replace({});
        QVERIFY(shown<QWidget>("emptyState")->isVisible());
        QSignalSpy empty(pane_.get(), &TablePane::emptyAction);
        QTest::mouseClick(shown<QWidget>("emptyState")->findChild<QPushButton*>("emptyAction"), Qt::LeftButton);
        QCOMPARE(empty.count(), 1);
        model_->replace(threePorts);
        QVERIFY(shown<QTableView>("rows")->isVisible());
        model_->setFailed(QStringLiteral("The database is locked."));
        QVERIFY(shown<NoticeBar>("noticeBar")->isVisible());
        QVERIFY(shown<QTableView>("rows")->isVisible());
        QSignalSpy retry(pane_.get(), &TablePane::retryRequested);
        QTest::mouseClick(shown<QPushButton>("noticeAction"), Qt::LeftButton);
        QCOMPARE(retry.count(), 1);
        model_->replace(threePorts);
        QVERIFY(!shown<NoticeBar>("noticeBar")->isVisible());
    }
    void typingFiltersAndEscapeGoesBack()
    {
        model_->replace(threePorts);
        auto* rows = shown<QTableView>("rows");
        rows->setFocus();
        QTest::keyClicks(rows, QStringLiteral("x"));
        auto* filter = shown<QLineEdit>("filter");
        QCOMPARE(filter->text(), QStringLiteral("x"));
        QCOMPARE(model_->rowCount(), 1);
        QVERIFY(shown<QLabel>("rowCount")->text().contains(u'1'));
        QTest::keyClicks(filter, QStringLiteral("yz"));
        QVERIFY(shown<QWidget>("noMatch")->isVisible());
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(model_->rowCount(), 3);
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(rows->hasFocus());
    }
    void enterOpensAndSpaceAsksForDetail()
    {
        model_->replace(threePorts);
        auto* rows = shown<QTableView>("rows");
        QVERIFY(pane_->select(QStringLiteral("ge-0/0/2")));
        QSignalSpy opened(pane_.get(), &TablePane::opened);
        QSignalSpy detail(pane_.get(), &TablePane::detailRequested);
        QTest::keyClick(rows, Qt::Key_Return);
        QTest::keyClick(rows, Qt::Key_Space);
        QCOMPARE(opened.value(0).value(0).toString(), QStringLiteral("ge-0/0/2"));
        QCOMPARE(detail.count(), 1);
        QVERIFY(!pane_->select(QStringLiteral("no such port")));
    }
    void selectionSurvivesAWholesaleChange()
    {
        QList<Port> many, odd;
        for (int at = 0; at < 3000; ++at)
            many.append({QStringLiteral("port %1").arg(at), at});
        for (int at = 1; at < 3000; at += 2)
            odd.append(many.at(at));
        model_->replace(many);
        pane_->select(QStringLiteral("port 7"));
        model_->replace(odd);
        QCOMPARE(pane_->currentKey().toString(), QStringLiteral("port 7"));
        QCOMPARE(pane_->selectedKeys(), QVariantList{QStringLiteral("port 7")});
    }
    void clickOnTheWordsOfALinkLeadsThere()
    {
        model_->replace(threePorts);
        auto* rows = shown<QTableView>("rows");
        QSignalSpy target(pane_.get(), &TablePane::targetActivated);
        const QRect cell = rows->visualRect(model_->index(0, 0));
        QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 20, cell.center().y()));
        QCOMPARE(target.count(), 1);
        QCOMPARE(target[0][0].value<Target>(), (Target{"port", "ge-0/0/1"}));
        const QRect plain = rows->visualRect(model_->index(0, 1));
        QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, plain.center());
        QCOMPARE(target.count(), 1);
    }
    void rowActionsNeedASelection()
    {
        QAction acknowledge(QStringLiteral("Acknowledge"));
        acknowledge.setShortcut(QKeySequence(QStringLiteral("A")));
        pane_->addRowAction(&acknowledge);
        pane_->setTypeToFilter(false);
        model_->replace(threePorts);
        QSignalSpy done(&acknowledge, &QAction::triggered);
        QVERIFY(!acknowledge.isEnabled());
        pane_->select(QStringLiteral("ge-0/0/1"));
        QVERIFY(acknowledge.isEnabled());
        shown<QTableView>("rows")->setFocus();
        QTest::keyClick(shown<QTableView>("rows"), Qt::Key_A);
        QCOMPARE(done.count(), 1);
        QVERIFY(shown<QLineEdit>("filter")->text().isEmpty());
    }
    void copiesAndExportsWhatIsShown()
    {
        model_->replace(threePorts);
        pane_->view()->sortByColumn(1, Qt::AscendingOrder);
        QCOMPARE(pane_->toCsv(), QStringLiteral("Port,Rate (bit/s)\r\nge-0/0/2,3\r\nge-0/0/1,5\r\nxe-1/0/0,9\r\n"));
        pane_->select(QStringLiteral("xe-1/0/0"));
        pane_->copySelection();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("xe-1/0/0\t9\n"));
        QTemporaryDir folder;
        QVERIFY(pane_->exportTo(folder.filePath(QStringLiteral("ports.csv"))));
        QVERIFY(!pane_->exportTo(folder.filePath(QStringLiteral("none/ports.csv"))));
        QCOMPARE(pane_->notices()->notice().tone, Tone::Bad);
    }
    void exportsWorkbooksWholeOrNotAtAll()
    {
        model_->replace(threePorts);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("ports.xlsx"));
        QVERIFY(pane_->exportTo(path));
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.read(2) == "PK"); // a package, not CSV
        QVERIFY(!pane_->exportTo(folder.filePath(QStringLiteral("none/ports.xlsx"))));
        QCOMPARE(pane_->notices()->notice().tone, Tone::Bad);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("ports.xlsx")});
    }
    void namesThatLookLikeFormulasStayText_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("cell");
        QTest::newRow("formula") << "=1+1" << "'=1+1";
        QTest::newRow("command") << "@SUM(A1)" << "'@SUM(A1)";
        QTest::newRow("plus") << "+cmd|'/C calc'!A0" << "'+cmd|'/C calc'!A0";
        QTest::newRow("minus") << "-2+3" << "'-2+3";
        QTest::newRow("tab") << "\t=1" << "'\t=1";
        QTest::newRow("a number") << "-14.70" << "-14.70";
        QTest::newRow("quotes") << "=\"a\",b" << "\"'=\"\"a\"\",b\"";
    }
    void namesThatLookLikeFormulasStayText()
    {
        QFETCH(QString, name);
        QFETCH(QString, cell);
        model_->replace({{name, 1}});
        QCOMPARE(pane_->toCsv().section(QStringLiteral("\r\n"), 1, 1), cell + QStringLiteral(",1"));
    }
    void looksGetNamesAndAreKept()
    {
        model_->replace(threePorts);
        auto* kind = new QComboBox;
        kind->setObjectName(QStringLiteral("kind"));
        kind->addItem(QStringLiteral("All"), -1);
        kind->addItem(QStringLiteral("Fast"), 10);
        pane_->addTool(kind);
        kind->setCurrentIndex(1);
        shown<QLineEdit>("filter")->setText(QStringLiteral("ge"));
        pane_->view()->setColumnHidden(2, false);
        pane_->view()->setColumnWidth(0, 333);
        pane_->view()->sortByColumn(0, Qt::DescendingOrder);
        chooseView("saveView");
        answer(QStringLiteral("Gigabit"));
        // Another look, then back to the one that has a name.
        kind->setCurrentIndex(0);
        shown<QLineEdit>("filter")->clear();
        pane_->view()->setColumnHidden(2, true);
        pane_->view()->setColumnWidth(0, 111);
        pane_->view()->sortByColumn(1, Qt::AscendingOrder);
        QCOMPARE(model_->rowCount(), 3);
        chooseView("view-Gigabit");
        QCOMPARE(model_->rowCount(), 2);
        QCOMPARE(kind->currentIndex(), 1);
        QVERIFY(!pane_->view()->isColumnHidden(2));
        QCOMPARE(pane_->view()->columnWidth(0), 333);
        QCOMPARE(model_->index(0, 0).data().toString(), QStringLiteral("ge-0/0/2"));
        // The next start knows it too.
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("layout.ini")), QSettings::IniFormat);
        pane_->saveLayout(settings);
        TablePane other(QStringLiteral("ports"));
        auto model = std::make_unique<ValueModel<Port>>(portColumns(), [](const Port& port) { return port.name; });
        other.setModel(model.get());
        model->replace(threePorts);
        QVERIFY(other.findChild<ViewMenu*>()->isHidden()); // nobody keeps them yet
        other.restoreLayout(settings);
        QVERIFY(!other.findChild<ViewMenu*>()->isHidden());
        QCOMPARE(other.findChild<ViewMenu*>()->views().size(), 1);
        QCOMPARE(other.findChild<ViewMenu*>()->views().first().layout, pane_->findChild<ViewMenu*>()->views().first().layout);
        other.setModel(nullptr);
    }
    void looksAreRenamedAndDeleted()
    {
        model_->replace(threePorts);
        auto* menu = shown<ViewMenu>("views");
        chooseView("saveView");
        answer(QStringLiteral("One"));
        chooseView("renameView");
        answer(QStringLiteral("Two"));
        QCOMPARE(menu->views().size(), 1);
        QCOMPARE(menu->views().first().name, QStringLiteral("Two"));
        // The same name again: the question names what is replaced, and no means no.
        shown<QLineEdit>("filter")->setText(QStringLiteral("xe"));
        chooseView("saveView");
        answer(QStringLiteral("Two"));
        QVERIFY(shown<QLabel>("viewPromptQuestion")->text().contains(QStringLiteral("Two")));
        shown<QPushButton>("viewPromptCancel")->click();
        QCOMPARE(menu->views().first().layout.filter, QString());
        chooseView("deleteView");
        QVERIFY(shown<QWidget>("viewPrompt")->isVisible());
        shown<QPushButton>("viewPromptConfirm")->click();
        QVERIFY(menu->views().isEmpty());
        QVERIFY(!shown<QWidget>("viewPrompt")->isVisible());
    }
    void identifiersAndFiguresAreNeverCut()
    {
        pane_->resize(420, 300);
        QList<Port> ports;
        for (int at = 0; at < 5; ++at)
            ports.append({QStringLiteral("INV-2026-00000%1").arg(at), 1'000'000 + at});
        model_->replace(ports);
        QCoreApplication::sendPostedEvents();
        QVERIFY(waitFor([&] { return pane_->view()->columnWidth(0) >= needed(0); }));
        QVERIFY(pane_->view()->columnWidth(1) >= needed(1));
        // Names of several words give way before they do.
        ports.clear();
        for (int at = 0; at < 5; ++at)
            ports.append({QStringLiteral("A very long name of a customer with many words %1").arg(at), 1'000'000 + at});
        auto model = std::make_unique<ValueModel<Port>>(portColumns(), [](const Port& port) { return port.name; });
        pane_->setModel(model.get());
        model->replace(ports);
        QVERIFY(waitFor([&] { return pane_->view()->columnWidth(0) < needed(0); }));
        QVERIFY(pane_->view()->columnWidth(1) >= needed(1));
        QVERIFY(pane_->view()->horizontalHeader()->length() <= pane_->view()->viewport()->width());
        pane_->setModel(nullptr);
    }
    void numbersSortNaturallyBothWays()
    {
        model_->replace({{QStringLiteral("O-000010")}, {QStringLiteral("O-1000000")}, {QStringLiteral("O-000009")}});
        QHeaderView* header = pane_->view()->horizontalHeader();
        const auto press = [&] { QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(header->sectionViewportPosition(0) + 20, header->height() / 2)); };
        press();
        QCOMPARE(model_->index(0, 0).data().toString(), QStringLiteral("O-000009"));
        QCOMPARE(model_->index(2, 0).data().toString(), QStringLiteral("O-1000000"));
        press();
        QCOMPARE(model_->index(0, 0).data().toString(), QStringLiteral("O-1000000"));
        press();
        QCOMPARE(model_->index(0, 0).data().toString(), QStringLiteral("O-000009"));
    }
    void anotherLookStandsInPlaceOfTheRows()
    {
        auto* board = new QLabel(QStringLiteral("cards"));
        pane_->setAlternative(board);
        model_->replace(threePorts);
        QVERIFY(!board->isVisible());
        pane_->showAlternative(true);
        QVERIFY(board->isVisible());
        shown<QLineEdit>("filter")->setText(QStringLiteral("nothing like it"));
        QVERIFY(shown<QWidget>("noMatch")->isVisible());
        shown<QLineEdit>("filter")->clear();
        pane_->showAlternative(false);
        QVERIFY(pane_->view()->isVisible());
    }
    void keepsItsLayout()
    {
        model_->replace(threePorts);
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("layout.ini")), QSettings::IniFormat);
        QHeaderView* header = pane_->view()->horizontalHeader();
        header->moveSection(1, 0);
        pane_->view()->setColumnHidden(2, false);
        pane_->view()->sortByColumn(1, Qt::DescendingOrder);
        pane_->saveLayout(settings);
        {
            // Nobody dragged a column: the next start fits them to what there is then, and to the room that it has.
            TablePane fitting(QStringLiteral("ports"));
            auto model = std::make_unique<ValueModel<Port>>(portColumns(), [](const Port& port) { return port.name; });
            fitting.setModel(model.get());
            fitting.restoreLayout(settings);
            fitting.resize(900, 300);
            fitting.show();
            auto ports = threePorts;
            ports[0].name = QStringLiteral("HundredGigabitEthernet0/0/0/0.100");
            model->replace(ports);
            const int wide = fitting.view()->fontMetrics().horizontalAdvance(ports[0].name);
            QTRY_VERIFY2(fitting.view()->columnWidth(0) > wide, qPrintable(QString::number(fitting.view()->columnWidth(0))));
        }
        // A person does.
        QTRY_VERIFY(header->isVisible());
        const QPoint edge = header->viewport()->mapTo(pane_->window(), QPoint(header->sectionViewportPosition(0) + header->sectionSize(0) - 1, header->height() / 2));
        QWindow* window = pane_->window()->windowHandle();
        QTest::mousePress(window, Qt::LeftButton, {}, edge);
        QTest::mouseMove(window, edge + QPoint(20, 0));
        QTest::mouseMove(window, edge + QPoint(222 - header->sectionSize(0), 0));
        QTest::mouseRelease(window, Qt::LeftButton, {}, edge + QPoint(222 - header->sectionSize(0), 0));
        pane_->view()->setColumnWidth(0, 222); // to the pixel
        pane_->saveLayout(settings);
        TablePane other(QStringLiteral("ports"));
        auto model = std::make_unique<ValueModel<Port>>(portColumns(), [](const Port& port) { return port.name; });
        other.setModel(model.get());
        model->replace(threePorts);
        other.restoreLayout(settings);
        QCOMPARE(other.toCsv(), pane_->toCsv());
        QVERIFY(other.toCsv().startsWith(QStringLiteral("Rate")));
        QCOMPARE(other.view()->columnWidth(0), 222);
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("xe-1/0/0"));
    }
    // In a narrow list a name is shortened; the whole is one hover away.
    void whatIsCutIsToldWhole()
    {
        auto ports = threePorts;
        ports[0].name = QStringLiteral("HundredGigabitEthernet0/0/0/0");
        model_->replace(ports);
        QTableView* view = pane_->view();
        QTRY_VERIFY(view->isVisible());
        view->setColumnWidth(0, 80);
        const auto hovered = [&](int row) {
            const QPoint at = view->visualRect(model_->index(row, 0)).center();
            QHelpEvent hover(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at));
            QApplication::sendEvent(view->viewport(), &hover);
            return QToolTip::text();
        };
        const int longest = model_->rowOfKey(ports[0].name);
        for (int row = 0; row < model_->rowCount(); ++row)
            if (row != longest)
                QCOMPARE(hovered(row), QString());
        QCOMPARE(hovered(longest), ports[0].name);
        QToolTip::hideText();
    }
    // A list with many buttons stands in a narrow window: they go to rows of their own, and all stay in view.
    void toolsGoToRowsOfTheirOwn()
    {
        QList<QPushButton*> buttons;
        for (int i = 0; i < 6; ++i) {
            auto* button = new QPushButton(QStringLiteral("A long word %1 …").arg(i));
            pane_->addTool(button);
            buttons.append(button);
        }
        QVERIFY2(pane_->minimumSizeHint().width() < 400, qPrintable(QString::number(pane_->minimumSizeHint().width())));
        const auto areSeen = [&] {
            return std::all_of(buttons.begin(), buttons.end(), [&](QPushButton* button) {
                const QRect place(button->mapTo(pane_.get(), QPoint()), button->size());
                return button->isVisible() && pane_->rect().contains(place) && button->width() >= button->sizeHint().width();
            });
        };
        const auto y = [&](int i) { return buttons[i]->mapTo(pane_.get(), QPoint()).y(); };
        pane_->resize(1400, 400);
        QTRY_VERIFY(areSeen() && y(0) == y(5));
        pane_->resize(400, 400);
        QTRY_VERIFY(areSeen() && y(0) < y(5));
        // The keyboard goes as the eye does.
        auto* filter = shown<QLineEdit>("filter");
        QCOMPARE(filter->nextInFocusChain(), buttons[0]);
        QCOMPARE(buttons[0]->nextInFocusChain(), buttons[1]);
    }
    void detailLeadsOnAndTakesNotes()
    {
        DetailPane pane;
        Detail detail{.target = {"device", "1"}, .title = "r1", .subtitle = "Router", .ownIconName = "device-router",
                      .overview = {{"", {{.label = "Site", .text = "Berlin", .target = {"site", "9"}}}}},
                      .why = {{"14:00", "Port down", "", "", {"alarm", "3"}, Severity::Critical}, {"13:59", "Trap", "", "", {"event", "4"}}},
                      .history = {}, .notes = {}};
        detail.overview.append({"Equipment", {{.label = "Engine id", .text = "80007ed9057f1400013f80007ed9057f1400013f80007ed9", .identifier = true}}});
        pane.setDetail(detail);
        pane.resize(280, 500);
        pane.show();
        const auto labels = pane.findChildren<LinkLabel*>();
        const auto engine = std::find_if(labels.begin(), labels.end(), [](LinkLabel* label) { return label->accessibleName().startsWith(QLatin1String("80007ed9")); });
        QVERIFY(engine != labels.end());
        QTRY_VERIFY2((*engine)->isVisible() && (*engine)->mapTo(&pane, QPoint((*engine)->width(), 0)).x() <= pane.width(), qPrintable(QString::number((*engine)->width()))); // a long word breaks
        QSignalSpy target(&pane, &DetailPane::targetActivated);
        pane.showWhy();
        auto* chain = pane.findChild<ChainView*>("chain");
        QVERIFY(chain);
        QTest::mouseClick(chain->findChild<QWidget*>("step-1")->findChild<LinkLabel*>(), Qt::LeftButton);
        QCOMPARE(target.value(0).value(0).value<Target>(), (Target{"event", "4"}));
        QSignalSpy note(&pane, &DetailPane::noteAdded);
        auto* add = pane.findChild<QPushButton*>("noteAdd");
        QVERIFY(!add->isEnabled());
        pane.findChild<QPlainTextEdit*>("noteText")->setPlainText(QStringLiteral("  Fibre cut near km 12 "));
        QVERIFY(add->isEnabled());
        add->click();
        QCOMPARE(note.value(0).value(1).toString(), QStringLiteral("Fibre cut near km 12"));
    }
    void jobsKeepTheirRows()
    {
        JobList list;
        list.setJobs({{.id = "1", .title = "Discovery"}, {.id = "2", .title = "Bill run", .done = 1, .total = 4}});
        auto* row = list.findChild<QWidget*>("job-2");
        QSignalSpy cancel(&list, &JobList::cancelRequested);
        row->findChild<QPushButton*>("cancel")->click();
        QCOMPARE(cancel.value(0).value(0).toString(), QStringLiteral("2"));
        list.setJobs({{.id = "2", .title = "Bill run", .state = JobView::State::Done}});
        QCOMPARE(list.findChild<QWidget*>("job-2"), row);
        QCOMPARE(list.runningJobs(), 0);
        auto* open = row->findChild<QPushButton*>("open");
        QVERIFY(!open->isVisibleTo(row)); // it made nothing to look at
        list.setJobs({{.id = "2", .title = "Bill run", .state = JobView::State::Done, .opens = {"invoice", "7"}}});
        QVERIFY(open->isVisibleTo(row));
        QSignalSpy opened(&list, &JobList::openRequested);
        open->click();
        QCOMPARE(opened.value(0).value(0).value<Target>(), (Target{"invoice", "7"}));
        QCOMPARE(secondsLeft(9'000, 3, 12), std::optional<qint64>(27));
        QVERIFY(!secondsLeft(9'000, 0, 12) && !secondsLeft(9'000, 0, 0) && !secondsLeft(9'000, 12, 12));
    }

private:
    /// As wide as the widest cell wants to be.
    int needed(int column)
    {
        int widest = 0;
        for (int row = 0; row < pane_->model()->rowCount(); ++row)
            widest = qMax(widest, pane_->view()->itemDelegate()->sizeHint(QStyleOptionViewItem(), pane_->model()->index(row, column)).width());
        return widest;
    }
    void chooseView(const char* action)
    {
        auto* button = shown<QToolButton>("views");
        QVERIFY(QMetaObject::invokeMethod(button->menu(), "aboutToShow"));
        auto* chosen = button->menu()->findChild<QAction*>(QString::fromLatin1(action));
        QVERIFY(chosen);
        chosen->trigger();
    }
    void answer(const QString& text)
    {
        auto* line = shown<QLineEdit>("viewPromptText");
        QVERIFY(line->isVisible());
        line->setText(text);
        QTest::keyClick(line, Qt::Key_Return);
    }

    template <class T>
    T* shown(const char* name)
    {
        T* found = pane_->findChild<T*>(QString::fromLatin1(name));
        Q_ASSERT(found);
        return found;
    }

    std::unique_ptr<ValueModel<Port>> model_;
    std::unique_ptr<TablePane> pane_;
};

QTEST_MAIN(TablePaneTest)
#include "tst_tablepane.moc"
