#include "models/billing/includedusage.h"

#include <algorithm>

namespace trunkline::billing {

static constexpr int octetsDecimals = 6; // shown in megabytes

/// Days on which a subscription brings an allowance, and how many times.
struct AccountBuckets::Grant {
    qsizetype subscription;
    BillingDate from;
    std::optional<BillingDate> to;
    std::int64_t pieces;

    BillingPeriod within(const BillingPeriod& period) const { return {std::max(from, period.from), to ? std::min(*to, period.to) : period.to}; }
};

/// Of one subscription, by allowance; spans that follow each other are one.
AccountBuckets::Grants AccountBuckets::grantsOf(const Biller& biller, const BillableSubscription& s, qsizetype place)
{
    Grants grants;
    const ChargeTimeline timeline = timelineOf(s.subscription);
    for (const PhaseSpan& span : spansOf(timeline)) {
        const auto offered = biller.allowances.find(span.phase->offeringId);
        if (offered == biller.allowances.end())
            continue;
        for (const catalogue::OfferedAllowance& each : offered->second) {
            Grant grant{place, std::max(span.from, each.from), span.to, span.phase->quantity};
            if (each.to)
                grant.to = grant.to ? std::min(*grant.to, *each.to) : *each.to;
            if (grant.to && *grant.to <= grant.from)
                continue;
            auto& [allowance, list] = grants[each.allowance.code];
            allowance = &each.allowance;
            if (!list.isEmpty() && list.last().to == grant.from && list.last().pieces == grant.pieces)
                list.last().to = grant.to;
            else
                list.append(grant);
        }
    }
    return grants;
}

struct AccountBuckets::Stock {
    const catalogue::Allowance* allowance;
    rating::BucketDefinition definition;
    QString ownerId;
    QList<Grant> grants;
    QList<AllowanceDraw> posted;
    std::map<std::pair<BillingDate, BillingDate>, std::int64_t> drawn; ///< by the days of granting and of use
    std::map<BillingDate, IncludedUsage> included;                     ///< by the first day of the period
    std::optional<Rhythm> rhythm;

    // of the period in hand:
    BillingPeriod period;
    std::int64_t fromMs = 0, untilMs = 0; ///< none yet
    std::vector<std::pair<std::int64_t, std::int64_t>> held; ///< when it may be drawn from
    QList<rating::Bucket> buckets;
    std::vector<BillingDate> grantedOn;

    std::int64_t grantIn(const BillingPeriod& full, ProrationBasis basis) const
    {
        std::map<qsizetype, std::int64_t> most; // an allowance that is not prorated comes whole, once a subscription
        std::int64_t sum = 0;
        for (const Grant& grant : grants) {
            const BillingPeriod part = grant.within(full);
            if (part.to <= part.from)
                continue;
            if (!allowance->isProrated) {
                std::int64_t& pieces = most[grant.subscription];
                sum += std::max<std::int64_t>(grant.pieces - pieces, 0) * allowance->quantity;
                pieces = std::max(pieces, grant.pieces);
                continue;
            }
            const Quantity fraction = fractionOf({part, full}, allowance->interval, basis);
            sum += divideRounded(Wide(allowance->quantity) * grant.pieces * fraction.numerator, fraction.denominator, Rounding::HalfUp);
        }
        return sum;
    }

    void turnTo(BillingDate day, const Biller& biller, int billDay)
    {
        if (!rhythm) {
            BillingDate anchor = grants.first().from;
            for (const Grant& grant : grants)
                anchor = std::min(anchor, grant.from);
            rhythm.emplace(allowance->interval, anchor, billDay);
        }
        period = rhythm->periodContaining(day);
        fromMs = biller.profile.zone.startOf(period.from).ms;
        untilMs = biller.profile.zone.startOf(period.to).ms;
        held.clear();
        for (const Grant& grant : grants)
            if (const BillingPeriod part = grant.within(period); part.from < part.to)
                held.emplace_back(biller.profile.zone.startOf(part.from).ms, biller.profile.zone.startOf(part.to).ms);
        QList<BillingPeriod> periods{period};
        for (int i = 0; i < allowance->rolloverPeriods; ++i)
            periods.prepend(rhythm->periodContaining(periods.first().from.plusDays(-1)));
        std::vector<std::int64_t> brought;
        for (const BillingPeriod& each : std::as_const(periods))
            brought.push_back(grantIn(each, biller.settings.conventions.proration));
        buckets = rating::bucketsOf(definition, brought, drawsIn(periods));
        grantedOn.clear();
        for (const rating::Bucket& bucket : std::as_const(buckets))
            grantedOn.push_back(periods[rating::grantedIn(definition, bucket, int(periods.size()))].from);
    }

    std::vector<rating::BucketDraw> drawsIn(const QList<BillingPeriod>& periods) const
    {
        std::vector<rating::BucketDraw> draws;
        const auto placeOf = [&](BillingDate day) {
            const auto found = std::find_if(periods.begin(), periods.end(), [&](const BillingPeriod& each) { return each.contains(day); });
            return int(found - periods.begin()); // behind the last for what was used later
        };
        const auto add = [&](BillingDate granting, BillingDate use, std::int64_t quantity) {
            if (granting >= periods.first().from && granting < periods.last().to)
                draws.push_back({placeOf(granting), placeOf(use), quantity});
        };
        for (const AllowanceDraw& draw : posted)
            add(draw.grantedOn, draw.usedOn, draw.quantity);
        for (const auto& [days, quantity] : drawn)
            add(days.first, days.second, quantity);
        return draws;
    }

    std::int64_t left() const
    {
        std::int64_t sum = 0;
        for (const rating::Bucket& bucket : buckets)
            sum += bucket.left;
        return sum;
    }

    void take(qsizetype place, std::int64_t quantity, Timestamp at, bool isNewRecord, bool isLate)
    {
        const auto [entry, isNew] = included.try_emplace(period.from);
        IncludedUsage& use = entry->second;
        if (isNew) // the last bucket is the period's own
            use = {allowance, ownerId, grants.first().subscription, period, 0, 0, left(), left() - buckets.last().left, 0, at, at};
        buckets[place].left -= quantity;
        drawn[{grantedOn[std::size_t(place)], period.from}] += quantity;
        use.records += isNewRecord;
        use.quantity += quantity;
        use.after = left();
        use.first = std::min(use.first, at);
        use.last = std::max(use.last, at);
        use.isLate = use.isLate && isLate;
    }
};

AccountBuckets::AccountBuckets(const Biller& biller, const BillableAccount& account, const QList<AllowanceDraw>& posted) : biller_(biller), billDay_(account.account.billDay)
{
    if (biller.allowances.empty())
        return;
    for (qsizetype place = 0; place < account.subscriptions.size(); ++place) {
        const BillableSubscription& s = account.subscriptions[place];
        for (const auto& [code, found] : grantsOf(biller, s, place)) {
            const auto& [allowance, grants] = found;
            const QString owner = allowance->isShared ? account.account.id.toString() : s.service.id.toString();
            std::unique_ptr<Stock>& stock = stocks_[{code, owner}];
            if (!stock) {
                stock = std::make_unique<Stock>();
                stock->allowance = allowance;
                stock->definition = {code, allowance->unit, allowance->quantity, allowance->rolloverPeriods, allowance->mostCarried, {allowance->zones.begin(), allowance->zones.end()}};
                stock->ownerId = owner;
                (allowance->isShared ? shared_ : own_[s.service.id]).append(stock.get());
            }
            stock->grants += grants;
        }
    }
    for (const AllowanceDraw& draw : posted)
        if (const auto stock = stocks_.find({draw.allowanceCode, draw.ownerId}); stock != stocks_.end())
            stock->second->posted.append(draw);
}

AccountBuckets::~AccountBuckets() = default;

std::span<rating::Allowance> AccountBuckets::open(ServiceId service, const QString& kind, Timestamp at)
{
    opened_.clear();
    allowances_.clear();
    at_ = at;
    const auto offer = [&](Stock& stock) {
        if (stock.allowance->kind != kind)
            return;
        if (at.ms < stock.fromMs || at.ms >= stock.untilMs)
            stock.turnTo(biller_.profile.zone.dateAt(at), biller_, billDay_);
        if (std::none_of(stock.held.begin(), stock.held.end(), [&](const auto& part) { return part.first <= at.ms && at.ms < part.second; }))
            return;
        for (qsizetype i = 0; i < stock.buckets.size(); ++i)
            if (stock.buckets[i].left > 0) {
                opened_.emplace_back(&stock, i);
                // usage belongs to the period in which it began, whole
                rating::Allowance& allowance = allowances_.emplace_back();
                allowance.left = stock.buckets[i].left;
                allowance.unit = stock.definition.unit;
                allowance.zones = stock.definition.zones;
            }
    };
    if (const auto own = own_.constFind(service); own != own_.constEnd())
        for (Stock* stock : *own)
            offer(*stock);
    for (Stock* stock : std::as_const(shared_))
        offer(*stock);
    return allowances_;
}

void AccountBuckets::close(const rating::Rating& rating, bool isLate)
{
    std::vector<const Stock*> told; // a record that draws several times is one record
    for (const rating::Draw& draw : rating.draws) {
        const auto& [stock, place] = opened_[draw.allowance];
        const bool isNew = std::find(told.begin(), told.end(), stock) == told.end();
        if (isNew)
            told.push_back(stock);
        stock->take(place, draw.quantity, at_, isNew, isLate);
    }
}

QList<IncludedUsage> AccountBuckets::included() const
{
    QList<IncludedUsage> all;
    for (const auto& [key, stock] : stocks_)
        for (const auto& [from, use] : stock->included)
            all.append(use);
    return all;
}

QList<AllowanceDraw> AccountBuckets::drawn() const
{
    QList<AllowanceDraw> all;
    for (const auto& [key, stock] : stocks_)
        for (const auto& [days, quantity] : stock->drawn)
            all.append({stock->ownerId, stock->allowance->code, days.first, days.second, quantity});
    return all;
}

QString unitsText(catalogue::UsageUnit unit, std::int64_t quantity)
{
    const auto two = [](std::int64_t n) { return QString::number(n).rightJustified(2, u'0'); };
    switch (unit) {
    case catalogue::UsageUnit::Second: return QStringLiteral("%1:%2:%3").arg(quantity / 3600).arg(two(quantity / 60 % 60), two(quantity % 60));
    case catalogue::UsageUnit::Octet: return QStringLiteral("%1.%2 MB").arg(quantity / 1'000'000).arg(QString::number(quantity % 1'000'000).rightJustified(octetsDecimals, u'0'));
    case catalogue::UsageUnit::Message: break;
    }
    return QString::number(quantity);
}

} // namespace trunkline::billing
