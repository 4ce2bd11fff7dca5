#include "widgets/noc/promptbar.h"

#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace trunkline::widgets {

PromptBar::PromptBar(const QString& name, QWidget* parent)
    : QFrame(parent), question_(new QLabel(this)), text_(new QLineEdit(this)), confirm_(new QPushButton(this)),
      cancel_(new QPushButton(tr("Cancel"), this))
{
    setObjectName(name);
    text_->setObjectName(name + QStringLiteral("Text"));
    confirm_->setObjectName(name + QStringLiteral("Confirm"));
    cancel_->setObjectName(name + QStringLiteral("Cancel"));
    question_->setBuddy(text_);
    confirm_->setDefault(true);
    confirm_->setEnabled(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, gridStep);
    row->setSpacing(gridStep);
    row->addWidget(question_);
    row->addWidget(text_, 1);
    row->addWidget(confirm_);
    row->addWidget(cancel_);
    connect(text_, &QLineEdit::textChanged, this, [this](const QString& text) { confirm_->setEnabled(!text.trimmed().isEmpty()); });
    connect(text_, &QLineEdit::returnPressed, this, &PromptBar::confirm);
    connect(confirm_, &QPushButton::clicked, this, &PromptBar::confirm);
    connect(cancel_, &QPushButton::clicked, this, &PromptBar::dismiss);
    hide();
}

void PromptBar::ask(const Question& question, std::function<void(const QString&)> answered)
{
    answered_ = std::move(answered);
    question_->setText(question.text);
    text_->clear();
    text_->setPlaceholderText(question.placeholder);
    text_->setAccessibleName(question.text);
    confirm_->setText(question.confirm);
    show();
    text_->setFocus(Qt::OtherFocusReason);
}

void PromptBar::confirm()
{
    const QString text = text_->text().trimmed();
    if (text.isEmpty())
        return;
    const auto answered = std::exchange(answered_, {});
    dismiss();
    if (answered)
        answered(text);
}

void PromptBar::dismiss()
{
    answered_ = {};
    hide();
    if (QWidget* next = parentWidget() ? parentWidget()->focusProxy() : nullptr)
        next->setFocus(Qt::OtherFocusReason);
}

void PromptBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void PromptBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Scheme scheme = Theme::schemeOf(palette());
    painter.fillRect(rect(), Theme::colour(Colour::InfoGround, scheme));
    painter.setPen(Theme::colour(Colour::Divider, scheme));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace trunkline::widgets
