// What was billed against what should have been, when a change reaches back into a period that is on an
// invoice already. Pure. The unused part goes back (repair), what takes its place is charged.
#pragma once

#include "models/billing/chargeplan.h"
#include "models/billing/linetax.h"

namespace trunkline::billing {

/// How the credit for the unused part of a billed period is rounded.
enum class RepairRounding {
    Remainder,    ///< what was billed less what the used part costs: what stays is what would have been billed at once
    UnusedHalfUp, ///< the unused part itself, halves up
};

/// "remainder", "unused-half-up": stable.
QString nameOf(RepairRounding rounding);
/// Throws InvalidInput.
RepairRounding repairRoundingNamed(const QString& name);

/// The operator's way of counting.
struct ChargeConventions {
    ProrationBasis proration = ProrationBasis::ActualDays;
    RepairRounding repair = RepairRounding::Remainder;
    bool operator==(const ChargeConventions&) const = default;
};

/// A charge that is on an invoice, with what was corrected since.
struct BilledCharge {
    QString key;       ///< the source key of its line
    ChargePhase phase; ///< what it was charged by, or corrected to
    PeriodShare share;
    Money net;                       ///< what is left of it
    QList<BillingPeriod> repaired;   ///< given back, ascending
    int deltas = 0;                  ///< price corrections of the whole
    LineTax tax = {};                ///< what goes back is taxed as it was
    bool operator==(const BilledCharge&) const = default;
};

enum class CorrectionKind {
    Repair, ///< a part goes back
    Charge, ///< what takes its place, or was left out
    Delta,  ///< the whole charge costs something else
};

struct Correction {
    CorrectionKind kind = CorrectionKind::Repair;
    QString target;       ///< key of the billed charge; empty for what was left out
    PlannedCharge charge; ///< its net is negative for a repair, and the difference for a delta
    bool operator==(const Correction&) const = default;
};

struct CorrectionPlan {
    QList<Correction> corrections; ///< by period
    BillingDate planFrom;          ///< what is charged from here on is planCharges' matter
};

/// Corrections of what was billed. With a proration of None billed periods stay as they are.
CorrectionPlan correctBilled(const ChargeTimeline& timeline, const QList<BilledCharge>& billed, int billDay, const ChargeConventions& conventions);

/// The parts of `period` that none of `others` covers, ascending.
QList<BillingPeriod> without(const BillingPeriod& period, QList<BillingPeriod> others);

} // namespace trunkline::billing
