// Jobs about the ports that a service's traffic is measured at.

#include "app/ctl/session.h"
#include "app/ctl/usagearguments.h"
#include "models/billing/trafficports.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>

namespace trunkline::ctl {

namespace {

QString trafficPortWords(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

BillingDate dayOption(Session& session, const QCommandLineParser& parser, const char* option)
{
    const QString text = parser.value(QString::fromLatin1(option));
    return text.isEmpty() ? session.profile().zone.dateAt(session.clock().now()) : BillingDate::parse(text);
}

PortId portCalled(Session& session, const QString& device, const QString& name)
{
    const auto known = inventory::deviceByName(session.connection(), device);
    const auto port = known ? inventory::portByName(session.connection(), known->id, name) : std::nullopt;
    if (!port)
        throw NotFound(trafficPortWords("There is no device “%1” with a port “%2”; see “trunklinectl device list” and “trunklinectl port list”.").arg(device, name));
    return port->id;
}

int listTrafficPorts(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewOrders);
    const inventory::Service service = serviceCalled(session, parser.positionalArguments().first());
    Listing listing{{{"port", trafficPortWords("Port")}, {"from", trafficPortWords("From")}, {"lastDay", trafficPortWords("Last day")}}, {},
                    trafficPortWords("The traffic of %1 is measured at its own port, %2.").arg(service.name, billing::trafficPortName(session.connection(), service.portId))};
    for (const billing::TrafficPort& each : billing::trafficPorts(session.connection(), {service.id.toString()}).value(service.id))
        listing.rows.append(QJsonObject{{"port", billing::trafficPortName(session.connection(), each.portId)}, {"from", each.from.toIso()}, {"lastDay", each.to ? each.to->plusDays(-1).toIso() : QString()}});
    session.show(listing);
    return Done;
}

int addTrafficPort(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const inventory::Service service = serviceCalled(session, words[0]);
    const auto made = billing::TrafficPortService(session.context()).add(session.actor(), service.id, portCalled(session, words[1], words[2]), dayOption(session, parser, "from"));
    session.say(trafficPortWords("The traffic of %1 is measured at %2 from %3 on.").arg(service.name, billing::trafficPortName(session.connection(), made.portId), made.from.toIso()));
    return Done;
}

int endTrafficPort(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const inventory::Service service = serviceCalled(session, words[0]);
    const auto ended = billing::TrafficPortService(session.context()).end(session.actor(), service.id, portCalled(session, words[1], words[2]), dayOption(session, parser, "last-day").plusDays(1));
    session.say(trafficPortWords("The traffic of %1 is not measured at %2 any more from %3 on.").arg(service.name, billing::trafficPortName(session.connection(), ended.portId), ended.to->toIso()));
    return Done;
}

} // namespace

QList<Command> trafficPortCommands()
{
    return {
        {"traffic-port list", "SERVICE", trafficPortWords("where a service's traffic is measured for its bill"), 1, 1, {}, listTrafficPorts},
        {"traffic-port add", "SERVICE DEVICE PORT", trafficPortWords("measure a service's traffic at this port, too; the first one takes the place of its own"), 3, 3,
         {QCommandLineOption(QStringLiteral("from"), trafficPortWords("first day (else today)"), QStringLiteral("DATE"))}, addTrafficPort},
        {"traffic-port end", "SERVICE DEVICE PORT", trafficPortWords("measure it there no more"), 3, 3,
         {QCommandLineOption(QStringLiteral("last-day"), trafficPortWords("last day (else today)"), QStringLiteral("DATE"))}, endTrafficPort},
    };
}

} // namespace trunkline::ctl
