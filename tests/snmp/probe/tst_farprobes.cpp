// Probes over long and lossy lines: a device behind a TUN interface in a network namespace of its own, which answers as late and loses as much as
// the test says (so it is known which, and needs no netem); and, wherever that is not permitted, a listener whose queue is full.
#include "snmp/probe/prober.h"
#include "tests/support/wait.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <thread>

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace trunkline;
using probe::Request;
using probe::Result;
using std::chrono::steady_clock;

namespace {

constexpr const char* inside = "TRUNKLINE_PROBE_INSIDE";

/// RFC 1071.
quint16 checksum(QByteArrayView octets, quint32 sum = 0)
{
    for (qsizetype i = 0; i < octets.size(); i += 2)
        sum += quint32(quint8(octets[i])) << 8 | (i + 1 < octets.size() ? quint8(octets[i + 1]) : 0u);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return htons(quint16(~sum));
}

/// All addresses of 10.99.0.0/24 but our own. Every answer comes `delay` later than its question.
class FarDevice {
public:
    /// Whether the n-th message (from 1) of a kind gets lost: echoes under 0, connections under their port.
    using Loses = std::function<bool(int kind, int number)>;

    FarDevice(std::chrono::milliseconds delay, Loses loses) : delay_(delay), loses_(std::move(loses))
    {
        file_ = ::open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
        ifreq wanted{};
        wanted.ifr_flags = IFF_TUN | IFF_NO_PI;
        qstrncpy(wanted.ifr_name, "far0", IFNAMSIZ);
        if (file_ < 0 || ::ioctl(file_, TUNSETIFF, &wanted) < 0 || QProcess::execute(QStringLiteral("sh"), {"-c", "ip addr add 10.99.0.1/24 dev far0 && ip link set far0 up"}) != 0)
            qFatal("The line can't be made");
        thread_ = std::thread([this] { run(); });
    }
    ~FarDevice()
    {
        ended_ = true;
        thread_.join();
        ::close(file_);
    }
    int seen(int kind) const { return seen_[std::size_t(kind)]; }

    static constexpr quint16 openPort = 22, closedPort = 23, lossyPort = 24, deadPort = 25;

private:
    struct Answer {
        steady_clock::time_point due;
        QByteArray packet;
    };

    void run()
    {
        QByteArray packet(2048, Qt::Uninitialized);
        while (!ended_) {
            pollfd wait{file_, POLLIN, 0};
            ::poll(&wait, 1, 1);
            for (ssize_t octets = 0; (octets = ::read(file_, packet.data(), std::size_t(packet.size()))) > 0;)
                if (QByteArray answer = answerTo(packet.first(octets)); !answer.isEmpty())
                    answers_.push_back({steady_clock::now() + delay_, answer});
            for (; !answers_.empty() && answers_.front().due <= steady_clock::now(); answers_.pop_front())
                if (::write(file_, answers_.front().packet.constData(), std::size_t(answers_.front().packet.size())) < 0)
                    qFatal("The line is broken");
        }
    }

    QByteArray answerTo(QByteArray packet)
    {
        if (packet.size() < qsizetype(sizeof(iphdr)) || quint8(packet[0]) >> 4 != 4)
            return {};
        auto* ip = reinterpret_cast<iphdr*>(packet.data());
        std::swap(ip->saddr, ip->daddr);
        const qsizetype head = ip->ihl * 4;
        if (ip->protocol == IPPROTO_ICMP && packet.size() >= head + 8 && packet[head] == char(ICMP_ECHO))
            return isLost(0) ? QByteArray() : echoReply(packet, head);
        if (ip->protocol == IPPROTO_TCP && packet.size() >= head + qsizetype(sizeof(tcphdr)))
            return connection(packet, head);
        return {};
    }

    static QByteArray echoReply(QByteArray packet, qsizetype head)
    {
        packet[head] = char(ICMP_ECHOREPLY);
        packet[head + 2] = packet[head + 3] = 0;
        const quint16 sum = checksum(QByteArrayView(packet).sliced(head));
        memcpy(packet.data() + head + 2, &sum, sizeof sum);
        return packet;
    }

    QByteArray connection(const QByteArray& packet, qsizetype head)
    {
        iphdr ip;
        tcphdr asked;
        memcpy(&ip, packet.constData(), sizeof ip);
        memcpy(&asked, packet.constData() + head, sizeof asked);
        if (!asked.syn || asked.ack)
            return {};
        const int port = ntohs(asked.dest);
        if (isLost(port))
            return {};
        tcphdr tcp{};
        tcp.source = asked.dest;
        tcp.dest = asked.source;
        tcp.seq = htonl(1000);
        tcp.ack_seq = htonl(ntohl(asked.seq) + 1);
        tcp.doff = sizeof tcp / 4;
        tcp.ack = 1;
        tcp.syn = port != closedPort;
        tcp.rst = port == closedPort;
        tcp.window = htons(65535);
        QByteArray pseudo(reinterpret_cast<const char*>(&ip.saddr), 4); // RFC 9293 section 3.1
        pseudo.append(reinterpret_cast<const char*>(&ip.daddr), 4).append('\0').append(char(IPPROTO_TCP)).append('\0').append(char(sizeof tcp));
        pseudo.append(reinterpret_cast<const char*>(&tcp), sizeof tcp);
        tcp.check = checksum(pseudo);
        ip.ihl = sizeof ip / 4;
        ip.tot_len = htons(sizeof ip + sizeof tcp);
        ip.check = 0;
        ip.check = checksum({reinterpret_cast<const char*>(&ip), qsizetype(sizeof ip)});
        return QByteArray(reinterpret_cast<const char*>(&ip), sizeof ip).append(reinterpret_cast<const char*>(&tcp), sizeof tcp);
    }

    bool isLost(int kind) { return loses_(kind, ++seen_[std::size_t(kind) % seen_.size()]); }

    const std::chrono::milliseconds delay_;
    const Loses loses_;
    int file_ = -1;
    std::array<std::atomic<int>, 64> seen_{}; ///< by kind
    std::deque<Answer> answers_;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

struct Scene {
    Scene()
    {
        QObject::connect(&prober, &probe::Prober::finished, [this](const Result& result) { results.insert(result.tag, result); });
    }
    Result one(const Request& request)
    {
        prober.probe({request});
        if (!test::waitFor([&] { return results.contains(request.tag); }, 60'000))
            qFatal("no result");
        return results.take(request.tag);
    }
    probe::Prober prober;
    QHash<quint64, Result> results;
};

} // namespace

class FarProbesTest : public QObject {
    Q_OBJECT

    /// Runs this function again in a network of its own; false when the test is done with that.
    static bool isInside(const char* function)
    {
        if (!qEnvironmentVariableIsEmpty(inside))
            return true;
        QProcess again;
        again.setProcessChannelMode(QProcess::MergedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(inside), QStringLiteral("1"));
        again.setProcessEnvironment(environment);
        const QString script = QStringLiteral("ip tuntap add far1 mode tun && ip tuntap del far1 mode tun || exit 77; exec \"$0\" %1").arg(QLatin1String(function));
        again.start(QStringLiteral("unshare"), {::geteuid() == 0 ? "-n" : "-rn", "sh", "-c", script, QCoreApplication::applicationFilePath()});
        if (!again.waitForStarted())
            QTest::qSkip("unshare (util-linux) is not installed", __FILE__, __LINE__);
        else if (!again.waitForFinished(120'000))
            QTest::qFail("the test inside does not end", __FILE__, __LINE__);
        else if (const QByteArray said = again.readAll(); again.exitCode() == 77 || said.startsWith("unshare:"))
            QTest::qSkip(("a network namespace with a TUN interface is not permitted here: " + said).constData(), __FILE__, __LINE__);
        else
            QTest::qVerify(again.exitCode() == 0, "inside", said.constData(), __FILE__, __LINE__);
        return false;
    }

    /// Whether somebody's SYN to 127.0.0.9 has no answer yet (proc(5), /proc/net/tcp: state 02).
    static bool isKnocking(quint16 port)
    {
        QFile table(QStringLiteral("/proc/net/tcp"));
        const QByteArray wanted = "0900007F:" + QByteArray::number(port, 16).rightJustified(4, '0').toUpper() + " 02 ";
        return table.open(QIODevice::ReadOnly) && table.readAll().contains(wanted);
    }

private Q_SLOTS:
    void echoesAreAsLongAsTheLineAndTheLostOnesAreCounted()
    {
        if (!isInside("echoesAreAsLongAsTheLineAndTheLostOnesAreCounted"))
            return;
        const FarDevice far(std::chrono::milliseconds(30), [](int, int number) { return number % 4 == 0; });
        Scene scene;
        QVERIFY2(scene.prober.echoProblem().isEmpty(), qPrintable(scene.prober.echoProblem()));
        const Result result = scene.one({1, QStringLiteral("10.99.0.7"), 20, {}, 5000});
        QCOMPARE(result.sent, 20);
        QCOMPARE(result.received, 15);
        QCOMPARE(result.lossPermille(), 250);
        QVERIFY2(result.minUs >= 30'000, qPrintable(QString::number(result.minUs)));
        QVERIFY(result.reached());
    }

    void anAnswerThatComesTooLateIsNone()
    {
        if (!isInside("anAnswerThatComesTooLateIsNone"))
            return;
        const FarDevice far(std::chrono::milliseconds(400), [](int, int) { return false; });
        Scene scene;
        const Result result = scene.one({1, QStringLiteral("10.99.0.7"), 3, {FarDevice::openPort}, 100});
        QCOMPARE(result.sent, 3);
        QCOMPARE(result.received, 0);
        QCOMPARE(result.tcp, (QList<probe::TcpResult>{{FarDevice::openPort, {}, false}}));
        QVERIFY(!result.reached());
        // What comes late belongs to nobody: the next check is not told of it.
        QCOMPARE(scene.one({2, QStringLiteral("10.99.0.7"), 1, {}, 5000}).received, 1);
    }

    void connectionsCrossTheLineToo()
    {
        if (!isInside("connectionsCrossTheLineToo"))
            return;
        const FarDevice far(std::chrono::milliseconds(30), [](int kind, int number) { return kind == FarDevice::deadPort || (kind == FarDevice::lossyPort && number == 1); });
        Scene scene;
        const Result result = scene.one({1, QStringLiteral("10.99.0.7"), 0, {FarDevice::openPort, FarDevice::closedPort, FarDevice::lossyPort, FarDevice::deadPort}, 5000});
        QHash<int, probe::TcpResult> byPort;
        for (const probe::TcpResult& one : result.tcp)
            byPort.insert(one.port, one);
        QCOMPARE(byPort.size(), 4);
        QVERIFY(byPort[FarDevice::openPort].rttUs.value_or(0) >= 30'000);
        QVERIFY(!byPort[FarDevice::closedPort].rttUs && byPort[FarDevice::closedPort].refused);
        // The system asked again by itself; what it took together is what it took.
        QCOMPARE(far.seen(FarDevice::lossyPort), 2);
        QVERIFY(byPort[FarDevice::lossyPort].rttUs.value_or(0) > *byPort[FarDevice::openPort].rttUs);
        QVERIFY(!byPort[FarDevice::deadPort].rttUs && !byPort[FarDevice::deadPort].refused);
        QVERIFY(far.seen(FarDevice::deadPort) > 1);
    }

    // Needs no permission: while the queue of a listener is full, the system throws away who knocks, and lets him in when there is room.
    void aFullQueueIsSilenceAndThenADelay()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(0x7f000009);
        socklen_t size = sizeof place;
        QVERIFY(listener >= 0 && ::bind(listener, reinterpret_cast<sockaddr*>(&place), size) == 0 && ::listen(listener, 0) == 0);
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&place), &size);
        const quint16 port = ntohs(place.sin_port);
        const QString address = QStringLiteral("127.0.0.9");
        QTcpSocket waiting; // the one that the queue has room for
        waiting.connectToHost(address, port);
        QVERIFY(waiting.waitForConnected(5000));
        Scene scene;
        const Result lost = scene.one({1, address, 0, {port}, 300});
        QCOMPARE(lost.tcp, (QList<probe::TcpResult>{{port, {}, false}}));
        QVERIFY(!lost.reached());

        scene.prober.probe({{2, address, 0, {port}, 30'000}});
        QVERIFY(test::waitFor([&] { return isKnocking(port); })); // and was thrown away
        QElapsedTimer held;
        held.start();
        QVERIFY(!scene.results.contains(2));
        const qint64 heldUs = held.nsecsElapsed() / 1000;
        ::close(::accept(listener, nullptr, nullptr));
        QVERIFY(test::waitFor([&] { return scene.results.contains(2); }, 60'000));
        const Result late = scene.results.take(2);
        QVERIFY(late.reached());
        QVERIFY(late.tcp.first().rttUs.value_or(0) > heldUs);
        ::close(listener);
    }
};

QTEST_GUILESS_MAIN(FarProbesTest)
#include "tst_farprobes.moc"
