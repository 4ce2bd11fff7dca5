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
    /// `words` say what will happen; the fields are `objectName`Address and `objectName`Port.
    AddressDialog(const QString& objectName, const QString& title, const QString& words, const QString& saveText, const std::optional<DiscoveryRequest>& proposed,
                  QWidget* parent = nullptr);

Q_SIGNALS:
    void asked(const trunkline::widgets::DiscoveryRequest& request);

protected:
    void save() override;

private:
    QLineEdit* address_;
    QSpinBox* port_;
};

} // namespace trunkline::widgets
