// The workspaces, one button each, at the left edge.
#pragma once

#include <QWidget>

class QButtonGroup;
class QIcon;
class QToolButton;
class QVBoxLayout;

namespace trunkline::widgets {

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    void addWorkspace(const QString& id, const QString& title, const QIcon& icon, const QString& shortcut);
    void setCurrent(int number);

Q_SIGNALS:
    void chosen(int number);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* buttons_;
    QVBoxLayout* column_;
};

} // namespace trunkline::widgets
