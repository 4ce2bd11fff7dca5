#include "snmp/simulator/udpsocket.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace trunkline::simulator {

static sockaddr_in socketAddress(Endpoint endpoint)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(endpoint.address);
    address.sin_port = htons(endpoint.port);
    return address;
}

std::unique_ptr<UdpSocket> UdpSocket::open(Endpoint local, Received received, QString* error, bool* inUse)
{
    const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address = socketAddress(local);
    socklen_t length = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (fd < 0 || ::bind(fd, generic, length) != 0 || ::getsockname(fd, generic, &length) != 0) {
        const int problem = errno;
        if (fd >= 0)
            ::close(fd);
        if (inUse)
            *inUse = problem == EADDRINUSE;
        *error = QStringLiteral("The address %1 can't be listened on: %2.").arg(local.toString(), QString::fromLocal8Bit(std::strerror(problem)));
        return nullptr;
    }
    // A burst of a poller must not be lost to the default buffer; less is taken where less is allowed.
    const int bufferBytes = 1 << 20;
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bufferBytes, sizeof bufferBytes);
    local.port = ntohs(address.sin_port);
    return std::unique_ptr<UdpSocket>(new UdpSocket(fd, local, std::move(received)));
}

UdpSocket::UdpSocket(int fd, Endpoint local, Received received)
    : fd_(fd), local_(local), received_(std::move(received)), notifier_(fd, QSocketNotifier::Read)
{
    QObject::connect(&notifier_, &QSocketNotifier::activated, &notifier_, [this] { readAll(); });
}

UdpSocket::~UdpSocket()
{
    notifier_.setEnabled(false);
    ::close(fd_);
}

void UdpSocket::readAll()
{
    std::array<char, 65536> buffer;
    // A bounded number at a time, so that one busy device leaves the others their turn.
    for (int i = 0; i < 64; ++i) {
        sockaddr_in from{};
        socklen_t length = sizeof from;
        const ssize_t bytes = ::recvfrom(fd_, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&from), &length);
        if (bytes < 0)
            return;
        received_(QByteArrayView(buffer.data(), bytes), {ntohl(from.sin_addr.s_addr), ntohs(from.sin_port)});
    }
}

bool UdpSocket::send(const QByteArray& datagram, Endpoint to)
{
    const sockaddr_in address = socketAddress(to);
    return ::sendto(fd_, datagram.constData(), std::size_t(datagram.size()), 0, reinterpret_cast<const sockaddr*>(&address),
                    sizeof address) == datagram.size();
}

} // namespace trunkline::simulator
