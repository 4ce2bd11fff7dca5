#include "widgets/shell/rail.h"

#include "widgets/common/theme.h"

#include <QButtonGroup>
#include <QIcon>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

constexpr int railWide = 88;

/// Icon above its word; the current one has a bar at the edge, so that it shows without colour.
class RailButton : public QToolButton {
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QToolButton::paintEvent(event);
        if (!isChecked())
            return;
        QPainter painter(this);
        painter.fillRect(QRect(0, 6, 3, height() - 12), Theme::colour(Colour::Accent, Theme::schemeOf(palette())));
    }
};

} // namespace

Rail::Rail(QWidget* parent) : QWidget(parent), buttons_(new QButtonGroup(this)), column_(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Workspaces"));
    setFixedWidth(railWide);
    column_->setContentsMargins(4, gridStep, 4, gridStep);
    column_->setSpacing(4);
    column_->addStretch(1);
    connect(buttons_, &QButtonGroup::idClicked, this, &Rail::chosen);
}

void Rail::addWorkspace(const QString& id, const QString& title, const QIcon& icon, const QString& shortcut)
{
    auto* button = new RailButton(this);
    button->setObjectName(QStringLiteral("rail-") + id);
    button->setText(title);
    button->setIcon(icon);
    button->setIconSize({22, 22});
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFixedHeight(7 * gridStep);
    button->setToolTip(tr("%1 (%2)").arg(title, shortcut));
    button->setAccessibleName(title);
    buttons_->addButton(button, int(buttons_->buttons().size()));
    column_->insertWidget(column_->count() - 1, button);
}

void Rail::setCurrent(int number)
{
    if (QAbstractButton* button = buttons_->button(number))
        button->setChecked(true);
}

void Rail::paintEvent(QPaintEvent*)
{
    const Scheme scheme = Theme::schemeOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), Theme::colour(Colour::Panel, scheme));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), Theme::colour(Colour::Divider, scheme));
}

} // namespace trunkline::widgets
