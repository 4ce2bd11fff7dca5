#include "widgets/common/tablelayout.h"

#include "models/core/tablemodel.h"
#include "widgets/common/theme.h"

#include <QHash>
#include <QHeaderView>
#include <QJsonArray>
#include <QTableView>

namespace trunkline::widgets {

QJsonObject toJson(const TableLayout& layout)
{
    QJsonArray columns;
    for (const TableLayout::Column& column : layout.columns)
        columns.append(QJsonObject{{"id", column.id}, {"width", column.width}});
    return {{"columns", columns}, {"sortedBy", layout.sortedBy}, {"descending", layout.order == Qt::DescendingOrder}, {"filter", layout.filter}, {"choices", layout.choices}};
}

TableLayout layoutFrom(const QJsonObject& json)
{
    TableLayout layout;
    for (const QJsonValue& column : json["columns"].toArray())
        layout.columns.append({column["id"].toString(), column["width"].toInt()});
    layout.sortedBy = json["sortedBy"].toString();
    layout.order = json["descending"].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder;
    layout.filter = json["filter"].toString();
    layout.choices = json["choices"].toObject();
    return layout;
}

TableLayout columnsOf(const QTableView& view, const TableModel& model)
{
    TableLayout layout;
    const QHeaderView* header = view.horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        if (!header->isSectionHidden(column))
            layout.columns.append({model.columnId(column), view.columnWidth(column)});
    }
    layout.sortedBy = model.columnId(model.sortColumn());
    layout.order = model.sortOrder();
    return layout;
}

bool applyColumns(QTableView& view, const TableModel& model, const TableLayout& layout)
{
    QHash<QString, int> numbers;
    for (int column = 0; column < model.columnCount(); ++column)
        numbers.insert(model.columnId(column), column);
    QHeaderView* header = view.horizontalHeader();
    QList<int> wanted;
    bool hasWidths = false;
    for (const TableLayout::Column& each : layout.columns) {
        const int column = numbers.value(each.id, -1);
        if (column < 0)
            continue;
        header->moveSection(header->visualIndex(column), int(wanted.size()));
        wanted.append(column);
        view.setColumnHidden(column, false); // a hidden one keeps no width
        if (each.width > 0)
            view.setColumnWidth(column, qMax(4 * gridStep, each.width));
        hasWidths = hasWidths || each.width > 0;
    }
    if (wanted.isEmpty())
        return false;
    for (int column = 0; column < model.columnCount(); ++column)
        view.setColumnHidden(column, !wanted.contains(column));
    view.sortByColumn(numbers.value(layout.sortedBy, -1), layout.order);
    return hasWidths;
}

} // namespace trunkline::widgets
