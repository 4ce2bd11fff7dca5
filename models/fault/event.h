// What happened, once: a trap, or something the poll saw. An alarm is a state with a life; an event
// is a moment (X.733 calls it an alarm report when it tells of a fault).
#pragma once

#include "models/fault/alarm.h"
#include "models/fault/payload.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace trunkline::fault {

/// What kind of moment it was. Names (see eventKindKey) are stable: they are in the database.
enum class EventKind {
    LinkDown,              ///< trap 1.3.6.1.6.3.1.1.5.3 (RFC 2863)
    LinkUp,                ///< trap 1.3.6.1.6.3.1.1.5.4
    ColdStart,             ///< trap 1.3.6.1.6.3.1.1.5.1 (RFC 3418), or the poll saw the uptime go back
    WarmStart,             ///< trap 1.3.6.1.6.3.1.1.5.2
    AuthenticationFailure, ///< trap 1.3.6.1.6.3.1.1.5.5: someone asked the device with a wrong community or key
    PortDown,              ///< the poll saw ifOperStatus leave up
    PortUp,                ///< the poll saw ifOperStatus become up
    DeviceSilent,          ///< the device stopped answering polls
    SnmpSilent,            ///< the same, but it can be reached: SNMP is in trouble, not the device
    SnmpAnswers,           ///< SNMP answers again
    Unreachable,           ///< echo requests and TCP connections get no answer any more
    Reachable,             ///< they do again
    DeviceAnswers,         ///< it answers again, or for the first time after a restart (see awaitedAnswers())
    Undecodable,           ///< a datagram on the trap port that is no SNMP message we can read
    Fault,                 ///< a trap or a line of log that reports a fault by a rule: see FaultReport
    FaultOver,             ///< one that reports its end
    ThresholdCrossed,      ///< the poll saw a value beyond its limits, or a part in a state that it should not have: see FaultReport
    ThresholdOver,         ///< it is within again
    Other,                 ///< any other trap: kept and shown, raises nothing
    LogMessage,            ///< any other line of a device's log
};

/// What a rule for traps makes of one, or the limits of a polled value: of Fault, FaultOver, ThresholdCrossed and ThresholdOver.
struct FaultReport {
    QString fault;      ///< what kind of fault: the same word in the trap that reports it and in the one that ends it
    QString object;     ///< which part of the device, as far as the fault is about one; two parts are two alarms
    Problem problem;    ///< of the two that report it
    Severity severity = Severity::Indeterminate; ///< of the two that report it
    bool operator==(const FaultReport&) const = default;
};

/// What the collector hands to FaultService::record().
struct EventDraft {
    EventKind kind = EventKind::Other;
    QString source;              ///< the address it came from, or that was polled
    DeviceId deviceId;           ///< null when no known device has this address
    PortId portId;               ///< null when the event is not about a port, or the port is unknown
    QString objectName;          ///< for people, and the key of an unknown port: "olt-1 pon-0/3", "192.0.2.7 ifIndex 12"
    bool switchedOff = false;    ///< the port is down because someone set ifAdminStatus down
    QString text;                ///< one sentence for people
    Payload payload;             ///< the evidence: {"oids": {"1.3.6.1…": "value", …}, "trap": "1.3.6.1.6.3.1.1.5.3", …}
    std::optional<FaultReport> report;
    Timestamp at;                ///< when it was received or seen, by the injected clock
    std::optional<QString> sourceKey; ///< unique: the same moment recorded again writes nothing
};

/// A moment as it is kept: never changed, never removed with its alarm.
struct Event {
    EventId id;
    EventKind kind = EventKind::Other;
    QString source;
    DeviceId deviceId;
    PortId portId;
    QString objectName;
    bool switchedOff = false;
    QString text;
    Payload payload;
    std::optional<FaultReport> report; ///< kept in the payload, under "report"
    Timestamp at;
    AlarmId alarmId;             ///< the alarm that it raised, counted on or cleared; null when none
    EventId previous = {};       ///< the event before of the same alarm; null for its first
    bool operator==(const Event&) const = default;
};

/// "linkDown"; never translated.
QString eventKindKey(EventKind kind);
/// Throws StoreFailure for a word that this program does not know.
EventKind eventKindFromKey(QStringView key);
/// For people, translated: "Link down (trap)", or "Link down (log)" by what the payload tells of its origin.
QString eventKindWord(EventKind kind, const Payload& payload = {});
/// Whether it is a line of a device's log.
inline bool isFromLog(const Payload& payload) { return !payload["facility"].isUndefined(); }

/// What the event says of its badness: a rule's word for it, else what the log gave it (RFC 5674); nothing where neither does.
std::optional<Severity> severityOf(const Event& event);
/// X.733 by the severity of a syslog message, 0 to 7, as RFC 5674 (section 2) relates the two.
Severity severityOfSyslog(int severity);

/// The evidence with what was made of it, under "report".
Payload withReport(const Payload& evidence, const FaultReport& report);
/// What stands under "report". Nothing for an empty object.
std::optional<FaultReport> faultReportFrom(const QJsonObject& json);
store::JsonText jsonOf(const Event& event);

} // namespace trunkline::fault
