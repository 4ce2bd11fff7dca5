// The trap receiver's inside, on the engine's thread: decode, answer informs, put into a bounded queue. No
// name look-up, no formatting, no disk here: a storm must be emptied from the socket before it overflows.
#pragma once

#include "snmp/codec.h"
#include "snmp/notification.h"
#include "snmp/refusals.h"
#include "snmp/udpsocket.h"

#include <QElapsedTimer>
#include <QHash>

#include <atomic>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <unordered_map>
#include <variant>

namespace trunkline::snmp {

struct Undecodable {
    QString sourceAddress;
    QByteArray bytes;
    QString reason;
    QString domain; ///< of the listener that took it
};

/// Between the engine's thread and the receiver's. Bounded in items and in octets. Every source has a line of its own, and the lines take
/// turns: a flood from one device delays the others by one item. A line may be as long as what is free in the queue, so
/// that one flood leaves half of it to others, two a third.
class TrapQueue {
public:
    using Item = std::variant<Notification, Undecodable>;
    struct Waiting {
        Item item;
        qsizetype octets = 0;
        qint64 arrivedMs = 0;
    };

    /// `wake` runs when the queue was empty, on the thread that puts.
    explicit TrapQueue(std::function<void()> wake) : wake_(std::move(wake)) { clock_.start(); }
    /// False, and counted, when the source's line or the queue is full.
    bool put(Item item, qsizetype octets);
    /// Up to `most` items; `more` says whether some are left (then no wake comes for them).
    std::list<Waiting> take(std::size_t most, bool* more);

    std::size_t waiting() const;

    Refusals refused; ///< what it drops, and what never came so far
    std::atomic<quint64> received{0};
    std::atomic<quint64> undecodable{0};
    std::atomic<quint64> answered{0};

private:
    using Lines = std::unordered_map<QString, std::list<Waiting>>; // its elements stay where they are

    mutable std::mutex mutex_;
    Lines lines_;                          ///< by source; none is empty
    std::deque<Lines::value_type*> turns_; ///< all of them, whose turn is next first
    std::size_t count_ = 0;
    qsizetype octets_ = 0;
    bool awake_ = false;
    QElapsedTimer clock_;
    std::function<void()> wake_;
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
    void onMessage(const Datagram& datagram, Message&& message, QByteArrayView answer);
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
    QElapsedTimer clock_;
    BerWriter writer_;
};

} // namespace trunkline::snmp
