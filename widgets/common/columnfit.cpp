#include "widgets/common/columnfit.h"

#include "models/core/itemroles.h"
#include "models/core/tablemodel.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace trunkline::widgets {

static bool mayShorten(const TableModel& model, int column)
{
    constexpr int sample = 60, longEnough = 16;
    const QModelIndex first = model.index(0, column);
    if (first.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight || first.data(SeverityRole).isValid() || first.data(ToneRole).isValid())
        return false;
    for (int row = 0; row < qMin(sample, model.rowCount()); ++row)
        if (const QString text = model.index(row, column).data().toString(); text.size() > longEnough && text.contains(u' ') && text.front().isLetter()) // no days, no numbers
            return true;
    return false;
}

void fitColumns(QTableView& view, const TableModel& model)
{
    constexpr int least = 7 * gridStep, leastShortened = 12 * gridStep, most = 42 * gridStep;
    QHeaderView* header = view.horizontalHeader();
    header->setStretchLastSection(false); // its own width counts now, not what is left over
    view.resizeColumnsToContents();
    QList<int> shortened;
    for (int column = 0; column < model.columnCount(); ++column) {
        view.setColumnWidth(column, qBound(least, view.columnWidth(column) + gridStep, most));
        if (!view.isColumnHidden(column) && mayShorten(model, column))
            shortened.append(column);
    }
    // First the room that was added for looks, then words.
    for (int column = 0; column < model.columnCount() && header->length() > view.viewport()->width(); ++column)
        if (!view.isColumnHidden(column))
            view.setColumnWidth(column, qMax(least, view.columnWidth(column) - qMin(gridStep, header->length() - view.viewport()->width())));
    for (int tooMuch = header->length() - view.viewport()->width(); tooMuch > 0; tooMuch = header->length() - view.viewport()->width()) {
        int widest = -1;
        for (const int column : std::as_const(shortened))
            if (widest < 0 || view.columnWidth(column) > view.columnWidth(widest))
                widest = column;
        if (widest < 0 || view.columnWidth(widest) <= leastShortened)
            break;
        view.setColumnWidth(widest, qMax(leastShortened, view.columnWidth(widest) - qMin(tooMuch, gridStep)));
    }
    header->setStretchLastSection(true);
}

} // namespace trunkline::widgets
