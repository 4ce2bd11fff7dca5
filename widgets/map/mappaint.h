// How the map is drawn, apart from how it is handled. All places are given in widget pixels.
#pragma once

#include "widgets/common/theme.h"
#include "widgets/map/mapvalues.h"

#include <QLineF>

class QPainter;
class QPalette;

namespace trunkline::widgets {

/// How much of a node there is room for.
enum class MapDetail {
    Dots,   ///< a coloured dot: thousands in view
    Shapes, ///< ring, icon and badge, no name
    Full,   ///< ring, icon, name and badge
};

/// Where a node's name stands.
enum class NameSide { Below, Above, Right, Left };
/// The side where no link leaves the node, below before above before beside. `links` are their directions in degrees, 0 to
/// the right, 90 downwards.
NameSide freestSide(const QList<double>& links);

struct NodeLook {
    MapDetail detail = MapDetail::Full;
    bool selected = false;
    bool hovered = false;
    bool focused = false;
    NameSide name = NameSide::Below;
};

/// Half the width of a node at zoom 1.
inline constexpr double nodeRadius = 20;

MapDetail detailAt(double zoom);
/// 2 … 10 pixels by the order of magnitude of the capacity; unknown is thin.
double linkWidth(double capacityBps);
/// The worse of a node's own state and its alarms, for the dot.
QColor nodeColour(const MapNode& node, Scheme scheme);

void drawNode(QPainter& painter, const MapNode& node, QPointF at, double radius, const NodeLook& look, const QPalette& palette);
/// Two halves, each the load of the direction that leaves its end; dashed when down.
void drawLink(QPainter& painter, const MapLink& link, const QLineF& line, double scale, bool selected, Scheme scheme);
/// A frame around the map and a sign at its top: what is drawn is not now.
void drawPastFrame(QPainter& painter, const QRectF& area, const QString& words, const QPalette& palette);
/// Shapes and colours with their words, in the given corner. Answers its size.
inline constexpr double legendHeight = 28;
QSizeF drawLegend(QPainter& painter, QPointF bottomLeft, const QPalette& palette);

} // namespace trunkline::widgets
