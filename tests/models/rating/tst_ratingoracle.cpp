// oracle: calls, sessions and messages with the costs that another rating engine's tests expect, by its own tariff files.
#include "models/rating/rate.h"
#include "tests/support/oracle.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <memory>

using namespace trunkline;
using namespace trunkline::catalogue;
using namespace trunkline::rating;

namespace {

const Currency eur = Currency::parse(u"EUR");

QList<QStringList> csv(const QString& path)
{
    QFile file(path);
    QList<QStringList> rows;
    if (file.open(QIODevice::ReadOnly))
        while (!file.atEnd())
            if (const QString line = QString::fromUtf8(file.readLine()).trimmed(); !line.isEmpty() && !line.startsWith(u'#'))
                rows.append(line.split(u','));
    return rows;
}

/// "60s", "1m", "1024", "" as a number of units.
std::int64_t units(const QString& text)
{
    static const QMap<QChar, int> factors{{u's', 1}, {u'm', 60}, {u'h', 3600}};
    if (text.isEmpty())
        return 0;
    return factors.contains(text.back()) ? text.chopped(1).toLongLong() * factors[text.back()] : text.toLongLong();
}

std::int64_t micros(const QString& price)
{
    return price.isEmpty() ? 0 : UnitPrice::parse(price, eur).micros;
}

QList<int> numbers(const QString& text)
{
    QList<int> list;
    for (const QString& number : text.split(u';', Qt::SkipEmptyParts))
        if (number != QLatin1String("*any"))
            list.append(number.toInt());
    return list;
}

/// A folder of tariff files: its plans as tariffs of ours, its profiles as who is rated by which, from when.
class TariffFolder {
public:
    explicit TariffFolder(const QString& folder)
        : destinations_(csv(folder + "/Destinations.csv")), rates_(csv(folder + "/Rates.csv")), destinationRates_(csv(folder + "/DestinationRates.csv")),
          timings_(csv(folder + "/Timings.csv")), plans_(csv(folder + "/RatingPlans.csv")), profiles_(csv(folder + "/RatingProfiles.csv"))
    {
    }

    bool isEmpty() const { return plans_.isEmpty() || profiles_.isEmpty(); }

    /// The subject's own plan, then those it falls back on, then everybody's.
    std::vector<const RatePlan*> plansOf(const QString& tenant, const QString& category, const QString& subject, UsageUnit unit)
    {
        QStringList subjects{subject};
        for (qsizetype i = 0; i < subjects.size(); ++i)
            for (const QStringList& profile : profiles_)
                if (isFor(profile, tenant, category, subjects[i]))
                    for (const QString& fallback : profile.value(5).split(u';', Qt::SkipEmptyParts))
                        if (!subjects.contains(fallback))
                            subjects.append(fallback);
        if (!subjects.contains(QStringLiteral("*any")))
            subjects.append(QStringLiteral("*any"));
        std::vector<const RatePlan*> plans;
        for (const QString& name : std::as_const(subjects)) {
            auto plan = std::make_unique<RatePlan>();
            for (const QStringList& profile : profiles_)
                if (isFor(profile, tenant, category, name))
                    plan->versions.push_back({Timestamp::parse(profile[3]).ms, book(profile[4], unit)});
            std::sort(plan->versions.begin(), plan->versions.end(), [](const auto& a, const auto& b) { return a.fromMs < b.fromMs; });
            plans.push_back(plan.get());
            kept_.push_back(std::move(plan));
        }
        return plans;
    }

private:
    static bool isFor(const QStringList& profile, const QString& tenant, const QString& category, const QString& subject)
    {
        return profile[0] == tenant && profile[1] == category && profile[2] == subject;
    }

    Rate rate(const QStringList& destinationRate) const
    {
        Rate rate;
        rate.code = destinationRate[0] + u'/' + destinationRate[2];
        rate.rounding = destinationRate[3] == QLatin1String("*up") ? Rounding::Up : destinationRate[3] == QLatin1String("*down") ? Rounding::Down : Rounding::HalfUp;
        rate.decimals = destinationRate[4].toInt();
        if (micros(destinationRate[5]) > 0)
            rate.capMicros = micros(destinationRate[5]);
        rate.atCap = destinationRate[6] == QLatin1String("*disconnect") ? AtCap::CutOff : AtCap::RestIsFree;
        for (const QStringList& line : rates_)
            if (line[0] == destinationRate[2]) {
                rate.connectMicros = std::max(rate.connectMicros, micros(line[1]));
                rate.steps.append({units(line[5]), micros(line[2]), std::max<std::int64_t>(1, units(line[3])), std::max<std::int64_t>(1, units(line[4]))});
            }
        return rate;
    }

    TimeBand band(const QString& tag) const
    {
        for (const QStringList& line : timings_)
            if (line[0] == tag) {
                TimeBand band{tag, 0, int(QTime::fromString(line[5], QStringLiteral("HH:mm:ss")).msecsSinceStartOfDay() / 1000), numbers(line[2]), numbers(line[3]), numbers(line[1])};
                for (const int day : numbers(line[4]))
                    band.days |= DayMask(1 << (day - 1));
                if (band.days == 0)
                    band.days = everyDay;
                return band;
            }
        return {tag, everyDay, 0, {}, {}, {}};
    }

    const RateBook* book(const QString& plan, UsageUnit unit)
    {
        auto& known = books_[{plan, int(unit)}];
        if (known)
            return known.get();
        Tariff tariff{plan, plan, 1, unit, eur, QStringLiteral("UTC"), BillingDate(2000, 1, 1), {}, {}, {}, {}, {}};
        const auto has = [](const auto& list, const QString& code) { return std::any_of(list.begin(), list.end(), [&](const auto& part) { return part.code == code; }); };
        for (const QStringList& line : plans_) {
            if (line[0] != plan)
                continue;
            if (!has(tariff.bands, line[2]))
                tariff.bands.append(band(line[2]));
            for (const QStringList& destinationRate : destinationRates_) {
                if (destinationRate[0] != line[1])
                    continue;
                const QString& zone = destinationRate[1];
                if (!has(tariff.zones, zone)) {
                    QStringList prefixes;
                    for (const QStringList& destination : destinations_)
                        if (destination[0] == zone)
                            prefixes.append(destination[1]);
                    tariff.zones.append({zone, zone, zone == QLatin1String("*any") ? QStringList{QString()} : prefixes});
                }
                const Rate priced = rate(destinationRate);
                if (!has(tariff.rates, priced.code))
                    tariff.rates.append(priced);
                tariff.rules.append({zone, priced.code, line[2], line[3].toInt()});
            }
        }
        known = std::make_unique<RateBook>(tariff);
        return known.get();
    }

    QList<QStringList> destinations_, rates_, destinationRates_, timings_, plans_, profiles_;
    std::map<std::pair<QString, int>, std::unique_ptr<RateBook>> books_;
    std::vector<std::unique_ptr<RatePlan>> kept_;
};

} // namespace

class RatingOracleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usageCostsWhatTheOracleSays()
    {
        TRUNKLINE_ORACLE_FOLDER(data, "rating");
        QFile file(data + QStringLiteral("/rating-cases.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QJsonArray cases = QJsonDocument::fromJson(file.readAll())["cases"].toArray();
        QVERIFY(!cases.isEmpty());
        std::map<QString, TariffFolder> folders;
        int costs = 0, segments = 0, refusals = 0;
        QStringList deviations;
        for (const QJsonValue& value : cases) {
            const QJsonObject c = value.toObject();
            TariffFolder& folder = folders.try_emplace(c["tariff"].toString(), data + u'/' + c["tariff"].toString()).first->second;
            QVERIFY2(!folder.isEmpty(), qPrintable(c["tariff"].toString()));
            const UsageUnit unit = c["usage_unit"] == QLatin1String("s") ? UsageUnit::Second : c["usage_unit"] == QLatin1String("message") ? UsageUnit::Message : UsageUnit::Octet;
            const auto plans = folder.plansOf(c["tenant"].toString(), c["category"].toString(), c["subject"].toString(), unit);
            const std::string destination = c["destination"].toString().toStdString();
            Rating result;
            rate({Timestamp::parse(c["start"].toString()).ms, qint64(c["usage"].toDouble()), destination == "*any" ? "" : destination}, plans, {}, result);
            const auto deviates = [&](const QString& ours) { deviations.append(c["id"].toString() + QStringLiteral(": ") + ours); };
            if (c.contains("expected_error")) {
                ++refusals;
                if (result.outcome == Outcome::Priced)
                    deviates(QStringLiteral("priced, expected “%1”").arg(c["expected_error"].toString()));
            } else if (c.contains("expected_segments")) {
                ++segments;
                if (int(result.parts.size()) != c["expected_segments"].toInt())
                    deviates(QStringLiteral("%1 parts instead of %2").arg(result.parts.size()).arg(c["expected_segments"].toInt()));
            } else {
                ++costs;
                const std::int64_t difference = result.totalMicros - micros(c["expected_cost"].toString());
                if (result.outcome != Outcome::Priced || std::abs(difference) > micros(c["tolerance"].toString()))
                    deviates(QStringLiteral("%1 (outcome %2) instead of %3").arg(UnitPrice{result.totalMicros, eur}.toPlainString()).arg(int(result.outcome)).arg(c["expected_cost"].toString()));
            }
        }
        qInfo("%d of %d cases (%.1f %%): %d costs, %d cuts, %d refusals", int(cases.size() - deviations.size()), int(cases.size()),
              100.0 * double(cases.size() - deviations.size()) / double(cases.size()), costs, segments, refusals);
        QVERIFY2(deviations.isEmpty(), qPrintable(deviations.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(RatingOracleTest)
#include "tst_ratingoracle.moc"
