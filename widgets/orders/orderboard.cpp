#include "widgets/orders/orderboard.h"

#include "widgets/common/theme.h"
#include "widgets/desk/desk.h"
#include "widgets/orders/ordercard.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

namespace trunkline::widgets {

OrderBoard::OrderBoard(Desk& desk, const ordering::OrderModel& orders, QWidget* parent) : QWidget(parent), desk_(desk), orders_(orders)
{
    setObjectName(QStringLiteral("orderBoard"));
    setAccessibleName(tr("Orders by state"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gridStep, 0, gridStep, gridStep);
    row->setSpacing(gridStep);
    for (const ordering::OrderLane lane : ordering::orderLanes) {
        lanes_.push_back(makeLane(lane));
        auto* column = new QVBoxLayout;
        column->setSpacing(gridStep / 2);
        column->addWidget(lanes_.back().title);
        column->addWidget(lanes_.back().view, 1);
        row->addLayout(column, 1);
    }
    connect(&orders, &TableModel::countsChanged, this, &OrderBoard::fill);
    connect(&orders, &QAbstractItemModel::dataChanged, this, &OrderBoard::fill);
    fill();
}

OrderBoard::Lane OrderBoard::makeLane(ordering::OrderLane lane)
{
    Lane made{std::make_unique<ordering::OrderModel>(desk_.profile().zone), new QLabel(this), new QListView(this)};
    made.cards->sort(-1); // in the order of the list
    made.title->setObjectName(QStringLiteral("laneTitle-%1").arg(int(lane)));
    made.title->setBuddy(made.view);
    made.title->setContentsMargins(4, gridStep / 2, 0, 0);
    QFont strong = made.title->font();
    strong.setWeight(QFont::DemiBold);
    made.title->setFont(strong);
    made.view->setObjectName(QStringLiteral("lane-%1").arg(int(lane)));
    made.view->setAccessibleName(ordering::titleOf(lane));
    made.view->setModel(made.cards.get());
    made.view->setItemDelegate(new OrderCard(desk_, made.view));
    made.view->setUniformItemSizes(true);
    made.view->setSpacing(4);
    made.view->setFrameShape(QFrame::NoFrame);
    made.view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    made.view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    made.view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    made.view->setResizeMode(QListView::Adjust);
    made.view->installEventFilter(this);
    connect(made.view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, view = made.view](const QModelIndex& card) { chosenIn(view, card); });
    return made;
}

void OrderBoard::fill()
{
    filling_ = true; // cards that wander to another lane are no choice of anybody
    for (std::size_t at = 0; at < lanes_.size(); ++at) {
        QList<ordering::OrderRow> cards;
        for (int row = 0; row < orders_.rowCount(); ++row)
            if (const ordering::OrderRow* order = orders_.valueAt(row); ordering::laneOf(order->order.state) == ordering::orderLanes[at])
                cards.append(*order);
        lanes_[at].cards->replace(cards);
        lanes_[at].title->setText(tr("%1 · %L2").arg(ordering::titleOf(ordering::orderLanes[at])).arg(cards.size()));
    }
    filling_ = false;
}

void OrderBoard::chosenIn(QListView* view, const QModelIndex& card)
{
    if (filling_ || !card.isValid())
        return;
    for (const Lane& lane : lanes_)
        if (lane.view != view)
            lane.view->selectionModel()->clear();
    Q_EMIT currentChanged(card.data(KeyRole));
}

bool OrderBoard::select(const QString& key)
{
    for (const Lane& lane : lanes_) {
        const int row = lane.cards->rowOf(key);
        if (row < 0)
            continue;
        lane.view->setCurrentIndex(lane.cards->index(row, 0));
        return true;
    }
    return false;
}

/// To the next lane that has cards, at its first one or where one was left.
bool OrderBoard::moveFocus(const QObject* from, int step)
{
    const auto here = std::find_if(lanes_.begin(), lanes_.end(), [&](const Lane& lane) { return lane.view == from; });
    for (auto at = here - lanes_.begin() + step; at >= 0 && at < std::ptrdiff_t(lanes_.size()); at += step) {
        const Lane& lane = lanes_[std::size_t(at)];
        if (lane.cards->rowCount() == 0)
            continue;
        lane.view->setFocus(Qt::TabFocusReason);
        lane.view->setCurrentIndex(lane.cards->index(0, 0));
        return true;
    }
    return false;
}

bool OrderBoard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            moveFocus(watched, key == Qt::Key_Left ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace trunkline::widgets
