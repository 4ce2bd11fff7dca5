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
#include <variant>

namespace trunkline::snmp {

struct Undecodable {
    QString sourceAddress;
    QByteArray bytes;
    QString reason;
};

/// Between the engine's thread and the receiver's. Bounded in items and in octets.
class TrapQueue {
public:
    using Item = std::variant<Notification, Undecodable>;

    /// `wake` runs when the queue was empty, on the thread that puts.
    explicit TrapQueue(std::function<void()> wake) : wake_(std::move(wake)) {}
    /// False, and counted, when the queue is full.
    bool put(Item item, qsizetype octets);
    /// Up to `most` items; `more` says whether some are left (then no wake comes for them).
    std::deque<Item> take(std::size_t most, bool* more);

    std::atomic<quint64> received{0};
    std::atomic<quint64> undecodable{0};
    std::atomic<quint64> dropped{0};
    std::atomic<quint64> answered{0};

private:
    std::mutex mutex_;
    std::deque<std::pair<Item, qsizetype>> items_;
    qsizetype octets_ = 0;
    bool awake_ = false;
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
