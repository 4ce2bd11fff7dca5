// A running operator: everything behind the desktop and behind “trunklinectl collect”, built in one place.
#pragma once

#include "app/flows/flow.h"
#include "app/station/collector.h"
#include "app/station/journalwatcher.h"
#include "app/station/rediscovery.h"
#include "app/station/storethread.h"
#include "models/fulfilment/activator.h"

namespace trunkline::station {

struct StationOptions {
    CollectorOptions collector;
    fulfilment::VerifyPatience patience; ///< how long an activated port may take to come up
};

class Station : public QObject {
    Q_OBJECT
public:
    /// The database exists and has this program's schema; it is waited for. A desktop makes the station on another
    /// thread and moves it to its own (moveToThread). Throws StoreFailure, NetworkFailure.
    Station(const store::DatabaseUrl& url, store::Sealer sealer, const StationOptions& options, QObject* parent = nullptr);
    ~Station() override;

    SystemClock& clock() { return clock_; }
    IdSource& ids() { return ids_; }
    const store::Sealer& sealer() const { return sealer_; }
    store::Executor& executor() { return executor_; }
    snmp::Engine& engine() { return engine_; }
    Collector& collector() { return collector_; }
    JournalWatcher& watcher() { return watcher_; }

Q_SIGNALS:
    /// The database or the network is in the way of work in the background; it is tried again.
    void held(const QString& sentence);

private:
    std::vector<std::unique_ptr<flows::Flow>> makeFlows(store::Context& context);
    void heard(const store::JournalEntry& entry);
    void follow(const QList<store::JournalEntry>& entries);

    store::Sealer sealer_;
    SystemClock clock_;
    IdSource ids_;
    fulfilment::VerifyPatience patience_;
    store::Executor executor_;
    snmp::Engine engine_; // the QObjects among the members are children too, so that they move with the station
    fulfilment::Activator activator_;
    StoreThread flows_;
    StoreThread mail_;
    Collector collector_;
    Rediscovery rediscovery_;
    JournalWatcher watcher_;
};

} // namespace trunkline::station
