// The trap receiver's inside, on the engine's thread: decode, answer informs, put into a bounded queue. No
// name look-up, no formatting, no disk here: a storm must be emptied from the socket before it overflows.
#pragma once

#include "snmp/codec.h"
#include "snmp/notification.h"
#include "snmp/udpsocket.h"

#include <QElapsedTimer>
#include <QHash>

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <unordered_map>
#include <variant>

namespace trunkline::snmp {

struct Undecodable {
    QString sourceAddress;
    QByteArray bytes;
    QString reason;
};

/// Why something that arrived was not handed on.
enum class DropReason { SourceFull, QueueFull };

/// Between the engine's thread and the receiver's. Bounded in items and in octets. Every source has a line of its own, and the lines take
/// turns: a flood from one device delays the others by one item. A line may be as long as what is free in the queue, so
/// that one flood leaves half of it to others, two a third.
class TrapQueue {
public:
    using Item = std::variant<Notification, Undecodable>;

    /// `wake` runs when the queue was empty, on the thread that puts.
    explicit TrapQueue(std::function<void()> wake) : wake_(std::move(wake)) { clock_.start(); }
    /// False, and counted, when the source's line or the queue is full.
    bool put(Item item, qsizetype octets);
    /// Up to `most` items; `more` says whether some are left (then no wake comes for them).
    std::deque<Item> take(std::size_t most, bool* more);

    std::size_t waiting() const;
    /// What was dropped, by source; of more than a thousand sources the others are counted together, under an empty name.
    QHash<QString, quint64> droppedBySource() const;

    std::atomic<quint64> received{0};
    std::atomic<quint64> undecodable{0};
    std::atomic<quint64> droppedOfSource{0};
    std::atomic<quint64> droppedOfAll{0};
    std::atomic<quint64> answered{0};

private:
    struct Waiting {
        Item item;
        qsizetype octets = 0;
        qint64 arrivedMs = 0;
    };
    using Lines = std::unordered_map<QString, std::deque<Waiting>>; // its elements stay where they are
    void drop(const QString& source, DropReason reason);

    mutable std::mutex mutex_;
    Lines lines_;                          ///< by source; none is empty
    std::deque<Lines::value_type*> turns_; ///< all of them, whose turn is next first
    std::size_t count_ = 0;
    qsizetype octets_ = 0;
    bool awake_ = false;
    QHash<QString, quint64> dropped_;
    QElapsedTimer clock_;
    std::function<void()> wake_;
};

class TrapListener : public QObject {
    Q_OBJECT
public:
    explicit TrapListener(TrapQueue& queue);

    bool listen(const Peer& local, QString* error);
    quint16 port() const { return socket_ ? socket_->port() : quint16(0); }
    void setUsers(QList<Credential> users);

private:
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
    void report(const Datagram& datagram, const QString& reason);

    TrapQueue& queue_;
    std::unique_ptr<UdpSocket> socket_;
    QList<Credential> users_;
    QHash<QByteArray, Sender> senders_;
    QElapsedTimer clock_;
    BerWriter writer_;
};

} // namespace trunkline::snmp
