#include "widgets/billing/stepbar.h"

#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace trunkline::widgets {

StepBar::StepBar(const QStringList& titles, QWidget* parent) : QWidget(parent), words_(titles)
{
    setObjectName(QStringLiteral("stepBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * gridStep, gridStep + 4, 2 * gridStep, gridStep);
    row->setSpacing(4 * gridStep);
    for (const QString& title : titles) {
        auto* box = new QVBoxLayout;
        box->setSpacing(2);
        auto* name = new QLabel(tr("%1 %2").arg(titles_.size() + 1).arg(title), this);
        auto* figure = new QLabel(this);
        figure->setObjectName(QStringLiteral("stepFigure-%1").arg(figures_.size()));
        figure->setFont(Theme::figureFont(figure->font()));
        figure->setForegroundRole(QPalette::PlaceholderText);
        box->addWidget(name);
        box->addWidget(figure);
        row->addLayout(box);
        titles_.append(name);
        figures_.append(figure);
    }
    row->addStretch(1);
}

void StepBar::setCurrent(int step)
{
    for (int at = 0; at < titles_.size(); ++at) {
        QFont font = titles_[at]->font();
        font.setWeight(at == step ? QFont::DemiBold : QFont::Normal);
        titles_[at]->setFont(font);
        titles_[at]->setForegroundRole(at == step ? QPalette::Link : at < step ? QPalette::WindowText : QPalette::PlaceholderText);
        if (at > step)
            figures_[at]->clear();
    }
    setAccessibleName(tr("Step %1 of %2: %3").arg(step + 1).arg(titles_.size()).arg(words_.value(step)));
}

void StepBar::setFigure(int step, const QString& figure)
{
    figures_[step]->setText(figure);
}

} // namespace trunkline::widgets
