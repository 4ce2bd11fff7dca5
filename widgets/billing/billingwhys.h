// "Why?" of the tables whose pages know no pane: the bill run's, the catalogue's and usage's.
#pragma once

#include <QList>

namespace trunkline::widgets {

class Desk;
class DetailPane;
class TablePane;

/// Finds them by their object names; tables that are none of these are left alone.
void addBillingWhys(const QList<TablePane*>& tables, Desk& desk, DetailPane& detail);

} // namespace trunkline::widgets
