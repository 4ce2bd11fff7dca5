#include "widgets/performance/figurestable.h"

#include "widgets/common/theme.h"
#include "widgets/common/units.h"

#include <QGridLayout>
#include <QLabel>

namespace trunkline::widgets {

namespace {

struct FigureColumn {
    const char* key;
    const char* title;
    std::optional<std::int64_t> performance::RateFigures::*figure;
};

constexpr FigureColumn figureColumns[] = {
    {"min", QT_TRANSLATE_NOOP("trunkline::widgets::FiguresTable", "Least"), &performance::RateFigures::minBps},
    {"mean", QT_TRANSLATE_NOOP("trunkline::widgets::FiguresTable", "Mean"), &performance::RateFigures::meanBps},
    {"max", QT_TRANSLATE_NOOP("trunkline::widgets::FiguresTable", "Most"), &performance::RateFigures::maxBps},
    {"percentile95", QT_TRANSLATE_NOOP("trunkline::widgets::FiguresTable", "95th percentile"), &performance::RateFigures::percentile95Bps},
};

} // namespace

FiguresTable::FiguresTable(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this))
{
    setObjectName(QStringLiteral("portFigures"));
    grid_->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 2 * gridStep);
    grid_->setHorizontalSpacing(4 * gridStep);
    grid_->setVerticalSpacing(gridStep / 2);
}

void FiguresTable::setRows(const QList<FiguresRow>& rows)
{
    QStringList wanted;
    for (const FiguresRow& row : rows)
        wanted.append(row.key + u'/' + row.name);
    if (wanted != shown_) {
        shown_ = wanted;
        build(rows);
    }
    for (const FiguresRow& row : rows)
        for (const FigureColumn& column : figureColumns) {
            const auto& bps = row.figures.*column.figure;
            cells_[row.key + u'-' + QLatin1String(column.key)]->setText(bps ? bitRate(double(*bps)) : QStringLiteral("–"));
        }
}

void FiguresTable::build(const QList<FiguresRow>& rows)
{
    for (QLabel* label : findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly))
        delete label;
    cells_.clear();
    int at = 1;
    for (const FigureColumn& column : figureColumns) {
        auto* title = new QLabel(tr(column.title), this);
        title->setForegroundRole(QPalette::PlaceholderText);
        grid_->addWidget(title, 0, at, Qt::AlignRight);
        grid_->setColumnMinimumWidth(at++, 12 * gridStep);
    }
    grid_->setColumnStretch(at, 1);
    for (int row = 0; row < rows.size(); ++row) {
        grid_->addWidget(new QLabel(rows[row].name, this), row + 1, 0);
        at = 1;
        for (const FigureColumn& column : figureColumns) {
            auto* figure = new QLabel(this);
            figure->setObjectName(QStringLiteral("figure-%1-%2").arg(rows[row].key, QLatin1String(column.key)));
            figure->setFont(Theme::figureFont(figure->font()));
            figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
            figure->setAccessibleName(tr("%1, %2").arg(rows[row].name, tr(column.title)));
            grid_->addWidget(figure, row + 1, at++, Qt::AlignRight);
            cells_.insert(rows[row].key + u'-' + QLatin1String(column.key), figure);
        }
    }
}

} // namespace trunkline::widgets
