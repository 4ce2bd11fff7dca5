#include "models/catalogue/trafficprice.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::catalogue {

namespace {

struct TrafficPriceTexts {
    Q_DECLARE_TR_FUNCTIONS(TrafficPrice)
};

constexpr std::int64_t mostMbps = 10'000'000;             // ten terabits a second
constexpr std::int64_t mostMicros = 1'000'000'000;        // a thousand a unit: 10^18 octets still have a price
constexpr const char* tierModels[] = {"graduated", "volume", "package"};
constexpr std::pair<const char*, std::optional<Rounding>> wholeMbpsNames[] = {{"exact", std::nullopt}, {"half-up", Rounding::HalfUp}, {"up", Rounding::Up}, {"down", Rounding::Down}};

void requireTraffic(bool holds, const QString& sentence)
{
    if (!holds)
        throw InvalidInput(sentence);
}

BilledTraffic trafficIn(const QJsonObject& o)
{
    const auto traffic = billedTrafficNamed(o["traffic"].toString());
    requireTraffic(traffic.has_value(), TrafficPriceTexts::tr("“%1” is no traffic to bill by; write in, out, larger or sum.").arg(o["traffic"].toString()));
    return *traffic;
}

/// "0.02", without zeros behind it.
QString priceOfUnit(std::int64_t micros, Currency currency, const QLocale& locale)
{
    QString plain = UnitPrice{micros, currency}.toPlainString();
    while (plain.contains(u'.') && (plain.endsWith(u'0') || plain.endsWith(u'.')))
        plain.chop(1);
    return plain.replace(u'.', locale.decimalPoint());
}

} // namespace

QString nameOfWholeMbps(const std::optional<Rounding>& rounding)
{
    for (const auto& [name, known] : wholeMbpsNames)
        if (known == rounding)
            return QString::fromLatin1(name);
    return {};
}

std::optional<Rounding> wholeMbpsNamed(const QString& name)
{
    for (const auto& [known, rounding] : wholeMbpsNames)
        if (name == QLatin1String(known))
            return rounding;
    throw InvalidInput(TrafficPriceTexts::tr("“%1” is no way to round Mbit/s; write exact, half-up, up or down.").arg(name));
}

QString nameOf(TierModel model)
{
    return QString::fromLatin1(tierModels[std::size_t(model)]);
}

TierModel tierModelNamed(const QString& name)
{
    for (std::size_t i = 0; i < std::size(tierModels); ++i)
        if (name == QLatin1String(tierModels[i]))
            return TierModel(i);
    throw InvalidInput(TrafficPriceTexts::tr("“%1” is no way to charge tiers; write graduated, volume or package.").arg(name));
}

QJsonObject toJson(const BurstablePrice& p)
{
    return {{"traffic", nameOf(p.traffic)}, {"percentile", p.percentile}, {"commitMbps", qint64(p.commitMbps)}, {"currency", p.overage.currency.code()},
            {"overage", p.overage.toPlainString()}, {"wholeMbps", nameOfWholeMbps(p.wholeMbps)}, {"minimumMinor", qint64(p.minimumMinor)}, {"downPort", nameOf(p.down)}};
}

BurstablePrice burstablePriceFrom(const QJsonObject& o)
{
    const auto down = downPortNamed(o["downPort"].toString());
    requireTraffic(down.has_value(), TrafficPriceTexts::tr("“%1” is nothing that a port that was down counts as; write left-out or zero.").arg(o["downPort"].toString()));
    return {trafficIn(o), o["percentile"].toInt(), o["commitMbps"].toInteger(), UnitPrice::parse(o["overage"].toString(), Currency::parse(o["currency"].toString())),
            wholeMbpsNamed(o["wholeMbps"].toString()), o["minimumMinor"].toInteger(), *down};
}

QJsonObject toJson(const VolumePrice& p)
{
    QJsonArray tiers;
    for (const Tier& tier : p.price.tiers) {
        QJsonObject each{{"priceMicros", qint64(tier.priceMicros)}, {"perUnits", qint64(tier.perUnits)}, {"flatMicros", qint64(tier.flatMicros)}};
        if (tier.upTo)
            each["upTo"] = qint64(*tier.upTo);
        tiers.append(each);
    }
    QJsonObject o{{"traffic", nameOf(p.traffic)}, {"currency", p.price.currency.code()}, {"model", nameOf(p.price.model)}, {"tiers", tiers}, {"minimumMicros", qint64(p.price.minimumMicros)}};
    if (p.price.capMicros)
        o["capMicros"] = qint64(*p.price.capMicros);
    return o;
}

VolumePrice volumePriceFrom(const QJsonObject& o)
{
    VolumePrice p{trafficIn(o), {Currency::parse(o["currency"].toString()), tierModelNamed(o["model"].toString()), {}, o["minimumMicros"].toInteger(), std::nullopt}};
    if (o.contains(QLatin1String("capMicros")))
        p.price.capMicros = o["capMicros"].toInteger();
    for (const QJsonValue& each : o["tiers"].toArray())
        p.price.tiers.append({each.toObject().contains(QLatin1String("upTo")) ? std::optional<std::int64_t>(each["upTo"].toInteger()) : std::nullopt, each["priceMicros"].toInteger(),
                              each["perUnits"].toInteger(), each["flatMicros"].toInteger()});
    return p;
}

void checkBurstable(const BurstablePrice& p, Currency currency)
{
    requireTraffic(p.percentile >= 1 && p.percentile <= 100, TrafficPriceTexts::tr("The percentile is not between 1 and 100."));
    requireTraffic(p.commitMbps >= 0 && p.commitMbps <= mostMbps, TrafficPriceTexts::tr("The commit is not between 0 and %1 Mbit/s.").arg(mostMbps));
    requireTraffic(p.overage.micros >= 0 && p.overage.micros <= mostMicros && p.minimumMinor >= 0, TrafficPriceTexts::tr("The price above the commit is not between 0 and 1,000 a Mbit/s, or the minimum is negative."));
    requireTraffic(p.overage.currency == currency, TrafficPriceTexts::tr("The price above the commit is in %1 and the offering in %2; write both in one currency.").arg(p.overage.currency.code(), currency.code()));
}

void checkVolume(const VolumePrice& p, Currency currency)
{
    checkTiers(p.price);
    for (const Tier& tier : p.price.tiers)
        requireTraffic(tier.perUnits == octetsPerGigabyte && tier.priceMicros <= mostMicros, TrafficPriceTexts::tr("A tier's price is not of a gigabyte, or more than 1,000."));
    requireTraffic(p.price.currency == currency, TrafficPriceTexts::tr("The price of volumes is in %1 and the offering in %2; write both in one currency.").arg(p.price.currency.code(), currency.code()));
}

QList<Tier> gigabyteTiersFrom(const QString& text, Currency currency)
{
    QList<Tier> tiers;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        const QString upTo = part.section(u':', 0, 0).trimmed();
        bool whole = true;
        const qint64 gigabytes = upTo.isEmpty() ? 0 : upTo.toLongLong(&whole);
        requireTraffic(part.count(u':') == 1 && whole && gigabytes >= 0 && gigabytes <= mostMicros,
                       TrafficPriceTexts::tr("“%1” is no tier; write up to how many gigabytes and the price of one, such as 500:0.02, and the last without an end, such as :0.01.").arg(part));
        tiers.append({upTo.isEmpty() ? std::nullopt : std::optional<std::int64_t>(gigabytes * octetsPerGigabyte), UnitPrice::parse(part.section(u':', 1, 1).trimmed(), currency).micros, octetsPerGigabyte, 0});
    }
    return tiers;
}

QString trafficText(BilledTraffic traffic)
{
    switch (traffic) {
    case BilledTraffic::In: return TrafficPriceTexts::tr("in");
    case BilledTraffic::Out: return TrafficPriceTexts::tr("out");
    case BilledTraffic::Larger: return TrafficPriceTexts::tr("larger direction");
    case BilledTraffic::Sum: break;
    }
    return TrafficPriceTexts::tr("in + out");
}

QString burstableText(const BurstablePrice& p, const QLocale& locale)
{
    return TrafficPriceTexts::tr("percentile %1 (%2), commit %3 Mbit/s, above it %4 %5 per Mbit/s")
        .arg(locale.toString(p.percentile), trafficText(p.traffic), locale.toString(qlonglong(p.commitMbps)), priceOfUnit(p.overage.micros, p.overage.currency, locale), p.overage.currency.code());
}

QString volumeText(const VolumePrice& p, const QLocale& locale)
{
    QStringList tiers;
    for (const Tier& tier : p.price.tiers) {
        const QString price = priceOfUnit(tier.priceMicros, p.price.currency, locale);
        tiers.append(tier.upTo ? TrafficPriceTexts::tr("to %1 GB %2").arg(locale.toString(qlonglong(*tier.upTo / octetsPerGigabyte)), price)
                               : p.price.tiers.size() == 1 ? price : TrafficPriceTexts::tr("above %1").arg(price));
    }
    return TrafficPriceTexts::tr("per GB (%1) %2: %3").arg(trafficText(p.traffic), p.price.currency.code(), tiers.join(QStringLiteral(", ")));
}

} // namespace trunkline::catalogue
