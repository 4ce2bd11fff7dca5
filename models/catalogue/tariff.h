// What usage costs: zones of destinations, rates, and when in the week each holds (a usage price of TMF620's
// ProductOfferingPrice). Data only: rating/ratebook makes it fast, rating/rate applies it.
#pragma once

#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace trunkline::catalogue {

/// What is counted. Usage of a call is cut where another price begins; octets and messages cost what held at their start.
enum class UsageUnit { Second, Octet, Message };

/// A price that holds from some amount of one usage on: "the first minute whole, then by the second" are two steps.
struct RateStep {
    std::int64_t from = 0;        ///< units of this usage after which the step holds
    std::int64_t priceMicros = 0; ///< of `perUnits` units, in millionths of the tariff's currency
    std::int64_t perUnits = 1;    ///< 60 for a price a minute
    std::int64_t increment = 1;   ///< charged in whole multiples of so many units
    bool operator==(const RateStep&) const = default;
};

/// What happens when one usage has cost as much as it may.
enum class AtCap {
    RestIsFree,
    CutOff, ///< the network would end the call; what was used costs its price
};

/// What one usage costs.
struct Rate {
    QString code;
    std::int64_t connectMicros = 0; ///< once, when anything was used
    QList<RateStep> steps;          ///< the first from 0 on, ascending
    Rounding rounding = Rounding::HalfUp;
    int decimals = 4;               ///< of the major unit, 0 to 6: to which each part of a usage is rounded
    std::int64_t minimumMicros = 0; ///< of one usage
    std::optional<std::int64_t> capMicros;
    AtCap atCap = AtCap::RestIsFree;
    bool operator==(const Rate&) const = default;
};

/// Days of the week as bits: Monday is 1, Sunday 64, a holiday 128. A holiday is no day of the week.
using DayMask = quint8;
inline constexpr DayMask workdays = 0b0001'1111;
inline constexpr DayMask weekend = 0b0110'0000;
inline constexpr DayMask holiday = 0b1000'0000;
inline constexpr DayMask everyDay = 0b1111'1111;

/// From a time of day on, in the tariff's time zone. It holds until another one begins, at the latest until midnight.
struct TimeBand {
    QString code;
    DayMask days = everyDay;
    int startSecond = 0;  ///< of the day's wall clock
    QList<int> months;    ///< 1 to 12; empty for all
    QList<int> monthDays; ///< 1 to 31; empty for all
    QList<int> years;     ///< empty for all
    bool operator==(const TimeBand&) const = default;
};

/// Destinations that cost the same. The longest prefix decides; an empty prefix fits everything.
struct Zone {
    QString code; ///< "DE-MOBILE"
    QString name; ///< "Germany, mobile": what the customer reads
    QStringList prefixes;
    bool operator==(const Zone&) const = default;
};

/// A zone costs a rate while a band holds. The greater weight goes first; among equals the band that began last.
struct PriceRule {
    QString zone;
    QString rate;
    QString band;
    int weight = 0;
    bool operator==(const PriceRule&) const = default;
};

/// One version of a tariff. It never changes; a new price is a new version.
struct Tariff {
    QString code; ///< "VOICE-2026"
    QString name;
    int version = 1;
    UsageUnit unit = UsageUnit::Second;
    Currency currency;
    QString timeZone; ///< IANA name: where its days and hours are
    BillingDate validFrom;
    QList<Zone> zones;
    QList<Rate> rates;
    QList<TimeBand> bands;
    QList<PriceRule> rules;
    QList<BillingDate> holidays;
    QString kind = QStringLiteral("voice"); ///< of the usage that it rates: "voice", "data", "sms", as the mappings name it
    bool operator==(const Tariff&) const = default;
};

/// Throws InvalidInput, naming the part and what is wrong with it, when nothing can be rated by the tariff.
void checkTariff(const Tariff& tariff);

/// The whole tariff; tariffFrom(toJson(t)) == t.
QJsonObject toJson(const Tariff& tariff);
/// Throws InvalidInput when it is no tariff.
Tariff tariffFrom(const QJsonObject& document);

/// "s", "octet", "message": stable.
QString nameOf(UsageUnit unit);
UsageUnit usageUnitNamed(QStringView name);

} // namespace trunkline::catalogue
