#include "widgets/alarms/alarmevidence.h"

#include "widgets/alarms/treepane.h"
#include "widgets/common/tablepane.h"
#include "widgets/shell/workspacepage.h"

#include <QDockWidget>
#include <QSettings>

#include <tuple>

namespace trunkline::widgets {

AlarmEvidence::AlarmEvidence(WorkspacePage* page, QWidget* before, const OperatorZone& zone)
    : QObject(page), zone_(zone), cause_(new TreePane(QStringLiteral("alarmCause"))), impact_(new TreePane(QStringLiteral("alarmImpact"))),
      lastTime_(new TreePane(QStringLiteral("alarmLastTime"))), eventTable_(new TablePane(QStringLiteral("alarmEvents"))),
      events_(new overview::EventListModel(overview::eventColumns(zone), [](const fault::Event& event) { return overview::keyOf(event); }, this))
{
    buildTrees();
    buildEvents();
    page->setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
    const QList<std::tuple<const char*, QString, QWidget*>> panels{{"alarmCausePanel", tr("Cause"), cause_},
                                                                   {"alarmImpactPanel", tr("Impact"), impact_},
                                                                   {"alarmLastTimePanel", tr("The last times"), lastTime_},
                                                                   {"alarmEventsPanel", tr("Raw events"), eventTable_}};
    QDockWidget* first = nullptr;
    QDockWidget* last = nullptr;
    for (const auto& [name, title, content] : panels) {
        QDockWidget* panel = page->addPanel(QString::fromLatin1(name), title, content, Qt::BottomDockWidgetArea);
        if (last)
            page->tabifyDockWidget(last, panel);
        else
            first = panel;
        last = panel;
        QWidget::setTabOrder(before, content);
        before = content;
    }
    first->raise();
    page->resizeDocks({first}, {220}, Qt::Vertical);
}

void AlarmEvidence::buildTrees()
{
    cause_->setAccessibleName(tr("Cause of the alarm"));
    impact_->setAccessibleName(tr("Whom the alarm hits"));
    lastTime_->setAccessibleName(tr("What was done the last times"));
    cause_->setEmptySentence(tr("Select an alarm to see where it comes from."));
    impact_->setEmptySentence(tr("No active service is down with it, and none has lost its second way."));
    lastTime_->setEmptySentence(tr("This fault did not happen before on this object."));
    for (TreePane* tree : {cause_, impact_, lastTime_})
        connect(tree, &TreePane::targetActivated, this, &AlarmEvidence::targetActivated);
}

void AlarmEvidence::buildEvents()
{
    eventTable_->setAccessibleName(tr("Raw events of the alarm"));
    eventTable_->setEmptyState(tr("Select an alarm to see the traps and observations it rests on."));
    eventTable_->setModel(events_);
    events_->replace({});
    connect(eventTable_, &TablePane::retryRequested, this, &AlarmEvidence::retryRequested);
}

void AlarmEvidence::setLoading()
{
    for (TreePane* tree : {cause_, impact_, lastTime_})
        tree->setLoading();
    events_->replace({});
    events_->setLoading();
}

void AlarmEvidence::setAlarm(const overview::AlarmDetail& alarm, const QList<overview::ChainStep>& why)
{
    cause_->setLines(overview::causeTree(alarm, why, zone_));
    impact_->setLines(overview::impactTree(alarm));
    lastTime_->setLines(overview::lastTimeTree(alarm, zone_));
    events_->replace(alarm.events);
}

void AlarmEvidence::setFailed(const QString& sentence)
{
    events_->setFailed(sentence);
}

void AlarmEvidence::saveLayout(QSettings& settings) const
{
    eventTable_->saveLayout(settings);
}

void AlarmEvidence::restoreLayout(const QSettings& settings)
{
    eventTable_->restoreLayout(settings);
}

} // namespace trunkline::widgets
