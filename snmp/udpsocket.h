// UDP on the engine's event loop: batches in, single datagrams out, ICMP errors with the address they
// are about. Qt's own socket knows neither batches nor whose ICMP error it was.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include <netinet/in.h>

class QSocketNotifier;

namespace trunkline::snmp {

/// An address and port, comparable and usable as a key.
struct Peer {
    int family = AF_INET;
    std::array<quint8, 16> address{}; ///< network order; IPv4 uses the first four octets
    quint16 port = 0;
    quint32 scope = 0; ///< link-local IPv6

    /// Reads a literal; nothing for host names, which would have to be looked up and so block.
    static std::optional<Peer> parse(const QString& address, quint16 port);
    QString addressText() const;

    bool operator==(const Peer&) const = default;
};

size_t qHash(const Peer& peer, size_t seed = 0);

struct Datagram {
    Peer from;
    Peer to; ///< the local address it was sent to; its port is not set
    QByteArray bytes;
};

/// One non-blocking socket of one family. All of it on one thread.
class UdpSocket : public QObject {
    Q_OBJECT
public:
    using OnDatagram = std::function<void(const Datagram&)>;
    using OnUnreachable = std::function<void(const Peer&)>;

    explicit UdpSocket(QObject* parent = nullptr);
    ~UdpSocket() override;

    /// Binds; false with a technical phrase in `error` when that fails. Port 0 lets the kernel choose.
    bool open(const Peer& local, OnDatagram onDatagram, OnUnreachable onUnreachable, QString* error);
    bool isOpen() const { return fd_ >= 0; }
    quint16 port() const;
    /// What the kernel really gave (socket(7) SO_RCVBUF), in octets.
    int receiveBuffer() const;

    /// 0 or errno. A full send buffer counts as sent: the network may lose datagrams, too.
    /// `from` is the local address to answer from, as a datagram's `to`.
    int send(const Peer& to, const QByteArray& bytes, const Peer* from = nullptr);

private:
    struct Batch;
    void receive();
    bool receiveBatch();
    void drainErrors();

    int fd_ = -1;
    int family_ = AF_INET;
    QSocketNotifier* notifier_ = nullptr;
    std::unique_ptr<Batch> batch_;
    OnDatagram onDatagram_;
    OnUnreachable onUnreachable_;
};

} // namespace trunkline::snmp
