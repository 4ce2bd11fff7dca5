#include "widgets/common/noticebar.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace trunkline::widgets {

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent), mark_(new QLabel(this)), what_(new QLabel(this)), detail_(new QLabel(this)),
      action_(new QPushButton(this)), close_(new QToolButton(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    what_->setObjectName(QStringLiteral("noticeWhat"));
    detail_->setObjectName(QStringLiteral("noticeDetail"));
    action_->setObjectName(QStringLiteral("noticeAction"));
    close_->setObjectName(QStringLiteral("noticeClose"));
    mark_->setFixedSize(20, 20);
    QFont bold = what_->font();
    bold.setWeight(QFont::DemiBold);
    what_->setFont(bold);
    for (QLabel* label : {what_, detail_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    close_->setAutoRaise(true);
    close_->setText(QStringLiteral("×"));
    close_->setToolTip(tr("Hide this message"));
    close_->setAccessibleName(close_->toolTip());

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(what_);
    words->addWidget(detail_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * gridStep, gridStep, gridStep, gridStep);
    row->setSpacing(gridStep + 4);
    row->addWidget(mark_, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(action_, 0, Qt::AlignVCenter);
    row->addWidget(close_, 0, Qt::AlignTop);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);

    connect(action_, &QPushButton::clicked, this, &NoticeBar::actionTriggered);
    connect(close_, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    hide();
}

void NoticeBar::showNotice(const Notice& notice)
{
    notice_ = notice;
    what_->setText(notice.what);
    const QString detail = notice.todo.isEmpty() ? notice.why : notice.why.isEmpty() ? notice.todo : notice.why + u' ' + notice.todo;
    detail_->setText(detail);
    detail_->setVisible(!detail.isEmpty());
    action_->setText(notice.actionText);
    action_->setVisible(!notice.actionText.isEmpty());
    setAccessibleName(notice.what + u' ' + detail);
    recolour();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NoticeBar::clear()
{
    notice_ = {};
    hide();
}

void NoticeBar::recolour()
{
    const Scheme scheme = Theme::schemeOf(palette());
    mark_->setPixmap(tintedIcon(toneIconName(notice_.tone), 20, Theme::toneColour(notice_.tone, scheme), devicePixelRatioF()));
    update();
}

void NoticeBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    const Scheme scheme = Theme::schemeOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), Theme::toneGround(notice_.tone, scheme));
    painter.fillRect(QRect(0, 0, 4, height()), Theme::toneColour(notice_.tone, scheme));
}

} // namespace trunkline::widgets
