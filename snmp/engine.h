// How the rest of the program asks devices: one thread, one event loop, as many devices as there are.
#pragma once

#include "snmp/localengine.h"
#include "snmp/sweep.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

class QThread;

namespace trunkline::snmp {

class Poller;
struct PollerCounters;

/// Speaks SNMP v1, v2c and v3 (USM) to devices.
///
/// The engine owns a thread with one event loop and, per address family, one UDP socket for all devices.
/// Messages, timers, v3 discovery and matching are the engine's own. An
/// answer counts when its source address and port, version, request id, community or user and engine, and
/// (for get and set) variables are those of the question; all else is refused and counted. Each device
/// (address and port) is asked one thing at a time unless its target allows more; a silent device delays nobody
/// else, on v3 neither. Messages leave and arrive in batches.
///
/// get(), set() and walk() may be called from any thread and return at once. Their futures get exactly
/// one Reply, also on failure and at the engine's end: wait with result() on a thread of your own, or
/// continue with `.then(context, …)`. Never block in a `.then()` without context: that may run on the
/// engine's thread. A future that its owner cancels has no result; the device is left alone from its next
/// answer or deadline on.
class Engine : public QObject {
    Q_OBJECT
public:
    explicit Engine(QObject* parent = nullptr);
    /// With an identity for senders of informs; the first engine in a process decides.
    explicit Engine(const LocalEngine& local, QObject* parent = nullptr);
    /// Ends all requests as Failure::Cancelled. Not to be called on the engine's own thread.
    ~Engine() override;

    /// Reads any number of variables, in several messages when one is too small. On v2c and v3 a missing
    /// one has the value noSuchObject or noSuchInstance; on v1 it ends the request as ErrorStatus.
    QFuture<Reply> get(const Target& target, const QList<Oid>& oids);
    /// Writes all or nothing.
    QFuture<Reply> set(const Target& target, const VarBinds& binds);
    /// Reads everything below `root`, which itself is not read: GETBULK on v2c and v3, GETNEXT on v1. A
    /// lost or too big answer halves the rows that are asked for.
    /// No more than `maxBinds` variables (a forwarding table can hold a hundred thousand): then it ends as LoopingAgent with those in the reply.
    QFuture<Reply> walk(const Target& target, const Oid& root, qsizetype maxBinds = 1'000'000);

    /// Reads what each plan names and gives it to the sink, answer by answer. Columns are asked for by GETBULK in a
    /// size that is learned for each device and table: it grows while answers have room, is halved by tooBig or a
    /// lost answer, and kept. A device that was silent is asked only once a sweep until it answers again. A table
    /// that ends badly leaves the others to be read.
    void sweep(std::vector<Sweep> sweeps);

    struct Counters {
        quint64 sent = 0;
        quint64 answered = 0;
        quint64 repeated = 0; ///< messages sent again after a timeout
        quint64 refused = 0;  ///< datagrams that were no answer to a question
    };
    Counters counters() const;

    /// This program's snmpEngineID, which a device that sends v3 informs may have to be told.
    QByteArray engineId() const;

    /// Runs `job` on the engine's thread and waits for it; for the classes of this folder that live there.
    void runOnThread(const std::function<void()>& job);

private:
    QFuture<Reply> submit(const Target& target, std::unique_ptr<class Operation> operation);

    std::unique_ptr<PollerCounters> counters_;
    std::unique_ptr<QThread> thread_;
    std::unique_ptr<QObject> anchor_; ///< lives on the thread, for calls to it
    Poller* poller_ = nullptr;
};

} // namespace trunkline::snmp
