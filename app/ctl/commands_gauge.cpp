// Jobs on what devices measure, as it was polled: sensor list, history, limits; component list.

#include "app/ctl/session.h"
#include "models/collection/measure.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"
#include "models/overview/gaugelist.h"
#include "models/performance/gaugeservice.h"

#include <QCoreApplication>

namespace trunkline::ctl {

namespace {

QString gaugeText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

DeviceId deviceNamed(Session& session, const QString& name)
{
    const auto device = inventory::deviceByName(session.connection(), name);
    if (!device)
        throw NotFound(gaugeText("There is no device “%1”; see “trunklinectl device list”.").arg(name));
    return device->id;
}

/// By its name; where several have it, --measure tells them apart.
overview::GaugeRow gaugeNamed(Session& session, const QCommandLineParser& parser)
{
    const QString device = parser.positionalArguments().at(0), name = parser.positionalArguments().at(1), measure = parser.value(QStringLiteral("measure"));
    QList<overview::GaugeRow> found;
    for (const overview::GaugeRow& row : overview::gaugeRows(session.connection(), deviceNamed(session, device)))
        if (row.gauge.name == name && (measure.isEmpty() || row.gauge.measure == measure))
            found.append(row);
    if (found.isEmpty())
        throw NotFound(gaugeText("%1 has no sensor “%2”; see “trunklinectl sensor list %1”.").arg(device, name));
    if (found.size() > 1)
        throw InvalidInput(gaugeText("%1 has several sensors “%2”; say which one by --measure %3.").arg(device, name, found.first().gauge.measure));
    return found.first();
}

QJsonObject gaugeJson(Session& session, const overview::GaugeRow& row)
{
    QJsonObject json{{"id", row.gauge.id.toString()}, {"device", row.deviceName}, {"measure", row.gauge.measure}, {"name", row.gauge.name}, {"profile", row.gauge.profile},
                     {"everySeconds", row.gauge.everySeconds}, {"limits", performance::toJson(row.limits)},
                     {"shownLimits", collection::limitsText(row.limits, collection::measureUnit(row.gauge.measure))}};
    if (row.last) {
        json["value"] = row.last->value.toString();
        json["shown"] = collection::valueText(row.gauge, row.last->value);
        json["read"] = session.time(row.last->at);
    }
    if (row.severity)
        json["severity"] = severityKey(*row.severity);
    if (row.override)
        json["reason"] = row.override->reason;
    return json;
}

int listGauges(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    Listing listing{{{"measure", gaugeText("Measure")}, {"name", gaugeText("Sensor")}, {"shown", gaugeText("Value"), true}, {"severity", gaugeText("Severity")},
                     {"shownLimits", gaugeText("Limits")}, {"read", gaugeText("Read")}}, {},
                    gaugeText("Nothing was read of this device yet; “trunklinectl poll” and “collect” do.")};
    for (const overview::GaugeRow& row : overview::gaugeRows(session.connection(), deviceNamed(session, parser.positionalArguments().first())))
        listing.rows.append(gaugeJson(session, row));
    session.show(listing);
    return Done;
}

int showHistory(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    const overview::GaugeRow row = gaugeNamed(session, parser);
    const Timestamp to = session.clock().now();
    const auto history = overview::gaugeHistory(session.connection(), row.gauge.id, to.plusMs(-parseDuration(parser.value(QStringLiteral("last")))), to);
    Listing listing{{{"to", gaugeText("At")}, {"least", gaugeText("Least"), true}, {"mean", gaugeText("Mean"), true}, {"most", gaugeText("Most"), true}}, {},
                    gaugeText("Nothing was read of it in this time.")};
    const auto figure = [&](std::int64_t stored) { return performance::valueOf(row.gauge.measure, stored).toString(); };
    for (const performance::RatePoint& point : history.points)
        listing.rows.append(QJsonObject{{"from", session.time(point.from)}, {"to", session.time(point.to)}, {"least", figure(point.minBps)}, {"mean", figure(point.meanBps)}, {"most", figure(point.maxBps)}});
    session.show(listing);
    return Done;
}

int setLimits(Session& session, const QCommandLineParser& parser)
{
    const overview::GaugeRow row = gaugeNamed(session, parser);
    const QString reason = parser.value(QStringLiteral("reason"));
    performance::GaugeService service(session.context());
    if (parser.isSet(QStringLiteral("reset"))) {
        service.resetLimits(session.actor(), row.gauge.id, reason);
    } else {
        const auto limit = [&](const char* option) -> std::optional<performance::Limit> {
            const QString text = parser.value(QString::fromLatin1(option));
            const auto value = Decimal::parse(text);
            if (!text.isEmpty() && !value)
                throw InvalidInput(gaugeText("--%1 %2 is no number; write one like 75 or -27.5.").arg(QString::fromLatin1(option), text));
            return value ? std::optional(performance::Limit{*value, performance::LimitSource::Person}) : std::nullopt;
        };
        service.setLimits(session.actor(), row.gauge.id, {limit("low"), limit("low-warning"), limit("high-warning"), limit("high")}, reason);
    }
    const overview::GaugeRow now = overview::gaugeRow(session.connection(), row.gauge.id);
    const QString limits = collection::limitsText(now.limits, collection::measureUnit(now.gauge.measure));
    session.say(limits.isEmpty() ? gaugeText("%1 has no limits now.").arg(now.gauge.name) : gaugeText("Limits of %1: %2.").arg(now.gauge.name, limits), gaugeJson(session, now));
    return Done;
}

int listComponents(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewNetwork);
    const QString kind = parser.positionalArguments().first();
    if (kind != QLatin1String("transceiver") && kind != QLatin1String("ont"))
        throw InvalidInput(gaugeText("“%1” is no kind of component; write transceiver or ont.").arg(kind));
    const auto device = parser.positionalArguments().size() > 1 ? std::optional(deviceNamed(session, parser.positionalArguments().at(1))) : std::nullopt;
    Listing listing{{{"device", gaugeText("Device")}, {"port", gaugeText("Port")}, {"name", gaugeText("Name")}, {"model", gaugeText("Model")}, {"serialNumber", gaugeText("Serial number")},
                     {"state", gaugeText("State")}, {"rx", gaugeText("Rx"), true}, {"tx", gaugeText("Tx"), true}, {"temperature", gaugeText("Temperature"), true}, {"distance", gaugeText("Distance"), true},
                     {"lastDown", gaugeText("Last down")}}, {}, gaugeText("None is known yet; “trunklinectl collect” reads them.")};
    const auto shown = [](const std::optional<overview::GaugeRow>& row) { return row && row->last ? collection::valueText(row->gauge, row->last->value) : QString(); };
    for (const overview::ComponentRow& row : overview::componentRows(session.connection(), kind, device))
        listing.rows.append(QJsonObject{{"device", row.deviceName}, {"port", row.component.portName}, {"name", row.component.name}, {"label", row.component.label}, {"vendor", row.component.vendor},
                                        {"model", row.component.model}, {"serialNumber", row.component.serialNumber}, {"state", shown(row.state)}, {"rx", shown(row.rx)}, {"tx", shown(row.tx)},
                                        {"temperature", shown(row.temperature)}, {"distance", shown(row.distance)}, {"lastDown", shown(row.cause)}});
    session.show(listing);
    return Done;
}

} // namespace

QList<Command> gaugeCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value, const char* fallback = "") {
        return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value), QString::fromLatin1(fallback));
    };
    const QCommandLineOption measure = option("measure", gaugeText("temperature, dbm, processor … where several have the name"), "MEASURE");
    return {
        {"sensor list", "DEVICE", gaugeText("what was read last of the sensors, processors and memory of a device"), 1, 1, {}, listGauges},
        {"sensor history", "DEVICE NAME", gaugeText("what a sensor said over time"), 2, 2, {measure, option("last", gaugeText("how far back"), "DURATION", "1d")}, showHistory},
        {"sensor limits", "DEVICE NAME", gaugeText("set limits in place of those of the device and its profile; without any nothing raises an alarm"), 2, 2,
         {measure, option("low", gaugeText("critical below"), "VALUE"), option("low-warning", gaugeText("warning below"), "VALUE"), option("high-warning", gaugeText("warning above"), "VALUE"),
          option("high", gaugeText("critical above"), "VALUE"), option("reason", gaugeText("why"), "TEXT"),
          QCommandLineOption(QStringLiteral("reset"), gaugeText("back to those of the device and its profile"))}, setLimits},
        {"component list", "KIND [DEVICE]", gaugeText("transceivers or ONTs with their levels"), 1, 2, {}, listComponents},
    };
}

} // namespace trunkline::ctl
