#include "tests/bench/voicetariff.h"

namespace trunkline::bench {

using namespace catalogue;

namespace {

constexpr int prefixes = 100'000;
constexpr int zones = 500;

} // namespace

std::string digits(std::mt19937_64& random, std::size_t length)
{
    std::string text;
    while (text.size() < length)
        text += char('0' + random() % 10);
    return text;
}

Tariff voiceTariff()
{
    std::mt19937_64 random(1);
    Tariff t{QStringLiteral("VOICE"), QStringLiteral("Voice"), 1, UsageUnit::Second, Currency::parse(u"EUR"), QStringLiteral("Europe/Berlin"), BillingDate(2026, 1, 1), {}, {}, {}, {}, {}};
    t.bands = {{"DAY", workdays, 8 * 3600, {}, {}, {}}, {"EVENING", workdays, 18 * 3600, {}, {}, {}}, {"NIGHT", workdays, 0, {}, {}, {}}, {"FREE", DayMask(weekend | holiday), 0, {}, {}, {}}};
    t.holidays = {BillingDate(2026, 4, 3), BillingDate(2026, 5, 1), BillingDate(2026, 12, 25)};
    t.zones.append({QStringLiteral("REST"), QStringLiteral("Elsewhere"), {QString()}});
    for (int i = 0; i < zones; ++i) {
        const QString code = QString::number(i);
        Zone zone{code, code, {}};
        for (int n = 0; n < prefixes / zones; ++n)
            zone.prefixes.append(QString::fromStdString(digits(random, 3 + random() % 6)));
        t.zones.append(zone);
        t.rates.append({code, 20'000, {{0, 10'000 + i, 60, 60}, {60, 10'000 + i, 60, 1}}, Rounding::HalfUp, 6, 1'000, 50'000'000, {}});
        for (const TimeBand& band : std::as_const(t.bands))
            t.rules.append({code, code, band.code, 0});
    }
    for (const TimeBand& band : std::as_const(t.bands))
        t.rules.append({QStringLiteral("REST"), QStringLiteral("0"), band.code, 0});
    return t;
}

} // namespace trunkline::bench
