// What a screen reader hears of the map: a list of its devices, each with name, kind, state and alarms.
#pragma once

namespace trunkline::widgets {

class TopologyMap;

/// Makes Qt know how to ask a TopologyMap. Once a program; more often does no harm.
void installMapAccessibility();
/// The nodes changed.
void tellMapChanged(TopologyMap* map);
/// This node (by number) is the selected one now.
void tellMapFocus(TopologyMap* map, int node);

} // namespace trunkline::widgets
