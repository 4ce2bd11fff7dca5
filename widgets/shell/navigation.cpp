#include "widgets/shell/navigation.h"

namespace trunkline::widgets {

void NavigationHistory::visit(const Place& place)
{
    constexpr qsizetype most = 100;
    if (place == current() && !places_.isEmpty())
        return;
    if (!places_.isEmpty())
        places_.resize(at_ + 1);
    places_.append(place);
    if (places_.size() > most)
        places_.removeFirst();
    at_ = places_.size() - 1;
}

QList<Target> NavigationHistory::recentTargets() const
{
    QList<Target> targets;
    for (auto place = places_.crbegin(); place != places_.crend(); ++place) {
        if (!place->target.isNull() && !targets.contains(place->target))
            targets.append(place->target);
    }
    return targets;
}

} // namespace trunkline::widgets
