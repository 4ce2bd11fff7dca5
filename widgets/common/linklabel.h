// A name that leads somewhere: click, Enter or Space opens it.
#pragma once

#include "models/core/itemroles.h"

#include <QClipboard>
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
    /// Lets words that are longer than a line break within (object identifiers, engine ids), without changing what is copied or read out.
    void breakLongWords();

Q_SIGNALS:
    void activated(const trunkline::Target& target);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void copySelection(QClipboard::Mode mode) const;

    Target target_;
};

} // namespace trunkline::widgets
