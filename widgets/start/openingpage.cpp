#include "widgets/start/openingpage.h"

#include "widgets/common/theme.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

OpeningPage::OpeningPage(QWidget* parent)
    : StartPage(QStringLiteral("openingPage"), parent), step_(new QLabel(this)), progress_(new QProgressBar(this)),
      retry_(addButton("retry", tr("Try again"), true)), another_(addButton("anotherDatabase", tr("Choose another database…")))
{
    addButtonGap();
    cancel_ = addButton("cancelOpening", tr("Cancel"));
    quit_ = addButton("quit", tr("Quit"));
    step_->setObjectName(QStringLiteral("openingStep"));
    step_->setWordWrap(true);
    progress_->setObjectName(QStringLiteral("openingProgress"));
    progress_->setAccessibleName(tr("Opening"));
    progress_->setRange(0, 0);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(gridStep);
    content().addWidget(step_);
    content().addWidget(progress_);
    content().addStretch(1);
    connect(cancel_, &QPushButton::clicked, this, &OpeningPage::cancelRequested);
    connect(retry_, &QPushButton::clicked, this, &OpeningPage::retryRequested);
    connect(another_, &QPushButton::clicked, this, &OpeningPage::anotherRequested);
    connect(quit_, &QPushButton::clicked, this, &OpeningPage::quitRequested);
}

void OpeningPage::showBusy(const QString& where)
{
    where_ = where;
    setTitle(tr("Opening the database"), where);
    clearNotice();
    step_->clear();
    for (QWidget* busy : {static_cast<QWidget*>(step_), static_cast<QWidget*>(progress_), static_cast<QWidget*>(cancel_)})
        busy->show();
    retry_->hide();
    another_->hide();
    cancel_->setFocus();
}

void OpeningPage::showStep(const QString& step)
{
    step_->setText(step);
    progress_->setAccessibleDescription(step);
}

void OpeningPage::showEnded(const QString& title)
{
    setTitle(title, where_);
    for (QWidget* busy : {static_cast<QWidget*>(step_), static_cast<QWidget*>(progress_), static_cast<QWidget*>(cancel_)})
        busy->hide();
    retry_->show();
    another_->show();
    retry_->setFocus();
}

void OpeningPage::showFailure(const QString& what, const QString& why)
{
    showEnded(tr("The database is not open"));
    showNotice(Tone::Bad, what, why);
}

void OpeningPage::showCancelled()
{
    showEnded(tr("The database is not open"));
    showNotice(Tone::Attention, tr("You cancelled the opening."));
}

} // namespace trunkline::widgets
