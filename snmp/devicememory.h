// What the engine remembers of a device from one sweep to the next.
#pragma once

#include "snmp/oid.h"

#include <vector>

namespace trunkline::snmp {

/// How a table is best asked for. Give it back with the next plan after a restart and nothing has to be learned
/// again.
struct TableManner {
    Oid entry;
    int binds = 0;      ///< variables that one answer carries; 0 when nothing is known
    int mostBinds = 0;  ///< never ask for more: larger answers were tooBig or got lost; 0 when there is no bound
    int rows = -1;      ///< of the last complete reading; -1 when there was none
    bool alone = false; ///< the agent mixes things up: it is asked for one column and nothing else
    int losses = 0;     ///< readings in a row that only went on with smaller answers

    bool operator==(const TableManner&) const = default;
};

struct DeviceMemory {
    std::vector<TableManner> tables;
    bool isSilent = false; ///< the last sweep had no answer

    bool isWorthKeeping() const { return isSilent || !tables.empty(); }
    TableManner& table(const Oid& entry);
};

inline TableManner& DeviceMemory::table(const Oid& entry)
{
    for (TableManner& known : tables)
        if (known.entry == entry)
            return known;
    tables.emplace_back().entry = entry;
    return tables.back();
}

} // namespace trunkline::snmp
