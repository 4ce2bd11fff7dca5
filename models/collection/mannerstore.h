// What was learned of how devices' tables are best asked for, kept over a restart.
#pragma once

#include "models/core/id.h"
#include "models/store/connection.h"
#include "snmp/devicememory.h"

namespace trunkline::collection {

QHash<DeviceId, std::vector<snmp::TableManner>> manners(store::Connection& connection);
/// In a transaction of its own.
void putManners(store::Connection& connection, const QHash<DeviceId, std::vector<snmp::TableManner>>& learned);

} // namespace trunkline::collection
