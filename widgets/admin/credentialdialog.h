// The form of a credential. It never shows a secret that is stored; a secret that is left empty stays as it is.
#pragma once

#include "models/inventory/credential.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace trunkline::widgets {

class CredentialDialog : public EntryDialog {
    Q_OBJECT
public:
    /// For a new one. All outlive the dialog.
    CredentialDialog(Desk& desk, const store::Sealer& sealer, QWidget* parent = nullptr);
    /// `known` comes without its secrets.
    CredentialDialog(Desk& desk, const store::Sealer& sealer, const inventory::Credential& known, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const trunkline::CredentialId& id);

protected:
    void save() override;

private:
    CredentialDialog(Desk& desk, const store::Sealer& sealer, const std::optional<inventory::Credential>& known, const QString& title, const QString& saveText, QWidget* parent);
    QLineEdit* addSecret(const char* objectName, const QString& label);
    void fillChoices();
    void show(const inventory::Credential& known);
    /// Only the fields that the version and protocols have a use for.
    void showFields();
    inventory::Credential draft() const;

    Desk& desk_;
    const store::Sealer& sealer_;
    std::optional<inventory::Credential> known_;
    QLineEdit* name_;
    QComboBox* version_;
    QLineEdit* community_;
    QLineEdit* user_;
    QComboBox* auth_;
    QLineEdit* authPassword_;
    QComboBox* priv_;
    QLineEdit* privPassword_;
    QCheckBox* writing_;
};

} // namespace trunkline::widgets
