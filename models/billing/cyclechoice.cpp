#include "models/billing/cyclechoice.h"

#include "models/billing/documenttext.h"
#include "models/billing/invoicestore.h"
#include "models/core/columns.h"
#include "models/customer/customerstore.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace trunkline::billing {

namespace {

struct CycleTexts {
    Q_DECLARE_TR_FUNCTIONS(CycleModel)
};

QString cycleState(const CycleChoice& choice)
{
    if (choice.interrupted)
        return CycleTexts::tr("Interrupted, goes on");
    return choice.invoices > 0 ? CycleTexts::tr("Billed") : CycleTexts::tr("To be billed");
}

QVariant cycleExtra(const CycleChoice& choice, int role)
{
    if (role != ToneRole)
        return {};
    return int(choice.interrupted ? Tone::Attention : choice.invoices > 0 ? Tone::Good : Tone::Neutral);
}

QList<Column<CycleChoice>> cycleColumns()
{
    using CycleColumn = Column<CycleChoice>;
    const auto tr = [](const char* text) { return CycleTexts::tr(text); };
    return {CycleColumn("billDay", tr("Bill day"), [](const CycleChoice& choice) { return QString::number(choice.cycle.billDay); })
                .right().sortedBy([](const CycleChoice& choice) { return SortKey(qint64(choice.cycle.billDay)); }),
            CycleColumn("period", tr("Period"), [](const CycleChoice& choice) { return spanText(choice.cycle.period, QLocale()); })
                .sortedBy([](const CycleChoice& choice) { return SortKey(qint64(choice.cycle.period.to.date().toJulianDay())); }),
            countColumn<CycleChoice>("accounts", tr("Accounts"), [](const CycleChoice& choice) { return choice.accounts; }),
            countColumn<CycleChoice>("invoices", tr("Posted"), [](const CycleChoice& choice) { return choice.invoices; }),
            CycleColumn("state", tr("State"), cycleState).with(cycleExtra)};
}

} // namespace

QList<CycleChoice> cycleChoices(store::Connection& connection, BillingDate today)
{
    std::map<int, CycleChoice> byDay;
    for (const customer::Account& account : customer::accounts(connection)) {
        CycleChoice& choice = byDay[account.billDay];
        choice.cycle = cycleEndedBy(today, account.billDay);
        ++choice.accounts;
    }
    for (const BillRun& run : billRuns(connection)) {
        const auto found = byDay.find(run.cycle.billDay);
        if (found == byDay.end() || found->second.cycle != run.cycle)
            continue;
        found->second.invoices += int(invoicesOfRun(connection, run.id).size());
        found->second.interrupted = found->second.interrupted || run.state == BillRunState::Running;
    }
    QList<CycleChoice> choices;
    for (const auto& [day, choice] : byDay)
        choices.append(choice);
    std::stable_sort(choices.begin(), choices.end(), [](const CycleChoice& a, const CycleChoice& b) { return b.cycle.period.to < a.cycle.period.to; });
    return choices;
}

CycleModel::CycleModel(QObject* parent)
    : ValueModel<CycleChoice, int>(cycleColumns(), [](const CycleChoice& choice) { return choice.cycle.billDay; }, parent)
{
}

} // namespace trunkline::billing
