// What traffic that was measured at ports costs: by its rate (burstable) or by its volume (usage prices of TMF620's
// ProductOfferingPrice). Part of an offering's terms; the offering's own price pays for the commit.
#pragma once

#include "models/catalogue/tiers.h"
#include "models/core/billedtraffic.h"

#include <QJsonObject>
#include <QLocale>

namespace trunkline::catalogue {

/// A percentile of the five-minute rates of a month, and what it costs above the commit.
struct BurstablePrice {
    BilledTraffic traffic = BilledTraffic::Larger; ///< larger: in each interval
    int percentile = 95;
    std::int64_t commitMbps = 0; ///< of one piece; the offering's price pays for it
    UnitPrice overage;           ///< of one Mbit/s above the commit, for a month
    std::optional<Rounding> wholeMbps = {}; ///< how what is above becomes whole Mbit/s; nothing: it is charged exactly
    std::int64_t minimumMinor = 0;          ///< the least that commit and overage come to in a month
    DownPort down = DownPort::LeftOut;
    bool operator==(const BurstablePrice&) const = default;
};

inline constexpr std::int64_t octetsPerGigabyte = 1'000'000'000;

/// The octets of a month.
struct VolumePrice {
    BilledTraffic traffic = BilledTraffic::Sum; ///< larger: of the month's two sums
    TieredPrice price; ///< of octets; each tier's price is for a gigabyte (10^9)
    bool operator==(const VolumePrice&) const = default;
};

QJsonObject toJson(const BurstablePrice& price);
QJsonObject toJson(const VolumePrice& price);
/// burstablePriceFrom(toJson(p)) == p, and the same of volumes. Throw InvalidInput for what is no price.
BurstablePrice burstablePriceFrom(const QJsonObject& object);
VolumePrice volumePriceFrom(const QJsonObject& object);
/// Throw InvalidInput, naming the field, for prices that can't be charged in `currency`.
void checkBurstable(const BurstablePrice& price, Currency currency);
void checkVolume(const VolumePrice& price, Currency currency);

/// "exact", "half-up", "up", "down": stable.
QString nameOfWholeMbps(const std::optional<Rounding>& rounding);
/// Throws InvalidInput.
std::optional<Rounding> wholeMbpsNamed(const QString& name);
/// "graduated", "volume", "package": stable.
QString nameOf(TierModel model);
/// Throws InvalidInput.
TierModel tierModelNamed(const QString& name);
/// "500:0,5000:0.02,:0.01": up to how many gigabytes, and the price of one. Throws InvalidInput.
QList<Tier> gigabyteTiersFrom(const QString& text, Currency currency);

/// For people: "larger direction", "in + out" …
QString trafficText(BilledTraffic traffic);
/// "95th percentile, 100 Mbit/s, above 1.20 EUR/Mbit/s"; "per GB: to 500: 0, above: 0.02 EUR".
QString burstableText(const BurstablePrice& price, const QLocale& locale = QLocale());
QString volumeText(const VolumePrice& price, const QLocale& locale = QLocale());

} // namespace trunkline::catalogue
