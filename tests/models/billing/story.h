// Reads the stories of ../shared/data/billing/invoice-scenarios.json: their structured fields, and the words of "given" by a
// small grammar of clauses. It knows no story by its name; what it can't read fails the test.
#pragma once

#include "models/billing/chargeplan.h"
#include "models/core/money.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace trunkline::test {

struct StoryChange {
    BillingDate on;
    std::optional<QString> price;
    std::optional<catalogue::Interval> interval;
    std::optional<std::int64_t> quantity;
};

/// What a story tells of its subscriptions. Charges are in advance unless it says otherwise (README of the data).
struct Story {
    StoryChange opening;               ///< its date is the first start
    QList<BillingDate> starts;
    QList<StoryChange> changes;
    std::optional<BillingPeriod> billed; ///< on an invoice already
    std::optional<BillingDate> target;
    int billDay = 0;                   ///< the last one told; 0 when none is
    int trialDays = 0;
    bool startIsPaid = false;          ///< the start is the day behind the trial
    bool arrears = false;
    billing::ProrationBasis basis = billing::ProrationBasis::ActualDays;
    OperatorZone zone = OperatorZone::utc();
};

class StoryReader {
public:
    /// `before` is the story before this one, for "same mode".
    StoryReader(const QString& given, const Story& before)
    {
        if (const auto zone = QRegularExpression(QStringLiteral("[A-Z][a-z]+/[A-Z][A-Za-z_]+")).match(given); zone.hasMatch())
            story_.zone = OperatorZone::named(zone.captured());
        // What is said of the clock is no date of a subscription.
        const QString told = QString(given).remove(QRegularExpression(QStringLiteral("\\([^)]*summer time[^)]*\\)")));
        for (const QString& clause : told.split(QRegularExpression(QStringLiteral(";|,\\s|\\.(?=\\s|$)")), Qt::SkipEmptyParts))
            read(clause, before);
        if (story_.starts.isEmpty() && !story_.changes.isEmpty()) // a plan that is simply there: since the bill day before
            story_.starts.append(billing::Rhythm(story_.opening.interval.value_or(catalogue::Interval{}), story_.changes.first().on, std::max(1, story_.billDay))
                                     .periodContaining(story_.changes.first().on.plusDays(-1)).from);
        if (story_.startIsPaid)
            for (BillingDate& start : story_.starts)
                start = start.plusDays(-story_.trialDays);
    }
    const Story& story() const { return story_; }

private:
    void read(const QString& clause, const Story& before)
    {
        const auto has = [&](const char* word) { return clause.contains(QLatin1String(word), Qt::CaseInsensitive); };
        if (has("same mode"))
            story_.basis = before.basis;
        if (has("counts as 30 days"))
            story_.basis = billing::ProrationBasis::Thirty360;
        if (has("arrears"))
            story_.arrears = true;
        if (const auto trial = found(clause, "(\\d+)-day free trial"))
            story_.trialDays = trial->toInt();
        if (const auto day = found(clause, "\\bday (?:is )?(?:moved |moves |becomes |changes )?(?:from \\d{1,2} )?(?:to )?(\\d{1,2})\\b(?![-\\d])"))
            story_.billDay = day->toInt();
        StoryChange change;
        change.price = found(clause, "(\\d+\\.\\d{2})\\b");
        change.interval = intervalIn(clause);
        if (const auto quantity = found(clause, "quantity (\\d+)"))
            change.quantity = quantity->toLongLong();
        const QList<BillingDate> dates = datesIn(clause);
        if (dates.isEmpty() && !has("trial"))
            merge(change);
        else if (has("target"))
            story_.target = dates.first();
        else if (has("billed for"))
            tellBilled(dates, change);
        else if (has("start") || has("subscribed") || has("first paid day") || has("renewal due") || has("until"))
            tellStarts(dates, change, has("first paid day"));
        else if (!dates.isEmpty())
            tellChange(dates.first(), change);
        else
            merge(change);
    }

    void tellBilled(const QList<BillingDate>& dates, const StoryChange& change)
    {
        story_.billed = BillingPeriod{dates[0], dates[1]};
        tellStarts({dates[0]}, change, false);
    }

    void tellStarts(const QList<BillingDate>& dates, const StoryChange& change, bool paid)
    {
        if (dates.isEmpty())
            return merge(change);
        story_.starts += dates;
        story_.startIsPaid = paid;
        merge(change);
    }

    /// The first word about something that was not told yet begins the subscription; everything else changes it.
    void tellChange(BillingDate on, StoryChange change)
    {
        const StoryChange& o = story_.opening;
        if (!change.price && !change.interval && !change.quantity)
            return;
        if (story_.starts.isEmpty() && !(change.price && o.price) && !(change.interval && o.interval) && !(change.quantity && o.quantity)) {
            story_.starts.append(on);
            return merge(change);
        }
        change.on = on;
        story_.changes.append(change);
    }

    void merge(const StoryChange& change)
    {
        if (change.price)
            story_.opening.price = change.price;
        if (change.interval)
            story_.opening.interval = change.interval;
        if (change.quantity)
            story_.opening.quantity = change.quantity;
    }

    static std::optional<QString> found(const QString& clause, const char* pattern)
    {
        const auto match = QRegularExpression(QString::fromLatin1(pattern), QRegularExpression::CaseInsensitiveOption).match(clause);
        return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
    }

    static std::optional<catalogue::Interval> intervalIn(const QString& clause)
    {
        using catalogue::IntervalUnit;
        static const QList<std::pair<const char*, catalogue::Interval>> words{
            {"thirty days", {30, IntervalUnit::Days}}, {"weekly", {7, IntervalUnit::Days}}, {"quarterly", {3}}, {"biannual", {6}},
            {"annual", {1, IntervalUnit::Years}}, {"monthly", {1}}};
        for (const auto& [word, interval] : words)
            if (clause.contains(QLatin1String(word), Qt::CaseInsensitive))
                return interval;
        return std::nullopt;
    }

    /// Days; a local time on the wall is the day of its instant.
    QList<BillingDate> datesIn(const QString& clause) const
    {
        QList<BillingDate> dates;
        static const QRegularExpression wall(QStringLiteral("local (\\d{4}-\\d{2}-\\d{2}) (\\d{2}:\\d{2})"));
        if (const auto time = wall.match(clause); time.hasMatch()) {
            const QDateTime at(QDate::fromString(time.captured(1), Qt::ISODate), QTime::fromString(time.captured(2), QStringLiteral("HH:mm")), QTimeZone(story_.zone.name().toUtf8()));
            return {story_.zone.dateAt({at.toMSecsSinceEpoch()})};
        }
        static const QRegularExpression form(QStringLiteral("\\d{4}-\\d{2}-\\d{2}"));
        for (auto each = form.globalMatch(clause); each.hasNext();)
            dates.append(BillingDate::parse(each.next().captured()));
        return dates;
    }

    Story story_;
};

/// A line as the data writes it.
struct StoryLine {
    QString start;
    QString end;
    QString type; ///< its first word: "RECURRING", "REPAIR_ADJ", "USAGE"
    QString amount;
    bool operator==(const StoryLine&) const = default;
    bool operator<(const StoryLine& o) const { return std::tie(start, end, type, amount) < std::tie(o.start, o.end, o.type, o.amount); }
    QString toString() const { return QStringLiteral("%1..%2 %3 %4").arg(start, end, type, amount); }
};

inline QList<StoryLine> storyLines(const QJsonArray& array)
{
    QList<StoryLine> lines;
    for (const QJsonValue& o : array)
        lines.append({o["start"].toString(), o["end"].toString(), o["type"].toString().section(u' ', 0, 0), o["amount"].toString()});
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace trunkline::test
