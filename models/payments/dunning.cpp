#include "models/payments/dunning.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

// A static library registers its resources only when asked to; the macro needs the global namespace.
static void registerDunningResources()
{
    Q_INIT_RESOURCE(dunning);
}

namespace trunkline::payments {

namespace {

struct DunningTexts {
    Q_DECLARE_TR_FUNCTIONS(Dunning)
};

Money moneyOf(const QJsonObject& o, const char* key, Currency currency)
{
    const Money money = Money::parse(o[QLatin1String(key)].toString(QStringLiteral("0")), currency);
    if (money.isNegative())
        throw InvalidInput(DunningTexts::tr("“%1” is negative.").arg(QLatin1String(key)));
    return money;
}

DunningStep stepFrom(const QJsonObject& o, Currency currency, int place)
{
    try {
        DunningStep step{o["name"].toString(), o["afterDays"].toInt(-1), moneyOf(o, "fee", currency), o["interestBasisPoints"].toInt(), o["suspend"].toBool(), o["text"].toString()};
        if (step.name.isEmpty() || step.text.isEmpty())
            throw InvalidInput(DunningTexts::tr("A name and a text are needed."));
        if (step.afterDays < 0 || step.afterDays > 3650 || step.interestBasisPoints < 0 || step.interestBasisPoints > 10'000)
            throw InvalidInput(DunningTexts::tr("“afterDays” is 0 to 3650, “interestBasisPoints” 0 to 10000."));
        return step;
    } catch (const InvalidInput& error) {
        throw InvalidInput(DunningTexts::tr("Step %1 of the dunning rules: %2").arg(place).arg(error.sentence()));
    }
}

/// What the account's credit covers is taken off, from what fell due first.
QList<DraftedItem> uncoveredItems(const DunningFacts& facts, BillingDate today)
{
    QList<OpenItem> open;
    for (const DunnedItem& each : facts.items)
        open.append(each.item);
    const QList<Allocation> covered = spreadOldestFirst(facts.credit, open);
    QList<DraftedItem> items;
    for (const DunnedItem& each : facts.items) {
        Money rest = each.item.open;
        for (const Allocation& part : covered)
            if (part.item == each.item.ref)
                rest = rest - part.amount;
        if (rest.minor > 0)
            items.append({each.item, each.lastStep + 1, int(today.daysSince(each.item.dueOn)), rest, Money::zero(rest.currency), {}});
    }
    return items;
}

bool reaches(const DunningPolicy& policy, const DunnedItem& facts, const DraftedItem& item, BillingDate today)
{
    return facts.item.kind == ItemKind::Invoice && !facts.item.disputed && item.step <= policy.steps.size() && item.daysOverdue >= policy.steps[item.step - 1].afterDays
        && (!facts.lastOn || today.daysSince(*facts.lastOn) >= policy.daysBetween);
}

} // namespace

Money interestFor(const Money& amount, int basisPoints, std::int64_t days)
{
    return amount.part(std::int64_t(basisPoints) * days, 10'000LL * 365, Rounding::HalfUp);
}

DunningPolicy dunningPolicyFrom(const QJsonObject& o, Currency currency)
{
    DunningPolicy policy{o["code"].toString(), o["name"].toString(), moneyOf(o, "minimumOpen", currency), o["daysBetween"].toInt(7), o["payWithinDays"].toInt(10), {}};
    if (policy.code.isEmpty() || policy.name.isEmpty() || policy.daysBetween < 1 || policy.payWithinDays < 0)
        throw InvalidInput(DunningTexts::tr("Dunning rules need a code, a name, and at least one day between letters."));
    for (const QJsonValue& step : o["steps"].toArray()) {
        policy.steps.append(stepFrom(step.toObject(), currency, int(policy.steps.size()) + 1));
        if (policy.steps.size() > 1 && policy.steps.last().afterDays <= policy.steps[policy.steps.size() - 2].afterDays)
            throw InvalidInput(DunningTexts::tr("Step %1 of the dunning rules: it comes later than the one before it.").arg(policy.steps.size()));
    }
    if (policy.steps.isEmpty())
        throw InvalidInput(DunningTexts::tr("Dunning rules without steps remind nobody; write at least one."));
    return policy;
}

QJsonObject toJson(const DunningPolicy& policy)
{
    QJsonArray steps;
    for (const DunningStep& step : policy.steps)
        steps.append(QJsonObject{{"name", step.name}, {"afterDays", step.afterDays}, {"fee", step.fee.toPlainString()}, {"interestBasisPoints", step.interestBasisPoints}, {"suspend", step.suspend}, {"text", step.text}});
    return {{"code", policy.code}, {"name", policy.name}, {"minimumOpen", policy.minimumOpen.toPlainString()}, {"daysBetween", policy.daysBetween}, {"payWithinDays", policy.payWithinDays}, {"steps", steps}};
}

QJsonObject standardDunningRules()
{
    registerDunningResources();
    QFile file(QStringLiteral(":/dunning/standard.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The dunning rules can't be read from the program");
    return QJsonDocument::fromJson(file.readAll()).object();
}

std::optional<DunningDraft> draftDunning(const DunningPolicy& policy, const DunningFacts& facts, BillingDate today)
{
    if (facts.holdUntil && today < *facts.holdUntil)
        return std::nullopt;
    const Money zero = Money::zero(facts.credit.currency);
    DunningDraft draft{facts.accountId, facts.accountNumber, facts.customerId, facts.customerName, today, today.plusDays(policy.payWithinDays), 0, {}, {}, zero, zero, zero, zero, false, {}};
    for (DraftedItem item : uncoveredItems(facts, today)) {
        const DunnedItem& known = *std::find_if(facts.items.begin(), facts.items.end(), [&](const DunnedItem& each) { return each.item.ref == item.item.ref; });
        if (!reaches(policy, known, item, today))
            continue;
        const DunningStep& step = policy.steps[item.step - 1];
        if (step.interestBasisPoints > 0) {
            item.interestFrom = known.interestUntil.value_or(item.item.dueOn);
            item.interest = interestFor(item.uncovered, step.interestBasisPoints, today.daysSince(*item.interestFrom));
        }
        draft.open += item.uncovered;
        draft.interest += item.interest;
        draft.step = std::max(draft.step, item.step);
        draft.suspend = draft.suspend || (step.suspend && facts.hasActiveService);
        draft.items.append(item);
    }
    if (draft.items.isEmpty() || draft.open.minor < policy.minimumOpen.minor)
        return std::nullopt;
    const DunningStep& highest = policy.steps[draft.step - 1];
    draft.stepName = highest.name;
    draft.text = highest.text;
    draft.fee = highest.fee;
    draft.total = draft.open + draft.fee + draft.interest;
    return draft;
}

QJsonObject toJson(const DunningDraft& d)
{
    QJsonArray items;
    for (const DraftedItem& each : d.items)
        items.append(QJsonObject{{"number", each.item.number}, {"invoiceId", each.item.ref.invoice.toString()}, {"dueOn", each.item.dueOn.toIso()}, {"step", each.step}, {"daysOverdue", each.daysOverdue},
                                 {"open", each.uncovered.toPlainString()}, {"interest", each.interest.toPlainString()}, {"interestFrom", each.interestFrom ? each.interestFrom->toIso() : QString()}});
    return {{"accountId", d.accountId.toString()}, {"account", d.accountNumber}, {"customerId", d.customerId.toString()}, {"customer", d.customerName}, {"dated", d.dated.toIso()}, {"payBy", d.payBy.toIso()},
            {"step", d.step}, {"name", d.stepName}, {"text", d.text}, {"fee", d.fee.toPlainString()}, {"interest", d.interest.toPlainString()}, {"open", d.open.toPlainString()},
            {"total", d.total.toPlainString()}, {"currency", d.total.currency.code()}, {"suspend", d.suspend}, {"items", items}};
}

} // namespace trunkline::payments
