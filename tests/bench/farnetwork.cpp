#include "tests/bench/farnetwork.h"

#include <QCoreApplication>
#include <QTextStream>

#include <array>
#include <chrono>
#include <cstring>
#include <deque>
#include <random>
#include <stdexcept>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace trunkline::bench {

namespace {

using Octets = std::vector<unsigned char>;

std::int64_t nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Where a TLV's contents begin and end; false at the end or when it is none.
bool openTlv(const Octets& octets, std::size_t& at, std::size_t end, int& tag, std::size_t& length)
{
    if (at + 2 > end)
        return false;
    tag = octets[at++];
    length = octets[at++];
    if (length & 0x80) {
        std::size_t count = length & 0x7f;
        for (length = 0; count > 0 && at < end; --count)
            length = length << 8 | octets[at++];
    }
    return at + length <= end;
}

/// Adds to a number in place, as far as its octets carry.
void addTo(Octets& octets, std::size_t at, std::size_t length, std::uint64_t more)
{
    for (std::size_t i = at + length; i-- > at && more > 0; more >>= 8) {
        more += octets[i];
        octets[i] = static_cast<unsigned char>(more & 0xff);
    }
}

/// Counters of 64 bits go on by a megabit a second, sysUpTime by the time.
void live(Octets& octets, std::size_t at, std::size_t end, std::int64_t elapsedMs)
{
    int tag = 0;
    std::size_t length = 0;
    while (openTlv(octets, at, end, tag, length)) {
        if (tag == 0x30 || tag == 0xa2)
            live(octets, at, at + length, elapsedMs);
        else if (tag == 0x46)
            addTo(octets, at, length, std::uint64_t(elapsedMs) * 125);
        else if (tag == 0x43 && length == 4)
            addTo(octets, at, length, std::uint64_t(elapsedMs) / 10);
        at += length;
    }
}

int openSocket(in_addr_t address, quint16 port)
{
    constexpr int one = 1;
    constexpr int buffer = 8 << 20;
    const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    sockaddr_in local{};
    local.sin_family = AF_INET;
    local.sin_port = htons(port);
    local.sin_addr.s_addr = htonl(address);
    ::setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &one, sizeof one);
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (::bind(fd, reinterpret_cast<sockaddr*>(&local), sizeof local) != 0)
        throw std::runtime_error("the far network has no port");
    return fd;
}

/// Between one poller and the responder: requests go on at once, answers later.
class Relay {
public:
    Relay(quint16 port, quint16 responderPort, int answerMs, int lossPermille, int deadEvery)
        : near_(openSocket(INADDR_ANY, port)), far_(openSocket(INADDR_LOOPBACK, 0)), responderPort_(responderPort), answerMs_(answerMs),
          lossPermille_(lossPermille), deadEvery_(deadEvery)
    {
    }

    [[noreturn]] void run()
    {
        for (;;) {
            const int wait = waiting_.empty() ? -1 : int(std::max<std::int64_t>(0, waiting_.front().dueMs - nowMs()));
            std::array<pollfd, 2> sockets{{{near_, POLLIN, 0}, {far_, POLLIN, 0}}};
            ::poll(sockets.data(), sockets.size(), wait);
            while (receive(near_, true) || receive(far_, false))
                continue;
            for (; !waiting_.empty() && waiting_.front().dueMs <= nowMs(); waiting_.pop_front())
                send(near_, waiting_.front().octets, poller_, waiting_.front().device);
        }
    }

private:
    struct Answer {
        std::int64_t dueMs;
        in_addr device;
        Octets octets;
    };

    bool receive(int fd, bool request)
    {
        Octets octets(4096);
        sockaddr_in from{};
        iovec data{octets.data(), octets.size()};
        alignas(cmsghdr) std::array<char, 64> control{};
        msghdr message{&from, sizeof from, &data, 1, control.data(), control.size(), 0};
        const ssize_t size = ::recvmsg(fd, &message, 0);
        if (size <= 0)
            return false;
        octets.resize(std::size_t(size));
        if (!request) {
            if (int(random_() % 1000) >= lossPermille_) {
                live(octets, 0, octets.size(), nowMs() - startMs_);
                waiting_.push_back({nowMs() + answerMs_, from.sin_addr, std::move(octets)});
            }
            return true;
        }
        poller_ = from;
        in_pktinfo info{};
        for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part))
            if (part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_PKTINFO)
                std::memcpy(&info, CMSG_DATA(part), sizeof info);
        const std::uint32_t address = ntohl(info.ipi_addr.s_addr); // see responderTarget()
        if (isDead(int((address >> 8 & 0xff) - 1) * 250 + int(address & 0xff) - 1, deadEvery_))
            return true;
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(responderPort_);
        to.sin_addr = info.ipi_addr;
        ::sendto(far_, octets.data(), octets.size(), 0, reinterpret_cast<sockaddr*>(&to), sizeof to);
        return true;
    }

    static void send(int fd, Octets& octets, sockaddr_in to, in_addr from)
    {
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in_pktinfo))> control{};
        iovec data{octets.data(), octets.size()};
        msghdr message{&to, sizeof to, &data, 1, control.data(), control.size(), 0};
        cmsghdr* part = CMSG_FIRSTHDR(&message);
        part->cmsg_level = IPPROTO_IP;
        part->cmsg_type = IP_PKTINFO;
        part->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
        in_pktinfo info{};
        info.ipi_spec_dst = from;
        std::memcpy(CMSG_DATA(part), &info, sizeof info);
        ::sendmsg(fd, &message, 0);
    }

    int near_;
    int far_;
    quint16 responderPort_;
    int answerMs_;
    int lossPermille_;
    int deadEvery_;
    sockaddr_in poller_{};
    std::deque<Answer> waiting_; ///< all are delayed alike: in the order of their time
    std::mt19937 random_{20};
    std::int64_t startMs_ = nowMs();
};

QJsonObject relay(const QStringList& arguments)
{
    pinTo(1);
    Relay between(quint16(arguments.value(0).toUInt()), quint16(arguments.value(1).toUInt()), arguments.value(2).toInt(), arguments.value(3).toInt(),
                  arguments.value(4).toInt());
    QTextStream(stdout) << "ready" << Qt::endl;
    between.run();
}

const WorkerRegistration relayWorker("far", relay);

} // namespace

bool isDead(int device, int deadEvery)
{
    return deadEvery > 0 && device % deadEvery == deadEvery - 1;
}

FarNetwork::FarNetwork(const Responder& responder, int answerMs, int lossPermille, int deadEvery)
    : port_(freePort()), process_(QCoreApplication::applicationFilePath(),
                                  {"--work", "far", QString::number(port_), responder.portText(), QString::number(answerMs), QString::number(lossPermille), QString::number(deadEvery)})
{
    process_.waitForLine();
}

} // namespace trunkline::bench
