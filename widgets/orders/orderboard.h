// The orders as cards under the states they go through: what waits, what is done, what fell out.
#pragma once

#include "models/ordering/ordermodel.h"

#include <QWidget>

class QLabel;
class QListView;

namespace trunkline::widgets {

class Desk;

class OrderBoard : public QWidget {
    Q_OBJECT
public:
    /// Shows what `orders` shows, filtered alike. Both outlive it.
    OrderBoard(Desk& desk, const ordering::OrderModel& orders, QWidget* parent = nullptr);

    /// Makes the card of this order current; false when it is not shown.
    bool select(const QString& key);

Q_SIGNALS:
    void currentChanged(const QVariant& key);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Lane {
        std::unique_ptr<ordering::OrderModel> cards;
        QLabel* title = nullptr;
        QListView* view = nullptr;
    };

    Lane makeLane(ordering::OrderLane lane);
    void fill();
    void chosenIn(QListView* view, const QModelIndex& card);
    bool moveFocus(const QObject* from, int step);

    Desk& desk_;
    const ordering::OrderModel& orders_;
    std::vector<Lane> lanes_;
    bool filling_ = false;
};

} // namespace trunkline::widgets
