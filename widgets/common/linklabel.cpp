#include "widgets/common/linklabel.h"

#include "widgets/common/theme.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
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

/// Invisible, as wide as nothing, and a place to break a line.
static const QChar breakHere(0x200B);

void LinkLabel::breakLongWords()
{
    constexpr int longWord = 18, piece = 6;
    QString broken;
    const QString whole = text();
    for (qsizetype from = 0; from < whole.size();) {
        qsizetype end = from;
        while (end < whole.size() && !whole[end].isSpace())
            ++end;
        int since = 0;
        for (qsizetype i = from; i < end; ++i) {
            broken += whole[i];
            since = whole[i].isLetterOrNumber() ? since + 1 : piece;
            if (end - from > longWord && since >= piece && i + 1 < end) {
                broken += breakHere;
                since = 0;
            }
        }
        if (end < whole.size())
            broken += whole[end];
        from = end + 1;
    }
    setText(broken);
}

void LinkLabel::copySelection(QClipboard::Mode mode) const
{
    if (hasSelectedText())
        QGuiApplication::clipboard()->setText(selectedText().remove(breakHere), mode);
}

void LinkLabel::contextMenuEvent(QContextMenuEvent* event)
{
    if (!hasSelectedText())
        return QLabel::contextMenuEvent(event);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { copySelection(QClipboard::Clipboard); });
    menu->popup(event->globalPos());
}

void LinkLabel::mouseReleaseEvent(QMouseEvent* event)
{
    if (target_.isNull()) {
        QLabel::mouseReleaseEvent(event);
        if (QGuiApplication::clipboard()->supportsSelection())
            copySelection(QClipboard::Selection);
        return;
    }
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()) && !target_.isNull())
        Q_EMIT activated(target_);
}

void LinkLabel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelection(QClipboard::Clipboard);
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
