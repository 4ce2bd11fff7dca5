#include "models/collection/mannerstore.h"

#include "models/store/bulkinsert.h"

namespace trunkline::collection {

QHash<DeviceId, std::vector<snmp::TableManner>> manners(store::Connection& connection)
{
    QHash<DeviceId, std::vector<snmp::TableManner>> known;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT device_id, entry, binds, most_binds, row_count, alone, losses FROM table_manner")))
        if (const auto entry = snmp::Oid::parse(row.text("entry")))
            known[row.id<DeviceId>("device_id")].push_back({*entry, int(row.integer("binds")), int(row.integer("most_binds")), int(row.integer("row_count")),
                                                            row.flag("alone"), int(row.integer("losses"))});
    return known;
}

void putManners(store::Connection& connection, const QHash<DeviceId, std::vector<snmp::TableManner>>& learned)
{
    store::Transaction transaction(connection);
    store::BulkInsert rows(connection, QStringLiteral("INSERT INTO table_manner (device_id, entry, binds, most_binds, row_count, alone, losses)"), 7,
                           QStringLiteral("ON CONFLICT (device_id, entry) DO UPDATE SET binds = EXCLUDED.binds, most_binds = EXCLUDED.most_binds, "
                                          "row_count = EXCLUDED.row_count, alone = EXCLUDED.alone, losses = EXCLUDED.losses"));
    for (auto device = learned.cbegin(); device != learned.cend(); ++device)
        for (const snmp::TableManner& manner : device.value())
            rows.add({device.key(), manner.entry.toString(), manner.binds, manner.mostBinds, manner.rows, manner.alone, manner.losses});
    rows.finish();
    transaction.commit();
}

} // namespace trunkline::collection
