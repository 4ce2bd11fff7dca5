#include "models/assurance/reach.h"

#include <QTest>

#include <random>

using namespace trunkline;
using assurance::Faults;
using assurance::Topology;

namespace {

/// Two core routers and an edge router; a ring of two switches; a tree below; a chain of radios. As many operators are built.
///
///   edge - core1 - core2 - edge,  core1 - agg1 - agg2 - core2,  agg1 - olt,  agg1 - accessRouter,  agg2 - radioA - radioB
struct Town {
    Town()
    {
        for (const char* name : {"edge", "core1", "core2", "accessRouter"})
            add(name, "router");
        for (const char* name : {"agg1", "agg2"})
            add(name, "switch");
        add("olt", "olt");
        add("radioA", "radio");
        add("radioB", "radio");
        for (const auto& [a, b] : std::initializer_list<std::pair<const char*, const char*>>{
                 {"edge", "core1"}, {"edge", "core2"}, {"core1", "core2"}, {"core1", "agg1"}, {"core2", "agg2"}, {"agg1", "agg2"},
                 {"agg1", "olt"}, {"agg1", "accessRouter"}, {"agg2", "radioA"}, {"radioA", "radioB"}})
            link(a, b);
        topology.core = assurance::coreOf(devices, topology.links);
    }

    void add(const char* name, const char* kind)
    {
        inventory::Device device;
        device.id = DeviceId(QUuid::createUuid());
        device.kind = QString::fromLatin1(kind);
        devices.append(device);
        ids.insert(QString::fromLatin1(name), device.id);
    }
    void link(const char* a, const char* b)
    {
        topology.links.append({PortId(QUuid::createUuid()), PortId(QUuid::createUuid()), id(a), id(b)});
    }
    DeviceId id(const char* name) const { return ids.value(QString::fromLatin1(name)); }
    /// The port at `a` of the link to `b`.
    PortId port(const char* a, const char* b) const
    {
        for (const auto& link : topology.links) {
            if (link.aDevice == id(a) && link.bDevice == id(b))
                return link.aPortId;
            if (link.aDevice == id(b) && link.bDevice == id(a))
                return link.bPortId;
        }
        qFatal("There is no such link");
    }
    QSet<DeviceId> these(std::initializer_list<const char*> names) const
    {
        QSet<DeviceId> set;
        for (const char* name : names)
            set.insert(id(name));
        return set;
    }

    QList<inventory::Device> devices;
    QHash<QString, DeviceId> ids;
    Topology topology;
};

} // namespace

class ReachTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCoreHoldsTheNetworkTogether()
    {
        const Town town;
        QCOMPARE(town.topology.core, town.these({"edge", "core1", "core2"})); // not the router at the end of a branch
    }

    void aSmallNetworkHasACoreToo()
    {
        Town town;
        const auto pair = assurance::coreOf(town.devices, {town.topology.links[0]});
        QCOMPARE(pair, town.these({"edge", "core1"}));
        QCOMPARE(assurance::coreOf(town.devices, {}), town.these({"edge", "core1", "core2", "accessRouter"}));
        QVERIFY(assurance::coreOf({}, {}).isEmpty());
    }

    // An access ring of routers looks like a core; people know better.
    void whatPeopleSaidOfADeviceGoesFirst()
    {
        Town town;
        const auto give = [&](const char* name, inventory::DeviceRole role) {
            for (inventory::Device& device : town.devices)
                if (device.id == town.ids.value(QString::fromLatin1(name)))
                    device.role = role;
        };
        give("edge", inventory::DeviceRole::Access);
        QVERIFY(!assurance::coreOf(town.devices, town.topology.links).contains(town.ids.value(QStringLiteral("edge"))));
        give("core1", inventory::DeviceRole::Core);
        QCOMPARE(assurance::coreOf(town.devices, town.topology.links), town.these({"core1"}));
    }

    void pointsOfFailureAreCounted()
    {
        const Town town;
        const auto whole = assurance::standingUnder(town.topology, {});
        QCOMPARE(whole.size(), 9);
        QCOMPARE(whole.value(town.id("agg1")), 0); // in the ring
        QCOMPARE(whole.value(town.id("olt")), 1);
        QCOMPARE(whole.value(town.id("radioB")), 2);
        const auto cut = assurance::standingUnder(town.topology, {{town.port("core1", "agg1")}, {}});
        QCOMPARE(cut.value(town.id("agg2")), 1);
        QCOMPARE(cut.value(town.id("agg1")), 2);
        QCOMPARE(cut.value(town.id("olt")), 3);
    }

    void twoLinksSideBySideProtectEachOther()
    {
        Town town;
        town.link("agg1", "olt");
        QCOMPARE(assurance::standingUnder(town.topology, {}).value(town.id("olt")), 0);
    }

    void aBranchIsCutOff()
    {
        const Town town;
        const Faults uplink{{town.port("agg1", "olt")}, {}};
        const auto consequence = assurance::consequenceOf(town.topology, uplink, uplink);
        QCOMPARE(consequence.cutOff, town.these({"olt"}));
        QVERIFY(consequence.unprotected.isEmpty());
    }

    void aRingThatIsCutOnceGoesOnWithoutProtection()
    {
        const Town town;
        const Faults cut{{town.port("core2", "agg2")}, {}};
        const auto consequence = assurance::consequenceOf(town.topology, cut, cut);
        QVERIFY(consequence.cutOff.isEmpty());
        QCOMPARE(consequence.unprotected, town.these({"agg1", "agg2", "olt", "accessRouter", "radioA", "radioB"}));
        // Within the core it matters to nobody behind it.
        const Faults inside{{town.port("core1", "core2")}, {}};
        QCOMPARE(assurance::consequenceOf(town.topology, inside, inside), assurance::Consequence());
    }

    // Each cut is reported from both of its ends.
    void aRingThatIsCutTwiceIsBothCutsDoing()
    {
        const Town town;
        const PortId left = town.port("core1", "agg1"), leftEnd = town.port("agg1", "core1");
        const PortId right = town.port("core2", "agg2"), rightEnd = town.port("agg2", "core2");
        const Faults all{{left, leftEnd, right, rightEnd}, {}};
        const auto everyone = town.these({"agg1", "agg2", "olt", "accessRouter", "radioA", "radioB"});
        for (const PortId& port : {left, leftEnd, right, rightEnd})
            QCOMPARE(assurance::consequenceOf(town.topology, all, {{port}, {}}).cutOff, everyone);
        // A third fault behind them adds nothing to it, and answers for what hangs on it alone.
        Faults more = all;
        more.ports.insert(town.port("agg1", "olt"));
        QCOMPARE(assurance::consequenceOf(town.topology, more, {{town.port("agg1", "olt")}, {}}).cutOff, town.these({"olt"}));
    }

    void aDeadDeviceTakesItsBranchAlong()
    {
        const Town town;
        const Faults dead{{}, {town.id("agg2")}};
        const auto consequence = assurance::consequenceOf(town.topology, dead, dead);
        QCOMPARE(consequence.cutOff, town.these({"radioA", "radioB"})); // the device itself is its own alarm's affair
        QCOMPARE(consequence.unprotected, town.these({"agg1", "olt", "accessRouter"}));
        const Faults core{{}, town.topology.core};
        QCOMPARE(assurance::consequenceOf(town.topology, core, core).cutOff.size(), 6);
    }

    void whatNeverReachedTheCoreIsNotSaidToBeCutOff()
    {
        Town town;
        town.add("island", "switch");
        town.add("palm", "olt");
        town.link("island", "palm");
        const Faults fault{{town.port("island", "palm")}, {}};
        QCOMPARE(assurance::consequenceOf(town.topology, fault, fault), assurance::Consequence());
    }

    // Against the definition: a point of failure is a link without which the device is cut off.
    void agreesWithTryingEveryLink()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 60; ++round) {
            Topology topology;
            QList<DeviceId> nodes;
            for (int node = 0; node < 12; ++node)
                nodes.append(DeviceId(QUuid::createUuid()));
            topology.core = {nodes[0], nodes[1]};
            for (int link = 0; link < 15; ++link)
                topology.links.append({PortId(QUuid::createUuid()), PortId(QUuid::createUuid()), nodes[random() % 12], nodes[random() % 12]});
            const auto standing = assurance::standingUnder(topology, {});
            QHash<DeviceId, int> tried;
            for (const auto& link : topology.links) {
                const auto without = assurance::standingUnder(topology, {{link.aPortId}, {}});
                for (auto device = standing.begin(); device != standing.end(); ++device)
                    tried[device.key()] += without.contains(device.key()) ? 0 : 1;
            }
            for (auto device = standing.begin(); device != standing.end(); ++device)
                QVERIFY2(*device == tried.value(device.key()), qPrintable(QStringLiteral("seed 7, round %1").arg(round)));
        }
    }
};

QTEST_GUILESS_MAIN(ReachTest)
#include "tst_reach.moc"
