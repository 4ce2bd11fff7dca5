// The desktop of one operator: the station behind it, the window before it, and what ties the two.
#pragma once

#include "app/desktop/collectorwatch.h"
#include "app/desktop/opening.h"
#include "models/collection/discovery.h"
#include "models/overview/searchindex.h"
#include "widgets/common/joblist.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/statusparts.h"

#include <QElapsedTimer>
#include <QSettings>
#include <QTimer>

#include <memory>

namespace trunkline::widgets {
class AdminWorkspace;
class Workspace;
struct NetworkErrands;
}

namespace trunkline::desktop {

class Desktop : public QObject {
    Q_OBJECT
public:
    /// `ground` lives on this thread; nothing is waited for here. `settingsFile` keeps the layout; empty for this user's own.
    explicit Desktop(Ground ground, const QString& settingsFile = {}, QObject* parent = nullptr);
    ~Desktop() override;

    widgets::MainWindow& window() { return *window_; }
    widgets::Desk& desk() { return *desk_; }
    station::Station& station() { return *station_; }
    /// Null for real operators.
    DemoNetwork* demoNetwork() { return demo_.get(); }

    /// Reads the network from one address on, as a job.
    void discover(const widgets::DiscoveryRequest& request);

Q_SIGNALS:
    /// A discovery ended; `failure` is empty when it found the seed.
    void discovered(const QString& failure);

private:
    class Exploration;
    using ShowJob = std::function<void(const QString& detail, widgets::JobView::State state)>;
    collection::DiscoveryReport readNetwork(const widgets::DiscoveryRequest& request, Exploration& exploration, const ShowJob& show);
    void cancelJob(const QString& id);
    void addWorkspaces();
    void connectStation();
    void connectWindow();
    widgets::NetworkErrands networkErrands();
    void addDemoBar();
    void offerLinesToCut(class QMenu& menu);
    void letTimePass(std::int64_t ms);
    void letTimePassToMonthEnd();
    void showPolling();
    void showDatabase();
    void showClock();
    void search(const QString& query, quint64 generation);
    void refreshAlarmCounts();
    void showTime();
    void complain(const QString& what, const QString& why);

    std::unique_ptr<QSettings> settings_;
    std::unique_ptr<station::Station> station_;
    std::unique_ptr<DemoNetwork> demo_;
    std::unique_ptr<widgets::Desk> desk_;
    std::unique_ptr<widgets::MainWindow> window_;
    std::vector<std::unique_ptr<widgets::Workspace>> workspaces_;
    widgets::AdminWorkspace* admin_ = nullptr;
    std::shared_ptr<const overview::TextIndex> index_; ///< what the find box searches; null when something changed
    CollectorWatch collector_;
    QHash<QString, std::shared_ptr<Exploration>> explorations_; ///< by job; those that have not ended
    QElapsedTimer demoTime_; ///< since time began to pass
    QThreadPool jobs_;
    QThreadPool errands_; ///< short questions to single devices, not behind a discovery
    QTimer clockTick_;
    int discoveries_ = 0;
};

} // namespace trunkline::desktop
