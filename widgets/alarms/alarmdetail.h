// An alarm as the detail pane shows it: cause, impact, what was done the last time.
#pragma once

#include "models/overview/alarmview.h"
#include "widgets/common/detailpane.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

Detail alarmDetailOf(const overview::AlarmDetail& alarm, const QList<overview::ChainStep>& why, const Desk& desk);

} // namespace trunkline::widgets
