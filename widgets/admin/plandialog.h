// A discovery plan as a form: where to begin, in which domain, how often.
#pragma once

#include "models/collection/discoveryplan.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace trunkline::widgets {

class PlanDialog : public EntryDialog {
    Q_OBJECT
public:
    /// Without a known plan a new one is made.
    PlanDialog(Desk& desk, const std::optional<collection::DiscoveryPlan>& known, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const QString& planId);

protected:
    void save() override;

private:
    QPlainTextEdit* addLines(const char* objectName, const QString& label, const QString& example);
    void show(const collection::DiscoveryPlan& plan);
    collection::DiscoveryPlan draft() const;

    Desk& desk_;
    std::optional<collection::DiscoveryPlan> known_;
    QLineEdit* name_;
    QPlainTextEdit* seeds_;
    QPlainTextEdit* ranges_;
    QLineEdit* domain_;
    QPlainTextEdit* within_;
    QCheckBox* neighbours_;
    QSpinBox* hours_;
    QSpinBox* port_;
    QSpinBox* most_;
};

} // namespace trunkline::widgets
