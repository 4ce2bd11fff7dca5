// Limits that a person sets in place of those of the device and its profile, with the reason.
#pragma once

#include "models/overview/gaugelist.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

#include <array>

class QCheckBox;
class QLineEdit;

namespace trunkline::widgets {

class LimitsDialog : public EntryDialog {
    Q_OBJECT
public:
    LimitsDialog(Desk& desk, const overview::GaugeRow& row, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    performance::Limits typed() const;

    Desk& desk_;
    GaugeId id_;
    std::array<QLineEdit*, 4> fields_{}; ///< low, low warning, high warning, high
    QLineEdit* reason_;
    QCheckBox* own_; ///< back to those of device and profile
};

} // namespace trunkline::widgets
