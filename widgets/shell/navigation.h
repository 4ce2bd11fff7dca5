// Back and forward, like in a browser.
#pragma once

#include "models/core/itemroles.h"

#include <QList>
#include <QString>

namespace trunkline::widgets {

/// Where someone was: a workspace and what was shown in it.
struct Place {
    QString workspace;
    Target target;
    bool operator==(const Place&) const = default;
};

/// The places visited; the last 100.
class NavigationHistory {
public:
    /// Goes there: what was ahead is forgotten. The place one is at already adds nothing.
    void visit(const Place& place);
    bool canGoBack() const { return at_ > 0; }
    bool canGoForward() const { return at_ + 1 < places_.size(); }
    /// Requires canGoBack() or canGoForward().
    Place back() { return places_[--at_]; }
    Place forward() { return places_[++at_]; }
    Place current() const { return places_.isEmpty() ? Place() : places_[at_]; }
    /// Targets visited before, the latest first, each once.
    QList<Target> recentTargets() const;

private:
    QList<Place> places_;
    qsizetype at_ = 0;
};

} // namespace trunkline::widgets
