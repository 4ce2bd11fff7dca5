#include "models/core/decimal.h"

#include <cmath>
#include <limits>

namespace trunkline {

namespace {

__extension__ using WideInteger = __int128;
constexpr int maxDecimals = 18;

WideInteger widePowerOfTen(int exponent)
{
    WideInteger power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

WideInteger roundedQuotient(WideInteger dividend, WideInteger divisor)
{
    const WideInteger half = (divisor < 0 ? -divisor : divisor) / 2;
    return ((dividend < 0) == (divisor < 0) ? dividend + (divisor < 0 ? -half : half) : dividend - (divisor < 0 ? -half : half)) / divisor;
}

/// Rounds what is beyond `maxDecimals`; nothing when the number itself does not fit.
std::optional<Decimal> decimalOf(WideInteger units, int decimals)
{
    while (decimals > maxDecimals) {
        const int cut = std::min(decimals - maxDecimals, 18);
        units = roundedQuotient(units, widePowerOfTen(cut));
        decimals -= cut;
    }
    if (decimals < 0) {
        if (decimals < -18)
            return units == 0 ? std::optional(Decimal{}) : std::nullopt;
        units *= widePowerOfTen(-decimals);
        decimals = 0;
    }
    // Digits behind the point that are zero may go, when the number would not fit otherwise.
    while ((units > std::numeric_limits<std::int64_t>::max() || units < std::numeric_limits<std::int64_t>::min()) && decimals > 0) {
        units = roundedQuotient(units, 10);
        --decimals;
    }
    if (units > std::numeric_limits<std::int64_t>::max() || units < std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return Decimal{std::int64_t(units), decimals};
}

} // namespace

QString Decimal::toString() const
{
    QString digits = QString::number(units);
    const bool negative = digits.startsWith(u'-');
    if (negative)
        digits.remove(0, 1);
    if (decimals > 0) {
        digits = digits.rightJustified(decimals + 1, u'0');
        digits.insert(digits.size() - decimals, u'.');
    }
    return negative ? u'-' + digits : digits;
}

std::optional<Decimal> Decimal::parse(QStringView text)
{
    int exponent = 0;
    if (const qsizetype e = text.indexOf(u'e', 0, Qt::CaseInsensitive); e >= 0) {
        bool number = false;
        exponent = text.sliced(e + 1).toInt(&number);
        if (!number || std::abs(exponent) > 300)
            return std::nullopt;
        text = text.first(e);
    }
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+'))
        text = text.sliced(1);
    WideInteger read = 0;
    int places = 0, digits = 0;
    bool behindPoint = false;
    for (const QChar c : text) {
        if (c == u'.' && !behindPoint) {
            behindPoint = true;
        } else if (c >= u'0' && c <= u'9' && digits < maxDecimals) {
            read = read * 10 + (c.unicode() - u'0');
            places += behindPoint;
            ++digits;
        } else if (c >= u'0' && c <= u'9' && behindPoint) {
            continue; // more digits than any measurement has
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0)
        return std::nullopt;
    return decimalOf(negative ? -read : read, places - exponent);
}

std::optional<Decimal> Decimal::shifted(int exponent) const
{
    return decimalOf(units, decimals - exponent);
}

std::optional<Decimal> Decimal::times(std::int64_t factor) const
{
    return decimalOf(WideInteger(units) * factor, decimals);
}

std::optional<Decimal> Decimal::dividedBy(std::int64_t divisor, int extra) const
{
    if (divisor == 0)
        return std::nullopt;
    WideInteger dividend = units;
    int more = 0;
    while (dividend % divisor != 0 && more < extra) {
        dividend *= 10;
        ++more;
    }
    // A power of ten moves the point and nothing else, however many places that takes.
    std::int64_t power = divisor < 0 ? -divisor : divisor;
    int zeros = 0;
    while (power % 10 == 0) {
        power /= 10;
        ++zeros;
    }
    if (power == 1)
        return decimalOf(divisor < 0 ? -WideInteger(units) : WideInteger(units), decimals + zeros);
    return decimalOf(roundedQuotient(dividend, divisor), decimals + more);
}

std::optional<Decimal> Decimal::plus(const Decimal& other) const
{
    const int places = std::max(decimals, other.decimals);
    return decimalOf(units * widePowerOfTen(places - decimals) + other.units * widePowerOfTen(places - other.decimals), places);
}

std::optional<Decimal> Decimal::minus(const Decimal& other) const
{
    const int places = std::max(decimals, other.decimals);
    return decimalOf(units * widePowerOfTen(places - decimals) - other.units * widePowerOfTen(places - other.decimals), places);
}

std::optional<Decimal> Decimal::rounded(int places) const
{
    if (places >= decimals)
        return decimalOf(units * widePowerOfTen(std::min(places, maxDecimals) - decimals), std::min(places, maxDecimals));
    return decimalOf(roundedQuotient(units, widePowerOfTen(decimals - places)), places);
}

double Decimal::toDouble() const
{
    return double(units) / std::pow(10.0, decimals);
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const
{
    const int places = std::max(decimals, other.decimals);
    return units * widePowerOfTen(places - decimals) <=> other.units * widePowerOfTen(places - other.decimals);
}

} // namespace trunkline
