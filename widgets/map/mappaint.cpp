#include "widgets/map/mappaint.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <algorithm>
#include <array>
#include <cmath>

namespace trunkline::widgets {

MapDetail detailAt(double zoom)
{
    if (zoom < 0.2)
        return MapDetail::Dots;
    return zoom < 0.25 ? MapDetail::Shapes : MapDetail::Full;
}

double linkWidth(double capacityBps)
{
    if (capacityBps <= 0)
        return 2;
    return qBound(2.0, 1.6 * (std::log10(capacityBps) - 6.0), 10.0); // 100 Mbit/s → 3.2, 10 Gbit/s → 6.4, 400 Gbit/s → 9
}

NameSide freestSide(const QList<double>& links)
{
    // Clockwise from the right, as angles of a screen run: y grows downwards.
    constexpr std::array<std::pair<NameSide, double>, 4> sides{{{NameSide::Below, 90}, {NameSide::Above, 270}, {NameSide::Right, 0}, {NameSide::Left, 180}}};
    const auto roomAt = [&](double angle) {
        double least = 180;
        for (const double link : links) {
            const double apart = std::abs(std::remainder(link - angle, 360.0));
            least = std::min(least, apart);
        }
        return least;
    };
    constexpr double enough = 40; // from there on the usual place is as good as any
    NameSide best = NameSide::Below;
    double most = -1;
    for (const auto& [side, angle] : sides) {
        const double room = std::min(roomAt(angle), enough);
        if (room > most) {
            most = room;
            best = side;
        }
    }
    return best;
}

QColor nodeColour(const MapNode& node, Scheme scheme)
{
    return node.worst && *node.worst >= Severity::Minor ? Theme::severityColour(*node.worst, scheme) : Theme::toneColour(node.state, scheme);
}

namespace {

/// Where the name stands, beside a node or above or below it.
QRectF namePlace(const QSizeF& size, QPointF at, double radius, NameSide side)
{
    QRectF place(QPointF(), size);
    const double aside = radius + 6 + size.width() / 2, apart = radius + 5 + size.height() / 2;
    switch (side) {
    case NameSide::Below: place.moveCenter(at + QPointF(0, apart)); break;
    case NameSide::Above: place.moveCenter(at - QPointF(0, apart)); break;
    case NameSide::Right: place.moveCenter(at + QPointF(aside, 0)); break;
    case NameSide::Left: place.moveCenter(at - QPointF(aside, 0)); break;
    }
    return place;
}

void drawNodeName(QPainter& painter, const MapNode& node, QPointF at, double radius, NameSide side, const QPalette& palette)
{
    const QFontMetricsF metrics(painter.font());
    const QString name = metrics.elidedText(node.name, Qt::ElideMiddle, 150);
    const QRectF place = namePlace({metrics.horizontalAdvance(name), metrics.height()}, at, radius, side);
    // A rim of the ground around the letters keeps them readable over a link and leaves the link whole beside them.
    QPainterPath letters;
    letters.addText(QPointF(place.left(), place.top() + metrics.ascent()), painter.font(), name);
    painter.strokePath(letters, QPen(palette.color(QPalette::Base), 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, name);
}

/// The worst alarm's shape at the node's shoulder, with the count where there is room for it.
void drawBadge(QPainter& painter, const MapNode& node, QPointF at, double radius, MapDetail detail, const QPalette& palette)
{
    if (!node.worst || *node.worst == Severity::Cleared)
        return;
    const Scheme scheme = Theme::schemeOf(palette);
    QFont small = painter.font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    small.setWeight(QFont::DemiBold);
    const bool counted = detail == MapDetail::Full && node.alarms > 1;
    const QString count = node.alarms > 99 ? QStringLiteral("99+") : QString::number(node.alarms);
    const double high = qBound(16.0, radius, 20.0), mark = high - 7;
    const double wide = counted ? QFontMetricsF(small).horizontalAdvance(count) + 5 : 0;
    QRectF chip(0, 0, high + wide, high);
    chip.moveCenter(at + QPointF(radius * 0.85 + wide / 2, -radius * 0.85));
    painter.save();
    painter.setFont(small);
    painter.setPen(QPen(Theme::severityColour(*node.worst, scheme), 1));
    painter.setBrush(palette.color(QPalette::Base));
    painter.drawRoundedRect(chip, high / 2, high / 2);
    drawTintedIcon(painter, QRectF(chip.left() + 3.5, chip.top() + 3.5, mark, mark), severityIconName(*node.worst), Theme::severityColour(*node.worst, scheme));
    if (counted) {
        painter.setPen(palette.color(QPalette::Text));
        painter.drawText(chip.adjusted(mark + 6, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, count);
    }
    painter.restore();
}

/// Ring patterns say the state without colour: whole, dashed when silent, dotted while unknown.
Qt::PenStyle ringStyle(Tone state)
{
    return state == Tone::Bad ? Qt::DashLine : state == Tone::Neutral ? Qt::DotLine : Qt::SolidLine;
}

} // namespace

void drawNode(QPainter& painter, const MapNode& node, QPointF at, double radius, const NodeLook& look, const QPalette& palette)
{
    const Scheme scheme = Theme::schemeOf(palette);
    if (look.selected || look.focused) {
        painter.setPen(QPen(Theme::colour(Colour::Accent, scheme), look.focused ? 3 : 2));
        painter.setBrush(Theme::colour(Colour::Selection, scheme));
        painter.drawEllipse(at, radius + 6, radius + 6);
    }
    painter.setBrush(look.hovered ? Theme::colour(Colour::Header, scheme) : palette.color(QPalette::Base));
    painter.setPen(QPen(Theme::toneColour(node.state, scheme), qMax(1.5, radius / 8), ringStyle(node.state)));
    painter.drawEllipse(at, radius, radius);
    const double side = radius * 1.15;
    drawTintedIcon(painter, QRectF(at.x() - side / 2, at.y() - side / 2, side, side), deviceIconName(node.kind), palette.color(QPalette::Text));
    if (look.detail == MapDetail::Full)
        drawNodeName(painter, node, at, radius, look.name, palette);
    drawBadge(painter, node, at, radius, look.detail, palette);
}

void drawLink(QPainter& painter, const MapLink& link, const QLineF& line, double scale, bool selected, Scheme scheme)
{
    const double width = qMax(1.0, linkWidth(link.capacityBps) * qMin(1.0, scale));
    if (selected) {
        painter.setPen(QPen(Theme::colour(Colour::Accent, scheme), width + 6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(line);
        painter.setPen(QPen(Theme::colour(Colour::Base, scheme), width + 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(line);
    }
    if (!link.up) {
        QPen pen(Theme::toneColour(Tone::Bad, scheme), qMax(1.5, width * 0.6), Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawLine(line);
        return;
    }
    const QPointF middle = line.center();
    const LoadBand thereBand = link.age.isEmpty() ? Theme::loadBand(link.loadAtoB) : LoadBand::Unknown;
    const LoadBand backBand = link.age.isEmpty() ? Theme::loadBand(link.loadBtoA) : LoadBand::Unknown;
    painter.setPen(QPen(Theme::loadColour(thereBand, scheme), width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line.p1(), middle);
    painter.setPen(QPen(Theme::loadColour(backBand, scheme), width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line.p2(), middle);
    // A gap at the middle shows where one direction ends and the other begins.
    QLineF gap = line.normalVector();
    gap.translate(middle - gap.p1());
    gap.setLength(width / 2 + 1);
    painter.setPen(QPen(Theme::colour(Colour::Base, scheme), 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(gap.p2(), 2 * middle - gap.p2());
}

void drawPastFrame(QPainter& painter, const QRectF& area, const QString& words, const QPalette& palette)
{
    const Scheme scheme = Theme::schemeOf(palette);
    const QColor tone = Theme::toneColour(Tone::Attention, scheme);
    QPen frame(tone, 4, Qt::CustomDashLine, Qt::FlatCap);
    frame.setDashPattern({3, 1.5});
    painter.setPen(frame);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area.adjusted(2, 2, -2, -2));
    QFont strong = painter.font();
    strong.setWeight(QFont::DemiBold);
    painter.save();
    painter.setFont(strong);
    QRectF sign(0, 0, QFontMetricsF(strong).horizontalAdvance(words) + 32, 28);
    sign.moveCenter(QPointF(area.center().x(), area.top() + 24));
    painter.setPen(QPen(tone, 1));
    painter.setBrush(Theme::toneGround(Tone::Attention, scheme));
    painter.drawRoundedRect(sign, 4, 4);
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(sign, Qt::AlignCenter, words);
    painter.restore();
}

QSizeF drawLegend(QPainter& painter, QPointF bottomLeft, const QPalette& palette)
{
    const Scheme scheme = Theme::schemeOf(palette);
    const auto say = [](const char* text) { return QCoreApplication::translate("TopologyMap", text); };
    struct Entry { LoadBand band; QString words; };
    const std::array<Entry, 5> entries{{{LoadBand::Low, say(QT_TRANSLATE_NOOP("TopologyMap", "below 50 %"))},
                                        {LoadBand::Middle, say(QT_TRANSLATE_NOOP("TopologyMap", "50–75 %"))},
                                        {LoadBand::High, say(QT_TRANSLATE_NOOP("TopologyMap", "75–90 %"))},
                                        {LoadBand::Full, say(QT_TRANSLATE_NOOP("TopologyMap", "over 90 %"))},
                                        {LoadBand::Unknown, say(QT_TRANSLATE_NOOP("TopologyMap", "no figures"))}}};
    const QString heading = say(QT_TRANSLATE_NOOP("TopologyMap", "Load"));
    const QString down = say(QT_TRANSLATE_NOOP("TopologyMap", "down"));
    const QFontMetricsF metrics(painter.font());
    const auto wordsWide = [&](const QString& words) { return metrics.horizontalAdvance(words) + 44; };
    double wide = 20 + metrics.horizontalAdvance(heading) + wordsWide(down);
    for (const Entry& entry : entries)
        wide += wordsWide(entry.words);
    const QRectF box(bottomLeft.x(), bottomLeft.y() - legendHeight, wide, legendHeight);
    QColor ground = palette.color(QPalette::Window);
    ground.setAlpha(235);
    painter.setPen(Theme::colour(Colour::Divider, scheme));
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 4, 4);
    double x = box.left() + 10;
    const double y = box.center().y();
    painter.setPen(Theme::colour(Colour::MutedText, scheme));
    painter.drawText(QRectF(x, box.top(), 200, box.height()), Qt::AlignVCenter | Qt::AlignLeft, heading);
    x += metrics.horizontalAdvance(heading) + 14;
    const auto entryAt = [&](const QPen& pen, const QString& words) {
        painter.setPen(pen);
        painter.drawLine(QPointF(x, y), QPointF(x + 20, y));
        painter.setPen(palette.color(QPalette::WindowText));
        painter.drawText(QRectF(x + 26, box.top(), 200, box.height()), Qt::AlignVCenter | Qt::AlignLeft, words);
        x += wordsWide(words);
    };
    for (const Entry& entry : entries)
        entryAt(QPen(Theme::loadColour(entry.band, scheme), 5, Qt::SolidLine, Qt::FlatCap), entry.words);
    QPen dashed(Theme::toneColour(Tone::Bad, scheme), 3, Qt::CustomDashLine, Qt::FlatCap);
    dashed.setDashPattern({2, 1.4});
    entryAt(dashed, down);
    return box.size();
}

} // namespace trunkline::widgets
