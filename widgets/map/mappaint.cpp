#include "widgets/map/mappaint.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>

namespace trunkline::widgets {

MapDetail detailAt(double zoom)
{
    if (zoom < 0.2)
        return MapDetail::Dots;
    return zoom < 0.36 ? MapDetail::Shapes : MapDetail::Full;
}

double linkWidth(double capacityBps)
{
    if (capacityBps <= 0)
        return 2;
    return qBound(2.0, 1.6 * (std::log10(capacityBps) - 6.0), 10.0); // 100 Mbit/s → 3.2, 10 Gbit/s → 6.4, 400 Gbit/s → 9
}

QColor nodeColour(const MapNode& node, Scheme scheme)
{
    return node.worst && *node.worst >= Severity::Minor ? Theme::severityColour(*node.worst, scheme) : Theme::toneColour(node.state, scheme);
}

namespace {

void drawNodeName(QPainter& painter, const MapNode& node, QPointF at, double radius, const QPalette& palette)
{
    const QFontMetricsF metrics(painter.font());
    const QString name = metrics.elidedText(node.name, Qt::ElideMiddle, 150);
    QRectF place(0, 0, metrics.horizontalAdvance(name) + 8, metrics.height());
    place.moveCenter(at + QPointF(0, radius + 5 + metrics.height() / 2));
    QColor ground = palette.color(QPalette::Base); // keeps the name readable where a link passes under it
    ground.setAlpha(215);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(place, 3, 3);
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(place, Qt::AlignCenter, name);
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
        drawNodeName(painter, node, at, radius, palette);
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
    painter.setPen(QPen(Theme::loadColour(Theme::loadBand(link.loadAtoB), scheme), width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line.p1(), middle);
    painter.setPen(QPen(Theme::loadColour(Theme::loadBand(link.loadBtoA), scheme), width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line.p2(), middle);
    // A gap at the middle shows where one direction ends and the other begins.
    QLineF gap = line.normalVector();
    gap.translate(middle - gap.p1());
    gap.setLength(width / 2 + 1);
    painter.setPen(QPen(Theme::colour(Colour::Base, scheme), 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(gap.p2(), 2 * middle - gap.p2());
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
    const QRectF box(bottomLeft.x(), bottomLeft.y() - 28, wide, 28);
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
