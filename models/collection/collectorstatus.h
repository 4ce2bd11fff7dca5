// What collectors tell of themselves, so that other programs and workstations can ask.
#pragma once

#include "models/collection/traphealth.h"
#include "models/core/columns.h"
#include "models/core/valuemodel.h"
#include "models/store/connection.h"

namespace trunkline::collection {

struct CollectorStatus {
    QString collector; ///< machine and trap port: "noc-1:9162"
    Timestamp startedAt;
    Timestamp at;
    TrapHealth traps;
    bool operator==(const CollectorStatus&) const = default;
};

/// A measurement: no journal entry. Throws StoreFailure.
void saveCollectorStatus(store::Connection& connection, const CollectorStatus& status);
/// By name. One that has ended keeps what it said last.
QList<CollectorStatus> collectorStatuses(store::Connection& connection);

using RefusedModel = ValueModel<snmp::RefusedSource>;
/// Sender, reason, how many, when last; times in `zone`.
QList<Column<snmp::RefusedSource>> refusedColumns(const OperatorZone& zone);
/// What tells one row from the others.
QString refusedKey(const snmp::RefusedSource& refused);

} // namespace trunkline::collection
