#include "models/assurance/outagestore.h"

#include "models/store/inlist.h"

#include <algorithm>

namespace trunkline::assurance {

namespace {

const QString outageColumns = QStringLiteral("id, service_id, alarm_id, started_ms, ended_ms, opened_event_id, closed_event_id");
const QString creditColumns = QStringLiteral("id, service_id, outage_id, month, amount, currency, monthly_price, down_ms, allowed_ms, started_hours, "
                                             "basis_points, granted_before, granted_at_ms");

Outage outageFrom(const store::Row& row)
{
    return {row.id<OutageId>("id"), row.id<ServiceId>("service_id"), row.id<AlarmId>("alarm_id"), row.timestamp("started_ms"),
            row.maybeTimestamp("ended_ms"), row.id<EventId>("opened_event_id"), row.id<EventId>("closed_event_id")};
}

SlaCredit creditFrom(const store::Row& row)
{
    const Currency currency = Currency::parse(row.text("currency"));
    return {row.id<SlaCreditId>("id"), row.id<ServiceId>("service_id"), row.id<OutageId>("outage_id"), row.date("month"),
            Money{row.integer("amount"), currency}, UnitPrice{row.integer("monthly_price"), currency}, row.integer("down_ms"),
            row.integer("allowed_ms"), row.integer("started_hours"), row.integer("basis_points"),
            Money{row.integer("granted_before"), currency}, row.timestamp("granted_at_ms")};
}

QList<Outage> outagesWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<Outage> outages;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM outage WHERE %2 ORDER BY started_ms, id").arg(outageColumns, condition), binds))
        outages.append(outageFrom(row));
    return outages;
}

QList<SlaCredit> creditsWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<SlaCredit> credits;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM sla_credit WHERE %2 ORDER BY granted_at_ms, id").arg(creditColumns, condition), binds))
        credits.append(creditFrom(row));
    return credits;
}

} // namespace

std::optional<Outage> outage(store::Connection& connection, OutageId id)
{
    const QList<Outage> found = outagesWhere(connection, QStringLiteral("id = ?"), {id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<Outage> outagesOfService(store::Connection& connection, ServiceId service)
{
    return outagesWhere(connection, QStringLiteral("service_id = ?"), {service});
}

QList<Outage> outagesOfAlarm(store::Connection& connection, AlarmId alarm)
{
    return outagesWhere(connection, QStringLiteral("alarm_id = ?"), {alarm});
}

QList<Outage> openOutages(store::Connection& connection)
{
    return outagesWhere(connection, QStringLiteral("ended_ms IS NULL"), {});
}

std::optional<SlaCredit> slaCredit(store::Connection& connection, SlaCreditId id)
{
    const QList<SlaCredit> found = creditsWhere(connection, QStringLiteral("id = ?"), {id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<SlaCredit> creditsOfService(store::Connection& connection, ServiceId service)
{
    return creditsWhere(connection, QStringLiteral("service_id = ?"), {service});
}

QList<SlaCredit> creditsOfServices(store::Connection& connection, const QStringList& serviceIds)
{
    QList<SlaCredit> credits;
    for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT %1 FROM sla_credit WHERE service_id IN ({keys})").arg(creditColumns), serviceIds))
        credits.append(creditFrom(row));
    std::sort(credits.begin(), credits.end(), [](const SlaCredit& a, const SlaCredit& b) {
        return a.grantedAt != b.grantedAt ? a.grantedAt < b.grantedAt : a.id.toString() < b.id.toString();
    });
    return credits;
}

QList<SlaCredit> creditsOfOutage(store::Connection& connection, OutageId outage)
{
    return creditsWhere(connection, QStringLiteral("outage_id = ?"), {outage});
}

void insertOutage(store::Connection& connection, const Outage& o)
{
    connection.exec(QStringLiteral("INSERT INTO outage (%1) VALUES (?, ?, ?, ?, ?, ?, ?)").arg(outageColumns),
                    {o.id, o.serviceId, o.alarmId, o.startedAt, o.endedAt, o.openedByEvent, o.closedByEvent});
}

void updateOutage(store::Connection& connection, const Outage& o)
{
    connection.exec(QStringLiteral("UPDATE outage SET ended_ms = ?, closed_event_id = ? WHERE id = ?"), {o.endedAt, o.closedByEvent, o.id});
}

void insertCredit(store::Connection& connection, const SlaCredit& c)
{
    connection.exec(QStringLiteral("INSERT INTO sla_credit (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(creditColumns),
                    {c.id, c.serviceId, c.outageId, c.month, c.amount.minor, c.amount.currency.code(), c.monthlyPrice.micros, c.downMs, c.allowedMs,
                     c.startedHours, c.basisPoints, c.grantedBefore.minor, c.grantedAt});
}

} // namespace trunkline::assurance
