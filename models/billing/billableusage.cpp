#include "models/billing/billableusage.h"

#include "models/billing/includedusage.h"
#include "models/billing/usagerecord.h"
#include "models/core/errors.h"
#include "models/store/inlist.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <tuple>

namespace trunkline::billing {

namespace {

struct UsageLineTexts {
    Q_DECLARE_TR_FUNCTIONS(UsageLines)
};

/// What one line adds up: the identities of a service may have the same price.
struct LineSum {
    std::int64_t records = 0;
    std::int64_t charged = 0;
    std::int64_t amountMicros = 0;
    Timestamp first;
    Timestamp last;

    void add(const LineSum& more)
    {
        first = records == 0 ? more.first : std::min(first, more.first);
        last = std::max(last, more.last);
        records += more.records;
        charged += more.charged;
        amountMicros += more.amountMicros;
    }
};

/// Subscription, span of usage, whether it is late, tariff, its zone: a zone's prices of the day and the night are one line.
using LineKey = std::tuple<qsizetype, qsizetype, bool, std::int64_t, qsizetype>;

/// What was read for a page of accounts.
struct UsageFacts {
    QHash<ServiceId, QList<std::int64_t>> identities;
    std::map<AccountId, rating::UsageMark> marks;
    std::map<AccountId, QList<UsageWindow>> open;
    std::map<AccountId, QList<UsageRerating>> reratings;
    std::map<AccountId, QList<AllowanceDraw>> draws;
    std::size_t accounts = 0;
};

template <class T>
T valueOf(const std::map<AccountId, T>& values, AccountId account, const T& otherwise = {})
{
    const auto found = values.find(account);
    return found == values.end() ? otherwise : found->second;
}

/// The usage of one account. The last of its windows is the new one, those before were taken back.
class AccountUsage {
public:
    AccountUsage(store::Connection& connection, const Biller& biller, const BillCycle& cycle, AccountFacts& account, const QList<UsageRerating>& reratings,
                 const QList<AllowanceDraw>& draws)
        : connection_(connection), biller_(biller), cycle_(cycle), account_(account), reratings_(reratings), draws_(draws), buckets_(biller, account.facts, draws_)
    {
    }

    void own(qsizetype subscription, const QList<std::int64_t>& identities)
    {
        for (const std::int64_t identity : identities)
            places_[identity] = subscription;
    }

    void read(std::optional<JournalEntryId> entry)
    {
        if (places_.empty())
            return;
        QList<UsageWindow>& windows = account_.usage.windows;
        const bool isPlain = buckets_.isEmpty() && reratings_.isEmpty() && windows.size() == 1;
        if (isPlain)
            addTotals();
        else
            addRecords();
        putLines(entry);
        account_.usage.draws = buckets_.drawn();
        windows.removeIf([](const UsageWindow& window) { return window.records() == 0; });
    }

private:
    /// Everything as it was rated: the database adds up.
    void addTotals()
    {
        UsageWindow& window = account_.usage.windows.first();
        for (const auto& [identity, place] : places_)
            for (const rating::UsageTotal& total : rating::unbilledUsage(connection_, {identity}, window.span.after, window.span.upTo)) {
                (total.amountMicros == 0 ? window.free : window.billed) += total.records;
                const catalogue::Tariff& tariff = biller_.tariffs->numbered(connection_, total.tariffNumber).tariff();
                sums_[{place, 0, total.isLate, total.tariffNumber, zoneOf(tariff, total.rule)}].add({total.records, total.charged, total.amountMicros, total.first, total.last});
            }
    }

    /// Record by record in the order of their times, because what is included goes to the first.
    void addRecords()
    {
        QList<rating::UsageSpan> spans;
        for (const UsageWindow& window : std::as_const(account_.usage.windows))
            spans.append(window.span);
        QList<std::int64_t> identities;
        for (const auto& [identity, place] : places_)
            identities.append(identity);
        rating::eachUsage(connection_, identities, spans, [&](const rating::RatedUsage& record, qsizetype span) { add(record, span); });
    }

    void add(const rating::RatedUsage& record, qsizetype span)
    {
        UsageWindow& window = account_.usage.windows[span];
        const qsizetype place = places_.at(record.identityId);
        const bool isLate = window.takenBackBy.isEmpty() && record.start < window.span.after.until;
        LineSum sum{1, record.charged, record.amountMicros, record.start, record.start};
        std::pair price{record.tariffNumber, record.rule};
        const std::int64_t knownThen = knownTariff(record, {}), known = knownTariff(record, reratings_, window.rerating);
        if (known != knownThen && record.quantity > 0)
            price = rateAs(sum, record, known, {});
        if (sum.amountMicros != 0) { // what costs nothing draws nothing
            const auto allowances = buckets_.open(account_.facts.subscriptions[place].service.id, tariffOf(record.tariffNumber).kind, record.start);
            if (!allowances.empty()) {
                price = rateAs(sum, record, known, allowances);
                buckets_.close(rating_, isLate);
                if (sum.charged == 0) {
                    ++window.included;
                    return;
                }
            }
        }
        const auto& [tariff, rule] = price;
        ++(sum.amountMicros == 0 ? window.free : window.billed);
        sums_[{place, span, isLate, tariff, zoneOf(tariffOf(tariff), rule)}].add(sum);
    }

    /// Makes the sum that of the record by the tariffs that were known then; gives by which of them it is priced.
    std::pair<std::int64_t, int> rateAs(LineSum& sum, const rating::RatedUsage& record, std::int64_t known, std::span<rating::Allowance> allowances)
    {
        rateUsage(connection_, biller_, record, known, allowances, rating_);
        sum.amountMicros = rating_.totalMicros;
        sum.charged = 0;
        for (const rating::RatedPart& part : rating_.parts)
            sum.charged += part.charged - part.included;
        return {biller_.tariffs->numberOf(rating_.parts.front().book), rating_.parts.front().rule};
    }

    const catalogue::Tariff& tariffOf(std::int64_t number) const { return biller_.tariffs->numbered(connection_, number).tariff(); }

    void putLines(std::optional<JournalEntryId> entry)
    {
        const Currency& kept = account_.facts.account.currency;
        for (const auto& [key, sum] : sums_) {
            const auto& [place, span, isLate, number, zone] = key;
            BillableSubscription& s = account_.facts.subscriptions[place];
            const catalogue::Tariff& tariff = tariffOf(number);
            const Money net{divideRounded(Wide(sum.amountMicros) * tariff.currency.minorPerMajor(), 1'000'000, Rounding::HalfUp), tariff.currency};
            if (net.isZero())
                continue;
            if (net.currency != kept) {
                account_.damaged = UsageLineTexts::tr("Usage of the service %1 is rated in %2, but the account %3 is kept in %4; choose a tariff in %4 for its offering.")
                                       .arg(s.service.name, net.currency.code(), account_.facts.account.number, kept.code());
                return;
            }
            const QString quantity = tariff.unit == catalogue::UsageUnit::Message ? QString() : unitsText(tariff.unit, sum.charged);
            s.usage.append({QStringLiteral("usage:%1:%2:%3:%4:%5").arg(s.service.id.toString()).arg(number).arg(spanKey(span, account_.usage.windows[span].takenBackBy)).arg(isLate ? 1 : 0).arg(tariff.zones[zone].code),
                            QStringLiteral("%1: %2").arg(tariff.name, tariff.zones[zone].name),
                            quantity.isEmpty() ? recordsText(sum.records) : QStringLiteral("%1, %2").arg(recordsText(sum.records), quantity), periodOf(sum.first, sum.last, span, isLate), {},
                            QStringLiteral("C62"), UnitPrice::of(net), net, isLate, entry});
        }
        for (const IncludedUsage& use : buckets_.included())
            putIncluded(use, entry);
    }

    /// What was drawn is stated for nothing, with what was there before and is there after: so the line explains itself.
    void putIncluded(const IncludedUsage& use, std::optional<JournalEntryId> entry)
    {
        const auto units = [&](std::int64_t quantity) { return unitsText(use.allowance->unit, quantity); };
        const Money nothing = Money::zero(account_.facts.account.currency);
        QString detail = UsageLineTexts::tr("%1, %2 included; left before: %3, after: %4").arg(recordsText(use.records), units(use.quantity), units(use.before), units(use.after));
        if (use.carried > 0)
            detail = UsageLineTexts::tr("%1; carried over from earlier: %2").arg(detail, units(use.carried));
        const qsizetype span = account_.usage.windows.size() - 1;
        account_.facts.subscriptions[use.subscription].usage.append(
            {QStringLiteral("included:%1:%2:%3:%4").arg(use.ownerId, use.allowance->code, use.period.from.toIso(), spanKey(span, span > 0 ? account_.usage.windows[span - 1].takenBackBy : QString())),
             UsageLineTexts::tr("Included: %1").arg(use.allowance->name), detail, {use.period.from, std::min(use.period.to, cycle_.period.to)}, {}, QStringLiteral("C62"),
             UnitPrice::of(nothing), nothing, use.isLate, entry, use.allowance->isShared});
    }

    /// Unique for ever: a window is billed once until a credit note takes it back.
    QString spanKey(qsizetype span, const QString& takenBackBy) const
    {
        const rating::UsageMark& mark = account_.usage.windows[span].span.upTo;
        const QString own = QStringLiteral("%1:%2").arg(biller_.profile.zone.dateAt(mark.until).toIso()).arg(mark.seq);
        return takenBackBy.isEmpty() ? own : QStringLiteral("%1:%2").arg(own, takenBackBy);
    }

    /// The cycle's; a line of another time says which.
    BillingPeriod periodOf(Timestamp first, Timestamp last, qsizetype span, bool isLate) const
    {
        const BillingPeriod own{biller_.profile.zone.dateAt(first), biller_.profile.zone.dateAt(last).plusDays(1)};
        if (isLate || span + 1 < account_.usage.windows.size())
            return own;
        return {std::min(own.from, cycle_.period.from), cycle_.period.to};
    }

    store::Connection& connection_;
    const Biller& biller_;
    const BillCycle& cycle_;
    AccountFacts& account_;
    const QList<UsageRerating> reratings_;
    const QList<AllowanceDraw> draws_;
    AccountBuckets buckets_;
    std::map<std::int64_t, qsizetype> places_; ///< of identities among the subscriptions
    std::map<LineKey, LineSum> sums_;
    rating::Rating rating_;
};

class UsageReader {
public:
    UsageReader(store::Connection& connection, const Biller& biller, const BillCycle& cycle, std::int64_t seq)
        : connection_(connection), biller_(biller), cycle_(cycle), now_{biller.profile.zone.startOf(cycle.period.to), seq}
    {
    }

    /// The period as if it were not billed.
    void pretend(std::int64_t known)
    {
        isPretended_ = true;
        known_ = known;
    }

    void read(QList<AccountFacts>& accounts)
    {
        UsageFacts facts = factsOf(accounts);
        if (isPretended_)
            forget(facts, accounts);
        // Nothing is late for an account that never had an invoice.
        const rating::UsageMark nothing{facts.identities.isEmpty() ? now_.until : firstBehind(0), 0};
        QHash<ServiceId, QList<std::int64_t>> identities = facts.identities;
        for (AccountFacts& each : accounts) {
            const AccountId id = each.facts.account.id;
            const rating::UsageMark before = valueOf(facts.marks, id, nothing);
            each.usage.mark = before;
            if (now_.until < before.until || now_.seq < before.seq)
                continue; // of a cycle that ended before the one billed last: its usage waits for the next one
            each.usage.mark = now_;
            each.usage.windows = valueOf(facts.open, id);
            const QList<UsageRerating> reratings = valueOf(facts.reratings, id);
            each.usage.windows.append({{before, each.usage.mark}, reratings.isEmpty() ? 0 : reratings.last().id});
            AccountUsage usage(connection_, biller_, cycle_, each, reratings, valueOf(facts.draws, id));
            // A service that was charged before shows its usage once: where it is charged now.
            for (qsizetype i = each.facts.subscriptions.size() - 1; i >= 0; --i)
                if (each.facts.subscriptions[i].subscription.parentId.isNull())
                    usage.own(i, identities.take(each.facts.subscriptions[i].service.id));
            try {
                usage.read(entry_);
            } catch (const Refused& refusal) {
                each.damaged = refusal.sentence();
            }
        }
    }

private:
    /// What is known of the period's bill.
    void forget(UsageFacts& facts, const QList<AccountFacts>& accounts)
    {
        const rating::UsageMark before{biller_.profile.zone.startOf(cycle_.period.from), now_.seq};
        facts.open.clear();
        for (const AccountFacts& each : accounts) {
            const AccountId id = each.facts.account.id;
            facts.marks[id] = before;
            QList<UsageRerating>& reratings = facts.reratings[id];
            if (known_ > 0)
                reratings.append({reratings.isEmpty() ? 1 : reratings.last().id + 1, before.until, now_.until, known_});
            facts.draws[id].removeIf([&](const AllowanceDraw& draw) { return draw.usedOn >= cycle_.period.from; });
        }
    }

    UsageFacts factsOf(const QList<AccountFacts>& accounts)
    {
        UsageFacts facts;
        QStringList accountIds, serviceIds;
        for (const AccountFacts& each : accounts) {
            accountIds.append(each.facts.account.id.toString());
            for (const BillableSubscription& s : each.facts.subscriptions)
                serviceIds.append(s.service.id.toString());
        }
        facts.accounts = std::size_t(accounts.size());
        facts.marks = usageMarks(connection_, accountIds);
        if (now_.seq == 0)
            return facts; // no file was read yet
        for (const store::Row& row : store::rowsIn(connection_, QStringLiteral("SELECT id, service_id FROM usage_identity WHERE service_id IN ({keys})"), serviceIds))
            facts.identities[row.id<ServiceId>("service_id")].append(row.integer("id"));
        if (facts.identities.isEmpty())
            return facts;
        facts.open = openUsageWindows(connection_, accountIds);
        facts.reratings = usageReratings(connection_, accountIds);
        if (!biller_.allowances.empty())
            facts.draws = allowanceDraws(connection_, accountIds, drawsSince(facts));
        if (const auto file = connection_.row(QStringLiteral("SELECT id FROM usage_file WHERE seq = ?"), {now_.seq}))
            if (const auto entries = store::journalOf(connection_, QStringLiteral("usageFile"), QString::number(file->integer("id"))); !entries.isEmpty())
                entry_ = entries.last().id;
        return facts;
    }

    /// When the usage of files behind a number began, at the latest now.
    Timestamp firstBehind(std::int64_t seq)
    {
        const auto first = connection_.row(QStringLiteral("SELECT MIN(first_ms) AS first_ms FROM usage_file WHERE seq > ? AND seq <= ?"), {seq, now_.seq});
        return first && !first->isNull("first_ms") ? std::min(first->timestamp("first_ms"), now_.until) : now_.until;
    }

    /// No usage reaches for units of before: the oldest that may come, less the longest time that units stay.
    BillingDate drawsSince(const UsageFacts& facts)
    {
        rating::UsageMark least = now_;
        for (const auto& [account, mark] : facts.marks)
            least = {std::min(least.until, mark.until), std::min(least.seq, mark.seq)};
        if (facts.marks.size() < facts.accounts || !facts.open.empty())
            least = {};
        std::int64_t longest = 0;
        for (const auto& [offering, offered] : biller_.allowances)
            for (const catalogue::OfferedAllowance& each : offered) {
                const catalogue::Interval interval = each.allowance.interval;
                longest = std::max<std::int64_t>(longest, (each.allowance.rolloverPeriods + 1) * (interval.months() > 0 ? 31LL * interval.months() : interval.count));
            }
        const Timestamp first = least.until.ms == 0 ? firstBehind(0) : std::min(least.until, firstBehind(least.seq));
        return biller_.profile.zone.dateAt(first).plusDays(-longest);
    }

    store::Connection& connection_;
    const Biller& biller_;
    const BillCycle& cycle_;
    rating::UsageMark now_;
    std::optional<JournalEntryId> entry_;
    bool isPretended_ = false;
    std::int64_t known_ = 0; ///< tariffs that count for the period; 0 for those that do
};

} // namespace

void readUsageAgain(store::Connection& connection, const Biller& biller, const BillCycle& cycle, std::int64_t known, QList<AccountFacts>& accounts)
{
    UsageReader reader(connection, biller, cycle, rating::newestUsageSeq(connection));
    reader.pretend(known);
    reader.read(accounts);
}

void readUsage(store::Connection& connection, const Biller& biller, const BillCycle& cycle, std::int64_t seq, QList<AccountFacts>& accounts)
{
    UsageReader(connection, biller, cycle, seq).read(accounts);
}

} // namespace trunkline::billing
