#include "snmp/notificationmemory.h"

#include <QTest>

using namespace trunkline::snmp;

class NotificationMemoryTest : public QObject {
    Q_OBJECT

    static constexpr quint32 uptime = 4711;

    /// A whole message of v2c.
    static QByteArray message(const QByteArray& community, int requestId, quint32 uptimeTicks, int ifIndex, PduType type = PduType::TrapV2)
    {
        BerWriter writer;
        writer.varBinds({{Oid{1, 3, 6, 1, 2, 1, 1, 3, 0}, Value::unsigned32(Type::TimeTicks, uptimeTicks)},
                         {Oid{1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0}, Value::oid(Oid{1, 3, 6, 1, 6, 3, 1, 1, 5, 3})},
                         {Oid{1, 3, 6, 1, 2, 1, 2, 2, 1, 1, std::uint32_t(ifIndex)}, Value::integer(ifIndex)}});
        wrapPdu(writer, type, requestId, 0, 0);
        wrapCommunity(writer, Version::V2c, community);
        return writer.take();
    }

    struct Read {
        QByteArray bytes;
        std::optional<NotificationMemory::Octets> octets;
        quint32 uptimeTicks = 0;
    };
    static std::unique_ptr<Read> read(const QByteArray& bytes, const QString& address = QStringLiteral("192.0.2.7"), const QString& domain = {})
    {
        auto made = std::make_unique<Read>(Read{bytes, {}, 0});
        const auto envelope = readEnvelope(made->bytes);
        const auto pdu = envelope ? readPdu(envelope->data) : std::nullopt;
        if (pdu)
            made->octets = NotificationMemory::octetsOf(*Peer::parse(address, 50'000), domain, *envelope, *pdu, &made->uptimeTicks);
        return made;
    }
    static Notification said(const QString& domain = {}, bool inform = false)
    {
        Notification notification;
        notification.sourceAddress = QStringLiteral("192.0.2.7");
        notification.domain = domain;
        notification.community = "public";
        notification.inform = inform;
        notification.trapOid = Oid{1, 3, 6, 1, 6, 3, 1, 1, 5, 3};
        return notification;
    }

private Q_SLOTS:
    /// The request id and the uptime are another each time, and told beside; their lengths may be others, too.
    void whatIsSaidAgainIsKnown()
    {
        NotificationMemory memory;
        const auto first = read(message("public", 1, uptime, 3));
        QVERIFY(first->octets);
        QCOMPARE(first->uptimeTicks, uptime);
        QVERIFY(!memory.find(*first->octets));
        const auto kept = memory.put(*first->octets, said());
        for (const quint32 ticks : {0u, uptime, 0x7fff'ffffu, 0xffff'ffffu}) {
            const auto again = read(message("public", 0x1234567, ticks, 3));
            QCOMPARE(again->uptimeTicks, ticks);
            QCOMPARE(memory.find(*again->octets), kept);
        }
    }

    void whatDiffersIsAnother_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("domain");
        const QString address = QStringLiteral("192.0.2.7");
        QTest::newRow("variable") << message("public", 1, uptime, 4) << address << QString();
        QTest::newRow("community") << message("secret", 1, uptime, 3) << address << QString();
        QTest::newRow("sender") << message("public", 1, uptime, 3) << QStringLiteral("192.0.2.8") << QString();
        QTest::newRow("routing domain") << message("public", 1, uptime, 3) << address << QStringLiteral("customer-a");
        QTest::newRow("inform") << message("public", 1, uptime, 3, PduType::Inform) << address << QString();
    }
    void whatDiffersIsAnother()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, address);
        QFETCH(QString, domain);
        NotificationMemory memory;
        memory.put(*read(message("public", 1, uptime, 3))->octets, said());
        const auto other = read(bytes, address, domain);
        QVERIFY(other->octets);
        QVERIFY(!memory.find(*other->octets));
    }

    /// An agent that sorts its variables, or leaves the uptime out, is decoded in full each time.
    void withoutUptimeInFrontNothingIsRemembered()
    {
        BerWriter writer;
        writer.varBinds({{Oid{1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0}, Value::oid(Oid{1, 3, 6, 1, 6, 3, 1, 1, 5, 3})},
                         {Oid{1, 3, 6, 1, 2, 1, 1, 3, 0}, Value::unsigned32(Type::TimeTicks, 1)}});
        wrapPdu(writer, PduType::TrapV2, 1, 0, 0);
        wrapCommunity(writer, Version::V2c, "public");
        QVERIFY(!read(writer.take())->octets);
        writer.clear();
        writer.varBinds({{Oid{1, 3, 6, 1, 2, 1, 1, 3, 0}, Value::octets("no ticks")}});
        wrapPdu(writer, PduType::TrapV2, 1, 0, 0);
        wrapCommunity(writer, Version::V2c, "public");
        QVERIFY(!read(writer.take())->octets);
    }

    void equalOnesShareWhatTheySay()
    {
        NotificationMemory memory;
        const auto first = memory.same(said());
        QCOMPARE(memory.same(said()), first);
        QVERIFY(memory.same(said(QStringLiteral("customer-a"))) != first);
        QVERIFY(memory.same(said({}, true)) != first);
        QCOMPARE(first->sourceAddress, "192.0.2.7"); // whatever came since
    }

    /// Forged senders can't fill the memory of the machine, and what was handed out stays.
    void itIsBounded()
    {
        NotificationMemory memory;
        const auto first = memory.put(*read(message("public", 1, uptime, 3))->octets, said());
        for (int i = 0; i < 20'001; ++i)
            memory.put(*read(message("public", 1, uptime, i + 4))->octets, said());
        QVERIFY(!memory.find(*read(message("public", 2, uptime, 3))->octets));
        QCOMPARE(first.use_count(), 1);
        QCOMPARE(first->community, "public");
    }
};

QTEST_APPLESS_MAIN(NotificationMemoryTest)
#include "tst_notificationmemory.moc"
