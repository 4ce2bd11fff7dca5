// Devices and links as the map draws them and as the detail pane shows them.
#pragma once

#include "models/overview/deviceview.h"
#include "models/overview/networkview.h"
#include "models/overview/portstory.h"
#include "widgets/common/detailpane.h"
#include "widgets/desk/desk.h"
#include "widgets/map/mapvalues.h"

namespace trunkline::widgets {

MapNode mapNodeOf(const overview::NetworkNode& node);
/// `now` is the instant that the map shows: older figures are greyed.
MapLink mapLinkOf(const overview::NetworkLink& link, Timestamp now);

Detail deviceDetailOf(const overview::DeviceDetail& device, const Desk& desk);
Detail linkDetailOf(const overview::NetworkLink& link, const overview::NetworkView& view, const overview::Story& story, const Desk& desk);

} // namespace trunkline::widgets
