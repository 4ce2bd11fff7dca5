// A message where the work is, never a modal box: what happened, why, what to do, and a button that does it.
#pragma once

#include "models/core/itemroles.h"

#include <QFrame>
#include <QString>

class QLabel;
class QPushButton;
class QToolButton;

namespace trunkline::widgets {

struct Notice {
    Tone tone = Tone::Bad;
    QString what;       ///< "The invoice was not posted."
    QString why = {};        ///< "The database is locked by another program."
    QString todo = {};       ///< "Close the other program, then try again."
    QString actionText = {}; ///< "Try again"; no button when empty
    bool operator==(const Notice&) const = default;
};

class NoticeBar : public QFrame {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);

    /// Shows it and tells screen readers.
    void showNotice(const Notice& notice);
    /// Gone, without a signal.
    void clear();
    const Notice& notice() const { return notice_; }

Q_SIGNALS:
    void actionTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void recolour();

    Notice notice_;
    QLabel* mark_;
    QLabel* what_;
    QLabel* detail_;
    QPushButton* action_;
    QToolButton* close_;
};

} // namespace trunkline::widgets
