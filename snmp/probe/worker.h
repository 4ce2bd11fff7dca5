// The prober's inside, on its thread.
#pragma once

#include "snmp/peer.h"
#include "snmp/probe/prober.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

#include <map>
#include <memory>

class QSocketNotifier;
class QTcpSocket;

namespace trunkline::probe {

class Worker : public QObject {
    Q_OBJECT
public:
    Worker();
    ~Worker() override;

    /// Gives why there is no IPv4 echo; empty when there is. Without IPv6 there simply is none.
    QString open();
    void start(const QList<Request>& requests);

Q_SIGNALS:
    void finished(const trunkline::probe::Result& result);

private:
    struct EchoSocket {
        int fd = -1;
        bool raw = false;
        std::unique_ptr<QSocketNotifier> notifier;
    };
    struct Job {
        Request request;
        Result result;
        snmp::Peer peer;
        qint64 sumUs = 0;
        int open = 0; ///< echoes and connections without an end
    };
    struct Flying {
        quint64 job = 0;
        snmp::Peer peer;
        qint64 sentNs = 0;
    };
    /// What falls due at an instant: an echo to send, or the end of waiting for one.
    struct Due {
        quint64 job = 0;
        std::optional<quint64> cookie; ///< of the echo that is waited for; none: one to send
    };

    EchoSocket* socketFor(const snmp::Peer& peer);
    QString openSocket(EchoSocket& socket, int family);
    void receive(EchoSocket& socket, int family);
    void tick();
    void sendEcho(quint64 job);
    void connectTo(quint64 job, quint16 port);
    void endConnection(quint64 job, QTcpSocket* socket, const TcpResult& result);
    void settle(quint64 job);
    void schedule();
    qint64 nowMs() const { return clock_.elapsed(); }

    EchoSocket v4_, v6_;
    QElapsedTimer clock_;
    QTimer timer_;
    std::multimap<qint64, Due> due_;
    QHash<quint64, Job> jobs_;
    QHash<quint64, Flying> flying_; ///< by cookie
    quint64 lastJob_ = 0;
    quint64 lastCookie_;            ///< from a random number on
    quint16 lastSequence_ = 0;
    quint16 id_;                    ///< of raw sockets
};

} // namespace trunkline::probe
