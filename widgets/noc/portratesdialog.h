// What a person says of a port's speed: the rate of its line, where the device says it wrongly or not at all, and what was bought of it.
#pragma once

#include "models/inventory/device.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

#include <QAction>

class QLineEdit;

namespace trunkline::widgets {

class PortRatesDialog : public EntryDialog {
    Q_OBJECT
public:
    /// `desk` outlives it.
    PortRatesDialog(Desk& desk, const QString& deviceName, const inventory::Port& port, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    Desk& desk_;
    PortId id_;
    QLineEdit* line_;
    QLineEdit* contract_;
    QLineEdit* reason_;
};

/// The action of a port that opens the form; off for who may not edit the inventory.
class PortRatesAction : public QAction {
    Q_OBJECT
public:
    /// `desk` and `window` outlive it.
    PortRatesAction(Desk& desk, QWidget* window, QObject* parent);

    void setPort(const QString& deviceName, const inventory::Port& port);

private:
    QString deviceName_;
    inventory::Port port_;
};

} // namespace trunkline::widgets
