// What is reported when a gauge crosses its limits (X.733: threshold information). Pure.
#pragma once

#include "models/fault/event.h"
#include "models/inventory/device.h"
#include "models/performance/gauge.h"

namespace trunkline::collection {

/// By what it measures.
fault::Problem problemOf(const QString& measure);

struct CrossedGauge {
    const inventory::Device& device;
    PortId port; ///< that its component is at; null when it is at none
    const performance::Gauge& gauge;
    Decimal value;
    performance::Judgement judgement; ///< Cleared: within again
    std::optional<performance::LimitOverride> override;
    Timestamp at;
};
/// ThresholdCrossed or ThresholdOver, with value, limit and who says so in the text and in the payload.
fault::EventDraft thresholdEvent(const CrossedGauge& crossed);

/// The fault's object in its report: what thresholdEvent() wrote, back from the key of an alarm. Nothing for another alarm.
std::optional<GaugeId> gaugeOfAlarm(const QString& alarmKey);

} // namespace trunkline::collection
