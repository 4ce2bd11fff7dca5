// Our own icons (resources/icons), tinted to a colour. What the freedesktop theme has is asked
// for there by its standard name.
#pragma once

#include "models/core/itemroles.h"
#include "models/core/severity.h"

#include <QColor>
#include <QIcon>
#include <QPixmap>

class QPainter;
class QRectF;

namespace trunkline::widgets {

/// What kind of device it is; decides the icon on the map and in lists.
enum class DeviceKind { Unknown, Router, Switch, Olt, Radio, Server };

/// File stems in resources/icons: "severity-critical", "state-good", "device-olt".
QString severityIconName(Severity severity);
QString toneIconName(Tone tone);
QString deviceIconName(DeviceKind kind);
/// "router", "switch", "olt", "radio", "server"; anything else is Unknown.
DeviceKind deviceKindFromKey(QStringView key);
/// The word for people.
QString deviceKindWord(DeviceKind kind);

/// One of ours, `side` device-independent pixels wide, in one colour. Cached.
QPixmap tintedIcon(const QString& name, int side, const QColor& colour, qreal devicePixelRatio = 1);
/// Draws it sharply at any place and size, for canvases and delegates.
void drawTintedIcon(QPainter& painter, const QRectF& place, const QString& name, const QColor& colour);
/// One of ours as a QIcon that follows the widget's palette (text colour, disabled colour).
QIcon ownIcon(const QString& name);
/// One of ours in a fixed colour.
QIcon ownIcon(const QString& name, const QColor& colour);
/// The first of the freedesktop names that the theme has; empty when none is there.
QIcon themeIcon(const QStringList& names);

} // namespace trunkline::widgets
