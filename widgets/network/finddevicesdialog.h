// Where to begin to look for the network: one address, from which neighbours lead on.
#pragma once

#include "widgets/desk/desk.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QSpinBox;

namespace trunkline::widgets {

class FindDevicesDialog : public QDialog {
    Q_OBJECT
public:
    explicit FindDevicesDialog(const std::optional<DiscoveryRequest>& proposed, QWidget* parent = nullptr);

Q_SIGNALS:
    void asked(const trunkline::widgets::DiscoveryRequest& request);

private:
    void check();

    QLineEdit* address_;
    QSpinBox* port_;
    QPushButton* start_;
};

} // namespace trunkline::widgets
