#include "models/collection/syslogrule.h"

#include <QTest>

using namespace trunkline;
using namespace collection;
using fault::EventKind;

class SyslogRuleTest : public QObject {
    Q_OBJECT

    static SyslogFinding find(const SyslogRules& rules, const QByteArray& line, syslog::Message& message)
    {
        message = syslog::readMessage(line);
        return rules.find(message);
    }

private Q_SLOTS:
    void shippedRulesAreRight()
    {
        QStringList problems;
        const SyslogRules rules = SyslogRules::load(&problems);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        QVERIFY(rules.count() > 40);
    }

    void vendorsLinesMeanWhatTheySay_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<EventKind>("kind");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("ifName");
        const auto row = [](const char* name, const char* line, EventKind kind, const char* fault, const char* object, const char* ifName) {
            QTest::newRow(name) << QByteArray(line) << kind << QString::fromLatin1(fault) << QString::fromLatin1(object) << QString::fromLatin1(ifName);
        };
        row("IOS link down", "<187>45: *Mar  1 00:00:32.123: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down", EventKind::LinkDown, "", "", "GigabitEthernet0/1");
        row("IOS link up", "<187>46: *Mar  1 00:00:42.123: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up", EventKind::LinkUp, "", "", "GigabitEthernet0/1");
        row("IOS XR link down", "<187>907: RP/0/RSP0/CPU0:Feb 28 12:00:00.000 UTC: ifmgr[214]: %PKT_INFRA-LINK-3-UPDOWN : Interface TenGigE0/0/0/1, changed state to down", EventKind::LinkDown, "", "",
            "TenGigE0/0/0/1");
        row("IOS protocol down", "<189>45: Mar  1 00:00:32: %LINEPROTO-5-UPDOWN: Line protocol on Interface Serial0/0, changed state to down", EventKind::Fault, "Line protocol down", "Serial0/0", "Serial0/0");
        row("IOS protocol up", "<189>45: Mar  1 00:00:32: %LINEPROTO-5-UPDOWN: Line protocol on Interface Serial0/0, changed state to up", EventKind::FaultOver, "Line protocol down", "Serial0/0", "Serial0/0");
        row("IOS switched off", "<189>45: Mar  1 00:00:32: %LINK-5-CHANGED: Interface Serial0/0, changed state to administratively down", EventKind::Other, "", "", "Serial0/0");
        row("NX-OS", "<187>: 2026 Feb 28 12:00:00 UTC: %ETHPORT-5-IF_DOWN_LINK_FAILURE: Interface Ethernet1/1 is down (Link failure)", EventKind::LinkDown, "", "", "Ethernet1/1");
        row("NX-OS switched off", "<187>: 2026 Feb 28 12:00:00 UTC: %ETHPORT-5-IF_DOWN_ADMIN_DOWN: Interface Ethernet1/1 is down (Administratively down)", EventKind::Other, "", "", "");
        row("IOS BGP down", "<189>9: Mar  1 00:00:32: %BGP-5-ADJCHANGE: neighbor 192.0.2.9 Down BGP Notification sent", EventKind::Fault, "BGP session down", "192.0.2.9", "");
        row("IOS BGP up", "<189>9: Mar  1 00:00:32: %BGP-5-ADJCHANGE: neighbor 192.0.2.9 Up", EventKind::FaultOver, "BGP session down", "192.0.2.9", "");
        row("IOS OSPF down", "<189>9: Mar  1 00:00:32: %OSPF-5-ADJCHG: Process 1, Nbr 192.0.2.9 on GigabitEthernet0/1 from FULL to DOWN, Neighbor Down: Dead timer expired", EventKind::Fault,
            "OSPF neighbour down", "192.0.2.9", "");
        row("IOS OSPF up", "<189>9: Mar  1 00:00:32: %OSPF-5-ADJCHG: Process 1, Nbr 192.0.2.9 on GigabitEthernet0/1 from LOADING to FULL, Loading Done", EventKind::FaultOver, "OSPF neighbour down",
            "192.0.2.9", "");
        row("Junos link down", "<28>Feb 28 12:00:00 mx-1 mib2d[3456]: SNMP_TRAP_LINK_DOWN: ifIndex 567, ifAdminStatus up(1), ifOperStatus down(2), ifName ge-0/0/1", EventKind::LinkDown, "", "", "ge-0/0/1");
        row("Junos switched off", "<28>Feb 28 12:00:00 mx-1 mib2d[3456]: SNMP_TRAP_LINK_DOWN: ifIndex 567, ifAdminStatus down(2), ifOperStatus down(2), ifName ge-0/0/1", EventKind::Other, "", "", "");
        row("Junos with data", "<28>1 2026-02-28T12:00:00.000Z mx-1 mib2d 3456 SNMP_TRAP_LINK_DOWN [junos@2636.1.1.1.2.26 snmp-interface-index=\"567\" admin-status=\"up(1)\" operational-status=\"down(2)\" interface-name=\"ge-0/0/1\"] x",
            EventKind::LinkDown, "", "", "ge-0/0/1");
        row("Junos BGP", "<28>Feb 28 12:00:00 mx-1 rpd[9]: RPD_BGP_NEIGHBOR_STATE_CHANGED: BGP peer 192.0.2.9 (External AS 64500) changed state from Established to Idle (event HoldTime)", EventKind::Fault,
            "BGP session down", "192.0.2.9", "");
        row("Huawei", "<188>Feb 28 2026 12:00:00 ne40 %%01IFNET/4/IF_STATE(l)[12]:Interface GigabitEthernet1/0/0 has turned into DOWN state.", EventKind::LinkDown, "", "", "GigabitEthernet1/0/0");
        row("Linux", "<6>Feb 28 12:00:00 srv kernel: [ 123.456] ixgbe 0000:01:00.0 eth0: NIC Link is Down", EventKind::LinkDown, "", "", "eth0");
        row("systemd", "<30>Feb 28 12:00:00 srv systemd-networkd[321]: eth0: Gained carrier", EventKind::LinkUp, "", "", "eth0");
        row("MikroTik", "<30>interface,info ether1 link down", EventKind::LinkDown, "", "", "ether1");
        row("RFC 5674", "<113>1 2026-02-28T12:00:00Z nms mediator - - [alarm@0 resource=\"slot 3\" probableCause=\"temperatureUnacceptable\" perceivedSeverity=\"major\"] hot", EventKind::Fault,
            "temperatureUnacceptable", "slot 3", "");
        row("RFC 5674, over", "<113>1 2026-02-28T12:00:00Z nms mediator - - [alarm resource=\"slot 3\" probableCause=\"temperatureUnacceptable\" perceivedSeverity=\"cleared\"] cool", EventKind::FaultOver,
            "temperatureUnacceptable", "slot 3", "");
        row("anything else", "<11>Feb 28 12:00:00 srv cron[1]: (root) CMD (true)", EventKind::Other, "", "", "");
    }
    void vendorsLinesMeanWhatTheySay()
    {
        QFETCH(QByteArray, line);
        QStringList problems;
        static const SyslogRules rules = SyslogRules::load(&problems);
        syslog::Message message;
        const SyslogFinding finding = find(rules, line, message);
        QTEST(finding.verdict.kind, "kind");
        QTEST(finding.verdict.report ? finding.verdict.report->fault : QString(), "fault");
        QTEST(finding.verdict.report ? finding.verdict.report->object : QString(), "object");
        QTEST(finding.ifName, "ifName");
    }

    void severityIsTheRulesOrTheMessagesOwn()
    {
        QStringList problems;
        const SyslogRules rules({readSyslogRules("{\"rules\": [{\"message\": \"OWN\", \"raises\": \"own\"},"
            "{\"message\": \"TOLD\", \"pattern\": \"level=(?<level>\\\\w+)\", \"raises\": \"told\", \"severity\": \"minor\", \"severityOf\": \"level\","
            " \"severities\": {\"red\": \"critical\", \"green\": \"cleared\"}, \"text\": \"{level} from {app}, {nothing}{level}\"}]}", "f.json", &problems)});
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        syslog::Message message;
        const std::pair<const char*, Severity> own[] = {{"<8>OWN", Severity::Critical}, {"<9>OWN", Severity::Critical}, {"<10>OWN", Severity::Major}, {"<11>OWN", Severity::Minor},
                                                        {"<12>OWN", Severity::Warning}, {"<13>OWN", Severity::Indeterminate}, {"<15>OWN", Severity::Indeterminate}};
        for (const auto& [line, severity] : own)
            QCOMPARE(find(rules, line, message).verdict.report->severity, severity);
        QCOMPARE(find(rules, "<13>TOLD level=red", message).verdict.report->severity, Severity::Critical);
        QCOMPARE(find(rules, "<13>TOLD level=blue", message).verdict.report->severity, Severity::Minor);
        QCOMPARE(find(rules, "<13>TOLD level=green", message).verdict.kind, EventKind::FaultOver);
        QCOMPARE(find(rules, "<13>Mar  1 00:00:00 h x: TOLD level=red", message).text, "red from x, red");
    }

    void whatIsWrongInAFileIsToldWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("no JSON") << QByteArray("{\"rules\": [\n}") << "f.json, line 2";
        QTest::newRow("no message") << QByteArray("{\"rules\": [{\"raises\": \"x\", \"severity\": \"major\"}]}") << "rule 1: it does not say what stands in the message";
        QTest::newRow("a pattern") << QByteArray("{\"rules\": [{\"message\": \"x\", \"pattern\": \"(\", \"informs\": true}]}") << "no regular expression";
        QTest::newRow("no action") << QByteArray("{\"rules\": [{\"message\": \"x\"}]}") << "exactly one of";
        QTest::newRow("a severity") << QByteArray("{\"rules\": [{\"message\": \"x\", \"raises\": \"y\", \"severity\": \"awful\"}]}") << "no severity";
        QTest::newRow("a word") << QByteArray("{\"rules\": [{\"message\": \"x\", \"informs\": true, \"colour\": \"red\"}]}") << "colour";
        QTest::newRow("a word of the file") << QByteArray("{\"rules\": [], \"names\": {}}") << "names";
    }
    void whatIsWrongInAFileIsToldWithItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        QStringList problems;
        QCOMPARE(readSyslogRules(text, QStringLiteral("f.json"), &problems).rules.size(), 0);
        QCOMPARE(problems.size(), 1);
        QVERIFY2(problems.first().contains(said), qPrintable(problems.first()));
    }
};

QTEST_GUILESS_MAIN(SyslogRuleTest)
#include "tst_syslogrule.moc"
