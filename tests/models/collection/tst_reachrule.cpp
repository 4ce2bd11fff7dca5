#include "models/collection/reachrule.h"

#include <QTest>

using namespace trunkline;
using namespace collection;
using fault::EventKind;
using inventory::DeviceState;

class ReachRuleTest : public QObject {
    Q_OBJECT

    static probe::Result answered(int received) { return {1, 3, received, 900, 1000, 1100, {}}; }
    static QList<EventKind> kinds(const ReachDecision& decision)
    {
        QList<EventKind> all;
        for (const fault::EventDraft& event : decision.events)
            all.append(event.kind);
        return all;
    }
    struct Scene {
        explicit Scene(DeviceState state, bool snmp) : bySnmp(snmp)
        {
            device.name = QStringLiteral("cpe-1");
            device.address = QStringLiteral("192.0.2.1");
            device.state = state;
        }
        QList<EventKind> round(const probe::Result& result)
        {
            const ReachDecision decision = decideReach(track, device, result, bySnmp, {1000});
            device.state = decision.state.value_or(device.state);
            return kinds(decision);
        }
        inventory::Device device;
        ReachTrack track;
        bool bySnmp;
    };
    using Kinds = QList<EventKind>;

private Q_SLOTS:
    void withoutSnmpTheChecksTell()
    {
        Scene scene(DeviceState::Unknown, false);
        QCOMPARE(scene.round(answered(3)), Kinds());
        QCOMPARE(scene.device.state, DeviceState::Answering);
        QCOMPARE(scene.round(answered(0)), Kinds());
        QCOMPARE(scene.round(answered(0)), Kinds());
        QCOMPARE(scene.round(answered(1)), Kinds()); // one of three is enough
        for (int i = 0; i < 2; ++i)
            QCOMPARE(scene.round(answered(0)), Kinds());
        QCOMPARE(scene.round(answered(0)), Kinds{EventKind::Unreachable}); // the third in a row
        QCOMPARE(scene.device.state, DeviceState::Silent);
        QCOMPARE(scene.round(answered(0)), Kinds());
        QCOMPARE(scene.round(answered(2)), Kinds{EventKind::Reachable});
        QCOMPARE(scene.device.state, DeviceState::Answering);
    }

    void whereSnmpAnswersChecksThatDoNotAreNoFault()
    {
        Scene scene(DeviceState::Answering, true);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(scene.round(answered(0)), Kinds());
        QCOMPARE(scene.device.state, DeviceState::Answering);
        QCOMPARE(scene.track.reached, false);
    }

    void aDeviceWithoutSnmpThatGoesIsDownAndComesBackInTheOrderThatItDoes()
    {
        Scene scene(DeviceState::SnmpSilent, true);
        QCOMPARE(scene.round(answered(3)), Kinds());
        for (int i = 0; i < 2; ++i)
            QCOMPARE(scene.round(answered(0)), Kinds());
        QCOMPARE(scene.round(answered(0)), Kinds{EventKind::Unreachable});
        QCOMPARE(scene.device.state, DeviceState::Silent);
        QCOMPARE(scene.round(answered(3)), (Kinds{EventKind::Reachable, EventKind::SnmpSilent}));
        QCOMPARE(scene.device.state, DeviceState::SnmpSilent);
    }

    void whatCanNotBeAskedTellsNothing()
    {
        Scene scene(DeviceState::Unknown, false);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(scene.round({1, 0, 0, 0, 0, 0, {}}), Kinds());
        QVERIFY(!scene.track.reached);
        QCOMPARE(scene.device.state, DeviceState::Unknown);
    }

    void aPortIsAFaultOfItsOwnWhileItsDeviceIsThere()
    {
        Scene scene(DeviceState::Answering, true);
        const probe::Result refused{1, 3, 3, 1, 1, 1, {{22, 500, false}, {443, {}, true}}};
        const probe::Result open{1, 3, 3, 1, 1, 1, {{22, 500, false}, {443, 700, false}}};
        QCOMPARE(scene.round(refused), Kinds());
        QCOMPARE(scene.round(refused), Kinds());
        const ReachDecision third = decideReach(scene.track, scene.device, refused, true, {1000});
        QCOMPARE(kinds(third), Kinds{EventKind::Fault});
        QCOMPARE(third.events.first().report->object, "TCP 443");
        QCOMPARE(third.events.first().report->severity, Severity::Minor);
        QCOMPARE(scene.round(refused), Kinds());
        QCOMPARE(scene.round({1, 3, 0, 0, 0, 0, {{22, {}, false}, {443, {}, false}}}), Kinds()); // the device is away: not its ports
        QCOMPARE(scene.round(open), Kinds{EventKind::FaultOver});
        QCOMPARE(scene.round(open), Kinds());
    }
};

QTEST_APPLESS_MAIN(ReachRuleTest)
#include "tst_reachrule.moc"
