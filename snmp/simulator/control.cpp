#include "snmp/simulator/control.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QScopeGuard>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace trunkline::simulator {

static constexpr qsizetype longestCommand = 4096;

static QString systemReason()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

static bool unixAddress(const QString& path, sockaddr_un& address, QString* error)
{
    address = {};
    address.sun_family = AF_UNIX;
    const QByteArray bytes = QFile::encodeName(path);
    if (bytes.isEmpty() || bytes.size() >= qsizetype(sizeof address.sun_path)) {
        *error = QStringLiteral("“%1” can't be a control socket: its path must have 1 to %2 bytes.").arg(path).arg(sizeof address.sun_path - 1);
        return false;
    }
    std::copy(bytes.begin(), bytes.end(), address.sun_path);
    return true;
}

/// A connected socket, or -1.
static int connectTo(const sockaddr_un& address)
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const int problem = errno;
        ::close(fd);
        errno = problem;
        return -1;
    }
    return fd;
}

/// What a crash has left behind goes; a file that is no socket is somebody's and stays.
static void removeDeadSocket(const sockaddr_un& address)
{
    struct stat info;
    if (errno == ECONNREFUSED && ::lstat(address.sun_path, &info) == 0 && S_ISSOCK(info.st_mode))
        ::unlink(address.sun_path);
}

static bool writeAll(int fd, const QByteArray& bytes)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const ssize_t written = ::send(fd, bytes.constData() + at, std::size_t(bytes.size() - at), MSG_NOSIGNAL);
        if (written <= 0)
            return false;
        at += written;
    }
    return true;
}

struct ControlServer::Client {
    explicit Client(int fd_) : fd(fd_), notifier(std::make_unique<QSocketNotifier>(fd_, QSocketNotifier::Read)) {}
    ~Client()
    {
        // Before its descriptor, which it watches.
        notifier.reset();
        ::close(fd);
    }
    Q_DISABLE_COPY_MOVE(Client)
    int fd;
    std::unique_ptr<QSocketNotifier> notifier;
    QByteArray pending;
};

ControlServer::ControlServer(Run run) : run_(std::move(run))
{
}

ControlServer::~ControlServer()
{
    close();
}

bool ControlServer::listen(const QString& path, QString* error)
{
    close();
    sockaddr_un address;
    if (!unixAddress(path, address, error))
        return false;
    if (const int other = connectTo(address); other >= 0) {
        ::close(other);
        *error = QStringLiteral("Another simulator listens on %1 already.").arg(path);
        return false;
    }
    removeDeadSocket(address);
    fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    // The mode is set before anybody can connect, that is before listen().
    if (fd_ < 0 || ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0
        || ::chmod(address.sun_path, 0600) != 0 || ::listen(fd_, 8) != 0) {
        *error = QStringLiteral("The control socket %1 can't be made: %2.").arg(path, systemReason());
        if (fd_ >= 0)
            ::close(std::exchange(fd_, -1));
        return false;
    }
    path_ = path;
    notifier_ = std::make_unique<QSocketNotifier>(fd_, QSocketNotifier::Read);
    QObject::connect(notifier_.get(), &QSocketNotifier::activated, notifier_.get(), [this] { accept(); });
    return true;
}

void ControlServer::close()
{
    clients_.clear();
    if (fd_ < 0)
        return;
    notifier_.reset();
    ::close(std::exchange(fd_, -1));
    QFile::remove(path_);
    path_.clear();
}

void ControlServer::accept()
{
    const int fd = ::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    // A client that does not read its answer must not hold the simulator for long.
    const timeval patience{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    auto client = std::make_unique<Client>(fd);
    QSocketNotifier* const readable = client->notifier.get();
    QObject::connect(readable, &QSocketNotifier::activated, readable, [this, fd] { read(fd); });
    clients_.insert_or_assign(fd, std::move(client));
}

void ControlServer::read(int fd)
{
    Client& client = *clients_.at(fd);
    std::array<char, 4096> buffer;
    const ssize_t bytes = ::recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
    bool gone = bytes == 0 || (bytes < 0 && errno != EAGAIN && errno != EINTR);
    if (bytes > 0)
        client.pending.append(buffer.data(), bytes);
    for (qsizetype end = client.pending.indexOf('\n'); end >= 0 && !gone; end = client.pending.indexOf('\n')) {
        const QString line = QString::fromUtf8(client.pending.first(end));
        client.pending.remove(0, end + 1);
        gone = !writeAll(fd, run_(line).toUtf8() + "\n.\n");
    }
    if (!gone && client.pending.size() <= longestCommand)
        return;
    // The notifier is the sender of the signal that brought us here, so it goes when that is done.
    client.notifier->setEnabled(false);
    client.notifier.release()->deleteLater();
    clients_.erase(fd);
}

static ControlReply refusedReply(const QString& sentence)
{
    return {false, sentence};
}

static ControlReply parseReply(const QByteArray& answer)
{
    const QString text = QString::fromUtf8(answer);
    if (text.startsWith(QStringLiteral("ok")))
        return {true, text.mid(3)};
    return {false, text.startsWith(QStringLiteral("error: ")) ? text.mid(7) : text};
}

ControlReply controlSend(const QString& path, const QString& line, int timeoutMs)
{
    sockaddr_un address;
    QString error;
    if (!unixAddress(path, address, &error))
        return refusedReply(error);
    const int fd = connectTo(address);
    if (fd < 0)
        return refusedReply(QStringLiteral("No simulator listens on %1: %2.").arg(path, systemReason()));
    const auto closer = qScopeGuard([fd] { ::close(fd); });
    if (line.contains(u'\n') || !writeAll(fd, line.toUtf8() + '\n'))
        return refusedReply(QStringLiteral("The command could not be sent to %1.").arg(path));
    QByteArray answer;
    const QDeadlineTimer deadline(timeoutMs);
    while (!answer.endsWith("\n.\n")) {
        pollfd waiting{fd, POLLIN, 0};
        std::array<char, 4096> buffer;
        if (::poll(&waiting, 1, int(deadline.remainingTime())) <= 0)
            return refusedReply(QStringLiteral("The simulator on %1 did not answer within %2 ms.").arg(path).arg(timeoutMs));
        const ssize_t bytes = ::recv(fd, buffer.data(), buffer.size(), 0);
        if (bytes <= 0)
            return refusedReply(QStringLiteral("The simulator on %1 has gone away.").arg(path));
        answer.append(buffer.data(), bytes);
    }
    answer.chop(3);
    return parseReply(answer);
}

} // namespace trunkline::simulator
