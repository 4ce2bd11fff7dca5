// The chains of overview/ as the panes show them.
#pragma once

#include "models/overview/chain.h"
#include "widgets/common/chainview.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

/// With instants in the operator's zone.
QList<ChainStep> shownSteps(const Desk& desk, const QList<overview::ChainStep>& steps);

} // namespace trunkline::widgets
