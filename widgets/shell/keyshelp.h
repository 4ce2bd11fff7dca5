// All keys of the panel in view, over the window; any key or click closes it.
#pragma once

#include "widgets/shell/workspace.h"

#include <QFrame>
#include <QPointer>

class QGridLayout;
class QLabel;

namespace trunkline::widgets {

class KeysHelp : public QFrame {
    Q_OBJECT
public:
    explicit KeysHelp(QWidget* parent);

    /// `help` may be empty: then only the keys.
    void open(const QString& title, const QString& help, const QList<KeyHint>& panelKeys, const QList<KeyHint>& windowKeys);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fill(QGridLayout& grid, const QString& heading, const QList<KeyHint>& keys);

    QLabel* title_;
    QLabel* help_;
    QGridLayout* left_;
    QGridLayout* right_;
    QPointer<QWidget> focusBefore_;
};

} // namespace trunkline::widgets
