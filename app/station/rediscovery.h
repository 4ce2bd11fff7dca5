// Discovery plans that are due: run on a thread of their own, and what differs is put before people.
#pragma once

#include "models/collection/discoverydiff.h"
#include "models/store/databaseurl.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace trunkline::station {

class Rediscovery : public QObject {
    Q_OBJECT
public:
    /// All references outlive it. `committed` hears of entries on its thread.
    Rediscovery(store::DatabaseUrl url, const Clock& clock, IdSource& ids, snmp::Engine& engine, const store::Sealer& sealer, access::Actor agent,
                std::function<void(const store::JournalEntry&)> committed = {}, QObject* parent = nullptr);
    /// Cancels a run that is under way; what it found by then is dropped.
    ~Rediscovery() override;

    /// Plans were added or changed: looks at once which are due.
    void look();
    /// Somebody wants a plan run now: the entry "discoveryPlan.asked".
    void runNow(const store::JournalEntry& asked);

Q_SIGNALS:
    /// A plan could not be run; it is tried again when it is due next.
    void held(const QString& sentence);

private:
    void run();
    void runDue(store::Context& context);
    std::optional<collection::DiscoveryPlan> nextPlan(store::Context& context);
    bool waitForAMinute();

    store::DatabaseUrl url_;
    const Clock& clock_;
    IdSource& ids_;
    snmp::Engine& engine_;
    const store::Sealer& sealer_;
    access::Actor agent_;
    std::function<void(const store::JournalEntry&)> committed_;
    std::mutex mutex_;
    std::condition_variable ended_;
    bool ending_ = false;
    bool woken_ = false;
    QList<store::JournalEntry> asked_; ///< plans to be run now
    collection::Discovery* underWay_ = nullptr;
    std::thread thread_;
};

} // namespace trunkline::station
