// Where flows run while people work: one thread of their own, woken by what is committed.
#pragma once

#include "app/flows/flow.h"
#include "models/store/databaseurl.h"

#include <QObject>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace trunkline::station {

class FlowThread : public QObject {
    Q_OBJECT
public:
    using MakeFlows = std::function<std::vector<std::unique_ptr<flows::Flow>>(store::Context&)>;

    /// `clock`, `ids` and what `makeFlows` captures outlive this object. `committed` hears of entries on
    /// the flows' thread.
    FlowThread(store::DatabaseUrl url, const Clock& clock, IdSource& ids, access::Actor agent, MakeFlows makeFlows,
               std::function<void(const store::JournalEntry&)> committed = {}, QObject* parent = nullptr);
    /// Waits for the step that runs.
    ~FlowThread() override;

    /// There may be something to read. From any thread.
    void wake();

Q_SIGNALS:
    /// Nothing is left to read; `handled` entries were since the last time.
    void rested(int handled);
    /// The database or the network is in the way; it is tried again by itself.
    void held(const QString& sentence);

private:
    void run();
    /// Waits for a wake-up, at most a second: other workstations commit too. False at the end.
    bool waitForWork();

    store::DatabaseUrl url_;
    const Clock& clock_;
    IdSource& ids_;
    access::Actor agent_;
    MakeFlows makeFlows_;
    std::function<void(const store::JournalEntry&)> committed_;
    std::mutex mutex_;
    std::condition_variable wakeUp_;
    bool woken_ = true;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace trunkline::station
