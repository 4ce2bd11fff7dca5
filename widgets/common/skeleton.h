// Rows in grey while a list is on its way: nothing moves, nothing blinks.
#pragma once

#include <QWidget>

namespace trunkline::widgets {

class Skeleton : public QWidget {
    Q_OBJECT
public:
    explicit Skeleton(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace trunkline::widgets
