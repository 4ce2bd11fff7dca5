#include "widgets/common/tablepane.h"

#include "models/core/errors.h"
#include "models/core/tablemodel.h"
#include "widgets/common/celldelegate.h"
#include "widgets/common/columnfit.h"
#include "widgets/common/csv.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/promptbar.h"
#include "widgets/common/skeleton.h"
#include "widgets/common/tablefile.h"
#include "widgets/common/tablelayout.h"
#include "widgets/common/theme.h"
#include "widgets/common/toolrow.h"
#include "widgets/common/viewmenu.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

TablePane::TablePane(const QString& name, QWidget* parent)
    : QWidget(parent), tools_(new ToolRow), filter_(new QLineEdit(this)), counts_(new QLabel(this)),
      notices_(new NoticeBar(this)), prompt_(new PromptBar(QStringLiteral("viewPrompt"), this)), views_(new ViewMenu(*prompt_, [this] { return look(); }, this)),
      columns_(new QToolButton(this)), export_(new QToolButton(this)),
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
    column->addWidget(prompt_);
    column->addWidget(pages_, 1);
    for (QWidget* page : {static_cast<QWidget*>(view_), static_cast<QWidget*>(empty_), static_cast<QWidget*>(noMatch_), static_cast<QWidget*>(loading_)})
        pages_->addWidget(page);
    for (QWidget* state : {empty_, noMatch_})
        state->setMinimumHeight(9 * gridStep); // a low window makes them close, never itself higher
    pages_->setCurrentWidget(loading_);
    noMatch_->setObjectName(QStringLiteral("noMatch"));
    setEmptyState(tr("There is nothing here yet."));
    setFocusProxy(view_);
    connect(empty_, &EmptyState::actionTriggered, this, &TablePane::emptyAction);
    connect(noMatch_, &EmptyState::actionTriggered, filter_, &QLineEdit::clear);
    views_->hide(); // until somebody restores them: what is not kept must not be offered
    connect(views_, &ViewMenu::picked, this, &TablePane::setLook);
    connect(notices_, &NoticeBar::actionTriggered, this, &TablePane::retryRequested);
}

TablePane::~TablePane() = default;

void TablePane::buildTools()
{
    filter_->setObjectName(QStringLiteral("filter"));
    filter_->setPlaceholderText(tr("Filter"));
    filter_->setToolTip(tr("Shows only rows with these words (Ctrl+F)"));
    filter_->setAccessibleName(tr("Filter the list"));
    filter_->setClearButtonEnabled(true);
    filter_->setMinimumWidth(11 * gridStep);
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
    export_->setToolTip(tr("Save the list as a workbook or CSV file (Ctrl+E)"));
    export_->setIcon(themeIcon({QStringLiteral("document-export")}));
    for (QToolButton* button : {static_cast<QToolButton*>(views_), columns_, export_}) {
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setIconSize({16, 16});
        button->setAccessibleName(button->toolTip());
    }
    tools_->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    tools_->setSpacing(gridStep);
    tools_->setFirst(filter_);
    for (QWidget* end : {static_cast<QWidget*>(counts_), static_cast<QWidget*>(views_), static_cast<QWidget*>(columns_), static_cast<QWidget*>(export_)})
        tools_->addEnd(end);
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
    tools_->addTool(tool);
    QWidget* before = lastTool_ ? lastTool_ : filter_; // the keyboard goes as the eye does, not as they were made
    setTabOrder(before, tool);
    lastTool_ = tool;
    if (auto* choice = qobject_cast<QComboBox*>(tool); choice && !choice->objectName().isEmpty())
        choices_.append(choice);
}

void TablePane::setAlternative(QWidget* alternative)
{
    alternative_ = alternative;
    pages_->addWidget(alternative);
}

void TablePane::showAlternative(bool wanted)
{
    alternativeWanted_ = wanted;
    if (model_)
        showState();
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
        pages_->setCurrentWidget(alternativeWanted_ && alternative_ ? alternative_ : view_);
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
    if (!sizedByPeople_ && model_ && model_->rowCount() > 0 && view_->isVisible()) // not before there is a width to fit into
        widgets::fitColumns(*view_, *model_);
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

/// For the next start. Widths belong to it only where a person chose them: a list that was never in view has none worth keeping.
TableLayout TablePane::columns() const
{
    TableLayout layout = model_ ? columnsOf(*view_, *model_) : TableLayout();
    for (TableLayout::Column& column : layout.columns)
        column.width = sizedByPeople_ ? column.width : 0;
    return layout;
}

TableLayout TablePane::look() const
{
    TableLayout look;
    if (model_)
        look = columnsOf(*view_, *model_);
    look.filter = filter_->text();
    for (const QComboBox* choice : choices_)
        look.choices.insert(choice->objectName(), QJsonValue::fromVariant(choice->currentData()));
    return look;
}

void TablePane::setLook(const TableLayout& look)
{
    filter_->setText(look.filter);
    for (QComboBox* choice : std::as_const(choices_)) {
        const int at = choice->findData(look.choices.value(choice->objectName()).toVariant());
        choice->setCurrentIndex(qMax(0, at));
    }
    sizedByPeople_ = (model_ && applyColumns(*view_, *model_, look)) || sizedByPeople_;
}

static QString layoutKey(const QString& list, const char* part)
{
    return QStringLiteral("tables/%1/%2").arg(list, QLatin1String(part));
}

void TablePane::saveLayout(QSettings& settings) const
{
    if (!model_)
        return;
    settings.setValue(layoutKey(objectName(), "columns"), QJsonDocument(toJson(columns())).toJson(QJsonDocument::Compact));
    QJsonArray views;
    for (const SavedView& each : views_->views())
        views.append(QJsonObject{{"name", each.name}, {"look", toJson(each.layout)}});
    settings.setValue(layoutKey(objectName(), "views"), QJsonDocument(views).toJson(QJsonDocument::Compact));
}

void TablePane::restoreLayout(const QSettings& settings)
{
    const auto document = [&](const char* part) { return QJsonDocument::fromJson(settings.value(layoutKey(objectName(), part)).toByteArray()); };
    QList<SavedView> views;
    for (const QJsonValue& each : document("views").array())
        views.append({each["name"].toString(), layoutFrom(each["look"].toObject())});
    views_->setViews(views);
    views_->show();
    if (model_ && applyColumns(*view_, *model_, layoutFrom(document("columns").object())))
        sizedByPeople_ = true;
}

QString TablePane::toCsv() const
{
    return model_ ? csvTable(*model_, shownColumns()) : QString();
}

bool TablePane::exportTo(const QString& path)
{
    try {
        if (model_)
            writeTable(path, *model_, shownColumns(), listName());
        notices_->showNotice({Tone::Good, tr("Saved %Ln row(s) to %1.", nullptr, model_ ? model_->rowCount() : 0).arg(path), {}, {}, {}});
        return true;
    } catch (const Error& error) {
        notices_->showNotice({Tone::Bad, tr("The list was not saved to %1.").arg(path), error.sentence(), {}, {}});
        return false;
    }
}

QString TablePane::listName() const
{
    return accessibleName().isEmpty() ? objectName() : accessibleName();
}

void TablePane::askForExport()
{
    QFileDialog* dialog = tableFileDialog(listName(), this);
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
