// How large a panel is when a workspace is shown for the first time; people's own sizes count from then on.
#pragma once

#include <QObject>

class QDockWidget;
class QMainWindow;

namespace trunkline::widgets {

/// Qt sizes panels before the page has its own size, and keeps what it squeezed; this asks once more when it is shown.
class PanelWidth : public QObject {
    Q_OBJECT
public:
    PanelWidth(QMainWindow* page, QDockWidget* panel, int pixels);
    /// A layout was restored: its sizes count.
    void forget();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QMainWindow* page_;
    QDockWidget* panel_;
    int pixels_;
    bool wanted_ = true;
};

} // namespace trunkline::widgets
