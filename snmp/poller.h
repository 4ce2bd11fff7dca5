// The engine's inside, on the engine's thread: a queue for each device, a table of what is in flight,
// deadlines, and v3 discovery as part of the dialogue instead of a wait.
#pragma once

#include "snmp/deadlines.h"
#include "snmp/operation.h"
#include "snmp/udpsocket.h"
#include "snmp/usm.h"

#include <QElapsedTimer>
#include <QObject>
#include <QRandomGenerator>
#include <QTimer>

#include <atomic>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <unordered_map>

namespace trunkline::snmp {

/// One get, set, walk or sweep on its way.
struct Job {
    Target target;
    std::unique_ptr<Operation> operation;
    std::function<void(Reply)> resolve; ///< once
    std::function<bool()> isCanceled;
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
        std::list<std::pair<Credential, UsmUser>> users;
    };

    struct Device;

    /// One job that is being worked on: at most one of its messages is in flight.
    struct Exchange : Deadlines::Entry {
        Device* device = nullptr;
        std::unique_ptr<Job> job;
        Phase phase = Phase::Waiting;
        qint32 id = 0; ///< of request and message
        int attempt = 0;
        int resyncs = 0;
        bool discovered = false;
        bool holdsSlot = false;
        bool icmpUnreachable = false;
        Failure doom = Failure::None; ///< what ends it at the next turn of the event loop
        QString doomDetail;
        QString oddAnswer; ///< what was wrong with an answer that came from the device itself
        qint64 startedAtMs = -1;
        qint64 sentAtMs = 0;

        const Credential& credential() const { return job->target.credential; }
        bool isV3() const { return credential().version == Version::V3; }
    };

    struct Device {
        Peer peer;
        std::list<std::unique_ptr<Job>> queue;
        std::vector<std::unique_ptr<Exchange>> running;
        Engine3 engine3;
        DeviceMemory memory;
    };

    struct PeerHash {
        std::size_t operator()(const Peer& peer) const { return qHash(peer); }
    };

    UdpSocket* socketFor(int family, QString* error);
    void pump(Device& device);
    void start(Exchange& exchange);
    void transmit(Exchange& exchange);
    bool encode(Exchange& exchange);
    void encodeDiscovery(const Exchange& exchange);
    bool encodeQuestion(Exchange& exchange, const UsmUser* user);
    const UsmUser* userOf(Exchange& exchange);
    quint32 secondsSince(const Engine3& engine) const;
    EngineClock clockToSendWith(const Engine3& engine) const;

    void onDatagram(const Datagram& datagram);
    void onCommunityAnswer(Device& device, const Envelope& envelope);
    void onUsmAnswer(Device& device, const Envelope& envelope, std::span<char> bytes);
    void onDiscovered(Exchange& exchange, const Envelope& envelope, const PduView& pdu);
    void onReport(Exchange& exchange, const Envelope& envelope, const PduView& pdu);
    void onLostClock(Exchange& exchange, EngineClock claimed);
    void onAnswer(Exchange& exchange, const PduView& answer);
    void onUnreachable(const Peer& peer);
    void onUnsent(const Peer& peer, int code);
    void refuse(Device& device, const QString& why);
    void refuse(Exchange& exchange, const QString& why);

    void arm(Exchange& exchange, qint64 deadlineMs);
    void onTimer();
    void onDeadline(Exchange& exchange);
    void onNoAnswer(Exchange& exchange);
    void startTimer(qint64 atMs);
    static void forgetEngine(Device& device, const QByteArray& newId);

    void ask(Exchange& exchange);
    void doom(Exchange& exchange, Failure failure, const QString& detail);
    void fail(Exchange& exchange, Failure failure, const QString& detail);
    void finish(Exchange& exchange, Reply reply);
    void releaseSlot(Exchange& exchange);
    void startWaiting();
    static void resolve(Job& job, Reply reply);
    qint32 nextId();

    PollerCounters& counters_;
    Deadlines deadlines_;
    std::unordered_map<Peer, std::unique_ptr<Device>, PeerHash> devices_;
    std::deque<Exchange*> waiting_; ///< for a place in the window; none of them can end before it got one
    std::unique_ptr<UdpSocket> socket4_;
    std::unique_ptr<UdpSocket> socket6_;
    BerWriter writer_;
    QTimer timer_;
    qint64 timerAtMs_ = 0;
    QElapsedTimer clock_;
    int inFlight_ = 0;
    int window_ = 64;
    QRandomGenerator ids_;
    qint32 lastId_ = 0;
    quint64 salt_;
    bool ended_ = false;
};

} // namespace trunkline::snmp
