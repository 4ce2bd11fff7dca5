// Places for nodes that nobody has placed. Pure and seeded: the same network lies the same way every time.
#pragma once

#include "widgets/map/mapvalues.h"

#include <QList>

namespace trunkline::widgets {

/// How far linked nodes lie apart, in map units (pixels at zoom 1).
inline constexpr double mapSpacing = 160;

/// A place for every node, in the order given. Nodes with a position keep it exactly. The others start
/// in layers by their distance from the best-linked node of their part, then forces even it out (linked
/// nodes attract, all repel, after Fruchterman and Reingold, 1991); parts lie side by side.
QList<QPointF> layoutNodes(const QList<MapNode>& nodes, const QList<MapLink>& links, quint32 seed = 1);

} // namespace trunkline::widgets
