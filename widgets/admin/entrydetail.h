// One entry of the journal as the pane shows it: who, when, before and after, and why.
#pragma once

#include "models/overview/chain.h"
#include "models/overview/journallist.h"
#include "widgets/common/detailpane.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

Detail entryDetail(const Desk& desk, const overview::JournalRow& row, const QList<overview::ChainStep>& why);
/// Asks for the entry's causes and shows it in the pane, unless the page has left by then; `failed` heads the bar when it can't be read.
void showEntry(Asking& asking, const Desk& desk, const overview::JournalRow& row, const QWidget& page, DetailPane& pane, const QString& failed);

} // namespace trunkline::widgets
