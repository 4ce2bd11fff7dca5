#include "widgets/common/linklabel.h"

#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

namespace trunkline::widgets {

LinkLabel::LinkLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

LinkLabel::LinkLabel(const QString& text, const Target& target, QWidget* parent) : LinkLabel(parent)
{
    setLink(text, target);
}

void LinkLabel::setLink(const QString& text, const Target& target)
{
    target_ = target;
    setText(text);
    const bool leads = !target.isNull();
    setFocusPolicy(leads ? Qt::TabFocus : Qt::NoFocus);
    setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setAccessibleName(leads ? tr("%1, link").arg(text) : text);
    setForegroundRole(leads ? QPalette::Link : QPalette::WindowText);
}

void LinkLabel::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()) && !target_.isNull())
        Q_EMIT activated(target_);
}

void LinkLabel::keyPressEvent(QKeyEvent* event)
{
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (opens && !target_.isNull())
        Q_EMIT activated(target_);
    else
        QLabel::keyPressEvent(event);
}

void LinkLabel::enterEvent(QEnterEvent* event)
{
    QLabel::enterEvent(event);
    QFont underlined = font();
    underlined.setUnderline(!target_.isNull());
    setFont(underlined);
}

void LinkLabel::leaveEvent(QEvent* event)
{
    QLabel::leaveEvent(event);
    QFont plain = font();
    plain.setUnderline(false);
    setFont(plain);
}

void LinkLabel::paintEvent(QPaintEvent* event)
{
    QLabel::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(this);
    QStyleOptionFocusRect option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
}

} // namespace trunkline::widgets
