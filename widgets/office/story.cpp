#include "widgets/office/story.h"

namespace trunkline::widgets {

QList<ChainStep> shownSteps(const Desk& desk, const QList<overview::ChainStep>& steps)
{
    QList<ChainStep> shown;
    for (const overview::ChainStep& step : steps)
        shown.append({desk.timeText(step.at), step.what, step.detail, step.who, step.target, step.severity});
    return shown;
}

} // namespace trunkline::widgets
