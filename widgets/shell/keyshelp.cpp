#include "widgets/shell/keyshelp.h"

#include "widgets/common/theme.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace trunkline::widgets {

namespace {

/// A key as it looks on the keyboard.
class KeyCap : public QLabel {
public:
    KeyCap(const QString& keys, QWidget* parent) : QLabel(keys, parent)
    {
        setAlignment(Qt::AlignCenter);
        setContentsMargins(gridStep, 2, gridStep, 2);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Scheme scheme = Theme::schemeOf(palette());
        painter.setPen(Theme::colour(Colour::FieldFrame, scheme));
        painter.setBrush(Theme::colour(Colour::Header, scheme));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.end();
        QLabel::paintEvent(event);
    }
};

} // namespace

KeysHelp::KeysHelp(QWidget* parent)
    : QFrame(parent), title_(new QLabel(this)), help_(new QLabel(this)), left_(new QGridLayout), right_(new QGridLayout)
{
    setObjectName(QStringLiteral("keysHelp"));
    setFocusPolicy(Qt::StrongFocus);
    QFont large = title_->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    title_->setFont(large);
    help_->setWordWrap(true);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(3 * gridStep, 3 * gridStep, 3 * gridStep, 3 * gridStep);
    grid->setHorizontalSpacing(5 * gridStep);
    grid->setVerticalSpacing(2 * gridStep);
    grid->addWidget(title_, 0, 0, 1, 2);
    grid->addWidget(help_, 1, 0, 1, 2);
    grid->addLayout(left_, 2, 0, Qt::AlignTop);
    grid->addLayout(right_, 2, 1, Qt::AlignTop);
    hide();
}

void KeysHelp::fill(QGridLayout& grid, const QString& heading, const QList<KeyHint>& keys)
{
    while (QLayoutItem* item = grid.takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (keys.isEmpty())
        return;
    auto* head = new QLabel(heading, this);
    head->setForegroundRole(QPalette::PlaceholderText);
    grid.addWidget(head, 0, 0, 1, 2);
    int row = 1;
    for (const KeyHint& hint : keys) {
        grid.addWidget(new KeyCap(hint.keys, this), row, 0, Qt::AlignLeft | Qt::AlignVCenter);
        grid.addWidget(new QLabel(hint.what, this), row++, 1);
    }
    grid.setHorizontalSpacing(2 * gridStep);
    grid.setVerticalSpacing(6);
    grid.setColumnStretch(1, 1);
}

void KeysHelp::open(const QString& title, const QString& help, const QList<KeyHint>& panelKeys, const QList<KeyHint>& windowKeys)
{
    if (!isVisible())
        focusBefore_ = QApplication::focusWidget();
    title_->setText(title);
    help_->setText(help);
    help_->setVisible(!help.isEmpty());
    setAccessibleName(title);
    fill(*left_, tr("Here"), panelKeys);
    fill(*right_, tr("Everywhere"), windowKeys);
    setFixedWidth(qMin(panelKeys.isEmpty() ? 420 : 680, parentWidget()->width() - 4 * gridStep));
    adjustSize();
    move((parentWidget()->width() - width()) / 2, qMax(2 * gridStep, (parentWidget()->height() - height()) / 2));
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

void KeysHelp::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key != Qt::Key_Shift && key != Qt::Key_Control && key != Qt::Key_Alt && key != Qt::Key_Meta)
        hide();
}

void KeysHelp::mousePressEvent(QMouseEvent*)
{
    hide();
}

void KeysHelp::focusOutEvent(QFocusEvent* event)
{
    QFrame::focusOutEvent(event);
    hide();
}

void KeysHelp::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    if (focusBefore_ && (!QApplication::focusWidget() || QApplication::focusWidget() == this || isAncestorOf(QApplication::focusWidget())))
        focusBefore_->setFocus(Qt::OtherFocusReason);
}

void KeysHelp::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::colour(Colour::FieldFrame, Theme::schemeOf(palette())));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace trunkline::widgets
