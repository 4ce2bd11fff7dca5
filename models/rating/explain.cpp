#include "models/rating/explain.h"

#include "models/catalogue/offering.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::rating {

namespace {

using catalogue::Rate;
using catalogue::RateStep;
using catalogue::UsageUnit;

struct ExplainTexts {
    Q_DECLARE_TR_FUNCTIONS(Explanation)
};

QString roundingWords(Rounding rounding)
{
    switch (rounding) {
    case Rounding::HalfUp: return ExplainTexts::tr("halves up");
    case Rounding::HalfEven: return ExplainTexts::tr("halves to even");
    case Rounding::Down: return ExplainTexts::tr("down");
    case Rounding::Up: return ExplainTexts::tr("up");
    }
    return {};
}

QString noPriceWords(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Priced: return {};
    case Outcome::NoTariff: return ExplainTexts::tr("No version of the tariff holds at that time.");
    case Outcome::NoDestination: return ExplainTexts::tr("No zone of the tariff has a prefix with which the destination begins.");
    case Outcome::NoPriceThen: return ExplainTexts::tr("The zone has no price at that time.");
    case Outcome::OutOfBounds: return ExplainTexts::tr("The quantity is negative, or so large that its price is no amount of money.");
    }
    return {};
}

/// Writes the steps of one rating.
class Teller {
public:
    Teller(const Rating& rating, const QStringList& allowances, const QLocale& locale)
        : rating_(rating), allowances_(allowances), locale_(locale), currency_(rating.parts.front().book->tariff().currency) {}

    Explanation tell(const Usage& usage)
    {
        const RatedPart* before = nullptr;
        for (std::size_t i = 0; i < rating_.parts.size(); ++i) {
            const RatedPart& part = rating_.parts[i];
            tellPlace(part, before, usage.destination);
            tellIncrements(part);
            tellDraws(i, part);
            tellPrice(part);
            before = &part;
        }
        tellWhole();
        told_.total = ExplainTexts::tr("%1 %2").arg(amount(rating_.totalMicros), currency_.code());
        return told_;
    }

private:
    QString amount(std::int64_t micros) const { return catalogue::priceText(UnitPrice{micros, currency_}, locale_); }
    QString quantity(const RatedPart& part, std::int64_t count) const { return quantityText(part.book->tariff().unit, count, locale_); }
    void say(const QString& text, std::optional<std::int64_t> micros = {}) { told_.steps.append({text, micros ? amount(*micros) : QString()}); }

    /// Version, zone, time and rate, as far as they are not those of the part before.
    void tellPlace(const RatedPart& part, const RatedPart* before, std::string_view destination)
    {
        const catalogue::Tariff& tariff = part.book->tariff();
        if (!before || before->book != part.book)
            say(ExplainTexts::tr("Tariff %1, version %2, valid from %3.").arg(tariff.code, locale_.toString(tariff.version), tariff.validFrom.toDisplay(locale_)));
        if (!before || before->book != part.book || before->rule != part.rule) {
            const catalogue::Zone& zone = part.book->zoneOf(part.rule);
            const QString prefix = matchedPrefix(zone, destination);
            const bool isSameZone = before && before->book == part.book && before->book->zoneOf(before->rule).code == zone.code;
            if (!isSameZone)
                say(prefix.isEmpty() ? ExplainTexts::tr("Zone “%1” (%2): it takes every destination that no longer prefix names.").arg(zone.name, zone.code)
                                     : ExplainTexts::tr("Zone “%1” (%2): %3 is the longest prefix with which the destination begins.").arg(zone.name, zone.code, prefix));
            say(ExplainTexts::tr("From %1 (%2) on the time “%3” holds: rate %4.")
                    .arg(OperatorZone::named(tariff.timeZone).toDisplay({part.startMs}, locale_), tariff.timeZone, part.book->bandOf(part.rule).code, part.book->rateOf(part.rule).code));
        }
    }

    void tellIncrements(const RatedPart& part)
    {
        const RateStep& step = part.book->rateOf(part.rule).steps[part.step];
        const QString used = quantity(part, part.quantity), charged = quantity(part, part.charged), increment = quantity(part, step.increment);
        if (step.from > 0)
            say(ExplainTexts::tr("After the first %1 of the usage another price holds.").arg(quantity(part, step.from)));
        say(part.charged == part.quantity ? ExplainTexts::tr("%1 are charged in increments of %2.").arg(used, increment)
                                          : ExplainTexts::tr("%1 are charged as %2, in whole increments of %3.").arg(used, charged, increment));
    }

    void tellDraws(std::size_t at, const RatedPart& part)
    {
        for (const Draw& draw : rating_.draws)
            if (draw.part == at)
                say(ExplainTexts::tr("%1 of them are included: allowance “%2”.").arg(quantity(part, draw.quantity), allowances_.value(qsizetype(draw.allowance), ExplainTexts::tr("unnamed"))));
    }

    void tellPrice(const RatedPart& part)
    {
        const Rate& rate = part.book->rateOf(part.rule);
        const RateStep& step = rate.steps[part.step];
        if (part.included == part.charged)
            return;
        say(ExplainTexts::tr("%1 at %2 for each %3, rounded %4 to %5 decimals.")
                .arg(quantity(part, part.charged - part.included), amount(step.priceMicros), quantity(part, step.perUnits), roundingWords(rate.rounding), locale_.toString(rate.decimals)),
            part.amountMicros);
    }

    void tellWhole()
    {
        const Rate& first = rating_.parts.front().book->rateOf(rating_.parts.front().rule);
        if (rating_.connectMicros != 0)
            say(ExplainTexts::tr("Connection fee of rate %1.").arg(first.code), rating_.connectMicros);
        if (rating_.adjustmentMicros > 0)
            say(ExplainTexts::tr("Raised to the least that one usage costs, %1.").arg(amount(first.minimumMicros)), rating_.adjustmentMicros);
        if (rating_.adjustmentMicros < 0)
            say(ExplainTexts::tr("Lowered to the most that one usage costs, %1.").arg(amount(first.capMicros.value_or(0))), rating_.adjustmentMicros);
        if (rating_.cutAt >= 0)
            say(ExplainTexts::tr("The network ends the usage after %1, where it has cost %2.").arg(quantity(rating_.parts.front(), rating_.cutAt), amount(first.capMicros.value_or(0))));
    }

    const Rating& rating_;
    const QStringList& allowances_;
    const QLocale& locale_;
    Currency currency_;
    Explanation told_;
};

} // namespace

QString matchedPrefix(const catalogue::Zone& zone, std::string_view destination)
{
    QString longest;
    const QString text = QString::fromUtf8(destination.data(), qsizetype(destination.size()));
    for (const QString& prefix : zone.prefixes)
        if (prefix.size() > longest.size() && text.startsWith(prefix))
            longest = prefix;
    return longest;
}

Explanation explain(const Usage& usage, const Rating& rating, const QStringList& allowances, const QLocale& locale)
{
    if (rating.outcome != Outcome::Priced)
        return {{{noPriceWords(rating.outcome), {}}}, {}};
    if (rating.parts.empty())
        return {{{ExplainTexts::tr("Nothing was used, so nothing is charged: no connection fee and no minimum either."), {}}}, locale.toString(0)};
    return Teller(rating, allowances, locale).tell(usage);
}

QString quantityText(UsageUnit unit, std::int64_t quantity, const QLocale& locale)
{
    switch (unit) {
    case UsageUnit::Second: return ExplainTexts::tr("%1 s").arg(locale.toString(qint64(quantity)));
    case UsageUnit::Octet: return quantity < 10'000 ? ExplainTexts::tr("%1 octets").arg(locale.toString(qint64(quantity))) : locale.formattedDataSize(quantity, 3);
    case UsageUnit::Message: return ExplainTexts::tr("%n message(s)", nullptr, int(std::min<std::int64_t>(quantity, std::numeric_limits<int>::max())));
    }
    return {};
}

} // namespace trunkline::rating
