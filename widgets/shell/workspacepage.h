// A page with dock panels of its own, for workspaces that have more than one view.
#pragma once

#include <QMainWindow>

class QDockWidget;

namespace trunkline::widgets {

class WorkspacePage : public QMainWindow {
    Q_OBJECT
public:
    explicit WorkspacePage(const QString& objectName, QWidget* parent = nullptr);

    /// `objectName` is the key of the saved layout. The panel can be moved, floated and closed.
    QDockWidget* addPanel(const QString& objectName, const QString& title, QWidget* content, Qt::DockWidgetArea area);
};

} // namespace trunkline::widgets
