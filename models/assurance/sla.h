// What a month's outages cost. Pure: terms, price and outages in, money out.
#pragma once

#include "models/assurance/interval.h"
#include "models/catalogue/offering.h"

namespace trunkline::assurance {

/// A month of one service against its promise.
struct SlaMeasure {
    std::int64_t downMs = 0;       ///< overlapping outages counted once
    std::int64_t allowedMs = 0;    ///< all of it, also for a service that was active for a part of the month
    std::int64_t startedHours = 0; ///< beyond the allowance; 0 at the very boundary, 1 a millisecond later
    int basisPoints = 0;           ///< of the monthly price: started hours × rate, capped
    bool capped = false;
    bool isBreach() const { return startedHours > 0; }
    bool operator==(const SlaMeasure&) const = default;
};

struct SlaVerdict {
    SlaMeasure measure;
    Money total; ///< what the month is worth, rounded once (halves up)
    Money due;   ///< total less what was granted for the month before; never negative
    bool operator==(const SlaVerdict&) const = default;
};

/// `outages` are the service's outages inside the month; they may overlap.
SlaMeasure measureSla(const catalogue::SlaTerms& terms, const QList<Interval>& outages);
/// The credit of a month. Granting `due` and asking again with it in `granted` gives zero.
SlaVerdict slaCredit(const catalogue::SlaTerms& terms, const UnitPrice& monthlyPrice, const QList<Interval>& outages, const Money& granted);

} // namespace trunkline::assurance
