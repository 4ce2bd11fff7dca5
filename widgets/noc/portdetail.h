// A port as the detail pane shows it, in whichever workspace it is selected.
#pragma once

#include "models/overview/portstory.h"
#include "widgets/common/detailpane.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

Detail portDetailOf(const overview::PortDetail& port, const Desk& desk);
/// "1.3 Gbit/s (13 %)"; says so when nothing was measured.
QString rateText(const std::optional<std::int64_t>& bps, std::int64_t capacityBps);
/// When it was measured, and how long ago that is once it is too old to speak of now.
QString measuredText(const std::optional<Timestamp>& at, const Desk& desk);

} // namespace trunkline::widgets
