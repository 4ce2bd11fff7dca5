// The bill cycles that can be run on a day: one for every bill day that accounts have.
#pragma once

#include "models/billing/billrun.h"
#include "models/core/valuemodel.h"

namespace trunkline::billing {

struct CycleChoice {
    BillCycle cycle;      ///< the period of this bill day that ended last
    int accounts = 0;
    int invoices = 0;     ///< posted already by runs of this cycle
    bool interrupted = false; ///< a run of it began and has not ended
    bool operator==(const CycleChoice&) const = default;
};

/// The cycle that ended last comes first.
QList<CycleChoice> cycleChoices(store::Connection& connection, BillingDate today);

/// Keys are the bill days.
class CycleModel : public ValueModel<CycleChoice, int> {
public:
    explicit CycleModel(QObject* parent = nullptr);
};

} // namespace trunkline::billing
