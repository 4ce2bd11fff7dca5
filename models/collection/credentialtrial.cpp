#include "models/collection/credentialtrial.h"

#include "models/collection/columns.h"
#include "models/collection/oids.h"
#include "models/core/errors.h"
#include "models/fulfilment/snmptarget.h"
#include "snmp/engine.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::collection {

static QString trialText(const char* text)
{
    return QCoreApplication::translate("CredentialTrial", text);
}

static void requireAddress(const QString& text)
{
    if (!isAddress(text))
        throw InvalidInput(trialText("“%1” is no IP address; name the device by its address, as 192.0.2.1.").arg(text));
}

/// "core-1 (Northwind Router OS 4.2)": its name, and the first line of what it says it is.
static QString introduction(const snmp::Reply& reply, const QString& where)
{
    const auto text = [&](qsizetype at) { return at < reply.binds.size() ? QString::fromUtf8(reply.binds[at].value.toBytes()).trimmed() : QString(); };
    const QString name = text(0).isEmpty() ? where : text(0);
    const QString description = text(1).section(u'\n', 0, 0).trimmed().left(120);
    return description.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, description);
}

static QString silence(const inventory::Credential& credential, const QString& where)
{
    return credential.version == inventory::SnmpVersion::V3
        ? trialText("Nothing answered SNMP at %1; check the address, and that the device allows this workstation.").arg(where)
        : trialText("Nothing answered “%1” at %2; check the address, that the device allows this workstation, and the community: a wrong one looks the same.")
              .arg(credential.name, where);
}

CredentialTrial tryCredential(snmp::Engine& engine, const access::Actor& actor, const inventory::Credential& credential, const QString& address, quint16 port)
{
    actor.require(access::Permission::ManageCredentials);
    requireAddress(address);
    const QString where = trialText("%1 port %2").arg(address).arg(port);
    const snmp::Target target{address, port, fulfilment::snmpCredential(credential), 1000, 1};
    const snmp::Reply reply = engine.get(target, {oids::sysName, oids::sysDescr}).result();
    switch (reply.failure) {
    case snmp::Failure::None:
        return {true, trialText("%1 answers “%2” within %3 ms.").arg(introduction(reply, where), credential.name).arg(std::max(1, reply.roundTripMs))};
    case snmp::Failure::ErrorStatus:
        return {true, trialText("The device at %1 answers “%2”, but keeps its name to itself (%3); look at the view that it gives this credential.")
                          .arg(where, credential.name, snmp::errorStatusName(reply.errorStatus))};
    case snmp::Failure::Authentication:
        return {false, trialText("The device at %1 refuses “%2” (%3); check user name, passwords and protocols.").arg(where, credential.name, reply.detail)};
    case snmp::Failure::Unreachable:
        return {false, trialText("Nothing listens for SNMP at %1; check the address and the port, and that the agent of the device is switched on.").arg(where)};
    case snmp::Failure::Timeout: return {false, silence(credential, where)};
    default: return {false, trialText("The device at %1 answered “%2” with something else than asked (%3); try again.").arg(where, credential.name, reply.detail)};
    }
}

} // namespace trunkline::collection
