#include "widgets/common/toolrow.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace trunkline::widgets {

namespace {

int heightOf(const std::vector<QLayoutItem*>& row)
{
    int height = 0;
    for (const QLayoutItem* item : row)
        height = std::max(height, item->sizeHint().height());
    return height;
}

/// Side by side from `left` on, in the middle of the row's height.
void place(const std::vector<QLayoutItem*>& row, int left, int top, int height, int gap, Qt::LayoutDirection direction, const QRect& within)
{
    for (QLayoutItem* item : row) {
        const QSize size = item->sizeHint();
        const QRect logical(left, top + (height - size.height()) / 2, size.width(), size.height());
        item->setGeometry(QStyle::visualRect(direction, within, logical));
        left += size.width() + gap;
    }
}

} // namespace

ToolRow::~ToolRow()
{
    for (const Item& one : items_)
        delete one.item;
}

void ToolRow::setFirst(QWidget* widget)
{
    add(widget, Place::First);
}

void ToolRow::addTool(QWidget* widget)
{
    add(widget, Place::Tool);
}

void ToolRow::addEnd(QWidget* widget)
{
    add(widget, Place::End);
}

void ToolRow::add(QWidget* widget, Place place)
{
    adding_ = place;
    addWidget(widget);
    adding_ = Place::Tool;
}

void ToolRow::addItem(QLayoutItem* item)
{
    items_.push_back({item, adding_});
}

QLayoutItem* ToolRow::itemAt(int index) const
{
    return index >= 0 && index < count() ? items_[std::size_t(index)].item : nullptr;
}

QLayoutItem* ToolRow::takeAt(int index)
{
    QLayoutItem* item = itemAt(index);
    if (item)
        items_.erase(items_.begin() + index);
    return item;
}

std::vector<QLayoutItem*> ToolRow::shown(Place place) const
{
    std::vector<QLayoutItem*> found;
    for (const Item& one : items_)
        if (one.place == place && !one.item->isEmpty())
            found.push_back(one.item);
    return found;
}

/// With a gap behind each.
int ToolRow::widthOf(Place place, bool least) const
{
    int width = 0;
    for (const QLayoutItem* item : shown(place))
        width += (least ? item->minimumSize().width() : item->sizeHint().width()) + spacing();
    return width;
}

QSize ToolRow::sizeHint() const
{
    const QMargins around = contentsMargins();
    const int width = widthOf(Place::First, false) + widthOf(Place::Tool, false) + widthOf(Place::End, false) - spacing() + around.left() + around.right();
    return {width, arrange({0, 0, width, 0}, false)};
}

QSize ToolRow::minimumSize() const
{
    const QMargins around = contentsMargins();
    int width = widthOf(Place::First, true) + widthOf(Place::End, false) - spacing();
    for (const QLayoutItem* item : shown(Place::Tool))
        width = std::max(width, item->sizeHint().width());
    std::vector<QLayoutItem*> all;
    for (const Item& one : items_)
        all.push_back(one.item);
    return {width + around.left() + around.right(), heightOf(all) + around.top() + around.bottom()};
}

void ToolRow::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int ToolRow::arrange(const QRect& rect, bool apply) const
{
    const QRect within = rect.marginsRemoved(contentsMargins());
    const auto first = shown(Place::First), tools = shown(Place::Tool), ends = shown(Place::End);
    const int endWidth = widthOf(Place::End, false);
    const bool oneRow = widthOf(Place::First, true) + widthOf(Place::Tool, false) + endWidth - spacing() <= within.width();
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;

    std::vector<QLayoutItem*> row = first;
    row.insert(row.end(), ends.begin(), ends.end());
    if (oneRow)
        row.insert(row.end(), tools.begin(), tools.end());
    int height = heightOf(row);
    int left = within.left(), top = within.top();
    for (QLayoutItem* item : first) {
        const int width = std::clamp(within.width() - endWidth - (oneRow ? widthOf(Place::Tool, false) : 0), item->minimumSize().width(), item->maximumSize().width());
        if (apply)
            item->setGeometry(QStyle::visualRect(direction, within, QRect(left, top + (height - item->sizeHint().height()) / 2, width, item->sizeHint().height())));
        left += width + spacing();
    }
    if (apply)
        place(ends, within.right() + 1 - (endWidth - spacing()), top, height, spacing(), direction, within);
    if (oneRow) {
        if (apply)
            place(tools, left, top, height, spacing(), direction, within);
        return top + height - rect.top() + contentsMargins().bottom();
    }
    for (auto next = tools.begin(); next != tools.end();) {
        top += height > 0 ? height + spacing() : 0; // nothing but tools: they begin at the top
        const auto begin = next;
        for (int width = 0; next != tools.end() && (next == begin || width + (*next)->sizeHint().width() <= within.width()); ++next)
            width += (*next)->sizeHint().width() + spacing();
        const std::vector<QLayoutItem*> line(begin, next);
        height = heightOf(line);
        if (apply)
            place(line, within.left(), top, height, spacing(), direction, within);
    }
    return top + height - rect.top() + contentsMargins().bottom();
}

} // namespace trunkline::widgets
