#include "widgets/admin/userspage.h"

#include "widgets/admin/userdialogs.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/promptbar.h"

#include <QAction>
#include <QPushButton>

namespace trunkline::widgets {

UsersPage::UsersPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : AdminPage(QStringLiteral("users"), desk, detail, parent), model_(access::userColumns(), [](const access::User& user) { return access::keyOf(user); }),
      new_(new QAction(tr("New user …"), this)), switch_(nullptr)
{
    new_->setObjectName(QStringLiteral("newUser"));
    new_->setEnabled(desk.actor().may(access::Permission::ManageUsers));
    table_->setAccessibleName(tr("Users"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("There is no user."));
    QPushButton* create = addButton("newUserButton", tr("New …"));
    create->setAccessibleName(tr("New user"));
    create->setEnabled(new_->isEnabled());
    connect(create, &QPushButton::clicked, new_, &QAction::trigger);
    connect(new_, &QAction::triggered, this, &UsersPage::create);
    const auto roles = [this] {
        if (const access::User* user = chosen())
            (new RolesDialog(desk_, *user, this))->open();
    };
    addRowButton("userRolesButton", tr("Roles …"), {}, roles);
    addRowButton("userPasswordButton", tr("Password …"), {}, [this] {
        if (const access::User* user = chosen())
            (new PasswordDialog(desk_, *user, this))->open();
    });
    switch_ = addRowButton("switchUserButton", tr("Disable …"), {}, [this] { askToSwitch(); });
    connect(table_, &TablePane::opened, this, roles);
}

QString UsersPage::help() const
{
    return tr("A user may do what its roles allow, and no more; the tip on a role lists its permissions. A disabled user can't sign in; what it did stays in the journal. "
              "Somebody who may manage users always remains.");
}

void UsersPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ManageUsers);
        return access::users(connection);
    }, [this](const QList<access::User>& users) {
        model_.replace(users);
        if (!toSelect_.isEmpty() && table_->select(toSelect_))
            toSelect_.clear();
        if (isVisible())
            showDetail();
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void UsersPage::showDetail()
{
    const access::User* user = chosen();
    if (!user)
        return detail_.clear();
    switch_->setText(user->active ? tr("Disable …") : tr("Enable"));
    Detail detail;
    detail.target = {QStringLiteral("user"), access::keyOf(*user)};
    detail.title = user->displayName.isEmpty() ? user->name : user->displayName;
    detail.subtitle = user->active ? tr("User") : tr("User, disabled");
    detail.takesNotes = false;
    QSet<access::Permission> held;
    for (const access::Role role : user->roles)
        held.unite(access::permissionsOf(role));
    FactGroup permissions{tr("May"), {}};
    for (const access::Permission permission : access::allPermissions())
        if (held.contains(permission))
            permissions.facts.append({{}, access::nameOf(permission), {}, {}, {}, true});
    detail.overview = {{{}, {{tr("User name"), user->name, {}, {}, {}, true}, {tr("Roles"), access::rolesText(*user)}, {tr("Password"), user->hasPassword ? tr("Set") : tr("None")}}}, permissions};
    present(detail);
}

void UsersPage::create()
{
    auto* dialog = new NewUserDialog(desk_, this);
    connect(dialog, &NewUserDialog::created, this, [this](const QString& id) {
        toSelect_ = id;
        refresh();
    });
    dialog->open();
}

void UsersPage::askToSwitch()
{
    const access::User* user = chosen();
    if (!user)
        return;
    if (!user->active)
        return switchTo(user->name, true);
    notices_->clear();
    prompt_->confirm({tr("Disable “%1”? They can't sign in any more until somebody enables them again; who is signed in now stays so until they leave.").arg(user->name), {}, tr("Disable"), tr("Keep"), {}},
                     [this, name = user->name] { switchTo(name, false); });
}

void UsersPage::switchTo(const QString& name, bool active)
{
    carryOut([actor = desk_.actor(), name, active](store::Context& context) {
        access::UserService(context).setActive(actor, name, active);
        return name;
    }, tr("The user stays as it was."));
}

} // namespace trunkline::widgets
