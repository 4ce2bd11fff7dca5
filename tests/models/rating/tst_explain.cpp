// A rating in words: each step that a person can check with pencil and paper. The tariff is the one that
// resources/usage gives to copy.
#include "models/core/errors.h"
#include "models/rating/explain.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace trunkline;
using namespace trunkline::rating;

namespace {

catalogue::Tariff exampleTariff()
{
    QFile example(QStringLiteral(TRUNKLINE_SOURCE_DIR "/resources/usage/voice-2026.json"));
    if (!example.open(QIODevice::ReadOnly))
        qFatal("no example");
    catalogue::Tariff tariff = catalogue::tariffFrom(QJsonDocument::fromJson(example.readAll()).object());
    tariff.version = 1; // given when it is published
    return tariff;
}

struct Explained {
    explicit Explained(catalogue::Tariff tariff = exampleTariff()) : book(std::move(tariff)) { plan.versions = {{book.validFromMs(), &book}}; }
    Explanation of(const char* at, std::int64_t quantity, std::string_view destination, std::vector<Allowance> allowances = {}, const QStringList& names = {})
    {
        const RatePlan* const plans[] = {&plan};
        const Usage usage{Timestamp::parse(QString::fromLatin1(at)).ms, quantity, destination};
        rate(usage, plans, allowances, rating);
        return explain(usage, rating, names, QLocale::c());
    }
    RateBook book;
    RatePlan plan;
    Rating rating;
};

Allowance included(std::int64_t left)
{
    Allowance allowance;
    allowance.left = left;
    return allowance;
}

bool tells(const Explanation& told, const char* words, const char* amount = nullptr)
{
    return std::any_of(told.steps.begin(), told.steps.end(), [&](const ExplainedStep& step) {
        return step.text.contains(QString::fromUtf8(words)) && (!amount || step.amount == QString::fromUtf8(amount));
    });
}

} // namespace

class ExplainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longestPrefixStepsAndConnectionFee()
    {
        Explained call;
        const Explanation told = call.of("2026-03-10T09:00:00Z", 61, "4917612345");
        QVERIFY2(tells(told, "version 1"), qPrintable(told.steps.first().text));
        QVERIFY(tells(told, "“Germany, mobile” (DE-MOBILE): 4917 is the longest prefix"));
        QVERIFY(tells(told, "10:00:00 (Europe/Berlin)"));
        QVERIFY(tells(told, "60 s at 0.15 for each 60 s", "0.15"));
        QVERIFY(tells(told, "After the first 60 s"));
        QVERIFY(tells(told, "1 s at 0.15 for each 60 s", "0.0025"));
        QVERIFY(tells(told, "Connection fee", "0.05"));
        QCOMPARE(told.total, QStringLiteral("0.2025 EUR"));
    }

    void timesOfTheWeekAreTold()
    {
        Explained call;
        const Explanation told = call.of("2026-03-10T16:58:30Z", 181, "493012345");
        QVERIFY(tells(told, "“DAY” holds: rate DAY"));
        QVERIFY(tells(told, "“EVENING” holds: rate NIGHT"));
        QVERIFY(tells(told, "61 s are charged as 120 s, in whole increments of 60 s"));
        QCOMPARE(told.total, QStringLiteral("0.096 EUR"));
    }

    void allowanceIsTold()
    {
        Explained call;
        const Explanation told = call.of("2026-03-10T09:00:00Z", 150, "4930", {included(60)}, {QStringLiteral("Family")});
        QVERIFY(tells(told, "60 s of them are included: allowance “Family”"));
        QVERIFY(tells(told, "120 s at 0.029", "0.058"));
        QCOMPARE(told.total, QStringLiteral("0.058 EUR"));
        // All of it: nothing is priced, nothing is added.
        const Explanation free = call.of("2026-03-10T09:00:00Z", 60, "4917", {included(600)}, {QStringLiteral("Family")});
        QVERIFY(!tells(free, "Connection fee"));
        QCOMPARE(free.total, QStringLiteral("0.00 EUR"));
    }

    void minimumCapAndCutOffAreTold()
    {
        Explained capped;
        const Explanation told = capped.of("2026-03-10T09:00:00Z", 3'600, "4917");
        QVERIFY(tells(told, "Lowered to the most that one usage costs", "−4.05"));
        QCOMPARE(told.total, QStringLiteral("5.00 EUR"));
        catalogue::Tariff tariff = exampleTariff();
        tariff.rates[0].minimumMicros = 1'000'000;
        tariff.rates[2].atCap = catalogue::AtCap::CutOff;
        Explained other(tariff);
        QVERIFY(tells(other.of("2026-03-10T09:00:00Z", 60, "4930"), "Raised to the least", "0.971"));
        QVERIFY(tells(other.of("2026-03-10T09:00:00Z", 3'600, "4917"), "The network ends the usage after 1980 s"));
    }

    void whatHasNoPriceSaysWhy()
    {
        Explained call;
        const Explanation nowhere = call.of("2026-03-10T09:00:00Z", 60, "33140");
        QVERIFY(tells(nowhere, "No zone") && nowhere.total.isEmpty());
        QVERIFY(tells(call.of("2025-03-10T09:00:00Z", 60, "4930"), "No version"));
        QVERIFY(tells(call.of("2026-03-10T09:00:00Z", 0, "4930"), "Nothing was used"));
        QVERIFY(tells(call.of("2026-03-10T09:00:00Z", -1, "4930"), "negative"));
    }

    // What the steps add is what it costs, whatever the call.
    void stepsSumToTheTotal()
    {
        Explained call;
        for (int i = 0; i < 2'000; ++i) {
            const char* numbers[] = {"4930", "49171", "49800"};
            const Usage usage{1'767'225'600'000 + i * 3'333'000LL, i * 7 % 9'000, numbers[i % 3]};
            const RatePlan* const plans[] = {&call.plan};
            rate(usage, plans, {}, call.rating);
            if (call.rating.outcome != Outcome::Priced || call.rating.parts.empty())
                continue;
            const Currency eur = Currency::parse(u"EUR");
            std::int64_t sum = 0;
            for (const ExplainedStep& step : explain(usage, call.rating, {}, QLocale::c()).steps)
                if (!step.amount.isEmpty())
                    sum += step.amount.startsWith(QChar(0x2212)) ? -UnitPrice::parse(QStringView(step.amount).mid(1), eur).micros : UnitPrice::parse(step.amount, eur).micros;
            QCOMPARE(sum, call.rating.totalMicros);
        }
    }
};

QTEST_GUILESS_MAIN(ExplainTest)
#include "tst_explain.moc"
