#include "models/catalogue/tiers.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::catalogue {

namespace {

struct TierTexts {
    Q_DECLARE_TR_FUNCTIONS(Tiers)
};

std::int64_t priceOf(const Tier& tier, TierModel model, std::int64_t units)
{
    if (model == TierModel::Package)
        units = divideRounded(units, tier.perUnits, Rounding::Up) * tier.perUnits;
    return tier.flatMicros + divideRounded(Wide(tier.priceMicros) * units, tier.perUnits, Rounding::HalfUp);
}

} // namespace

void checkTiers(const TieredPrice& price)
{
    const auto require = [](bool holds, const QString& sentence) {
        if (!holds)
            throw InvalidInput(sentence);
    };
    require(!price.tiers.isEmpty() && !price.tiers.last().upTo, TierTexts::tr("The last tier must be without an end, so that every quantity has a price."));
    std::int64_t last = 0;
    for (qsizetype i = 0; i < price.tiers.size(); ++i) {
        const Tier& tier = price.tiers[i];
        require(i + 1 == price.tiers.size() || (tier.upTo && *tier.upTo > last), TierTexts::tr("Tier %1 does not end behind the one before it.").arg(i + 1));
        require(tier.priceMicros >= 0 && tier.flatMicros >= 0, TierTexts::tr("Tier %1 has a negative price; write 0 for what is free.").arg(i + 1));
        require(tier.perUnits >= 1, TierTexts::tr("Tier %1 counts in units below one.").arg(i + 1));
        last = tier.upTo.value_or(last);
    }
    require(price.minimumMicros >= 0 && price.capMicros.value_or(price.minimumMicros) >= price.minimumMicros,
            TierTexts::tr("The price may cost less than it must."));
}

TieredCharge chargeOf(const TieredPrice& price, std::int64_t quantity)
{
    TieredCharge charge;
    if (quantity == 0)
        return charge;
    std::int64_t before = 0;
    for (qsizetype i = 0; i < price.tiers.size() && before < quantity; ++i) {
        const Tier& tier = price.tiers[i];
        const std::int64_t end = std::min(quantity, tier.upTo.value_or(quantity));
        const bool reached = end == quantity;
        if (price.model != TierModel::Volume)
            charge.steps.append({i, end - before, priceOf(tier, price.model, end - before)});
        else if (reached)
            charge.steps.append({i, quantity, priceOf(tier, price.model, quantity)});
        before = end;
    }
    for (const TierCharge& step : std::as_const(charge.steps))
        charge.totalMicros += step.amountMicros;
    const std::int64_t bounded = std::min(std::max(charge.totalMicros, price.minimumMicros), price.capMicros.value_or(std::numeric_limits<std::int64_t>::max()));
    charge.adjustmentMicros = bounded - charge.totalMicros;
    charge.totalMicros = bounded;
    return charge;
}

} // namespace trunkline::catalogue
