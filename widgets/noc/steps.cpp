#include "widgets/noc/steps.h"

namespace trunkline::widgets {

QList<ChainStep> stepsOf(const QList<overview::ChainStep>& steps, const Desk& desk)
{
    QList<ChainStep> shown;
    for (const overview::ChainStep& step : steps)
        shown.append({desk.timeText(step.at), step.what, step.detail, step.who, step.target, step.severity});
    return shown;
}

FactGroup factGroup(const QString& title, const QList<Fact>& facts)
{
    FactGroup group{title, {}};
    for (const Fact& fact : facts)
        if (!fact.text.isEmpty())
            group.facts.append(fact);
    return group;
}

} // namespace trunkline::widgets
