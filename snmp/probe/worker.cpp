#include "snmp/probe/worker.h"

#include "snmp/probe/echo.h"

#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QSocketNotifier>
#include <QTcpSocket>

#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <unistd.h>

namespace trunkline::probe {

namespace {

constexpr qint64 betweenEchoesMs = 200;
constexpr int echoesAStep = 64;
constexpr qint64 stepMs = 2;
constexpr int receiveBuffer = 4 << 20;

} // namespace

Worker::Worker() : lastCookie_(QRandomGenerator::system()->generate64()), id_(quint16(QRandomGenerator::system()->generate()))
{
    clock_.start();
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &Worker::tick);
}

Worker::~Worker()
{
    for (EchoSocket* socket : {&v4_, &v6_}) {
        socket->notifier.reset();
        if (socket->fd >= 0)
            ::close(socket->fd);
    }
}

QString Worker::open()
{
    openSocket(v6_, AF_INET6);
    return openSocket(v4_, AF_INET);
}

QString Worker::openSocket(EchoSocket& socket, int family)
{
    const int protocol = family == AF_INET ? int(IPPROTO_ICMP) : int(IPPROTO_ICMPV6);
    socket.fd = ::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    const int refusal = errno;
    if (socket.fd < 0 && (refusal == EACCES || refusal == EPERM)) {
        socket.fd = ::socket(family, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
        socket.raw = socket.fd >= 0;
    }
    if (socket.fd < 0)
        return QString::fromLocal8Bit(std::strerror(refusal));
    ::setsockopt(socket.fd, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    socket.notifier = std::make_unique<QSocketNotifier>(socket.fd, QSocketNotifier::Read);
    connect(socket.notifier.get(), &QSocketNotifier::activated, this, [this, &socket, family] { receive(socket, family); });
    return {};
}

Worker::EchoSocket* Worker::socketFor(const snmp::Peer& peer)
{
    EchoSocket& socket = peer.family == AF_INET ? v4_ : v6_;
    return socket.fd >= 0 ? &socket : nullptr;
}

void Worker::start(const QList<Request>& requests)
{
    for (const Request& request : requests) {
        const auto peer = snmp::Peer::parse(request.address, 0);
        if (!peer) {
            Q_EMIT finished({request.tag, 0, 0, 0, 0, 0, {}}); // a name would have to be looked up
            continue;
        }
        const quint64 number = ++lastJob_;
        Job& job = jobs_[number];
        job.request = request;
        job.result.tag = request.tag;
        job.peer = *peer;
        job.open = 1; // held until all is begun
        if (socketFor(*peer))
            for (int i = 0; i < request.echoes; ++i, ++job.open)
                due_.emplace(nowMs() + i * betweenEchoesMs, Due{number, {}});
        job.open += int(request.tcpPorts.size());
        for (const quint16 port : request.tcpPorts)
            connectTo(number, port);
        settle(number);
    }
    schedule();
}

void Worker::tick()
{
    int sent = 0;
    while (!due_.empty() && due_.begin()->first <= nowMs()) {
        const Due due = due_.begin()->second;
        if (!due.cookie && ++sent > echoesAStep) {
            timer_.start(int(stepMs));
            return;
        }
        due_.erase(due_.begin());
        if (!due.cookie)
            sendEcho(due.job);
        else if (flying_.remove(*due.cookie))
            settle(due.job);
    }
    schedule();
}

void Worker::schedule()
{
    if (!due_.empty())
        timer_.start(int(std::max<qint64>(0, due_.begin()->first - nowMs())));
}

void Worker::sendEcho(quint64 number)
{
    const auto job = jobs_.find(number);
    if (job == jobs_.end())
        return;
    const EchoSocket* socket = socketFor(job->peer);
    const Echo echo{id_, ++lastSequence_, ++lastCookie_};
    const QByteArray bytes = writeEchoRequest(echo, job->peer.family);
    snmp::SocketAddress to;
    const socklen_t size = snmp::toSocketAddress(job->peer, to);
    ++job->result.sent;
    const qint64 sentNs = clock_.nsecsElapsed();
    // What the system refuses (no route) is an echo without an answer.
    if (::sendto(socket->fd, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL, &to.any, size) < 0)
        return settle(number);
    flying_.insert(echo.cookie, {number, job->peer, sentNs});
    due_.emplace(nowMs() + job->request.timeoutMs, Due{number, echo.cookie});
}

void Worker::receive(EchoSocket& socket, int family)
{
    constexpr int atOnce = 1024; // then timers have their turn
    std::array<char, 2048> bytes;
    for (int i = 0; i < atOnce; ++i) {
        snmp::SocketAddress from;
        socklen_t size = sizeof from;
        const ssize_t octets = ::recvfrom(socket.fd, bytes.data(), bytes.size(), 0, &from.any, &size);
        if (octets < 0)
            return;
        const qint64 arrivedNs = clock_.nsecsElapsed();
        const auto echo = readEchoReply({bytes.data(), qsizetype(octets)}, family, socket.raw && family == AF_INET);
        const auto flying = echo ? flying_.constFind(echo->cookie) : flying_.cend();
        snmp::Peer sender = snmp::fromSocketAddress(from);
        sender.port = 0;
        if (flying == flying_.cend() || sender.address != flying->peer.address)
            continue; // late, twice, of another program, or from somebody else
        const quint64 number = flying->job;
        Result& result = jobs_[number].result;
        const qint64 rttUs = std::max<qint64>(1, (arrivedNs - flying->sentNs) / 1000);
        flying_.erase(flying);
        result.minUs = result.received ? std::min(result.minUs, rttUs) : rttUs;
        result.maxUs = std::max(result.maxUs, rttUs);
        jobs_[number].sumUs += rttUs;
        result.meanUs = jobs_[number].sumUs / ++result.received;
        settle(number);
    }
}

void Worker::connectTo(quint64 number, quint16 port)
{
    auto* socket = new QTcpSocket(this);
    auto* patience = new QTimer(socket);
    const qint64 beganNs = clock_.nsecsElapsed();
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, socket, [=, this] { endConnection(number, socket, {port, {}, false}); });
    connect(socket, &QTcpSocket::connected, this, [=, this] { endConnection(number, socket, {port, std::max<qint64>(1, (clock_.nsecsElapsed() - beganNs) / 1000), false}); });
    connect(socket, &QTcpSocket::errorOccurred, this, [=, this](QAbstractSocket::SocketError error) {
        endConnection(number, socket, {port, {}, error == QAbstractSocket::ConnectionRefusedError});
    });
    patience->start(jobs_[number].request.timeoutMs);
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->connectToHost(jobs_[number].request.address, port);
}

void Worker::endConnection(quint64 number, QTcpSocket* socket, const TcpResult& result)
{
    socket->disconnect(this);
    for (QObject* child : socket->children())
        child->disconnect(socket);
    socket->abort();
    socket->deleteLater();
    jobs_[number].result.tcp.append(result);
    settle(number);
}

/// One thing less that is waited for.
void Worker::settle(quint64 number)
{
    const auto job = jobs_.find(number);
    if (job == jobs_.end() || --job->open > 0)
        return;
    const Result result = job->result;
    jobs_.erase(job);
    Q_EMIT finished(result);
}

} // namespace trunkline::probe
