// The network as people see it: devices and links, their state and load. Draws and forwards; the
// values come in whole, what people do goes out as signals.
#pragma once

#include "widgets/map/gridindex.h"
#include "widgets/map/mappaint.h"
#include "widgets/map/mapvalues.h"

#include <QHash>
#include <QSet>
#include <QWidget>

namespace trunkline::widgets {

class TopologyMap : public QWidget {
    Q_OBJECT
public:
    explicit TopologyMap(QWidget* parent = nullptr);

    /// The network anew. Nodes keep the place where they are shown; new ones without a position are laid out.
    void setNetwork(const QList<MapNode>& nodes, const QList<MapLink>& links);
    const QList<MapNode>& nodes() const { return nodes_; }
    const QList<MapLink>& links() const { return links_; }

    /// The network is shown as it was: these words stand over it, in a frame of their own. Empty for now.
    void setPast(const QString& words);
    QString past() const { return past_; }

    /// Where a node is, in map units. Also asked for after a layout, to save it.
    QPointF positionOf(const QString& nodeId) const;
    /// Where a node is drawn, in widget pixels.
    QPointF toWidget(QPointF mapPoint) const { return mapPoint * zoom_ + offset_; }
    QPointF toMap(QPointF widgetPoint) const { return (widgetPoint - offset_) / zoom_; }
    double zoom() const { return zoom_; }

    QString selectedNode() const;
    QString selectedLink() const;
    /// The node at a widget point; empty when there is none.
    QString nodeAt(QPointF widgetPoint) const;
    QString linkAt(QPointF widgetPoint) const;
    /// One sentence on a node or link, for tooltip and screen reader.
    QString describeNode(const MapNode& node) const;
    QString describeLink(const MapLink& link) const;

    QSize sizeHint() const override { return {800, 600}; }

public Q_SLOTS:
    void fit();
    void zoomBy(double factor);
    /// Selects and shows it; false when it is not on the map. Empty selects nothing.
    bool selectNode(const QString& nodeId);
    bool selectLink(const QString& linkId);
    /// Forgets all places and lays the network out anew (tells nodeMoved for each).
    void layOutAnew();

Q_SIGNALS:
    void nodeSelected(const QString& nodeId); ///< empty for none
    void linkSelected(const QString& linkId);
    void nodeOpened(const QString& nodeId); ///< double click or Enter
    void linkOpened(const QString& linkId);
    void nodeMoved(const QString& nodeId, const QPointF& position);
    void nodeMenuRequested(const QString& nodeId, const QPoint& globalPosition);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void placeNodes(const QList<MapNode>& nodes, const QList<MapLink>& links);
    void rebuildIndex();
    void placeNames();
    void zoomAbout(QPointF widgetPoint, double factor);
    void keepInView(QPointF mapPoint);
    int nodeNumberAt(QPointF widgetPoint) const;
    int linkNumberAt(QPointF widgetPoint) const;
    QLineF lineOf(int link) const;
    void select(int node, int link);
    void step(QPointF direction);
    void moveNode(int node, QPointF to);
    void paintLinks(QPainter& painter, const QRectF& view) const;
    void paintNodes(QPainter& painter, const QRectF& view) const;
    void paintDots(QPainter& painter, const QRectF& view) const;

    QList<MapNode> nodes_;
    QList<MapLink> links_;
    QList<QPointF> places_;
    QString past_;
    QSet<QString> laidOutWith_;    ///< the links when the places were found
    QList<QPair<int, int>> ends_;    ///< by link number; -1 where the node is not on the map
    QList<int> parallel_;            ///< by link number: which of several between the same two nodes
    QHash<QString, int> numbers_;    ///< node id → number
    QList<NameSide> nameSides_;      ///< by node number
    GridIndex grid_;
    double zoom_ = 1;
    QPointF offset_;
    bool fitted_ = false; ///< people have not panned or zoomed yet: keep all in view
    int selectedNode_ = -1;
    int selectedLink_ = -1;
    int hovered_ = -1;
    int dragged_ = -1;
    bool panning_ = false;
    bool moved_ = false;
    QPointF pressedAt_;
    QPointF grip_;
};

} // namespace trunkline::widgets
