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
    /// `ports` becomes the first tab. Of the whole network, or of one device at a time, see setDevice(): two that remember their columns apart.
    /// `desk` outlives the lists.
    enum class Scope { Network, Device };
    MeasureLists(Desk& desk, QWidget* ports, const QString& portsTitle, Scope scope = Scope::Network, QWidget* parent = nullptr);

    /// The device that the lists are of.
    void setDevice(DeviceId device);
    DeviceId device() const { return device_; }
    void refresh();
    void saveLayout(QSettings& settings) const;
    void restoreLayout(const QSettings& settings);

Q_SIGNALS:
    void gaugeChosen(trunkline::GaugeId id);
    void targetActivated(const trunkline::Target& target);

private:
    void addTable(TablePane* table, TableModel* model, const QString& title, const QString& spoken, const QString& empty);
    void hideColumns(TablePane* table, QStringList hidden);
    void chooseGauge(TablePane* table, const QVariant& key);

    Desk& desk_;
    Scope scope_;
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
