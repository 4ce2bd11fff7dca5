// One order as a timeline: taken, each task with what it changed on the network, done; what failed can be tried again.
#pragma once

#include "models/ordering/ordermodel.h"
#include "models/core/itemroles.h"
#include "models/ordering/orderrules.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace trunkline::widgets {

class Desk;
class EmptyState;
class NoticeBar;
class PromptBar;

class OrderTimeline : public QWidget {
    Q_OBJECT
public:
    explicit OrderTimeline(Desk& desk, QWidget* parent = nullptr);

    void show(const ordering::OrderRow& row, const ordering::OrderProgress& progress);
    void clear();
    NoticeBar* notices() const { return notices_; }

Q_SIGNALS:
    void retryRequested(const trunkline::OrderTaskId& task);
    void cancelRequested(const trunkline::OrderId& order);

private:
    void buildHead();
    void fill(const ordering::OrderRow& row);
    void addStep(const QString& name, Tone tone, const QString& what, const QString& when, const QStringList& evidence, bool last);
    void addTask(const ordering::OrderTask& task, bool last);
    void showCancel();
    /// Names the order and what becomes of its port and service.
    void askToCancel();

    Desk& desk_;
    ordering::OrderProgress progress_;
    ordering::OrderRow row_;
    NoticeBar* notices_;
    PromptBar* prompt_;
    EmptyState* nothing_;
    QWidget* whole_;
    QLabel* title_;
    QLabel* subtitle_;
    QPushButton* cancel_;
    QVBoxLayout* steps_;
};

} // namespace trunkline::widgets
