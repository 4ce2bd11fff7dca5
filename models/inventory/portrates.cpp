#include "models/inventory/portrates.h"

#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>

#include <array>
#include <limits>

namespace trunkline::inventory {

namespace {

constexpr qint64 mostBps = 100'000'000'000'000;
constexpr std::array<std::pair<char16_t, qint64>, 4> rateUnits{{{u'T', 1'000'000'000'000}, {u'G', 1'000'000'000}, {u'M', 1'000'000}, {u'k', 1'000}}};

struct PortRateTexts {
    Q_DECLARE_TR_FUNCTIONS(PortRates)
};

void requireRates(const PortRates& rates, const Port& port)
{
    for (const qint64 bps : {rates.lineBps, rates.contractBps})
        if (bps < 0 || bps > mostBps)
            throw InvalidInput(PortRateTexts::tr("A rate lies between 1 bit/s and 100 Tbit/s; write one like 10G or 500M, or nothing."));
    const qint64 line = rates.lineBps > 0 ? rates.lineBps : port.speedBps;
    if (line > 0 && rates.contractBps > line)
        throw InvalidInput(PortRateTexts::tr("%1 carries %2 bit/s, which is less than the %3 bit/s of the contract; correct the line rate first, or the contract.")
                               .arg(port.name, rateWord(line), rateWord(rates.contractBps)));
    if (rates.reason.isEmpty())
        throw InvalidInput(PortRateTexts::tr("Say why the rates of %1 are to be others; the next person wants to know.").arg(port.name));
}

QJsonObject ratesJson(const PortRates& rates)
{
    return {{"lineBps", rates.lineBps}, {"contractBps", rates.contractBps}};
}

} // namespace

void PortRateService::set(const access::Actor& actor, PortId id, const PortRates& rates)
{
    actor.require(access::Permission::EditInventory);
    store::Change change(context_, actor.who());
    auto after = port(change.connection(), id);
    if (!after)
        throw NotFound(PortRateTexts::tr("There is no such port in the inventory; see “trunklinectl device show”."));
    PortRates wanted = rates;
    wanted.reason = rates.reason.simplified();
    requireRates(wanted, *after);
    const PortRates before = after->rates;
    if (wanted.isNone())
        wanted.reason.clear(); // the device's own need none; the entry keeps it
    if (wanted == before)
        return;
    after->rates = wanted;
    updatePort(change.connection(), *after);
    QJsonObject told = ratesJson(wanted);
    told.insert(QStringLiteral("port"), after->name);
    told.insert(QStringLiteral("device"), device(change.connection(), after->deviceId)->name);
    told.insert(QStringLiteral("reason"), rates.reason.simplified());
    change.commit({QStringLiteral("port.ratesSet"), QStringLiteral("port"), id.toString(), ratesJson(before), told, {}, {}});
}

qint64 parseRate(const QString& text)
{
    QString digits = text.simplified().remove(u' ');
    qint64 unit = 1;
    for (const auto& [letter, factor] : rateUnits)
        if (digits.endsWith(QChar(letter), Qt::CaseInsensitive)) {
            unit = factor;
            digits.chop(1);
            break;
        }
    const qsizetype point = digits.indexOf(u'.');
    const qsizetype behind = point < 0 ? 0 : digits.size() - point - 1;
    bool isNumber = false;
    const qint64 whole = QString(digits).remove(u'.').toLongLong(&isNumber);
    qint64 divisor = 1;
    for (qsizetype i = 0; i < behind && i < 12; ++i)
        divisor *= 10;
    const bool isPossible = isNumber && whole > 0 && digits.count(u'.') <= 1 && !digits.startsWith(u'+') && behind <= 12 && whole <= std::numeric_limits<qint64>::max() / unit;
    if (!isPossible || whole * unit % divisor != 0 || whole * unit / divisor > mostBps)
        throw InvalidInput(PortRateTexts::tr("“%1” is no rate; write bit/s as 10G, 2.5G, 622M or 64k.").arg(text));
    return whole * unit / divisor;
}

QString rateWord(qint64 bps)
{
    for (const auto& [letter, factor] : rateUnits)
        if (bps >= factor && bps % (factor / 1000) == 0)
            return QString::number(double(bps) / double(factor), 'g', 12) + QChar(letter);
    return QString::number(bps);
}

} // namespace trunkline::inventory
