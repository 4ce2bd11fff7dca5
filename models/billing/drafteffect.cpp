#include "models/billing/drafteffect.h"

#include "models/billing/invoicerules.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"

#include <algorithm>
#include <map>

namespace trunkline::billing {

namespace {

constexpr int accountsATry = 256;

/// The account as it was in one period: recurring charges and their discounts, nothing else.
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

class EffectReader {
public:
    EffectReader(store::Connection& connection, const catalogue::OfferingDraft& draft) : connection_(connection), biller_(biller(connection))
    {
        drafted_ = {{}, draft.code, draft.name, 0, draft.price, draft.setupFee, draft.taxRateBasisPoints, draft.downKbps, draft.upKbps, draft.sla,
                    draft.validFrom, draft.validTo, draft.description, draft.terms};
    }

    void take(const BillCycle& cycle)
    {
        QString behind;
        for (QList<customer::Account> page; !(page = customer::accountsAfter(connection_, cycle.billDay, behind, accountsATry)).isEmpty(); behind = page.last().number)
            for (const AccountFacts& each : billableAccounts(connection_, biller_, page))
                if (each.damaged.isEmpty() && hasOffering(each.facts, biller_, drafted_->code))
                    take(each.facts, cycle);
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
    void take(const BillableAccount& facts, const BillCycle& cycle)
    {
        const BillableAccount month = inPeriod(facts, cycle.period);
        BillableAccount drafted = month;
        if (!applyDraft(drafted, biller_, *drafted_)) {
            ++effect_.notPriced;
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
    std::optional<catalogue::Offering> drafted_;
    std::map<QString, CurrencyEffect> totals_;
    DraftEffect effect_;
};

} // namespace

DraftEffect draftEffect(const access::Actor& actor, store::Connection& connection, const catalogue::OfferingDraft& draft, BillingDate today)
{
    actor.require(access::Permission::PreviewBills);
    catalogue::checkOffering(draft);
    EffectReader reader(connection, draft);
    for (int billDay = 1; billDay <= 31; ++billDay)
        reader.take(cycleEndedBy(today, billDay));
    return reader.finish();
}

} // namespace trunkline::billing
