// How many of a unit a line charges, exactly.
#pragma once

#include <QLocale>
#include <QString>

#include <cstdint>
#include <numeric>

namespace trunkline::billing {

/// How many of the unit: 1 month, 22/31 of a month, −1 credit.
struct Quantity {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;

    /// In lowest terms, the denominator above 0. Requires denominator > 0.
    static Quantity of(std::int64_t numerator, std::int64_t denominator)
    {
        const std::int64_t common = std::gcd(numerator, denominator);
        return common == 0 ? Quantity{0, 1} : Quantity{numerator / common, denominator / common};
    }
    Quantity times(const Quantity& other) const
    {
        // Crosswise first, so that the products stay small.
        const Quantity a = of(numerator, other.denominator), b = of(other.numerator, denominator);
        return {a.numerator * b.numerator, a.denominator * b.denominator};
    }
    Quantity operator-() const { return {-numerator, denominator}; }
    bool operator==(const Quantity&) const = default;
};

/// "A-000001: 22/31 of a month" is for people: 1, −1, 22/31.
QString quantityText(const Quantity& quantity);
/// The same of a unit of UN/ECE recommendation 20: rates (E20) and volumes (E34) are measured, so they are decimal numbers, rounded
/// half up to six decimals where they have more.
QString quantityText(const Quantity& quantity, const QString& unitCode, const QLocale& locale);

} // namespace trunkline::billing
