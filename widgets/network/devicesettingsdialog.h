// What people say of a device: what it is for, how it is looked whether it can be reached, whose time its log is in.
#pragma once

#include "models/inventory/device.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace trunkline::widgets {

class DeviceSettingsDialog : public EntryDialog {
    Q_OBJECT
public:
    DeviceSettingsDialog(Desk& desk, const inventory::Device& device, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    /// Throws InvalidInput for what is no port.
    inventory::Checks checks() const;

    Desk& desk_;
    inventory::Device device_;
    QComboBox* role_;
    QCheckBox* ping_;
    QLineEdit* ports_;
    QSpinBox* every_;
    QSpinBox* misses_;
    QLineEdit* zone_;
};

} // namespace trunkline::widgets
