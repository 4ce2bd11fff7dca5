// Credentials: in the order in which they are tried, who needs them, and whether they open a device.
#pragma once

#include "models/inventory/credentialmodel.h"
#include "widgets/admin/adminpage.h"
#include "widgets/admin/errands.h"
#include "widgets/common/tablepane.h"

namespace trunkline::widgets {

class JobList;

class CredentialsPage : public AdminPage {
    Q_OBJECT
public:
    /// All outlive it.
    CredentialsPage(Desk& desk, DetailPane& detail, JobList& jobs, const store::Sealer& sealer, const NetworkErrands& errands, QWidget* parent = nullptr);

    QString title() const override { return tr("Credentials"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("credential"), QStringLiteral("device")}; }
    QStringList targetKinds() const override { return {QStringLiteral("credential")}; }
    void showTarget(const Target& target) override { table_->select(target.id); }
    QList<QAction*> pageActions() const override { return {new_}; }

private:
    void buildTools();
    void showDialog(const std::optional<inventory::Credential>& known);
    void edit();
    void askToRemove();
    /// Up is -1, down 1.
    void moveBy(int places);
    void askToTry();
    void tryOn(const QString& address, quint16 port);
    std::optional<inventory::CredentialUse> chosen() const;

    JobList& jobs_;
    const store::Sealer& sealer_;
    const NetworkErrands& errands_;
    inventory::CredentialModel model_;
    QAction* new_;
    QString toSelect_; ///< a credential that was just made
    int trials_ = 0;
    Asking listAnswer_;
};

} // namespace trunkline::widgets
