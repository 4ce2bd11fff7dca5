// Saving a list: as a workbook or as comma-separated values, by the ending of the name.
#pragma once

#include <QList>
#include <QString>

class QAbstractItemModel;
class QFileDialog;
class QWidget;

namespace trunkline::widgets {

/// Writes it whole or not at all; ".xlsx" makes a workbook, everything else CSV. Throws StoreFailure, saying why and what to do.
void writeTable(const QString& path, const QAbstractItemModel& model, const QList<int>& columns, const QString& name);

/// Asks for the name of such a file; deletes itself when it is closed.
QFileDialog* tableFileDialog(const QString& name, QWidget* parent);

} // namespace trunkline::widgets
