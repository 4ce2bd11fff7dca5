// Forgetting a customer: what would happen and what would stay, what stands in the way, the reason, and a confirmation.
#pragma once

#include "models/privacy/erasure.h"
#include "widgets/desk/asking.h"
#include "widgets/office/entrydialog.h"

class QLabel;
class QLineEdit;

namespace trunkline::widgets {

class Desk;

class ErasureDialog : public EntryDialog {
    Q_OBJECT
public:
    ErasureDialog(Desk& desk, const customer::Customer& customer, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    void readPlan();
    void showPlan(const privacy::ErasurePlan& plan);

    Desk& desk_;
    customer::Customer customer_;
    QLabel* consequences_;
    QLineEdit* reason_;
    QLineEdit* number_;
    Asking planAnswer_;
};

} // namespace trunkline::widgets
