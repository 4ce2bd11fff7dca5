// Rows of a list as something to drag: what is dropped is a list of targets.
#pragma once

#include "models/core/itemroles.h"

#include <QObject>
#include <QPoint>

#include <functional>

class QAbstractItemView;
class QMimeData;

namespace trunkline::widgets {

/// The caller owns it.
QMimeData* mimeOf(const QList<Target>& targets);
/// Empty when the data is something else.
QList<Target> targetsIn(const QMimeData* data);

/// Lets the rows of a view be dragged away; a press alone still selects. Lives as long as the view.
class TargetDrag : public QObject {
    Q_OBJECT
public:
    using Chosen = std::function<QList<Target>()>;
    TargetDrag(QAbstractItemView* view, Chosen chosen);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void begin();

    QAbstractItemView* view_;
    Chosen chosen_;
    QPoint pressedAt_;
    bool pressed_ = false; ///< on a row, and not released since
    bool begun_ = false;
};

} // namespace trunkline::widgets
