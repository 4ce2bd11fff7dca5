// How a list is looked at: its columns with their widths, its order, and what is filtered. People give such looks names.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

class QTableView;

namespace trunkline {
class TableModel;
}

namespace trunkline::widgets {

struct TableLayout {
    struct Column {
        QString id;
        int width = 0; ///< 0: nobody dragged it, it fits its texts
        bool operator==(const Column&) const = default;
    };
    QList<Column> columns; ///< those that are shown, from left to right
    QString sortedBy;      ///< a column's id; empty for the order in which the values came
    Qt::SortOrder order = Qt::AscendingOrder;
    QString filter;
    QJsonObject choices;   ///< of the combo boxes beside the filter, by object name
    bool operator==(const TableLayout&) const = default;
};

struct SavedView {
    QString name;
    TableLayout layout;
};

QJsonObject toJson(const TableLayout& layout);
TableLayout layoutFrom(const QJsonObject& json);

/// Columns, widths and order; filters belong to the pane.
TableLayout columnsOf(const QTableView& view, const TableModel& model);
/// Columns of another version are passed over. Whether it brought widths.
bool applyColumns(QTableView& view, const TableModel& model, const TableLayout& layout);

} // namespace trunkline::widgets
