#include "widgets/shell/workspacepage.h"

#include <QDockWidget>

namespace trunkline::widgets {

WorkspacePage::WorkspacePage(const QString& objectName, QWidget* parent) : QMainWindow(parent, Qt::Widget)
{
    setObjectName(objectName);
    setDockNestingEnabled(true);
    setContextMenuPolicy(Qt::NoContextMenu); // the window has the list of panels
}

QDockWidget* WorkspacePage::addPanel(const QString& objectName, const QString& title, QWidget* content, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(objectName);
    dock->setWidget(content);
    addDockWidget(area, dock);
    return dock;
}

} // namespace trunkline::widgets
