// "Why?" of a figure: the journal entry behind it and what led to that, in the pane.
#pragma once

#include "widgets/common/detailpane.h"
#include "widgets/common/noticebar.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

/// What the pane shows above the chain.
struct WhySubject {
    QString title;    ///< "INV-2026-000001 paid"
    QString subtitle; ///< "58.31 €"
    QList<FactGroup> overview = {};
};

/// Asks the journal and shows the chain; a failure stands in `notices`. All outlive the answer or own `asking`.
void showWhyOf(Asking& asking, Desk& desk, DetailPane& detail, NoticeBar& notices, JournalEntryId entry, const WhySubject& subject);

} // namespace trunkline::widgets
