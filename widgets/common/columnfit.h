// How wide the columns of a list are as long as nobody dragged them.
#pragma once

class QTableView;

namespace trunkline {
class TableModel;
}

namespace trunkline::widgets {

/// Each as wide as its texts. Where that is more than there is room for, sentences and names of several words are shortened;
/// numbers, identifiers, days and the words of a state never are.
void fitColumns(QTableView& view, const TableModel& model);

} // namespace trunkline::widgets
