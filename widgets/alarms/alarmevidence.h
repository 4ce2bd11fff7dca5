// What the selected alarm rests on, as panels behind tabs under the table: cause, impact, the last times, raw events.
#pragma once

#include "models/overview/alarmlist.h"
#include "models/overview/alarmtrees.h"

#include <QObject>

class QDockWidget;
class QSettings;
class QWidget;

namespace trunkline::widgets {

class TablePane;
class TreePane;
class WorkspacePage;

class AlarmEvidence : public QObject {
    Q_OBJECT
public:
    /// Adds its panels to the page, which owns them; `before` comes before them in the order of Tab. Times are told in `zone`.
    AlarmEvidence(WorkspacePage* page, QWidget* before, const OperatorZone& zone);

    void setLoading();
    void setAlarm(const overview::AlarmDetail& alarm, const QList<overview::ChainStep>& why);
    void setFailed(const QString& sentence);

    void saveLayout(QSettings& settings) const;
    void restoreLayout(const QSettings& settings);

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);
    void retryRequested();

private:
    void buildTrees();
    void buildEvents();

    OperatorZone zone_;
    TreePane* cause_;
    TreePane* impact_;
    TreePane* lastTime_;
    TablePane* eventTable_;
    overview::EventListModel* events_;
};

} // namespace trunkline::widgets
