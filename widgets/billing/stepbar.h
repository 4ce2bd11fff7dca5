// Where one is on the way through some steps, with a figure under each that is behind.
#pragma once

#include <QList>
#include <QWidget>

class QLabel;

namespace trunkline::widgets {

class StepBar : public QWidget {
    Q_OBJECT
public:
    /// The figures are called stepFigure-0, stepFigure-1 …
    explicit StepBar(const QStringList& titles, QWidget* parent = nullptr);

    /// Figures of later steps are not known yet.
    void setCurrent(int step);
    void setFigure(int step, const QString& figure);

private:
    QStringList words_;
    QList<QLabel*> titles_;
    QList<QLabel*> figures_;
};

} // namespace trunkline::widgets
