// A fault with a life: raised, changed, acknowledged, cleared (ITU-T X.733, X.736; TMF642).
#pragma once

#include "models/core/id.h"
#include "models/core/severity.h"
#include "models/store/jsontext.h"

#include <QString>

#include <optional>

namespace trunkline::fault {

/// X.733's specific problem, with the event type and the probable cause that belong to it. The program's own
/// rules know those below; the rules for traps bring theirs, named as people read them ("BGP session down").
struct Problem {
    QString key;       ///< "linkDown"; of a rule for traps its words
    QString eventType; ///< X.733 8.1.1 and X.736: "communicationsAlarm"
    QString cause;     ///< X.733 8.1.2.1, X.736, M.3100: "lossOfSignal"
    bool operator==(const Problem&) const = default;

    static const Problem LinkDown;              ///< communicationsAlarm, lossOfSignal
    static const Problem DeviceSilent;          ///< communicationsAlarm, communicationsSubsystemFailure
    static const Problem SnmpSilent;            ///< communicationsAlarm, communicationsProtocolError: the device can be reached
    static const Problem DeviceUnreachable;     ///< communicationsAlarm, communicationsSubsystemFailure
    static const Problem DeviceRestarted;       ///< equipmentAlarm, reinitialized (M.3100)
    static const Problem AuthenticationFailure; ///< securityServiceOrMechanismViolation, authenticationFailure (X.736)
    static const Problem UndecodableMessages;   ///< communicationsAlarm, communicationsProtocolError
    // Of polled values, by what they measure (X.721 probable causes, M.3100 for fans):
    static const Problem TemperatureLimit;      ///< environmentalAlarm, temperatureUnacceptable
    static const Problem HumidityLimit;         ///< environmentalAlarm, humidityUnacceptable
    static const Problem FanLimit;              ///< equipmentAlarm, coolingFanFailure
    static const Problem PowerLimit;            ///< equipmentAlarm, powerProblem
    static const Problem SignalLimit;           ///< communicationsAlarm, degradedSignal
    static const Problem ProcessorLimit;        ///< processingErrorAlarm, cpuCyclesLimitExceeded
    static const Problem MemoryLimit;           ///< processingErrorAlarm, outOfMemory
    static const Problem StorageLimit;          ///< processingErrorAlarm, storageCapacityProblem
    static const Problem PartState;             ///< equipmentAlarm, equipmentMalfunction
    static const Problem OtherLimit;            ///< qualityOfServiceAlarm, thresholdCrossed
};

/// For machines.
QString problemKey(const Problem& problem);
/// A key that is none of the program's own is a problem of a rule; its type and cause are then unknown.
Problem problemFromKey(const QString& key);
/// "Link down": for people.
QString problemWord(const Problem& problem);
/// For people: "Communications alarm", "Loss of signal".
QString eventTypeWord(const Problem& problem);
QString probableCauseWord(const Problem& problem);

struct Alarm {
    AlarmId id;
    QString number;                          ///< "ALM-000001": what people say
    QString key;                             ///< what makes two reports the same fault
    DeviceId deviceId;                       ///< null when the source is no known device
    PortId portId;                           ///< null when it is about the whole device
    QString source;                          ///< address of the first report
    QString objectName;                      ///< "olt-1 pon-0/3"
    Severity severity = Severity::Indeterminate; ///< perceived now; Cleared at the end
    Severity worstSeverity = Severity::Indeterminate;
    Problem problem = Problem::LinkDown;
    bool serviceAffecting = false;           ///< the services on its port or device are down with it (TMF642)
    QString text;
    std::int64_t count = 0;                  ///< reports of the fault, the first one included
    Timestamp raisedAt;
    Timestamp lastEventAt;                   ///< when the fault was last reported
    Timestamp changedAt;
    std::optional<Timestamp> acknowledgedAt;
    QString acknowledgedBy;
    QString owner;                           ///< who works on it; empty for nobody
    std::optional<Timestamp> clearedAt;
    QString clearedBy;                       ///< the person; empty when an event cleared it
    QString clearReason;
    EventId raisedByEvent;
    EventId clearedByEvent;                  ///< null when a person cleared it
    EventId lastEvent;                       ///< the newest of its events: each names the one before

    bool isOpen() const { return !clearedAt; }
    bool operator==(const Alarm&) const = default;
};

struct AlarmNote {
    AlarmNoteId id;
    AlarmId alarmId;
    QString author;
    QString text;
    Timestamp at;
    bool operator==(const AlarmNote&) const = default;
};

store::JsonText jsonOf(const Alarm& alarm);

} // namespace trunkline::fault
