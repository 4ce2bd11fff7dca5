#include "models/billing/drafteffect.h"

#include "models/billing/billabletraffic.h"
#include "models/billing/billableusage.h"
#include "models/billing/invoicerules.h"
#include "models/catalogue/tariffstore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace trunkline::billing {

namespace {

constexpr int accountsATry = 256;

/// The account as it was in one period: recurring charges, usage and their discounts, nothing else.
BillableAccount inPeriod(const BillableAccount& facts, const BillingPeriod& period)
{
    BillableAccount month = facts;
    month.charges.clear();
    month.subscriptions.clear();
    for (BillableSubscription each : facts.subscriptions) {
        Subscription& s = each.subscription;
        if (s.startsOn >= period.to || (s.endsOn && *s.endsOn <= period.from))
            continue;
        s.endsOn = s.endsOn ? std::min(*s.endsOn, period.to) : period.to;
        s.correctedFrom.reset();
        each.chargedFrom = std::max(s.startsOn, period.from);
        each.setupCharged = true;
        each.credits.clear();
        month.subscriptions.append(each);
    }
    return month;
}

/// Every phase of the draft's offering at the draft's price. False when it has none in the currency.
bool applyDraft(BillableAccount& facts, const Biller& biller, const catalogue::Offering& drafted)
{
    const auto price = catalogue::priceIn(drafted, facts.account.currency);
    for (BillableSubscription& each : facts.subscriptions) {
        QList<ChargePhase> phases = timelineOf(each.subscription).phases;
        for (ChargePhase& phase : phases) {
            const auto version = biller.offerings.constFind(phase.offeringId);
            if (version == biller.offerings.constEnd() || version->code != drafted.code)
                continue;
            if (!price)
                return false;
            phase.price = price->recurring;
            phase.interval = drafted.terms.interval;
            phase.timing = drafted.terms.timing;
            if (phase.kind == PhaseKind::Suspended)
                phase.chargedBasisPoints = drafted.terms.suspendedBasisPoints;
        }
        each.subscription.phases = phases;
    }
    return true;
}

bool hasOffering(const BillableAccount& facts, const Biller& biller, const QString& code)
{
    for (const BillableSubscription& each : facts.subscriptions)
        for (const ChargePhase& phase : timelineOf(each.subscription).phases) {
            const auto version = biller.offerings.constFind(phase.offeringId);
            if (version != biller.offerings.constEnd() && version->code == code)
                return true;
        }
    return false;
}

Money netOf(const Biller& biller, const BillableAccount& facts, const BillCycle& cycle)
{
    const auto invoice = composeInvoice(biller, facts, cycle, cycle.period.to);
    return invoice ? invoice->net : Money::zero(facts.account.currency);
}

std::int64_t sizeOf(const AccountEffect& effect)
{
    const std::int64_t change = effect.after.minor - effect.before.minor;
    return change < 0 ? -change : change;
}

/// The offering's version that is drafted, or the number under which the library of tariffs knows the draft of one.
struct Drafted {
    std::optional<catalogue::Offering> offering;
    std::int64_t tariff = 0;
};

class EffectReader {
public:
    explicit EffectReader(store::Connection& connection) : connection_(connection), biller_(biller(connection)), draftBiller_(biller_) {}

    void draft(const catalogue::OfferingDraft& d)
    {
        for (catalogue::Offering& version : draftBiller_.offerings)
            if (version.code == d.code)
                priceTrafficAs(d, version);
        drafted_.offering = {{}, d.code, d.name, 0, d.price, d.setupFee, d.taxRateBasisPoints, d.downKbps, d.upKbps, d.sla, d.validFrom, d.validTo, d.description, d.terms};
    }
    void draft(const catalogue::Tariff& tariff)
    {
        drafted_.tariff = biller_.tariffs->tryOut(connection_, tariff);
    }

    void take(const BillCycle& cycle)
    {
        QString behind;
        for (QList<customer::Account> page; !(page = customer::accountsAfter(connection_, cycle.billDay, behind, accountsATry)).isEmpty(); behind = page.last().number) {
            QList<AccountFacts> before = billableAccounts(connection_, biller_, page), after = before;
            readUsageAgain(connection_, biller_, cycle, 0, before);
            if (drafted_.offering)
                after = drafted(before);
            else
                readUsageAgain(connection_, biller_, cycle, drafted_.tariff, after);
            readTrafficAgain(connection_, biller_, cycle, before);
            readTrafficAgain(connection_, draftBiller_, cycle, after);
            for (qsizetype i = 0; i < before.size(); ++i)
                if (before[i].damaged.isEmpty() && after[i].damaged.isEmpty())
                    take(before[i].facts, after[i].facts, cycle);
        }
    }

    DraftEffect finish()
    {
        for (const auto& [code, total] : totals_)
            effect_.totals.append(total);
        std::stable_sort(effect_.accounts.begin(), effect_.accounts.end(), [](const AccountEffect& a, const AccountEffect& b) {
            return sizeOf(a) != sizeOf(b) ? sizeOf(b) < sizeOf(a) : a.accountNumber < b.accountNumber;
        });
        return effect_;
    }

private:
    /// The same accounts with the drafted offering in place of the version that they have.
    QList<AccountFacts> drafted(QList<AccountFacts> accounts) const
    {
        for (AccountFacts& each : accounts)
            for (BillableSubscription& s : each.facts.subscriptions)
                s.offering = draftBiller_.offerings.value(s.offering.id, s.offering);
        return accounts;
    }

    static bool hasRecords(const BillableSubscription& s)
    {
        return std::any_of(s.usage.begin(), s.usage.end(), [](const BillableUsage& usage) { return !usage.traffic; });
    }

    static void priceTrafficAs(const catalogue::OfferingDraft& d, catalogue::Offering& version)
    {
        version.terms.burstable = d.terms.burstable;
        version.terms.volume = d.terms.volume;
    }

    void take(const BillableAccount& facts, const BillableAccount& byDraft, const BillCycle& cycle)
    {
        const BillableAccount month = inPeriod(facts, cycle.period);
        BillableAccount drafted = inPeriod(byDraft, cycle.period);
        if (drafted_.offering) {
            if (!hasOffering(facts, biller_, drafted_.offering->code))
                return;
            if (!applyDraft(drafted, biller_, *drafted_.offering)) {
                ++effect_.notPriced;
                return;
            }
        } else {
            if (std::none_of(month.subscriptions.begin(), month.subscriptions.end(), hasRecords))
                return;
        }
        try {
            const AccountEffect effect{facts.account.id, facts.account.number, facts.customer.name, netOf(biller_, month, cycle), netOf(biller_, drafted, cycle)};
            const Money zero = Money::zero(facts.account.currency);
            CurrencyEffect& total = totals_.try_emplace(zero.currency.code(), CurrencyEffect{zero.currency, 0, zero, zero}).first->second;
            ++total.accounts;
            total.before += effect.before;
            total.after += effect.after;
            if (effect.before != effect.after)
                effect_.accounts.append(effect);
        } catch (const Refused&) {
            // An account that can't be billed is the bill run's matter, which parks it.
        }
    }

    store::Connection& connection_;
    const Biller biller_;
    Biller draftBiller_; ///< the same, but that the drafted offering's traffic is priced by the draft
    Drafted drafted_;
    std::map<QString, CurrencyEffect> totals_;
    DraftEffect effect_;
};

} // namespace

template <class Draft>
static DraftEffect effectOf(store::Connection& connection, const Draft& draft, BillingDate today)
{
    EffectReader reader(connection);
    reader.draft(draft);
    for (int billDay = 1; billDay <= 31; ++billDay)
        reader.take(cycleEndedBy(today, billDay));
    return reader.finish();
}

DraftEffect draftEffect(const access::Actor& actor, store::Connection& connection, const catalogue::OfferingDraft& draft, BillingDate today)
{
    actor.require(access::Permission::PreviewBills);
    catalogue::checkOffering(draft);
    return effectOf(connection, draft, today);
}

DraftEffect draftEffect(const access::Actor& actor, store::Connection& connection, const catalogue::Tariff& draft, BillingDate today)
{
    actor.require(access::Permission::PreviewBills);
    catalogue::checkTariff(draft);
    if (catalogue::tariffVersions(connection, draft.code).isEmpty())
        throw Refused(QCoreApplication::translate("DraftEffect", "There is no tariff %1 yet, so nobody's usage is rated by it; publish it and choose it for an offering.").arg(draft.code));
    return effectOf(connection, draft, today);
}

} // namespace trunkline::billing
