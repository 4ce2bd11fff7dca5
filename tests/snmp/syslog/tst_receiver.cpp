// Against Debian's own senders: logger (bsdutils) by UDP and TCP in both formats and framings, openssl by TLS.
#include "snmp/syslog/receiver.h"
#include "tests/support/snmppeer.h"
#include "tests/support/wait.h"

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

using namespace trunkline;
using syslog::Message;

class ReceiverTest : public QObject {
    Q_OBJECT

    struct Scene {
        Scene()
        {
            QObject::connect(&receiver, &syslog::Receiver::received, [this](const QList<Message>& more) { messages += more; });
        }
        bool arrived(qsizetype count)
        {
            return test::waitFor([&] { return messages.size() >= count; });
        }
        void logger(const QStringList& arguments)
        {
            QProcess process;
            process.start(test::installedProgram(QStringLiteral("logger")), arguments);
            if (!process.waitForFinished() || process.exitCode() != 0)
                qFatal("logger: %s", process.readAllStandardError().constData());
        }
        syslog::Receiver receiver;
        QList<Message> messages;
    };

    QByteArray fileOf(const QString& name)
    {
        QFile file(folder_.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// A key and a certificate signed by itself, made by openssl.
    bool makeCertificate(const QString& name)
    {
        QProcess openssl;
        openssl.setStandardErrorFile(QProcess::nullDevice());
        openssl.start(QStringLiteral("openssl"), {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650", "-subj", "/CN=" + name,
                                                  "-keyout", folder_.filePath(name + ".key"), "-out", folder_.filePath(name + ".pem")});
        return openssl.waitForFinished() && openssl.exitCode() == 0;
    }
    /// What `openssl s_client` says when it sends this.
    QByteArray sendByTls(quint16 port, const QByteArray& bytes, const QStringList& more = {})
    {
        QProcess client;
        client.setProcessChannelMode(QProcess::MergedChannels);
        client.start(QStringLiteral("openssl"), QStringList{"s_client", "-quiet", "-no_ign_eof", "-connect", QStringLiteral("127.0.0.1:%1").arg(port)} + more);
        client.write(bytes);
        client.closeWriteChannel();
        client.waitForFinished();
        return client.readAll();
    }
    QTemporaryDir folder_;

private Q_SLOTS:
    void loggerIsUnderstood_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("transport");
        QTest::addColumn<int>("format");
        const int older = int(syslog::Format::Rfc3164), newer = int(syslog::Format::Rfc5424);
        QTest::newRow("UDP, 3164") << QStringList{"-d", "--rfc3164"} << "udp" << older;
        QTest::newRow("UDP, 5424") << QStringList{"-d", "--rfc5424"} << "udp" << newer;
        QTest::newRow("TCP, 3164, lines") << QStringList{"-T", "--rfc3164"} << "tcp" << older;
        QTest::newRow("TCP, 5424, lines") << QStringList{"-T", "--rfc5424"} << "tcp" << newer;
        QTest::newRow("TCP, 5424, counted") << QStringList{"-T", "--rfc5424", "--octet-count"} << "tcp" << newer;
        QTest::newRow("TCP, 5424, counted, with data") << QStringList{"-T", "--rfc5424", "--octet-count", "--sd-id", "zoo@123", "--sd-param", "tiger=\"hungry\"", "--msgid", "NOTE7"} << "tcp" << newer;
    }
    void loggerIsUnderstood()
    {
        QFETCH(QStringList, arguments);
        if (test::installedProgram(QStringLiteral("logger")).isEmpty())
            QSKIP("logger (bsdutils) is not installed");
        Scene scene;
        QCOMPARE(scene.receiver.listen({QStringLiteral("127.0.0.1"), 0, 0, {}, {}, {}, {}}), QStringList());
        const bool tcp = arguments.contains(QStringLiteral("-T"));
        const quint16 port = tcp ? scene.receiver.tcpPort() : scene.receiver.udpPort();
        scene.logger(arguments + QStringList{"-n", "127.0.0.1", "-P", QString::number(port), "-p", "local3.err", "-t", "watchdog", "--id=77", QStringLiteral("Übertemperatur im Schrank 7")});
        QVERIFY(scene.arrived(1));
        const Message& message = scene.messages.first();
        QTEST(int(message.format), "format");
        QTEST(message.transport, "transport");
        QCOMPARE(message.facility, 19);
        QCOMPARE(message.severity, 3);
        QCOMPARE(message.app, "watchdog");
        QCOMPARE(message.processId, "77");
        QCOMPARE(message.text, QStringLiteral("Übertemperatur im Schrank 7"));
        QCOMPARE(message.sourceAddress, "127.0.0.1");
        QVERIFY(!message.hostName.isEmpty() && message.written);
        if (arguments.contains(QStringLiteral("--sd-id"))) {
            QCOMPARE(message.parameter(u"zoo", u"tiger"), "hungry");
            QCOMPARE(message.messageId, "NOTE7");
        }
    }

    void tlsIsReceivedAndItsSendersAreAsked()
    {
        QVERIFY(makeCertificate(QStringLiteral("server")) && makeCertificate(QStringLiteral("device")) && makeCertificate(QStringLiteral("stranger")));
        Scene scene;
        syslog::Listening listening{QStringLiteral("127.0.0.1"), {}, {}, 0, fileOf("server.pem"), fileOf("server.key"), {}};
        QCOMPARE(scene.receiver.listen(listening), QStringList());
        const QByteArray message("<165>1 2026-03-01T00:00:00Z core-1 app 1 - - by TLS");
        sendByTls(scene.receiver.tlsPort(), QByteArray::number(message.size()) + ' ' + message);
        QVERIFY(scene.arrived(1));
        QCOMPARE(scene.messages.first().text, "by TLS");
        QCOMPARE(scene.messages.first().transport, "tls");

        listening.clientAuthorities = fileOf("device.pem");
        QCOMPARE(scene.receiver.listen(listening), QStringList());
        const auto with = [&](const char* name) { return QStringList{"-cert", folder_.filePath(QLatin1String(name) + ".pem"), "-key", folder_.filePath(QLatin1String(name) + ".key")}; };
        sendByTls(scene.receiver.tlsPort(), message + '\n', with("device"));
        QVERIFY(scene.arrived(2));
        sendByTls(scene.receiver.tlsPort(), message + '\n');
        sendByTls(scene.receiver.tlsPort(), message + '\n', with("stranger"));
        QVERIFY(test::waitFor([&] { return scene.receiver.counters().dropped.value(QStringLiteral("handshake")) >= 2; }));
        QCOMPARE(scene.messages.size(), 2);
    }

    void aCertificateThatCanNotServeIsRefusedWithItsReason()
    {
        QVERIFY(makeCertificate(QStringLiteral("one")) && makeCertificate(QStringLiteral("other")));
        QCOMPARE(syslog::problemWithCertificate(fileOf("one.pem"), fileOf("one.key")), QString());
        QVERIFY(syslog::problemWithCertificate(fileOf("one.pem"), fileOf("other.key")).contains(QLatin1String("does not belong")));
        QVERIFY(syslog::problemWithCertificate("x", fileOf("one.key")).contains(QLatin1String("no certificate")));
        QVERIFY(syslog::problemWithCertificate(fileOf("one.pem"), "x").contains(QLatin1String("key")));
        syslog::Receiver receiver;
        const QStringList problems = receiver.listen({QStringLiteral("127.0.0.1"), 0, {}, 0, fileOf("one.pem"), fileOf("other.key"), {}});
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().startsWith(QLatin1String("tls: ")));
        QVERIFY(receiver.udpPort() != 0 && receiver.tlsPort() == 0);
    }

    void aPortThatIsTakenIsToldAndTheOthersServe()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        syslog::Receiver receiver;
        const QStringList problems = receiver.listen({QStringLiteral("127.0.0.1"), 0, other.serverPort(), {}, {}, {}, {}});
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().startsWith(QLatin1String("tcp: ")));
        QVERIFY(receiver.udpPort() != 0);
    }

    // A flood of one source fills its share; what others send meanwhile all arrives, and nothing is lost without being counted.
    void aFloodStarvesNobody()
    {
        Scene scene;
        QCOMPARE(scene.receiver.listen({QStringLiteral("127.0.0.1"), {}, 0, {}, {}, {}, {}}), QStringList());
        scene.receiver.setHeld(true);
        constexpr int flood = 120'000;
        QTcpSocket loud;
        loud.bind(QHostAddress(QStringLiteral("127.0.0.2")));
        loud.connectToHost(QHostAddress::LocalHost, scene.receiver.tcpPort());
        QVERIFY(loud.waitForConnected());
        for (int i = 0; i < flood; ++i)
            loud.write("<13>Mar  1 00:00:00 loud app: flood\n");
        const auto seen = [&] {
            const auto counters = scene.receiver.counters();
            return counters.received + counters.dropped.value(QStringLiteral("sourceFull")) + counters.dropped.value(QStringLiteral("queueFull"));
        };
        QVERIFY(test::waitFor([&] { return seen() == flood; }));
        QCOMPARE(scene.receiver.counters().waiting, 50'000u);
        QCOMPARE(scene.receiver.droppedBySource().value(QStringLiteral("127.0.0.2")), flood - 50'000u);
        QTcpSocket quiet;
        quiet.bind(QHostAddress(QStringLiteral("127.0.0.3")));
        quiet.connectToHost(QHostAddress::LocalHost, scene.receiver.tcpPort());
        QVERIFY(quiet.waitForConnected());
        for (int i = 0; i < 100; ++i)
            quiet.write("<13>Mar  1 00:00:00 quiet app: word\n");
        QVERIFY(test::waitFor([&] { return seen() == flood + 100; }));
        scene.receiver.setHeld(false);
        QVERIFY(scene.arrived(1000));
        const auto words = std::count_if(scene.messages.cbegin(), scene.messages.cbegin() + 1000, [](const Message& message) { return message.hostName == QLatin1String("quiet"); });
        QCOMPARE(words, 100); // in the first turn: they took turns with the flood
        QVERIFY(scene.arrived(50'100));
        QCOMPARE(scene.messages.size(), 50'100);
    }

    void connectionsOfOneSourceAreBounded()
    {
        Scene scene;
        QCOMPARE(scene.receiver.listen({QStringLiteral("127.0.0.1"), {}, 0, {}, {}, {}, {}}), QStringList());
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 70; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, scene.receiver.tcpPort());
        }
        QVERIFY(test::waitFor([&] { return scene.receiver.counters().connections + scene.receiver.counters().dropped.value(QStringLiteral("tooManyConnections")) == 70; }));
        QCOMPARE(scene.receiver.counters().connections, 64u);
        sockets.clear();
        QVERIFY(test::waitFor([&] { return scene.receiver.counters().connections == 0; }));
    }
};

QTEST_GUILESS_MAIN(ReceiverTest)
#include "tst_receiver.moc"
