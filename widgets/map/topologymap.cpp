#include "widgets/map/topologymap.h"

#include "widgets/common/units.h"
#include "widgets/map/mapaccessible.h"
#include "widgets/map/maplayout.h"
#include "widgets/map/mappaint.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

namespace trunkline::widgets {

namespace {

constexpr double leastZoom = 0.001, mostZoom = 4;
constexpr double nodeRoomBelow = 60; // half a node and the name under it

double distanceToLine(QPointF point, const QLineF& line)
{
    const QPointF along = line.p2() - line.p1();
    const double squared = QPointF::dotProduct(along, along);
    const double t = squared > 0 ? qBound(0.0, QPointF::dotProduct(point - line.p1(), along) / squared, 1.0) : 0;
    return QLineF(point, line.p1() + t * along).length();
}

} // namespace

TopologyMap::TopologyMap(QWidget* parent) : QWidget(parent), grid_(mapSpacing)
{
    installMapAccessibility();
    setObjectName(QStringLiteral("topologyMap"));
    setAccessibleName(tr("Network map"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(240, 120);
}

void TopologyMap::setNetwork(const QList<MapNode>& nodes, const QList<MapLink>& links)
{
    const QString keptNode = selectedNode(), keptLink = selectedLink();
    const qsizetype before = nodes_.size();
    placeNodes(nodes, links);
    nodes_ = nodes;
    links_ = links;
    numbers_.clear();
    for (int node = 0; node < nodes_.size(); ++node)
        numbers_.insert(nodes_[node].id, node);
    ends_.clear();
    parallel_.clear();
    QHash<QPair<int, int>, int> between;
    for (const MapLink& link : links_) {
        const QPair<int, int> ends(numbers_.value(link.a, -1), numbers_.value(link.b, -1));
        ends_.append(ends);
        parallel_.append(between[{qMin(ends.first, ends.second), qMax(ends.first, ends.second)}]++);
    }
    hovered_ = dragged_ = -1;
    selectedNode_ = numbers_.value(keptNode, -1);
    selectedLink_ = -1;
    for (int link = 0; link < links_.size() && !keptLink.isEmpty(); ++link) {
        if (links_[link].id == keptLink)
            selectedLink_ = link;
    }
    rebuildIndex();
    if (before == 0 || fitted_)
        fit();
    tellMapChanged(this);
    update();
}

void TopologyMap::setPast(const QString& words)
{
    past_ = words;
    setAccessibleDescription(words);
    update();
}

void TopologyMap::placeNodes(const QList<MapNode>& nodes, const QList<MapLink>& links)
{
    // A discovery finds the devices first and their links a moment later: what nobody has placed is laid out
    // again when links come or go, or the network would lie in the order in which it was found.
    const auto idsOf = [](const QList<MapLink>& some) {
        QSet<QString> ids;
        for (const MapLink& link : some)
            ids.insert(link.id);
        return ids;
    };
    const bool sameLinks = idsOf(links) == laidOutWith_;
    laidOutWith_ = idsOf(links);
    QList<MapNode> known = nodes;
    bool anyNew = false;
    for (MapNode& node : known) {
        const int shown = numbers_.value(node.id, -1);
        if (!node.position && shown >= 0 && sameLinks)
            node.position = places_[shown]; // stays where people see it
        anyNew = anyNew || !node.position;
    }
    if (anyNew) {
        places_ = layoutNodes(known, links);
        return;
    }
    places_.clear();
    for (const MapNode& node : std::as_const(known))
        places_.append(*node.position);
}

void TopologyMap::layOutAnew()
{
    QList<MapNode> unplaced = nodes_;
    for (MapNode& node : unplaced)
        node.position.reset();
    places_ = layoutNodes(unplaced, links_);
    rebuildIndex();
    fit();
    for (int node = 0; node < nodes_.size(); ++node)
        Q_EMIT nodeMoved(nodes_[node].id, places_[node]);
}

/// Names stand where no link leaves. Found anew when nodes or links have moved, not at every painting.
void TopologyMap::placeNames()
{
    QList<QList<double>> directions(places_.size());
    for (const auto& [a, b] : std::as_const(ends_)) {
        if (a < 0 || b < 0)
            continue;
        const QPointF way = places_[b] - places_[a];
        const double angle = std::atan2(way.y(), way.x()) * 180 / M_PI;
        directions[a].append(angle);
        directions[b].append(angle + 180);
    }
    nameSides_.clear();
    for (const QList<double>& links : std::as_const(directions))
        nameSides_.append(freestSide(links));
}

void TopologyMap::rebuildIndex()
{
    placeNames();
    grid_.clear();
    for (int node = 0; node < places_.size(); ++node)
        grid_.insert(node, places_[node]);
}

QPointF TopologyMap::positionOf(const QString& nodeId) const
{
    const int node = numbers_.value(nodeId, -1);
    return node < 0 ? QPointF() : places_[node];
}

QString TopologyMap::selectedNode() const
{
    return selectedNode_ < 0 ? QString() : nodes_[selectedNode_].id;
}

QString TopologyMap::selectedLink() const
{
    return selectedLink_ < 0 ? QString() : links_[selectedLink_].id;
}

QString TopologyMap::nodeAt(QPointF widgetPoint) const
{
    const int node = nodeNumberAt(widgetPoint);
    return node < 0 ? QString() : nodes_[node].id;
}

QString TopologyMap::linkAt(QPointF widgetPoint) const
{
    const int link = linkNumberAt(widgetPoint);
    return link < 0 ? QString() : links_[link].id;
}

int TopologyMap::nodeNumberAt(QPointF widgetPoint) const
{
    const QPointF at = toMap(widgetPoint);
    const double reach = qMax(nodeRadius, 10 / zoom_); // never smaller than a fingertip of the pointer
    int found = -1;
    double nearest = reach;
    grid_.within(QRectF(at - QPointF(reach, reach), at + QPointF(reach, reach)), [&](int node) {
        const double distance = QLineF(at, places_[node]).length();
        if (distance <= nearest) {
            nearest = distance;
            found = node;
        }
    });
    return found;
}

QLineF TopologyMap::lineOf(int link) const
{
    const auto [a, b] = ends_[link];
    if (a < 0 || b < 0)
        return {};
    QLineF line(toWidget(places_[a]), toWidget(places_[b]));
    if (parallel_[link] > 0 && line.length() > 0) { // beside the first, alternating sides
        QLineF side = line.normalVector();
        side.setLength(12 * qMin(1.0, zoom_) * ((parallel_[link] + 1) / 2) * (parallel_[link] % 2 ? 1 : -1));
        line.translate(side.p2() - side.p1());
    }
    return line;
}

int TopologyMap::linkNumberAt(QPointF widgetPoint) const
{
    int found = -1;
    double nearest = 6;
    for (int link = 0; link < links_.size(); ++link) {
        const QLineF line = lineOf(link);
        if (line.isNull())
            continue;
        const double distance = distanceToLine(widgetPoint, line);
        if (distance < nearest) {
            nearest = distance;
            found = link;
        }
    }
    return found;
}

QString TopologyMap::describeNode(const MapNode& node) const
{
    QString text = tr("%1, %2").arg(node.name, deviceKindWord(node.kind));
    if (!node.stateWord.isEmpty())
        text += QStringLiteral(", ") + node.stateWord;
    if (node.worst && node.alarms > 0)
        text += QStringLiteral(", ") + tr("%Ln alarm(s), worst: %1", nullptr, node.alarms).arg(severityWord(*node.worst));
    return text;
}

QString TopologyMap::describeLink(const MapLink& link) const
{
    const auto nameOf = [this](const QString& id) { return numbers_.contains(id) ? nodes_[numbers_.value(id)].name : id; };
    QString text = tr("%1 – %2").arg(nameOf(link.a), nameOf(link.b));
    if (link.capacityBps > 0)
        text += QStringLiteral(", ") + bitRate(link.capacityBps);
    text += QStringLiteral("\n");
    if (!link.up)
        return text + tr("down");
    const auto figures = [](const QString& words, double load) { return words.isEmpty() ? percent(load) : words; };
    text += tr("%1 → %2: %3").arg(nameOf(link.a), nameOf(link.b), figures(link.figuresAtoB, link.loadAtoB)) + QStringLiteral("\n")
        + tr("%1 → %2: %3").arg(nameOf(link.b), nameOf(link.a), figures(link.figuresBtoA, link.loadBtoA));
    return link.age.isEmpty() ? text : text + QStringLiteral("\n") + tr("measured %1 ago").arg(link.age);
}

void TopologyMap::fit()
{
    fitted_ = true;
    if (places_.isEmpty() || width() < 10 || height() < 10)
        return;
    QRectF bounds(places_.first(), QSizeF(0, 0));
    for (const QPointF& place : std::as_const(places_)) {
        bounds.setLeft(qMin(bounds.left(), place.x()));
        bounds.setRight(qMax(bounds.right(), place.x()));
        bounds.setTop(qMin(bounds.top(), place.y()));
        bounds.setBottom(qMax(bounds.bottom(), place.y()));
    }
    // Names and badges need room around the nodes; the legend has the bottom for itself, the sign of a past time the top.
    // A map that is lower than all that keeps the nodes apart nevertheless.
    constexpr double roomyWidth = 400, roomyHeight = 300;
    const double across = qMin(1.0, width() / roomyWidth), down = qMin(1.0, height() / roomyHeight);
    const QRectF view = QRectF(rect()).adjusted(70 * across, 84 * down, -70 * across, -(nodeRoomBelow + legendHeight + 12) * down);
    zoom_ = qBound(leastZoom, qMin(view.width() / qMax(1.0, bounds.width()), view.height() / qMax(1.0, bounds.height())), 1.25);
    offset_ = view.center() - bounds.center() * zoom_;
    update();
}

void TopologyMap::zoomBy(double factor)
{
    zoomAbout(QRectF(rect()).center(), factor);
}

void TopologyMap::zoomAbout(QPointF widgetPoint, double factor)
{
    const QPointF fixed = toMap(widgetPoint);
    zoom_ = qBound(leastZoom, zoom_ * factor, mostZoom);
    offset_ = widgetPoint - fixed * zoom_;
    fitted_ = false;
    update();
}

void TopologyMap::keepInView(QPointF mapPoint)
{
    if (fitted_)
        return; // all of it is, and stays so when the map grows again
    const QRectF view = QRectF(rect()).adjusted(40, 40, -40, -(nodeRoomBelow + legendHeight + 12));
    const QPointF at = toWidget(mapPoint);
    if (view.contains(at))
        return;
    const QPointF inside(qBound(view.left(), at.x(), view.right()), qBound(view.top(), at.y(), view.bottom()));
    offset_ += inside - at;
    fitted_ = false;
}

bool TopologyMap::selectNode(const QString& nodeId)
{
    const int node = numbers_.value(nodeId, -1);
    select(node, -1);
    if (node >= 0)
        keepInView(places_[node]);
    return node >= 0;
}

bool TopologyMap::selectLink(const QString& linkId)
{
    for (int link = 0; link < links_.size(); ++link) {
        if (links_[link].id == linkId && !lineOf(link).isNull()) {
            select(-1, link);
            keepInView(toMap(lineOf(link).center()));
            return true;
        }
    }
    return false;
}

void TopologyMap::select(int node, int link)
{
    if (node == selectedNode_ && link == selectedLink_)
        return;
    const bool nodeChanged = node != selectedNode_, linkChanged = link != selectedLink_;
    selectedNode_ = node;
    selectedLink_ = link;
    update();
    if (node >= 0)
        tellMapFocus(this, node);
    if (nodeChanged)
        Q_EMIT nodeSelected(selectedNode());
    if (linkChanged)
        Q_EMIT linkSelected(selectedLink());
}

/// To the nearest node in a direction: within 60 degrees, sideways counts double.
void TopologyMap::step(QPointF direction)
{
    if (selectedNode_ < 0) {
        if (!places_.isEmpty())
            selectNode(nodes_.first().id);
        return;
    }
    const QPointF from = places_[selectedNode_];
    int best = -1;
    double least = std::numeric_limits<double>::max();
    for (int node = 0; node < places_.size(); ++node) {
        const QPointF way = places_[node] - from;
        const double ahead = QPointF::dotProduct(way, direction);
        const double aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        if (node == selectedNode_ || ahead <= 0 || aside > 1.75 * ahead)
            continue;
        if (ahead + 2 * aside < least) {
            least = ahead + 2 * aside;
            best = node;
        }
    }
    if (best >= 0)
        selectNode(nodes_[best].id);
}

void TopologyMap::moveNode(int node, QPointF to)
{
    grid_.move(node, places_[node], to);
    places_[node] = to;
    placeNames();
    update();
}

bool TopologyMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const int node = nodeNumberAt(help->pos()); node >= 0)
        QToolTip::showText(help->globalPos(), describeNode(nodes_[node]), this);
    else if (const int link = linkNumberAt(help->pos()); link >= 0)
        QToolTip::showText(help->globalPos(), describeLink(links_[link]), this);
    else
        QToolTip::hideText();
    return true;
}

void TopologyMap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::RightButton) { // the menu speaks of what is under the pointer
        const int under = nodeNumberAt(event->position());
        select(under, under < 0 ? linkNumberAt(event->position()) : -1);
        return;
    }
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    pressedAt_ = event->position();
    moved_ = false;
    dragged_ = event->button() == Qt::LeftButton ? nodeNumberAt(pressedAt_) : -1;
    panning_ = dragged_ < 0;
    grip_ = dragged_ >= 0 ? toWidget(places_[dragged_]) - pressedAt_ : offset_ - pressedAt_;
}

void TopologyMap::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (dragged_ < 0 && !panning_) {
        const int under = nodeNumberAt(at);
        setCursor(under >= 0 || linkNumberAt(at) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        if (std::exchange(hovered_, under) != under)
            update();
        return;
    }
    if (!moved_ && (at - pressedAt_).manhattanLength() < QApplication::startDragDistance())
        return;
    moved_ = true;
    setCursor(Qt::ClosedHandCursor);
    if (dragged_ >= 0) {
        moveNode(dragged_, toMap(at + grip_));
    } else {
        offset_ = at + grip_;
        fitted_ = false;
        update();
    }
}

void TopologyMap::mouseReleaseEvent(QMouseEvent* event)
{
    const int dropped = std::exchange(dragged_, -1);
    const bool wasPanning = std::exchange(panning_, false);
    unsetCursor();
    if (moved_) {
        if (dropped >= 0)
            Q_EMIT nodeMoved(nodes_[dropped].id, places_[dropped]);
    } else if (dropped >= 0) {
        select(dropped, -1);
    } else if (wasPanning && event->button() == Qt::LeftButton) {
        select(-1, linkNumberAt(event->position()));
    }
    moved_ = false;
}

void TopologyMap::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const QString node = nodeAt(event->position()); !node.isEmpty())
        Q_EMIT nodeOpened(node);
    else if (const QString link = linkAt(event->position()); !link.isEmpty())
        Q_EMIT linkOpened(link);
    else
        fit();
}

void TopologyMap::wheelEvent(QWheelEvent* event)
{
    zoomAbout(event->position(), std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void TopologyMap::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: step({-1, 0}); break;
    case Qt::Key_Right: step({1, 0}); break;
    case Qt::Key_Up: step({0, -1}); break;
    case Qt::Key_Down: step({0, 1}); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(1.25); break;
    case Qt::Key_Minus: zoomBy(0.8); break;
    case Qt::Key_0:
    case Qt::Key_Home: fit(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selectedNode_ >= 0)
            Q_EMIT nodeOpened(selectedNode());
        else if (selectedLink_ >= 0)
            Q_EMIT linkOpened(selectedLink());
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TopologyMap::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard && selectedNode_ >= 0;
    const QString node = byKey ? selectedNode() : nodeAt(event->pos());
    if (!node.isEmpty())
        Q_EMIT nodeMenuRequested(node, byKey ? mapToGlobal(toWidget(positionOf(node)).toPoint()) : event->globalPos());
}

void TopologyMap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (fitted_)
        fit();
}

void TopologyMap::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TopologyMap::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void TopologyMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    const QRectF view = QRectF(rect()).adjusted(-80, -60, 80, 60); // names reach out of their node
    const bool moving = panning_ && moved_;
    const MapDetail detail = detailAt(zoom_);
    painter.setRenderHint(QPainter::Antialiasing, detail != MapDetail::Dots && !(moving && nodes_.size() > 2000));
    paintLinks(painter, view);
    if (detail == MapDetail::Dots)
        paintDots(painter, view);
    else
        paintNodes(painter, view);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!nodes_.isEmpty())
        drawLegend(painter, QPointF(12, height() - 12), palette());
    if (!past_.isEmpty())
        drawPastFrame(painter, rect(), past_, palette());
    if (hasFocus()) {
        painter.setPen(QPen(Theme::colour(Colour::Accent, Theme::schemeOf(palette())), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void TopologyMap::paintLinks(QPainter& painter, const QRectF& view) const
{
    const Scheme scheme = Theme::schemeOf(palette());
    if (detailAt(zoom_) != MapDetail::Dots) {
        for (int link = 0; link < links_.size(); ++link) {
            const QLineF line = lineOf(link);
            if (!line.isNull() && QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1).intersects(view))
                drawLink(painter, links_[link], line, zoom_, link == selectedLink_, scheme);
        }
        return;
    }
    // From afar one thin line each, all of a colour at once.
    QHash<QRgb, QList<QLineF>> lines;
    for (int link = 0; link < links_.size(); ++link) {
        const QLineF line = lineOf(link);
        if (line.isNull() || !QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1).intersects(view))
            continue;
        const double load = links_[link].age.isEmpty() ? qMax(links_[link].loadAtoB, links_[link].loadBtoA) : std::nan("");
        const QColor colour = links_[link].up ? Theme::loadColour(Theme::loadBand(load), scheme) : Theme::toneColour(Tone::Bad, scheme);
        lines[colour.rgb()].append(line);
    }
    for (auto group = lines.cbegin(); group != lines.cend(); ++group) {
        painter.setPen(QPen(QColor(group.key()), 0));
        painter.drawLines(group.value());
    }
}

void TopologyMap::paintDots(QPainter& painter, const QRectF& view) const
{
    const Scheme scheme = Theme::schemeOf(palette());
    QHash<QRgb, QList<QRectF>> dots;
    const double side = qMax(3.0, 2 * nodeRadius * zoom_);
    grid_.within(QRectF(toMap(view.topLeft()), toMap(view.bottomRight())), [&](int node) {
        const QPointF at = toWidget(places_[node]);
        dots[nodeColour(nodes_[node], scheme).rgb()].append(QRectF(at.x() - side / 2, at.y() - side / 2, side, side));
    });
    painter.setPen(Qt::NoPen);
    for (auto group = dots.cbegin(); group != dots.cend(); ++group) {
        painter.setBrush(QColor(group.key()));
        painter.drawRects(group.value());
    }
    if (selectedNode_ >= 0) {
        painter.setPen(QPen(Theme::colour(Colour::Accent, scheme), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(toWidget(places_[selectedNode_]), side + 4, side + 4);
    }
}

void TopologyMap::paintNodes(QPainter& painter, const QRectF& view) const
{
    const double radius = nodeRadius * qBound(0.6, zoom_ * 1.2, 1.4);
    const auto draw = [&](int node) {
        const QPointF at = toWidget(places_[node]);
        if (!view.contains(at))
            return;
        drawNode(painter, nodes_[node], at, radius,
                 {detailAt(zoom_), node == selectedNode_, node == hovered_, node == selectedNode_ && hasFocus(), nameSides_.value(node)}, palette());
    };
    grid_.within(QRectF(toMap(view.topLeft()), toMap(view.bottomRight())), [&](int node) {
        if (node != selectedNode_)
            draw(node);
    });
    if (selectedNode_ >= 0)
        draw(selectedNode_); // on top of its neighbours
}

} // namespace trunkline::widgets
