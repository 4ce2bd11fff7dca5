// A version of an offering as a draft: its price and terms, and what it would have changed last month, before it is published.
#pragma once

#include "models/billing/effectmodel.h"
#include "widgets/desk/asking.h"
#include "widgets/office/entrydialog.h"

class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace trunkline::widgets {

class Desk;
class TablePane;

class OfferingDialog : public EntryDialog {
    Q_OBJECT
public:
    /// The next version of `known`, or a new offering. Both outlive it.
    OfferingDialog(Desk& desk, const std::optional<catalogue::Offering>& known, QWidget* parent = nullptr);

Q_SIGNALS:
    void published();

protected:
    void save() override;

private:
    void addPrice();
    void addTerms();
    void addEffect();
    void showKnown();
    /// Throws InvalidInput for what was typed.
    catalogue::OfferingDraft draft() const;
    void tryDraft();

    Desk& desk_;
    const std::optional<catalogue::Offering> known_;
    Asking answer_;
    billing::EffectModel model_;
    QLineEdit* code_ = nullptr;
    QLineEdit* name_ = nullptr;
    QLineEdit* price_ = nullptr;
    QComboBox* interval_ = nullptr;
    QComboBox* timing_ = nullptr;
    QLineEdit* setup_ = nullptr;
    QLineEdit* vat_ = nullptr;
    QLineEdit* taxClass_ = nullptr;
    QSpinBox* downMbit_ = nullptr;
    QSpinBox* upMbit_ = nullptr;
    QSpinBox* trial_ = nullptr;
    QSpinBox* term_ = nullptr;
    QLineEdit* termination_ = nullptr;
    QLineEdit* suspended_ = nullptr;
    QLineEdit* parts_ = nullptr;
    QLineEdit* options_ = nullptr;
    QDateEdit* from_ = nullptr;
    QLabel* summary_ = nullptr;
    TablePane* effects_ = nullptr;
};

/// "TV, PHONE=90": parts of a bundle, each included or for a percentage of its own price. Throws InvalidInput.
QList<catalogue::BundleItem> bundleFrom(const QString& text);
QString bundleText(const QList<catalogue::BundleItem>& items);

} // namespace trunkline::widgets
