#include "snmp/udpsocket.h"

#include "snmp/wire.h"

#include <QFile>
#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <linux/errqueue.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>
#include <unistd.h>

namespace trunkline::snmp {

namespace {

constexpr unsigned batchSize = 64;
constexpr std::size_t datagramRoom = 65'536;
constexpr std::size_t controlRoom = 128;
constexpr int batchesATurn = 16;          // then the event loop gets its turn: timers must not starve
constexpr int bufferForAnswers = 8 << 20; // ~5000 full ones
constexpr int bufferForTraps = 32 << 20;  // more than a second of a storm, should this thread not get its turn
constexpr unsigned streamOfTraps = 2;     // so many at once are a stream: then waking for each would cost more than reading it
constexpr int pauseMs = 20;                // nobody waits for that; 50,000 a second are a thousand until then
constexpr int bufferForAPause = 8 << 20;  // 50,000 a second fill a smaller one while nobody looks

/// The local address out of IP_PKTINFO or IPV6_PKTINFO.
Peer localAddressOf(msghdr& header, int family)
{
    Peer local;
    local.family = family;
    for (cmsghdr* c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c)) {
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
            in_pktinfo info;
            std::memcpy(&info, CMSG_DATA(c), sizeof info);
            std::memcpy(local.address.data(), &info.ipi_addr, 4);
        } else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO) {
            in6_pktinfo info;
            std::memcpy(&info, CMSG_DATA(c), sizeof info);
            std::memcpy(local.address.data(), &info.ipi6_addr, 16);
            local.scope = info.ipi6_ifindex;
        }
    }
    return local;
}

template <class Info>
void setControl(msghdr& header, char* room, int level, int type, const Info& info)
{
    header.msg_control = room;
    header.msg_controllen = CMSG_SPACE(sizeof info);
    cmsghdr* c = CMSG_FIRSTHDR(&header);
    c->cmsg_level = level;
    c->cmsg_type = type;
    c->cmsg_len = CMSG_LEN(sizeof info);
    std::memcpy(CMSG_DATA(c), &info, sizeof info);
}

void setSourceAddress(msghdr& header, char* room, const Peer& from)
{
    if (from.family == AF_INET) {
        in_pktinfo info{};
        std::memcpy(&info.ipi_spec_dst, from.address.data(), 4);
        setControl(header, room, IPPROTO_IP, IP_PKTINFO, info);
    } else {
        in6_pktinfo info{};
        std::memcpy(&info.ipi6_addr, from.address.data(), 16);
        setControl(header, room, IPPROTO_IPV6, IPV6_PKTINFO, info);
    }
}

bool setOption(int fd, int level, int option, int value)
{
    return ::setsockopt(fd, level, option, &value, sizeof value) == 0;
}

void setOptions(int fd, int family, bool listens)
{
    if (family == AF_INET) {
        setOption(fd, IPPROTO_IP, IP_RECVERR, 1);
        setOption(fd, IPPROTO_IP, IP_PKTINFO, listens);
    } else {
        setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
        setOption(fd, IPPROTO_IPV6, IPV6_RECVERR, 1);
        setOption(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, listens);
    }
    // Beyond net.core.rmem_max only with CAP_NET_ADMIN; the poller's window follows what it really got.
    const int wanted = listens ? bufferForTraps : bufferForAnswers;
    if (!setOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, wanted))
        setOption(fd, SOL_SOCKET, SO_RCVBUF, wanted);
}

QString systemError(const char* what)
{
    return QStringLiteral("%1: %2").arg(QString::fromLatin1(what), QString::fromLocal8Bit(std::strerror(errno)));
}

} // namespace

struct UdpSocket::Batch {
    // Untouched memory costs nothing, and hardly a datagram needs all of its room.
    std::unique_ptr<char[]> bytes = std::make_unique_for_overwrite<char[]>(batchSize * datagramRoom);
    std::unique_ptr<char[]> control = std::make_unique<char[]>(batchSize * controlRoom);
    std::array<SocketAddress, batchSize> from;
    std::array<iovec, batchSize> pieces;
    std::array<mmsghdr, batchSize> headers{};

    Batch()
    {
        for (unsigned i = 0; i < batchSize; ++i) {
            pieces[i] = {bytes.get() + i * datagramRoom, datagramRoom};
            headers[i].msg_hdr.msg_name = &from[i];
            headers[i].msg_hdr.msg_iov = &pieces[i];
            headers[i].msg_hdr.msg_iovlen = 1;
            headers[i].msg_hdr.msg_control = control.get() + i * controlRoom;
        }
    }

    /// The kernel writes over the lengths.
    void prepare()
    {
        for (mmsghdr& header : headers) {
            header.msg_hdr.msg_namelen = sizeof(SocketAddress);
            header.msg_hdr.msg_controllen = controlRoom;
        }
    }
};

struct UdpSocket::Outgoing {
    std::array<std::array<char, longestRequest>, batchSize> bytes;
    std::array<SocketAddress, batchSize> to;
    std::array<iovec, batchSize> pieces;
    std::array<mmsghdr, batchSize> headers{};
    unsigned count = 0;

    void add(const Peer& peer, QByteArrayView message)
    {
        std::memcpy(bytes[count].data(), message.data(), std::size_t(message.size()));
        pieces[count] = {bytes[count].data(), std::size_t(message.size())};
        msghdr& header = headers[count].msg_hdr;
        header.msg_name = &to[count];
        header.msg_namelen = toSocketAddress(peer, to[count]);
        header.msg_iov = &pieces[count];
        header.msg_iovlen = 1;
        ++count;
    }
};

UdpSocket::UdpSocket(QObject* parent) : QObject(parent) {}

UdpSocket::~UdpSocket()
{
    delete notifier_;
    if (fd_ >= 0)
        ::close(fd_);
}

bool UdpSocket::open(const Peer& local, Role role, OnDatagram onDatagram, OnUnreachable onUnreachable, QString* error)
{
    family_ = local.family;
    role_ = role;
    fd_ = ::socket(family_, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    SocketAddress address;
    const socklen_t size = toSocketAddress(local, address);
    if (fd_ < 0 || (setOptions(fd_, family_, role == Role::Listener), ::bind(fd_, &address.any, size) != 0)) {
        if (error)
            *error = systemError(fd_ < 0 ? "socket" : "bind");
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = -1;
        return false;
    }
    onDatagram_ = std::move(onDatagram);
    onUnreachable_ = std::move(onUnreachable);
    batch_ = std::make_unique<Batch>();
    notifier_ = new QSocketNotifier(fd_, QSocketNotifier::Read, this);
    connect(notifier_, &QSocketNotifier::activated, this, &UdpSocket::receive);
    if (role != Role::Listener || receiveBuffer() < bufferForAPause)
        return true;
    pause_ = new QTimer(this);
    pause_->setSingleShot(true);
    pause_->setTimerType(Qt::PreciseTimer);
    pause_->setInterval(pauseMs);
    connect(pause_, &QTimer::timeout, notifier_, [this] { notifier_->setEnabled(true); });
    return true;
}

quint16 UdpSocket::port() const
{
    SocketAddress address;
    socklen_t size = sizeof address;
    return ::getsockname(fd_, &address.any, &size) == 0 ? fromSocketAddress(address).port : quint16(0);
}

int UdpSocket::receiveBuffer() const
{
    int octets = 0;
    socklen_t size = sizeof octets;
    ::getsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &octets, &size);
    return octets;
}

quint32 UdpSocket::overflowed() const
{
    std::array<quint32, SK_MEMINFO_VARS> facts{};
    socklen_t size = sizeof facts;
    return ::getsockopt(fd_, SOL_SOCKET, SO_MEMINFO, facts.data(), &size) == 0 ? facts[SK_MEMINFO_DROPS] : 0;
}

quint64 UdpSocket::lostByHost()
{
    QFile table(QStringLiteral("/proc/net/softnet_stat")); // a line a processor; the second number, hexadecimal, is what was dropped
    quint64 lost = 0;
    if (table.open(QIODevice::ReadOnly))
        for (const QByteArray& line : table.readAll().split('\n'))
            lost += line.split(' ').value(1).toULongLong(nullptr, 16);
    return lost;
}

int UdpSocket::send(const Peer& to, QByteArrayView bytes, const Peer* from)
{
    SocketAddress address;
    iovec piece{const_cast<char*>(bytes.data()), std::size_t(bytes.size())};
    alignas(cmsghdr) char control[controlRoom]{};
    msghdr header{};
    header.msg_name = &address;
    header.msg_namelen = toSocketAddress(to, address);
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    if (from)
        setSourceAddress(header, control, *from);
    // An ICMP error about another device is reported by the next call, whatever that is about.
    for (int attempt = 0; attempt < 4; ++attempt) {
        if (::sendmsg(fd_, &header, MSG_NOSIGNAL) >= 0 || errno == EAGAIN || errno == ENOBUFS)
            return 0;
        const int code = errno;
        if (code != ECONNREFUSED && code != EHOSTUNREACH && code != ENETUNREACH && code != EINTR)
            return code;
        drainErrors();
    }
    return EHOSTUNREACH;
}

void UdpSocket::queue(const Peer& to, QByteArrayView bytes)
{
    if (!outgoing_)
        outgoing_ = std::make_unique<Outgoing>();
    outgoing_->add(to, bytes);
    if (outgoing_->count == batchSize)
        return flush();
    if (!std::exchange(flushIsDue_, true))
        QMetaObject::invokeMethod(this, &UdpSocket::flush, Qt::QueuedConnection);
}

void UdpSocket::flush()
{
    flushIsDue_ = false;
    if (!outgoing_)
        return;
    const unsigned count = std::exchange(outgoing_->count, 0);
    int attempts = 0;
    for (unsigned done = 0; done < count;) {
        const int sent = ::sendmmsg(fd_, outgoing_->headers.data() + done, count - done, MSG_NOSIGNAL);
        const int code = sent < 0 ? errno : 0;
        // An ICMP error about another device is reported by the next call, whatever that is about.
        const bool aboutAnother = code == ECONNREFUSED || code == EHOSTUNREACH || code == ENETUNREACH || code == EINTR;
        if (aboutAnother && ++attempts < 4) {
            drainErrors();
            continue;
        }
        attempts = 0;
        if (code != 0 && code != EAGAIN && code != ENOBUFS && onUnsent_)
            onUnsent_(fromSocketAddress(outgoing_->to[done]), code);
        done += unsigned(std::max(sent, 1));
    }
}

void UdpSocket::receive()
{
    unsigned most = 0;
    for (int i = 0; i < batchesATurn; ++i) {
        const unsigned count = receiveBatch();
        most = std::max(most, count);
        flush(); // what the answers led to
        if (count < batchSize) {
            if (pause_ && most >= streamOfTraps) {
                notifier_->setEnabled(false);
                pause_->start();
            }
            return;
        }
    }
}

/// How many datagrams came; a whole batch, too, when there is more to look at.
unsigned UdpSocket::receiveBatch()
{
    batch_->prepare();
    const int count = ::recvmmsg(fd_, batch_->headers.data(), batchSize, MSG_DONTWAIT, nullptr);
    if (count < 0) {
        const bool again = errno != EAGAIN && errno != EWOULDBLOCK;
        drainErrors();
        return again ? batchSize : 0;
    }
    for (int i = 0; i < count; ++i) {
        mmsghdr& header = batch_->headers[std::size_t(i)];
        auto* bytes = static_cast<char*>(header.msg_hdr.msg_iov->iov_base);
        onDatagram_({fromSocketAddress(batch_->from[std::size_t(i)]), role_ == Role::Listener ? localAddressOf(header.msg_hdr, family_) : Peer(),
                     {bytes, header.msg_len}});
    }
    return unsigned(count);
}

void UdpSocket::drainErrors()
{
    for (;;) {
        SocketAddress about;
        std::memset(&about, 0, sizeof about);
        char control[512];
        char content[16];
        iovec piece{content, sizeof content};
        msghdr header{};
        header.msg_name = &about;
        header.msg_namelen = sizeof about;
        header.msg_iov = &piece;
        header.msg_iovlen = 1;
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        if (::recvmsg(fd_, &header, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
            return;
        if (about.any.sa_family == family_ && onUnreachable_)
            onUnreachable_(fromSocketAddress(about));
    }
}

} // namespace trunkline::snmp
