// Syslog from the network: UDP (RFC 5426), TCP (RFC 6587), TLS (RFC 5425).
#pragma once

#include "snmp/fairqueue.h"
#include "snmp/syslog/message.h"

#include <QByteArray>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

namespace trunkline::syslog {

/// Where to listen; a transport without a port is off. Port 0 lets the kernel choose.
struct Listening {
    QString address; ///< a literal: "0.0.0.0", "::", "127.0.0.1"
    std::optional<quint16> udpPort;
    std::optional<quint16> tcpPort;
    std::optional<quint16> tlsPort;
    QByteArray certificates; ///< PEM: the server's, then those that lead to its authority
    QByteArray key;          ///< PEM, without a passphrase
    QByteArray clientAuthorities; ///< PEM; when there are any, only senders with a certificate of theirs are heard
    bool operator==(const Listening&) const = default;
};

/// Why a certificate and key can't serve, as a technical phrase; empty when they can.
QString problemWithCertificate(const QByteArray& certificates, const QByteArray& key);

class Listener;

/// Receives and reads on a thread of its own, hands over on the caller's.
class Receiver : public QObject {
    Q_OBJECT
public:
    explicit Receiver(QObject* parent = nullptr);
    ~Receiver() override;

    /// Moves to these addresses; those of before are left. Gives what could not be had, a technical phrase each ("udp: bind: Address already in use"); the
    /// others are listened on.
    QStringList listen(const Listening& listening);
    /// 0 when it is not listened on.
    quint16 udpPort() const { return udpPort_; }
    quint16 tcpPort() const { return tcpPort_; }
    quint16 tlsPort() const { return tlsPort_; }

    struct Counters {
        quint64 received = 0;
        quint64 waiting = 0;
        quint64 connections = 0;
        /// "sourceFull", "queueFull", "tooManyConnections", "handshake" (TLS connections that were refused), "empty"
        QMap<QString, quint64> dropped;
    };
    Counters counters() const;
    QHash<QString, quint64> droppedBySource() const { return queue_.droppedBySource(); }

    /// Hands nothing over until it is told to go on; what arrives meanwhile waits in the queue.
    void setHeld(bool held);

Q_SIGNALS:
    /// At most 1,000 at once, for one transaction. While less comes than that, turns are at least 50 ms apart.
    void received(const QList<trunkline::syslog::Message>& messages);

private:
    void drain();
    void runOnThread(const std::function<void()>& work);

    snmp::FairQueue<Message> queue_;
    std::atomic<quint64> connections_{0};
    std::atomic<quint64> tooMany_{0};
    std::atomic<quint64> handshakes_{0};
    std::atomic<quint64> empty_{0};
    QThread thread_;
    QObject anchor_; ///< lives on the thread, for calls to it
    Listener* listener_ = nullptr; ///< lives and ends on the thread
    quint16 udpPort_ = 0, tcpPort_ = 0, tlsPort_ = 0;
    QTimer pause_; ///< between two turns: what comes one by one is stored together
    bool held_ = false;

    friend class Listener;
};

} // namespace trunkline::syslog
