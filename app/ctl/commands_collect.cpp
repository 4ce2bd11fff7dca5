// Jobs that speak to devices: poll, collect.

#include "app/ctl/session.h"
#include "app/ctl/untilsignal.h"
#include "app/station/station.h"
#include "models/collection/collectorstatus.h"
#include "models/collection/traplistening.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"
#include "models/performance/percentile.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <utility>

namespace trunkline::ctl {

namespace {

QString collectText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

QString sentenceOf(const collection::PollSummary& summary)
{
    return collectText("%1 of %2 devices answered: %3 values, %4 samples stored, %5 gaps, %6 events.")
        .arg(summary.answered).arg(summary.devices).arg(summary.values).arg(summary.stored).arg(summary.gaps).arg(summary.events);
}

QJsonObject jsonOf(const collection::PollSummary& summary)
{
    return {{"devices", summary.devices}, {"answered", summary.answered}, {"silent", summary.silent}, {"values", summary.values},
            {"stored", summary.stored}, {"gaps", summary.gaps}, {"flagged", summary.flagged}, {"events", summary.events},
            {"problems", QJsonArray::fromStringList(summary.problems)}};
}

QJsonObject jsonOf(const QMap<QString, qint64>& counters)
{
    QJsonObject object;
    for (auto counter = counters.cbegin(); counter != counters.cend(); ++counter)
        object[counter.key()] = counter.value();
    return object;
}

QJsonObject jsonOf(const station::CollectorHealth& health)
{
    const collection::PollHealth& polling = health.polling;
    return {{"devices", polling.devices}, {"silent", polling.silent}, {"latenessMs", qint64(polling.latenessMs)}, {"latenessP99Ms", qint64(polling.latenessP99Ms)},
            {"readings", polling.readings}, {"samples", polling.samples}, {"first", polling.first}, {"held", polling.held}, {"timeouts", polling.timeouts}, {"refused", polling.refused}, {"overrun", polling.overrun}, {"waiting", polling.waiting},
            {"failures", jsonOf(polling.failures)}, {"drops", jsonOf(polling.drops)},
             {"traps", toJson(health.traps)},
            {"reach", QJsonObject{{"rounds", health.reach.rounds}, {"unreached", health.reach.unreached}, {"overrun", health.reach.overrun}, {"problem", health.reach.problem}}},
            {"syslog", QJsonObject{{"recorded", health.syslog.recorded}, {"waiting", health.syslog.waiting}, {"cut", health.syslog.cut}, {"dropped", jsonOf(health.syslog.dropped)}}}};
}

std::int64_t intervalFrom(const QCommandLineParser& parser)
{
    const std::int64_t interval = parseDuration(parser.value(QStringLiteral("interval")));
    if (interval < 1'000)
        throw InvalidInput(collectText("Devices are asked at most once a second; write --interval 60s."));
    return interval;
}

int poll(Session& session, const QCommandLineParser&)
{
    session.profile();
    session.actor().require(access::Permission::DiscoverNetwork);
    IdSource ids(session.clock());
    snmp::Engine engine;
    station::Collector collector(session.connection().url(), session.clock(), ids, engine, session.sealer(), {});
    const collection::PollSummary summary = collector.pollNow().result();
    const collection::HardwareSummary hardware = collector.pollHardwareNow().result();
    QTextStream error(stderr);
    for (const QString& problem : summary.problems)
        error << "trunklinectl: " << problem << Qt::endl;
    QJsonObject object = jsonOf(summary);
    object["gauges"] = hardware.gauges;
    session.say(sentenceOf(summary) + u' ' + collectText("%1 values of sensors, %2 of them stored.").arg(hardware.gauges).arg(hardware.stored), object);
    return Done;
}

/// ADDRESS:PORT, or ADDRESS:PORT@DOMAIN where a routing domain of its own is listened to.
void readListening(const QStringList& places, station::CollectorOptions& options)
{
    bool first = true;
    for (const QString& place : places) {
        const auto [address, port] = parseEndpoint(place.section(u'@', 0, 0), 9162);
        const QString domain = place.section(u'@', 1).trimmed();
        if (std::exchange(first, false)) {
            options.trapAddress = address;
            options.trapPort = port;
            options.trapDomain = domain;
        } else {
            options.moreTraps.append({address, port, domain});
        }
    }
}

int collect(Session& session, const QCommandLineParser& parser)
{
    const bool isDemo = session.profile().demo;
    session.actor().require(access::Permission::DiscoverNetwork);
    station::StationOptions options;
    options.collector.checks = !isDemo;
    const collection::TrapListening listening = collection::trapListening(session.connection());
    if (parser.isSet(QStringLiteral("traps")) || listening.port == 0)
        readListening(parser.values(QStringLiteral("traps")), options.collector);
    options.collector.polling.intervalMs = intervalFrom(parser);
    if (parser.isSet(QStringLiteral("syslog"))) {
        const auto [syslogAddress, syslogPort] = parseEndpoint(parser.value(QStringLiteral("syslog")), 5514);
        options.collector.syslog = syslog::Listening{syslogAddress, syslogPort, syslogPort, {}, {}, {}, {}};
    }
    const std::int64_t forMs = parser.isSet(QStringLiteral("for")) ? parseDuration(parser.value(QStringLiteral("for"))) : 0;
    holdEndingSignals();
    station::Station station(session.connection().url(), session.sealer(), options);
    QTextStream out(stdout);
    // With --json an object a line, so that another program can read along.
    const auto tell = [&](const QString& text, QJsonObject object) {
        if (!session.options().json) {
            out << session.time(station.clock().now()) << "  " << text << Qt::endl;
            return;
        }
        object["at"] = station.clock().now().toIso();
        object["said"] = text;
        out << QJsonDocument(object).toJson(QJsonDocument::Compact) << Qt::endl;
    };
    const auto line = [&](const QString& text) { tell(text, {}); };
    QObject::connect(&station, &station::Station::held, &station, line);
    QObject::connect(&station.collector(), &station::Collector::polled, &station, [&](const collection::PollSummary& summary, const station::CollectorHealth& health) {
        tell(sentenceOf(summary), {{"round", jsonOf(summary)}, {"health", jsonOf(health)}});
    });
    QObject::connect(&station.collector(), &station::Collector::eventsRecorded, &station, [&](const QList<fault::RecordResult>& results) {
        for (const fault::RecordResult& result : results)
            line(result.event.text);
    });
    line(collectText("Polling every %1 s, listening for traps at %2:%3; Ctrl+C ends.").arg(options.collector.polling.intervalMs / 1000).arg(options.collector.trapPort ? options.collector.trapAddress : listening.address)
             .arg(options.collector.trapPort ? options.collector.trapPort : listening.port));
    station.collector().startPolling();
    runUntilSignal(forMs);
    return Done;
}

int showCollectors(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewNetwork);
    Listing listing{{{"collector", collectText("Collector")}, {"since", collectText("Since")}, {"at", collectText("Told at")}, {"sender", collectText("Sender")}, {"what", collectText("What")},
                     {"count", collectText("Messages"), true}, {"last", collectText("Last")}}, {},
                    collectText("No collector has told of itself; “trunklinectl collect” starts one.")};
    for (const collection::CollectorStatus& status : collection::collectorStatuses(session.connection())) {
        const auto add = [&](const QString& reason, const QString& what, qint64 count, const QString& sender, const QString& last) {
            listing.rows.append(QJsonObject{{"collector", status.collector}, {"since", session.time(status.startedAt)}, {"at", session.time(status.at)}, {"sender", sender},
                                            {"reason", reason}, {"what", what}, {"count", count}, {"last", last}});
        };
        const collection::TrapHealth& traps = status.traps;
        add(QStringLiteral("recorded"), collectText("events stored"), traps.recorded, {}, {});
        add(QStringLiteral("waiting"), collectText("waiting to be stored"), traps.waiting, {}, {});
        add(QStringLiteral("lostAtSocket"), collectText("lost at the socket"), traps.lostAtSocket, {}, {});
        add(QStringLiteral("lostByHost"), collectText("packets lost by the computer"), traps.lostByHost, {}, {});
        add(QStringLiteral("floods"), collectText("dropped: flood"), traps.floods, {}, {});
        add(QStringLiteral("allFull"), collectText("dropped: queue full"), traps.queueFull, {}, {});
        for (const snmp::RefusedSource& refused : traps.refused)
            add(collection::refusalKey(refused.reason), collection::refusalWord(refused.reason), qint64(refused.count), refused.source, session.time({refused.lastMs}));
    }
    session.show(listing);
    return Done;
}

PortId portOf(Session& session, const QStringList& names)
{
    const auto device = inventory::deviceByName(session.connection(), names.at(0));
    if (!device)
        throw NotFound(collectText("There is no device “%1”; see “trunklinectl device list”.").arg(names.at(0)));
    const auto port = inventory::portByName(session.connection(), device->id, names.at(1));
    if (!port)
        throw NotFound(collectText("%1 has no port “%2”; see “trunklinectl port list %1”.").arg(device->name, names.at(1)));
    return port->id;
}

int showTraffic(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    const PortId port = portOf(session, parser.positionalArguments());
    const Timestamp to = session.clock().now();
    const std::int64_t span = parseDuration(parser.value(QStringLiteral("last")));
    const auto resolution = performance::resolutionFor(span);
    const auto in = performance::rates(session.connection(), port, performance::Metric::InOctets, to.plusMs(-span), to, resolution);
    const auto out = performance::rates(session.connection(), port, performance::Metric::OutOctets, to.plusMs(-span), to, resolution);
    Listing listing{{{"from", collectText("From")}, {"to", collectText("To")}, {"inKbps", collectText("In kbit/s"), true}, {"outKbps", collectText("Out kbit/s"), true}}, {},
                    collectText("No traffic was measured in this time; “trunklinectl poll” or “collect” measures.")};
    QMap<std::int64_t, QJsonObject> rows;
    const auto add = [&](const performance::RatePoint& point, const char* bps, const char* kbps) {
        QJsonObject& row = rows[point.from.ms];
        row["from"] = session.time(point.from);
        row["to"] = session.time(point.to);
        row[QLatin1String(bps)] = qint64(point.meanBps);
        row[QLatin1String(kbps)] = qint64(point.meanBps / 1000);
    };
    for (const auto& point : in)
        add(point, "inBps", "inKbps");
    for (const auto& point : out)
        add(point, "outBps", "outKbps");
    for (const QJsonObject& row : std::as_const(rows))
        listing.rows.append(row);
    session.show(listing);
    return Done;
}

/// The ports' DEVICE PORT pairs.
QList<performance::PortTraffic> fiveMinuteTraffic(Session& session, const QStringList& names, Timestamp from, Timestamp to)
{
    if (names.size() % 2 != 0)
        throw InvalidInput(collectText("“%1” stands alone; write a device and a port for each line that is billed together.").arg(names.last()));
    QList<performance::PortTraffic> ports;
    for (qsizetype i = 0; i < names.size(); i += 2) {
        const PortId port = portOf(session, names.mid(i, 2));
        const auto of = [&](performance::Metric metric) { return performance::rates(session.connection(), port, metric, from, to, performance::Resolution::FiveMinutes); };
        ports.append({of(performance::Metric::InOctets), of(performance::Metric::OutOctets)});
    }
    return ports;
}

int showPercentile(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    const OperatorZone zone = session.profile().zone;
    const BillingDate today = zone.dateAt(session.clock().now());
    const BillingDate from = parser.isSet(QStringLiteral("from")) ? BillingDate::parse(parser.value(QStringLiteral("from"))) : today.withDay(1);
    const BillingDate to = parser.isSet(QStringLiteral("to")) ? BillingDate::parse(parser.value(QStringLiteral("to"))) : from.withDay(1).plusMonths(1);
    const auto traffic = billedTrafficNamed(parser.value(QStringLiteral("by")));
    if (!traffic)
        throw InvalidInput(collectText("“%1” is no traffic to bill by; write in, out, larger or sum.").arg(parser.value(QStringLiteral("by"))));
    if (to <= from)
        throw InvalidInput(collectText("The time ends on %1, before it begins; write the first day with --from and the day after the last with --to.").arg(to.toIso()));
    const Timestamp first = zone.startOf(from), end = std::min(zone.startOf(to), session.clock().now()); // what is to come is not missing
    const performance::BilledRate billed = performance::percentile95(fiveMinuteTraffic(session, parser.positionalArguments(), first, end), *traffic, first, end);
    if (!billed.bps)
        throw NotFound(collectText("There are no five minutes from %1 to %2 in which all of these ports were measured.").arg(from.toIso(), to.toIso()));
    session.show(QJsonObject{{"from", from.toIso()}, {"to", to.toIso()}, {"by", parser.value(QStringLiteral("by"))}, {"bps", qint64(*billed.bps)}, {"at", session.time(*billed.at)},
                             {"measured", billed.measured}, {"partial", billed.partial}, {"unmeasured", billed.unmeasured}},
                 {{"bps", collectText("95th percentile, bit/s")}, {"at", collectText("First reached at")}, {"measured", collectText("Five minutes that count")},
                  {"partial", collectText("Not measured of every port")}, {"unmeasured", collectText("Not measured")}});
    return Done;
}

} // namespace

QList<Command> collectCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value, const char* fallback = "") {
        return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value), QString::fromLatin1(fallback));
    };
    return {
        {"poll", "", collectText("ask every device once, now"), 0, 0, {}, poll},
        {"collect", "", collectText("poll, listen for traps and run the flows until stopped"), 0, 0,
         {option("traps", collectText("where to listen; may be given several times, each with its routing domain"), "ADDRESS:PORT[@DOMAIN]", "127.0.0.1:9162"), option("interval", collectText("between two polls of a device"), "DURATION", "60s"),
          option("syslog", collectText("where to listen for syslog by UDP and TCP, in place of what “syslog listen” says"), "ADDRESS:PORT"),
          option("for", collectText("end after this time"), "DURATION")}, collect},
        {"collector status", "", collectText("what collectors stored, lost and refused, and whose it was"), 0, 0, {}, showCollectors},
        {"traffic", "DEVICE PORT", collectText("what a port carried"), 2, 2, {option("last", collectText("how far back"), "DURATION", "1h")}, showTraffic},
        {"traffic percentile", "DEVICE PORT [DEVICE PORT…]", collectText("the 95th percentile of one or several ports together"), 2, 200,
         {option("from", collectText("the first day; else that of this month"), "DATE"), option("to", collectText("the day after the last; else that of the next month"), "DATE"),
          option("by", collectText("in, out, larger or sum"), "WHAT", "larger")}, showPercentile},
    };
}

} // namespace trunkline::ctl
