// Who may do what. Every verb takes an Actor and asks it for the one permission it needs.
#pragma once

#include "models/store/journal.h"

#include <QSet>
#include <QString>
#include <QStringList>

namespace trunkline::access {

/// One permission a kind of verb. Names (see nameOf) are stable: they appear in refusals.
enum class Permission {
    ViewNetwork,       ///< devices, ports, links, charts
    ViewAlarms,
    ViewCustomers,
    ViewOrders,
    ViewInvoices,
    ViewJournal,
    HandleAlarms,      ///< acknowledge, clear, assign, note
    DiscoverNetwork,   ///< discovery, polling by hand
    EditInventory,     ///< sites, names, map positions
    ManageCredentials, ///< SNMP communities and users
    ActivateServices,  ///< change devices for an order
    EditCustomers,
    TakeOrders,
    EditCatalogue,
    RateUsage,         ///< whose usage it is, reading files, suspended lines
    PreviewBills,
    PostBills,
    SendDocuments,     ///< mail invoices and credit notes
    RecordOutages,     ///< open and close outages, grant SLA credits
    ViewLedger,
    KeepLedger,        ///< recognise revenue, close months, post by hand
    RecordPayments,    ///< by hand, bank statements, matching, allocation, mandates, disputes
    SendPayments,      ///< what moves money at the bank: direct debits, refunds
    WriteOff,          ///< up to the clerk's limit
    WriteOffAny,       ///< beyond it
    RunDunning,
    ManageUsers,
    ManageOperator,    ///< the operator's profile, the demo's clock
};

enum class Role {
    NocOperator,
    NocEngineer,
    BillingClerk,
    BillingManager,
    CustomerService,
    FieldEngineer,
    Auditor,
    Administrator,
};

/// "handle-alarms".
QString nameOf(Permission permission);
/// "noc-operator".
QString nameOf(Role role);
/// For people, translated.
QString titleOf(Role role);
/// Throws InvalidInput listing the roles that exist.
Role roleNamed(QStringView name);
QList<Role> allRoles();
QList<Permission> allPermissions();
/// Least privilege: what a role holds, and no more.
QSet<Permission> permissionsOf(Role role);

/// A signed-in user, or an agent of the program itself, at a workstation.
class Actor {
public:
    Actor(QString name, QString workstation, QSet<Permission> permissions)
        : name_(std::move(name)), workstation_(std::move(workstation)), permissions_(std::move(permissions)) {}
    static Actor withRoles(const QString& name, const QString& workstation, const QList<Role>& roles);

    const QString& name() const { return name_; }
    const QString& workstation() const { return workstation_; }
    /// What limits go by; none for the program's own agents.
    const QList<Role>& roles() const { return roles_; }
    bool may(Permission permission) const { return permissions_.contains(permission); }
    /// Throws PermissionMissing: who lacks which permission, and which roles have it.
    void require(Permission permission) const;
    store::Who who() const { return {name_, workstation_}; }

private:
    QString name_;
    QString workstation_;
    QSet<Permission> permissions_;
    QList<Role> roles_;
};

/// The agents that act without a person; each holds only what its work needs.
Actor collectorAgent(const QString& workstation);
Actor flowAgent(const QString& workstation);

} // namespace trunkline::access
