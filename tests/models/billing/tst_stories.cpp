// oracle: stories of another billing system's tests, with the invoice lines that they must lead to.

#include "models/billing/invoicerules.h"
#include "tests/models/billing/story.h"
#include "tests/support/oracle.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace trunkline;
using namespace trunkline::billing;
using test::Story;
using test::StoryLine;

namespace {

QString wordOf(LineKind kind)
{
    return kind == LineKind::Recurring ? QStringLiteral("RECURRING") : kind == LineKind::Repair ? QStringLiteral("REPAIR_ADJ") : QStringLiteral("USAGE");
}

QString textOf(const QList<StoryLine>& lines)
{
    QStringList texts;
    for (const StoryLine& line : lines)
        texts.append(line.toString());
    return texts.join(QStringLiteral("; "));
}

/// One account with one subscription, billed again and again by the rules that bill customers.
class StoryAccount {
public:
    StoryAccount(const Story& story, BillingDate start, Currency currency) : story_(story), currency_(currency)
    {
        biller_.profile.zone = story.zone;
        biller_.settings.conventions = {story.basis, RepairRounding::UnusedHalfUp}; // the data's: what goes back is rounded by itself
        facts_.account.currency = currency;
        facts_.account.street = facts_.account.city = QStringLiteral("x");
        facts_.account.country = QStringLiteral("US");
        facts_.account.billDay = story.billDay > 0 ? story.billDay : start.day();
        const UnitPrice price = UnitPrice::parse(*story.opening.price, currency);
        catalogue::Offering offering{{}, QStringLiteral("PLAN"), QStringLiteral("Plan"), 1, price, Money::zero(currency), 0, 1, 1, {}, start, {}, {}};
        offering.terms.interval = story.opening.interval.value_or(catalogue::Interval{});
        offering.terms.timing = story.arrears ? catalogue::ChargeTiming::Arrears : catalogue::ChargeTiming::Advance;
        offering.terms.trialDays = story.trialDays;
        Subscription subscription{ids_.next<SubscriptionTag>(), ids_.next<ServiceTag>(), {}, {}, price, start, {}, {}};
        subscription.phases = openingPhases(offering, price, start, story.opening.quantity.value_or(1));
        facts_.subscriptions.append({subscription, offering, {}, start, false, {}, {}});
        if (story.billed)
            bill(story.billed->from);
        for (const test::StoryChange& change : story.changes)
            apply(change);
    }

    /// Everything that is due by the day.
    QList<StoryLine> bill(BillingDate target)
    {
        BillableSubscription& mine = facts_.subscriptions.first();
        const BillCycle cycle{facts_.account.billDay, {target.plusMonths(-1), target}};
        const auto invoice = composeInvoice(biller_, facts_, cycle, target);
        QList<StoryLine> lines;
        if (!invoice)
            return lines;
        for (const InvoiceLine& line : invoice->lines)
            lines.append({line.period->from.toIso(), line.period->to.toIso(), wordOf(line.kind), line.net.toPlainString()});
        std::sort(lines.begin(), lines.end());
        const auto charged = chargedByInvoice(*invoice, facts_);
        mine.chargedFrom = charged.value(mine.subscription.id, mine.chargedFrom);
        posted_ += invoice->lines;
        mine.subscription.correctedFrom.reset();
        return lines;
    }

    void add(const BillableUsage& usage) { facts_.subscriptions.first().usage.append(usage); }
    int billDay() const { return facts_.account.billDay; }

private:
    void apply(const test::StoryChange& change)
    {
        BillableSubscription& mine = facts_.subscriptions.first();
        ChargePhase phase = mine.subscription.phases.last();
        phase.from = change.on;
        if (change.price)
            phase.price = UnitPrice::parse(*change.price, currency_);
        phase.interval = change.interval.value_or(phase.interval);
        phase.quantity = change.quantity.value_or(phase.quantity);
        mine.subscription.phases.append(phase);
        if (change.on < mine.chargedFrom) {
            mine.subscription.correctedFrom = change.on;
            mine.billed = billedCharges(mine.subscription, posted_, facts_.account.billDay);
        }
    }

    const Story story_;
    const Currency currency_;
    SettableClock clock_{{1'000}};
    IdSource ids_{clock_, 16};
    Biller biller_;
    BillableAccount facts_{{}, {{}, {}, {}, Currency::parse(u"USD"), 1, 14, {}, {}, {}, {}, {}}, {}};
    QList<InvoiceLine> posted_;
};

} // namespace

class StoriesTest : public QObject {
    Q_OBJECT

    /// The start that a line belongs to: the last one before it.
    static BillingDate startOf(const Story& story, const StoryLine& line)
    {
        BillingDate found = story.starts.first();
        for (const BillingDate start : story.starts)
            if (start.toIso() <= line.start)
                found = start;
        return found;
    }

    static void compare(const QString& id, const QList<StoryLine>& got, const QList<StoryLine>& expected)
    {
        QVERIFY2(got == expected, qPrintable(QStringLiteral("%1: expected %2, got %3").arg(id, textOf(expected), textOf(got))));
    }

    static void tellRecurring(const QJsonObject& o, const Story& story, Currency currency)
    {
        const QString id = o["id"].toString();
        QVERIFY2(story.opening.price && !story.starts.isEmpty(), qPrintable(id + QStringLiteral(" is not understood: ") + o["given"].toString()));
        const QList<StoryLine> lines = test::storyLines(o["lines"].toArray()), then = test::storyLines(o["then"].toArray());
        QList<StoryLine> all;
        for (const BillingDate start : story.starts) {
            StoryAccount account(story, start, currency);
            const auto mine = [&](const QList<StoryLine>& expected) {
                QList<StoryLine> found;
                for (const StoryLine& line : expected)
                    if (startOf(story, line) == start)
                        found.append(line);
                return found;
            };
            const auto lastOf = [](const QList<StoryLine>& expected) { return BillingDate::parse(expected.last().start); };
            QVERIFY2(story.target || !mine(lines).isEmpty(), qPrintable(id));
            const QList<StoryLine> got = account.bill(story.target ? *story.target : lastOf(mine(lines)));
            if (o.contains(QLatin1String("lines")))
                compare(id, got, mine(lines));
            all += got;
            if (!mine(then).isEmpty())
                compare(id + QStringLiteral(", then"), account.bill(lastOf(mine(then))), mine(then));
        }
        if (o.contains(QLatin1String("expected_line_count")))
            QCOMPARE(int(all.size()), o["expected_line_count"].toInt());
        if (!o.contains(QLatin1String("total")))
            return;
        Money total = Money::zero(currency);
        for (const StoryLine& line : all)
            total += Money::parse(line.amount, currency);
        QCOMPARE(total.toPlainString(), o["total"].toString());
    }

    /// "each started block of 100 units costs 2.95 USD … Recorded in 2012-04: 99 units on the 1st and 100 on the 15th".
    static void tellBlocks(const QJsonObject& o, Currency currency)
    {
        const QString given = o["given"].toString();
        const auto block = QRegularExpression(QStringLiteral("block of (\\d+) units costs (\\d+\\.\\d+)")).match(given);
        const auto month = QRegularExpression(QStringLiteral("[Rr]ecorded in (\\d{4}-\\d{2}):")).match(given);
        QVERIFY2(block.hasMatch() && month.hasMatch(), qPrintable(given));
        Story story;
        story.opening.price = QStringLiteral("0.00");
        story.arrears = true;
        const BillingDate first = BillingDate::parse(month.captured(1) + QStringLiteral("-01"));
        StoryAccount account(story, first, currency);
        const BillingPeriod period{first, first.plusMonths(1)};
        std::int64_t units = 0;
        for (auto each = QRegularExpression(QStringLiteral("(\\d+)(?: units)? on the (\\d+)(?:st|nd|rd|th)")).globalMatch(given); each.hasNext();) {
            const auto record = each.next();
            if (period.contains(first.withDay(record.captured(2).toInt())))
                units += record.captured(1).toLongLong();
        }
        const UnitPrice price = UnitPrice::parse(block.captured(2), currency);
        const std::int64_t blocks = divideRounded(units, block.captured(1).toLongLong(), Rounding::Up);
        account.add({QStringLiteral("usage:1"), QStringLiteral("Units"), {}, period, {blocks, 1}, {}, price, price.times(blocks, Rounding::HalfUp)});
        QList<StoryLine> usage;
        for (const StoryLine& line : account.bill(period.to))
            if (line.type == QLatin1String("USAGE"))
                usage.append(line);
        compare(o["id"].toString(), usage, test::storyLines(o["lines"].toArray()));
    }

    /// "One unit recorded at each local time: 2023-03-01 04:00, 03-15 00:00, …".
    static void tellTimes(const QJsonObject& o, const Story& story)
    {
        const QString given = o["given"].toString();
        const QTimeZone zone(story.zone.name().toUtf8());
        QMap<QString, int> quantities;
        int year = 0;
        for (auto each = QRegularExpression(QStringLiteral("(?:(\\d{4})-)?(\\d{2})-(\\d{2}) (\\d{2}):(\\d{2})")).globalMatch(given); each.hasNext();) {
            const auto time = each.next();
            year = time.captured(1).isEmpty() ? year : time.captured(1).toInt();
            const QDateTime local(QDate(year, time.captured(2).toInt(), time.captured(3).toInt()), QTime(time.captured(4).toInt(), time.captured(5).toInt()), zone);
            const BillingPeriod period = periodContaining(story.zone.dateAt({local.toMSecsSinceEpoch()}), story.billDay);
            ++quantities[period.from.toIso().left(7)];
        }
        const QJsonObject expected = o["expected_quantities"].toObject();
        QCOMPARE(quantities.keys(), expected.keys());
        for (const QString& month : expected.keys())
            QCOMPARE(quantities.value(month), expected[month].toInt());
    }

private Q_SLOTS:
    void storiesLeadToTheirLines()
    {
        TRUNKLINE_ORACLE_FOLDER(data, "billing");
        QFile file(data + QStringLiteral("/invoice-scenarios.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
        const Currency currency = Currency::parse(all["currency"].toString());
        Story before;
        int told = 0;
        for (const QJsonValue& value : all["scenarios"].toArray()) {
            const QJsonObject o = value.toObject();
            const QString given = o["given"].toString();
            const Story story = test::StoryReader(given, before).story();
            if (o.contains(QLatin1String("expected_quantities")))
                tellTimes(o, story);
            else if (given.contains(QLatin1String("started block")))
                tellBlocks(o, currency);
            else
                tellRecurring(o, story, currency);
            if (QTest::currentTestFailed())
                return;
            before = story;
            ++told;
        }
        qInfo("oracle: %d stories lead to their lines (what goes back rounded by itself, halves up; one by months of 30 days where it says so)", told);
        QCOMPARE(told, int(all["scenarios"].toArray().size()));
        QVERIFY(told > 0);
    }
};

QTEST_GUILESS_MAIN(StoriesTest)
#include "tst_stories.moc"
