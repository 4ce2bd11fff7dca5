#include "models/billing/reratingservice.h"

#include "models/billing/billablestore.h"
#include "models/billing/includedusage.h"
#include "models/billing/usagerecord.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/store/inlist.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace trunkline::billing {

using access::Permission;

namespace {

constexpr int accountsRatedAtOnce = 256;

struct ReratingTexts {
    Q_DECLARE_TR_FUNCTIONS(Rerating)
};

/// What one line becomes: place of the subscription, tariff, its zone.
using DifferenceKey = std::tuple<qsizetype, std::int64_t, qsizetype>;
struct PriceDifference {
    std::int64_t records = 0;
    std::int64_t amountMicros = 0;
    Timestamp first;
    Timestamp last;
};

bool draws(const AllowanceDraw& a, const AllowanceDraw& b)
{
    return std::tie(a.ownerId, a.allowanceCode, a.grantedOn, a.usedOn) < std::tie(b.ownerId, b.allowanceCode, b.grantedOn, b.usedOn);
}

/// The usage of one account, billed once more as it was, to see what else it costs now.
class Replay {
public:
    Replay(store::Connection& connection, const Biller& biller, const BillableAccount& account, Timestamp from, Timestamp until)
        : connection_(connection), biller_(biller), account_(account), from_(from), until_(until), newest_(rating::newestTariff(connection)),
          reratings_(usageReratings(connection, {account.account.id.toString()})[account.account.id])
    {
        QStringList serviceIds;
        QHash<ServiceId, qsizetype> places; // where a service is charged now
        for (qsizetype i = 0; i < account.subscriptions.size(); ++i)
            if (account.subscriptions[i].subscription.parentId.isNull()) {
                places.insert(account.subscriptions[i].service.id, i);
                serviceIds.append(account.subscriptions[i].service.id.toString());
            }
        for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT id, service_id FROM usage_identity WHERE service_id IN ({keys})"), serviceIds)) {
            places_[row.integer("id")] = places.value(row.id<ServiceId>("service_id"));
            identities_.append(row.integer("id"));
        }
        std::sort(identities_.begin(), identities_.end());
        identities_.erase(std::unique(identities_.begin(), identities_.end()), identities_.end());
    }

    void run()
    {
        const auto posted = postedUsage(connection_, account_.account.id);
        const auto drawn = postedDraws(connection_, account_.account.id);
        for (const PostedUsage& document : posted)
            if (std::any_of(document.windows.begin(), document.windows.end(), [&](const UsageWindow& window) { return from_ < window.span.upTo.until; }))
                replay(document, drawn);
        countUnbilled();
    }

    std::int64_t newest() const { return newest_; }
    std::int64_t records() const { return records_; }
    const std::map<DifferenceKey, PriceDifference>& differences() const { return differences_; }

private:
    bool isConcerned(const rating::RatedUsage& record) const { return from_ <= record.start && record.start < until_; }

    /// Whether versions were published that were not known when the record was rated last.
    bool isOutdated(const rating::RatedUsage& record)
    {
        const QString code = biller_.tariffs->numbered(connection_, record.tariffNumber).tariff().code;
        return biller_.tariffs->plan(connection_, code, knownTariff(record, reratings_)).versions.size() != biller_.tariffs->plan(connection_, code, newest_).versions.size();
    }

    void replay(const PostedUsage& document, const QList<std::pair<QString, AllowanceDraw>>& all)
    {
        QList<AllowanceDraw> before, by;
        for (const auto& [documentId, draw] : all)
            if (documentId <= document.documentId)
                (documentId == document.documentId ? by : before).append(draw);
        const BillableAccount nothingIncluded{account_.customer, account_.account, {}}; // by documents of earlier versions
        AccountBuckets buckets(biller_, document.documentId.isEmpty() ? nothingIncluded : account_, before);
        QList<rating::UsageSpan> spans;
        for (const UsageWindow& window : document.windows)
            spans.append(window.span);
        rating::eachUsage(connection_, identities_, spans, [&](const rating::RatedUsage& record, qsizetype span) { take(record, document.windows[span], buckets); });
        QList<AllowanceDraw> now = buckets.drawn();
        std::sort(now.begin(), now.end(), draws);
        std::sort(by.begin(), by.end(), draws);
        if (now != by)
            throw Refused(ReratingTexts::tr("What is included for the account %1 changed since its usage was billed, so that it can't be rated anew; correct it by an adjustment.")
                              .arg(account_.account.number));
    }

    void take(const rating::RatedUsage& record, const UsageWindow& window, AccountBuckets& buckets)
    {
        const std::int64_t then = knownTariff(record, reratings_, window.rerating);
        std::vector<rating::Allowance> drawn; // what the record drew, so that it draws the same again
        bool isIncluded = false;
        if (record.quantity > 0 && !buckets.isEmpty() && isCharged(record, then)) {
            const auto offered = buckets.open(account_.subscriptions[places_.at(record.identityId)].service.id, biller_.tariffs->numbered(connection_, record.tariffNumber).tariff().kind, record.start);
            if (!offered.empty()) {
                drawn.assign(offered.begin(), offered.end());
                rateUsage(connection_, biller_, record, then, offered, rating_);
                for (std::size_t i = 0; i < drawn.size(); ++i)
                    drawn[i].left -= offered[i].left;
                isIncluded = std::all_of(rating_.parts.begin(), rating_.parts.end(), [](const rating::RatedPart& part) { return part.included == part.charged; });
                buckets.close(rating_, false);
            }
        }
        if (!isConcerned(record) || record.quantity == 0 || !isOutdated(record))
            return;
        ++records_;
        if (isIncluded)
            return;
        std::vector<rating::Allowance> again = drawn;
        rateUsage(connection_, biller_, record, knownTariff(record, reratings_), again, rating_);
        const std::int64_t before = rating_.totalMicros;
        rateUsage(connection_, biller_, record, newest_, drawn, rating_);
        if (rating_.totalMicros != before)
            add(record, rating_.totalMicros - before);
    }

    bool isCharged(const rating::RatedUsage& record, std::int64_t known)
    {
        if (known == knownTariff(record, {}))
            return record.amountMicros != 0;
        rateUsage(connection_, biller_, record, known, {}, rating_);
        return rating_.totalMicros != 0;
    }

    void add(const rating::RatedUsage& record, std::int64_t amountMicros)
    {
        const rating::RatedPart& part = rating_.parts.front();
        const std::int64_t number = biller_.tariffs->numberOf(part.book);
        PriceDifference& difference = differences_[{places_.at(record.identityId), number, zoneOf(part.book->tariff(), part.rule)}];
        difference.first = difference.records == 0 ? record.start : std::min(difference.first, record.start);
        difference.last = std::max(difference.last, record.start);
        ++difference.records;
        difference.amountMicros += amountMicros;
    }

    /// What is on no invoice is no difference yet, but must be billed by the new prices.
    void countUnbilled()
    {
        const rating::UsageMark all{until_, rating::newestUsageSeq(connection_)};
        const auto marks = usageMarks(connection_, {account_.account.id.toString()});
        const auto mark = marks.find(account_.account.id);
        const rating::UsageSpan rest{mark == marks.end() ? rating::UsageMark{} : mark->second, all};
        rating::eachUsage(connection_, identities_, {rest}, [&](const rating::RatedUsage& record, qsizetype) { records_ += isConcerned(record) && isOutdated(record); });
    }

    store::Connection& connection_;
    const Biller& biller_;
    const BillableAccount& account_;
    const Timestamp from_, until_;
    const std::int64_t newest_;
    const QList<UsageRerating> reratings_;
    std::map<std::int64_t, qsizetype> places_; ///< of identities among the subscriptions
    QList<std::int64_t> identities_;
    std::int64_t records_ = 0;
    std::map<DifferenceKey, PriceDifference> differences_;
    rating::Rating rating_;
};

/// Nothing when the difference is less than half of the smallest unit.
std::optional<AccountCharge> chargeFor(store::Change& change, const Biller& biller, const BillableAccount& facts, const DifferenceKey& key, const PriceDifference& difference, const QString& reason)
{
    const auto& [place, number, zone] = key;
    const BillableSubscription& s = facts.subscriptions[place];
    const catalogue::Tariff& tariff = biller.tariffs->numbered(change.connection(), number).tariff();
    const Money net{divideRounded(Wide(difference.amountMicros) * tariff.currency.minorPerMajor(), 1'000'000, Rounding::HalfUp), tariff.currency};
    if (net.isZero())
        return std::nullopt;
    if (net.currency != facts.account.currency)
        throw Refused(ReratingTexts::tr("The tariff %1 is in %2, but the account %3 is kept in %4.").arg(tariff.code, net.currency.code(), facts.account.number, facts.account.currency.code()));
    const BillingPeriod period{biller.profile.zone.dateAt(difference.first), biller.profile.zone.dateAt(difference.last).plusDays(1)};
    AccountCharge charge{change.ids().next<AccountChargeTag>(), facts.account.id, LineKind::Delta, ReratingTexts::tr("%1: %2: price corrected").arg(tariff.name, tariff.zones[zone].name),
                         ReratingTexts::tr("%1, %2, %3").arg(s.service.name, recordsText(difference.records), reason), net,
                         taxOf(s.offering, facts.account, biller.taxRates, period.to.plusDays(-1)), biller.profile.zone.dateAt(change.now()), s.subscription.id, s.service.id, std::nullopt};
    charge.period = period;
    return charge;
}

} // namespace

Rerating ReratingService::rerate(const access::Actor& actor, AccountId accountId, const BillingPeriod& days, const QString& reason)
{
    actor.require(Permission::PostBills);
    if (reason.trimmed().isEmpty())
        throw InvalidInput(ReratingTexts::tr("Write why the usage is rated anew."));
    if (days.to <= days.from)
        throw InvalidInput(ReratingTexts::tr("The time ends before it begins on %1.").arg(days.from.toIso()));
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const Biller operatorNow = biller(connection);
    const QList<AccountFacts> all = billableAccounts(connection, operatorNow, {customer::requireAccount(connection, accountId)});
    const BillableAccount& facts = all.first().facts;
    if (!all.first().damaged.isEmpty())
        throw Refused(all.first().damaged);
    if (!openUsageWindows(connection, {accountId.toString()}).empty())
        throw Refused(ReratingTexts::tr("An invoice of the account %1 was taken back and its usage is not billed again yet; bill it, then rate it anew.").arg(facts.account.number));
    const Timestamp from = operatorNow.profile.zone.startOf(days.from), until = operatorNow.profile.zone.startOf(days.to);
    Replay replay(connection, operatorNow, facts, from, until);
    replay.run();
    Rerating result{replay.records(), {}};
    if (result.records == 0)
        return result;
    const UsageRerating made{change.nextNumber(QStringLiteral("usage-rerating")), from, until, replay.newest()};
    insertUsageRerating(connection, accountId, made);
    const auto entry = change.append({QStringLiteral("usage.rerated"), QStringLiteral("account"), accountId.toString(), {},
                                      {{"number", facts.account.number}, {"from", days.from.toIso()}, {"to", days.to.toIso()}, {"reason", reason.trimmed()}, {"records", qint64(result.records)},
                                       {"tariff", qint64(made.knownTariff)}}, {}, {}});
    for (const auto& [key, difference] : replay.differences())
        if (auto charge = chargeFor(change, operatorNow, facts, key, difference, reason.trimmed())) {
            insertAccountCharge(connection, *charge, change.now());
            charge->entry = change.append({QStringLiteral("charge.added"), QStringLiteral("charge"), charge->id.toString(), {}, toJson(*charge), entry.id, {}}).id;
            result.charges.append(*charge);
        }
    change.commit();
    return result;
}

ReratingResult ReratingService::rerateAll(const access::Actor& actor, const BillingPeriod& days, const QString& reason, const std::function<bool(const ReratingResult&)>& watch)
{
    ReratingResult result;
    for (int billDay = 1; billDay <= 31; ++billDay) {
        QString behind;
        for (QList<customer::Account> page; !(page = customer::accountsAfter(context_.connection, billDay, behind, accountsRatedAtOnce)).isEmpty(); behind = page.last().number)
            for (const customer::Account& account : page) {
                try {
                    const Rerating done = rerate(actor, account.id, days, reason);
                    result.accounts += !done.charges.isEmpty();
                    result.records += done.records;
                    result.charges += int(done.charges.size());
                } catch (const Refused& refusal) {
                    result.refused.append(refusal.sentence());
                }
                if (watch && !watch(result))
                    return result;
            }
    }
    return result;
}

} // namespace trunkline::billing
