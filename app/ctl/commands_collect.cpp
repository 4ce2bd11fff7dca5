// Jobs that speak to devices: poll, collect.

#include "app/ctl/session.h"
#include "app/ctl/untilsignal.h"
#include "app/station/station.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"
#include "models/performance/samplestore.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

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
            {"traps", QJsonObject{{"recorded", health.traps.recorded}, {"undecodable", health.traps.undecodable}, {"waiting", health.traps.waiting}, {"dropped", health.traps.dropped}}}};
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
    QTextStream error(stderr);
    for (const QString& problem : summary.problems)
        error << "trunklinectl: " << problem << Qt::endl;
    session.say(sentenceOf(summary), jsonOf(summary));
    return Done;
}

int collect(Session& session, const QCommandLineParser& parser)
{
    session.profile();
    session.actor().require(access::Permission::DiscoverNetwork);
    station::StationOptions options;
    const auto [address, port] = parseEndpoint(parser.value(QStringLiteral("traps")), 9162);
    options.collector.trapAddress = address;
    options.collector.trapPort = port;
    options.collector.polling.intervalMs = intervalFrom(parser);
    const std::int64_t forMs = parser.isSet(QStringLiteral("for")) ? parseDuration(parser.value(QStringLiteral("for"))) : 0;
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
    QObject::connect(&station.collector(), &station::Collector::trapsRecorded, &station, [&](const QList<fault::RecordResult>& results) {
        for (const fault::RecordResult& result : results)
            line(result.event.text);
    });
    line(collectText("Polling every %1 s, listening for traps at %2:%3; Ctrl+C ends.").arg(options.collector.polling.intervalMs / 1000).arg(address).arg(port));
    station.collector().startPolling();
    runUntilSignal(forMs);
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

} // namespace

QList<Command> collectCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value, const char* fallback = "") {
        return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value), QString::fromLatin1(fallback));
    };
    return {
        {"poll", "", collectText("ask every device once, now"), 0, 0, {}, poll},
        {"collect", "", collectText("poll, listen for traps and run the flows until stopped"), 0, 0,
         {option("traps", collectText("where to listen"), "ADDRESS:PORT", "127.0.0.1:9162"), option("interval", collectText("between two polls of a device"), "DURATION", "60s"),
          option("for", collectText("end after this time"), "DURATION")}, collect},
        {"traffic", "DEVICE PORT", collectText("what a port carried"), 2, 2, {option("last", collectText("how far back"), "DURATION", "1h")}, showTraffic},
    };
}

} // namespace trunkline::ctl
