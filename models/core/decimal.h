// A measured number as a device gives it: an integer and where its decimal point stands.
#pragma once

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace trunkline {

/// units × 10^-decimals, with 0 to 18 decimals. No binary fraction is ever stored, so what a device said
/// as 3.30 is shown as 3.30 and compares equal to 3.3.
struct Decimal {
    std::int64_t units = 0;
    int decimals = 0;

    /// "-12.50", with as many decimals as are held.
    QString toString() const;
    /// Reads "-12.50", "+3", ".5" or "1.25e-3". Nothing for other text, or more digits than fit.
    static std::optional<Decimal> parse(QStringView text);

    /// × 10^exponent. Decimals beyond 18 are rounded away, half away from zero; nothing when it does not fit.
    std::optional<Decimal> shifted(int exponent) const;
    /// Exact; nothing when it does not fit.
    std::optional<Decimal> times(std::int64_t factor) const;
    /// Exact where the quotient ends, else with `extra` more decimals than the dividend, rounded half away from zero.
    std::optional<Decimal> dividedBy(std::int64_t divisor, int extra = 6) const;
    std::optional<Decimal> plus(const Decimal& other) const;
    std::optional<Decimal> minus(const Decimal& other) const;
    /// With this many decimals, rounded half away from zero.
    std::optional<Decimal> rounded(int places) const;
    /// For formulas that have no exact answer (logarithms) and for drawing.
    double toDouble() const;

    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const { return (*this <=> other) == std::strong_ordering::equal; }
};

} // namespace trunkline
