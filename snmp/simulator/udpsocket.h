// A UDP socket that is bound to one address, so that what it sends comes from there.
#pragma once

#include "snmp/simulator/endpoint.h"

#include <QByteArray>
#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace trunkline::simulator {

/// Lives on the thread that opened it, which must run an event loop.
class UdpSocket {
public:
    using Received = std::function<void(QByteArrayView datagram, Endpoint from)>;

    /// Port 0 takes any free one. Null, with one sentence in `error`, when the address or port can't be had.
    /// `inUse` tells whether another port may help.
    static std::unique_ptr<UdpSocket> open(Endpoint local, Received received, QString* error, bool* inUse = nullptr);
    ~UdpSocket();
    UdpSocket(const UdpSocket&) = delete;
    UdpSocket& operator=(const UdpSocket&) = delete;

    Endpoint local() const { return local_; }
    bool send(const QByteArray& datagram, Endpoint to);
    /// Ends with the socket: for what is to be sent later.
    QObject* context() { return &notifier_; }

private:
    UdpSocket(int fd, Endpoint local, Received received);
    void readAll();

    int fd_;
    Endpoint local_;
    Received received_;
    QSocketNotifier notifier_;
};

} // namespace trunkline::simulator
