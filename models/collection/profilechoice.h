// Which profiles a device has, what is to be read for them, and what they say of its identity.
#pragma once

#include "models/collection/decode.h"
#include "models/collection/profile.h"
#include "models/collection/variables.h"

namespace trunkline::collection {

/// The profiles that fit a device, the most specific first, those of every device last.
using ProfileChoice = QList<const Profile*>;
ProfileChoice chooseProfiles(const QList<Profile>& profiles, const SystemFacts& system, const Variables& variables);

struct DeviceIdentity {
    QString vendor;
    QString os;
    QString kind; ///< empty: no profile says
    QString model;
    QString softwareVersion;
    QString serialNumber;
    QString profile; ///< whose system rule fitted; empty when none did
    bool operator==(const DeviceIdentity&) const = default;
};

/// What no profile tells is empty.
DeviceIdentity identify(const ProfileChoice& choice, const SystemFacts& system, const EntityFacts& entity, const Variables& variables);

/// What has to be walked before chooseProfiles(): objects whose presence tells devices apart, of those
/// profiles that could still fit.
QList<snmp::Oid> choiceRoots(const QList<Profile>& profiles, const SystemFacts& system);
/// For identify(): what the first profile that could name the system wants to see.
QList<snmp::Oid> identityRoots(const ProfileChoice& choice, const SystemFacts& system);
/// For readHardware(): columns, each once and none below another.
QList<snmp::Oid> hardwareRoots(const ProfileChoice& choice);
/// Those of them that change from reading to reading: the values, and the columns of their rows that say whether they count. The others
/// are names, limits and places.
QList<snmp::Oid> valueRoots(const ProfileChoice& choice);
/// Requests at the same time that all of them allow.
int inFlightOf(const ProfileChoice& choice);

} // namespace trunkline::collection
