// Where work goes on while people work (flows, e-mail): a thread of its own with a connection, woken by what is committed.
#pragma once

#include "models/store/databaseurl.h"
#include "models/store/journal.h"

#include <QObject>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace trunkline::station {

class StoreThread : public QObject {
    Q_OBJECT
public:
    /// Does what there is to do; gives how much that was. It may throw Error and is then made anew, with its connection.
    using Work = std::function<int()>;
    using MakeWork = std::function<Work(store::Context&)>;

    /// `clock`, `ids` and what `makeWork` captures outlive this object. `committed` hears of entries on
    /// this thread.
    StoreThread(store::DatabaseUrl url, const Clock& clock, IdSource& ids, MakeWork makeWork,
                std::function<void(const store::JournalEntry&)> committed = {}, QObject* parent = nullptr);
    /// Waits for the step that runs.
    ~StoreThread() override;

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
    MakeWork makeWork_;
    std::function<void(const store::JournalEntry&)> committed_;
    std::mutex mutex_;
    std::condition_variable wakeUp_;
    bool woken_ = true;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace trunkline::station
