#include "models/collection/discoveryplan.h"

#include "models/collection/addressrange.h"
#include "models/collection/columns.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::collection {

static constexpr std::int64_t shortestIntervalMs = 600'000;

static const QString planColumns =
    QStringLiteral("id, name, domain, seeds, ranges, within, follow_neighbours, snmp_port, max_devices, every_ms, started_at_ms, paused");

static QString planText(const char* text)
{
    return QCoreApplication::translate("Discovery", text);
}

static QStringList linesOf(const QString& text)
{
    return text.split(u'\n', Qt::SkipEmptyParts);
}

static DiscoveryPlan planFrom(const store::Row& row)
{
    return {row.id<DiscoveryPlanId>("id"), row.text("name"), row.text("domain"), linesOf(row.text("seeds")), linesOf(row.text("ranges")),
            linesOf(row.text("within")), row.flag("follow_neighbours"), quint16(row.integer("snmp_port")), int(row.integer("max_devices")),
            row.integer("every_ms"), row.maybeTimestamp("started_at_ms"), row.flag("paused")};
}

static QList<DiscoveryPlan> plansWhere(store::Connection& connection, const QString& condition, const store::Binds& binds)
{
    QList<DiscoveryPlan> plans;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM discovery_plan %2 ORDER BY name").arg(planColumns, condition), binds))
        plans.append(planFrom(row));
    return plans;
}

QJsonObject toJson(const DiscoveryPlan& plan)
{
    QJsonObject json{{"name", plan.name}, {"domain", plan.domain}, {"seeds", QJsonArray::fromStringList(plan.seeds)},
            {"ranges", QJsonArray::fromStringList(plan.ranges)}, {"within", QJsonArray::fromStringList(plan.within)},
            {"followNeighbours", plan.followNeighbours}, {"snmpPort", plan.snmpPort}, {"maxDevices", plan.maxDevices}, {"everyMs", qint64(plan.everyMs)}};
    if (plan.paused)
        json.insert(QStringLiteral("paused"), true);
    return json;
}

std::optional<Timestamp> nextStart(const DiscoveryPlan& plan)
{
    if (plan.everyMs == 0 || plan.paused)
        return std::nullopt;
    return plan.startedAt ? plan.startedAt->plusMs(plan.everyMs) : Timestamp{0};
}

DiscoveryOptions optionsOf(const DiscoveryPlan& plan)
{
    DiscoveryOptions options;
    options.seeds = plan.seeds;
    for (const QString& range : plan.ranges)
        options.addresses += addressesIn(range);
    options.domain = plan.domain;
    options.within = plan.within;
    options.followNeighbours = plan.followNeighbours;
    options.reading.port = plan.snmpPort;
    options.maxDevices = plan.maxDevices;
    // Most addresses of a range keep silent, and waiting for them costs nothing but time.
    if (!options.addresses.isEmpty())
        options.parallel = 64;
    return options;
}

QList<DiscoveryPlan> discoveryPlans(store::Connection& connection) { return plansWhere(connection, {}, {}); }

std::optional<DiscoveryPlan> discoveryPlan(store::Connection& connection, DiscoveryPlanId id)
{
    const auto found = plansWhere(connection, QStringLiteral("WHERE id = ?"), {id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

std::optional<DiscoveryPlan> discoveryPlanNamed(store::Connection& connection, const QString& name)
{
    const auto found = plansWhere(connection, QStringLiteral("WHERE name = ?"), {name});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

static DiscoveryPlan tidied(DiscoveryPlan plan)
{
    plan.name = plan.name.simplified();
    plan.domain = plan.domain.simplified();
    for (QStringList* list : {&plan.seeds, &plan.ranges, &plan.within}) {
        for (QString& entry : *list)
            entry = entry.trimmed();
        list->removeAll(QString());
        list->removeDuplicates();
    }
    return plan;
}

static void requireUsable(const DiscoveryPlan& plan)
{
    if (plan.name.isEmpty())
        throw InvalidInput(planText("A discovery plan needs a name."));
    if (plan.seeds.isEmpty() && plan.ranges.isEmpty())
        throw InvalidInput(planText("The plan “%1” names no address to begin with; give it a device's address, or a range such as 192.0.2.0/24.").arg(plan.name));
    for (const QString& seed : plan.seeds)
        if (!isAddress(seed))
            throw InvalidInput(planText("“%1” is no IP address; name the first device by its address, as 192.0.2.1.").arg(seed));
    qsizetype addresses = 0;
    for (const QString& range : plan.ranges)
        addresses += addressesIn(range).size();
    if (addresses > maxRangeAddresses)
        throw InvalidInput(planText("The ranges of the plan “%1” hold more than 65,536 addresses; make several plans of it.").arg(plan.name));
    for (const QString& network : plan.within)
        if (!isNetwork(network))
            throw InvalidInput(planText("“%1” is no network; write it as 192.0.2.0/24.").arg(network));
    if (plan.snmpPort == 0 || plan.maxDevices < 1)
        throw InvalidInput(planText("The plan “%1” needs a port from 1 to 65535, and at least one device to read.").arg(plan.name));
    if (plan.everyMs != 0 && plan.everyMs < shortestIntervalMs)
        throw InvalidInput(planText("The plan “%1” would run all the time; leave ten minutes or more between two starts, or 0 for none.").arg(plan.name));
}

static void refuseTakenPlanName(store::Connection& connection, const DiscoveryPlan& plan)
{
    if (const auto other = discoveryPlanNamed(connection, plan.name); other && other->id != plan.id)
        throw Refused(planText("There is a discovery plan “%1” already; choose another name.").arg(plan.name));
}

static DiscoveryPlan requirePlan(store::Connection& connection, DiscoveryPlanId id)
{
    if (auto found = discoveryPlan(connection, id))
        return *found;
    throw NotFound(planText("There is no such discovery plan; see “trunklinectl discover plans”."));
}

static store::Binds planBinds(const DiscoveryPlan& plan)
{
    const auto lines = [](const QStringList& list) { return list.join(u'\n'); };
    return {plan.name, plan.domain, lines(plan.seeds), lines(plan.ranges), lines(plan.within), plan.followNeighbours, int(plan.snmpPort),
            plan.maxDevices, plan.everyMs, plan.paused};
}

DiscoveryPlan DiscoveryPlanService::add(const access::Actor& actor, DiscoveryPlan draft)
{
    actor.require(access::Permission::DiscoverNetwork);
    draft = tidied(draft);
    requireUsable(draft);
    store::Change change(context_, actor.who());
    draft.id = change.ids().next<DiscoveryPlanTag>();
    draft.startedAt = std::nullopt;
    refuseTakenPlanName(change.connection(), draft);
    change.connection().exec(QStringLiteral("INSERT INTO discovery_plan (id, name, domain, seeds, ranges, within, follow_neighbours, snmp_port, max_devices, "
                                            "every_ms, paused) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                             store::Binds{draft.id} + planBinds(draft));
    change.commit({QStringLiteral("discoveryPlan.added"), QStringLiteral("discoveryPlan"), draft.id.toString(), {}, toJson(draft), {}, {}});
    return draft;
}

void DiscoveryPlanService::change(const access::Actor& actor, const DiscoveryPlan& plan)
{
    actor.require(access::Permission::DiscoverNetwork);
    const DiscoveryPlan wanted = tidied(plan);
    requireUsable(wanted);
    store::Change change(context_, actor.who());
    const DiscoveryPlan before = requirePlan(change.connection(), wanted.id);
    refuseTakenPlanName(change.connection(), wanted);
    if (toJson(before) == toJson(wanted))
        return;
    change.connection().exec(QStringLiteral("UPDATE discovery_plan SET name = ?, domain = ?, seeds = ?, ranges = ?, within = ?, follow_neighbours = ?, "
                                            "snmp_port = ?, max_devices = ?, every_ms = ?, paused = ? WHERE id = ?"),
                             planBinds(wanted) + store::Binds{wanted.id});
    change.commit({QStringLiteral("discoveryPlan.changed"), QStringLiteral("discoveryPlan"), wanted.id.toString(), toJson(before), toJson(wanted), {}, {}});
}

void DiscoveryPlanService::remove(const access::Actor& actor, DiscoveryPlanId id)
{
    actor.require(access::Permission::DiscoverNetwork);
    store::Change change(context_, actor.who());
    const DiscoveryPlan before = requirePlan(change.connection(), id);
    change.connection().exec(QStringLiteral("UPDATE discovery_proposal SET state = 'dismissed' WHERE plan_id = ? AND state = 'open'"), {id});
    change.connection().exec(QStringLiteral("DELETE FROM discovery_plan WHERE id = ?"), {id});
    change.commit({QStringLiteral("discoveryPlan.removed"), QStringLiteral("discoveryPlan"), id.toString(), toJson(before), {}, {}, {}});
}

std::optional<DiscoveryPlan> DiscoveryPlanService::takeDue(const access::Actor& actor)
{
    actor.require(access::Permission::DiscoverNetwork);
    const Timestamp now = context_.clock.now();
    std::optional<DiscoveryPlan> due;
    for (const DiscoveryPlan& plan : discoveryPlans(context_.connection)) {
        const auto start = nextStart(plan);
        if (start && *start <= now && (!due || *start < *nextStart(*due)))
            due = plan;
    }
    return due && isTaken(*due) ? due : std::nullopt;
}

/// Whoever changes the row first has it.
bool DiscoveryPlanService::isTaken(DiscoveryPlan& plan)
{
    store::Transaction transaction(context_.connection);
    const Timestamp now = context_.clock.now();
    const store::Bind seen = plan.startedAt ? store::Bind(*plan.startedAt) : store::Bind(std::int64_t(-1));
    const std::int64_t taken = context_.connection.exec(QStringLiteral("UPDATE discovery_plan SET started_at_ms = ? WHERE id = ? AND COALESCE(started_at_ms, -1) = ?"),
                                                        {now, plan.id, seen});
    transaction.commit();
    plan.startedAt = now;
    return taken == 1;
}

void DiscoveryPlanService::ask(const access::Actor& actor, DiscoveryPlanId id)
{
    actor.require(access::Permission::DiscoverNetwork);
    store::Change change(context_, actor.who());
    const DiscoveryPlan plan = requirePlan(change.connection(), id);
    QJsonObject asked = toJson(plan);
    if (plan.startedAt)
        asked.insert(QStringLiteral("startedBeforeMs"), qint64(plan.startedAt->ms));
    change.commit({QStringLiteral("discoveryPlan.asked"), QStringLiteral("discoveryPlan"), id.toString(), {}, asked, {}, {}});
}

std::optional<DiscoveryPlan> DiscoveryPlanService::take(const access::Actor& actor, const store::JournalEntry& asked)
{
    actor.require(access::Permission::DiscoverNetwork);
    auto plan = discoveryPlan(context_.connection, DiscoveryPlanId::fromString(asked.subjectId));
    if (!plan)
        return std::nullopt; // removed since
    const QJsonValue before = asked.after["startedBeforeMs"];
    plan->startedAt = before.isDouble() ? std::optional(Timestamp{before.toInteger()}) : std::nullopt;
    return isTaken(*plan) ? plan : std::nullopt;
}

void DiscoveryPlanService::noteStart(const access::Actor& actor, DiscoveryPlanId id)
{
    actor.require(access::Permission::DiscoverNetwork);
    store::Transaction transaction(context_.connection);
    context_.connection.exec(QStringLiteral("UPDATE discovery_plan SET started_at_ms = ? WHERE id = ?"), {context_.clock.now(), id});
    transaction.commit();
}

} // namespace trunkline::collection
