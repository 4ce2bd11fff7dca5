#include "widgets/start/startpage.h"

#include "widgets/common/noticebar.h"
#include "widgets/common/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

StartPage::StartPage(const QString& objectName, QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), subtitle_(new QLabel(this)), notices_(new NoticeBar(this)), content_(new QVBoxLayout), buttons_(new QHBoxLayout)
{
    setObjectName(objectName);
    title_->setObjectName(QStringLiteral("pageTitle"));
    subtitle_->setObjectName(QStringLiteral("pageSubtitle"));
    QFont large = title_->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setWeight(QFont::DemiBold);
    title_->setFont(large);
    for (QLabel* label : {title_, subtitle_})
        label->setWordWrap(true);
    subtitle_->setForegroundRole(QPalette::PlaceholderText);
    subtitle_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4 * gridStep, 4 * gridStep, 4 * gridStep, 3 * gridStep);
    column->setSpacing(gridStep);
    column->addWidget(title_);
    column->addWidget(subtitle_);
    column->addSpacing(gridStep);
    column->addWidget(notices_);
    column->addSpacing(gridStep);
    column->addLayout(content_, 1);
    column->addLayout(buttons_);
}

void StartPage::setTitle(const QString& title, const QString& subtitle)
{
    title_->setText(title);
    subtitle_->setText(subtitle);
    subtitle_->setVisible(!subtitle.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(subtitle);
}

void StartPage::showNotice(Tone tone, const QString& what, const QString& why)
{
    notices_->showNotice({tone, what, why});
}

void StartPage::clearNotice()
{
    notices_->clear();
}

QPushButton* StartPage::addButton(const char* name, const QString& text, bool primary)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    if (primary)
        primary_ = button;
    buttons_->addWidget(button);
    return button;
}

void StartPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (primary_)
        primary_->setDefault(true);
}

void StartPage::addButtonGap()
{
    buttons_->addStretch(1);
}

} // namespace trunkline::widgets
