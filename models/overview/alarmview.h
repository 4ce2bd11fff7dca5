// Alarms with what hangs on them: whom they hit, what they rest on, and what was done the last time.
#pragma once

#include "models/assurance/impact.h"
#include "models/assurance/outage.h"
#include "models/fault/alarm.h"
#include "models/fault/event.h"
#include "models/overview/chain.h"

namespace trunkline::overview {

/// One row of the live table.
struct AlarmRow {
    fault::Alarm alarm;
    assurance::Impact impact; ///< of a cleared alarm: empty
    bool operator==(const AlarmRow&) const = default;
};

/// Open alarms, worst first; then, when asked for, the newest `cleared` ones that are over.
QList<AlarmRow> alarmRows(store::Connection& connection, int cleared = 0);

/// A service that the alarm took down, with its outage.
struct AlarmOutage {
    assurance::Outage outage;
    QString serviceName;
    CustomerId customerId;
    QString customerName;
    QList<assurance::SlaCredit> credits;
    bool operator==(const AlarmOutage&) const = default;
};

/// A service that the alarm hits now, with the names that people know.
struct HitService {
    inventory::Service service;
    bool down = false; ///< else it works and has lost its second way
    QString deviceName;
    QString portName;
    QString customerName;
    std::optional<UnitPrice> monthlyPrice;
    bool operator==(const HitService&) const = default;
};

/// An earlier life of the same fault.
struct EarlierAlarm {
    fault::Alarm alarm;
    QList<fault::AlarmNote> notes;
    bool operator==(const EarlierAlarm&) const = default;
};

struct AlarmDetail {
    fault::Alarm alarm;
    assurance::Impact impact;        ///< services that are down with it now; empty when it is over
    QList<HitService> hit;           ///< those of the impact, down ones first; by device, port and name
    QList<fault::Alarm> related;     ///< of its device and of the other ends of its links, open while it was; oldest first
    QList<AlarmOutage> outages;      ///< what it has cost, also after its end; by service
    QList<fault::Event> events;      ///< oldest first
    QList<fault::AlarmNote> notes;   ///< oldest first
    QList<EarlierAlarm> earlier;     ///< newest first, at most ten: what was done last time
    QList<ChainStep> history;        ///< newest first
    bool operator==(const AlarmDetail&) const = default;
};

/// Throws NotFound.
AlarmDetail alarmDetail(store::Connection& connection, AlarmId id, const QLocale& locale = QLocale());

} // namespace trunkline::overview
