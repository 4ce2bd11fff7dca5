// UDP on the engine's event loop: batches in, single datagrams out, ICMP errors with the address they
// are about. Qt's own socket knows neither batches nor whose ICMP error it was.
#pragma once

#include "snmp/peer.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace trunkline::snmp {

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
