// A time in which a service was down, and the money it costs.
#pragma once

#include "models/assurance/interval.h"
#include "models/core/id.h"
#include "models/core/money.h"

#include <QJsonObject>

#include <optional>

namespace trunkline::assurance {

struct Outage {
    OutageId id;
    ServiceId serviceId;
    AlarmId alarmId;
    Timestamp startedAt;              ///< when the fault was seen, or the service began, if that was later
    std::optional<Timestamp> endedAt; ///< nothing while it lasts
    EventId openedByEvent;            ///< the evidence: the trap, or what the poll saw
    EventId closedByEvent;            ///< null when a person cleared the alarm

    bool isOpen() const { return !endedAt; }
    bool operator==(const Outage&) const = default;
};

/// Granted to the account of a service for a month that missed its promise. Never changed: what a later
/// outage of the month adds is another credit.
struct SlaCredit {
    SlaCreditId id;
    ServiceId serviceId;
    OutageId outageId;             ///< the outage whose end led to it
    BillingDate month;             ///< its first day
    Money amount;                  ///< positive
    UnitPrice monthlyPrice;
    std::int64_t downMs = 0;       ///< of the whole month so far
    std::int64_t allowedMs = 0;
    std::int64_t startedHours = 0; ///< beyond the allowance
    std::int64_t basisPoints = 0;  ///< of the monthly price, for the whole month so far
    Money grantedBefore;           ///< by earlier credits of the month
    Timestamp grantedAt;
    bool operator==(const SlaCredit&) const = default;
};

QJsonObject toJson(const Outage& outage);
QJsonObject toJson(const SlaCredit& credit);
/// One sentence for invoices and for "Why?": how long it was down, what is allowed, and how the amount follows.
QString creditText(const SlaCredit& credit, const QLocale& locale = QLocale());

} // namespace trunkline::assurance
