#include "widgets/common/targetdrag.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDataStream>
#include <QDrag>
#include <QIODevice>
#include <QMimeData>
#include <QMouseEvent>

namespace trunkline::widgets {

namespace {

const QString targetMime = QStringLiteral("application/x-trunkline-targets");

} // namespace

QMimeData* mimeOf(const QList<Target>& targets)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const Target& target : targets)
        stream << target.kind << target.id;
    auto* data = new QMimeData;
    data->setData(targetMime, bytes);
    return data;
}

QList<Target> targetsIn(const QMimeData* data)
{
    QList<Target> targets;
    if (!data || !data->hasFormat(targetMime))
        return targets;
    QDataStream stream(data->data(targetMime));
    while (!stream.atEnd() && stream.status() == QDataStream::Ok) {
        Target target;
        stream >> target.kind >> target.id;
        targets.append(target);
    }
    return targets;
}

TargetDrag::TargetDrag(QAbstractItemView* view, Chosen chosen) : QObject(view), view_(view), chosen_(std::move(chosen))
{
    view->viewport()->installEventFilter(this);
}

bool TargetDrag::eventFilter(QObject*, QEvent* event)
{
    const auto* mouse = dynamic_cast<QMouseEvent*>(event);
    if (!mouse)
        return false;
    if (event->type() == QEvent::MouseButtonPress) {
        pressedAt_ = mouse->position().toPoint();
        begun_ = false;
        pressed_ = mouse->button() == Qt::LeftButton && view_->indexAt(pressedAt_).isValid();
    } else if (event->type() == QEvent::MouseButtonRelease) {
        pressed_ = false;
    } else if (event->type() == QEvent::MouseMove && pressed_ && mouse->buttons().testFlag(Qt::LeftButton)) {
        if (!begun_ && (mouse->position().toPoint() - pressedAt_).manhattanLength() >= QApplication::startDragDistance()) {
            begun_ = true;
            begin();
        }
        return true; // the view would select what the pointer passes
    }
    return false;
}

void TargetDrag::begin()
{
    const QList<Target> targets = chosen_();
    if (targets.isEmpty())
        return;
    auto* drag = new QDrag(view_); // Qt's to delete
    drag->setMimeData(mimeOf(targets));
    drag->exec(Qt::CopyAction);
}

} // namespace trunkline::widgets
