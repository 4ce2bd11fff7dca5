#include "widgets/common/emptystate.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), picture_(new QLabel(this)), sentence_(new QLabel(this)), action_(new QPushButton(this))
{
    setObjectName(QStringLiteral("emptyState"));
    sentence_->setObjectName(QStringLiteral("emptySentence"));
    action_->setObjectName(QStringLiteral("emptyAction"));
    sentence_->setWordWrap(true);
    sentence_->setAlignment(Qt::AlignCenter);
    action_->setDefault(true);
    action_->setAutoDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * gridStep, 2 * gridStep, 3 * gridStep, 2 * gridStep);
    column->setSpacing(2 * gridStep);
    column->addStretch(2);
    column->addWidget(picture_, 0, Qt::AlignCenter);
    column->addWidget(sentence_); // the whole width, so that it wraps as late as possible
    column->addWidget(action_, 0, Qt::AlignCenter);
    column->addStretch(3);
    connect(action_, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setContent(const QString& sentence, const QString& actionText, const QString& ownIconName)
{
    sentence_->setText(sentence);
    action_->setText(actionText);
    action_->setVisible(!actionText.isEmpty());
    iconName_ = ownIconName;
    picture_->setVisible(!ownIconName.isEmpty());
    setAccessibleName(sentence);
    recolour();
}

QString EmptyState::sentence() const
{
    return sentence_->text();
}

void EmptyState::recolour()
{
    if (!iconName_.isEmpty()) {
        const QColor muted = Theme::colour(Colour::FieldFrame, Theme::schemeOf(palette()));
        picture_->setPixmap(tintedIcon(iconName_, 48, muted, devicePixelRatioF()));
    }
}

void EmptyState::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

} // namespace trunkline::widgets
