// The engine's inside, on the engine's thread: a queue for each device, a table of what is in flight,
// deadlines, and v3 discovery as part of the dialogue instead of a wait.
#pragma once

#include "snmp/codec.h"
#include "snmp/operation.h"
#include "snmp/udpsocket.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPromise>
#include <QRandomGenerator>
#include <QTimer>

#include <atomic>
#include <deque>
#include <memory>
#include <set>
#include <unordered_map>

namespace trunkline::snmp {

/// One get, set or walk on its way.
struct Job {
    Target target;
    std::unique_ptr<Operation> operation;
    QPromise<Reply> promise;
};

/// What the engine counts; written on its thread, read from any.
struct PollerCounters {
    std::atomic<quint64> sent{0};
    std::atomic<quint64> answered{0};
    std::atomic<quint64> repeated{0};
    std::atomic<quint64> refused{0};
};

class Poller : public QObject {
    Q_OBJECT
public:
    explicit Poller(PollerCounters& counters);
    ~Poller() override;

    void submit(std::unique_ptr<Job> job);
    /// Ends everything as Cancelled, and all that comes later.
    void cancelAll();

private:
    enum class Phase : quint8 { Waiting, Discovering, Asking };

    /// What a v3 device told about itself. `clock` only from authenticated messages; `hint` is what its
    /// discovery claimed, good enough to send with, never to judge answers by.
    struct Engine3 {
        QByteArray engineId;
        EngineClock clock;
        EngineClock hint;
        qint64 clockReadAtMs = 0;
        std::deque<std::pair<Credential, LocalisedUser>> users;
    };

    struct Exchange {
        std::unique_ptr<Job> job;
        Phase phase = Phase::Waiting;
        qint32 requestId = 0;
        qint32 messageId = 0;
        int attempt = 0;
        int resyncs = 0;
        bool discovered = false;
        bool holdsSlot = false;
        bool icmpUnreachable = false;
        Failure doom = Failure::None; ///< what ends it at the next turn of the event loop
        QString doomDetail;
        QString oddAnswer; ///< what was wrong with an answer that came from the device itself
        qint64 sentAtMs = 0;
        qint64 deadlineMs = 0;
    };

    struct Device {
        Peer peer;
        std::deque<std::unique_ptr<Job>> queue;
        std::optional<Exchange> current;
        Engine3 engine3;
    };

    struct PeerHash {
        std::size_t operator()(const Peer& peer) const { return qHash(peer); }
    };

    UdpSocket* socketFor(int family);
    void pump(Device& device);
    void start(Device& device);
    void transmit(Device& device);
    QByteArray encode(Device& device);
    const LocalisedUser* userOf(Device& device);
    EngineClock advanced(EngineClock clock, const Engine3& engine) const;

    void onDatagram(const Datagram& datagram);
    void onCommunityAnswer(Device& device, const QByteArray& bytes);
    void onUsmAnswer(Device& device, const QByteArray& bytes);
    void onDiscovered(Device& device, const Message& report, EngineClock claimed);
    void onReport(Device& device, const Message& report);
    void onAnswer(Device& device, const Message& answer);
    void onUnreachable(const Peer& peer);
    void refuse(Device& device, const QString& why);

    void arm(Device& device, qint64 deadlineMs);
    void disarm(Device& device);
    void onTimer();
    void onDeadline(Device& device);
    void onNoAnswer(Device& device);
    void setNextTimer();
    void forgetEngine(Device& device, const QByteArray& newId);

    void ask(Device& device);
    void doom(Device& device, Failure failure, const QString& detail);
    void fail(Device& device, Failure failure, const QString& detail);
    void finish(Device& device, Reply reply);
    void releaseSlot(Exchange& exchange);
    void startWaiting();
    static void resolve(Job& job, Reply reply);
    qint32 nextId();

    PollerCounters& counters_;
    std::unordered_map<Peer, std::unique_ptr<Device>, PeerHash> devices_;
    std::set<std::pair<qint64, Device*>> deadlines_;
    std::deque<Peer> waiting_;
    std::unique_ptr<UdpSocket> socket4_;
    std::unique_ptr<UdpSocket> socket6_;
    QTimer timer_;
    QElapsedTimer clock_;
    int inFlight_ = 0;
    int window_ = 64;
    QRandomGenerator ids_;
    qint32 lastId_ = 0;
    bool ended_ = false;
};

} // namespace trunkline::snmp
