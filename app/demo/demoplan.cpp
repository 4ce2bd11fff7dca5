#include "app/demo/demoplan.h"

#include "models/collection/discoverydiff.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>

namespace trunkline::demo {

namespace {

/// As it is known, with another software.
inventory::FoundDevice upgraded(store::Connection& connection, const inventory::Device& known)
{
    inventory::FoundDevice found;
    found.sysName = known.sysName;
    found.description = known.description;
    found.sysObjectId = known.sysObjectId;
    found.address = known.address;
    found.snmpPort = known.snmpPort;
    found.credentialId = known.credentialId;
    found.kind = known.kind;
    found.vendor = known.vendor;
    found.model = known.model;
    found.operatingSystem = known.operatingSystem;
    found.softwareVersion = QStringLiteral("7.16.1");
    found.serialNumber = known.serialNumber;
    found.engineId = known.engineId;
    found.baseMac = known.baseMac;
    for (const inventory::Port& port : inventory::ports(connection, known.id))
        found.ports.append({port.name, port.ifIndex, port.alias, port.description, port.mac, port.ifType, port.adminState, port.operState, port.speedBps});
    return found;
}

inventory::FoundDevice unknownSwitch(const inventory::Device& like)
{
    inventory::FoundDevice found;
    found.sysName = QStringLiteral("acc-3");
    found.address = QStringLiteral("127.20.0.40");
    found.kind = QStringLiteral("switch");
    found.vendor = like.vendor;
    found.model = like.model;
    found.serialNumber = QStringLiteral("HCX08A9K7QQ");
    return found;
}

} // namespace

void addDemoPlan(store::Context& context, const access::Actor& actor, const QString& seed, quint16 port)
{
    const auto known = inventory::deviceByName(context.connection, QStringLiteral("acc-1"));
    if (!known)
        throw NotFound(QCoreApplication::translate("Demo", "The demo's network was not found yet; look for devices first."));
    collection::DiscoveryPlan draft;
    draft.name = QStringLiteral("Every night");
    draft.seeds = QStringList{seed};
    draft.snmpPort = port;
    draft.everyMs = 86'400'000;
    draft.paused = true; // a run of its own would answer for what is told here
    collection::FoundNetwork found;
    found.devices = {upgraded(context.connection, *known), unknownSwitch(*known)};
    const collection::DiscoveryPlan plan = collection::DiscoveryPlanService(context).add(actor, draft);
    collection::ProposalService(context).propose(actor, plan, found);
}

} // namespace trunkline::demo
