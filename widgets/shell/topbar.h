// The bar on top: back and forward, the find box, live alarm counts, shift, light or dark, who is signed in.
#pragma once

#include "models/core/severity.h"
#include "widgets/common/theme.h"

#include <QMap>
#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace trunkline::widgets {

class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);

    /// Open alarms by severity; Critical, Major and Minor always have their button, others when there are any.
    void setAlarmCounts(const QMap<Severity, int>& counts);
    void setShift(const QString& text);
    void setActor(const QString& name, const QString& role);
    /// For the program: sign out, profile …
    QMenu* actorMenu() const { return actorMenu_; }
    void setCanGo(bool back, bool forward);
    void showScheme(Scheme scheme);
    QPushButton* findBox() const { return find_; }

Q_SIGNALS:
    void findRequested();
    void backRequested();
    void forwardRequested();
    void alarmsRequested(trunkline::Severity severity);
    void schemeToggled();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void recolour();

    QToolButton* back_;
    QToolButton* forward_;
    QPushButton* find_;
    QMap<Severity, QToolButton*> alarms_;
    QMap<Severity, int> counts_;
    QLabel* shift_;
    QToolButton* scheme_;
    QToolButton* actor_;
    QMenu* actorMenu_;
};

} // namespace trunkline::widgets
