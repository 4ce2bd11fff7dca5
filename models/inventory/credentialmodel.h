// Credentials as a table: in the order to try, with what they are and who needs them; never a secret.
#pragma once

#include "models/core/valuemodel.h"
#include "models/inventory/credential.h"

namespace trunkline::inventory {

using CredentialModel = ValueModel<CredentialUse>;

/// Place, name, version, user, security, what it is for, devices, last used; times in `zone`.
QList<Column<CredentialUse>> credentialColumns(const OperatorZone& zone);
inline QString keyOf(const CredentialUse& use) { return use.credential.id.toString(); }

/// "SNMP v2c".
QString titleOf(SnmpVersion version);
/// "SHA-256", "AES-128"; "None".
QString titleOf(AuthProtocol protocol);
QString titleOf(PrivProtocol protocol);
/// What protects the messages: "Community, not encrypted", "SHA-1 and AES-128" (authPriv), "SHA-1, not encrypted", "Neither".
QString securityText(const Credential& credential);
/// "Reading" or "Reading and writing".
QString purposeText(const Credential& credential);

} // namespace trunkline::inventory
