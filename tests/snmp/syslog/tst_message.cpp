#include "snmp/syslog/message.h"

#include <QTest>

using namespace trunkline::syslog;

class MessageTest : public QObject {
    Q_OBJECT

    static qint64 ms(const char* iso) { return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODateWithMs).toMSecsSinceEpoch(); }

private Q_SLOTS:
    // RFC 5424, 6.5: its own examples.
    void theExamplesOfTheStandardAreRead()
    {
        const Message first = readMessage("<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \xEF\xBB\xBF'su root' failed for lonvick on /dev/pts/8");
        QCOMPARE(first.format, Format::Rfc5424);
        QCOMPARE(first.facility, 4);
        QCOMPARE(first.severity, 2);
        QCOMPARE(instantOf(*first.written, 0, QTimeZone::utc()), ms("2003-10-11T22:14:15.003Z"));
        QCOMPARE(first.hostName, "mymachine.example.com");
        QCOMPARE(first.app, "su");
        QCOMPARE(first.processId, QString());
        QCOMPARE(first.messageId, "ID47");
        QCOMPARE(first.text, "'su root' failed for lonvick on /dev/pts/8");
        const Message second = readMessage("<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the do-nuts.");
        QCOMPARE(instantOf(*second.written, 0, QTimeZone::utc()), ms("2003-08-24T12:14:15.000Z"));
        QCOMPARE(second.processId, "8710");
        QCOMPARE(second.text, "%% It's time to make the do-nuts.");
        const Message third = readMessage("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut=\"3\" eventSource=\"Application\" eventID=\"1011\"]"
                                          "[examplePriority@32473 class=\"high\"]");
        QCOMPARE(third.data.size(), 2);
        QCOMPARE(third.parameter(u"exampleSDID", u"eventSource"), "Application");
        QCOMPARE(third.parameter(u"examplePriority@32473", u"class"), "high");
        QVERIFY(!third.parameter(u"exampleSDID", u"class"));
        QCOMPARE(third.text, QString());
        const Message nothing = readMessage("<0>1 - - - - - -");
        QCOMPARE(nothing.format, Format::Rfc5424);
        QVERIFY(!nothing.written && nothing.hostName.isEmpty() && nothing.app.isEmpty());
    }

    void structuredDataIsUnescapedAndWhatBreaksTheRulesStaysText()
    {
        const Message escaped = readMessage("<13>1 2026-03-01T00:00:00Z h a - - [x@1 v=\"a \\\"b\\\" \\] \\\\ \\n\"] text");
        QCOMPARE(escaped.parameter(u"x", u"v"), "a \"b\" ] \\ \\n");
        QCOMPARE(escaped.text, "text");
        for (const char* broken : {"[x@1 v=\"a", "[x@1 v=a]", "[x@1 v=\"a]\"] t", "[]", "nonsense", "[x@1 v=\"1\"]t"}) {
            const Message message = readMessage(QByteArray("<13>1 2026-03-01T00:00:00Z h a - - ") + broken);
            QVERIFY2(message.damagedData && message.data.isEmpty(), broken);
            QCOMPARE(message.text, QString::fromLatin1(broken));
            QCOMPARE(message.app, "a");
        }
    }

    void vendorsWriteTheOlderFormatInTheirOwnWays_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("app");
        QTest::addColumn<QString>("process");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("at"); // received on 2026-03-01, zone Europe/Berlin
        QTest::newRow("RFC 3164") << QByteArray("<34>Feb 11 22:14:15 mymachine su: 'su root' failed") << "mymachine" << "su" << "" << "'su root' failed" << "2026-02-11T21:14:15.000Z";
        QTest::newRow("with a process") << QByteArray("<38>Feb  1 02:03:04 ns1 sshd[4711]: Accepted publickey") << "ns1" << "sshd" << "4711" << "Accepted publickey" << "2026-02-01T01:03:04.000Z";
        QTest::newRow("without a host") << QByteArray("<38>Feb  1 02:03:04 sshd[4711]: Accepted") << "" << "sshd" << "4711" << "Accepted" << "2026-02-01T01:03:04.000Z";
        QTest::newRow("IOS") << QByteArray("<189>45: *Mar  1 00:00:32.123 UTC: %SYS-5-CONFIG_I: Configured from console") << "" << "%SYS-5-CONFIG_I" << "" << "Configured from console" << "2026-03-01T00:00:32.123Z";
        QTest::newRow("IOS, its name and year") << QByteArray("<187>1234: pe-1: Feb 28 2026 23:00:00.5 CET: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down") << "pe-1" << "%LINK-3-UPDOWN" << ""
                                               << "Interface GigabitEthernet0/1, changed state to down" << "2026-02-28T22:00:00.500Z";
        QTest::newRow("IOS XR") << QByteArray("<187>907: RP/0/RSP0/CPU0:Feb 28 12:00:00.000 UTC: ifmgr[214]: %PKT_INFRA-LINK-3-UPDOWN : Interface Te0/0/0/1, changed state to Down") << "" << "ifmgr" << "214"
                               << "%PKT_INFRA-LINK-3-UPDOWN : Interface Te0/0/0/1, changed state to Down" << "2026-02-28T12:00:00.000Z";
        QTest::newRow("NX-OS") << QByteArray("<187>: 2026 Feb 28 12:00:00 UTC: %ETHPORT-5-IF_DOWN_LINK_FAILURE: Interface Ethernet1/1 is down (Link failure)") << "" << "%ETHPORT-5-IF_DOWN_LINK_FAILURE" << ""
                              << "Interface Ethernet1/1 is down (Link failure)" << "2026-02-28T12:00:00.000Z";
        QTest::newRow("Junos") << QByteArray("<28>Feb 28 12:00:00 mx-1 mib2d[3456]: SNMP_TRAP_LINK_DOWN: ifIndex 567, ifAdminStatus up(1), ifOperStatus down(2), ifName ge-0/0/1") << "mx-1" << "mib2d" << "3456"
                              << "SNMP_TRAP_LINK_DOWN: ifIndex 567, ifAdminStatus up(1), ifOperStatus down(2), ifName ge-0/0/1" << "2026-02-28T11:00:00.000Z";
        QTest::newRow("Huawei") << QByteArray("<188>Feb 28 2026 12:00:00 ne40 %%01IFNET/4/IF_STATE(l)[12]:Interface GigabitEthernet1/0/0 has turned into DOWN state.") << "ne40" << "%01IFNET/4/IF_STATE(l)" << "12"
                               << "Interface GigabitEthernet1/0/0 has turned into DOWN state." << "2026-02-28T11:00:00.000Z";
        QTest::newRow("rsyslog's date") << QByteArray("<13>2026-02-28T12:00:00.123456+01:00 relay-1 app[1]: text") << "relay-1" << "app" << "1" << "text" << "2026-02-28T11:00:00.123Z";
        QTest::newRow("a year over") << QByteArray("<13>Dec 31 23:59:59 host app: last year's") << "host" << "app" << "" << "last year's" << "2025-12-31T22:59:59.000Z";
        QTest::newRow("a day that the year has not") << QByteArray("<13>Feb 29 12:00:00 host app: leap") << "host" << "app" << "" << "leap" << "";
        QTest::newRow("no date") << QByteArray("<30>interface,info ether1 link down") << "" << "" << "" << "interface,info ether1 link down" << "";
        QTest::newRow("no priority") << QByteArray("just words: and more") << "" << "" << "" << "just words: and more" << "";
        QTest::newRow("a bad priority") << QByteArray("<999>what") << "" << "" << "" << "<999>what" << "";
        QTest::newRow("a bad date") << QByteArray("<13>Feb 32 25:61:00 host app: x") << "" << "" << "" << "Feb 32 25:61:00 host app: x" << "";
    }
    void vendorsWriteTheOlderFormatInTheirOwnWays()
    {
        QFETCH(QByteArray, line);
        const Message message = readMessage(line);
        QTEST(message.hostName, "host");
        QTEST(message.app, "app");
        QTEST(message.processId, "process");
        QTEST(message.text, "text");
        const auto at = message.written ? instantOf(*message.written, ms("2026-03-01T00:00:00.000Z"), QTimeZone("Europe/Berlin")) : std::nullopt;
        QTEST(at ? QDateTime::fromMSecsSinceEpoch(*at, Qt::UTC).toString(Qt::ISODateWithMs) : QString(), "at");
    }

    void aMissingYearIsTheNearestAtTheTurnOfTheYear()
    {
        const Message message = readMessage("<13>Jan  1 00:00:05 host app: new");
        QCOMPARE(instantOf(*message.written, ms("2025-12-31T23:59:58.000Z"), QTimeZone::utc()), ms("2026-01-01T00:00:05.000Z")); // its clock is ahead of ours
        QCOMPARE(instantOf(*message.written, ms("2026-01-01T00:00:06.000Z"), QTimeZone("America/New_York")), ms("2026-01-01T05:00:05.000Z"));
    }

    void oddOctetsNeverLeaveTheLine()
    {
        const char odd[] = "<13>Mar  1 00:00:00 host app: a\0b\x1b[31m\n";
        const Message nul = readMessage(QByteArray(odd, sizeof odd)); // with the NUL behind it
        QCOMPARE(nul.text, QStringLiteral("a\u2400b\u241b[31m"));
        QCOMPARE(readMessage("<13>Mar  1 00:00:00 host app: Stra\xdf" "e").text, QStringLiteral("Straße")); // Latin 1
        QCOMPARE(readMessage("").text, QString());
        QCOMPARE(readMessage("<").text, "<");
        QCOMPARE(readMessage("<13>").severity, 5);
    }

    void whatIsTooLongIsCutAndSaidSo()
    {
        const QByteArray head("<13>1 2026-03-01T00:00:00Z host app - - - ");
        const QByteArray fits = head + QByteArray(longestMessage - head.size(), 'x');
        QVERIFY(!readMessage(fits).cut);
        const Message cut = readMessage(fits + "y");
        QVERIFY(cut.cut);
        QCOMPARE(cut.octets, longestMessage + 1);
        QCOMPARE(cut.text.size(), longestMessage - head.size());
        // Half a character at the end is left out, not turned into something else.
        const QByteArray half = head + QByteArray(longestMessage - head.size() - 1, 'x') + "\xC3\xA4";
        QCOMPARE(readMessage(half).text, QString(longestMessage - head.size() - 1, u'x'));
    }
};

QTEST_GUILESS_MAIN(MessageTest)
#include "tst_message.moc"
