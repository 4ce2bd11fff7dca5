#include "snmp/syslog/writtentime.h"

#include <cstdlib>
#include <limits>

namespace trunkline::syslog {

namespace {

std::optional<int> takeMonth(Cursor& cursor)
{
    static constexpr const char* months[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const QByteArray word = cursor.rest().first(std::min<qsizetype>(3, cursor.rest().size())).toByteArray().toLower();
    for (int i = 0; i < 12; ++i)
        if (word == months[i] && !isPrintable(cursor.peek(3))) {
            cursor.skip(3);
            return i + 1;
        }
    return std::nullopt;
}

/// "12:00:00.123": of a fraction the milliseconds.
std::optional<QTime> takeTimeOfDay(Cursor& cursor)
{
    const auto hour = cursor.takeNumber(2);
    const bool first = cursor.take(':');
    const auto minute = cursor.takeNumber(2);
    const bool second = cursor.take(':');
    const auto seconds = cursor.takeNumber(2);
    if (!hour || !first || !minute || !second || !seconds)
        return std::nullopt;
    int ms = 0;
    if ((cursor.peek() == '.' || cursor.peek() == ',') && isDigit(cursor.peek(1))) {
        cursor.skip(1);
        const QByteArrayView digits = cursor.takeWhile(9, isDigit);
        ms = digits.first(std::min<qsizetype>(3, digits.size())).toByteArray().leftJustified(3, '0').toInt();
    }
    // A leap second is told as the one before it: there is no instant of its own.
    const QTime time(*hour, *minute, std::min(*seconds, 59), ms);
    return time.isValid() && *seconds <= 60 ? std::optional(time) : std::nullopt;
}

/// Names of zones that vendors write; of the many that mean several zones only what is common with operators' devices.
std::optional<int> offsetOfZone(const QByteArray& name)
{
    static const QHash<QByteArray, int> hours{{"UTC", 0}, {"GMT", 0}, {"Z", 0}, {"WET", 0}, {"WEST", 1}, {"CET", 1}, {"CEST", 2}, {"MEZ", 1}, {"MESZ", 2}, {"EET", 2}, {"EEST", 3},
                                              {"MSK", 3}, {"EST", -5}, {"EDT", -4}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}, {"JST", 9}};
    const auto found = hours.constFind(name);
    return found == hours.cend() ? std::nullopt : std::optional(*found * 3600);
}

/// "+01:00", "-0500", "Z".
std::optional<int> takeOffset(Cursor& cursor)
{
    if (cursor.take('Z') || cursor.take('z'))
        return 0;
    const bool west = cursor.peek() == '-';
    if (!west && cursor.peek() != '+')
        return std::nullopt;
    cursor.skip(1);
    const auto hours = cursor.takeNumber(2);
    cursor.take(':');
    const auto minutes = cursor.takeNumber(2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return (west ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

/// " UTC:" and ":" behind a date; nothing else is touched.
void takeZone(Cursor& cursor, WrittenTime& written)
{
    Cursor ahead = cursor;
    if (ahead.take(':')) {
        cursor = ahead;
        return;
    }
    ahead.skipSpaces();
    if (ahead.peek() == '+' || ahead.peek() == '-') {
        if (const auto offset = takeOffset(ahead)) {
            written.offsetSeconds = offset;
            ahead.take(':');
            cursor = ahead;
        }
        return;
    }
    const QByteArray name = ahead.takeWhile(6, [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; }).toByteArray();
    if (name.isEmpty() || !ahead.take(':'))
        return;
    written.offsetSeconds = offsetOfZone(name);
    cursor = ahead;
}

std::optional<int> takeYear(Cursor& cursor)
{
    if (!isDigit(cursor.peek(0)) || !isDigit(cursor.peek(1)) || !isDigit(cursor.peek(2)) || !isDigit(cursor.peek(3)) || cursor.peek(4) != ' ')
        return std::nullopt;
    return cursor.takeNumber(4);
}

std::optional<WrittenTime> takeOldTime(Cursor& cursor)
{
    Cursor ahead = cursor;
    WrittenTime written;
    written.unsure = ahead.take('*') || ahead.take('.');
    written.year = takeYear(ahead);
    ahead.skipSpaces();
    const auto month = takeMonth(ahead);
    ahead.skipSpaces();
    const auto day = ahead.takeNumber(2);
    ahead.skipSpaces();
    if (!written.year)
        written.year = takeYear(ahead);
    ahead.skipSpaces();
    const auto time = takeTimeOfDay(ahead);
    if (!month || !day || *day < 1 || *day > 31 || !time)
        return std::nullopt;
    written.month = *month;
    written.day = *day;
    written.time = *time;
    takeZone(ahead, written);
    cursor = ahead;
    return written;
}

} // namespace

std::optional<int> Cursor::takeNumber(int most)
{
    const QByteArrayView digits = takeWhile(most, isDigit);
    return digits.isEmpty() ? std::nullopt : std::optional(digits.toByteArray().toInt());
}

std::optional<WrittenTime> takeIsoTime(Cursor& cursor)
{
    Cursor ahead = cursor;
    const auto year = ahead.takeNumber(4);
    const bool first = ahead.take('-');
    const auto month = ahead.takeNumber(2);
    const bool second = ahead.take('-');
    const auto day = ahead.takeNumber(2);
    const bool between = first && second && (ahead.take('T') || ahead.take('t'));
    if (!year || !month || !day || !between || !QDate::isValid(*year, *month, *day))
        return std::nullopt;
    const auto time = takeTimeOfDay(ahead);
    const auto offset = time ? takeOffset(ahead) : std::nullopt;
    if (!time || !offset)
        return std::nullopt;
    cursor = ahead;
    return WrittenTime{year, *month, *day, *time, offset, false};
}

std::optional<WrittenTime> takeTime(Cursor& cursor)
{
    if (auto iso = takeIsoTime(cursor))
        return iso;
    return takeOldTime(cursor);
}

std::optional<qint64> instantOf(const WrittenTime& written, qint64 receivedMs, const QTimeZone& zone)
{
    const auto inYear = [&](int year) -> std::optional<qint64> {
        const QDate date(year, written.month, written.day);
        if (!date.isValid())
            return std::nullopt;
        if (written.offsetSeconds)
            return QDateTime(date, written.time, Qt::OffsetFromUTC, *written.offsetSeconds).toMSecsSinceEpoch();
        const QDateTime local(date, written.time, zone);
        return local.isValid() ? std::optional(local.toMSecsSinceEpoch()) : std::nullopt;
    };
    if (written.year)
        return inYear(*written.year);
    std::optional<qint64> nearest;
    const int received = QDateTime::fromMSecsSinceEpoch(receivedMs, Qt::UTC).date().year();
    for (const int year : {received - 1, received, received + 1})
        if (const auto instant = inYear(year); instant && (!nearest || std::llabs(*instant - receivedMs) < std::llabs(*nearest - receivedMs)))
            nearest = instant;
    return nearest;
}

} // namespace trunkline::syslog
