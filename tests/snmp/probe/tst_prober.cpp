#include "snmp/probe/echo.h"
#include "snmp/probe/prober.h"
#include "tests/support/wait.h"

#include <QHash>
#include <QProcess>
#include <QTcpServer>
#include <QTest>

#include <sys/socket.h>
#include <unistd.h>

using namespace trunkline;
using probe::Request;
using probe::Result;

class ProberTest : public QObject {
    Q_OBJECT

    struct Scene {
        Scene()
        {
            QObject::connect(&prober, &probe::Prober::finished, [this](const Result& result) { results.insert(result.tag, result); });
        }
        Result one(const Request& request)
        {
            prober.probe({request});
            if (!test::waitFor([&] { return results.contains(request.tag); }))
                qFatal("no result");
            return results.take(request.tag);
        }
        probe::Prober prober;
        QHash<quint64, Result> results;
    };

private Q_SLOTS:
    void echoesAreWrittenAndReadAndNothingElseIs()
    {
        const probe::Echo echo{0x1234, 7, 0x0102030405060708};
        for (const int family : {AF_INET, AF_INET6}) {
            QByteArray bytes = probe::writeEchoRequest(echo, family);
            QCOMPARE(bytes.size(), 64);
            QVERIFY(!probe::readEchoReply(bytes, family, false)); // a request is no reply
            bytes[0] = char(family == AF_INET ? 0 : 129);
            QCOMPARE(probe::readEchoReply(bytes, family, false), echo);
            QVERIFY(!probe::readEchoReply(bytes.first(15), family, false));
            QVERIFY(!probe::readEchoReply({}, family, false));
            for (int ihl = 0; ihl < 16; ++ihl) {
                QByteArray packet(ihl * 4, char(0x40 + ihl));
                packet += bytes;
                if (!packet.isEmpty())
                    packet[0] = char(0x40 + ihl);
                QCOMPARE(probe::readEchoReply(packet, family, true).has_value(), ihl >= 5);
                QVERIFY(!probe::readEchoReply(packet.first(std::min<qsizetype>(packet.size(), ihl * 4)), family, true));
            }
        }
        // RFC 1071: over what is sent the sum is all ones.
        const QByteArray bytes = probe::writeEchoRequest(echo, AF_INET);
        quint32 sum = 0;
        for (qsizetype i = 0; i < bytes.size(); i += 2)
            sum += quint32(quint8(bytes[i])) << 8 | quint8(bytes[i + 1]);
        QCOMPARE((sum & 0xffff) + (sum >> 16), 0xffffu);
    }

    void loopbackAnswers()
    {
        Scene scene;
        if (!scene.prober.echoProblem().isEmpty())
            QSKIP("echo requests are not permitted here");
        QList<Request> requests;
        for (quint64 i = 1; i <= 200; ++i)
            requests.append({i, QStringLiteral("127.30.%1.%2").arg(i / 100).arg(i % 100 + 1), 3, {}, 2000});
        scene.prober.probe(requests);
        QVERIFY(test::waitFor([&] { return scene.results.size() == 200; }));
        for (const Result& result : std::as_const(scene.results)) {
            QCOMPARE(result.sent, 3);
            QCOMPARE(result.received, 3);
            QVERIFY(result.minUs > 0 && result.minUs <= result.meanUs && result.meanUs <= result.maxUs);
            QVERIFY(result.reached());
            QCOMPARE(result.lossPermille(), 0);
        }
    }

    void tcpPortsAreOpenOrRefuse()
    {
        Scene scene;
        QTcpServer open;
        QVERIFY(open.listen(QHostAddress(QStringLiteral("127.0.0.5"))));
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress(QStringLiteral("127.0.0.5"))));
        const quint16 closed = gone.serverPort();
        gone.close();
        const Result result = scene.one({7, QStringLiteral("127.0.0.5"), 0, {open.serverPort(), closed}, 2000});
        QCOMPARE(result.sent, 0);
        QCOMPARE(result.tcp.size(), 2);
        for (const probe::TcpResult& tcp : result.tcp) {
            QCOMPARE(tcp.rttUs.has_value(), tcp.port == open.serverPort());
            QCOMPARE(tcp.refused, tcp.port == closed);
        }
        QVERIFY(result.reached());
    }

    // 198.51.100.0/24 (RFC 5737) is nobody's: no answer, or a refusal of the system to send.
    void whatIsNotThereIsLost()
    {
        Scene scene;
        const Result result = scene.one({9, QStringLiteral("198.51.100.77"), 2, {9}, 300});
        QVERIFY(!result.reached());
        QCOMPARE(result.received, 0);
        if (scene.prober.echoProblem().isEmpty()) {
            QCOMPARE(result.sent, 2);
            QCOMPARE(result.lossPermille(), 1000);
        }
        QVERIFY(!scene.one({10, QStringLiteral("a-name.example"), 1, {}, 300}).asked());
    }

    // In a network of its own with netem: the round trip is as long as the line, and some of the echoes are lost.
    void delayAndLossOfTheLineAreMeasured()
    {
        if (::geteuid() != 0)
            QSKIP("only root may make a network of its own");
        if (qEnvironmentVariableIsEmpty("TRUNKLINE_PROBE_INSIDE")) {
            QProcess inside;
            inside.setProcessChannelMode(QProcess::MergedChannels);
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("TRUNKLINE_PROBE_INSIDE"), QStringLiteral("1"));
            inside.setProcessEnvironment(environment);
            inside.start(QStringLiteral("unshare"), {"-n", "sh", "-c", "ip link set lo up && tc qdisc add dev lo root netem delay 20ms loss 30% || exit 77; exec \"$0\" delayAndLossOfTheLineAreMeasured",
                                                     QCoreApplication::applicationFilePath()});
            QVERIFY(inside.waitForFinished(60'000));
            if (inside.exitCode() == 77 || inside.exitCode() == 1)
                if (const QByteArray said = inside.readAll(); !said.contains("FAIL!"))
                    QSKIP("a network namespace with netem is not permitted here");
            QCOMPARE(inside.exitCode(), 0);
            return;
        }
        Scene scene;
        const Result result = scene.one({1, QStringLiteral("127.0.0.1"), 40, {}, 1000});
        QCOMPARE(result.sent, 40);
        QVERIFY2(result.minUs >= 40'000, qPrintable(QString::number(result.minUs))); // there and back
        QVERIFY2(result.received > 5 && result.received < 40, qPrintable(QString::number(result.received))); // 51 % each way
    }

    // Without the group and without CAP_NET_RAW: said so, and TCP goes on.
    void whatIsNotPermittedIsSaid()
    {
        if (::geteuid() == 0) {
            QProcess nobody;
            nobody.setProcessChannelMode(QProcess::MergedChannels);
            nobody.start(QStringLiteral("setpriv"), {"--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", QCoreApplication::applicationFilePath(), "whatIsNotPermittedIsSaid"});
            if (!nobody.waitForStarted())
                QSKIP("setpriv (util-linux) is not installed");
            QVERIFY(nobody.waitForFinished());
            QVERIFY2(nobody.exitCode() == 0, nobody.readAll().constData());
            return;
        }
        Scene scene;
        if (scene.prober.echoProblem().isEmpty())
            QSKIP("net.ipv4.ping_group_range permits echo requests");
        const Result result = scene.one({1, QStringLiteral("127.0.0.1"), 3, {}, 300});
        QVERIFY(!result.asked() && !result.reached());
    }
};

QTEST_GUILESS_MAIN(ProberTest)
#include "tst_prober.moc"
