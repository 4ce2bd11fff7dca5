// Usage that nobody made, priced as it would be: "what would this call cost, and why?".
#pragma once

#include "models/core/id.h"
#include "models/rating/explain.h"
#include "models/rating/tarifflibrary.h"
#include "models/store/connection.h"

namespace trunkline::rating {

/// All versions of one tariff, ready to rate.
class TryOut {
public:
    /// Throws NotFound when there is no such tariff.
    TryOut(store::Connection& connection, const QString& tariffCode);

    struct Answer {
        Explanation explanation;
        Outcome outcome = Outcome::Priced;
        std::int64_t totalMicros = 0;
        Currency currency;
    };
    Answer ask(const Usage& usage, const QLocale& locale = QLocale()) const;

private:
    TariffLibrary library_;
    const RatePlan* plan_ = nullptr;
};

/// The tariff by which a service's usage of a kind ("voice") is rated. Throws NotFound for an unknown service, Refused when
/// its offering has none.
QString tariffCodeOf(store::Connection& connection, ServiceId service, const QString& kind);

} // namespace trunkline::rating
