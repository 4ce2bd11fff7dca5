// An opened device: what it is in one line, its front, and its ports as a table, beside what its parts measure. Front and table of ports
// follow each other.
#pragma once

#include "models/overview/deviceview.h"
#include "widgets/desk/desk.h"
#include "widgets/network/faceplate.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QSettings;

namespace trunkline::widgets {

class GaugeChart;
class MeasureLists;
class TablePane;

class DevicePanel : public QWidget {
    Q_OBJECT
public:
    /// `desk` outlives the panel.
    explicit DevicePanel(Desk& desk, QWidget* parent = nullptr);

    void setLoading();
    void setDevice(const overview::DeviceDetail& device);
    void setFailed(const QString& sentence);
    void saveLayout(QSettings& settings) const;
    void restoreLayout(const QSettings& settings);
    Faceplate* faceplate() const { return plate_; }

Q_SIGNALS:
    void portSelected(const QString& id);
    void portOpened(const QString& id); ///< double click or Enter: its traffic is wanted
    void targetActivated(const trunkline::Target& target);
    void retryRequested();

private:
    QWidget* buildLists();
    void follow(const QString& id);

    QLabel* summary_;
    Faceplate* plate_;
    QScrollArea* front_;
    TablePane* table_;
    overview::PortListModel* model_;
    MeasureLists* lists_;
    GaugeChart* gauge_; ///< of the sensor that is chosen; not beside the ports
    bool syncing_ = false;
};

/// What the faceplate is told of the physical ports among `rows`.
QList<FacePort> facePortsOf(const QList<overview::PortRow>& rows);
/// "MX240 · software 21.4R3 · serial JN1233 · 12 ports, 8 up · 3 in use, 4 free".
QString deviceSummary(const overview::DeviceDetail& device);

} // namespace trunkline::widgets
