#include "widgets/common/promptbar.h"

#include "widgets/common/theme.h"

#include <QDialog>
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
    question_->setObjectName(name + QStringLiteral("Question"));
    question_->setBuddy(text_);
    confirm_->setDefault(!qobject_cast<QDialog*>(window())); // a dialog's own button stays its default
    confirm_->setEnabled(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, gridStep);
    row->setSpacing(gridStep);
    row->addWidget(question_, 1);
    row->addWidget(text_, 2);
    row->addWidget(confirm_);
    row->addWidget(cancel_);
    connect(text_, &QLineEdit::textChanged, this, [this](const QString& text) { confirm_->setEnabled(!text.trimmed().isEmpty()); });
    connect(text_, &QLineEdit::returnPressed, this, &PromptBar::accept);
    connect(confirm_, &QPushButton::clicked, this, &PromptBar::accept);
    connect(cancel_, &QPushButton::clicked, this, &PromptBar::dismiss);
    hide();
}

void PromptBar::ask(const Question& question, std::function<void(const QString&)> answered)
{
    begin(question, true, std::move(answered));
    text_->setFocus(Qt::OtherFocusReason);
    text_->selectAll();
}

void PromptBar::confirm(const Question& question, std::function<void()> confirmed)
{
    begin(question, false, [confirmed = std::move(confirmed)](const QString&) { confirmed(); });
    cancel_->setFocus(Qt::OtherFocusReason);
}

void PromptBar::begin(const Question& question, bool typed, std::function<void(const QString&)> answered)
{
    answered_ = std::move(answered);
    question_->setText(question.text);
    question_->setWordWrap(!typed); // a line to type in needs the room; consequences need their words
    text_->setVisible(typed);
    text_->setText(question.answer);
    text_->setPlaceholderText(question.placeholder);
    text_->setAccessibleName(question.text);
    confirm_->setText(question.confirm);
    confirm_->setEnabled(!typed || !question.answer.trimmed().isEmpty());
    cancel_->setText(question.keep.isEmpty() ? tr("Cancel") : question.keep);
    cancel_->setAccessibleDescription(question.text); // where the focus goes when nothing is typed
    show();
}

void PromptBar::accept()
{
    const QString text = text_->text().trimmed();
    if (!text_->isHidden() && text.isEmpty())
        return;
    const auto answered = std::exchange(answered_, {});
    dismiss();
    if (answered)
        answered(text);
}

void PromptBar::dismiss()
{
    if (isHidden())
        return;
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
