#include "widgets/common/celldelegate.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace trunkline::widgets {

namespace {

constexpr int cellInset = 8; ///< left and right of the words
constexpr int markSide = 16;
constexpr qsizetype longestName = 40;

/// Which mark stands before the words; empty for none.
struct Mark {
    QString icon;
    QColor colour;
};

Mark markOf(const QModelIndex& index, Scheme scheme)
{
    if (const QVariant severity = index.data(SeverityRole); severity.isValid()) {
        const auto value = static_cast<Severity>(severity.toInt());
        return {severityIconName(value), Theme::severityColour(value, scheme)};
    }
    if (const QVariant tone = index.data(ToneRole); tone.isValid()) {
        const auto value = static_cast<Tone>(tone.toInt());
        return {toneIconName(value), Theme::toneColour(value, scheme)};
    }
    return {};
}

} // namespace

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->font = index.data(IdentifierRole).toBool() ? Theme::identifierFont(option->font) : Theme::figureFont(option->font);
    option->fontMetrics = QFontMetrics(option->font);
    const Scheme scheme = Theme::schemeOf(option->palette);
    QColor words;
    if (index.data(StaleRole).toBool())
        words = Theme::colour(Colour::MutedText, scheme);
    else if (index.data(TargetRole).isValid())
        words = Theme::colour(Colour::Link, scheme);
    if (words.isValid()) {
        option->palette.setColor(QPalette::Text, words);
        option->palette.setColor(QPalette::HighlightedText, words);
    }
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const Scheme scheme = Theme::schemeOf(option.palette);
    const QString words = option.text;
    option.text.clear();
    option.icon = {};
    QStyle* style = option.widget ? option.widget->style() : nullptr;
    painter->save();
    if (style)
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    QRect place = option.rect.adjusted(cellInset, 0, -cellInset, 0);
    if (const Mark mark = markOf(index, scheme); !mark.icon.isEmpty()) {
        QRect square(0, 0, markSide, markSide);
        square.moveCenter(QPoint(0, place.center().y()));
        square.moveLeft(place.left());
        drawTintedIcon(*painter, square, mark.icon, mark.colour);
        place.setLeft(square.right() + cellInset);
    }
    painter->setFont(option.font);
    painter->setPen(option.palette.color(option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text));
    // Names differ at their ends ("et-0/0/0 Rx power"), sentences begin with what they are about.
    const Qt::TextElideMode elide = index.data(IdentifierRole).toBool() || words.size() <= longestName ? Qt::ElideMiddle : Qt::ElideRight;
    const Qt::Alignment alignment = (option.displayAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter;
    painter->drawText(place, int(alignment) | Qt::TextSingleLine, option.fontMetrics.elidedText(words, elide, place.width()));
    if (option.state & QStyle::State_HasFocus && style) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    painter->restore();
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool isCut = index.isValid() && sizeHint(option, index).width() > option.rect.width();
    if (event->type() != QEvent::ToolTip || !isCut || index.data(Qt::ToolTipRole).isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), index.data().toString(), view->viewport(), option.rect);
    return true;
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const bool marked = index.data(SeverityRole).isValid() || index.data(ToneRole).isValid();
    // Up, not to the nearest: half a pixel less than the words need would cut them.
    const int words = int(std::ceil(QFontMetricsF(option.font).horizontalAdvance(option.text))) + 1;
    const int width = words + 2 * cellInset + (marked ? markSide + cellInset : 0);
    return {width, qMax(option.fontMetrics.height() + gridStep, 3 * gridStep)};
}

} // namespace trunkline::widgets
