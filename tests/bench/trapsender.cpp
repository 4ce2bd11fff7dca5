// Worker "trap-send": notifications of many devices at a steady rate. A process of its own, so that what it costs is nobody else's.
#include "tests/bench/trapsender.h"

#include "snmp/oid.h"
#include "tests/bench/bench.h"

#include <QElapsedTimer>

#include <array>
#include <cstring>
#include <stdexcept>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace trunkline::bench {

using snmp::Oid;

namespace {

const Oid linkDown{1, 3, 6, 1, 6, 3, 1, 1, 5, 3};
const Oid linkUp{1, 3, 6, 1, 6, 3, 1, 1, 5, 4};
const Oid authenticationFailure{1, 3, 6, 1, 6, 3, 1, 1, 5, 5};
const Oid bgpBackward{1, 3, 6, 1, 2, 1, 15, 7, 2};
const Oid unknownTrap{1, 3, 6, 1, 4, 1, 99999, 1, 0, 7};

QByteArray tlv(char tag, const QByteArray& content)
{
    const qsizetype size = content.size();
    QByteArray length = size < 128 ? QByteArray(1, char(size)) : QByteArray("\x82") + char(size >> 8) + char(size);
    return tag + length + content;
}

QByteArray oidOctets(const Oid& id)
{
    QByteArray octets(1, char(id[0] * 40 + id[1]));
    for (std::size_t i = 2; i < id.size(); ++i) {
        QByteArray arc(1, char(id[i] & 0x7f));
        for (std::uint32_t rest = id[i] >> 7; rest; rest >>= 7)
            arc.prepend(char(0x80 | (rest & 0x7f)));
        octets += arc;
    }
    return tlv(0x06, octets);
}

QByteArray integer(int value)
{
    return tlv(0x02, value < 128 ? QByteArray(1, char(value)) : QByteArray(1, char(value >> 8)) + char(value));
}

QByteArray bind(const Oid& id, const QByteArray& value)
{
    return tlv(0x30, oidOctets(id) + value);
}

QByteArray trap(const Oid& id, const QByteArray& variables)
{
    const QByteArray binds = bind({1, 3, 6, 1, 2, 1, 1, 3, 0}, tlv(0x43, QByteArray("\x07\x5b\xcd\x15", 4))) + bind({1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0}, oidOctets(id)) + variables;
    return tlv(0x30, integer(1) + tlv(0x04, "public") + tlv(char(0xa7), integer(1) + integer(0) + integer(0) + tlv(0x30, binds)));
}

QByteArray portVariables(int port, bool up)
{
    const auto index = std::uint32_t(port);
    return bind({1, 3, 6, 1, 2, 1, 2, 2, 1, 1, index}, integer(port)) + bind({1, 3, 6, 1, 2, 1, 2, 2, 1, 7, index}, integer(1))
        + bind({1, 3, 6, 1, 2, 1, 2, 2, 1, 8, index}, integer(up ? 1 : 2)) + bind({1, 3, 6, 1, 2, 1, 2, 2, 1, 2, index}, tlv(0x04, "GigabitEthernet1/0/" + QByteArray::number(port)));
}

/// Sends from any address of the loopback by one socket.
class Sender {
public:
    explicit Sender(quint16 port)
    {
        fd_ = ::socket(AF_INET, SOCK_DGRAM, 0);
        to_.sin_family = AF_INET;
        to_.sin_port = htons(port);
        to_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    ~Sender() { ::close(fd_); }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    void send(std::uint32_t from, const QByteArray& bytes)
    {
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(in_pktinfo))]{};
        iovec piece{const_cast<char*>(bytes.constData()), std::size_t(bytes.size())};
        msghdr header{};
        header.msg_name = &to_;
        header.msg_namelen = sizeof to_;
        header.msg_iov = &piece;
        header.msg_iovlen = 1;
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        cmsghdr* c = CMSG_FIRSTHDR(&header);
        c->cmsg_level = IPPROTO_IP;
        c->cmsg_type = IP_PKTINFO;
        c->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
        in_pktinfo info{};
        info.ipi_spec_dst.s_addr = htonl(from);
        std::memcpy(CMSG_DATA(c), &info, sizeof info);
        if (::sendmsg(fd_, &header, 0) < 0)
            throw std::runtime_error("a trap can't be sent");
    }

private:
    int fd_ = -1;
    sockaddr_in to_{};
};

/// The traps of a mix, made once.
struct Mix {
    QString name;
    int count = 0;
    std::vector<QByteArray> down, up;
    QByteArray authentication = trap(authenticationFailure, {});
    QByteArray bgp = trap(bgpBackward, bind({1, 3, 6, 1, 2, 1, 15, 3, 1, 14, 192, 0, 2, 9}, tlv(0x04, QByteArray("\4\2", 2))) + bind({1, 3, 6, 1, 2, 1, 15, 3, 1, 2, 192, 0, 2, 9}, integer(1)));
    QByteArray unknown = trap(unknownTrap, portVariables(7, false));

    Mix(QString which, int traps) : name(std::move(which)), count(traps)
    {
        for (int port = 1; port <= trapPorts; ++port) {
            down.push_back(trap(linkDown, portVariables(port, false)));
            up.push_back(trap(linkUp, portVariables(port, true)));
        }
    }

    /// The sender's number and what it sends as the i-th of all.
    std::pair<int, const QByteArray*> at(int i) const
    {
        if (name == QLatin1String("storm")) { // 3,072 ports of 64 devices go down and say so again and again; then they are back
            const int port = i / 64 % trapPorts;
            return {i % 64, i < count / 2 ? &down[std::size_t(port)] : &up[std::size_t(port)]};
        }
        if (name == QLatin1String("flood")) // nine of ten come from one
            return {i % 10 == 0 ? 1 + i / 10 % (trapDevices - 1) : 0, &unknown};
        // A network with its usual troubles: of 100 traps one is a port that comes or goes, 65 repeat that 400 ports, 50 neighbours and
        // 50 wrong passwords are still there, and 34 only tell something.
        const int kind = i % 100;
        const int turn = i / 100;
        if (kind == 0)
            return {5 * (turn % 100) + 3, turn / 100 % 2 ? &up.back() : &down.back()};
        if (kind < 36)
            return {5 * ((turn + 3 * kind) % 100), &down[std::size_t(turn % 4)]};
        if (kind < 46)
            return {10 * ((turn + kind) % 50) + 2, &authentication};
        if (kind < 66)
            return {10 * ((turn + kind) % 50) + 1, &bgp};
        return {int(qint64(i) * 7 % trapDevices), &unknown};
    }
};

/// Arguments: port, mix, a second, count.
QJsonObject sendTraps(const QStringList& arguments)
{
    const int rate = arguments.value(2).toInt();
    const int count = arguments.value(3).toInt();
    const Mix mix(arguments.value(1), count);
    Sender sender(quint16(arguments.value(0).toUInt()));
    QElapsedTimer clock;
    clock.start();
    for (int sent = 0; sent < count;) {
        const qint64 due = std::min<qint64>(count, clock.nsecsElapsed() * rate / 1'000'000'000 + 1);
        for (; sent < due; ++sent) {
            const auto [device, bytes] = mix.at(sent);
            sender.send(firstTrapDevice + std::uint32_t(device), *bytes);
        }
        ::usleep(500);
    }
    return {{"sent", count}, {"seconds", double(clock.elapsed()) / 1000}};
}

const WorkerRegistration sendWorker("trap-send", sendTraps);

} // namespace

void sendPortDown(quint16 to, int device, int port)
{
    Sender(to).send(firstTrapDevice + std::uint32_t(device), trap(linkDown, portVariables(port, false)));
}

} // namespace trunkline::bench
