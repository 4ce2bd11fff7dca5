#include "widgets/common/csv.h"

#include <QAbstractItemModel>
#include <QRegularExpression>

namespace trunkline::widgets {

QString csvCell(const QString& text)
{
    static const QRegularExpression number(QStringLiteral("^[+-]?[0-9][0-9 .,\u00a0\u202f]*%?$"));
    QString cell = text;
    if (!cell.isEmpty() && QStringLiteral("=+-@\t\r").contains(cell.front()) && !number.match(cell).hasMatch())
        cell.prepend(u'\'');
    if (!cell.contains(u',') && !cell.contains(u'"') && !cell.contains(u'\n') && !cell.contains(u'\r') && !cell.contains(u';'))
        return cell;
    return u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString csvTable(const QAbstractItemModel& model, const QList<int>& columns)
{
    QString table;
    const auto line = [&](const auto& cellOf) {
        QStringList cells;
        for (const int column : columns)
            cells.append(csvCell(cellOf(column)));
        table += cells.join(u',') + QStringLiteral("\r\n");
    };
    line([&](int column) { return model.headerData(column, Qt::Horizontal).toString(); });
    for (int row = 0; row < model.rowCount(); ++row)
        line([&](int column) { return model.index(row, column).data().toString(); });
    return table;
}

} // namespace trunkline::widgets
