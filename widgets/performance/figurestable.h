// A time's traffic in figures: a row a line of the chart, least, mean, most and the 95th percentile.
#pragma once

#include "models/performance/figures.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace trunkline::widgets {

struct FiguresRow {
    QString key;  ///< "in", "out", "0" … "3": the object names are figure-<key>-min …
    QString name; ///< "In", or the port
    performance::RateFigures figures;
};

class FiguresTable : public QWidget {
    Q_OBJECT
public:
    explicit FiguresTable(QWidget* parent = nullptr);
    void setRows(const QList<FiguresRow>& rows);

private:
    void build(const QList<FiguresRow>& rows);

    QGridLayout* grid_;
    QStringList shown_;             ///< "in/In": what the labels stand for
    QHash<QString, QLabel*> cells_; ///< "in-min" … "out-percentile95"
};

} // namespace trunkline::widgets
