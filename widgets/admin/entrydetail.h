// One entry of the journal as the pane shows it: who, when, before and after, and why.
#pragma once

#include "models/overview/chain.h"
#include "models/overview/journallist.h"
#include "widgets/common/detailpane.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

Detail entryDetail(const Desk& desk, const overview::JournalRow& row, const QList<overview::ChainStep>& why);

} // namespace trunkline::widgets
