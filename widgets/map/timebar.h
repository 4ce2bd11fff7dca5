// Which time the map shows: now, or an instant of the last day.
#pragma once

#include "models/core/timestamp.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QSlider;
class QTimer;
class QToolButton;

namespace trunkline::widgets {

class TimeBar : public QWidget {
    Q_OBJECT
public:
    /// `now` is the operator's clock, `words` an instant as people read it.
    TimeBar(std::function<Timestamp()> now, std::function<QString(Timestamp)> words, QWidget* parent = nullptr);

    /// The past instant that was chosen; nothing for now.
    std::optional<Timestamp> shown() const { return shown_; }

public Q_SLOTS:
    void showNow();

Q_SIGNALS:
    /// shown() is another one. While the slider is drawn, at most a few times a second.
    void chosen();

private:
    void take(int minutesAgo);
    void tell();

    std::function<Timestamp()> now_;
    std::function<QString(Timestamp)> words_;
    std::optional<Timestamp> shown_;
    QSlider* slider_;
    QLabel* label_;
    QToolButton* back_;
    QTimer* settle_;
};

} // namespace trunkline::widgets
