#include "widgets/common/units.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <array>
#include <cmath>

namespace trunkline::widgets {

Scaled scaled(double value, const QLocale& locale)
{
    struct Prefix { double factor; const char* name; };
    static constexpr std::array<Prefix, 6> prefixes{{{1e15, "P"}, {1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {1, ""}}};
    if (!std::isfinite(value))
        return {QStringLiteral("–"), {}, 1};
    for (const Prefix& prefix : prefixes) {
        if (std::abs(value) < prefix.factor * 0.9995 && prefix.factor > 1)
            continue;
        const double small = value / prefix.factor;
        const int decimals = std::abs(small) >= 99.95 || small == std::floor(small) ? 0 : std::abs(small) >= 9.995 ? 1 : 2;
        return {locale.toString(small, 'f', decimals), QLatin1String(prefix.name), prefix.factor};
    }
    return {locale.toString(value), {}, 1};
}

QString withUnit(double value, const QString& unit, const QLocale& locale)
{
    const Scaled figure = scaled(value, locale);
    return QStringLiteral("%1\u00a0%2%3").arg(figure.figure, figure.prefix, unit);
}

QString bitRate(double bitsPerSecond, const QLocale& locale)
{
    return withUnit(bitsPerSecond, QStringLiteral("bit/s"), locale);
}

QString percent(double ratio, const QLocale& locale)
{
    if (!std::isfinite(ratio) || ratio < 0)
        return QStringLiteral("–");
    const double hundredths = ratio * 100;
    return QCoreApplication::translate("Units", "%1\u00a0%").arg(locale.toString(hundredths, 'f', hundredths < 10 && hundredths > 0 ? 1 : 0));
}

QString duration(qint64 seconds)
{
    const auto text = [](const char* pattern, qint64 first, qint64 second = 0) {
        return QCoreApplication::translate("Units", pattern).arg(first).arg(second);
    };
    seconds = qMax<qint64>(0, seconds);
    if (seconds < 60)
        return QCoreApplication::translate("Units", "%1 s").arg(seconds);
    const qint64 minutes = seconds / 60, hours = minutes / 60, days = hours / 24;
    if (hours < 1)
        return QCoreApplication::translate("Units", "%1 min").arg(minutes);
    if (days < 1) {
        return minutes % 60 ? text(QT_TRANSLATE_NOOP("Units", "%1 h %2 min"), hours, minutes % 60)
                            : QCoreApplication::translate("Units", "%1 h").arg(hours);
    }
    return hours % 24 ? text(QT_TRANSLATE_NOOP("Units", "%1 d %2 h"), days, hours % 24)
                      : QCoreApplication::translate("Units", "%1 d").arg(days);
}

QString instant(const QDateTime& at, const QDateTime& now, const QLocale& locale)
{
    if (!at.isValid())
        return QStringLiteral("–");
    const QDateTime here = at.toTimeZone(now.timeZone());
    const QString time = here.toString(QStringLiteral("HH:mm:ss"));
    if (here.date() == now.date())
        return time;
    if (here.date().year() == now.date().year())
        return locale.toString(here.date(), QStringLiteral("d MMM")) + QStringLiteral(" ") + here.toString(QStringLiteral("HH:mm"));
    return locale.toString(here.date(), QLocale::ShortFormat);
}

} // namespace trunkline::widgets
