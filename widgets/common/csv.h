// Tables as files that any spreadsheet reads.
#pragma once

#include <QString>

class QAbstractItemModel;

namespace trunkline::widgets {

/// One cell as RFC 4180 writes it. Text that a spreadsheet would run as a formula gets an apostrophe
/// in front; numbers, also negative ones, stay as they are.
QString csvCell(const QString& text);
/// Header and all rows of the given columns, lines ended by CR LF.
QString csvTable(const QAbstractItemModel& model, const QList<int>& columns);

} // namespace trunkline::widgets
