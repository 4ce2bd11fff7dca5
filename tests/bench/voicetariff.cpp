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

QString subscriberNumber(int subscriber)
{
    return QStringLiteral("4930%1").arg(1'000'000 + subscriber);
}

/// One of the numbers that a subscriber calls: the same for the same two (the finaliser of SplitMix64).
static QByteArray numberCalled(int subscriber, int which)
{
    constexpr std::uint64_t twelveDigits = 1'000'000'000'000;
    std::uint64_t mixed = (std::uint64_t(subscriber) << 8 | std::uint64_t(which)) + 0x9e3779b97f4a7c15;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return QByteArray::number(qulonglong((mixed ^ mixed >> 31) % twelveDigits)).rightJustified(12, '0');
}

QByteArray textOf(const CallFile& file)
{
    std::mt19937_64 random(std::uint64_t(file.seed) + 2);
    QByteArray text("subscriber,start,seconds,destination,call\n");
    text.reserve(file.calls * 64LL);
    for (int i = 0; i < file.calls; ++i) {
        const int subscriber = int(random() % std::uint64_t(file.subscribers)), duration = int(1 + random() % 600);
        const QByteArray called = file.numbersEach > 0 ? numberCalled(subscriber, int(random() % std::uint64_t(file.numbersEach))) : QByteArray::fromStdString(digits(random, 12));
        text += "4930" + QByteArray::number(1'000'000 + subscriber) + ',' + QByteArray::number(file.startS + i / file.callsASecond) + ',' + QByteArray::number(duration) + ',' + called
            + ",c" + QByteArray::number(file.seed) + '-' + QByteArray::number(i) + '\n';
    }
    return text;
}

rating::UsageMapping callMapping()
{
    rating::UsageMapping mapping;
    mapping.name = QStringLiteral("Switch");
    mapping.timeFormat = QStringLiteral("epoch");
    mapping.subscriber = 0;
    mapping.start = 1;
    mapping.quantity = 2;
    mapping.destination = 3;
    mapping.keys = {4};
    return mapping;
}

} // namespace trunkline::bench
