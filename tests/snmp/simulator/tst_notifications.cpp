// Traps and informs as Debian's snmptrapd receives them.
#include "snmp/simulator/simulator.h"
#include "tests/snmp/simulator/nettools.h"
#include "tests/support/wait.h"

#include <QTest>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace trunkline;
using namespace trunkline::simulator;
using trunkline::test::waitFor;

static constexpr qint64 start = 1'772'323'200'000; // 2026-03-01T00:00:00Z

namespace {

quint16 freePort()
{
    const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    const bool bound = ::bind(fd, reinterpret_cast<sockaddr*>(&address), length) == 0
        && ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    ::close(fd);
    return bound ? ntohs(address.sin_port) : 0;
}

/// A real snmptrapd on a loopback port; a line a notification.
class TrapDaemon {
public:
    bool start(const QByteArray& configuration)
    {
        QFile file(folder_.filePath("snmptrapd.conf"));
        if (!file.open(QIODevice::WriteOnly) || file.write(configuration) != configuration.size())
            return false;
        file.close();
        port_ = freePort();
        process_.setProcessEnvironment(test::toolEnvironment(folder_.path()));
        process_.setProcessChannelMode(QProcess::MergedChannels);
        // Comma between variables, then the end of the notification on its own.
        process_.start("/usr/sbin/snmptrapd", {"-f", "-n", "-C", "-c", file.fileName(), "-Lo", "-One", "-M", "/dev/null", "-m", "", "-F",
                                               "from %b vars %V|%v END\n", QStringLiteral("127.0.0.1:%1").arg(port_)});
        return process_.waitForStarted() && waitFor([this] { return text().contains("NET-SNMP version"); });
    }
    ~TrapDaemon()
    {
        process_.terminate();
        if (!process_.waitForFinished(5000)) {
            process_.kill();
            process_.waitForFinished();
        }
    }
    QString endpoint() const { return QStringLiteral("127.0.0.1:%1").arg(port_); }
    QByteArray text()
    {
        text_ += process_.readAll();
        return text_;
    }
    QByteArrayList notifications()
    {
        QByteArrayList lines;
        for (const QByteArray& line : text().split('\n'))
            if (line.startsWith("from ") && line.endsWith(" END"))
                lines.append(line);
        return lines;
    }

private:
    QTemporaryDir folder_;
    QProcess process_;
    quint16 port_ = 0;
    QByteArray text_;
};

/// A destination that sees each datagram, and answers informs only when told.
class DeafReceiver {
public:
    DeafReceiver() : fd_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        address_.sin_family = AF_INET;
        address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address_;
        if (::bind(fd_, reinterpret_cast<sockaddr*>(&address_), length) != 0
            || ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address_), &length) != 0)
            qFatal("no receiver");
    }
    ~DeafReceiver() { ::close(fd_); }
    Q_DISABLE_COPY_MOVE(DeafReceiver)
    QString endpoint() const { return QStringLiteral("127.0.0.1:%1").arg(ntohs(address_.sin_port)); }
    /// What has arrived since the last call.
    QList<CommunityMessage> take()
    {
        QList<CommunityMessage> messages;
        char buffer[4096];
        socklen_t length = sizeof from_;
        for (ssize_t bytes; (bytes = ::recvfrom(fd_, buffer, sizeof buffer, MSG_DONTWAIT, reinterpret_cast<sockaddr*>(&from_), &length)) > 0;)
            if (const auto message = decodeCommunityMessage(QByteArrayView(buffer, bytes)))
                messages.append(*message);
        return messages;
    }
    void answer(CommunityMessage message) const
    {
        message.pdu.type = PduType::Response;
        const QByteArray datagram = encode(message);
        ::sendto(fd_, datagram.constData(), std::size_t(datagram.size()), 0, reinterpret_cast<const sockaddr*>(&from_), sizeof from_);
    }

private:
    int fd_;
    sockaddr_in address_{};
    sockaddr_in from_{};
};

} // namespace

class NotificationsTest : public QObject {
    Q_OBJECT

    static SimulatorOptions options(const QString& destination, NotificationForm form)
    {
        SimulatorOptions options;
        options.startMs = start;
        options.speed = 0;
        options.trapDestinations = {destination};
        options.notifications = form;
        return options;
    }

private Q_SLOTS:
    void trapdReceives_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("trap v2c") << int(NotificationForm::TrapV2c);
        QTest::newRow("inform v2c") << int(NotificationForm::InformV2c);
        QTest::newRow("trap v3 authPriv") << int(NotificationForm::TrapV3);
    }
    void trapdReceives()
    {
        QFETCH(int, form);
        // The engine of a v3 sender must be known to the receiver, so the port is chosen beforehand.
        SimulatorOptions wanted = options({}, NotificationForm(form));
        wanted.port = freePort();
        const QByteArray engine = QByteArray::fromHex("80007ed9057f140006") + char(wanted.port >> 8) + char(wanted.port & 0xff);
        const QByteArray user = "createUser -e 0x" + engine.toHex() + " noc-ro SHA-256 \"Northwind-auth-1\" AES \"Northwind-priv-1\"\nauthUser log noc-ro priv\n";
        TrapDaemon daemon;
        QVERIFY2(daemon.start("authCommunity log public\n" + user), daemon.text().constData());
        wanted.trapDestinations = {daemon.endpoint()};
        Simulator simulator(wanted);
        QString error;
        QVERIFY2(simulator.start(&error), qPrintable(error));

        // A customer's port, so that one device sends one notification.
        QVERIFY(simulator.command(QStringLiteral("port down olt-1 ont-0/1/2")).startsWith(QStringLiteral("ok")));
        QVERIFY2(waitFor([&] { return daemon.notifications().size() >= 1; }), daemon.text().constData());
        const QByteArray down = daemon.notifications().first();
        QVERIFY2(down.contains("[127.20.0.6]:" + QByteArray::number(wanted.port)), down.constData());
        QVERIFY2(down.contains(".1.3.6.1.6.3.1.1.4.1.0 = OID: .1.3.6.1.6.3.1.1.5.3"), down.constData());
        QVERIFY2(down.contains(".1.3.6.1.2.1.1.3.0 = "), down.constData());
        QVERIFY2(down.contains(".1.3.6.1.2.1.2.2.1.1.268504832 = INTEGER: 268504832"), down.constData());
        QVERIFY2(down.contains(".1.3.6.1.2.1.2.2.1.7.268504832 = INTEGER: 1"), down.constData());
        QVERIFY2(down.contains(".1.3.6.1.2.1.2.2.1.8.268504832 = INTEGER: 2"), down.constData());
        QVERIFY2(down.contains(".1.3.6.1.2.1.31.1.1.1.1.268504832 = STRING: \"ont-0/1/2\""), down.constData());
        QVERIFY2(down.contains(".1.3.6.1.2.1.31.1.1.1.18.268504832 = STRING: \"S-100023 M. Petersen\""), down.constData());

        QVERIFY(simulator.command(QStringLiteral("port up olt-1 ont-0/1/2")).startsWith(QStringLiteral("ok")));
        QVERIFY(simulator.command(QStringLiteral("trap repeat olt-1 ont-0/1/2")).startsWith(QStringLiteral("ok")));
        QVERIFY(waitFor([&] { return daemon.notifications().size() >= 3; }));
        for (int i : {1, 2})
            QVERIFY2(daemon.notifications()[i].contains("OID: .1.3.6.1.6.3.1.1.5.4"), daemon.notifications()[i].constData());
        if (NotificationForm(form) == NotificationForm::InformV2c) {
            QVERIFY(waitFor([&] { return simulator.notifier()->confirmed() == 3; }));
            QCOMPARE(simulator.notifier()->waiting(), 0);
        }
        QVERIFY(simulator.command(QStringLiteral("reboot olt-1")).startsWith(QStringLiteral("ok")));
        QVERIFY(waitFor([&] { return daemon.notifications().size() >= 4; }));
        QVERIFY2(daemon.notifications()[3].contains("OID: .1.3.6.1.6.3.1.1.5.1"), daemon.notifications()[3].constData());
        QCOMPARE(simulator.notifier()->sent(), quint64(4));
        QCOMPARE(daemon.notifications().size(), 4);
    }
    void informsAreRepeatedUntilAnswered()
    {
        DeafReceiver receiver;
        SimulatorOptions wanted = options(receiver.endpoint(), NotificationForm::InformV2c);
        wanted.informTimeoutMs = 60;
        wanted.informTries = 100;
        Simulator simulator(wanted);
        QString error;
        QVERIFY2(simulator.start(&error), qPrintable(error));
        simulator.command(QStringLiteral("port down olt-1 ont-0/1/2"));
        QList<CommunityMessage> seen;
        QVERIFY(waitFor([&] { seen += receiver.take(); return seen.size() >= 3; }));
        QCOMPARE(seen[1], seen[0]);
        QCOMPARE(seen[2], seen[0]);
        QCOMPARE(seen[0].pdu.type, PduType::Inform);
        QCOMPARE(simulator.notifier()->waiting(), 1);
        receiver.answer(seen[0]);
        QVERIFY(waitFor([&] { return simulator.notifier()->confirmed() == 1; }));
        QCOMPARE(simulator.notifier()->waiting(), 0);
    }
    void informsAreGivenUp()
    {
        DeafReceiver receiver;
        SimulatorOptions wanted = options(receiver.endpoint(), NotificationForm::InformV2c);
        wanted.informTimeoutMs = 40;
        wanted.informTries = 3;
        Simulator simulator(wanted);
        QString error;
        QVERIFY2(simulator.start(&error), qPrintable(error));
        simulator.command(QStringLiteral("port down olt-1 ont-0/1/2"));
        QVERIFY(waitFor([&] { return simulator.notifier()->givenUp() == 1; }));
        QCOMPARE(receiver.take().size(), 3);
    }
    void cutLinkIsToldFromBothEnds()
    {
        DeafReceiver receiver;
        Simulator simulator(options(receiver.endpoint(), NotificationForm::TrapV2c));
        QString error;
        QVERIFY2(simulator.start(&error), qPrintable(error));
        simulator.command(QStringLiteral("port down agg-1 Twe1/0/1"));
        QCOMPARE(receiver.take().size(), 2);
        // The dead say nothing, their neighbours do: agg-1 has four links, and the one to the OLT is cut already.
        simulator.command(QStringLiteral("device dead agg-1"));
        QCOMPARE(receiver.take().size(), 3);
        QCOMPARE(simulator.command(QStringLiteral("trap repeat agg-1 Twe1/0/1")), QStringLiteral("error: agg-1 is dead and sends nothing."));
        QCOMPARE(simulator.command(QStringLiteral("trap repeat srv-1 enp1s0f0")),
                 QStringLiteral("error: srv-1 enp1s0f0 has not gone up or down yet, so there is no trap to repeat."));
        simulator.command(QStringLiteral("device alive agg-1"));
        // coldStart, its own loopback port, and both ends of three links.
        QCOMPARE(receiver.take().size(), 8);
    }
    void switchedOffTrapsAreNotSent()
    {
        DeafReceiver receiver;
        Simulator simulator(options(receiver.endpoint(), NotificationForm::TrapV2c));
        QString error;
        QVERIFY2(simulator.start(&error), qPrintable(error));
        SyntheticNetwork& network = *simulator.network();
        const int olt = network.plan().deviceNamed(u"olt-1");
        network.setTrapsEnabled({olt, network.plan().portNamed(olt, u"ont-0/1/2")}, false);
        simulator.command(QStringLiteral("port down olt-1 ont-0/1/2"));
        QCOMPARE(receiver.take().size(), 0);
        simulator.command(QStringLiteral("port down olt-1 ont-0/1/1"));
        QCOMPARE(receiver.take().size(), 1);
    }
    void trapsStayOnLoopback()
    {
        for (const QString& wrong : {QStringLiteral("10.1.2.3:162"), QStringLiteral("127.0.0.1"), QStringLiteral("127.0.0.1:99999")}) {
            Simulator simulator(options(wrong, NotificationForm::TrapV2c));
            QString error;
            QVERIFY(!simulator.start(&error));
            QVERIFY2(error.contains(wrong), qPrintable(error));
        }
    }
};

QTEST_GUILESS_MAIN(NotificationsTest)
#include "tst_notifications.moc"
