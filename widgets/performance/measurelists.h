// Sensors, transceivers and ONTs of the whole network as tables, each read when it is looked at.
#pragma once

#include "models/overview/gaugelist.h"
#include "widgets/desk/desk.h"

#include <QTabWidget>

class QSettings;

namespace trunkline::widgets {

class Asking;
class TablePane;

class MeasureLists : public QTabWidget {
    Q_OBJECT
public:
    /// `ports` becomes the first tab. Of one device only when it is given. `desk` outlives the lists.
    MeasureLists(Desk& desk, QWidget* ports, const QString& portsTitle, QWidget* parent = nullptr);

    /// Of one device only; a null one means all.
    void setDevice(DeviceId device);
    void refresh();
    void saveLayout(QSettings& settings) const;
    void restoreLayout(const QSettings& settings);

Q_SIGNALS:
    void gaugeChosen(trunkline::GaugeId id);
    void targetActivated(const trunkline::Target& target);

private:
    void addTable(TablePane* table, TableModel* model, const QString& title, const QString& spoken, const QString& empty);
    void chooseGauge(TablePane* table, const QVariant& key);

    Desk& desk_;
    DeviceId device_;
    overview::GaugeListModel* gaugeModel_;
    overview::ComponentListModel* moduleModel_;
    overview::ComponentListModel* ontModel_;
    TablePane* gauges_;
    TablePane* modules_;
    TablePane* onts_;
    Asking* asked_;
};

} // namespace trunkline::widgets
