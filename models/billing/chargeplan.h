// What a subscription costs over time, and what of it is to be charged. Pure.
#pragma once

#include "models/billing/proration.h"
#include "models/core/id.h"

#include <QJsonObject>

namespace trunkline::billing {

enum class PhaseKind {
    Normal,
    Trial,     ///< free; the rhythm of the price begins behind it
    Suspended, ///< not delivered: free, reduced or full, as the contract says; the rhythm goes on
};

/// "normal", "trial", "suspended": stable.
QString nameOf(PhaseKind kind);
/// Throws InvalidInput.
PhaseKind phaseKindNamed(const QString& name);

/// From a day on, until the next phase begins or the subscription ends.
struct ChargePhase {
    BillingDate from;
    OfferingId offeringId;
    UnitPrice price;  ///< of one piece for one interval
    catalogue::Interval interval = {};
    catalogue::ChargeTiming timing = catalogue::ChargeTiming::Arrears;
    std::int64_t quantity = 1;           ///< pieces
    PhaseKind kind = PhaseKind::Normal;
    int chargedBasisPoints = 10'000;     ///< of the price: 0 in a trial, less than all in a suspension
    QString reason = {};                 ///< for people: why it began
    bool operator==(const ChargePhase&) const = default;

    bool isCharged() const { return chargedBasisPoints > 0; }
    /// Pieces of the price for a whole interval.
    Quantity pieces() const { return Quantity::of(quantity * chargedBasisPoints, 10'000); }
};

QJsonObject toJson(const ChargePhase& phase);
/// Throws InvalidInput for what is no phase; its price is in `currency`.
ChargePhase phaseFrom(const QJsonObject& object, Currency currency);

struct ChargeTimeline {
    QList<ChargePhase> phases;      ///< ascending, at least one; the first begins the subscription
    std::optional<BillingDate> end; ///< the first day that is not charged
};

/// A phase between its first day and the day behind its last one.
struct PhaseSpan {
    const ChargePhase* phase;
    BillingDate from;
    std::optional<BillingDate> to;  ///< nothing when it goes on
    BillingDate anchor;             ///< where the rhythm of its price began
    std::optional<BillingDate> rhythmEnd; ///< where another rhythm begins
};
/// The phases that last a day or more. Points into the timeline.
QList<PhaseSpan> spansOf(const ChargeTimeline& timeline);

/// Whether both are charged in the same periods.
bool sameRhythm(const ChargePhase& a, const ChargePhase& b);

struct PlannedCharge {
    ChargePhase phase;
    PeriodShare share;
    Quantity quantity; ///< pieces × the part of the period
    Money net;         ///< price × quantity, halves up
    bool operator==(const PlannedCharge&) const = default;
};

/// A charge of a phase for a share of a period.
PlannedCharge chargeOf(const ChargePhase& phase, const PeriodShare& share, ProrationBasis basis);

/// All charges from `from` on (what lies before is charged) that are due by `until`: in arrears those of periods that are
/// over then, in advance those of periods that begin by then. A changed bill day gives a part of the new
/// period: nothing twice, nothing lost.
QList<PlannedCharge> planCharges(const ChargeTimeline& timeline, BillingDate from, BillingDate until, int billDay, ProrationBasis basis);

} // namespace trunkline::billing
