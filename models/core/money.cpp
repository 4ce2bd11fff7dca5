#include "models/core/money.h"

#include "models/core/currencies.h"
#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

namespace trunkline {

namespace {

QString moneyText(const char* text)
{
    return QCoreApplication::translate("Money", text);
}

// Money that can't be right must not be posted: stop, in release too.
void requireMoney(bool holds, const char* what)
{
    if (!holds)
        qFatal("Broken invariant of money: %s", what);
}

std::int64_t powerOfTen(int exponent)
{
    std::int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/// "−12.5" with up to `decimals` decimals as a whole number of the last decimal.
std::optional<std::int64_t> readDecimal(QStringView text, int decimals)
{
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+'))
        text = text.sliced(1);
    const qsizetype dot = text.indexOf(u'.');
    const QStringView whole = dot < 0 ? text : text.first(dot);
    const QStringView fraction = dot < 0 ? QStringView() : text.sliced(dot + 1);
    if (whole.isEmpty() || (dot >= 0 && fraction.isEmpty()) || fraction.size() > decimals || whole.size() > 15)
        return std::nullopt;
    std::int64_t value = 0;
    auto digit = [&](QChar c) {
        if (c < u'0' || c > u'9')
            return false;
        return !__builtin_mul_overflow(value, 10, &value) && !__builtin_add_overflow(value, c.unicode() - u'0', &value);
    };
    if (!std::all_of(whole.begin(), whole.end(), digit) || !std::all_of(fraction.begin(), fraction.end(), digit))
        return std::nullopt;
    if (__builtin_mul_overflow(value, powerOfTen(decimals - int(fraction.size())), &value))
        return std::nullopt;
    return negative ? -value : value;
}

QString writeDecimal(std::int64_t value, int decimals)
{
    const bool negative = value < 0;
    QString digits = QString::number(negative ? 0 - std::uint64_t(value) : std::uint64_t(value));
    if (decimals > 0) {
        digits = digits.rightJustified(decimals + 1, u'0');
        digits.insert(digits.size() - decimals, u'.');
    }
    return negative ? u'-' + digits : digits;
}

} // namespace

std::int64_t divideRounded(Wide numerator, std::int64_t denominator, Rounding rounding)
{
    requireMoney(denominator > 0, "the denominator is positive");
    Wide quotient = numerator / denominator;
    const Wide rest = numerator % denominator;
    if (rest != 0) {
        const int sign = numerator < 0 ? -1 : 1;
        const Wide twice = (rest < 0 ? -rest : rest) * 2;
        const bool half = twice == denominator;
        const bool away = rounding == Rounding::Up
            || (rounding == Rounding::HalfUp && twice >= denominator)
            || (rounding == Rounding::HalfEven && (twice > denominator || (half && quotient % 2 != 0)));
        if (away)
            quotient += sign;
    }
    requireMoney(quotient >= std::numeric_limits<std::int64_t>::min() && quotient <= std::numeric_limits<std::int64_t>::max(),
                 "an amount fits 64 bits");
    return std::int64_t(quotient);
}

Currency Currency::parse(QStringView code)
{
    for (const CurrencyFact& fact : currencyFacts)
        if (code == QLatin1StringView(fact.code, 3))
            return Currency({fact.code[0], fact.code[1], fact.code[2]}, fact.exponent);
    throw InvalidInput(moneyText("“%1” is not a currency of ISO 4217; use a code such as EUR.").arg(code));
}

QList<Currency> Currency::all()
{
    QList<Currency> currencies;
    for (const CurrencyFact& fact : currencyFacts)
        currencies.append(Currency({fact.code[0], fact.code[1], fact.code[2]}, fact.exponent));
    return currencies;
}

std::int64_t Currency::minorPerMajor() const
{
    return powerOfTen(exponent_);
}

Money Money::parse(QStringView amount, Currency currency)
{
    if (const auto minor = readDecimal(amount, currency.exponent()))
        return {*minor, currency};
    throw InvalidInput(moneyText("“%1” is not an amount of %2: write it like 12.50, with at most %3 decimals.")
                           .arg(amount).arg(currency.code()).arg(currency.exponent()));
}

Money Money::operator+(const Money& other) const
{
    requireMoney(currency == other.currency, "a sum has one currency");
    Money sum = *this;
    requireMoney(!__builtin_add_overflow(minor, other.minor, &sum.minor), "a sum fits 64 bits");
    return sum;
}

Money Money::operator-(const Money& other) const
{
    return *this + -other;
}

Money Money::part(std::int64_t numerator, std::int64_t denominator, Rounding rounding) const
{
    return {divideRounded(Wide(minor) * numerator, denominator, rounding), currency};
}

std::vector<Money> Money::split(std::span<const std::int64_t> weights) const
{
    const std::int64_t total = std::accumulate(weights.begin(), weights.end(), std::int64_t(0));
    requireMoney(total > 0 && std::all_of(weights.begin(), weights.end(), [](std::int64_t w) { return w >= 0; }),
                 "a split has weights");
    const int sign = minor < 0 ? -1 : 1;
    std::vector<Money> parts;
    std::vector<Wide> remainders;
    std::int64_t given = 0;
    for (std::int64_t weight : weights) {
        const Wide exact = Wide(minor) * sign * weight;
        parts.push_back({std::int64_t(exact / total) * sign, currency});
        remainders.push_back(exact % total);
        given += parts.back().minor;
    }
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; given != minor; ++i, given += sign)
        parts[order[i]].minor += sign;
    return parts;
}

QString Money::toPlainString() const
{
    return writeDecimal(minor, currency.exponent());
}

QString Money::toDisplay(const QLocale& locale) const
{
    // Grouping and decimal sign come from the locale; the digits from the integer, never from a double.
    const std::uint64_t magnitude = minor < 0 ? 0 - std::uint64_t(minor) : std::uint64_t(minor);
    const std::uint64_t unit = std::uint64_t(currency.minorPerMajor());
    QString text = locale.toString(qulonglong(magnitude / unit));
    if (currency.exponent() > 0)
        text += locale.decimalPoint() + QString::number(magnitude % unit).rightJustified(currency.exponent(), u'0');
    if (minor < 0)
        text.prepend(QChar(0x2212));
    return text + QChar(0x00A0) + currency.code();
}

UnitPrice UnitPrice::parse(QStringView amount, Currency currency)
{
    if (const auto micros = readDecimal(amount, 6))
        return {*micros, currency};
    throw InvalidInput(moneyText("“%1” is not a price: write it like 0.0125, with at most six decimals.").arg(amount));
}

UnitPrice UnitPrice::of(const Money& money)
{
    return {divideRounded(Wide(money.minor) * 1'000'000, money.currency.minorPerMajor(), Rounding::HalfUp), money.currency};
}

Money UnitPrice::times(std::int64_t quantity, Rounding rounding) const
{
    return part(quantity, 1, rounding);
}

Money UnitPrice::part(std::int64_t numerator, std::int64_t denominator, Rounding rounding) const
{
    requireMoney(denominator > 0 && denominator < std::numeric_limits<std::int64_t>::max() / 1'000'000, "a part has a denominator");
    return {divideRounded(Wide(micros) * numerator * currency.minorPerMajor(), denominator * 1'000'000, rounding), currency};
}

QString UnitPrice::toPlainString() const
{
    return writeDecimal(micros, 6);
}

} // namespace trunkline
