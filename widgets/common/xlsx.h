// Tables as Office Open XML workbooks (ECMA-376): what is a number, a day or money in the list is one in the file.
#pragma once

#include <QByteArray>
#include <QList>

class QAbstractItemModel;

namespace trunkline::widgets {

/// One sheet with all rows of the given columns under a bold, frozen header with filters. Cells keep the type of their ValueRole;
/// figures without one are numbers where the locale reads them as such, and all else is text: a name that begins with "=" is a name.
/// Throws StoreFailure when the temporary folder has no room.
QByteArray xlsxTable(const QAbstractItemModel& model, const QList<int>& columns, const QString& sheetName);

} // namespace trunkline::widgets
