// What is sold: the versions of offerings and the promotions, and the drafts of new ones.
#pragma once

#include "models/billing/effectmodel.h"
#include "models/catalogue/offeringmodel.h"
#include "widgets/desk/asking.h"
#include "widgets/office/entrydialog.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace trunkline::widgets {

class Desk;
class TablePane;

class CataloguePage : public QWidget {
    Q_OBJECT
public:
    explicit CataloguePage(Desk& desk, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const { return {offerings_, promotions_}; }

private:
    void editOffering(bool known);
    void editPromotion(bool known);
    void offerActions();

    Desk& desk_;
    Asking answer_;
    catalogue::OfferingModel offeringModel_;
    billing::PromotionModel promotionModel_;
    TablePane* offerings_;
    TablePane* promotions_;
    QPushButton* newVersion_;
    QPushButton* changePromotion_;
};

/// A code that customers name for a discount.
class PromotionDialog : public EntryDialog {
    Q_OBJECT
public:
    PromotionDialog(Desk& desk, const std::optional<catalogue::Promotion>& known, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    Desk& desk_;
    QLineEdit* code_;
    QLineEdit* name_;
    QComboBox* unit_;
    QLineEdit* off_;
    QSpinBox* periods_;
    QLineEdit* offerings_;
    QCheckBox* newCustomers_;
    QCheckBox* wholeBundle_;
    QDateEdit* from_;
};

} // namespace trunkline::widgets
