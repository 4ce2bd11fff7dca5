// The journal's steps as the detail pane shows them: times in the operator's zone.
#pragma once

#include "models/overview/chain.h"
#include "widgets/common/detailpane.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

QList<ChainStep> stepsOf(const QList<overview::ChainStep>& steps, const Desk& desk);
/// A group without the facts that have nothing to say.
FactGroup factGroup(const QString& title, const QList<Fact>& facts);

} // namespace trunkline::widgets
