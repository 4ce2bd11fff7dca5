#include "widgets/orders/ordercard.h"

#include "models/ordering/ordermodel.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/common/units.h"
#include "widgets/desk/desk.h"

#include <QPainter>

namespace trunkline::widgets {

namespace {

constexpr int cardInset = 10;
constexpr int cardLines = 4;

/// How long it has been under way; what is over says when.
QString ageText(const ordering::OrderRow& row, const Desk& desk)
{
    if (row.order.completedAt)
        return desk.profile().zone.dateAt(*row.order.completedAt).toDisplay();
    return duration(desk.clock().now().msSince(row.order.submittedAt) / 1000);
}

int lineHeight(const QFontMetrics& metrics)
{
    return metrics.height() + 2;
}

} // namespace

OrderCard::OrderCard(const Desk& desk, QObject* parent) : QStyledItemDelegate(parent), desk_(desk) {}

QSize OrderCard::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {20 * gridStep, 2 * cardInset + cardLines * lineHeight(option.fontMetrics)};
}

void OrderCard::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = static_cast<const ordering::OrderModel*>(index.model());
    const ordering::OrderRow* row = model->valueAt(index.row());
    if (!row)
        return;
    const Scheme scheme = Theme::schemeOf(option.palette);
    const bool chosen = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(Theme::colour(chosen ? Colour::Link : Colour::Divider, scheme), chosen ? 2 : 1));
    painter->setBrush(option.palette.brush(chosen ? QPalette::AlternateBase : QPalette::Base));
    painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);

    QRect line = option.rect.adjusted(cardInset, cardInset, -cardInset, 0);
    line.setHeight(lineHeight(option.fontMetrics));
    const QColor text = option.palette.color(QPalette::Text), muted = Theme::colour(Colour::MutedText, scheme);
    const auto draw = [&](const QRect& place, const QString& words, const QColor& colour, Qt::Alignment alignment = Qt::AlignLeft) {
        painter->setPen(colour);
        painter->drawText(place, int(alignment | Qt::AlignVCenter), painter->fontMetrics().elidedText(words, Qt::ElideRight, place.width()));
    };
    QRect mark(line.left(), 0, 16, 16);
    mark.moveCenter({mark.center().x(), line.center().y()});
    const Tone tone = ordering::toneOf(row->order.state);
    drawTintedIcon(*painter, mark, toneIconName(tone), Theme::toneColour(tone, scheme));
    painter->setFont(Theme::figureFont(option.font));
    draw(line, ageText(*row, desk_), muted, Qt::AlignRight);
    QFont strong = option.font;
    strong.setWeight(QFont::DemiBold);
    painter->setFont(strong);
    draw(line.adjusted(24, 0, -8 * gridStep, 0), row->order.number, text);
    painter->setFont(option.font);
    for (const QString& words : {row->customerName, row->offeringName, row->failure.isEmpty() ? row->place : row->failure}) {
        line.translate(0, line.height());
        draw(line, words, words == row->customerName ? text : muted);
    }
    painter->restore();
}

} // namespace trunkline::widgets
