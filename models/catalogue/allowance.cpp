#include "models/catalogue/allowance.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::catalogue {

namespace {

constexpr std::int64_t mostUnits = 1'000'000'000'000'000; // a petabyte
constexpr int mostPeriods = 120;

struct AllowanceTexts {
    Q_DECLARE_TR_FUNCTIONS(Allowance)
};

void require(bool holds, const QString& sentence)
{
    if (!holds)
        throw InvalidInput(sentence);
}

/// Whole numbers that may be large are texts, as in tariffs; people also write 30000.
std::int64_t wholeIn(const QJsonObject& json, const char* field)
{
    const QJsonValue value = json[QLatin1String(field)];
    bool isNumber = value.isDouble();
    const std::int64_t number = isNumber ? value.toInteger(-1) : value.toString().toLongLong(&isNumber);
    require(isNumber, AllowanceTexts::tr("The allowance's “%1” is no whole number.").arg(QLatin1String(field)));
    return number;
}

} // namespace

void checkAllowance(const Allowance& a)
{
    require(!a.code.isEmpty(), AllowanceTexts::tr("The allowance has no code; write one such as MINUTES-500."));
    require(!a.name.isEmpty(), AllowanceTexts::tr("The allowance “%1” has no name; write what the customer reads.").arg(a.code));
    require(!a.kind.isEmpty(), AllowanceTexts::tr("The allowance “%1” does not say which kind of usage it is for.").arg(a.code));
    require(a.quantity > 0 && a.quantity <= mostUnits, AllowanceTexts::tr("The allowance “%1” includes nothing, or more than can be counted.").arg(a.code));
    require(a.interval.count >= 1 && a.interval.count <= mostPeriods, AllowanceTexts::tr("The period of the allowance “%1” is out of bounds.").arg(a.code));
    require(a.rolloverPeriods >= 0 && a.rolloverPeriods <= mostPeriods,
            AllowanceTexts::tr("The allowance “%1” is carried over %2 periods; choose 0 to %3.").arg(a.code).arg(a.rolloverPeriods).arg(mostPeriods));
    require(a.mostCarried.value_or(0) >= 0, AllowanceTexts::tr("The allowance “%1” carries fewer than no units.").arg(a.code));
    // Subscriptions that share begin on different days; the periods that they have in common are those of the bill day.
    require(!a.isShared || a.interval.months() == 1, AllowanceTexts::tr("The allowance “%1” is shared; let its period be one month, which ends for all on the bill day.").arg(a.code));
}

QJsonObject toJson(const Allowance& a)
{
    QJsonObject json{{"code", a.code}, {"name", a.name}, {"kind", a.kind}, {"unit", nameOf(a.unit)}, {"quantity", QString::number(a.quantity)},
                     {"period", nameOf(a.interval)}, {"rolloverPeriods", a.rolloverPeriods}, {"shared", a.isShared}, {"prorated", a.isProrated},
                     {"zones", QJsonArray::fromStringList(a.zones)}};
    if (a.mostCarried)
        json["mostCarried"] = QString::number(*a.mostCarried);
    return json;
}

Allowance allowanceFrom(const QJsonObject& json)
{
    Allowance a{json["code"].toString(), json["name"].toString(), json["kind"].toString(), usageUnitNamed(json["unit"].toString()), wholeIn(json, "quantity"),
                json.contains(QLatin1String("period")) ? intervalNamed(json["period"].toString()) : Interval{}, json["rolloverPeriods"].toInt(0), std::nullopt,
                json["shared"].toBool(), json["prorated"].toBool(), {}};
    if (json.contains(QLatin1String("mostCarried")))
        a.mostCarried = wholeIn(json, "mostCarried");
    for (const QJsonValue& zone : json["zones"].toArray())
        a.zones.append(zone.toString());
    checkAllowance(a);
    return a;
}

} // namespace trunkline::catalogue
