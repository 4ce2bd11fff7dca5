// What a gauge measures, in words and units for people.
#pragma once

#include "models/collection/sensor.h"
#include "models/performance/gauge.h"

namespace trunkline::collection {

/// "Temperature".
QString titleOf(SensorClass sensorClass);
/// The same of a gauge's measure: a class of sensors by its name, "processor", "memory" or "storage".
QString measureTitle(const QString& measure);
/// "°C"; empty for counts and states.
QString measureUnit(const QString& measure);
/// "12,5 dBm", as the locale writes it; parts of a second as "0,061 ms".
QString figureText(const Decimal& value, const QString& unit);
/// A figure with its unit, or the word of a state.
QString valueText(const performance::Gauge& gauge, const Decimal& value);
/// "warns above 75 °C, at most 85 °C"; empty without limits.
QString limitsText(const SensorLimits& limits, const QString& unit);
QString limitsText(const performance::Limits& limits, const QString& unit);

} // namespace trunkline::collection
