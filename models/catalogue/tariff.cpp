#include "models/catalogue/tariff.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace trunkline::catalogue {

namespace {

constexpr std::int64_t mostUnits = 1'000'000'000'000; // a terabyte, so that a price a unit has room for its decimals

struct TariffTexts {
    Q_DECLARE_TR_FUNCTIONS(Tariff)
};

void require(bool holds, const QString& sentence)
{
    if (!holds)
        throw InvalidInput(sentence);
}

template <class T>
std::set<QString> codesOf(const QList<T>& parts, const QString& what)
{
    std::set<QString> codes;
    for (const T& part : parts) {
        require(!part.code.isEmpty(), TariffTexts::tr("The tariff has %1 without a code.").arg(what));
        require(codes.insert(part.code).second, TariffTexts::tr("The tariff has %1 “%2” twice.").arg(what, part.code));
    }
    return codes;
}

void checkRate(const Rate& rate)
{
    require(!rate.steps.isEmpty() && rate.steps.first().from == 0, TariffTexts::tr("The rate “%1” has no price from the start of the usage on.").arg(rate.code));
    for (qsizetype i = 0; i < rate.steps.size(); ++i) {
        const RateStep& step = rate.steps[i];
        require(i == 0 || step.from > rate.steps[i - 1].from, TariffTexts::tr("The steps of the rate “%1” are not in ascending order.").arg(rate.code));
        require(step.perUnits >= 1 && step.increment >= 1 && step.perUnits <= mostUnits && step.increment <= mostUnits && step.from <= mostUnits,
                TariffTexts::tr("The rate “%1” counts in units or increments below one or out of bounds.").arg(rate.code));
        require(step.priceMicros >= 0, TariffTexts::tr("The rate “%1” has a negative price; write 0 for what is free.").arg(rate.code));
    }
    require(rate.connectMicros >= 0 && rate.minimumMicros >= 0 && rate.capMicros.value_or(0) >= 0,
            TariffTexts::tr("The rate “%1” has a negative price; write 0 for what is free.").arg(rate.code));
    require(!rate.capMicros || *rate.capMicros >= rate.minimumMicros, TariffTexts::tr("The rate “%1” may cost less than it must.").arg(rate.code));
    require(rate.decimals >= 0 && rate.decimals <= 6, TariffTexts::tr("The rate “%1” is rounded to %2 decimals; choose 0 to 6.").arg(rate.code).arg(rate.decimals));
}

void checkBand(const TimeBand& band)
{
    require(band.days != 0, TariffTexts::tr("The time “%1” has no day.").arg(band.code));
    require(band.startSecond >= 0 && band.startSecond < 86'400, TariffTexts::tr("The time “%1” does not begin between 00:00:00 and 23:59:59.").arg(band.code));
    const auto within = [](const QList<int>& values, int least, int most) {
        return std::all_of(values.begin(), values.end(), [=](int value) { return least <= value && value <= most; });
    };
    require(within(band.months, 1, 12) && within(band.monthDays, 1, 31) && within(band.years, 1970, 9999),
            TariffTexts::tr("The time “%1” names a month, day or year that does not exist.").arg(band.code));
}

constexpr std::array unitNames{"s", "octet", "message"};
constexpr std::array roundingNames{"half-up", "half-even", "down", "up"};

template <class Names>
int indexOfName(const Names& names, QStringView name)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const char* known) { return name == QLatin1String(known); });
    require(found != names.end(), TariffTexts::tr("“%1” is no word of a tariff.").arg(name));
    return int(found - names.begin());
}

QJsonArray toArray(const QList<int>& numbers)
{
    QJsonArray array;
    std::copy(numbers.begin(), numbers.end(), std::back_inserter(array));
    return array;
}

QList<int> toNumbers(const QJsonValue& value)
{
    QList<int> numbers;
    for (const QJsonValue& number : value.toArray())
        numbers.append(number.toInt(-1));
    return numbers;
}

template <class T, class ToJson>
QJsonArray toArray(const QList<T>& values, const ToJson& json)
{
    QJsonArray array;
    for (const T& value : values)
        array.append(json(value));
    return array;
}

template <class T, class FromJson>
QList<T> listFrom(const QJsonValue& value, const FromJson& from)
{
    QList<T> list;
    for (const QJsonValue& entry : value.toArray())
        list.append(from(entry.toObject()));
    return list;
}

/// Prices as texts with a point, whole numbers that may be large as texts too: JSON's numbers are binary fractions.
struct Writer {
    Currency currency;
    QString price(std::int64_t micros) const { return UnitPrice{micros, currency}.toPlainString(); }

    QJsonObject operator()(const Rate& r) const
    {
        QJsonObject json{{"code", r.code}, {"connect", price(r.connectMicros)}, {"rounding", roundingNames.at(std::size_t(r.rounding))},
                         {"decimals", r.decimals}, {"minimum", price(r.minimumMicros)},
                         {"steps", toArray(r.steps, [this](const RateStep& s) {
                              return QJsonObject{{"from", QString::number(s.from)}, {"price", price(s.priceMicros)}, {"per", QString::number(s.perUnits)},
                                                 {"increment", QString::number(s.increment)}};
                          })}};
        if (r.capMicros) {
            json["cap"] = price(*r.capMicros);
            json["atCap"] = r.atCap == AtCap::RestIsFree ? "rest-is-free" : "cut-off";
        }
        return json;
    }
};

struct Reader {
    Currency currency;
    std::int64_t price(const QJsonValue& value) const { return UnitPrice::parse(value.toString(), currency).micros; }
    static std::int64_t whole(const QJsonValue& value)
    {
        // As a number, too: people write 60.
        constexpr qint64 none = std::numeric_limits<qint64>::min();
        if (const qint64 plain = value.toInteger(none); plain != none)
            return plain;
        bool isNumber = false;
        const qint64 number = value.toString().toLongLong(&isNumber);
        require(isNumber, TariffTexts::tr("“%1” is no whole number.").arg(value.toVariant().toString()));
        return number;
    }

    Rate operator()(const QJsonObject& json) const
    {
        Rate rate{json["code"].toString(), price(json["connect"]),
                  listFrom<RateStep>(json["steps"], [this](const QJsonObject& s) {
                      return RateStep{whole(s["from"]), price(s["price"]), whole(s["per"]), whole(s["increment"])};
                  }),
                  Rounding(indexOfName(roundingNames, json["rounding"].toString())), json["decimals"].toInt(-1), price(json["minimum"]), {}, {}};
        if (json.contains("cap"))
            rate.capMicros = price(json["cap"]);
        rate.atCap = json["atCap"].toString() == QLatin1String("cut-off") ? AtCap::CutOff : AtCap::RestIsFree;
        return rate;
    }
};

} // namespace

void checkTariff(const Tariff& tariff)
{
    require(!tariff.code.isEmpty(), TariffTexts::tr("The tariff has no code; write one such as VOICE-2026."));
    require(!tariff.kind.isEmpty(), TariffTexts::tr("The tariff “%1” does not say which kind of usage it rates.").arg(tariff.code));
    require(tariff.validFrom.isValid(), TariffTexts::tr("The tariff has no first day."));
    OperatorZone::named(tariff.timeZone);
    const std::set<QString> zones = codesOf(tariff.zones, TariffTexts::tr("a zone"));
    const std::set<QString> rates = codesOf(tariff.rates, TariffTexts::tr("a rate"));
    const std::set<QString> bands = codesOf(tariff.bands, TariffTexts::tr("a time"));
    std::for_each(tariff.rates.begin(), tariff.rates.end(), checkRate);
    std::for_each(tariff.bands.begin(), tariff.bands.end(), checkBand);
    require(!tariff.rules.isEmpty(), TariffTexts::tr("The tariff “%1” has no price.").arg(tariff.code));
    for (const PriceRule& rule : tariff.rules)
        for (const auto& [known, code] : {std::pair(&zones, &rule.zone), {&rates, &rule.rate}, {&bands, &rule.band}})
            require(known->contains(*code), TariffTexts::tr("A price of the tariff “%1” names “%2”, which the tariff does not have.").arg(tariff.code, *code));
}

QJsonObject toJson(const Tariff& t)
{
    QJsonArray holidays;
    for (const BillingDate& day : t.holidays)
        holidays.append(day.toIso());
    return {{"code", t.code}, {"name", t.name}, {"kind", t.kind}, {"version", t.version}, {"unit", nameOf(t.unit)}, {"currency", t.currency.code()},
            {"timeZone", t.timeZone}, {"validFrom", t.validFrom.toIso()}, {"holidays", holidays}, {"rates", toArray(t.rates, Writer{t.currency})},
            {"zones", toArray(t.zones, [](const Zone& z) {
                 return QJsonObject{{"code", z.code}, {"name", z.name}, {"prefixes", QJsonArray::fromStringList(z.prefixes)}};
             })},
            {"bands", toArray(t.bands, [](const TimeBand& b) {
                 return QJsonObject{{"code", b.code}, {"days", b.days}, {"startSecond", b.startSecond}, {"months", toArray(b.months)},
                                    {"monthDays", toArray(b.monthDays)}, {"years", toArray(b.years)}};
             })},
            {"rules", toArray(t.rules, [](const PriceRule& r) {
                 return QJsonObject{{"zone", r.zone}, {"rate", r.rate}, {"band", r.band}, {"weight", r.weight}};
             })}};
}

Tariff tariffFrom(const QJsonObject& json)
{
    const Currency currency = Currency::parse(json["currency"].toString());
    Tariff tariff{json["code"].toString(), json["name"].toString(), json["version"].toInt(), usageUnitNamed(json["unit"].toString()), currency,
                  json["timeZone"].toString(), BillingDate::parse(json["validFrom"].toString()), {}, listFrom<Rate>(json["rates"], Reader{currency}), {}, {}, {}};
    tariff.zones = listFrom<Zone>(json["zones"], [](const QJsonObject& z) {
        QStringList prefixes;
        for (const QJsonValue& prefix : z["prefixes"].toArray())
            prefixes.append(prefix.toString());
        return Zone{z["code"].toString(), z["name"].toString(), prefixes};
    });
    tariff.bands = listFrom<TimeBand>(json["bands"], [](const QJsonObject& b) {
        return TimeBand{b["code"].toString(), DayMask(b["days"].toInt()), b["startSecond"].toInt(-1), toNumbers(b["months"]), toNumbers(b["monthDays"]),
                        toNumbers(b["years"])};
    });
    tariff.rules = listFrom<PriceRule>(json["rules"], [](const QJsonObject& r) {
        return PriceRule{r["zone"].toString(), r["rate"].toString(), r["band"].toString(), r["weight"].toInt()};
    });
    tariff.kind = json["kind"].toString();
    for (const QJsonValue& day : json["holidays"].toArray())
        tariff.holidays.append(BillingDate::parse(day.toString()));
    checkTariff(tariff);
    return tariff;
}

QString nameOf(UsageUnit unit)
{
    return QString::fromLatin1(unitNames.at(std::size_t(unit)));
}

UsageUnit usageUnitNamed(QStringView name)
{
    return UsageUnit(indexOfName(unitNames, name));
}

} // namespace trunkline::catalogue
