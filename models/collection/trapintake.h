// From what the network sends by itself to events: traps, informs, and datagrams that can't be read.
#pragma once

#include "models/access/actor.h"
#include "models/collection/trapevent.h"
#include "models/collection/traphealth.h"
#include "models/fault/eventrecorder.h"
#include "models/inventory/inventoryservice.h"
#include "models/store/sealer.h"
#include "snmp/trapreceiver.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>
#include <vector>

namespace trunkline::collection {

/// Records what arrives, a turn of the receiver in one transaction. When the database can't be written the receiver is held and the
/// turn tried again; what arrives meanwhile waits in the receiver's queue, which is bounded and counts what it drops. Lives on
/// the thread of its context.
class TrapIntake : public QObject {
    Q_OBJECT
public:
    /// `receiver` lives on the same thread; all must outlive the intake. The rules are those of TrapRules::shared() unless given.
    TrapIntake(store::Context& context, snmp::TrapReceiver& receiver, access::Actor agent, QObject* parent = nullptr);
    TrapIntake(store::Context& context, snmp::TrapReceiver& receiver, access::Actor agent, std::shared_ptr<const TrapRules> rules, QObject* parent = nullptr);

    /// Takes notifications of v3 from the users among the credentials, and tells of communities that none of them has; the journal
    /// says when to read them again. `sealer` outlives the intake.
    void believe(const store::Sealer& sealer);

    /// From the next turn on.
    void setRules(std::shared_ptr<const TrapRules> rules) { events_ = TrapEvents(std::move(rules)); }

    TrapHealth health() const;

Q_SIGNALS:
    void recorded(const QList<trunkline::fault::RecordResult>& results);
    /// The database is in the way; what arrives meanwhile waits.
    void held(const QString& sentence);

private:
    struct Arrival {
        std::optional<snmp::ArrivedNotification> notification; ///< nothing for an undecodable datagram
        QString sourceAddress; ///< of an undecodable one, as what follows
        QByteArray bytes;
        QString reason;
        QString domain;
        Timestamp at;
        inventory::PortObservation seen; ///< of the port that it is about, where that is another now
    };
    void recordTurn();
    void readCredentials();
    void tellOfStrangers(const snmp::Notification& said, const TrapTold& told);
    fault::EventDraft draftOf(Arrival& arrival);
    void recordPorts(const std::vector<Arrival>& turn, const QList<fault::RecordResult>& results);

    store::Context& context_;
    snmp::TrapReceiver& receiver_;
    access::Actor agent_;
    TrapEvents events_;
    TrapSources sources_;
    fault::EventRecorder recorder_;
    const store::Sealer* sealer_ = nullptr;
    QSet<QByteArray> communities_; ///< of the credentials; empty: nothing is told of other ones
    std::vector<Arrival> turn_;
    QTimer retry_;
    qint64 recorded_ = 0;
    qint64 undecodable_ = 0;
};

} // namespace trunkline::collection
