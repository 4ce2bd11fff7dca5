#include "models/billing/billableusage.h"

#include "models/catalogue/tariffstore.h"
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

constexpr int octetsDecimals = 6; // shown in megabytes

/// "2:05:09", "12.345678 MB", nothing for messages.
QString quantityText(catalogue::UsageUnit unit, std::int64_t quantity)
{
    const auto two = [](std::int64_t n) { return QString::number(n).rightJustified(2, u'0'); };
    switch (unit) {
    case catalogue::UsageUnit::Second: return QStringLiteral("%1:%2:%3").arg(quantity / 3600).arg(two(quantity / 60 % 60), two(quantity % 60));
    case catalogue::UsageUnit::Octet: return QStringLiteral("%1.%2 MB").arg(quantity / 1'000'000).arg(QString::number(quantity % 1'000'000).rightJustified(octetsDecimals, u'0'));
    case catalogue::UsageUnit::Message: break;
    }
    return {};
}

/// What one line adds up: the identities of a service may have the same price.
struct LineSum {
    std::int64_t records = 0;
    std::int64_t charged = 0;
    std::int64_t amountMicros = 0;
    Timestamp first;
    Timestamp last;

    void add(const rating::UsageTotal& total)
    {
        first = records == 0 ? total.first : std::min(first, total.first);
        last = std::max(last, total.last);
        records += total.records;
        charged += total.charged;
        amountMicros += total.amountMicros;
    }
};

class UsageReader {
public:
    UsageReader(store::Connection& connection, const Biller& biller, const BillCycle& cycle, std::int64_t seq)
        : connection_(connection), biller_(biller), cycle_(cycle), now_(usageMarkOf(biller, cycle, seq))
    {
        const auto first = connection.row(QStringLiteral("SELECT MIN(first_ms) AS first_ms FROM usage_file WHERE seq <= ?"), {seq});
        beginning_ = first && !first->isNull("first_ms") ? first->timestamp("first_ms") : now_.until;
        if (const auto file = connection.row(QStringLiteral("SELECT id FROM usage_file WHERE seq = ?"), {seq}))
            if (const auto entries = store::journalOf(connection, QStringLiteral("usageFile"), QString::number(file->integer("id"))); !entries.isEmpty())
                entry_ = entries.last().id;
    }

    void read(QList<AccountFacts>& accounts)
    {
        QStringList accountIds, serviceIds;
        for (const AccountFacts& each : accounts) {
            accountIds.append(each.facts.account.id.toString());
            for (const BillableSubscription& s : each.facts.subscriptions)
                serviceIds.append(s.service.id.toString());
        }
        QHash<ServiceId, QList<std::int64_t>> identities;
        for (const store::Row& row : store::rowsIn(connection_, QStringLiteral("SELECT id, service_id FROM usage_identity WHERE service_id IN ({keys})"), serviceIds))
            identities[row.id<ServiceId>("service_id")].append(row.integer("id"));
        if (identities.isEmpty())
            return;
        QHash<AccountId, rating::UsageMark> marks;
        for (const store::Row& row : store::rowsIn(connection_, QStringLiteral("SELECT account_id, until_ms, seq FROM usage_mark WHERE account_id IN ({keys})"), accountIds))
            marks.insert(row.id<AccountId>("account_id"), {row.timestamp("until_ms"), row.integer("seq")});
        for (AccountFacts& each : accounts) {
            const rating::UsageMark before = marks.value(each.facts.account.id, {beginning_, 0});
            if (now_.until < before.until || now_.seq < before.seq)
                continue;
            QList<BillableSubscription>& subscriptions = each.facts.subscriptions;
            // A service that was charged before shows its usage once: where it is charged now.
            for (qsizetype i = subscriptions.size() - 1; i >= 0; --i)
                if (subscriptions[i].subscription.parentId.isNull())
                    if (const QList<std::int64_t> known = identities.take(subscriptions[i].service.id); !known.isEmpty())
                        give(each, subscriptions[i], linesOf(subscriptions[i], known, before));
        }
    }

private:
    static void give(AccountFacts& account, BillableSubscription& s, QList<BillableUsage> lines)
    {
        const Currency& kept = account.facts.account.currency;
        for (const BillableUsage& line : std::as_const(lines))
            if (line.net.currency != kept) {
                account.damaged = UsageLineTexts::tr("Usage of the service %1 is rated in %2, but the account %3 is kept in %4; choose a tariff in %4 for its offering.")
                                      .arg(s.service.name, line.net.currency.code(), account.facts.account.number, kept.code());
                return;
            }
        s.usage = std::move(lines);
    }

    QList<BillableUsage> linesOf(const BillableSubscription& s, const QList<std::int64_t>& identities, const rating::UsageMark& before)
    {
        std::map<std::tuple<bool, std::int64_t, qsizetype>, LineSum> sums; // a zone's prices of the day and the night are one line
        for (const rating::UsageTotal& total : rating::unbilledUsage(connection_, identities, before, now_))
            sums[{total.isLate, total.tariffNumber, zoneOf(tariffNumbered(total.tariffNumber), total.rule)}].add(total);
        QList<BillableUsage> lines;
        for (const auto& [key, sum] : sums) {
            const auto& [isLate, number, place] = key;
            const catalogue::Tariff& tariff = tariffNumbered(number);
            const catalogue::Zone& zone = tariff.zones[place];
            const Money net{divideRounded(Wide(sum.amountMicros) * tariff.currency.minorPerMajor(), 1'000'000, Rounding::HalfUp), tariff.currency};
            if (net.isZero())
                continue;
            BillableUsage line{QStringLiteral("usage:%1:%2:%3:%4:%5:%6").arg(s.service.id.toString()).arg(number).arg(cycle_.period.to.toIso()).arg(now_.seq).arg(isLate ? 1 : 0).arg(zone.code),
                               QStringLiteral("%1: %2").arg(tariff.name, zone.name), detailOf(tariff, sum), periodOf(sum, isLate), {}, QStringLiteral("C62"), UnitPrice::of(net), net, isLate, entry_};
            lines.append(line);
        }
        return lines;
    }

    static qsizetype zoneOf(const catalogue::Tariff& tariff, int rule)
    {
        const QString& code = tariff.rules[rule].zone;
        return std::find_if(tariff.zones.begin(), tariff.zones.end(), [&](const catalogue::Zone& zone) { return zone.code == code; }) - tariff.zones.begin();
    }

    static QString detailOf(const catalogue::Tariff& tariff, const LineSum& sum)
    {
        const QString records = UsageLineTexts::tr("%n record(s)", nullptr, int(std::min<std::int64_t>(sum.records, std::numeric_limits<int>::max())));
        const QString quantity = quantityText(tariff.unit, sum.charged);
        return quantity.isEmpty() ? records : QStringLiteral("%1, %2").arg(records, quantity);
    }

    /// The cycle's; a line of another time says which.
    BillingPeriod periodOf(const LineSum& sum, bool isLate) const
    {
        const BillingPeriod own{biller_.profile.zone.dateAt(sum.first), biller_.profile.zone.dateAt(sum.last).plusDays(1)};
        if (isLate)
            return own;
        return {std::min(own.from, cycle_.period.from), cycle_.period.to};
    }

    const catalogue::Tariff& tariffNumbered(std::int64_t number)
    {
        auto known = tariffs_.find(number);
        if (known == tariffs_.end()) {
            auto stored = catalogue::tariffNumbered(connection_, number);
            if (!stored)
                throw StoreFailure(UsageLineTexts::tr("The tariff %1 that rated usage is missing in the database.").arg(number));
            known = tariffs_.emplace(number, std::move(stored->tariff)).first;
        }
        return known->second;
    }

    store::Connection& connection_;
    const Biller& biller_;
    const BillCycle& cycle_;
    rating::UsageMark now_;
    Timestamp beginning_; ///< nothing is late for an account that never had an invoice
    std::optional<JournalEntryId> entry_;
    std::map<std::int64_t, catalogue::Tariff> tariffs_;
};

} // namespace

void readUsage(store::Connection& connection, const Biller& biller, const BillCycle& cycle, std::int64_t seq, QList<AccountFacts>& accounts)
{
    if (seq > 0)
        UsageReader(connection, biller, cycle, seq).read(accounts);
}

rating::UsageMark usageMarkOf(const Biller& biller, const BillCycle& cycle, std::int64_t seq)
{
    return {biller.profile.zone.startOf(cycle.period.to), seq};
}

void setUsageMark(store::Connection& connection, AccountId account, const rating::UsageMark& mark)
{
    connection.exec(QStringLiteral("INSERT INTO usage_mark (account_id, until_ms, seq) VALUES (?, ?, ?) "
                                   "ON CONFLICT (account_id) DO UPDATE SET until_ms = EXCLUDED.until_ms, seq = EXCLUDED.seq "
                                   "WHERE usage_mark.until_ms <= EXCLUDED.until_ms AND usage_mark.seq <= EXCLUDED.seq"),
                    {account, mark.until, mark.seq});
}

} // namespace trunkline::billing
