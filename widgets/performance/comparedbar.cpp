#include "widgets/performance/comparedbar.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <tuple>

namespace trunkline::widgets {

ComparedBar::ComparedBar(QWidget* parent) : QWidget(parent), row_(new QHBoxLayout(this)), in_(new QToolButton(this)), out_(new QToolButton(this))
{
    setObjectName(QStringLiteral("comparedBar"));
    row_->setContentsMargins(2 * gridStep, gridStep / 2, 2 * gridStep, 0);
    row_->setSpacing(gridStep / 2);
    row_->addStretch(1);
    auto* direction = new QButtonGroup(this);
    for (auto [button, name, text, hint] : {std::tuple(in_, "compareIn", tr("In"), tr("Compare what arrives at the ports")), std::tuple(out_, "compareOut", tr("Out"), tr("Compare what leaves them"))}) {
        button->setObjectName(QString::fromLatin1(name));
        button->setText(text);
        button->setToolTip(hint);
        button->setAccessibleName(hint);
        button->setCheckable(true);
        button->setAutoRaise(true);
        direction->addButton(button);
        row_->addWidget(button);
    }
    in_->setChecked(true);
    connect(in_, &QToolButton::toggled, this, &ComparedBar::directionChanged);
    hide();
}

bool ComparedBar::showsIn() const { return in_->isChecked(); }

void ComparedBar::setPorts(const QStringList& names)
{
    setVisible(names.size() > 1);
    while (chips_.size() > names.size())
        chips_.takeLast()->deleteLater();
    while (chips_.size() < names.size()) {
        const int place = int(chips_.size());
        auto* chip = new QToolButton(this);
        chip->setObjectName(QStringLiteral("compared-%1").arg(place));
        chip->setIcon(themeIcon({QStringLiteral("edit-clear"), QStringLiteral("window-close")}));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(chip, &QToolButton::clicked, this, [this, place] { Q_EMIT removed(place); });
        row_->insertWidget(place, chip);
        chips_.append(chip);
    }
    for (qsizetype at = 0; at < names.size(); ++at) {
        chips_[at]->setText(names[at]);
        chips_[at]->setToolTip(tr("Take %1 out of the comparison").arg(names[at]));
        chips_[at]->setAccessibleName(chips_[at]->toolTip());
    }
}

} // namespace trunkline::widgets
