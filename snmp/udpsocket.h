// UDP on the engine's event loop: batches in, batches out, ICMP errors with the address they are about.
// Qt's own socket knows neither batches nor whose ICMP error it was.
#pragma once

#include "snmp/peer.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <memory>
#include <span>

class QSocketNotifier;
class QTimer;

namespace trunkline::snmp {

/// Lies in the socket's own buffer, where a reader may decrypt it, until the callback returns.
struct Datagram {
    Peer from;
    Peer to; ///< for a listener: the local address it was sent to; its port is not set
    std::span<char> bytes;

    QByteArrayView view() const { return {bytes.data(), qsizetype(bytes.size())}; }
};

/// One non-blocking socket of one family. All of it on one thread.
class UdpSocket : public QObject {
    Q_OBJECT
public:
    using OnDatagram = std::function<void(const Datagram&)>;
    using OnUnreachable = std::function<void(const Peer&)>;
    using OnUnsent = std::function<void(const Peer&, int code)>;
    /// A listener wants to know which of its addresses was spoken to.
    enum class Role : quint8 { Asker, Listener };

    explicit UdpSocket(QObject* parent = nullptr);
    ~UdpSocket() override;

    /// Binds; false with a technical phrase in `error` when that fails. Port 0 lets the kernel choose.
    bool open(const Peer& local, Role role, OnDatagram onDatagram, OnUnreachable onUnreachable, QString* error);
    bool isOpen() const { return fd_ >= 0; }
    quint16 port() const;
    /// What the kernel really gave (socket(7) SO_RCVBUF), in octets.
    int receiveBuffer() const;
    /// Datagrams that the kernel threw away because the buffer was full, since the socket was opened (socket(7) SO_MEMINFO: what
    /// SO_RXQ_OVFL tells with the next datagram, and /proc/net/udp as “drops”).
    quint32 overflowed() const;
    /// What this machine threw away before any socket saw it, because a processor's backlog was full (/proc/net/softnet_stat): of
    /// all its network traffic, since it was started. Where a kernel does not tell, 0.
    static quint64 lostByHost();

    /// 0 or errno. A full send buffer counts as sent: the network may lose datagrams, too.
    /// `from` is the local address to answer from, as a datagram's `to`.
    int send(const Peer& to, QByteArrayView bytes, const Peer* from = nullptr);

    /// Sends up to longestRequest octets with others of this turn of the event loop. What the system refuses
    /// goes to onUnsent with an errno; a full send buffer counts as sent.
    void queue(const Peer& to, QByteArrayView bytes);
    void flush();
    void setOnUnsent(OnUnsent onUnsent) { onUnsent_ = std::move(onUnsent); }

private:
    struct Batch;
    struct Outgoing;
    void receive();
    unsigned receiveBatch();
    void drainErrors();

    int fd_ = -1;
    int family_ = AF_INET;
    Role role_ = Role::Asker;
    bool flushIsDue_ = false;
    QSocketNotifier* notifier_ = nullptr;
    QTimer* pause_ = nullptr; ///< of a listener: between two readings of a stream
    std::unique_ptr<Batch> batch_;
    std::unique_ptr<Outgoing> outgoing_;
    OnDatagram onDatagram_;
    OnUnreachable onUnreachable_;
    OnUnsent onUnsent_;
};

} // namespace trunkline::snmp
