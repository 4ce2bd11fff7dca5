#include "widgets/shell/topbar.h"

#include "widgets/common/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace trunkline::widgets {

TopBar::TopBar(QWidget* parent)
    : QWidget(parent), back_(new QToolButton(this)), forward_(new QToolButton(this)), find_(new QPushButton(this)),
      shift_(new QLabel(this)), scheme_(new QToolButton(this)), actor_(new QToolButton(this)), actorMenu_(new QMenu(this))
{
    setObjectName(QStringLiteral("topBar"));
    const auto prepare = [](QToolButton* button, const char* name, const QString& tip, const QIcon& icon) {
        button->setObjectName(QString::fromLatin1(name));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setIcon(icon);
        button->setIconSize({16, 16});
        button->setAutoRaise(true);
        button->setFixedHeight(32);
        button->setMinimumWidth(32);
    };
    prepare(back_, "back", tr("Back (Alt+Left)"), themeIcon({QStringLiteral("go-previous")}));
    prepare(forward_, "forward", tr("Forward (Alt+Right)"), themeIcon({QStringLiteral("go-next")}));
    prepare(scheme_, "scheme", tr("Light or dark"), themeIcon({QStringLiteral("contrast"), QStringLiteral("color-management")}));
    prepare(actor_, "actor", tr("Signed in"), themeIcon({QStringLiteral("user-identity")}));
    actor_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    actor_->setPopupMode(QToolButton::InstantPopup);
    actor_->setMenu(actorMenu_);
    find_->setObjectName(QStringLiteral("findBox"));
    find_->setText(tr("Find or do anything …   Ctrl+K"));
    find_->setIcon(themeIcon({QStringLiteral("edit-find")}));
    find_->setAccessibleName(tr("Find or do anything"));
    find_->setFixedHeight(32);
    find_->setMinimumWidth(260);
    find_->setMaximumWidth(520);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    row->setSpacing(gridStep / 2);
    row->addWidget(back_);
    row->addWidget(forward_);
    row->addSpacing(gridStep);
    row->addWidget(find_, 3);
    row->addStretch(1);
    for (const Severity severity : allSeverities) {
        if (severity == Severity::Cleared)
            continue;
        auto* button = new QToolButton(this);
        prepare(button, "", {}, {});
        button->setObjectName(QStringLiteral("alarms-") + severityKey(severity));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(button, &QToolButton::clicked, this, [this, severity] { Q_EMIT alarmsRequested(severity); });
        alarms_.insert(severity, button);
        row->addWidget(button);
    }
    row->addSpacing(2 * gridStep);
    row->addWidget(shift_);
    row->addSpacing(gridStep);
    row->addWidget(scheme_);
    row->addWidget(actor_);
    shift_->setObjectName(QStringLiteral("shift"));
    shift_->setForegroundRole(QPalette::PlaceholderText);
    connect(back_, &QToolButton::clicked, this, &TopBar::backRequested);
    connect(forward_, &QToolButton::clicked, this, &TopBar::forwardRequested);
    connect(find_, &QPushButton::clicked, this, &TopBar::findRequested);
    connect(scheme_, &QToolButton::clicked, this, &TopBar::schemeToggled);
    setCanGo(false, false);
    setAlarmCounts({});
    setActor({}, {});
}

void TopBar::setAlarmCounts(const QMap<Severity, int>& counts)
{
    counts_ = counts;
    for (auto button = alarms_.cbegin(); button != alarms_.cend(); ++button) {
        const int count = counts.value(button.key());
        button.value()->setText(QLocale().toString(count));
        button.value()->setVisible(count > 0 || button.key() >= Severity::Minor);
        const QString tip = tr("%Ln open alarm(s): %1", nullptr, count).arg(severityWord(button.key()));
        button.value()->setToolTip(tip);
        button.value()->setAccessibleName(tip);
    }
    recolour();
}

void TopBar::setShift(const QString& text)
{
    shift_->setText(text);
}

void TopBar::setActor(const QString& name, const QString& role)
{
    actor_->setText(name + QStringLiteral(" ▾"));
    actor_->setVisible(!name.isEmpty());
    actor_->setToolTip(role.isEmpty() ? name : tr("%1, %2").arg(name, role));
    actor_->setAccessibleName(tr("Signed in: %1").arg(actor_->toolTip()));
}

void TopBar::setCanGo(bool back, bool forward)
{
    back_->setEnabled(back);
    forward_->setEnabled(forward);
}

void TopBar::showScheme(Scheme scheme)
{
    scheme_->setToolTip(scheme == Scheme::Light ? tr("Switch to dark") : tr("Switch to light"));
    scheme_->setAccessibleName(scheme_->toolTip());
}

void TopBar::recolour()
{
    const Scheme scheme = Theme::schemeOf(palette());
    for (auto button = alarms_.cbegin(); button != alarms_.cend(); ++button) {
        // Nothing open: grey, so that a colour always means something.
        const bool any = counts_.value(button.key()) > 0;
        const QColor colour = any ? Theme::severityColour(button.key(), scheme) : Theme::colour(Colour::FieldFrame, scheme);
        button.value()->setIcon(ownIcon(severityIconName(button.key()), colour));
        button.value()->setFont(Theme::figureFont(font()));
    }
}

void TopBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

void TopBar::paintEvent(QPaintEvent*)
{
    const Scheme scheme = Theme::schemeOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), Theme::colour(Colour::Panel, scheme));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::colour(Colour::Divider, scheme));
}

} // namespace trunkline::widgets
