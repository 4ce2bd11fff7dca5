#include "widgets/noc/panelwidth.h"

#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <QTimer>

namespace trunkline::widgets {

PanelWidth::PanelWidth(QMainWindow* page, QDockWidget* panel, int pixels) : QObject(page), page_(page), panel_(panel), pixels_(pixels)
{
    page->installEventFilter(this);
}

void PanelWidth::forget()
{
    wanted_ = false;
}

bool PanelWidth::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == page_ && event->type() == QEvent::Show && wanted_) {
        wanted_ = false;
        QTimer::singleShot(0, this, [this] { page_->resizeDocks({panel_}, {pixels_}, Qt::Horizontal); }); // the layout runs first
    }
    return false;
}

} // namespace trunkline::widgets
