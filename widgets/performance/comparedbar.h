// The ports that one chart compares, and which direction of theirs it shows.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace trunkline::widgets {

class ComparedBar : public QWidget {
    Q_OBJECT
public:
    explicit ComparedBar(QWidget* parent = nullptr);

    /// Their names; hidden for one alone.
    void setPorts(const QStringList& names);
    bool showsIn() const;

Q_SIGNALS:
    void removed(int place); ///< this one is not wanted any more
    void directionChanged();

private:
    QHBoxLayout* row_;
    QToolButton* in_;
    QToolButton* out_;
    QList<QToolButton*> chips_;
};

} // namespace trunkline::widgets
