// Tax classes and their rates, each from a day on.
#pragma once

#include "models/catalogue/taxratemodel.h"
#include "widgets/admin/adminpage.h"
#include "widgets/office/entrydialog.h"

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace trunkline::widgets {

class TaxesPage : public AdminPage {
    Q_OBJECT
public:
    TaxesPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    QString title() const override { return tr("Taxes"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("taxRate")}; }

private:
    void addRate();

    catalogue::TaxRateModel model_;
    Asking listAnswer_;
};

/// A rate of a class from a day on; what was billed before keeps its own.
class TaxRateDialog : public EntryDialog {
    Q_OBJECT
public:
    /// `like` proposes the class; nothing for a new one.
    TaxRateDialog(Desk& desk, const QStringList& classes, const std::optional<catalogue::TaxRate>& like, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    QComboBox* class_;
    QLineEdit* rate_;
    QComboBox* category_;
    QLineEdit* reason_;
    QDateEdit* from_;
};

} // namespace trunkline::widgets
