// Instants and civil dates. An instant is UTC; a date means a day in the operator's time zone.
#pragma once

#include <QDate>
#include <QDateTime>
#include <QLocale>
#include <QString>
#include <QTimeZone>

#include <compare>
#include <cstdint>

namespace trunkline {

/// Milliseconds since 1970-01-01T00:00:00Z. Never local time.
struct Timestamp {
    std::int64_t ms = 0;

    /// Reads ISO 8601 with a zone: "2026-03-10T09:00:00Z", "…+01:00", seconds and milliseconds optional.
    /// Throws InvalidInput, naming the text, when it is none or the date does not exist.
    static Timestamp parse(QStringView text);
    /// "2026-03-10T09:00:00.000Z".
    QString toIso() const;

    Timestamp plusMs(std::int64_t delta) const { return {ms + delta}; }
    std::int64_t msSince(Timestamp earlier) const { return ms - earlier.ms; }
    auto operator<=>(const Timestamp&) const = default;
};

/// A day in the operator's calendar: what bills and contracts speak of.
class BillingDate {
public:
    BillingDate() = default;
    /// Throws InvalidInput for a day that does not exist (2026-02-30).
    BillingDate(int year, int month, int day);
    /// Reads "2026-03-31". Throws InvalidInput.
    static BillingDate parse(QStringView text);

    int year() const { return date_.year(); }
    int month() const { return date_.month(); }
    int day() const { return date_.day(); }
    bool isValid() const { return date_.isValid(); }
    QDate date() const { return date_; }

    BillingDate plusDays(std::int64_t days) const;
    /// The same day `months` later; day 31 becomes the last day of a shorter month.
    BillingDate plusMonths(int months) const;
    /// Day `day` of this month, or its last day when the month is shorter. Requires 1 ≤ day ≤ 31.
    BillingDate withDay(int day) const;
    std::int64_t daysSince(BillingDate earlier) const { return earlier.date_.daysTo(date_); }

    /// "2026-03-31".
    QString toIso() const { return date_.toString(Qt::ISODate); }
    QString toDisplay(const QLocale& locale = QLocale()) const { return locale.toString(date_, QLocale::ShortFormat); }

    std::strong_ordering operator<=>(const BillingDate& other) const { return date_.toJulianDay() <=> other.date_.toJulianDay(); }
    bool operator==(const BillingDate& other) const = default;

private:
    explicit BillingDate(QDate date) : date_(date) {}
    QDate date_;
    friend class OperatorZone;
};

/// A half-open span of days: from the first day to the day after the last.
struct BillingPeriod {
    BillingDate from;
    BillingDate to;
    std::int64_t days() const { return to.daysSince(from); }
    bool contains(BillingDate day) const { return from <= day && day < to; }
    bool operator==(const BillingPeriod&) const = default;
};

/// The operator's time zone: where instants become days.
class OperatorZone {
public:
    /// An IANA name ("Europe/Berlin"). Throws InvalidInput when the system does not know it.
    static OperatorZone named(const QString& ianaName);
    static OperatorZone utc() { return named(QStringLiteral("UTC")); }

    QString name() const { return QString::fromLatin1(zone_.id()); }
    BillingDate dateAt(Timestamp instant) const;
    /// The first instant of a day (01:00 where midnight is skipped by summer time).
    Timestamp startOf(BillingDate day) const;
    /// Date and time of day as the locale writes them, for people.
    QString toDisplay(Timestamp instant, const QLocale& locale = QLocale()) const;
    /// Date and time of day on the operator's wall, for files: it names no zone.
    QDateTime wallTime(Timestamp instant) const;
    /// "14:02:11".
    QString timeOfDay(Timestamp instant) const;

    bool operator==(const OperatorZone&) const = default;

private:
    explicit OperatorZone(QTimeZone zone) : zone_(std::move(zone)) {}
    QTimeZone zone_;
};

} // namespace trunkline
