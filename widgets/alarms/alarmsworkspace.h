// The live table of alarms: whom they hit, who works on them, and the keys to handle them.
#pragma once

#include "models/overview/alarmlist.h"
#include "widgets/common/watched.h"
#include "widgets/desk/desk.h"
#include "widgets/shell/workspace.h"


#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QMainWindow;
class QToolButton;

namespace trunkline::fault {
class FaultService;
}

namespace trunkline::widgets {

class AlarmEvidence;
class Asking;
class DetailPane;
class NoticeBar;
class PromptBar;
class TablePane;

/// Targets: "alarm" (its id), and "alarms" with an id that narrows the table: a severity's key ("critical"), "device:<id>",
/// "port:<id>", or nothing for all.
class AlarmsWorkspace : public QObject, public Workspace {
    Q_OBJECT
public:
    /// Both outlive the workspace. Whoever takes widget() into a window owns it from then on.
    AlarmsWorkspace(Desk& desk, DetailPane& detail, QObject* parent = nullptr);
    ~AlarmsWorkspace() override;

    QString id() const override { return QStringLiteral("alarms"); }
    QString title() const override { return tr("Alarms"); }
    QIcon icon() const override;
    QWidget* widget() override;
    void refresh() override;
    QStringList targetKinds() const override { return {QStringLiteral("alarm"), QStringLiteral("alarms")}; }
    void showTarget(const Target& target) override;
    QList<KeyHint> keys() const override;
    QString help() const override;
    QList<QAction*> actions() const override;
    void activated() override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

Q_SIGNALS:
    /// A link in a table: the window shows it.
    void targetActivated(const trunkline::Target& target);
    /// A row was opened here: a place to come back to.
    void visited(const trunkline::Target& target);

private:
    using Verb = std::function<void(fault::FaultService&, AlarmId)>;

    void buildPage();
    QWidget* buildBar();
    void buildActions();
    QAction* addVerb(const char* name, const QString& text, const QString& key, const QString& hint, void (AlarmsWorkspace::*slot)());
    void connectDesk();
    void narrow(const QString& scope);
    void applyScope();
    void showRows(const QList<overview::AlarmRow>& rows);
    void showUndecodable(qint64 count, const QMap<QString, qint64>& bySource);
    void select(const QVariant& key);
    void askForDetail(AlarmId id, bool anew);
    void enableVerbs();
    QList<AlarmId> chosen() const;
    QList<AlarmId> chosenThat(const std::function<bool(const fault::Alarm&)>& fits) const;
    QString describe(const QList<AlarmId>& alarms) const;

    void acknowledge();
    void clear();
    void own();
    void note();
    void act(const QList<AlarmId>& alarms, const QString& failed, Verb verb);

    Desk& desk_;
    DetailPane& detail_;
    Watched<QMainWindow> page_;
    overview::AlarmListModel* model_ = nullptr;
    NoticeBar* notices_ = nullptr;
    PromptBar* prompt_ = nullptr;
    TablePane* table_ = nullptr;
    AlarmEvidence* evidence_ = nullptr;
    QCheckBox* showCleared_ = nullptr;
    QComboBox* severities_ = nullptr;
    QToolButton* scopeChip_ = nullptr;
    QLabel* undecodable_ = nullptr;
    QList<QAction*> verbs_;
    Asking* rowsAsked_;
    Asking* detailAsked_;
    QString scope_;      ///< "device:<id>", "port:<id>" or empty
    QString awaited_;    ///< an alarm to select as soon as it is loaded
    QString detailed_;   ///< the alarm whose detail was asked for last
};

} // namespace trunkline::widgets
