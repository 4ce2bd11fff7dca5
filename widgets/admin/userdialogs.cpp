#include "widgets/admin/userdialogs.h"

#include "widgets/desk/asking.h"
#include "widgets/office/formfields.h"

#include <QCheckBox>

namespace trunkline::widgets {

static QLineEdit* addPassword(QFormLayout& form, const char* objectName, const QString& label)
{
    QLineEdit* line = addLine(form, QString::fromLatin1(objectName), label);
    line->setEchoMode(QLineEdit::Password);
    return line;
}

/// What was typed twice. Throws InvalidInput when the two differ.
static QString agreedPassword(const QLineEdit& password, const QLineEdit& again)
{
    if (password.text() != again.text())
        throw InvalidInput(PasswordDialog::tr("The two passwords differ; type the same one twice."));
    return password.text();
}

RoleBoxes::RoleBoxes(QFormLayout& form, const QList<access::Role>& ticked)
{
    for (const access::Role role : access::allRoles()) {
        auto* box = new QCheckBox(access::titleOf(role));
        box->setObjectName(QStringLiteral("role-") + access::nameOf(role));
        QStringList permissions;
        for (const access::Permission permission : access::allPermissions())
            if (access::permissionsOf(role).contains(permission))
                permissions.append(access::nameOf(permission));
        box->setToolTip(permissions.join(QStringLiteral(", ")));
        box->setChecked(ticked.contains(role));
        form.addRow(boxes_.isEmpty() ? RolesDialog::tr("Roles") : QString(), box);
        boxes_.append({role, box});
    }
}

QList<access::Role> RoleBoxes::chosen() const
{
    QList<access::Role> roles;
    for (const auto& [role, box] : boxes_)
        if (box->isChecked())
            roles.append(role);
    return roles;
}

NewUserDialog::NewUserDialog(Desk& desk, QWidget* parent)
    : EntryDialog(QStringLiteral("newUserDialog"), tr("New user"), tr("Add user"), parent), desk_(desk),
      name_(addLine(*form(), QStringLiteral("userName"), tr("&User name"))), displayName_(addLine(*form(), QStringLiteral("userDisplayName"), tr("&Name"))),
      password_(addPassword(*form(), "userPassword", tr("&Password"))), again_(addPassword(*form(), "userPasswordAgain", tr("Password &again"))), roles_(*form(), {})
{
    password_->setToolTip(tr("Ten characters or more. Without one the user can sign in at a database on this computer only."));
    name_->setFocus();
}

void NewUserDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), name = name_->text().trimmed(), shown = displayName_->text().trimmed(), roles = roles_.chosen(),
                                           password = agreedPassword(*password_, *again_)](store::Context& context) {
        return access::UserService(context).create(actor, name, shown, roles, password);
    }), [this](const access::User& user) {
        Q_EMIT created(user.id.toString());
        accept();
    }, [this](const Error& error) { refuse(error); });
}

RolesDialog::RolesDialog(Desk& desk, const access::User& user, QWidget* parent)
    : EntryDialog(QStringLiteral("rolesDialog"), tr("Roles of %1").arg(user.name), tr("Save"), parent), desk_(desk), user_(user.name), roles_(*form(), user.roles)
{
}

void RolesDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), user = user_, roles = roles_.chosen()](store::Context& context) {
        access::UserService(context).setRoles(actor, user, roles);
        return user;
    }), [this](const QString&) { accept(); }, [this](const Error& error) { refuse(error); });
}

PasswordDialog::PasswordDialog(Desk& desk, const access::User& user, QWidget* parent)
    : EntryDialog(QStringLiteral("passwordDialog"), tr("New password of %1").arg(user.name), tr("Set password"), parent), desk_(desk), user_(user.name),
      password_(addPassword(*form(), "newPassword", tr("&Password"))), again_(addPassword(*form(), "newPasswordAgain", tr("Password &again")))
{
    password_->setToolTip(tr("Ten characters or more"));
    password_->setFocus();
}

void PasswordDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), user = user_, password = agreedPassword(*password_, *again_)](store::Context& context) {
        access::UserService(context).setPassword(actor, user, password);
        return user;
    }), [this](const QString&) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
