// The forms about users: a new one with roles, other roles, another password.
#pragma once

#include "models/access/userservice.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QCheckBox;
class QLineEdit;

namespace trunkline::widgets {

/// Roles as boxes to tick.
class RoleBoxes {
public:
    /// Adds its rows to a form.
    RoleBoxes(QFormLayout& form, const QList<access::Role>& ticked);
    QList<access::Role> chosen() const;

private:
    QList<std::pair<access::Role, QCheckBox*>> boxes_;
};

class NewUserDialog : public EntryDialog {
    Q_OBJECT
public:
    explicit NewUserDialog(Desk& desk, QWidget* parent = nullptr);

Q_SIGNALS:
    void created(const QString& id);

protected:
    void save() override;

private:
    Desk& desk_;
    QLineEdit* name_;
    QLineEdit* displayName_;
    QLineEdit* password_;
    QLineEdit* again_;
    RoleBoxes roles_;
};

class RolesDialog : public EntryDialog {
    Q_OBJECT
public:
    RolesDialog(Desk& desk, const access::User& user, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    Desk& desk_;
    QString user_;
    RoleBoxes roles_;
};

class PasswordDialog : public EntryDialog {
    Q_OBJECT
public:
    PasswordDialog(Desk& desk, const access::User& user, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    Desk& desk_;
    QString user_;
    QLineEdit* password_;
    QLineEdit* again_;
};

} // namespace trunkline::widgets
