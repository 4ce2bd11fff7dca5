// A tree of lines under the table of alarms: text and detail, names as links, all unfolded at first.
#pragma once

#include "models/overview/alarmtrees.h"

#include <QWidget>

class QStackedWidget;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace trunkline::widgets {

class EmptyState;

class TreePane : public QWidget {
    Q_OBJECT
public:
    /// `name` is the object name; the tree in it is `name`Tree.
    explicit TreePane(const QString& name, QWidget* parent = nullptr);

    /// What is said while there are no lines.
    void setEmptySentence(const QString& sentence);
    void setLoading();
    /// The same lines again change nothing: what people folded stays folded.
    void setLines(const QList<overview::TreeLine>& lines);
    const QList<overview::TreeLine>& lines() const { return lines_; }

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);

private:
    void add(QStandardItem* parent, const overview::TreeLine& line);
    void follow(const QModelIndex& index);

    QList<overview::TreeLine> lines_;
    QStackedWidget* pages_;
    EmptyState* empty_;
    QTreeView* tree_;
    QStandardItemModel* model_;
};

} // namespace trunkline::widgets
