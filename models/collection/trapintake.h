// From what the network sends by itself to events: traps, informs, and datagrams that can't be read.
#pragma once

#include "models/access/actor.h"
#include "models/fault/event.h"
#include "models/fault/faultservice.h"
#include "models/inventory/device.h"
#include "snmp/notification.h"
#include "snmp/trapreceiver.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace trunkline::collection {

/// The port that a notification speaks of, as far as its variables tell.
struct TrapPort {
    std::optional<qint64> ifIndex;
    QString ifName;
    std::optional<inventory::AdminState> adminState;
    std::optional<inventory::OperState> operState;
    bool operator==(const TrapPort&) const = default;
};
TrapPort portIn(const snmp::Notification& notification);

/// What a notification means, without the network's inventory: the generic traps of RFC 3418 and
/// RFC 2863 by name, every other one as EventKind::Other with all it carries.
fault::EventKind eventKindOf(const snmp::Oid& trapOid);

/// The event of a notification. `device` and `port` are what the inventory knows of its source.
fault::EventDraft eventOf(const snmp::Notification& notification, const std::optional<inventory::Device>& device,
                          const std::optional<inventory::Port>& port, Timestamp at);
/// The event of a datagram that is no SNMP notification; the first bytes are kept as evidence.
fault::EventDraft undecodableEvent(const QString& sourceAddress, const QByteArray& bytes, const QString& reason, Timestamp at);

/// Records what arrives, in order. When the database can't be written the events wait (at most
/// `maxWaiting`; more are counted as dropped) and are recorded when it can. Lives on the thread of
/// its context.
class TrapIntake : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t maxWaiting = 10'000;

    /// `receiver` may live on any thread; all must outlive the intake.
    TrapIntake(store::Context& context, snmp::TrapReceiver& receiver, access::Actor agent, QObject* parent = nullptr);

    struct Counters {
        qint64 recorded = 0;
        qint64 undecodable = 0;
        qint64 waiting = 0;
        qint64 dropped = 0;
    };
    Counters counters() const;

Q_SIGNALS:
    void recorded(const trunkline::fault::RecordResult& result);
    /// The database is in the way; what arrives meanwhile waits.
    void held(const QString& sentence);

private:
    struct Arrival {
        std::optional<snmp::Notification> notification; ///< nothing for an undecodable datagram
        QString sourceAddress;
        QByteArray bytes;
        QString reason;
        Timestamp at;
    };
    void take(Arrival arrival);
    void drain();
    fault::RecordResult record(const Arrival& arrival);
    fault::RecordResult recordNotification(const snmp::Notification& notification, Timestamp at);

    store::Context& context_;
    access::Actor agent_;
    std::deque<Arrival> waiting_;
    QTimer retry_;
    Counters counters_;
};

} // namespace trunkline::collection
