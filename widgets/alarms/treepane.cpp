#include "widgets/alarms/treepane.h"

#include "widgets/common/celldelegate.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/skeleton.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QShortcut>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace trunkline::widgets {

TreePane::TreePane(const QString& name, QWidget* parent)
    : QWidget(parent), pages_(new QStackedWidget(this)), empty_(new EmptyState(this)), tree_(new QTreeView(this)), model_(new QStandardItemModel(this))
{
    setObjectName(name);
    tree_->setObjectName(name + QStringLiteral("Tree"));
    tree_->setModel(model_);
    tree_->setItemDelegate(new CellDelegate(tree_));
    tree_->setHeaderHidden(true);
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setUniformRowHeights(true);
    tree_->setAllColumnsShowFocus(true);
    tree_->setIndentation(2 * gridStep);
    tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree_->setExpandsOnDoubleClick(false);
    pages_->addWidget(empty_);
    pages_->addWidget(tree_);
    pages_->addWidget(new Skeleton(this));
    setFocusProxy(tree_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(pages_);
    connect(tree_, &QTreeView::clicked, this, &TreePane::follow);
    auto* enter = new QShortcut(QKeySequence(Qt::Key_Return), tree_);
    enter->setContext(Qt::WidgetShortcut);
    connect(enter, &QShortcut::activated, this, [this] { follow(tree_->currentIndex()); });
}

void TreePane::setEmptySentence(const QString& sentence)
{
    empty_->setContent(sentence);
}

void TreePane::setLoading()
{
    lines_.clear();
    model_->clear();
    pages_->setCurrentIndex(2);
}

void TreePane::setLines(const QList<overview::TreeLine>& lines)
{
    pages_->setCurrentWidget(lines.isEmpty() ? static_cast<QWidget*>(empty_) : tree_);
    if (lines == lines_)
        return;
    lines_ = lines;
    model_->clear();
    model_->setColumnCount(2);
    tree_->setAccessibleName(accessibleName());
    for (const overview::TreeLine& line : lines)
        add(model_->invisibleRootItem(), line);
    tree_->expandAll();
    tree_->resizeColumnToContents(0);
    tree_->setColumnWidth(0, qMin(tree_->columnWidth(0) + 2 * gridStep, 70 * gridStep));
}

void TreePane::add(QStandardItem* parent, const overview::TreeLine& line)
{
    auto* text = new QStandardItem(line.text);
    text->setToolTip(line.text);
    if (line.severity)
        text->setData(int(*line.severity), SeverityRole);
    else if (line.tone)
        text->setData(int(*line.tone), ToneRole);
    if (!line.target.isNull())
        text->setData(QVariant::fromValue(line.target), TargetRole);
    auto* detail = new QStandardItem(line.detail);
    detail->setToolTip(line.detail);
    parent->appendRow({text, detail});
    for (const overview::TreeLine& child : line.children)
        add(text, child);
}

void TreePane::follow(const QModelIndex& index)
{
    const QVariant target = index.siblingAtColumn(0).data(TargetRole);
    if (index.column() == 0 && target.isValid())
        Q_EMIT targetActivated(target.value<Target>());
}

} // namespace trunkline::widgets
