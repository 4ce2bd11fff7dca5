#include "models/fault/correlation.h"

#include <QTest>

using namespace trunkline;
using fault::Action;
using fault::EventKind;

Q_DECLARE_METATYPE(trunkline::fault::EventKind)
Q_DECLARE_METATYPE(trunkline::fault::Action)

/// Each row plays a short history on one port of one device and says what every event does.
class CorrelationTest : public QObject {
    Q_OBJECT

    static constexpr std::int64_t start = 1'000'000;
    const DeviceId device_ = DeviceId::fromString(u"018f0000-0000-7000-8000-000000000001");
    const PortId port_ = PortId::fromString(u"018f0000-0000-7000-8000-000000000002");

    fault::Event at(EventKind kind, std::int64_t ms) const
    {
        fault::Event event;
        event.id = EventId(QUuid::createUuid());
        event.kind = kind;
        event.source = QStringLiteral("127.0.0.10");
        event.deviceId = device_;
        event.portId = port_;
        event.objectName = QStringLiteral("olt-1 pon-0/3");
        event.text = fault::eventKindWord(kind);
        event.at = {start + ms};
        return event;
    }

private Q_SLOTS:
    void plays_data()
    {
        QTest::addColumn<QList<QPair<EventKind, int>>>("events");
        QTest::addColumn<QList<Action>>("actions");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("severity");
        using enum EventKind;
        using enum Action;
        QTest::newRow("one trap") << QList<QPair<EventKind, int>>{{LinkDown, 0}} << QList{Raise} << 1 << "minor";
        QTest::newRow("the repeated trap counts") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {LinkDown, 10}} << QList{Raise, Count} << 2 << "minor";
        QTest::newRow("the poll's view counts on the trap's alarm") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {PortDown, 900}} << QList{Raise, Count} << 2 << "minor";
        QTest::newRow("the trap counts on the poll's alarm") << QList<QPair<EventKind, int>>{{PortDown, 0}, {LinkDown, 5}} << QList{Raise, Count} << 2 << "minor";
        QTest::newRow("linkUp clears") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {LinkUp, 60}} << QList{Raise, Clear} << 1 << "cleared";
        QTest::newRow("the poll clears what a trap raised") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {PortUp, 60}} << QList{Raise, Clear} << 1 << "cleared";
        QTest::newRow("the second sight of the clear says nothing") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {LinkUp, 60}, {PortUp, 90}} << QList{Raise, Clear, Ignore} << 1 << "cleared";
        QTest::newRow("down again is a new life") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {LinkUp, 60}, {LinkDown, 61}} << QList{Raise, Clear, Raise} << 1 << "minor";
        QTest::newRow("down in the millisecond of the clear is a new life") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {LinkUp, 0}, {LinkDown, 0}} << QList{Raise, Clear, Raise} << 1 << "minor";
        QTest::newRow("a linkUp alone") << QList<QPair<EventKind, int>>{{LinkUp, 0}} << QList{Ignore} << 0 << "";
        QTest::newRow("an up that was overtaken by the down") << QList<QPair<EventKind, int>>{{LinkDown, 100}, {PortUp, 50}} << QList{Raise, Ignore} << 1 << "minor";
        QTest::newRow("an up between two downs, late") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {LinkDown, 100}, {LinkUp, 50}} << QList{Raise, Count, Ignore} << 2 << "minor";
        QTest::newRow("a down that was overtaken by the up") << QList<QPair<EventKind, int>>{{LinkDown, 0}, {LinkUp, 100}, {PortDown, 50}} << QList{Raise, Clear, Ignore} << 1 << "cleared";
        QTest::newRow("silence") << QList<QPair<EventKind, int>>{{DeviceSilent, 0}, {DeviceAnswers, 60}} << QList{Raise, Clear} << 1 << "cleared";
        QTest::newRow("a restart ends with the first answer") << QList<QPair<EventKind, int>>{{ColdStart, 0}, {DeviceAnswers, 60}} << QList{Raise, Clear} << 1 << "cleared";
        QTest::newRow("a warm start likewise") << QList<QPair<EventKind, int>>{{WarmStart, 0}, {WarmStart, 1}, {DeviceAnswers, 60}} << QList{Raise, Count, Clear} << 2 << "cleared";
        QTest::newRow("a restart after silence counts") << QList<QPair<EventKind, int>>{{DeviceSilent, 0}, {ColdStart, 60}} << QList{Raise, Count} << 2 << "critical";
        QTest::newRow("silence after a restart is worse") << QList<QPair<EventKind, int>>{{ColdStart, 0}, {DeviceSilent, 60}} << QList{Raise, Count} << 2 << "critical";
        QTest::newRow("SNMP alone is silent") << QList<QPair<EventKind, int>>{{SnmpSilent, 0}, {SnmpAnswers, 60}} << QList{Raise, Clear} << 1 << "cleared";
        QTest::newRow("a device that can't be reached") << QList<QPair<EventKind, int>>{{Unreachable, 0}, {Reachable, 60}} << QList{Raise, Clear} << 1 << "cleared";
        QTest::newRow("a line of a log alone") << QList<QPair<EventKind, int>>{{LogMessage, 0}} << QList{Ignore} << 0 << "";
        QTest::newRow("an answer nobody waited for") << QList<QPair<EventKind, int>>{{DeviceAnswers, 0}} << QList{Ignore} << 0 << "";
        QTest::newRow("wrong communities count") << QList<QPair<EventKind, int>>{{AuthenticationFailure, 0}, {AuthenticationFailure, 1}} << QList{Raise, Count} << 2 << "warning";
        QTest::newRow("undecodable messages count") << QList<QPair<EventKind, int>>{{Undecodable, 0}, {Undecodable, 1}, {Undecodable, 2}} << QList{Raise, Count, Count} << 3 << "warning";
        QTest::newRow("any other trap is only kept") << QList<QPair<EventKind, int>>{{Other, 0}} << QList{Ignore} << 0 << "";
    }
    void plays()
    {
        using Moments = QList<QPair<EventKind, int>>;
        QFETCH(Moments, events);
        QFETCH(QList<Action>, actions);
        QFETCH(int, count);
        QFETCH(QString, severity);
        std::optional<fault::Alarm> alarm;
        QList<Action> seen;
        for (const auto& [kind, ms] : events) {
            const fault::Decision decision = fault::correlate(at(kind, ms), alarm ? &*alarm : nullptr);
            seen.append(decision.action);
            if (decision.action != Action::Ignore)
                alarm = decision.alarm;
        }
        QCOMPARE(seen, actions);
        QCOMPARE(alarm ? int(alarm->count) : 0, count);
        QCOMPARE(alarm ? severityKey(alarm->severity) : QString(), severity);
    }

    void keysTellFaultsApart()
    {
        const QString key = fault::alarmKeyOf(at(EventKind::LinkDown, 0));
        QCOMPARE(fault::alarmKeyOf(at(EventKind::PortUp, 0)), key);
        QVERIFY(fault::alarmKeyOf(at(EventKind::DeviceSilent, 0)) != key);
        QCOMPARE(fault::alarmKeyOf(at(EventKind::DeviceSilent, 0)), fault::alarmKeyOf(at(EventKind::DeviceAnswers, 0)));
        QCOMPARE(fault::alarmKeyOf(at(EventKind::Unreachable, 0)), fault::alarmKeyOf(at(EventKind::DeviceSilent, 0)));
        QCOMPARE(fault::alarmKeyOf(at(EventKind::SnmpSilent, 0)), fault::alarmKeyOf(at(EventKind::SnmpAnswers, 0)));
        QVERIFY(fault::alarmKeyOf(at(EventKind::SnmpSilent, 0)) != fault::alarmKeyOf(at(EventKind::DeviceSilent, 0))); // no service is down with it
        QCOMPARE(fault::alarmKeyOf(at(EventKind::LogMessage, 0)), QString());
        QCOMPARE(fault::alarmKeyOf(at(EventKind::Other, 0)), QString());
        fault::Event unknown = at(EventKind::LinkDown, 0);
        unknown.portId = {};
        fault::Event neighbour = unknown;
        neighbour.objectName = QStringLiteral("127.0.0.10 ifIndex 13");
        QVERIFY(fault::alarmKeyOf(unknown) != fault::alarmKeyOf(neighbour));
        fault::Event stranger = at(EventKind::Undecodable, 0);
        stranger.source = QStringLiteral("127.0.0.11");
        QVERIFY(fault::alarmKeyOf(stranger) != fault::alarmKeyOf(at(EventKind::Undecodable, 0)));
    }

    void severityFollowsWhatIsAtStake()
    {
        const fault::Event down = at(EventKind::LinkDown, 0);
        QCOMPARE(fault::correlate(down, {}).alarm.severity, Severity::Minor);
        QCOMPARE(fault::correlate(down, {}, {.carriesLink = true}).alarm.severity, Severity::Major);
        QCOMPARE(fault::correlate(down, {}, {.carriesActiveService = true}).alarm.severity, Severity::Major);
    }

    void aPortThatSomeoneSwitchedOff()
    {
        fault::Event down = at(EventKind::LinkDown, 0);
        down.switchedOff = true;
        QCOMPARE(fault::correlate(down, {}).action, Action::Ignore);
        QCOMPARE(fault::correlate(down, {}, {.carriesLink = true}).action, Action::Ignore);
        QCOMPARE(fault::correlate(down, {}, {.carriesActiveService = true}).action, Action::Raise);
        // The fault was there before it was switched off, for a repair say.
        const fault::Alarm open = fault::correlate(at(EventKind::LinkDown, 0), {}).alarm;
        QCOMPARE(fault::correlate(down, &open).action, Action::Count);
    }

    void worseTakesTheAcknowledgementBack()
    {
        fault::Alarm alarm = fault::correlate(at(EventKind::ColdStart, 0), {}).alarm;
        alarm.acknowledgedAt = Timestamp{start + 1};
        alarm.acknowledgedBy = QStringLiteral("anna");
        const fault::Alarm same = fault::correlate(at(EventKind::WarmStart, 2), &alarm).alarm;
        QVERIFY(same.acknowledgedAt);
        const fault::Alarm worse = fault::correlate(at(EventKind::DeviceSilent, 3), &alarm).alarm;
        QVERIFY(!worse.acknowledgedAt);
        QCOMPARE(worse.problem, fault::Problem::DeviceSilent);
        QCOMPARE(worse.worstSeverity, Severity::Critical);
        // And the end keeps the worst that it was.
        QCOMPARE(fault::correlate(at(EventKind::DeviceAnswers, 4), &worse).alarm.worstSeverity, Severity::Critical);
    }

    void onlyFaultsOfServiceAreServiceAffecting()
    {
        QVERIFY(fault::correlate(at(EventKind::LinkDown, 0), {}).alarm.serviceAffecting);
        QVERIFY(fault::correlate(at(EventKind::DeviceSilent, 0), {}).alarm.serviceAffecting);
        QVERIFY(!fault::correlate(at(EventKind::Undecodable, 0), {}).alarm.serviceAffecting);
        QVERIFY(!fault::correlate(at(EventKind::AuthenticationFailure, 0), {}).alarm.serviceAffecting);
    }
};

QTEST_GUILESS_MAIN(CorrelationTest)
#include "tst_correlation.moc"
