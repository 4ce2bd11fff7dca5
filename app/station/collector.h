// The collector of a running operator: polls and listens on a thread of its own, with its own
// connection to the database.
#pragma once

#include "models/collection/hardwarepoller.h"
#include "models/collection/poller.h"
#include "models/collection/trapintake.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace trunkline::station {

struct CollectorOptions {
    QString trapAddress = QStringLiteral("127.0.0.1");
    quint16 trapPort = 0; ///< 0 takes a free one
    collection::PollerOptions polling;
    collection::HardwarePollerOptions hardware;
};

/// How the collector does; for the status bar and “collect”.
struct CollectorHealth {
    collection::Poller::Health polling;
    collection::TrapIntake::Counters traps;
};

class Collector : public QObject {
    Q_OBJECT
public:
    /// All references outlive the collector. `committed` hears of entries on the collector's thread. Throws
    /// NetworkFailure when the trap port can't be had, StoreFailure when the database can't be opened.
    Collector(store::DatabaseUrl url, const Clock& clock, IdSource& ids, snmp::Engine& engine, const store::Sealer& sealer, CollectorOptions options,
              std::function<void(const store::JournalEntry&)> committed = {}, QObject* parent = nullptr);
    ~Collector() override;

    quint16 trapPort() const { return trapPort_; }
    /// Each device every interval from now on.
    void startPolling();
    void stopPolling();
    /// All devices now. May be waited for on any other thread.
    QFuture<collection::PollSummary> pollNow();
    /// What their parts measure.
    QFuture<collection::HardwareSummary> pollHardwareNow();

Q_SIGNALS:
    void polled(const trunkline::collection::PollSummary& summary, const trunkline::station::CollectorHealth& health);
    void trapsRecorded(const QList<trunkline::fault::RecordResult>& results);
    void hardwarePolled(const trunkline::collection::HardwareSummary& summary);
    void held(const QString& sentence);

private:
    struct Room;
    void furnish(const CollectorOptions& options);

    store::DatabaseUrl url_;
    const Clock& clock_;
    IdSource& ids_;
    snmp::Engine& engine_;
    const store::Sealer& sealer_;
    std::function<void(const store::JournalEntry&)> committed_;
    QThread thread_;
    QObject anchor_;             ///< lives on the thread, for calls to it
    std::unique_ptr<Room> room_; ///< made and ended on the thread
    quint16 trapPort_ = 0;
};

} // namespace trunkline::station
