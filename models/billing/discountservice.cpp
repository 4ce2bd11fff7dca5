#include "models/billing/discountservice.h"

#include "models/billing/billablestore.h"
#include "models/billing/phaseedit.h"
#include "models/catalogue/offeringstore.h"
#include "models/catalogue/pricestore.h"
#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

using access::Permission;

namespace {

const QString discountSubject = QStringLiteral("discount");

QString discountText(const char* sentence)
{
    return QCoreApplication::translate("Discount", sentence);
}

Subscription discounted(store::Connection& connection, SubscriptionId id, BillingDate day)
{
    const auto found = subscription(connection, id);
    if (!found)
        throw NotFound(discountText("There is no subscription %1; see “trunklinectl subscription list”.").arg(id.toString()));
    if (day < found->startsOn || (found->endsOn && day >= *found->endsOn))
        throw Refused(discountText("The subscription does not run on %1.").arg(day.toIso()));
    return *found;
}

void requireEligible(store::Connection& connection, const catalogue::Promotion& promotion, const Subscription& s, BillingDate on)
{
    if (on < promotion.validFrom || (promotion.validTo && on >= *promotion.validTo))
        throw Refused(discountText("The promotion %1 can't be named on %2.").arg(promotion.code, on.toIso()));
    const catalogue::Offering offering = catalogue::requireOffering(connection, phaseOn(s, on).offeringId);
    if (!promotion.offerings.isEmpty() && !promotion.offerings.contains(offering.code))
        throw Refused(discountText("The promotion %1 does not go with %2, but with %3.").arg(promotion.code, offering.code, promotion.offerings.join(QStringLiteral(", "))));
    if (promotion.amount && promotion.amount->currency != s.price.currency)
        throw Refused(discountText("The promotion %1 is in %2, the subscription in %3.").arg(promotion.code, promotion.amount->currency.code(), s.price.currency.code()));
    if (hasPromotion(connection, s.accountId, promotion.code))
        throw Refused(discountText("The account has used the promotion %1 already.").arg(promotion.code));
    if (!promotion.newCustomersOnly)
        return;
    for (const Subscription& each : subscriptionsOfAccount(connection, s.accountId))
        if (each.startsOn < s.startsOn)
            throw Refused(discountText("The promotion %1 is for new customers; the account has had a subscription since %2.").arg(promotion.code, each.startsOn.toIso()));
}

/// The first day behind so many intervals of a price.
BillingDate after(BillingDate day, catalogue::Interval interval, int periods)
{
    return interval.months() > 0 ? day.plusMonths(periods * interval.months()) : day.plusDays(std::int64_t(periods) * interval.count);
}

Discount write(store::Change& change, Discount discount)
{
    discount.id = change.ids().next<DiscountTag>();
    insertDiscount(change.connection(), discount);
    const auto entry = change.commit({QStringLiteral("discount.granted"), discountSubject, discount.id.toString(), {}, toJson(discount), {}, {}});
    discount.entry = entry.id;
    return discount;
}

} // namespace

Discount DiscountService::redeem(const access::Actor& actor, SubscriptionId id, const QString& code, BillingDate on)
{
    actor.require(Permission::TakeOrders);
    store::Change change(context_, actor.who());
    const auto promotion = catalogue::promotion(change.connection(), code);
    if (!promotion)
        throw NotFound(discountText("There is no promotion %1; see “trunklinectl promotion list”.").arg(code));
    const Subscription s = discounted(change.connection(), id, on);
    requireEligible(change.connection(), *promotion, s, on);
    // A trial is free: the periods count from the first day that costs something.
    BillingDate from = on;
    for (const ChargePhase& phase : timelineOf(s).phases)
        if (phase.kind == PhaseKind::Normal && phaseOn(s, from).kind == PhaseKind::Trial && phase.from > from)
            from = phase.from;
    Discount discount{{}, s.accountId, s.id, code, promotion->name, promotion->basisPoints, promotion->amount, from, std::nullopt, promotion->wholeBundle};
    discount.onUsage = promotion->onUsage;
    if (promotion->periods > 0)
        discount.to = after(from, phaseOn(s, from).interval, promotion->periods);
    return write(change, discount);
}

Discount DiscountService::grant(const access::Actor& actor, Discount discount)
{
    actor.require(Permission::PostBills);
    if (discount.amount ? discount.basisPoints != 0 || discount.amount->minor <= 0 : discount.basisPoints < 1 || discount.basisPoints > 10'000)
        throw InvalidInput(discountText("The discount takes nothing off; write either a part of the price (up to 100 %) or an amount."));
    if (discount.text.trimmed().isEmpty() || discount.reason.trimmed().isEmpty())
        throw InvalidInput(discountText("The discount has no text or no reason; write what the customer reads, and who agreed to it and why."));
    if (discount.to && *discount.to <= discount.from)
        throw InvalidInput(discountText("The discount ends before it begins on %1.").arg(discount.from.toIso()));
    store::Change change(context_, actor.who());
    const Subscription s = discounted(change.connection(), discount.subscriptionId, discount.from);
    if (discount.amount && discount.amount->currency != s.price.currency)
        throw Refused(discountText("The discount is in %1, the subscription in %2.").arg(discount.amount->currency.code(), s.price.currency.code()));
    discount.accountId = s.accountId;
    return write(change, discount);
}

Discount DiscountService::end(const access::Actor& actor, SubscriptionId subscription, DiscountId id, BillingDate lastDay)
{
    actor.require(Permission::TakeOrders);
    store::Change change(context_, actor.who());
    const QList<Discount> all = discountsOf(change.connection(), subscription);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Discount& each) { return each.id == id; });
    if (found == all.end())
        throw NotFound(discountText("The subscription has no discount %1.").arg(id.toString()));
    Discount ended = *found;
    ended.to = std::max(ended.from, lastDay.plusDays(1));
    if (found->to && *found->to <= *ended.to)
        throw Refused(discountText("The discount ends on %1 already.").arg(found->to->plusDays(-1).toIso()));
    updateDiscount(change.connection(), ended);
    change.commit({QStringLiteral("discount.ended"), discountSubject, id.toString(), toJson(*found), toJson(ended), {}, {}});
    return ended;
}

} // namespace trunkline::billing
