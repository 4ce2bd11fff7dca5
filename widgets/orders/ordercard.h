// Draws an order as a card: its number and state, for whom, what, where, and since when.
#pragma once

#include <QStyledItemDelegate>

namespace trunkline::widgets {

class Desk;

class OrderCard : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Reads an OrderModel. The desk outlives it.
    explicit OrderCard(const Desk& desk, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Desk& desk_;
};

} // namespace trunkline::widgets
