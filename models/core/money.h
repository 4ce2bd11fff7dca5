// Money as the business counts it: whole minor units of one currency (ISO 4217), and prices of
// units, which are finer. No floating point touches either.
#pragma once

#include <QList>
#include <QLocale>
#include <QString>

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace trunkline {

/// Room for an amount times a part before the one rounding (a GCC and Clang extension).
__extension__ typedef __int128 Wide;

/// How a fraction of the smallest unit becomes a whole one. Every rounding in the program names one.
enum class Rounding {
    HalfUp,   ///< halves away from zero: 0.5 → 1, −0.5 → −1 (EN 16931, commercial rounding)
    HalfEven, ///< halves to the even neighbour (banker's rounding)
    Down,     ///< towards zero
    Up,       ///< away from zero
};

/// numerator / denominator as a whole number. Requires denominator > 0. 128 bits inside, so that
/// amount × part never overflows; asserts that the result fits 64 bits.
std::int64_t divideRounded(Wide numerator, std::int64_t denominator, Rounding rounding);

/// An ISO 4217 currency. Only known codes exist.
class Currency {
public:
    /// Reads "EUR". Throws InvalidInput for a code that ISO 4217 (list of 2024-06-25) does not have,
    /// or one without minor units (gold, test codes).
    static Currency parse(QStringView code);
    /// All that parse() knows, in the order of their codes.
    static QList<Currency> all();

    QString code() const { return QString::fromLatin1(code_.data(), 3); }
    /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
    int exponent() const { return exponent_; }
    /// Minor units in one major unit: 100 for EUR.
    std::int64_t minorPerMajor() const;

    bool operator==(const Currency&) const = default;

private:
    Currency(std::array<char, 3> code, int exponent) : code_(code), exponent_(exponent) {}
    std::array<char, 3> code_;
    int exponent_;
};

/// An amount in whole minor units.
struct Money {
    std::int64_t minor = 0;
    Currency currency;

    static Money zero(Currency currency) { return {0, currency}; }
    /// Reads "29.90" (decimal point, optional sign). Throws InvalidInput when it is no number or has
    /// more decimals than the currency.
    static Money parse(QStringView amount, Currency currency);

    Money operator-() const { return {-minor, currency}; }
    /// Sums and differences need equal currencies (asserted, also in release: it is posted money).
    Money operator+(const Money& other) const;
    Money operator-(const Money& other) const;
    Money& operator+=(const Money& other) { return *this = *this + other; }
    bool isZero() const { return minor == 0; }
    bool isNegative() const { return minor < 0; }

    /// This amount × numerator / denominator. Requires denominator > 0.
    Money part(std::int64_t numerator, std::int64_t denominator, Rounding rounding) const;

    /// Parts in proportion to `weights` (≥ 0, not all 0) that sum to this amount exactly: the largest
    /// remainders get the odd units, the earlier one among equals.
    std::vector<Money> split(std::span<const std::int64_t> weights) const;

    /// "29.90": plain, for files and JSON.
    QString toPlainString() const;
    /// "29,90 €" as the locale writes it.
    QString toDisplay(const QLocale& locale = QLocale()) const;

    bool operator==(const Money&) const = default;
};

/// The price of one unit of something, in millionths of the major unit ("0.0125 EUR a minute" is 12,500).
struct UnitPrice {
    std::int64_t micros = 0;
    Currency currency;

    /// Reads "0.0125": at most six decimals. Throws InvalidInput.
    static UnitPrice parse(QStringView amount, Currency currency);
    static UnitPrice of(const Money& money);

    /// What `quantity` units cost, rounded once.
    Money times(std::int64_t quantity, Rounding rounding) const;
    /// What `numerator / denominator` of a unit costs, rounded once. Requires denominator > 0.
    Money part(std::int64_t numerator, std::int64_t denominator, Rounding rounding) const;
    QString toPlainString() const;

    bool operator==(const UnitPrice&) const = default;
};

} // namespace trunkline
