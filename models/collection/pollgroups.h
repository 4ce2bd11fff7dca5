// What a device's profiles want read at the same interval: a group is one sweep. Pure.
#pragma once

#include "models/collection/profilechoice.h"
#include "snmp/sweep.h"

#include <memory>

namespace trunkline::collection {

struct PollGroup {
    int everySeconds = 0;
    std::shared_ptr<const QList<Profile>> profiles; ///< cut down to what the group reads
    ProfileChoice choice;                           ///< of them
    std::shared_ptr<const snmp::PollPlan> whole;    ///< values, names, limits
    std::shared_ptr<const snmp::PollPlan> values;   ///< the values alone
    QList<snmp::Oid> valueRoots;
};

/// The interval of a value is that of its rule; where several speak of the same column, the longest of theirs, so that no
/// maker's floor is undercut. Processors are one group, so is memory: which table counts is decided among all of them.
QList<PollGroup> pollGroups(const ProfileChoice& choice);

/// A plan that reads everything below the roots.
std::shared_ptr<const snmp::PollPlan> planOf(const QList<snmp::Oid>& roots);

} // namespace trunkline::collection
