// Random networks, told as their devices would tell them, and put together again.
#include "models/collection/columns.h"
#include "models/collection/oids.h"
#include "models/collection/topology.h"
#include "tests/support/oracle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <random>
#include <set>

using namespace trunkline;
using namespace trunkline::collection;
using snmp::Oid;
using snmp::Value;

namespace {

enum class Kind { Router, Switch, Host };

struct TrueDevice {
    Kind kind = Kind::Router;
    int ports = 0;
    bool lldp = false, lldp2 = false, cdp = false, addresses = false, forwarding = false, arp = false, ospf = false, stack = true;
};

struct TrueLink {
    int a = 0, aPort = 0, b = 0, bPort = 0; ///< ports from 1
    int network = -1;                       ///< of two addresses; -1: bridged
    bool aOnVlan = false;                   ///< the address of A is on a VLAN interface of the port
    int bundle = -1;                        ///< links of one aggregate
    auto operator<=>(const TrueLink&) const = default;
};

using Cable = std::tuple<int, int, int, int>;

/// A network, and the variables that its devices would answer with.
class TrueNetwork {
public:
    TrueNetwork(std::mt19937& random, const QList<std::pair<int, int>>& edges, int nodes) : random_(random)
    {
        for (int i = 0; i < nodes; ++i)
            devices_.append(randomDevice(Kind::Router));
        for (const auto& [a, b] : edges)
            connect(a, b);
        const int cores = nodes;
        for (int i = 0; i < cores; ++i)
            if (chance(40))
                growAccess(i);
        for (int i = 0; i < devices_.size(); ++i)
            binds_.append(snmp::VarBinds());
        for (int i = 0; i < devices_.size(); ++i)
            tellSelf(i);
        for (int i = 0; i < links_.size(); ++i)
            tellLink(links_[i], i);
        for (const TrueLink& link : std::as_const(links_))
            if (link.network < 0)
                tellBridged(link);
    }

    QList<DiscoveredDevice> devices() const
    {
        QList<DiscoveredDevice> found;
        for (int i = 0; i < devices_.size(); ++i) {
            found.append(decodeDevice(binds_[i]));
            found.last().found.address = QStringLiteral("10.255.%1.%2").arg(i / 250).arg(i % 250 + 1);
        }
        return found;
    }

    std::set<Cable> cables() const
    {
        std::set<Cable> all;
        for (const TrueLink& link : links_)
            all.insert(cable(link.a, link.aPort, link.b, link.bPort));
        return all;
    }
    /// Of which somebody says enough to name both ports.
    std::set<Cable> evident() const { return evident_; }
    static Cable cable(int a, int aPort, int b, int bPort)
    {
        return a < b ? Cable{a, aPort, b, bPort} : Cable{b, bPort, a, aPort};
    }

private:
    bool chance(int percent) { return int(random_() % 100) < percent; }
    static QByteArray macOctets(int device, int port)
    {
        return QByteArray::fromHex("001b") + char(device >> 8) + char(device) + char(port >> 8) + char(port);
    }
    static Oid macIndex(int device, int port)
    {
        std::vector<std::uint32_t> arcs;
        for (const char c : macOctets(device, port))
            arcs.push_back(quint8(c));
        return Oid(arcs);
    }
    static Oid address(int network, int host) { return {10, 1u + std::uint32_t(network) / 16'384, std::uint32_t(network) / 64 % 256, std::uint32_t(network) % 64 * 4 + std::uint32_t(host)}; }
    static QByteArray addressOctets(int network, int host)
    {
        QByteArray octets;
        for (const std::uint32_t arc : address(network, host).arcs())
            octets.append(char(arc));
        return octets;
    }
    void say(int device, const Oid& oid, const Value& value) { binds_[device].append({oid, value}); }

    TrueDevice randomDevice(Kind kind)
    {
        const bool isBridge = kind == Kind::Switch;
        TrueDevice device{kind, 0, chance(70), false, chance(30), chance(80), isBridge && chance(75), !isBridge && chance(60), chance(60), chance(80)};
        device.lldp2 = device.lldp && chance(30);
        if (kind == Kind::Host)
            device.lldp = device.cdp = device.ospf = false;
        return device;
    }

    int connect(int a, int b, bool isRouted = true)
    {
        const int lines = isRouted && chance(12) ? 2 : 1;
        const int network = isRouted && chance(85) ? networks_++ : -1;
        const int bundle = lines > 1 ? bundles_++ : -1;
        const bool aOnVlan = bundle < 0 && chance(20);
        for (int line = 0; line < lines; ++line)
            links_.append({a, ++devices_[a].ports, b, ++devices_[b].ports, isRouted ? (network < 0 ? -2 : network) : -1, aOnVlan, bundle});
        return int(links_.size()) - 1;
    }

    /// A tree of switches below a router, with hosts at its leaves.
    void growAccess(int router)
    {
        devices_.append(randomDevice(Kind::Switch));
        const int top = int(devices_.size()) - 1;
        connect(router, top, false);
        for (int i = int(random_() % 3); i > 0; --i) {
            devices_.append(randomDevice(Kind::Switch));
            connect(top, int(devices_.size()) - 1, false);
            const int leaf = int(devices_.size()) - 1;
            for (int hosts = int(random_() % 3); hosts > 0; --hosts) {
                devices_.append(randomDevice(Kind::Host));
                connect(leaf, int(devices_.size()) - 1, false);
            }
        }
    }

    void tellPort(int device, int ifIndex, const QByteArray& name, int type, const QByteArray& mac)
    {
        say(device, oids::ifEntry + Oid{2, std::uint32_t(ifIndex)}, Value::octets(name));
        say(device, oids::ifEntry + Oid{3, std::uint32_t(ifIndex)}, Value::integer(type));
        say(device, oids::ifEntry + Oid{6, std::uint32_t(ifIndex)}, Value::octets(mac));
        say(device, oids::ifXEntry + Oid{1, std::uint32_t(ifIndex)}, Value::octets(name));
    }

    void tellSelf(int device)
    {
        say(device, oids::sysName, Value::octets(chance(10) ? QByteArray("switch") : "device-" + QByteArray::number(device)));
        say(device, oids::dot1dBaseBridgeAddress, Value::octets(macOctets(device, 0)));
        for (int port = 1; port <= devices_[device].ports; ++port)
            tellPort(device, port, "ge-0/0/" + QByteArray::number(port), 6, macOctets(device, port));
    }

    void tellLink(const TrueLink& link, int number)
    {
        tellLldp(link.a, link.aPort, link.b, link.bPort);
        tellLldp(link.b, link.bPort, link.a, link.aPort);
        tellCdp(link.a, link.aPort, link.b, link.bPort);
        tellCdp(link.b, link.bPort, link.a, link.aPort);
        if (link.network >= 0)
            tellRouted(link, number);
        // Each router hears the other alone on its cable.
        if (link.network != -1 && link.bundle < 0 && devices_[link.a].arp && devices_[link.b].arp) {
            tellArp(link.a, link.aPort, link.b, link.bPort, number);
            tellArp(link.b, link.bPort, link.a, link.aPort, number);
            evident_.insert(cable(link.a, link.aPort, link.b, link.bPort));
        }
    }

    void tellArp(int device, int port, int other, int otherPort, int number)
    {
        say(device, oids::ipNetToMediaEntry + Oid{2, std::uint32_t(port), 172, 16, std::uint32_t(number) % 256, std::uint32_t(other) % 256},
            Value::octets(macOctets(other, otherPort)));
    }

    void tellLldp(int device, int port, int other, int otherPort)
    {
        if (!devices_[device].lldp || !devices_[other].lldp)
            return;
        const bool second = devices_[device].lldp2;
        const Oid entry = second ? oids::lldpV2RemEntry : oids::lldpRemEntry;
        const Oid row = second ? Oid{0, std::uint32_t(port), 1, 7} : Oid{0, std::uint32_t(port), 7};
        const std::uint32_t shift = second ? 1 : 0;
        say(device, entry + Oid{4 + shift} + row, Value::integer(4));
        say(device, entry + Oid{5 + shift} + row, Value::octets(macOctets(other, 0)));
        say(device, entry + Oid{6 + shift} + row, Value::integer(5));
        say(device, entry + Oid{7 + shift} + row, Value::octets("ge-0/0/" + QByteArray::number(otherPort)));
        evident_.insert(cable(device, port, other, otherPort));
    }

    /// CDP also passes a switch that does not speak it.
    void tellCdp(int device, int port, int other, int otherPort)
    {
        if (!devices_[device].cdp)
            return;
        const auto hear = [&](int who, int whosePort) {
            const Oid row{std::uint32_t(port), std::uint32_t(who + 1)};
            say(device, oids::cdpCacheEntry + Oid{3} + row, Value::integer(1));
            say(device, oids::cdpCacheEntry + Oid{4} + row, Value::octets(QByteArray::fromHex("0aff") + char(who / 250) + char(who % 250 + 1)));
            say(device, oids::cdpCacheEntry + Oid{6} + row, Value::octets("device-" + QByteArray::number(who)));
            say(device, oids::cdpCacheEntry + Oid{7} + row, Value::octets("ge-0/0/" + QByteArray::number(whosePort)));
        };
        if (devices_[other].cdp) {
            hear(other, otherPort);
            evident_.insert(cable(device, port, other, otherPort));
            return;
        }
        if (devices_[other].kind != Kind::Switch || !devices_[other].lldp || !devices_[device].lldp)
            return;
        for (const TrueLink& link : std::as_const(links_))
            for (const auto& [here, far, farPort] : {std::tuple(link.a, link.b, link.bPort), std::tuple(link.b, link.a, link.aPort)})
                if (here == other && far != device && devices_[far].cdp && devices_[far].lldp)
                    hear(far, farPort);
    }

    void tellRouted(const TrueLink& link, int number)
    {
        const auto interfaceOf = [&](int device, int port, bool onVlan, int partner) {
            if (link.bundle >= 0) { // the first line of a bundle comes first
                const int aggregate = 500 + link.bundle;
                if (!aggregates_.contains({device, aggregate}))
                    tellPort(device, aggregate, "ae" + QByteArray::number(link.bundle), 161, macOctets(device, aggregate));
                aggregates_.insert({device, aggregate});
                say(device, oids::dot3adAggPortEntry + Oid{13, std::uint32_t(port)}, Value::integer(aggregate));
                return aggregate;
            }
            Q_UNUSED(partner)
            if (!onVlan)
                return port;
            const int vlan = 1000 + port;
            tellPort(device, vlan, "ge-0/0/" + QByteArray::number(port) + ".100", 135, macOctets(device, port));
            if (devices_[device].stack)
                say(device, oids::ifStackEntry + Oid{3, std::uint32_t(vlan), std::uint32_t(port)}, Value::integer(1));
            return vlan;
        };
        Q_UNUSED(number)
        const int a = interfaceOf(link.a, link.aPort, link.aOnVlan, link.b);
        const int b = interfaceOf(link.b, link.bPort, false, link.a);
        const auto tell = [&](int device, int ifIndex, int host) {
            if (!devices_[device].addresses)
                return;
            const Oid own = address(link.network, host);
            say(device, oids::ipAddrEntry + Oid{2} + own, Value::integer(ifIndex));
            say(device, oids::ipAddrEntry + Oid{3} + own, {snmp::Type::IpAddress, QByteArray::fromHex("fffffffc")});
            if (devices_[device].ospf) {
                say(device, oids::ospfNbrEntry + Oid{6} + address(link.network, 3 - host) + Oid{0}, Value::integer(8));
                say(device, oids::bgpPeerEntry + Oid{2} + address(link.network, 3 - host), Value::integer(6));
                say(device, oids::bgpPeerEntry + Oid{5} + address(link.network, 3 - host), {snmp::Type::IpAddress, addressOctets(link.network, host)});
            }
        };
        tell(link.a, a, 1);
        tell(link.b, b, 2);
        if (devices_[link.a].addresses && devices_[link.b].addresses && link.bundle < 0)
            evident_.insert(cable(link.a, link.aPort, link.b, link.bPort));
    }

    /// Who is on this side of a bridged cable: everybody up to the next router.
    void collect(int device, const TrueLink& without, QList<std::pair<int, int>>& seen, int cameBy) const
    {
        seen.append({device, cameBy});
        if (devices_[device].kind != Kind::Switch)
            return;
        for (const TrueLink& link : links_) {
            if (link.network != -1 || link == without)
                continue;
            if (link.a == device)
                collect(link.b, link, seen, link.bPort);
            else if (link.b == device)
                collect(link.a, link, seen, link.aPort);
        }
    }

    /// A bridge learns the port of a router or host that sent; of a switch beyond, its own address.
    void tellBridged(const TrueLink& link)
    {
        const auto learn = [&](int device, int port, int other, int otherPort) {
            QList<std::pair<int, int>> behind;
            collect(other, link, behind, otherPort);
            if (devices_[device].kind == Kind::Switch && devices_[device].forwarding) {
                if (port == 1)
                    for (int p = 1; p <= devices_[device].ports; ++p)
                        say(device, oids::dot1dBasePortEntry + Oid{2, std::uint32_t(p)}, Value::integer(p));
                for (const auto& [who, by] : std::as_const(behind))
                    say(device, oids::dot1qTpFdbEntry + Oid{2, 1} + macIndex(who, devices_[who].kind == Kind::Switch ? 0 : by), Value::integer(port));
            }
            return int(behind.size());
        };
        const int beyondA = learn(link.a, link.aPort, link.b, link.bPort);
        const int beyondB = learn(link.b, link.bPort, link.a, link.aPort);
        // One end alone behind the other, whose own cable it is: a host, or a router by its port.
        const bool aKnows = devices_[link.a].kind == Kind::Switch && devices_[link.a].forwarding && beyondA == 1 && devices_[link.b].kind != Kind::Switch;
        const bool bKnows = devices_[link.b].kind == Kind::Switch && devices_[link.b].forwarding && beyondB == 1 && devices_[link.a].kind != Kind::Switch;
        if (aKnows || bKnows)
            evident_.insert(cable(link.a, link.aPort, link.b, link.bPort));
    }

    std::mt19937& random_;
    QList<TrueDevice> devices_;
    QList<TrueLink> links_;
    QList<snmp::VarBinds> binds_;
    std::set<Cable> evident_;
    QSet<std::pair<int, int>> aggregates_;
    int networks_ = 0;
    int bundles_ = 0;
};

struct Score {
    int found = 0, right = 0, evident = 0, evidentFound = 0, duplicates = 0, aggregated = 0;
    double precision() const { return found == 0 ? 100 : 100.0 * right / found; }
    double recall() const { return evident == 0 ? 100 : 100.0 * evidentFound / evident; }
};

} // namespace

class TopologyTest : public QObject {
    Q_OBJECT

    static void judge(Score& score, const TrueNetwork& network)
    {
        const QList<DiscoveredDevice> devices = network.devices();
        const std::set<Cable> truth = network.cables();
        const std::set<Cable> evident = network.evident();
        std::set<Cable> found;
        for (const LinkEnds& link : linksBetween(devices)) {
            // One link between aggregates says that some cables are there, and not which.
            if (link.aPort.startsWith(QLatin1String("ae")) && link.bPort == link.aPort) {
                ++score.aggregated;
                continue;
            }
            const Cable cable = TrueNetwork::cable(int(link.aDevice), link.aPort.section(u'/', -1).toInt(), int(link.bDevice), link.bPort.section(u'/', -1).toInt());
            score.duplicates += !found.insert(cable).second;
            ++score.found;
            const bool isRight = truth.contains(cable);
            score.right += isRight;
            if (!isRight)
                qInfo("not a link: device %d %s – device %d %s by %s", int(link.aDevice), qPrintable(link.aPort), int(link.bDevice), qPrintable(link.bPort),
                      qPrintable(link.evidence.first().kind));
        }
        for (const Cable& cable : evident) {
            ++score.evident;
            score.evidentFound += found.contains(cable);
            if (!found.contains(cable))
                qInfo("missed: device %d port %d – device %d port %d", std::get<0>(cable), std::get<1>(cable), std::get<2>(cable), std::get<3>(cable));
        }
    }

    static void tell(const char* what, const Score& score)
    {
        qInfo("%s: %d links, precision %.2f %%, recall %.2f %% of %d with evidence, %d duplicates, %d between aggregates", what, score.found, score.precision(),
              score.recall(), score.evident, score.duplicates, score.aggregated);
    }

    static DiscoveredDevice deviceWith(int number, int ports)
    {
        DiscoveredDevice device;
        device.found.sysName = QStringLiteral("d%1").arg(number);
        device.found.address = QStringLiteral("192.0.2.%1").arg(number);
        device.found.baseMac = QStringLiteral("00:1b:00:00:%1:00").arg(number, 2, 16, QLatin1Char('0'));
        for (int i = 1; i <= ports; ++i) {
            inventory::FoundPort port;
            port.ifIndex = i;
            port.name = QStringLiteral("p%1").arg(i);
            port.ifType = 6;
            port.mac = QStringLiteral("00:1b:00:00:%1:%2").arg(number, 2, 16, QLatin1Char('0')).arg(i, 2, 16, QLatin1Char('0'));
            device.found.ports.append(port);
        }
        return device;
    }
    static quint64 macOf(const DiscoveredDevice& device, int port) { return macNumber(device.found.ports[port - 1].mac); }

private Q_SLOTS:
    void randomNetworksAreFoundAsTheyAre()
    {
        const quint32 seed = qEnvironmentVariableIsSet("TRUNKLINE_TEST_SEED") ? qEnvironmentVariableIntValue("TRUNKLINE_TEST_SEED") : std::random_device()();
        qInfo("seed %u (TRUNKLINE_TEST_SEED repeats it)", seed);
        std::mt19937 random(seed);
        Score score;
        for (int round = 0; round < 40; ++round) {
            const int nodes = 5 + int(random() % 30);
            QList<std::pair<int, int>> edges;
            for (int i = 1; i < nodes; ++i)
                edges.append({i, int(random() % i)});
            for (int i = 0; i < nodes; ++i)
                if (const std::pair extra{int(random() % nodes), int(random() % nodes)}; extra.first != extra.second && !edges.contains(extra))
                    edges.append(extra);
            judge(score, TrueNetwork(random, edges, nodes));
        }
        tell("random networks", score);
        QVERIFY(score.evident > 500);
        QVERIFY2(score.precision() >= 99.0 && score.recall() >= 99.0, "see the log for the seed");
        QCOMPARE(score.duplicates, 0);
    }

    void whatIsBehindAPortWithSeveralIsNoLink()
    {
        DiscoveredDevice a = deviceWith(1, 2), b = deviceWith(2, 2), c = deviceWith(3, 2);
        a.adjacencies.forwarding = {{1, macOf(b, 1)}};
        QCOMPARE(linksBetween({a, b, c}).size(), 1);
        a.adjacencies.forwarding = {{1, macOf(b, 1)}, {1, macOf(c, 1)}};
        QVERIFY(linksBetween({a, b, c}).isEmpty());
        // Alone behind the port, but a third sees the two in different directions: it is in the middle.
        a.adjacencies.forwarding = {{1, macOf(b, 1)}};
        c.adjacencies.forwarding = {{1, macOf(b, 1)}, {2, macOf(a, 1)}};
        QCOMPARE(linksBetween({a, b, c}), (QList<LinkEnds>{{0, "p1", 2, "p2", {{"fdb", false}}}, {1, "p1", 2, "p1", {{"fdb", false}}}}));
    }

    void betterEvidenceWins()
    {
        // CDP passes through the switch in the middle, whom LLDP names.
        DiscoveredDevice a = deviceWith(1, 1), middle = deviceWith(2, 2), c = deviceWith(3, 1);
        const auto hears = [](const QString& kind, const DiscoveredDevice& who, const QString& port) {
            Neighbour n;
            n.evidence = kind;
            n.localIfIndex = 1;
            n.chassisMac = who.found.baseMac;
            n.portIdSubtype = 5;
            n.portId = port;
            return n;
        };
        a.neighbours = {hears("lldp", middle, "p1"), hears("cdp", c, "p1")};
        c.neighbours = {hears("lldp", middle, "p2"), hears("cdp", a, "p1")};
        QCOMPARE(linksBetween({a, middle, c}), (QList<LinkEnds>{{0, "p1", 1, "p1", {{"lldp", true}}}, {1, "p2", 2, "p1", {{"lldp", false}}}}));
        // An address network over the same cable is more evidence for it, not another link.
        a.adjacencies.addresses = {{1, "198.51.100.1", 31}};
        middle.adjacencies.addresses = {{1, "198.51.100.0", 31}};
        QCOMPARE(linksBetween({a, middle, c}).first(), (LinkEnds{0, "p1", 1, "p1", {{"address", true}, {"address", false}, {"lldp", true}}}));
    }

    void anAggregateMeansItsMembers()
    {
        DiscoveredDevice a = deviceWith(1, 3), b = deviceWith(2, 3);
        for (DiscoveredDevice* device : {&a, &b}) {
            device->found.ports[2].ifType = 161;
            device->adjacencies.stack = {{3, 1}, {3, 2}};
        }
        a.adjacencies.addresses = {{3, "198.51.100.1", 30}};
        b.adjacencies.addresses = {{3, "198.51.100.2", 30}};
        QCOMPARE(linksBetween({a, b}), (QList<LinkEnds>{{0, "p3", 1, "p3", {{"address", true}, {"address", false}}}}));
        Neighbour hears;
        hears.evidence = "lldp";
        hears.localIfIndex = 1;
        hears.chassisMac = b.found.baseMac;
        hears.portIdSubtype = 5;
        hears.portId = "p2";
        a.neighbours = {hears};
        QCOMPARE(linksBetween({a, b}), (QList<LinkEnds>{{0, "p1", 1, "p2", {{"address", true}, {"address", false}, {"lldp", true}}}}));
    }

    // Oracle: ../shared/data/topology (Topology Zoo CC BY 4.0, TopoHub MIT): real operators' networks.
    void realNetworksAreFoundAsTheyAre()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "topology");
        std::mt19937 random(20'261'127);
        Score score;
        int networks = 0;
        for (const QString& kind : {QStringLiteral("topohub"), QStringLiteral("sndlib")}) {
            for (const QString& file : QDir(folder + u'/' + kind).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
                QFile json(folder + u'/' + kind + u'/' + file);
                QVERIFY(json.open(QIODevice::ReadOnly));
                const QJsonObject graph = QJsonDocument::fromJson(json.readAll()).object();
                QHash<QString, int> nodes;
                for (const QJsonValue& node : graph["nodes"].toArray())
                    nodes.insert(node["id"].toVariant().toString(), int(nodes.size()));
                QList<std::pair<int, int>> edges;
                for (const QJsonValue& edge : (graph.contains("edges") ? graph["edges"] : graph["links"]).toArray())
                    if (const std::pair one{nodes.value(edge["source"].toVariant().toString()), nodes.value(edge["target"].toVariant().toString())}; one.first != one.second)
                        edges.append(one);
                judge(score, TrueNetwork(random, edges, int(nodes.size())));
                ++networks;
            }
        }
        tell(qPrintable(QStringLiteral("%1 operators' networks").arg(networks)), score);
        QVERIFY(networks >= 10 && score.evident > 500);
        QVERIFY(score.precision() >= 99.0 && score.recall() >= 99.0);
        QCOMPARE(score.duplicates, 0);
    }
};

QTEST_GUILESS_MAIN(TopologyTest)
#include "tst_topology.moc"
