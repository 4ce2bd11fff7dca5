// The collector of a running operator: polls and listens on a thread of its own, with its own
// connection to the database.
#pragma once

#include "models/collection/hardwarepoller.h"
#include "models/collection/poller.h"
#include "models/collection/liverules.h"
#include "models/collection/reachwatch.h"
#include "models/collection/syslogintake.h"
#include "models/collection/sysloglistening.h"
#include "models/collection/trapintake.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

namespace trunkline::station {

/// Where traps are listened for, besides the first address.
struct TrapListening {
    QString address;
    quint16 port = 0;
    QString domain; ///< the routing domain of who sends there
};

struct CollectorOptions {
    QString trapAddress = QStringLiteral("127.0.0.1");
    quint16 trapPort = 0; ///< 0 takes a free one
    QString trapDomain;   ///< empty: the operator's own
    QList<TrapListening> moreTraps;
    bool checks = true; ///< whether devices can be reached besides SNMP; a simulated network's addresses all can
    std::optional<syslog::Listening> syslog; ///< in place of what the database says
    collection::PollerOptions polling;
    collection::HardwarePollerOptions hardware;
};

/// How the collector does; for the status bar and “collect”.
struct CollectorHealth {
    collection::Poller::Health polling;
    collection::TrapHealth traps;
    collection::SyslogIntake::Counters syslog;
    collection::ReachHealth reach;
    QString trapPlace; ///< where traps of the network are listened for; empty: nowhere that the network could send to
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
    /// Writes now what it writes every few seconds: others wait to hear that it knows of the clock's step.
    void tellStatus();
    /// Where the database says, from now on; what can't be had is told by held().
    void listenForSyslog();
    /// The same of traps, unless the options named a place.
    void listenForTraps();
    /// What is listened on now: 0 when a transport is not.
    struct SyslogPorts {
        quint16 udp = 0, tcp = 0, tls = 0;
    };
    SyslogPorts syslogPorts();
    /// Each device every interval from now on.
    void startPolling();
    void stopPolling();
    /// All devices now. May be waited for on any other thread.
    QFuture<collection::PollSummary> pollNow();
    /// What their parts measure.
    QFuture<collection::HardwareSummary> pollHardwareNow();

Q_SIGNALS:
    void polled(const trunkline::collection::PollSummary& summary, const trunkline::station::CollectorHealth& health);
    /// Traps and lines of logs.
    void eventsRecorded(const QList<trunkline::fault::RecordResult>& results);
    void hardwarePolled(const trunkline::collection::HardwareSummary& summary);
    void held(const QString& sentence);

private:
    struct Room;
    void furnish(const CollectorOptions& options);
    void listen(const CollectorOptions& options);
    void saveStatus();
    void furnishSyslog();
    void furnishTraps();

    store::DatabaseUrl url_;
    const Clock& clock_;
    IdSource& ids_;
    snmp::Engine& engine_;
    const store::Sealer& sealer_;
    std::function<void(const store::JournalEntry&)> committed_;
    std::optional<syslog::Listening> givenSyslog_;
    bool givenTraps_ = false; ///< where is not the database's to say
    QThread thread_;
    QObject anchor_;             ///< lives on the thread, for calls to it
    std::unique_ptr<Room> room_; ///< made and ended on the thread
    std::atomic<quint16> trapPort_ = 0; ///< asked on any thread
};

} // namespace trunkline::station
