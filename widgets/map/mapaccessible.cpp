#include "widgets/map/mapaccessible.h"

#include "widgets/map/mappaint.h"
#include "widgets/map/topologymap.h"

#include <QAccessibleWidget>

#include <map>

namespace trunkline::widgets {

namespace {

/// One device: found by its number on the map, which is asked anew every time.
class MapNodeAccessible : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    MapNodeAccessible(TopologyMap* map, int number) : map_(map), number_(number) {}

    bool isValid() const override { return map_ && number_ < map_->nodes().size(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(map_); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        const MapNode& node = map_->nodes().at(number_);
        return kind == QAccessible::Name ? node.name : kind == QAccessible::Description ? map_->describeNode(node) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const int radius = int(nodeRadius);
        const QPoint at = map_->mapToGlobal(map_->toWidget(map_->positionOf(map_->nodes().at(number_).id)).toPoint());
        return {at.x() - radius, at.y() - radius, 2 * radius, 2 * radius};
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (!isValid())
            return state;
        state.focusable = state.selectable = true;
        state.selected = map_->selectedNode() == map_->nodes().at(number_).id;
        state.focused = state.selected && map_->hasFocus();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {setFocusAction(), pressAction()}; }
    void doAction(const QString& action) override
    {
        if (!isValid())
            return;
        const QString id = map_->nodes().at(number_).id;
        map_->selectNode(id);
        if (action == pressAction())
            Q_EMIT map_->nodeOpened(id);
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    TopologyMap* map_;
    int number_;
};

class MapAccessible : public QAccessibleWidget {
public:
    explicit MapAccessible(TopologyMap* map) : QAccessibleWidget(map, QAccessible::List), map_(map) {}
    ~MapAccessible() override
    {
        for (const auto& [number, id] : children_)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return int(map_->nodes().size()); }
    QAccessibleInterface* child(int number) const override
    {
        if (number < 0 || number >= childCount())
            return nullptr;
        const auto known = children_.find(number);
        if (known != children_.end())
            return QAccessible::accessibleInterface(known->second);
        auto* node = new MapNodeAccessible(map_, number); // Qt's cache owns it until we give it back
        children_.emplace(number, QAccessible::registerAccessibleInterface(node));
        return node;
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override
    {
        for (const auto& [number, id] : children_) {
            if (QAccessible::accessibleInterface(id) == wanted)
                return number;
        }
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QString id = map_->nodeAt(map_->mapFromGlobal(QPoint(x, y)));
        for (int number = 0; number < childCount() && !id.isEmpty(); ++number) {
            if (map_->nodes().at(number).id == id)
                return child(number);
        }
        return nullptr;
    }
    QAccessibleInterface* focusChild() const override
    {
        for (int number = 0; number < childCount(); ++number) {
            if (map_->nodes().at(number).id == map_->selectedNode())
                return child(number);
        }
        return nullptr;
    }

private:
    TopologyMap* map_;
    mutable std::map<int, QAccessible::Id> children_;
};

QAccessibleInterface* mapAccessibleFactory(const QString&, QObject* object)
{
    auto* map = qobject_cast<TopologyMap*>(object);
    return map ? new MapAccessible(map) : nullptr;
}

} // namespace

void installMapAccessibility()
{
    QAccessible::installFactory(mapAccessibleFactory); // the same function again is ignored
}

void tellMapChanged(TopologyMap* map)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(map, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void tellMapFocus(TopologyMap* map, int node)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(map, QAccessible::Focus);
    event.setChild(node);
    QAccessible::updateAccessibility(&event);
}

} // namespace trunkline::widgets
