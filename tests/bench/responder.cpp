#include "tests/bench/responder.h"

#include <QElapsedTimer>
#include <QThread>

#include <stdexcept>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace trunkline::bench {

namespace {

constexpr quint16 firstPort = 16'100;

/// Whether a datagram socket can be bound there, that is: nobody listens yet.
bool isFree(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    const bool free = ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return free;
}

} // namespace

quint16 freePort()
{
    quint16 port = firstPort;
    while (!isFree(port))
        ++port;
    return port;
}

std::unique_ptr<Responder> Responder::start()
{
    if (floorProgram(QStringLiteral("simd")).isEmpty())
        return nullptr;
    return std::unique_ptr<Responder>(new Responder(freePort()));
}

Responder::Responder(quint16 port)
    : port_(port), process_(floorProgram(QStringLiteral("simd")), {"-p", QString::number(port), "-r", "48", "-m", "1472", "-c", "1"})
{
    QElapsedTimer waited;
    waited.start();
    while (isFree(port)) {
        if (waited.hasExpired(10'000))
            throw std::runtime_error("the responder does not listen");
        QThread::msleep(10);
    }
}

snmp::Target responderTarget(int device, quint16 port, bool v3)
{
    snmp::Target target;
    target.address = QStringLiteral("127.0.%1.%2").arg(1 + device / 250).arg(1 + device % 250);
    target.port = port;
    target.credential.community = "public";
    if (v3) {
        target.credential.version = snmp::Version::V3;
        target.credential.user = QStringLiteral("simuser");
        target.credential.auth = snmp::AuthProtocol::Sha1;
        target.credential.authPassword = "authpass12";
        target.credential.priv = snmp::PrivProtocol::Aes128;
        target.credential.privPassword = "privpass12";
    }
    return target;
}

} // namespace trunkline::bench
