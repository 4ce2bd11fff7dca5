// The trap receiver's inside, on the engine's thread: decode, answer informs, put into a bounded queue. No
// name look-up, no formatting, no disk here: a storm must be emptied from the socket before it overflows.
#pragma once

#include "snmp/codec.h"
#include "snmp/fairqueue.h"
#include "snmp/notification.h"
#include "snmp/notificationmemory.h"
#include "snmp/refusals.h"
#include "snmp/udpsocket.h"

#include <QElapsedTimer>
#include <QHash>

#include <atomic>
#include <variant>

namespace trunkline::snmp {

struct Undecodable {
    QString sourceAddress;
    QByteArray bytes;
    QString reason;
    QString domain; ///< of the listener that took it
};

/// Between the engine's thread and the receiver's: see FairQueue.
class TrapQueue {
public:
    using Item = std::variant<ArrivedNotification, Undecodable>;
    using Taken = FairQueue<Item>::Taken;

    /// `wake` runs when the queue was empty, on the thread that puts.
    explicit TrapQueue(std::function<void()> wake);
    /// False, and counted, when the source's line or the queue is full.
    bool put(Item item, qsizetype octets);
    /// Up to `most` items; `more` says whether some are left (then no wake comes for them).
    std::list<Taken> take(std::size_t most, bool* more) { return queue_.take(most, more); }
    std::size_t waiting() const { return std::size_t(queue_.counters().waiting); }

    Refusals refused; ///< what it drops, and what never came so far
    std::atomic<quint64> received{0};
    std::atomic<quint64> undecodable{0};
    std::atomic<quint64> answered{0};

private:
    FairQueue<Item> queue_;
};

class TrapListener : public QObject {
    Q_OBJECT
public:
    explicit TrapListener(TrapQueue& queue);

    /// One address more, whose sources are of a routing domain.
    bool listen(const Peer& local, const QString& domain, QString* error);
    void stop();
    /// Of the address that came first; 0 when there is none.
    quint16 port() const { return sockets_.empty() ? quint16(0) : sockets_.front().socket->port(); }
    /// What the kernel threw away because a socket's buffer was full, since stop().
    quint64 lostAtSocket() const;
    void setUsers(QList<Credential> users);

private:
    struct Socket {
        QString domain;
        std::unique_ptr<UdpSocket> socket;
    };
    struct Sender {
        EngineClock clock;
        qint64 readAtMs = 0;
    };

    void onDatagram(const Datagram& datagram);
    void onMessage(const Datagram& datagram, Message&& message, QByteArrayView answer, const NotificationMemory::Octets* octets = nullptr);
    void take(const Datagram& datagram, ArrivedNotification&& notification, QByteArrayView answer);
    void onCommunityMessage(const Datagram& datagram, const Envelope& envelope);
    void onV3Message(const Datagram& datagram, const Envelope& envelope);
    codec::DecodedNotification decodeV3(const QByteArray& bytes, const Envelope& envelope);
    EngineClock clockOf(const QByteArray& engineId) const;
    void remember(const QByteArray& engineId, EngineClock clock);
    void report(const Datagram& datagram, Refusal why, const QString& reason);

    TrapQueue& queue_;
    std::vector<Socket> sockets_;
    const Socket* hearing_ = nullptr; ///< whose datagram is being read
    QList<Credential> users_;
    QHash<QByteArray, Sender> senders_;
    NotificationMemory memory_;
    QElapsedTimer clock_;
    BerWriter writer_;
};

} // namespace trunkline::snmp
