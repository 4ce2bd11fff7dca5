// Users: who may sign in, and with which roles.
#pragma once

#include "models/access/usermodel.h"
#include "widgets/admin/adminpage.h"
#include "widgets/common/tablepane.h"

namespace trunkline::widgets {

class UsersPage : public AdminPage {
    Q_OBJECT
public:
    UsersPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    QString title() const override { return tr("Users"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("user")}; }
    QStringList targetKinds() const override { return {QStringLiteral("user")}; }
    void showTarget(const Target& target) override { table_->select(target.id); }
    QList<QAction*> pageActions() const override { return {new_}; }

private:
    void create();
    void askToSwitch();
    void switchTo(const QString& name, bool active);
    const access::User* chosen() const { return model_.find(table_->currentKey().toString()); }

    access::UserModel model_;
    QAction* new_;
    QPushButton* switch_;
    QString toSelect_;
    Asking listAnswer_;
};

} // namespace trunkline::widgets
