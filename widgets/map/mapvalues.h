// What the map is told: plain values, no domain types.
#pragma once

#include "models/core/itemroles.h"
#include "models/core/severity.h"
#include "widgets/common/icons.h"

#include <QPointF>
#include <QString>

#include <cmath>
#include <limits>
#include <optional>

namespace trunkline::widgets {

struct MapNode {
    QString id;
    QString name = {};
    DeviceKind kind = DeviceKind::Unknown;
    Tone state = Tone::Neutral;                      ///< the ring: Good is reachable, Bad is silent …
    QString stateWord = {};                               ///< "reachable", for tooltip and screen readers
    std::optional<Severity> worst = std::nullopt;    ///< the worst open alarm
    int alarms = 0;                                  ///< how many, on the badge
    std::optional<QPointF> position = std::nullopt;  ///< saved by people; without one the layout places it
    bool operator==(const MapNode&) const = default;
};

struct MapLink {
    QString id;
    QString a; ///< node ids
    QString b;
    double capacityBps = 0; ///< 0 when unknown
    double loadAtoB = std::numeric_limits<double>::quiet_NaN(); ///< share of the capacity, 0 … 1; NaN without figures
    double loadBtoA = std::numeric_limits<double>::quiet_NaN();
    bool up = true;
    QString age = {};          ///< "12 min", when the loads are too old to speak of now; empty while they are fresh
    QString figuresAtoB = {};  ///< "1.3 Gbit/s (13 %)", for tooltip and screen readers; the share alone when empty
    QString figuresBtoA = {};

    /// The same; no figure equals no figure.
    bool operator==(const MapLink& other) const
    {
        const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
        return id == other.id && a == other.a && b == other.b && same(capacityBps, other.capacityBps)
            && same(loadAtoB, other.loadAtoB) && same(loadBtoA, other.loadBtoA) && up == other.up && age == other.age
            && figuresAtoB == other.figuresAtoB && figuresBtoA == other.figuresBtoA;
    }
};

} // namespace trunkline::widgets
