// Jobs that find the network: discover, its plans, and what a rediscovery found to differ.

#include "app/ctl/session.h"
#include "models/collection/addressrange.h"
#include "models/collection/discoverydiff.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QTextStream>

namespace trunkline::ctl {

namespace {

QString discoveryText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

int numberOfDevices(const QCommandLineParser& parser)
{
    const QString text = parser.value(QStringLiteral("max-devices"));
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < 1)
        throw InvalidInput(discoveryText("“%1” is no number of devices; write --max-devices 1000.").arg(text));
    return number;
}

/// Several seeds have one port: that of the last that names one.
std::pair<QStringList, quint16> seedsOf(const QCommandLineParser& parser)
{
    QStringList seeds;
    quint16 port = 161;
    for (const QString& text : parser.values(QStringLiteral("seed"))) {
        const auto [address, own] = parseEndpoint(text, port);
        seeds.append(address);
        port = own;
    }
    return {seeds, port};
}

/// The plan that the options describe; not stored.
collection::DiscoveryPlan planOf(const QCommandLineParser& parser)
{
    collection::DiscoveryPlan plan;
    std::tie(plan.seeds, plan.snmpPort) = seedsOf(parser);
    if (parser.isSet(QStringLiteral("port")))
        plan.snmpPort = parser.value(QStringLiteral("port")).toUShort();
    plan.ranges = parser.values(QStringLiteral("range"));
    plan.within = parser.values(QStringLiteral("within"));
    plan.domain = parser.value(QStringLiteral("domain"));
    plan.followNeighbours = !parser.isSet(QStringLiteral("no-neighbours"));
    plan.maxDevices = numberOfDevices(parser);
    return plan;
}

collection::DiscoveryPlan planNamed(Session& session, const QString& name)
{
    if (const auto plan = collection::discoveryPlanNamed(session.connection(), name))
        return *plan;
    throw NotFound(discoveryText("There is no discovery plan “%1”; see “trunklinectl discover plans”.").arg(name));
}

void tellFailures(const QStringList& failures)
{
    QTextStream error(stderr);
    for (const QString& sentence : failures)
        error << "trunklinectl: " << sentence << Qt::endl;
}

void showDiff(Session& session, const collection::DiscoveryDiff& diff)
{
    Listing listing{{{"kind", discoveryText("Difference")}, {"what", discoveryText("What")}, {"name", discoveryText("Name")}, {"address", discoveryText("Address")},
                     {"details", discoveryText("Details")}}, {}, discoveryText("Nothing differs from the inventory.")};
    for (const collection::DiffItem& item : diff.items) {
        QStringList details;
        QJsonArray fields;
        for (const collection::DiffField& field : item.fields) {
            details.append(field.before.isEmpty() ? QStringLiteral("%1 %2").arg(field.name, field.after)
                                                  : QStringLiteral("%1 %2 → %3").arg(field.name, field.before, field.after.isEmpty() ? QStringLiteral("–") : field.after));
            fields.append(QJsonObject{{"name", field.name}, {"before", field.before}, {"after", field.after}});
        }
        listing.rows.append(QJsonObject{{"key", item.key}, {"kind", collection::nameOf(item.kind)}, {"what", item.isLink ? QStringLiteral("link") : QStringLiteral("device")},
                                        {"name", item.name}, {"address", item.address}, {"details", details.join(QStringLiteral(", "))}, {"fields", fields}});
    }
    session.show(listing);
}

int tellReport(Session& session, const collection::DiscoveryReport& report, const QString& from)
{
    QStringList failures;
    for (const collection::DiscoveryFailure& failure : report.failures)
        failures.append(failure.sentence);
    tellFailures(failures);
    session.say(discoveryText("%1 devices (%2 new, %3 changed) and %4 links (%5 new) were found from %6.")
                    .arg(report.devices.size()).arg(report.newDevices).arg(report.changedDevices).arg(report.links).arg(report.newLinks).arg(from),
                {{"devices", report.devices.size()}, {"newDevices", report.newDevices}, {"changedDevices", report.changedDevices},
                 {"links", report.links}, {"newLinks", report.newLinks}, {"failures", report.failures.size()}});
    return Done;
}

int discover(Session& session, const QCommandLineParser& parser)
{
    session.profile();
    session.actor().require(access::Permission::DiscoverNetwork);
    const bool isPlanned = parser.isSet(QStringLiteral("plan"));
    const collection::DiscoveryPlan plan = isPlanned ? planNamed(session, parser.value(QStringLiteral("plan"))) : planOf(parser);
    collection::DiscoveryOptions options = collection::optionsOf(plan);
    options.retryRefused = parser.isSet(QStringLiteral("retry-refused"));
    if (isPlanned)
        collection::DiscoveryPlanService(session.context()).noteStart(session.actor(), plan.id);
    snmp::Engine engine;
    collection::Discovery discovery(engine, inventory::credentials(session.connection(), session.sealer()), options);
    if (!parser.isSet(QStringLiteral("diff")))
        return tellReport(session, discovery.run(session.context(), session.actor()), isPlanned ? plan.name : (plan.seeds + plan.ranges).join(QStringLiteral(", ")));
    const collection::DiscoveryFindings findings = discovery.explore(session.context(), session.actor());
    const collection::FoundNetwork found = collection::foundNetwork(findings);
    tellFailures(found.failures);
    if (isPlanned)
        collection::ProposalService(session.context()).propose(session.actor(), plan, found);
    showDiff(session, collection::diffOf(session.connection(), found));
    return Done;
}

int addPlan(Session& session, const QCommandLineParser& parser)
{
    collection::DiscoveryPlan plan = planOf(parser);
    plan.name = parser.positionalArguments().first();
    plan.everyMs = parser.isSet(QStringLiteral("every")) ? parseDuration(parser.value(QStringLiteral("every"))) : 0;
    plan = collection::DiscoveryPlanService(session.context()).add(session.actor(), plan);
    session.say(discoveryText("The discovery plan “%1” was added.").arg(plan.name));
    return Done;
}

int setPaused(Session& session, const QString& name, bool paused)
{
    collection::DiscoveryPlan plan = planNamed(session, name);
    plan.paused = paused;
    collection::DiscoveryPlanService(session.context()).change(session.actor(), plan);
    session.say(paused ? discoveryText("The discovery plan “%1” does not start by itself any more.").arg(name) : discoveryText("The discovery plan “%1” starts by itself again.").arg(name));
    return Done;
}

int removePlan(Session& session, const QCommandLineParser& parser)
{
    const collection::DiscoveryPlan plan = planNamed(session, parser.positionalArguments().first());
    collection::DiscoveryPlanService(session.context()).remove(session.actor(), plan.id);
    session.say(discoveryText("The discovery plan “%1” was removed.").arg(plan.name));
    return Done;
}

int listPlans(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewNetwork);
    Listing listing{{{"name", discoveryText("Plan")}, {"domain", discoveryText("Domain")}, {"from", discoveryText("Begins at")}, {"next", discoveryText("Next start")}}, {},
                    discoveryText("There is no discovery plan yet; add one with “trunklinectl discover plan add”.")};
    for (const collection::DiscoveryPlan& plan : collection::discoveryPlans(session.connection())) {
        QJsonObject row = collection::toJson(plan);
        row["from"] = (plan.seeds + plan.ranges).join(QStringLiteral(", "));
        const auto next = collection::nextStart(plan);
        row["next"] = plan.paused ? discoveryText("paused") : !next ? discoveryText("by hand") : *next <= session.clock().now() ? discoveryText("now") : session.time(*next);
        listing.rows.append(row);
    }
    session.show(listing);
    return Done;
}

collection::DiscoveryProposal proposalOf(Session& session, const QString& planName)
{
    for (const collection::DiscoveryProposal& proposal : collection::openProposals(session.connection()))
        if (proposal.planName == planName)
            return proposal;
    throw NotFound(discoveryText("Nothing that the plan “%1” found waits for a decision; see “trunklinectl discover proposals”.").arg(planName));
}

int listProposals(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    if (!parser.positionalArguments().isEmpty()) {
        showDiff(session, proposalOf(session, parser.positionalArguments().first()).diff);
        return Done;
    }
    Listing listing{{{"plan", discoveryText("Plan")}, {"foundAt", discoveryText("Found")}, {"differences", discoveryText("Differences"), true}}, {},
                    discoveryText("Nothing waits for a decision.")};
    for (const collection::DiscoveryProposal& proposal : collection::openProposals(session.connection()))
        listing.rows.append(QJsonObject{{"id", proposal.id.toString()}, {"plan", proposal.planName}, {"foundAt", session.time(proposal.foundAt)},
                                        {"differences", proposal.diff.items.size()}});
    session.show(listing);
    return Done;
}

int approve(Session& session, const QCommandLineParser& parser)
{
    const collection::DiscoveryProposal proposal = proposalOf(session, parser.positionalArguments().first());
    collection::ProposalService service(session.context());
    return tellReport(session, service.approve(session.actor(), proposal.id, parser.values(QStringLiteral("only"))), proposal.planName);
}

int dismiss(Session& session, const QCommandLineParser& parser)
{
    const collection::DiscoveryProposal proposal = proposalOf(session, parser.positionalArguments().first());
    collection::ProposalService(session.context()).dismiss(session.actor(), proposal.id, parser.value(QStringLiteral("reason")));
    session.say(discoveryText("What the plan “%1” found was dismissed; the inventory stays as it is.").arg(proposal.planName));
    return Done;
}

} // namespace

QList<Command> discoveryCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value, const char* fallback = "") {
        return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value), QString::fromLatin1(fallback));
    };
    const QList<QCommandLineOption> where{
        option("seed", discoveryText("a device to begin at; may be given several times"), "ADDRESS[:PORT]"),
        option("range", discoveryText("addresses to try (192.0.2.0/24, 192.0.2.10-40); may be given several times"), "ADDRESSES"),
        option("port", discoveryText("where agents listen"), "PORT"),
        option("within", discoveryText("ask neighbours only in this network; may be given several times"), "NETWORK"),
        option("domain", discoveryText("the routing domain of the addresses, where some are used twice"), "NAME"),
        option("max-devices", discoveryText("read no more than these"), "NUMBER", "1000"),
        QCommandLineOption(QStringLiteral("no-neighbours"), discoveryText("do not go on to the neighbours"))};
    const QList<QCommandLineOption> how{
        option("plan", discoveryText("as this plan says"), "NAME"),
        QCommandLineOption(QStringLiteral("diff"), discoveryText("show what differs from the inventory and change nothing; of a plan, it waits to be approved")),
        QCommandLineOption(QStringLiteral("retry-refused"), discoveryText("try SNMPv3 users again where they were refused"))};
    return {
        {"discover", "", discoveryText("find devices, ports and links from some addresses on"), 0, 0, where + how, discover},
        {"discover plans", "", discoveryText("what is looked for, where and how often"), 0, 0, {}, listPlans},
        {"discover plan add", "NAME", discoveryText("keep what to look for; with --every, “collect” and the desktop do it by themselves"), 1, 1,
         where + QList{option("every", discoveryText("between two starts"), "DURATION")}, addPlan},
        {"discover plan pause", "NAME", discoveryText("do not start it by itself for now"), 1, 1, {},
         [](Session& session, const QCommandLineParser& parser) { return setPaused(session, parser.positionalArguments().first(), true); }},
        {"discover plan resume", "NAME", discoveryText("start it by itself again"), 1, 1, {},
         [](Session& session, const QCommandLineParser& parser) { return setPaused(session, parser.positionalArguments().first(), false); }},
        {"discover plan remove", "NAME", discoveryText("look for it no more"), 1, 1, {}, removePlan},
        {"discover proposals", "[PLAN]", discoveryText("differences that wait for a decision"), 0, 1, {}, listProposals},
        {"discover approve", "PLAN", discoveryText("put what the plan found into the inventory"), 1, 1,
         {option("only", discoveryText("just this difference, by its key (see --json); may be given several times"), "KEY")}, approve},
        {"discover dismiss", "PLAN", discoveryText("leave the inventory as it is"), 1, 1, {option("reason", discoveryText("why"), "TEXT")}, dismiss},
    };
}

} // namespace trunkline::ctl
