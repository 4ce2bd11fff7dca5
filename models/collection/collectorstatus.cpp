#include "models/collection/collectorstatus.h"

#include <QCoreApplication>
#include <QLocale>

namespace trunkline::collection {

namespace {

struct RefusedTexts {
    Q_DECLARE_TR_FUNCTIONS(TrapHealth)
};

} // namespace

void saveCollectorStatus(store::Connection& connection, const CollectorStatus& status)
{
    connection.exec(QStringLiteral("INSERT INTO collector_status (collector, started_ms, at_ms, traps_json) VALUES (?, ?, ?, ?) "
                                   "ON CONFLICT (collector) DO UPDATE SET started_ms = EXCLUDED.started_ms, at_ms = EXCLUDED.at_ms, traps_json = EXCLUDED.traps_json"),
                    {status.collector, status.startedAt, status.at, toJson(status.traps)});
}

QList<CollectorStatus> collectorStatuses(store::Connection& connection)
{
    QList<CollectorStatus> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT collector, started_ms, at_ms, traps_json FROM collector_status ORDER BY collector")))
        all.append({row.text("collector"), row.timestamp("started_ms"), row.timestamp("at_ms"), trapHealthFrom(row.json("traps_json"))});
    return all;
}

QString refusedKey(const snmp::RefusedSource& refused)
{
    return refusalKey(refused.reason) + u' ' + refused.source;
}

QList<Column<snmp::RefusedSource>> refusedColumns(const OperatorZone& zone)
{
    using C = Column<snmp::RefusedSource>;
    const auto explained = [](const snmp::RefusedSource& refused, int role) { return role == Qt::ToolTipRole ? QVariant(refusalExplained(refused.reason)) : QVariant(); };
    return {C(QStringLiteral("sender"), RefusedTexts::tr("Sender"), [](const snmp::RefusedSource& refused) { return refused.source.isEmpty() ? RefusedTexts::tr("All others") : refused.source; }),
            C(QStringLiteral("reason"), RefusedTexts::tr("Why"), [](const snmp::RefusedSource& refused) { return refusalWord(refused.reason); }).with(explained),
            C(QStringLiteral("count"), RefusedTexts::tr("Messages"), [](const snmp::RefusedSource& refused) { return QLocale().toString(refused.count); })
                .right().sortedBy([](const snmp::RefusedSource& refused) { return SortKey(qint64(refused.count)); }),
            instantColumn<snmp::RefusedSource>("last", RefusedTexts::tr("Last"), zone, [](const snmp::RefusedSource& refused) { return std::optional(Timestamp{refused.lastMs}); }),
            C(QStringLiteral("meaning"), RefusedTexts::tr("What it means"), [](const snmp::RefusedSource& refused) { return refusalExplained(refused.reason); })};
}

} // namespace trunkline::collection
