// From the inventory to the engine: whom to ask, and with what.
#pragma once

#include "models/inventory/credential.h"
#include "models/inventory/device.h"
#include "snmp/target.h"

namespace trunkline::fulfilment {

snmp::Credential snmpCredential(const inventory::Credential& credential);
/// The device where it is asked, with the engine's usual timeout and retries.
snmp::Target snmpTarget(const inventory::Device& device, const inventory::Credential& credential);

} // namespace trunkline::fulfilment
