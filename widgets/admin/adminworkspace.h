// Admin: what the house itself needs, a page each.
#pragma once

#include "widgets/admin/collectorpage.h"
#include "widgets/admin/errands.h"
#include "widgets/common/watched.h"
#include "widgets/shell/workspace.h"

#include <QSet>
#include <QTabWidget>

namespace trunkline::widgets {

class JobList;

class AdminWorkspace : public QObject, public Workspace {
    Q_OBJECT
public:
    /// All outlive it; `errands` are kept.
    AdminWorkspace(Desk& desk, DetailPane& detail, JobList& jobs, const store::Sealer& sealer, NetworkErrands errands);
    ~AdminWorkspace() override;

    QString id() const override { return QStringLiteral("admin"); }
    QString title() const override { return tr("Admin"); }
    QIcon icon() const override;
    QWidget* widget() override { return tabs_; }
    void refresh() override;
    QStringList targetKinds() const override;
    void showTarget(const Target& target) override;
    QList<KeyHint> keys() const override;
    QString help() const override;
    QList<QAction*> actions() const override;
    void activated() override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

    CollectorPage& collector() { return *collector_; }
    /// "credentials", "collector" …: the page's object name without its end.
    void showPage(const QString& name);

private:
    AdminPage* current() const;
    void lookAgain(AdminPage& page);

    DetailPane& detail_;
    NetworkErrands errands_;
    Watched<QTabWidget> tabs_; ///< the window owns it
    CollectorPage* collector_;
    QList<AdminPage*> pages_;
    QSet<AdminPage*> stale_; ///< to be read when they come into view
};

} // namespace trunkline::widgets
