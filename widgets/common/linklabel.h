// A name that leads somewhere: click, Enter or Space opens it.
#pragma once

#include "models/core/itemroles.h"

#include <QLabel>

namespace trunkline::widgets {

class LinkLabel : public QLabel {
    Q_OBJECT
public:
    explicit LinkLabel(QWidget* parent = nullptr);
    LinkLabel(const QString& text, const Target& target, QWidget* parent = nullptr);

    /// Without a target it is plain text.
    void setLink(const QString& text, const Target& target);
    const Target& target() const { return target_; }

Q_SIGNALS:
    void activated(const trunkline::Target& target);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Target target_;
};

} // namespace trunkline::widgets
