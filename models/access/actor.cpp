#include "models/access/actor.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <iterator>

namespace trunkline::access {

namespace {

struct PermissionFact {
    Permission permission;
    const char* name;
};

constexpr PermissionFact permissionFacts[] = {
    {Permission::ViewNetwork, "view-network"},
    {Permission::ViewAlarms, "view-alarms"},
    {Permission::ViewCustomers, "view-customers"},
    {Permission::ViewOrders, "view-orders"},
    {Permission::ViewInvoices, "view-invoices"},
    {Permission::ViewJournal, "view-journal"},
    {Permission::HandleAlarms, "handle-alarms"},
    {Permission::DiscoverNetwork, "discover-network"},
    {Permission::EditInventory, "edit-inventory"},
    {Permission::ManageCredentials, "manage-credentials"},
    {Permission::ActivateServices, "activate-services"},
    {Permission::EditCustomers, "edit-customers"},
    {Permission::TakeOrders, "take-orders"},
    {Permission::EditCatalogue, "edit-catalogue"},
    {Permission::RateUsage, "rate-usage"},
    {Permission::PreviewBills, "preview-bills"},
    {Permission::PostBills, "post-bills"},
    {Permission::SendDocuments, "send-documents"},
    {Permission::RecordOutages, "record-outages"},
    {Permission::ViewLedger, "view-ledger"},
    {Permission::KeepLedger, "keep-ledger"},
    {Permission::RecordPayments, "record-payments"},
    {Permission::SendPayments, "send-payments"},
    {Permission::WriteOff, "write-off"},
    {Permission::WriteOffAny, "write-off-any"},
    {Permission::RunDunning, "run-dunning"},
    {Permission::ManageUsers, "manage-users"},
    {Permission::ManageOperator, "manage-operator"},
};

struct RoleFact {
    Role role;
    const char* name;
    const char* title;
};

constexpr RoleFact roleFacts[] = {
    {Role::NocOperator, "noc-operator", QT_TRANSLATE_NOOP("Access", "NOC operator")},
    {Role::NocEngineer, "noc-engineer", QT_TRANSLATE_NOOP("Access", "NOC engineer")},
    {Role::BillingClerk, "billing-clerk", QT_TRANSLATE_NOOP("Access", "Billing clerk")},
    {Role::BillingManager, "billing-manager", QT_TRANSLATE_NOOP("Access", "Billing manager")},
    {Role::CustomerService, "customer-service", QT_TRANSLATE_NOOP("Access", "Customer service")},
    {Role::FieldEngineer, "field-engineer", QT_TRANSLATE_NOOP("Access", "Field engineer")},
    {Role::Auditor, "auditor", QT_TRANSLATE_NOOP("Access", "Auditor")},
    {Role::Administrator, "administrator", QT_TRANSLATE_NOOP("Access", "Administrator")},
};

QString accessText(const char* text)
{
    return QCoreApplication::translate("Access", text);
}

} // namespace

QString nameOf(Permission permission)
{
    for (const PermissionFact& fact : permissionFacts)
        if (fact.permission == permission)
            return QString::fromLatin1(fact.name);
    return {};
}

QString nameOf(Role role)
{
    return QString::fromLatin1(roleFacts[std::size_t(role)].name);
}

QString titleOf(Role role)
{
    return accessText(roleFacts[std::size_t(role)].title);
}

Role roleNamed(QStringView name)
{
    QStringList names;
    for (const RoleFact& fact : roleFacts) {
        if (name == QLatin1StringView(fact.name))
            return fact.role;
        names.append(QString::fromLatin1(fact.name));
    }
    throw InvalidInput(accessText("There is no role “%1”; the roles are %2.").arg(name).arg(names.join(QLatin1String(", "))));
}

QList<Role> allRoles()
{
    QList<Role> roles;
    for (const RoleFact& fact : roleFacts)
        roles.append(fact.role);
    return roles;
}

QList<Permission> allPermissions()
{
    QList<Permission> all;
    for (const PermissionFact& fact : permissionFacts)
        all.append(fact.permission);
    return all;
}

QSet<Permission> permissionsOf(Role role)
{
    using enum Permission;
    switch (role) {
    case Role::NocOperator: return {ViewNetwork, ViewAlarms, ViewCustomers, ViewOrders, HandleAlarms};
    case Role::NocEngineer:
        return {ViewNetwork, ViewAlarms, ViewCustomers, ViewOrders, ViewJournal, HandleAlarms, DiscoverNetwork, EditInventory,
                ManageCredentials, ActivateServices, RecordOutages};
    case Role::BillingClerk: return {ViewCustomers, ViewOrders, ViewInvoices, ViewAlarms, RateUsage, PreviewBills, SendDocuments, ViewLedger, RecordPayments, WriteOff};
    case Role::BillingManager: return {ViewCustomers, ViewOrders, ViewInvoices, ViewAlarms, ViewJournal, EditCatalogue, RateUsage, PreviewBills, PostBills, SendDocuments, ViewLedger, KeepLedger,
                RecordPayments, SendPayments, WriteOff, WriteOffAny, RunDunning};
    case Role::CustomerService: return {ViewNetwork, ViewAlarms, ViewCustomers, ViewOrders, ViewInvoices, EditCustomers, TakeOrders, SendDocuments};
    case Role::FieldEngineer: return {ViewNetwork, ViewAlarms, ViewOrders};
    case Role::Auditor: return {ViewNetwork, ViewAlarms, ViewCustomers, ViewOrders, ViewInvoices, ViewJournal, ViewLedger};
    case Role::Administrator: {
        const QList<Permission> all = allPermissions();
        return QSet<Permission>(all.begin(), all.end());
    }
    }
    return {};
}

Actor Actor::withRoles(const QString& name, const QString& workstation, const QList<Role>& roles)
{
    QSet<Permission> permissions;
    for (Role role : roles)
        permissions.unite(permissionsOf(role));
    Actor actor(name, workstation, permissions);
    actor.roles_ = roles;
    return actor;
}

void Actor::require(Permission permission) const
{
    if (may(permission))
        return;
    QStringList roles;
    for (Role role : allRoles())
        if (permissionsOf(role).contains(permission))
            roles.append(titleOf(role));
    throw PermissionMissing(accessText("%1 lacks the permission “%2”; ask for a role that has it (%3).")
                                .arg(name_, nameOf(permission), roles.join(QLatin1String(", "))));
}

Actor collectorAgent(const QString& workstation)
{
    return Actor(QStringLiteral("collector"), workstation, {Permission::ViewNetwork, Permission::DiscoverNetwork, Permission::HandleAlarms});
}

Actor flowAgent(const QString& workstation)
{
    return Actor(QStringLiteral("flow"), workstation,
                 {Permission::ViewNetwork, Permission::ViewAlarms, Permission::ViewOrders, Permission::ViewCustomers, Permission::TakeOrders,
                  Permission::ActivateServices, Permission::RecordOutages});
}

} // namespace trunkline::access
