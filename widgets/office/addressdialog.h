// Which device is meant: its address and SNMP port.
#pragma once

#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QLineEdit;
class QSpinBox;

namespace trunkline::widgets {

class AddressDialog : public EntryDialog {
    Q_OBJECT
public:
    /// `words` say what will happen; an address with its port behind it ("192.0.2.1:1161") fills in both. The fields are `objectName`Address and `objectName`Port.
    AddressDialog(const QString& objectName, const QString& title, const QString& words, const QString& saveText, const std::optional<DiscoveryRequest>& proposed,
                  QWidget* parent = nullptr);

Q_SIGNALS:
    void asked(const trunkline::widgets::DiscoveryRequest& request);

protected:
    void save() override;

private:
    void takePort();

    QLineEdit* address_;
    QSpinBox* port_;
};

/// Where to begin to look for the network; what is asked goes to the desk. The caller opens it.
AddressDialog* findDevicesDialog(Desk& desk, const std::optional<DiscoveryRequest>& proposed, QWidget* parent);

} // namespace trunkline::widgets
