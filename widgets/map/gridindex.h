// What lies where, in square cells: finds what is under the pointer or in view without looking at all of it.
#pragma once

#include <QHash>
#include <QPair>
#include <QRectF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace trunkline::widgets {

/// Points by number. Rebuilt when many move, `move` for one.
class GridIndex {
public:
    explicit GridIndex(double cell) : cell_(cell) {}

    void clear() { cells_.clear(); }
    void insert(int number, QPointF at) { cells_[keyOf(at)].push_back(number); }
    void move(int number, QPointF from, QPointF to)
    {
        if (keyOf(from) == keyOf(to))
            return;
        auto& cell = cells_[keyOf(from)];
        std::erase(cell, number);
        insert(number, to);
    }
    /// Every number whose cell touches `area`: a superset, the caller looks closely.
    template <class Visit>
    void within(const QRectF& area, Visit visit) const
    {
        const QPair<int, int> low = keyOf(area.topLeft()), high = keyOf(area.bottomRight());
        const double cellsAsked = (high.first - low.first + 1.0) * (high.second - low.second + 1.0);
        if (cellsAsked > static_cast<double>(cells_.size())) { // a wide view of a small network
            for (auto cell = cells_.constBegin(); cell != cells_.constEnd(); ++cell) {
                const auto [x, y] = cell.key();
                if (x >= low.first && x <= high.first && y >= low.second && y <= high.second)
                    std::for_each(cell->begin(), cell->end(), visit);
            }
            return;
        }
        for (int x = low.first; x <= high.first; ++x) {
            for (int y = low.second; y <= high.second; ++y) {
                const auto cell = cells_.constFind({x, y});
                if (cell != cells_.constEnd())
                    std::for_each(cell->begin(), cell->end(), visit);
            }
        }
    }

private:
    QPair<int, int> keyOf(QPointF at) const
    {
        return {static_cast<int>(std::floor(at.x() / cell_)), static_cast<int>(std::floor(at.y() / cell_))};
    }
    double cell_;
    QHash<QPair<int, int>, std::vector<int>> cells_;
};

} // namespace trunkline::widgets
