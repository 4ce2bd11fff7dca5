#include "models/core/timestamp.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace trunkline {

static QString timeText(const char* text)
{
    return QCoreApplication::translate("Time", text);
}

Timestamp Timestamp::parse(QStringView text)
{
    // QDateTime alone reads a missing zone as local time, which must not happen to an instant.
    static const QRegularExpression zoned(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?(Z|[+-]\\d\\d:\\d\\d)$"));
    const QDateTime instant = zoned.match(text).hasMatch() ? QDateTime::fromString(text.toString(), Qt::ISODateWithMs) : QDateTime();
    if (!instant.isValid())
        throw InvalidInput(timeText("“%1” is not an instant that exists; write it like 2026-03-10T09:00:00Z.").arg(text));
    return {instant.toMSecsSinceEpoch()};
}

/// The last digits of a number, up to `end`.
static void putDigits(QChar* end, int number, int digits)
{
    for (; digits > 0; --digits, number /= 10)
        *--end = QChar(u'0' + number % 10);
}

// QDateTime's own takes ten times as long, and every entry of the journal has several of these.
QString Timestamp::toIso() const
{
    constexpr std::int64_t msOfDay = 86'400'000, firstDay = 2'440'588; // Julian day of 1970-01-01
    const std::int64_t ofDay = (ms % msOfDay + msOfDay) % msOfDay;
    const QDate date = QDate::fromJulianDay(firstDay + (ms - ofDay) / msOfDay);
    if (date.year() < 1000 || date.year() > 9999)
        return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
    QString text = QStringLiteral("0000-00-00T00:00:00.000Z");
    QChar* at = text.data();
    putDigits(at + 4, date.year(), 4);
    putDigits(at + 7, date.month(), 2);
    putDigits(at + 10, date.day(), 2);
    const int seconds = int(ofDay / 1000);
    putDigits(at + 13, seconds / 3600, 2);
    putDigits(at + 16, seconds / 60 % 60, 2);
    putDigits(at + 19, seconds % 60, 2);
    putDigits(at + 23, int(ofDay % 1000), 3);
    return text;
}

BillingDate::BillingDate(int year, int month, int day) : date_(year, month, day)
{
    if (!date_.isValid())
        throw InvalidInput(timeText("The date %1-%2-%3 does not exist.")
                               .arg(year, 4, 10, QLatin1Char('0')).arg(month, 2, 10, QLatin1Char('0')).arg(day, 2, 10, QLatin1Char('0')));
}

BillingDate BillingDate::parse(QStringView text)
{
    const QDate date = text.size() == 10 ? QDate::fromString(text.toString(), Qt::ISODate) : QDate();
    if (!date.isValid())
        throw InvalidInput(timeText("“%1” is not a date that exists; write it like 2026-03-31.").arg(text));
    return BillingDate(date);
}

BillingDate BillingDate::plusDays(std::int64_t days) const
{
    return BillingDate(date_.addDays(days));
}

BillingDate BillingDate::plusMonths(int months) const
{
    return BillingDate(date_.addMonths(months));
}

BillingDate BillingDate::withDay(int day) const
{
    return BillingDate(QDate(year(), month(), std::min(day, date_.daysInMonth())));
}

OperatorZone OperatorZone::named(const QString& ianaName)
{
    const QTimeZone zone(ianaName.toLatin1());
    // Qt takes no name for its own default, and a single word that it does not know for a rule of POSIX; its list lacks aliases such as Etc/UTC.
    if (!zone.isValid() || !(ianaName.contains(u'/') || QTimeZone::isTimeZoneIdAvailable(ianaName.toLatin1())))
        throw InvalidInput(timeText("This computer knows no time zone “%1”; use a name such as Europe/Berlin.").arg(ianaName));
    return OperatorZone(zone);
}

BillingDate OperatorZone::dateAt(Timestamp instant) const
{
    return BillingDate(QDateTime::fromMSecsSinceEpoch(instant.ms, zone_).date());
}

Timestamp OperatorZone::startOf(BillingDate day) const
{
    const Timestamp midnight{day.date().startOfDay(zone_).toMSecsSinceEpoch()};
    // Where the clock goes back over midnight (Havana), there are two of them, and the day begins with the first.
    if (dateAt(midnight.plusMs(-1)) < day)
        return midnight;
    std::int64_t before = -3 * 3'600'000, at = 0;
    while (at - before > 1) {
        const std::int64_t middle = before + (at - before) / 2;
        (dateAt(midnight.plusMs(middle)) < day ? before : at) = middle;
    }
    return midnight.plusMs(at);
}

QString OperatorZone::toDisplay(Timestamp instant, const QLocale& locale) const
{
    return locale.toString(QDateTime::fromMSecsSinceEpoch(instant.ms, zone_), QLocale::ShortFormat);
}

QDateTime OperatorZone::wallTime(Timestamp instant) const
{
    const QDateTime here = QDateTime::fromMSecsSinceEpoch(instant.ms, zone_);
    return {here.date(), here.time()};
}

QString OperatorZone::timeOfDay(Timestamp instant) const
{
    return QDateTime::fromMSecsSinceEpoch(instant.ms, zone_).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace trunkline
