#include "widgets/common/tablepane.h"

#include "models/core/tablemodel.h"
#include "widgets/common/celldelegate.h"
#include "widgets/common/csv.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/skeleton.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSaveFile>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

TablePane::TablePane(const QString& name, QWidget* parent)
    : QWidget(parent), tools_(new QHBoxLayout), filter_(new QLineEdit(this)), counts_(new QLabel(this)),
      columns_(new QToolButton(this)), export_(new QToolButton(this)), notices_(new NoticeBar(this)),
      pages_(new QStackedWidget(this)), view_(new QTableView(this)), delegate_(new CellDelegate(this)),
      empty_(new EmptyState(this)), noMatch_(new EmptyState(this)), loading_(new Skeleton(this))
{
    setObjectName(name);
    buildTools();
    buildView();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools_);
    column->addWidget(notices_);
    column->addWidget(pages_, 1);
    for (QWidget* page : {static_cast<QWidget*>(view_), static_cast<QWidget*>(empty_), static_cast<QWidget*>(noMatch_), static_cast<QWidget*>(loading_)})
        pages_->addWidget(page);
    pages_->setCurrentWidget(loading_);
    noMatch_->setObjectName(QStringLiteral("noMatch"));
    setEmptyState(tr("There is nothing here yet."));
    setFocusProxy(view_);
    connect(empty_, &EmptyState::actionTriggered, this, &TablePane::emptyAction);
    connect(noMatch_, &EmptyState::actionTriggered, filter_, &QLineEdit::clear);
    connect(notices_, &NoticeBar::actionTriggered, this, &TablePane::retryRequested);
}

TablePane::~TablePane() = default;

void TablePane::buildTools()
{
    filter_->setObjectName(QStringLiteral("filter"));
    filter_->setPlaceholderText(tr("Filter (Ctrl+F)"));
    filter_->setAccessibleName(tr("Filter the list"));
    filter_->setClearButtonEnabled(true);
    filter_->setMaximumWidth(280);
    filter_->installEventFilter(this);
    counts_->setObjectName(QStringLiteral("rowCount"));
    columns_->setObjectName(QStringLiteral("columns"));
    columns_->setText(tr("Columns"));
    columns_->setToolTip(tr("Choose the columns"));
    columns_->setIcon(themeIcon({QStringLiteral("view-table-of-contents-ltr"), QStringLiteral("view-list-details")}));
    columns_->setPopupMode(QToolButton::InstantPopup);
    columns_->setMenu(new QMenu(columns_));
    export_->setObjectName(QStringLiteral("export"));
    export_->setText(tr("Export"));
    export_->setToolTip(tr("Save the list as a CSV file (Ctrl+E)"));
    export_->setIcon(themeIcon({QStringLiteral("document-export")}));
    for (QToolButton* button : {columns_, export_}) {
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setIconSize({16, 16});
        button->setAccessibleName(button->toolTip());
    }
    tools_->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    tools_->addWidget(filter_, 2);
    tools_->addStretch(1);
    tools_->addWidget(counts_);
    tools_->addWidget(columns_);
    tools_->addWidget(export_);
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (model_)
            model_->setFilterText(text);
    });
    connect(columns_->menu(), &QMenu::aboutToShow, this, &TablePane::fillColumnMenu);
    connect(export_, &QToolButton::clicked, this, &TablePane::askForExport);
    auto* copy = new QAction(tr("Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QAction::triggered, this, &TablePane::copySelection);
    view_->addAction(copy);
    auto* save = new QAction(tr("Export"), this);
    save->setShortcut(QKeySequence(QStringLiteral("Ctrl+E")));
    save->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(save, &QAction::triggered, this, &TablePane::askForExport);
    addAction(save);
}

void TablePane::buildView()
{
    view_->setObjectName(QStringLiteral("rows"));
    view_->setItemDelegate(delegate_);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setShowGrid(false);
    view_->setAlternatingRowColors(true);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setWordWrap(false);
    view_->setTabKeyNavigation(false);
    view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // all rows alike: no measuring of each
    view_->verticalHeader()->setMinimumSectionSize(2 * gridStep);
    view_->verticalHeader()->setDefaultSectionSize(qMax(3 * gridStep + 2, view_->fontMetrics().height() + gridStep));
    QHeaderView* header = view_->horizontalHeader();
    header->setSectionsMovable(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(5 * gridStep);
    header->setHighlightSections(false);
    header->setResizeContentsPrecision(60);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::sectionResized, this, [this] {
        if (QGuiApplication::mouseButtons() & Qt::LeftButton)
            sizedByPeople_ = true;
    });
    connect(header, &QHeaderView::customContextMenuRequested, this, [this] { columns_->showMenu(); });
    view_->setSortingEnabled(true);
    view_->installEventFilter(this);
    view_->viewport()->installEventFilter(this);
    view_->viewport()->setMouseTracking(true);
    connect(view_, &QTableView::doubleClicked, this, [this] { Q_EMIT opened(currentKey()); });
    connect(view_, &QWidget::customContextMenuRequested, this, &TablePane::showContextMenu);
}

void TablePane::setModel(TableModel* model)
{
    if (model_)
        disconnect(model_, nullptr, this, nullptr);
    model_ = model;
    fitted_ = false;
    view_->setModel(model);
    if (!model)
        return;
    for (int column = 0; column < model->columnCount(); ++column)
        view_->setColumnHidden(column, model->columnHidden(column));
    view_->horizontalHeader()->setSortIndicator(model->sortColumn(), model->sortOrder());
    model->setFilterText(filter_->text());
    view_->setAccessibleName(accessibleName());
    connectModel();
    showState();
    fitColumns();
}

void TablePane::connectModel()
{
    connect(model_, &TableModel::stateChanged, this, &TablePane::showState);
    connect(model_, &TableModel::countsChanged, this, [this] {
        showState();
        if (!fitted_) // once for the rows: later ones must not move the columns under the eye
            fitColumns();
        fitted_ = fitted_ || (model_->rowCount() > 0 && view_->isVisible());
    });
    connect(model_, &QAbstractItemModel::modelAboutToBeReset, this, &TablePane::rememberSelection);
    connect(model_, &QAbstractItemModel::modelReset, this, &TablePane::restoreSelection);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { Q_EMIT currentChanged(currentKey()); });
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        for (QAction* action : std::as_const(rowActions_))
            action->setEnabled(view_->selectionModel()->hasSelection());
        showCounts();
    });
}

void TablePane::setEmptyState(const QString& sentence, const QString& actionText, const QString& ownIconName)
{
    empty_->setContent(sentence, actionText, ownIconName);
}

void TablePane::addTool(QWidget* tool)
{
    tools_->insertWidget(tools_->count() - 4, tool); // before the gap, the count and the two buttons
}

void TablePane::addRowAction(QAction* action)
{
    rowActions_.append(action);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setEnabled(view_->selectionModel() && view_->selectionModel()->hasSelection());
    view_->addAction(action);
}

void TablePane::showState()
{
    const bool failed = model_->state() == TableModel::State::Failed;
    if (failed)
        notices_->showNotice({Tone::Bad, tr("The list could not be loaded."), model_->failure(), {}, tr("Try again")});
    else if (model_->state() == TableModel::State::Ready)
        notices_->clear();
    if (model_->rowCount() > 0)
        pages_->setCurrentWidget(view_);
    else if (model_->totalRows() > 0) {
        noMatch_->setContent(filter_->text().isEmpty() ? tr("No row matches what you chose to see.")
                                                       : tr("No row matches “%1”.").arg(filter_->text()),
                             filter_->text().isEmpty() ? QString() : tr("Clear the filter"));
        pages_->setCurrentWidget(noMatch_);
    } else
        pages_->setCurrentWidget(model_->state() == TableModel::State::Ready ? static_cast<QWidget*>(empty_) : loading_);
    showCounts();
}

void TablePane::showCounts()
{
    const QLocale here;
    const int shown = model_->rowCount(), all = model_->totalRows();
    QString text = shown == all ? tr("%Ln row(s)", nullptr, all) : tr("%1 of %2").arg(here.toString(shown), tr("%Ln row(s)", nullptr, all));
    const auto selected = view_->selectionModel() ? view_->selectionModel()->selectedRows().size() : 0;
    if (selected > 1)
        text += tr(", %Ln selected", nullptr, int(selected));
    counts_->setText(model_->state() == TableModel::State::Loading && all == 0 ? tr("Loading …") : text);
}

void TablePane::fillColumnMenu()
{
    QMenu* menu = columns_->menu();
    menu->clear();
    for (int column = 0; model_ && column < model_->columnCount(); ++column) {
        QAction* action = menu->addAction(model_->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!view_->isColumnHidden(column));
        action->setEnabled(view_->isColumnHidden(column) || shownColumns().size() > 1); // one always stays
        connect(action, &QAction::toggled, this, [this, column](bool on) { view_->setColumnHidden(column, !on); });
    }
}

void TablePane::fitColumns()
{
    if (sizedByPeople_ || !model_ || model_->rowCount() == 0 || !view_->isVisible())
        return; // not before there is a width to fit into
    view_->horizontalHeader()->setStretchLastSection(false); // its own width counts now, not what is left over
    view_->resizeColumnsToContents();
    for (int column = 0; column < model_->columnCount(); ++column)
        view_->setColumnWidth(column, qBound(7 * gridStep, view_->columnWidth(column) + gridStep, 42 * gridStep));
    // Rather shorten the longest texts than scroll sideways; words beside a mark stay whole.
    constexpr int leastShortened = 12 * gridStep;
    for (int tooMuch = totalColumnWidth() - view_->viewport()->width(); tooMuch > 0; tooMuch = totalColumnWidth() - view_->viewport()->width()) {
        int widest = -1;
        for (const int column : shownColumns()) {
            const QModelIndex first = model_->index(0, column);
            const bool marked = first.data(SeverityRole).isValid() || first.data(ToneRole).isValid();
            if (!marked && (widest < 0 || view_->columnWidth(column) > view_->columnWidth(widest)))
                widest = column;
        }
        if (widest < 0 || view_->columnWidth(widest) <= leastShortened)
            break;
        view_->setColumnWidth(widest, qMax(leastShortened, view_->columnWidth(widest) - qMin(tooMuch, gridStep)));
    }
    view_->horizontalHeader()->setStretchLastSection(true);
}

int TablePane::totalColumnWidth() const
{
    int total = 0;
    for (const int column : shownColumns())
        total += view_->columnWidth(column);
    return total;
}

QList<int> TablePane::shownColumns() const
{
    QList<int> columns;
    const QHeaderView* header = view_->horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
            columns.append(column);
    }
    return columns;
}

QVariantList TablePane::selectedKeys() const
{
    QVariantList keys;
    if (!view_->selectionModel())
        return keys;
    QModelIndexList rows = view_->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : std::as_const(rows))
        keys.append(row.data(KeyRole));
    return keys;
}

QVariant TablePane::currentKey() const
{
    return view_->currentIndex().data(KeyRole);
}

bool TablePane::select(const QVariant& key)
{
    const int row = model_ ? model_->rowOfKey(key) : -1;
    if (row < 0 || shownColumns().isEmpty())
        return false;
    const QModelIndex index = model_->index(row, shownColumns().constFirst());
    view_->setCurrentIndex(index);
    view_->scrollTo(index);
    return true;
}

void TablePane::focusFilter()
{
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
}

void TablePane::rememberSelection()
{
    keptKeys_ = selectedKeys();
    keptCurrent_ = currentKey();
}

void TablePane::restoreSelection()
{
    QItemSelection selection;
    for (const QVariant& key : std::as_const(keptKeys_)) {
        if (const int row = model_->rowOfKey(key); row >= 0)
            selection.select(model_->index(row, 0), model_->index(row, model_->columnCount() - 1));
    }
    if (const int row = keptCurrent_.isValid() ? model_->rowOfKey(keptCurrent_) : -1; row >= 0)
        view_->selectionModel()->setCurrentIndex(model_->index(row, 0), QItemSelectionModel::NoUpdate);
    view_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

void TablePane::saveLayout(QSettings& settings) const
{
    if (!model_)
        return;
    QStringList columns;
    for (const int column : shownColumns())
        columns.append(QStringLiteral("%1:%2").arg(model_->columnId(column)).arg(view_->columnWidth(column)));
    settings.setValue(QStringLiteral("tables/%1/columns").arg(objectName()), columns);
    settings.setValue(QStringLiteral("tables/%1/sort").arg(objectName()),
                      QStringLiteral("%1:%2").arg(model_->columnId(model_->sortColumn())).arg(int(model_->sortOrder())));
}

void TablePane::restoreLayout(const QSettings& settings)
{
    const QStringList columns = settings.value(QStringLiteral("tables/%1/columns").arg(objectName())).toStringList();
    if (!model_ || columns.isEmpty())
        return;
    QHash<QString, int> numbers;
    for (int column = 0; column < model_->columnCount(); ++column)
        numbers.insert(model_->columnId(column), column);
    QHeaderView* header = view_->horizontalHeader();
    int place = 0;
    QList<int> wanted;
    for (const QString& entry : columns) {
        const int column = numbers.value(entry.section(u':', 0, 0), -1);
        if (column < 0) // a column of another version
            continue;
        wanted.append(column);
        header->moveSection(header->visualIndex(column), place++);
        view_->setColumnWidth(column, qMax(4 * gridStep, entry.section(u':', 1).toInt()));
    }
    if (wanted.isEmpty())
        return;
    for (int column = 0; column < model_->columnCount(); ++column)
        view_->setColumnHidden(column, !wanted.contains(column));
    sizedByPeople_ = true;
    const QString sort = settings.value(QStringLiteral("tables/%1/sort").arg(objectName())).toString();
    view_->sortByColumn(numbers.value(sort.section(u':', 0, 0), -1), static_cast<Qt::SortOrder>(sort.section(u':', 1).toInt()));
}

QString TablePane::toCsv() const
{
    return model_ ? csvTable(*model_, shownColumns()) : QString();
}

bool TablePane::exportTo(const QString& path)
{
    QSaveFile file(path);
    const QByteArray content = QByteArrayLiteral("\xEF\xBB\xBF") + toCsv().toUtf8(); // the mark makes spreadsheets read UTF-8
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit()) {
        notices_->showNotice({Tone::Good, tr("Saved %Ln row(s) to %1.", nullptr, model_ ? model_->rowCount() : 0).arg(path), {}, {}, {}});
        return true;
    }
    notices_->showNotice({Tone::Bad, tr("The list was not saved to %1.").arg(path), file.errorString() + u'.',
                          tr("Choose another folder."), {}});
    return false;
}

void TablePane::askForExport()
{
    auto* dialog = new QFileDialog(this, tr("Export the list"), objectName() + QStringLiteral(".csv"), tr("Comma-separated values (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &TablePane::exportTo);
    dialog->open();
}

void TablePane::copySelection() const
{
    QString text;
    const QVariantList keys = selectedKeys();
    for (const QVariant& key : keys) {
        QStringList cells;
        const int row = model_->rowOfKey(key);
        for (const int column : shownColumns())
            cells.append(model_->index(row, column).data().toString());
        text += cells.join(u'\t') + u'\n';
    }
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TablePane::showContextMenu(const QPoint& at)
{
    QMenu* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(rowActions_);
    menu->addSeparator();
    for (QAction* action : view_->actions()) {
        if (!rowActions_.contains(action))
            menu->addAction(action);
    }
    menu->popup(view_->viewport()->mapToGlobal(at));
}

Target TablePane::targetAt(const QPoint& point) const
{
    const QModelIndex index = view_->indexAt(point);
    const QVariant target = index.data(TargetRole);
    if (!target.isValid())
        return {};
    // Only the words are the link: elsewhere in the cell a click selects the row.
    const QRect cell = view_->visualRect(index);
    const int words = delegate_->sizeHint(QStyleOptionViewItem(), index).width();
    return point.x() - cell.left() <= words ? target.value<Target>() : Target();
}

bool TablePane::filterKey(int key)
{
    switch (key) {
    case Qt::Key_Escape:
        if (filter_->text().isEmpty())
            view_->setFocus(Qt::OtherFocusReason);
        filter_->clear();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        view_->setFocus(Qt::OtherFocusReason);
        if (!view_->currentIndex().isValid() && model_ && model_->rowCount() > 0)
            view_->selectRow(0);
        return true;
    default:
        return false;
    }
}

bool TablePane::viewKey(int key, int modifiers, const QString& text)
{
    const QVariant current = currentKey();
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && current.isValid()) {
        Q_EMIT opened(current);
        return true;
    }
    if (key == Qt::Key_Space && current.isValid()) {
        Q_EMIT detailRequested(current);
        return true;
    }
    const bool letter = !(modifiers & ~(Qt::ShiftModifier | Qt::KeypadModifier)) && !text.isEmpty() && text.front().isLetterOrNumber();
    if (key != Qt::Key_Slash && !(typeToFilter_ && letter))
        return false;
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->setText(letter ? filter_->text() + text : filter_->text());
    return true;
}

bool TablePane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* press = static_cast<QKeyEvent*>(event);
        if (watched == filter_ && filterKey(press->key()))
            return true;
        if (watched == view_ && viewKey(press->key(), press->modifiers(), press->text()))
            return true;
    }
    if (watched == view_->viewport() && model_) {
        if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
            QMetaObject::invokeMethod(this, &TablePane::fitColumns, Qt::QueuedConnection); // after the scroll bars found their place
        else if (event->type() == QEvent::MouseMove) {
            const bool link = !targetAt(static_cast<QMouseEvent*>(event)->position().toPoint()).isNull();
            view_->viewport()->setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
        } else if (event->type() == QEvent::MouseButtonRelease) {
            const auto* release = static_cast<QMouseEvent*>(event);
            const Target target = targetAt(release->position().toPoint());
            if (release->button() == Qt::LeftButton && release->modifiers() == Qt::NoModifier && !target.isNull())
                Q_EMIT targetActivated(target);
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace trunkline::widgets
