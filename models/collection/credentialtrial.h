// Whether one credential opens the device at one address: what a person asks before trusting it with the network.
#pragma once

#include "models/access/actor.h"
#include "models/inventory/credential.h"

namespace trunkline::snmp {
class Engine;
}

namespace trunkline::collection {

struct CredentialTrial {
    bool answered = false;
    QString sentence; ///< for people: who answered, or why nobody did and what to look at
    bool operator==(const CredentialTrial&) const = default;
};

/// Reads the system group of the device; writes nothing, to the device or the database. Blocks until it has answered
/// or its time is up: call it on a thread of your own. Needs ManageCredentials; throws InvalidInput for what is no IP address.
CredentialTrial tryCredential(snmp::Engine& engine, const access::Actor& actor, const inventory::Credential& credential, const QString& address, quint16 port);

} // namespace trunkline::collection
