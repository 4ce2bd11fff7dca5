#include "models/billing/effectmodel.h"

#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::billing {

namespace {

struct EffectTexts {
    Q_DECLARE_TR_FUNCTIONS(EffectModel)
};

QList<Column<AccountEffect>> effectColumns()
{
    using C = Column<AccountEffect>;
    return {C(QStringLiteral("account"), EffectTexts::tr("Account"), [](const AccountEffect& e) { return e.accountNumber; }),
            C(QStringLiteral("customer"), EffectTexts::tr("Customer"), [](const AccountEffect& e) { return e.customerName; }),
            moneyColumn<AccountEffect>("before", EffectTexts::tr("Net last month"), [](const AccountEffect& e) { return e.before; }),
            moneyColumn<AccountEffect>("after", EffectTexts::tr("By the draft"), [](const AccountEffect& e) { return e.after; }),
            moneyColumn<AccountEffect>("change", EffectTexts::tr("Change"), [](const AccountEffect& e) { return e.after - e.before; })};
}

QList<Column<catalogue::Promotion>> promotionColumns()
{
    using catalogue::Promotion;
    using C = Column<Promotion>;
    return {C(QStringLiteral("code"), EffectTexts::tr("Code"), [](const Promotion& p) { return p.code; }),
            C(QStringLiteral("name"), EffectTexts::tr("Name"), [](const Promotion& p) { return p.name; }),
            C(QStringLiteral("off"), EffectTexts::tr("Off"), [](const Promotion& p) { return p.amount ? p.amount->toDisplay() : catalogue::percentText(p.basisPoints); })
                .right().sortedBy([](const Promotion& p) { return SortKey(qint64(p.amount ? p.amount->minor : p.basisPoints)); }),
            C(QStringLiteral("periods"), EffectTexts::tr("Periods"), [](const Promotion& p) { return p.periods == 0 ? EffectTexts::tr("no end") : QLocale().toString(p.periods); })
                .right().sortedBy([](const Promotion& p) { return SortKey(qint64(p.periods)); }),
            C(QStringLiteral("offerings"), EffectTexts::tr("Goes with"), [](const Promotion& p) { return p.offerings.isEmpty() ? EffectTexts::tr("all offerings") : p.offerings.join(QStringLiteral(", ")); }),
            dateColumn<Promotion>("from", EffectTexts::tr("From"), [](const Promotion& p) { return p.validFrom; }),
            dateColumn<Promotion>("to", EffectTexts::tr("Last day"), [](const Promotion& p) { return p.validTo ? p.validTo->plusDays(-1) : BillingDate(); })};
}

} // namespace

EffectModel::EffectModel(QObject* parent) : ValueModel(effectColumns(), [](const AccountEffect& e) { return e.accountId.toString(); }, parent) {}
PromotionModel::PromotionModel(QObject* parent) : ValueModel(promotionColumns(), [](const catalogue::Promotion& p) { return p.code; }, parent) {}

QString effectText(const DraftEffect& effect, const QLocale& locale)
{
    QStringList clauses;
    for (const CurrencyEffect& total : effect.totals) {
        const Money change = total.after - total.before;
        const QString amount = (change.isNegative() ? QString() : QStringLiteral("+")) + change.toDisplay(locale);
        clauses.append(EffectTexts::tr("%1 on last month's %2 of %3").arg(amount, total.before.toDisplay(locale), EffectTexts::tr("%Ln account(s)", nullptr, total.accounts)));
    }
    if (effect.notPriced > 0)
        clauses.append(EffectTexts::tr("%Ln account(s) in a currency without a price", nullptr, effect.notPriced));
    return clauses.isEmpty() ? EffectTexts::tr("Nobody had the offering last month.") : clauses.join(QStringLiteral("; "));
}

} // namespace trunkline::billing
