// When a gauge is beyond its limits (X.721 gaugeThreshold): pure rules, with a margin and a hold so that a value
// that trembles at its limit is one alarm and not many.
#pragma once

#include "models/core/decimal.h"
#include "models/core/severity.h"
#include "models/core/timestamp.h"

#include <QJsonObject>

namespace trunkline::performance {

/// Who says where a limit stands.
enum class LimitSource : std::uint8_t { Device, Profile, Person };
QString nameOf(LimitSource source); ///< "device", "profile", "person"

struct Limit {
    Decimal value; ///< in the unit of the gauge
    LimitSource source = LimitSource::Device;
    bool operator==(const Limit&) const = default;
};

/// Beyond low and high a gauge is critical, beyond the two others a warning. What nobody tells is absent.
struct Limits {
    std::optional<Limit> low;
    std::optional<Limit> lowWarning;
    std::optional<Limit> highWarning;
    std::optional<Limit> high;

    bool isEmpty() const { return !low && !lowWarning && !highWarning && !high; }
    bool operator==(const Limits&) const = default;
};
QJsonObject toJson(const Limits& limits);
/// Leaves out what is no number.
Limits limitsFrom(const QJsonObject& json);

/// What one reading says.
struct Judgement {
    Severity severity = Severity::Cleared; ///< Indeterminate: nothing, a state whose number is not known
    std::optional<Limit> limit;            ///< which one it breaks
    bool above = false;                    ///< of the limit
    bool operator==(const Judgement&) const = default;
};
Judgement judge(const Decimal& value, const Limits& limits);
/// Every limit moved inwards: who was beyond must come back so far to be within again.
Limits tightened(const Limits& limits, const Decimal& margin);

/// Follows one gauge from reading to reading.
class ThresholdWatch {
public:
    /// `reported` is what its open alarm says; Cleared without one.
    explicit ThresholdWatch(Severity reported = Severity::Cleared) : reported_(reported) {}

    struct Rule {
        Decimal margin;
        int hold = 1;               ///< readings in a row before anything changes
        std::int64_t longestMs = 0; ///< readings that are further apart are not in a row
    };
    /// What has to be reported now, Cleared for back within limits; mostly nothing. A reading that says nothing
    /// (Indeterminate) and a time without readings change nothing.
    std::optional<Judgement> take(const Decimal& value, const Limits& limits, const Rule& rule, Timestamp at);
    /// The same of a state, which has a severity and no limits.
    std::optional<Judgement> take(const Judgement& state, const Rule& rule, Timestamp at);
    Severity reported() const { return reported_; }

private:
    std::optional<Judgement> decide(const Judgement& target, const Rule& rule, Timestamp at);

    Severity reported_;
    int held_ = 0;
    bool worse_ = false; ///< which way it would go
    Timestamp lastAt_;
};

} // namespace trunkline::performance
