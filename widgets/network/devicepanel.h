// An opened device: what it is in one line, its front, and its ports as a table. Front and table follow each other.
#pragma once

#include "models/overview/deviceview.h"
#include "widgets/network/faceplate.h"

#include <QWidget>

class QLabel;
class QScrollArea;

namespace trunkline::widgets {

class TablePane;

class DevicePanel : public QWidget {
    Q_OBJECT
public:
    /// `clock` outlives the panel.
    explicit DevicePanel(const Clock& clock, QWidget* parent = nullptr);

    void setLoading();
    void setDevice(const overview::DeviceDetail& device);
    void setFailed(const QString& sentence);
    TablePane* table() const { return table_; }
    Faceplate* faceplate() const { return plate_; }

Q_SIGNALS:
    void portSelected(const QString& id);
    void portOpened(const QString& id); ///< double click or Enter: its traffic is wanted
    void targetActivated(const trunkline::Target& target);
    void retryRequested();

private:
    void follow(const QString& id);

    QLabel* summary_;
    Faceplate* plate_;
    QScrollArea* front_;
    TablePane* table_;
    overview::PortListModel* model_;
    bool syncing_ = false;
};

/// What the faceplate is told of the physical ports among `rows`.
QList<FacePort> facePortsOf(const QList<overview::PortRow>& rows);
/// "MX240 · software 21.4R3 · serial JN1233 · 12 ports, 8 up · 3 in use, 4 free".
QString deviceSummary(const overview::DeviceDetail& device);

} // namespace trunkline::widgets
