// The ONTs of the demo's OLT, in a table of its maker (an enterprise number for examples, RFC 5612); resources/profiles/fernlicht.json reads it.
#include "snmp/simulator/deviceobjects.h"

#include <cmath>

namespace trunkline::simulator {

namespace {

enum OntColumn : quint32 { OntSerial = 2, OntLabel = 3, OntState = 4, OntRx = 5, OntTx = 6, OltRx = 7, OntTemperature = 8, OntDistance = 9, OntDownCause = 10 };

/// One ONT: its number on the PON, and its port where it has one.
struct Ont {
    const DeviceContext* c;
    int number;
    int port;

    /// It is heard whether or not a customer's port at it is switched on.
    bool isOnline() const
    {
        const int pon = c->network.plan().portNamed(c->device, c->plan().onts->pon);
        return !c->network.fibreIsCut({c->device, pon}) && (port < 0 || !c->network.fibreIsCut({c->device, port}));
    }
    /// Different for each, and the same every time.
    int spread(int factor, int range) const { return number * factor % range; }
    double distanceM() const { return 640 + 173 * spread(7, 29); }
    /// A splitter takes 17.5 dB, a kilometre of fibre 0.35; nobody is heard through a dark one.
    double rxDbm() const { return 3.0 - 17.5 - 0.35 * distanceM() / 1000 - 0.11 * spread(5, 37) + 0.08 * timeOfDay(c->network.nowMs()); }
    double txDbm() const { return 2.1 + 0.06 * spread(3, 11); }
};

void addOnt(LiveObjects& objects, const Ont& ont, quint32 ponIndex)
{
    const Oid entry{1, 3, 6, 1, 4, 1, 32473, 1, 8000, 3, 1};
    const Oid index{ponIndex, quint32(ont.number)};
    const PortPlan* port = ont.port < 0 ? nullptr : &ont.c->plan().ports[ont.port];
    const auto text = [&](quint32 column, const QString& value) { objects.fixed(entry + column, index, Value::octets(value.toUtf8())); };
    // What an ONT that is away measures is not known: 2147483647, as others of its kind say.
    const auto measured = [&](quint32 column, double (*read)(const Ont&), double scale) {
        objects.cell(entry + column, index, [ont, read, scale] { return Value::integer(ont.isOnline() ? qint32(std::lround(scale * read(ont))) : 2147483647); });
    };
    text(OntSerial, port && !port->moduleSerial.isEmpty() ? port->moduleSerial : QStringLiteral("FLHN0A4D%1").arg(ont.number, 2, 10, QChar(u'0')));
    text(OntLabel, port ? port->alias : QStringLiteral("Dune Street %1").arg(2 * ont.number + 1));
    objects.cell(entry + OntState, index, [ont] { return Value::integer(ont.isOnline() ? 1 : 2); });
    measured(OntRx, [](const Ont& one) { return one.rxDbm(); }, 100);
    measured(OntTx, [](const Ont& one) { return one.txDbm(); }, 100);
    measured(OltRx, [](const Ont& one) { return one.rxDbm() + one.txDbm() - 3.4; }, 100);
    measured(OntTemperature, [](const Ont& one) { return 41 + one.spread(11, 13) + 3 * timeOfDay(one.c->network.nowMs()); }, 1);
    measured(OntDistance, [](const Ont& one) { return one.distanceM(); }, 1);
    objects.fixed(entry + OntDownCause, index, Value::integer(ont.number % 9 == 0 ? 2 : ont.number % 4 == 0 ? 1 : 0));
}

} // namespace

void addOnts(LiveObjects& objects, const DeviceContext& c)
{
    const DevicePlan& plan = c.plan();
    if (!plan.onts)
        return;
    const QString ports = QString(plan.onts->pon).replace(QStringLiteral("pon"), QStringLiteral("ont")) + u'/';
    const quint32 ponIndex = plan.ports[c.network.plan().portNamed(c.device, plan.onts->pon)].ifIndex;
    for (int number = 1; number <= plan.onts->count; ++number) {
        const int port = c.network.plan().portNamed(c.device, ports + QString::number(number));
        if (port < 0 || plan.ports[port].present) // nothing stands where no equipment was sent to
            addOnt(objects, {&c, number, port}, ponIndex);
    }
}

} // namespace trunkline::simulator
