#include "widgets/billing/comparepage.h"

#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/sectioncard.h"

#include <QVBoxLayout>

#include <algorithm>

namespace trunkline::widgets {

ComparePage::ComparePage(QWidget* parent)
    : QWidget(parent), table_(new TablePane(QStringLiteral("compareTable"))), causes_(new SectionCard(QStringLiteral("comparisonCauses"), tr("Where the difference comes from")))
{
    table_->setAccessibleName(tr("Comparison with the last invoices"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("There is nothing to compare: no account of this cycle is billed, now or last time."));
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 0);
    foot->addWidget(causes_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(table_, 1);
    column->addLayout(foot);
    connect(table_, &TablePane::currentChanged, this, &ComparePage::showCauses);
    connect(table_, &TablePane::targetActivated, this, &ComparePage::targetActivated);
    connect(table_, &TablePane::retryRequested, this, &ComparePage::retryRequested);
    showCauses({});
}

void ComparePage::setLoading()
{
    model_.replace({});
    model_.setLoading();
}

void ComparePage::show(const QList<billing::Comparison>& comparisons)
{
    accounts_ = int(comparisons.size());
    changed_ = int(std::count_if(comparisons.begin(), comparisons.end(), [](const billing::Comparison& each) { return each.isChanged(); }));
    model_.replace(comparisons);
    if (model_.rowCount() > 0)
        table_->select(model_.index(0, 0).data(KeyRole));
}

QString ComparePage::figure() const
{
    return changed_ == 0 ? tr("All as last time") : tr("%L1 of %2 changed").arg(changed_).arg(tr("%Ln account(s)", nullptr, accounts_));
}

void ComparePage::showCauses(const QVariant& key)
{
    const billing::Comparison* chosen = key.isValid() ? model_.find(key.toString()) : nullptr;
    QList<QList<Cell>> rows;
    if (chosen) {
        for (const billing::Difference& each : chosen->differences)
            rows.append({Cell{billing::titleOf(each.kind)}, Cell{each.what, {}, {}, {}, false, true}, Cell{each.amount.toDisplay(), {}, {}, {}, true}});
        if (!rows.isEmpty())
            rows.append({Cell{tr("Change"), {}, {}, {}, false, false, true}, Cell{}, Cell{chosen->change.toDisplay(), {}, {}, {}, true, false, true}});
        for (const billing::Difference& each : chosen->taxes) // beside the net
            rows.append({Cell{billing::titleOf(each.kind)}, Cell{each.what, {}, {}, {}, false, true}, Cell{each.amount.toDisplay(), {}, {}, {}, true}});
    }
    causes_->setFigure(chosen ? chosen->accountNumber : QString());
    causes_->setRows({}, rows, chosen ? tr("Every line is as it was on %1.").arg(chosen->lastNumber) : tr("Choose an account above."));
}

} // namespace trunkline::widgets
