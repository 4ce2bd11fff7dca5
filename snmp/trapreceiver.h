// Traps and informs of the network.
#pragma once

#include "snmp/engine.h"
#include "snmp/notification.h"
#include "snmp/refusals.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace trunkline::snmp {

class TrapListener;
class TrapQueue;

/// Listens for notifications of v1, v2c and v3. Receives and decodes on the engine's thread, emits on its
/// own. Informs are answered once they are queued; a queue of 250,000 is the bound, shared fairly among the sources (see
/// TrapQueue), and what it drops is counted (a dropped inform is not answered, so its sender repeats it). Must end before its engine.
class TrapReceiver : public QObject {
    Q_OBJECT
public:
    explicit TrapReceiver(Engine& engine, QObject* parent = nullptr);
    ~TrapReceiver() override;

    /// Binds an address literal ("0.0.0.0", "::", "127.0.0.1"); port 0 lets the kernel choose, the standard
    /// 162 needs a privilege. False with a technical phrase in `error`. A second call moves to the new address.
    bool listen(const QString& address, quint16 port, QString* error);
    /// Listens at one more address, whose sources are of a routing domain (see Notification::domain).
    bool listenAlso(const QString& address, quint16 port, const QString& domain, QString* error);
    /// The port that is listened on, of several the first; 0 when none is.
    quint16 port() const { return port_; }

    /// Who may send v3 notifications. Traps are decoded with keys for whatever engine sends them; informs
    /// with keys for Engine::engineId(). A message below its user's security level is refused.
    void setUsers(const QList<Credential>& users);

    struct Counters {
        quint64 received = 0;
        quint64 undecodable = 0;
        quint64 droppedOfSource = 0; ///< because too much of their source waits
        quint64 droppedOfAll = 0;    ///< because the queue was full
        quint64 lostAtSocket = 0;    ///< by the kernel, because the socket's buffer was full
        quint64 lostByHost = 0;      ///< since the receiver was made, of all traffic of this machine: see UdpSocket::lostByHost()
        quint64 waiting = 0;         ///< received, not emitted yet
        quint64 answered = 0; ///< informs
    };
    Counters counters() const;
    /// By reason and source. Whoever takes the notifications adds what he knows.
    Refusals& refusals() const;

    /// Emits nothing until it is told to go on; what arrives meanwhile waits in the queue.
    void setHeld(bool held);

Q_SIGNALS:
    void received(const trunkline::snmp::ArrivedNotification& notification);
    /// A datagram that is no notification this receiver can read; `reason` is a technical phrase.
    void undecodable(const QString& sourceAddress, const QByteArray& bytes, const QString& reason, const QString& domain);
    /// The end of a turn of at most 4,000 of the two above: the time to store them, all at once. While less comes than that, turns are
    /// at least 200 ms apart, and 400 ms in a storm, in which much is said of few things.
    void turnEnded();

private:
    void drain();

    Engine& engine_;
    std::unique_ptr<TrapQueue> queue_;
    TrapListener* listener_ = nullptr; ///< lives and ends on the engine's thread
    quint16 port_ = 0;
    quint64 hostLostBefore_ = 0;
    QTimer pause_; ///< between two turns: what comes one by one is stored together
    bool held_ = false;
};

} // namespace trunkline::snmp
