// From lines of devices' logs to events, beside what traps tell.
#pragma once

#include "models/access/actor.h"
#include "models/collection/syslogrule.h"
#include "models/collection/trapsources.h"
#include "models/fault/eventrecorder.h"
#include "snmp/syslog/receiver.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace trunkline::collection {

/// The event of a message: what the rules say of it, in words. `device` is what the inventory knows of its sender, `zone` where a
/// date without a zone is read. The event is of the instant `at` of receipt: devices' clocks go wrong, and what is older than an alarm changes nothing.
fault::EventDraft syslogEvent(const syslog::Message& message, const SyslogFinding& finding, const std::optional<inventory::Device>& device,
                              const std::optional<inventory::Port>& port, const QTimeZone& zone, Timestamp at);

/// Whose message it is. The host that it names counts before the address, which may be a relay's; but what the device at the address calls
/// itself needs no looking up. Null when nobody has either; until the next question.
const inventory::Device* senderOf(const syslog::Message& message, TrapSources& sources);

/// Records what arrives, a turn of the receiver in one transaction. When the database can't be written the receiver is held and the
/// turn tried again. Lives on the thread of its context.
class SyslogIntake : public QObject {
    Q_OBJECT
public:
    /// `receiver` lives on the same thread; all must outlive the intake.
    SyslogIntake(store::Context& context, syslog::Receiver& receiver, access::Actor agent, std::shared_ptr<const SyslogRules> rules = SyslogRules::shared(), QObject* parent = nullptr);

    /// From the next turn on.
    void setRules(std::shared_ptr<const SyslogRules> rules) { rules_ = std::move(rules); }

    struct Counters {
        qint64 recorded = 0;
        qint64 waiting = 0;
        qint64 cut = 0; ///< messages that were longer than what is kept
        QMap<QString, qint64> dropped; ///< by reason; see syslog::Receiver::Counters
    };
    Counters counters() const;

Q_SIGNALS:
    void recorded(const QList<trunkline::fault::RecordResult>& results);
    /// The database is in the way; what arrives meanwhile waits.
    void held(const QString& sentence);

private:
    void take(const QList<syslog::Message>& messages);
    void recordTurn();
    fault::EventDraft draftOf(const syslog::Message& message, Timestamp at, const QTimeZone& operatorZone);

    store::Context& context_;
    syslog::Receiver& receiver_;
    access::Actor agent_;
    std::shared_ptr<const SyslogRules> rules_;
    TrapSources sources_;
    fault::EventRecorder recorder_;
    QList<std::pair<syslog::Message, Timestamp>> turn_;
    QTimer retry_;
    qint64 recorded_ = 0;
    qint64 cut_ = 0;
};

} // namespace trunkline::collection
