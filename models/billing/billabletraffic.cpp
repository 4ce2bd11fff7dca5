#include "models/billing/billabletraffic.h"

#include "models/billing/trafficcharge.h"
#include "models/billing/trafficports.h"
#include "models/billing/recurringlines.h"
#include "models/inventory/inventorystore.h"
#include "models/performance/flaggedsamples.h"
#include "models/store/inlist.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace trunkline::billing {

using performance::Metric;

namespace {

struct TrafficTexts {
    Q_DECLARE_TR_FUNCTIONS(Traffic)
};

/// Keys of lines: "traffic:burst:<subscription>:<first day>", "traffic:volume:…"; unique for ever.
const char* const chargedBetween = "l.source_key >= 'traffic:' AND l.source_key < 'traffic;'";

bool isDown(const QString& operState)
{
    using inventory::OperState;
    const OperState state = inventory::operStateNamed(operState);
    return state == OperState::Down || state == OperState::LowerLayerDown || state == OperState::NotPresent;
}

class TrafficReader {
public:
    TrafficReader(store::Connection& connection, const Biller& biller, const BillCycle& cycle, bool again = false)
        : connection_(connection), biller_(biller), cycle_(cycle), again_(again), locale_(biller.settings.locale())
    {
    }

    void read(QList<AccountFacts>& accounts)
    {
        QStringList accountIds, serviceIds;
        for (const AccountFacts& each : accounts)
            for (const BillableSubscription& s : each.facts.subscriptions)
                if (pricesTraffic(s)) {
                    accountIds.append(each.facts.account.id.toString());
                    serviceIds.append(s.service.id.toString());
                }
        if (serviceIds.isEmpty())
            return;
        accountIds.removeDuplicates();
        ports_ = trafficPorts(connection_, serviceIds);
        QHash<SubscriptionId, BillingDate> charged;
        for (const store::Row& row : store::rowsIn(connection_, QStringLiteral("SELECT l.subscription_id, MAX(l.period_to) AS charged FROM invoice_line l WHERE l.account_id IN ({keys}) AND l.kind = 'usage' "
                                                                               "AND %1 GROUP BY l.subscription_id").arg(QLatin1String(chargedBetween)), accountIds))
            charged.insert(row.id<SubscriptionId>("subscription_id"), row.date("charged"));
        for (AccountFacts& each : accounts)
            for (BillableSubscription& s : each.facts.subscriptions)
                if (pricesTraffic(s) && each.damaged.isEmpty())
                    addCharges(each, s, again_ ? std::max(cycle_.period.from, s.subscription.startsOn) : charged.value(s.subscription.id, s.subscription.startsOn));
    }

private:
    const catalogue::OfferingTerms& termsOf(const BillableSubscription& s, OfferingId id) const { return offeringOf(biller_, s, id).terms; }

    bool pricesTraffic(const BillableSubscription& s) const
    {
        if (s.subscription.phases.isEmpty())
            return s.offering.terms.pricesTraffic();
        return std::any_of(s.subscription.phases.begin(), s.subscription.phases.end(), [&](const ChargePhase& phase) { return termsOf(s, phase.offeringId).pricesTraffic(); });
    }

    void addCharges(AccountFacts& account, BillableSubscription& s, BillingDate from)
    {
        for (const TrafficPiece& piece : trafficPieces(timelineOf(s.subscription), from, cycle_.period.to, cycle_.billDay, [&](OfferingId id) { return termsOf(s, id).pricesTraffic(); })) {
            const catalogue::Offering& offering = offeringOf(biller_, s, piece.offeringId);
            const Currency kept = account.facts.account.currency;
            if (offering.price.currency != kept) {
                account.damaged = TrafficTexts::tr("Traffic of the service %1 is priced in %2, but the account %3 is kept in %4; give it an offering that prices traffic in %4.")
                                      .arg(s.service.name, offering.price.currency.code(), account.facts.account.number, kept.code());
                return;
            }
            if (offering.terms.burstable) {
                BillableUsage usage = burstableCharge(*offering.terms.burstable, piece, rateOf(s, *offering.terms.burstable, piece), biller_.settings.conventions.proration, locale_);
                usage.text = TrafficTexts::tr("%1: traffic above the commit").arg(offering.name);
                give(s, std::move(usage), piece, "burst");
            }
            if (offering.terms.volume) {
                BillableUsage usage = volumeCharge(*offering.terms.volume, piece, volumeOf(s, *offering.terms.volume, piece), locale_);
                usage.text = TrafficTexts::tr("%1: volume").arg(offering.name);
                give(s, std::move(usage), piece, "volume");
            }
        }
    }

    static void give(BillableSubscription& s, BillableUsage usage, const TrafficPiece& piece, const char* kind)
    {
        usage.sourceKey = QStringLiteral("traffic:%1:%2:%3").arg(QLatin1String(kind), s.subscription.id.toString(), piece.share.charged.from.toIso());
        s.usage.append(std::move(usage));
    }

    /// The ports that count in the piece, with the part of it that they do.
    QList<std::pair<PortId, performance::TimeSpan>> portsOf(const BillableSubscription& s, const TrafficPiece& piece) const
    {
        const OperatorZone& zone = biller_.profile.zone;
        const BillingPeriod& charged = piece.share.charged;
        const auto named = ports_.constFind(s.service.id);
        if (named == ports_.constEnd())
            return {{s.service.portId, {zone.startOf(charged.from), zone.startOf(charged.to)}}};
        QList<std::pair<PortId, performance::TimeSpan>> ports;
        for (const TrafficPort& port : *named) {
            const BillingDate from = std::max(port.from, charged.from), to = port.to ? std::min(*port.to, charged.to) : charged.to;
            if (from < to)
                ports.append({port.portId, {zone.startOf(from), zone.startOf(to)}});
        }
        return ports;
    }

    MeasuredTraffic rateOf(const BillableSubscription& s, const catalogue::BurstablePrice& price, const TrafficPiece& piece)
    {
        const Timestamp from = biller_.profile.zone.startOf(piece.share.charged.from), to = biller_.profile.zone.startOf(piece.share.charged.to);
        MeasuredTraffic measured = begun(price.traffic, portsOf(s, piece));
        QList<performance::PortTraffic> traffic;
        for (const auto& [port, counted] : portsOf(s, piece)) {
            const auto of = [&](Metric metric) { return performance::rates(connection_, port, metric, counted.from, counted.to, performance::Resolution::FiveMinutes); };
            performance::PortTraffic one{of(Metric::InOctets), of(Metric::OutOctets), {}, counted};
            for (const auto& [begin, end] : downTimes(connection_, port, counted.from, counted.to))
                one.down.append({begin, end});
            traffic.append(std::move(one));
        }
        const performance::BilledRate rate = performance::billedRate(traffic, {price.traffic, price.percentile, price.down}, from, to);
        measured.percentile = price.percentile;
        measured.measured = rate.measured;
        measured.partial = rate.partial;
        measured.unmeasured = rate.unmeasured;
        measured.down = rate.down;
        measured.leftOut = rate.leftOut;
        measured.downPort = price.down;
        measured.bps = rate.bps;
        measured.at = rate.at;
        measured.rank = rate.measured > 0 ? int(performance::rankOf(std::size_t(rate.measured), price.percentile)) : 0;
        return measured;
    }

    MeasuredTraffic volumeOf(const BillableSubscription& s, const catalogue::VolumePrice& price, const TrafficPiece& piece)
    {
        const auto ports = portsOf(s, piece);
        MeasuredTraffic measured = begun(price.traffic, ports);
        std::int64_t sums[2] = {0, 0};
        for (const auto& [port, counted] : ports) {
            std::int64_t covered = 0;
            for (const Metric metric : directionsOf(price.traffic)) {
                const performance::CountedAmount amount = performance::countedIn(connection_, {port.uuid(), metric}, counted.from, counted.to);
                sums[metric == Metric::OutOctets] += amount.amount;
                covered = std::max(covered, amount.coveredMs);
            }
            measured.unmeasuredMs += std::max<std::int64_t>(0, counted.to.msSince(counted.from) - covered);
        }
        measured.octets = price.traffic == BilledTraffic::Larger ? std::max(sums[0], sums[1]) : sums[0] + sums[1];
        return measured;
    }

    static QList<Metric> directionsOf(BilledTraffic traffic)
    {
        return traffic == BilledTraffic::In ? QList{Metric::InOctets} : traffic == BilledTraffic::Out ? QList{Metric::OutOctets} : QList{Metric::InOctets, Metric::OutOctets};
    }

    /// Where it is measured, and how often a value was above the line rate.
    MeasuredTraffic begun(BilledTraffic traffic, const QList<std::pair<PortId, performance::TimeSpan>>& ports)
    {
        MeasuredTraffic measured{traffic, {}, {}};
        for (const auto& [port, counted] : ports) {
            const QString name = trafficPortName(connection_, port);
            if (!measured.ports.contains(name))
                measured.ports.append(name);
            QList<performance::SeriesKey> series;
            for (const Metric metric : directionsOf(traffic))
                series.append({port.uuid(), metric});
            measured.flagged += performance::flaggedIntervals(connection_, series, counted.from, counted.to);
        }
        return measured;
    }

    store::Connection& connection_;
    const Biller& biller_;
    const BillCycle& cycle_;
    const bool again_;
    const QLocale locale_;
    QHash<ServiceId, QList<TrafficPort>> ports_;
};

} // namespace

void readTraffic(store::Connection& connection, const Biller& biller, const BillCycle& cycle, QList<AccountFacts>& accounts)
{
    TrafficReader(connection, biller, cycle).read(accounts);
}

void readTrafficAgain(store::Connection& connection, const Biller& biller, const BillCycle& cycle, QList<AccountFacts>& accounts)
{
    TrafficReader(connection, biller, cycle, true).read(accounts);
}

std::optional<BillingDate> trafficChargedUntil(store::Connection& connection, ServiceId service)
{
    const auto row = connection.row(QStringLiteral("SELECT MAX(l.period_to) AS charged FROM invoice_line l WHERE l.subscription_id IN (SELECT s.id FROM subscription s WHERE s.service_id = ?) "
                                                   "AND l.kind = 'usage' AND %1").arg(QLatin1String(chargedBetween)), {service});
    return row ? row->maybeDate("charged") : std::nullopt;
}

QList<std::pair<Timestamp, Timestamp>> downTimes(store::Connection& connection, PortId id, Timestamp from, Timestamp to)
{
    QList<std::pair<Timestamp, Timestamp>> times;
    Timestamp since = from; // of the state in hand
    std::optional<bool> down;
    for (const store::JournalEntry& entry : store::journalOf(connection, QStringLiteral("port"), id.toString())) {
        const QJsonValue before = entry.before["operState"], after = entry.after["operState"];
        if (before.isUndefined() || after.isUndefined())
            continue;
        const bool was = down.value_or(isDown(before.toString()));
        if (entry.at >= to) {
            down = was;
            break;
        }
        if (was && entry.at > from)
            times.append({since, entry.at});
        down = isDown(after.toString());
        since = std::max(from, entry.at);
    }
    if (!down)
        if (const auto port = inventory::port(connection, id))
            down = isDown(inventory::nameOf(port->operState));
    if (down.value_or(false))
        times.append({since, to});
    return times;
}

} // namespace trunkline::billing
