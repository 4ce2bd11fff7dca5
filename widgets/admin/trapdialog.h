// Where traps are listened for.
#pragma once

#include "models/collection/traplistening.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QLineEdit;
class QSpinBox;

namespace trunkline::widgets {

class TrapDialog : public EntryDialog {
    Q_OBJECT
public:
    TrapDialog(Desk& desk, const collection::TrapListening& now, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    Desk& desk_;
    QLineEdit* address_;
    QSpinBox* port_;
};

} // namespace trunkline::widgets
