// Charges for measured traffic, from the polls to the posted line: the figure against the database's own arithmetic, and what
// ports that are down, gaps and late samples do to it.
#include "models/billing/billabletraffic.h"
#include "models/billing/drafteffect.h"
#include "models/billing/trafficports.h"
#include "models/catalogue/trafficprice.h"
#include "models/core/errors.h"
#include "models/inventory/inventoryservice.h"
#include "models/performance/compaction.h"
#include "tests/models/billing/billedshop.h"
#include "tests/models/performance/measuredmonth.h"

using namespace trunkline;
using namespace trunkline::billing;
using namespace trunkline::test;

namespace {

const OperatorZone berlin = OperatorZone::named(QStringLiteral("Europe/Berlin"));
const BillingDate march(2026, 3, 1), april(2026, 4, 1), may(2026, 5, 1);
constexpr int intervalsOfMarch = 31 * 288 - 12; // an hour is missing in March
const Currency eur = Currency::parse(u"EUR");

catalogue::BurstablePrice burst(BilledTraffic traffic, std::int64_t commitMbps, DownPort down = DownPort::LeftOut)
{
    return {traffic, 95, commitMbps, UnitPrice::parse(u"1.25", eur), std::nullopt, 0, down};
}

struct TransitShop : BilledShop {
    explicit TransitShop(const QString& engine) : BilledShop(engine) {}

    void sell(const std::optional<catalogue::BurstablePrice>& burstable, const std::optional<catalogue::VolumePrice>& volume = {}, catalogue::ChargeTiming timing = catalogue::ChargeTiming::Arrears)
    {
        catalogue::OfferingDraft draft = fibre100Draft();
        draft.code = QStringLiteral("TRANSIT");
        draft.name = QStringLiteral("IP Transit");
        draft.terms.burstable = burstable;
        draft.terms.volume = volume;
        draft.terms.timing = timing;
        service = connectService(0, {}, catalogue::CatalogueService(s.context).publish(administrator(), draft).id);
    }

    DeviceId device() const { return inventory::port(db(), ports[0])->deviceId; }

    void measureAt(int count)
    {
        for (int i = 0; i < count; ++i)
            TrafficPortService(s.context).add(administrator(), service.id, ports[i], march);
    }

    /// Steady traffic of so many Mbit/s in each direction of the first ports, read every five minutes; below zero a port is not read.
    void carry(const QList<int>& mbpsOfPorts, BillingDate from, BillingDate to)
    {
        QList<performance::SeriesKey> keys;
        for (const PortId& port : std::as_const(ports))
            keys << performance::SeriesKey{port.uuid(), performance::Metric::InOctets} << performance::SeriesKey{port.uuid(), performance::Metric::OutOctets};
        const QList<performance::SeriesPlace> places = performance::placesOf(db(), device(), keys);
        std::vector<performance::DeviceRound> rounds;
        for (Timestamp at = berlin.startOf(from); at <= berlin.startOf(to); at = at.plusMs(300'000)) {
            performance::DeviceRound round{{at, std::uint32_t(at.msSince(berlin.startOf(march)) / 10 + 1'000'000)}, {}};
            for (qsizetype port = 0; port < mbpsOfPorts.size(); ++port) {
                if (mbpsOfPorts[port] < 0)
                    continue;
                if (!rounds.empty())
                    counters_[port] += std::uint64_t(mbpsOfPorts[port]) * 125'000 * 300;
                for (const qsizetype series : {2 * port, 2 * port + 1})
                    round.readings.push_back({places[series], counters_[port], 0, 64, 1'000'000'000});
            }
            rounds.push_back(std::move(round));
        }
        performance::SampleAppender(db()).append(rounds);
    }

    void portStates(int port, inventory::OperState state)
    {
        inventory::InventoryService(s.context).recordStates(administrator(), {{}, {{ports[port], {std::nullopt, state, std::nullopt, std::nullopt}}}});
    }

    Invoice post(BillingDate day)
    {
        clockTo(day == april ? "2026-04-01T08:00:00Z" : "2026-05-01T08:00:00Z");
        const auto drafts = draftInvoices(db(), cycleEndedBy(day, 1), day);
        if (drafts.size() != 1 || !drafts.first().invoice)
            qFatal("no draft: %s", drafts.isEmpty() ? "nothing" : qPrintable(drafts.first().parked));
        const BillRunResult result = BillRunService(s.context).post(administrator(), cycleEndedBy(day, 1), day);
        if (result.invoices.size() != 1)
            qFatal("not posted");
        Invoice posted = *invoice(db(), result.invoices.first().id), drafted = *drafts.first().invoice;
        for (qsizetype i = 0; i < std::min(posted.lines.size(), drafted.lines.size()); ++i)
            drafted.lines[i].id = posted.lines[i].id;
        if (posted.lines != drafted.lines)
            qFatal("what was posted is not what was previewed");
        return posted;
    }

    static QList<InvoiceLine> trafficOf(const Invoice& invoice)
    {
        QList<InvoiceLine> lines;
        for (const InvoiceLine& line : invoice.lines)
            if (line.traffic)
                lines.append(line);
        return lines;
    }

    inventory::Service service;

private:
    std::uint64_t counters_[8] = {};
};

} // namespace

class TrafficBillingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A civil month with a change to summer time, four ports, and everything that spoils a bill: equal to the bit.
    void aMonthOfFourPortsIsBilledAsTheDatabaseComputesIt_data() { engineRows(); }
    void aMonthOfFourPortsIsBilledAsTheDatabaseComputesIt()
    {
        QFETCH(QString, engine);
        TransitShop shop(engine);
        shop.sell(burst(BilledTraffic::Sum, 10), catalogue::VolumePrice{BilledTraffic::Out, {eur, catalogue::TierModel::Graduated, catalogue::gigabyteTiersFrom(QStringLiteral("500:0.10,:0.05"), eur), 0, {}}});
        shop.measureAt(4);
        MeasuredMonth month(shop.db(), shop.device(), shop.ports.mid(0, 4), berlin.startOf(march), berlin.startOf(april));
        month.poll(18);
        performance::compact(shop.db(), berlin.startOf(april).plusMs(-10 * 86'400'000LL)); // some hours are blocks, some are rounds still
        const Invoice posted = shop.post(april);
        const QList<InvoiceLine> lines = TransitShop::trafficOf(posted);
        QCOMPARE(lines.size(), 2);

        const InvoiceLine& rate = lines[0];
        const std::int64_t bps = month.truth.percentile(QStringLiteral("SUM(bps)"), QStringLiteral("0,1"));
        QCOMPARE(rate.kind, LineKind::Usage);
        QCOMPARE(rate.traffic->bps, std::optional(bps));
        QCOMPARE(rate.traffic->measured, month.truth.measured(QStringLiteral("0,1")));
        QCOMPARE(rate.traffic->measured + rate.traffic->partial + rate.traffic->unmeasured, intervalsOfMarch);
        QVERIFY(rate.traffic->partial >= 100 && rate.traffic->unmeasured >= 36);
        QCOMPARE(rate.traffic->flagged, 1);
        QCOMPARE(rate.traffic->rank, (rate.traffic->measured * 95 + 99) / 100);
        QVERIFY(bps > 10'000'000);
        QCOMPARE(rate.quantity, Quantity::of(bps - 10'000'000, 1'000'000));
        QCOMPARE(rate.unitCode, QStringLiteral("E20"));
        QCOMPARE(rate.net.minor, ((bps - 10'000'000) * 125 + 500'000) / 1'000'000);
        QCOMPARE(rate.period, (std::optional(BillingPeriod{march, april})));
        for (const QString& told : {QString::number(rate.traffic->partial), QStringLiteral("not measured"), QStringLiteral("above the line rate"), QStringLiteral("commit 10 Mbit/s")})
            QVERIFY2(rate.detail.contains(told), qPrintable(rate.detail + QStringLiteral(" lacks ") + told));

        const InvoiceLine& volume = lines[1];
        const std::int64_t octets = month.truth.octets(QStringLiteral("1"));
        QCOMPARE(volume.traffic->octets, octets);
        QVERIFY(octets > 500'000'000'000);
        const std::int64_t above = octets - 500'000'000'000; // micros: 0.05 a GB is 0.00005 a million octets
        QCOMPARE(volume.net.minor, 50'00 + (divideRounded(Wide(above) * 50'000, 1'000'000'000, Rounding::HalfUp) + 5'000) / 10'000);
        QVERIFY2(volume.detail.contains(QLatin1String("nothing was counted for")), qPrintable(volume.detail));
        QCOMPARE(invoiceFrom(toJson(posted)), posted);
    }

    /// Samples go, and come late: the posted line says what it was computed from, and nothing is charged for the month again.
    void aPostedMonthStaysAsItIs_data() { engineRows(); }
    void aPostedMonthStaysAsItIs()
    {
        QFETCH(QString, engine);
        TransitShop shop(engine);
        shop.sell(burst(BilledTraffic::Larger, 5));
        shop.carry({8}, march, BillingDate(2026, 3, 20));
        const Invoice posted = shop.post(april);
        const InvoiceLine line = TransitShop::trafficOf(posted).first();
        QCOMPARE(line.quantity, (Quantity{3, 1}));
        QCOMPARE(line.net.toPlainString(), QStringLiteral("3.75"));
        const QString why = longText(*line.traffic, berlin, QLocale(QStringLiteral("en_GB")));
        shop.carry({900}, BillingDate(2026, 3, 20), april);
        performance::compact(shop.db(), berlin.startOf(may));
        performance::prune(shop.db(), berlin.startOf(BillingDate(2027, 12, 1)));
        const Invoice later = *invoice(shop.db(), posted.id);
        QCOMPARE(later, posted);
        QCOMPARE(longText(*TransitShop::trafficOf(later).first().traffic, berlin, QLocale(QStringLiteral("en_GB"))), why);
        for (const char* told : {"access-1 ge-0/0/1", "8 Mbit/s", "5,199 of 5,472", "commit is 5 Mbit/s, so 3 Mbit/s", "were not measured"})
            QVERIFY2(why.contains(QLatin1String(told)), qPrintable(why));
        const QList<InvoiceLine> next = TransitShop::trafficOf(shop.post(may));
        QCOMPARE(next.size(), 1);
        QCOMPARE(next.first().period, (std::optional(BillingPeriod{april, may})));
        QVERIFY(next.first().net.isZero());
        QVERIFY(!next.first().traffic->bps);
        QVERIFY2(next.first().detail.contains(QLatin1String("nothing was measured")), qPrintable(next.first().detail));
    }

    /// Row 18 of the pains: a down port must not double samples, nor a gap halve the percentile.
    void aPortThatWasDownCountsAsTheContractSays_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<bool>("zero");
        for (const char* engine : {"sqlite", "postgresql"})
            for (const bool zero : {false, true})
                QTest::addRow("%s %s", engine, zero ? "zero" : "left out") << QString::fromLatin1(engine) << zero;
    }
    void aPortThatWasDownCountsAsTheContractSays()
    {
        QFETCH(QString, engine);
        QFETCH(bool, zero);
        TransitShop shop(engine);
        shop.sell(burst(BilledTraffic::In, 0, zero ? DownPort::Zero : DownPort::LeftOut));
        shop.measureAt(2);
        shop.clockTo("2026-03-01T08:00:00Z");
        shop.portStates(0, inventory::OperState::Up);
        shop.portStates(1, inventory::OperState::Up);
        shop.carry({10, 30}, march, BillingDate(2026, 3, 2));
        shop.carry({10, -1}, BillingDate(2026, 3, 2), april); // the second one is down and is read no more
        shop.clockTo("2026-03-01T23:00:00Z");
        shop.portStates(1, inventory::OperState::Down);
        const InvoiceLine line = TransitShop::trafficOf(shop.post(april)).first();
        QCOMPARE(line.traffic->measured, intervalsOfMarch); // none twice, none lost
        QCOMPARE(line.traffic->down, intervalsOfMarch - 288);
        QCOMPARE(line.traffic->partial, 0);
        QCOMPARE(line.traffic->bps, std::optional<std::int64_t>(10'000'000)); // one day of 40 is less than one in twenty
        QCOMPARE(line.net.toPlainString(), QStringLiteral("12.50"));
        QVERIFY2(line.detail.contains(zero ? QLatin1String("counts as zero") : QLatin1String("is left out")), qPrintable(line.detail));
    }

    void theOnlyPortBeingDownIsZeroOrNoTimeAtAll_data() { aPortThatWasDownCountsAsTheContractSays_data(); }
    void theOnlyPortBeingDownIsZeroOrNoTimeAtAll()
    {
        QFETCH(QString, engine);
        QFETCH(bool, zero);
        TransitShop shop(engine);
        shop.sell(burst(BilledTraffic::Out, 0, zero ? DownPort::Zero : DownPort::LeftOut));
        shop.clockTo("2026-03-01T08:00:00Z");
        shop.portStates(0, inventory::OperState::Up);
        shop.carry({40}, march, BillingDate(2026, 3, 2));
        shop.carry({0}, BillingDate(2026, 3, 2), april); // the agent goes on and counts nothing
        shop.clockTo("2026-03-01T23:00:00Z");
        shop.portStates(0, inventory::OperState::LowerLayerDown);
        const InvoiceLine line = TransitShop::trafficOf(shop.post(april)).first();
        QCOMPARE(line.traffic->bps, std::optional<std::int64_t>(zero ? 0 : 40'000'000));
        QCOMPARE(line.traffic->measured, zero ? intervalsOfMarch : 288);
        QCOMPARE(line.traffic->leftOut, zero ? 0 : intervalsOfMarch - 288);
    }

    /// The price is charged in advance to the end, the traffic is still to come.
    void trafficOfTheLastMonthIsChargedAfterTheEnd_data() { engineRows(); }
    void trafficOfTheLastMonthIsChargedAfterTheEnd()
    {
        QFETCH(QString, engine);
        TransitShop shop(engine);
        shop.sell(burst(BilledTraffic::In, 0), {}, catalogue::ChargeTiming::Advance);
        shop.carry({10}, march, BillingDate(2026, 4, 16));
        QCOMPARE(TransitShop::trafficOf(shop.post(april)).first().net.toPlainString(), QStringLiteral("12.50"));
        shop.clockTo("2026-04-10T08:00:00Z");
        SubscriptionService(shop.s.context).end(administrator(), shop.service.id, BillingDate(2026, 4, 30));
        const Invoice last = shop.post(may);
        const InvoiceLine line = TransitShop::trafficOf(last).first();
        QCOMPARE(line.period, (std::optional(BillingPeriod{april, may})));
        QCOMPARE(line.traffic->measured, 15 * 288);
        QCOMPARE(last.lines.size(), 1);
        QCOMPARE(line.net.toPlainString(), QStringLiteral("12.50"));
        shop.clockTo("2026-06-01T08:00:00Z");
        QVERIFY(draftInvoices(shop.db(), cycleEndedBy(BillingDate(2026, 6, 1), 1), BillingDate(2026, 6, 1)).isEmpty());
    }

    void portsOfAServiceAreNamedOnceAndNotForABilledTime_data() { engineRows(); }
    void portsOfAServiceAreNamedOnceAndNotForABilledTime()
    {
        QFETCH(QString, engine);
        TransitShop shop(engine);
        shop.sell(burst(BilledTraffic::In, 0));
        TrafficPortService service(shop.s.context);
        service.add(administrator(), shop.service.id, shop.ports[1], march);
        QVERIFY_THROWS_EXCEPTION(Refused, service.add(administrator(), shop.service.id, shop.ports[1], BillingDate(2026, 3, 5)));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.end(administrator(), shop.service.id, shop.ports[2], april));
        service.add(administrator(), shop.service.id, shop.ports[2], BillingDate(2026, 3, 16));
        shop.carry({-1, 10, 10}, march, april); // the second one before it belongs to the contract, too
        const InvoiceLine line = TransitShop::trafficOf(shop.post(april)).first();
        QCOMPARE(line.traffic->measured, intervalsOfMarch);
        QCOMPARE(line.traffic->bps, std::optional<std::int64_t>(20'000'000));
        QCOMPARE(line.traffic->ports, (QStringList{QStringLiteral("access-1 ge-0/0/2"), QStringLiteral("access-1 ge-0/0/3")}));
        QVERIFY_THROWS_EXCEPTION(Refused, service.end(administrator(), shop.service.id, shop.ports[2], BillingDate(2026, 3, 20)));
        QCOMPARE(*service.end(administrator(), shop.service.id, shop.ports[2], april).to, april);
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.add(access::Actor::withRoles(QStringLiteral("a"), QStringLiteral("w"), {access::Role::Auditor}), shop.service.id, shop.ports[3], april));
    }

    /// What a draft would have made of last month's traffic, posted or not; nothing is written.
    void aDraftIsTriedOnLastMonthsTraffic_data() { engineRows(); }
    void aDraftIsTriedOnLastMonthsTraffic()
    {
        QFETCH(QString, engine);
        TransitShop shop(engine);
        shop.sell(burst(BilledTraffic::Sum, 10));
        shop.carry({20}, march, april); // 40 Mbit/s: 30 above the commit cost 37.50
        catalogue::OfferingDraft draft = fibre100Draft();
        draft.code = QStringLiteral("TRANSIT");
        draft.name = QStringLiteral("IP Transit");
        draft.validFrom = april;
        draft.terms.timing = catalogue::ChargeTiming::Arrears;
        draft.terms.burstable = burst(BilledTraffic::Sum, 25);
        draft.terms.burstable->overage = UnitPrice::parse(u"2.00", eur); // 15 above: 30.00
        for (const bool posted : {false, true}) {
            if (posted)
                shop.post(april);
            const DraftEffect effect = draftEffect(administrator(), shop.db(), draft, april);
            QCOMPARE(effect.accounts.size(), 1);
            QCOMPARE(effect.accounts.first().after - effect.accounts.first().before, Money::parse(u"-7.50", eur));
            draft.terms.burstable.reset();
            const DraftEffect none = draftEffect(administrator(), shop.db(), draft, april);
            QCOMPARE(none.accounts.first().after - none.accounts.first().before, Money::parse(u"-37.50", eur));
            QCOMPARE(none.accounts.first().before, effect.accounts.first().before);
            draft.terms.burstable = burst(BilledTraffic::Sum, 25);
            draft.terms.burstable->overage = UnitPrice::parse(u"2.00", eur);
        }
        QCOMPARE(invoices(shop.db()).size(), 1);
    }

    void trafficInAnotherCurrencyParksTheAccount()
    {
        TransitShop shop(QStringLiteral("sqlite"));
        catalogue::OfferingDraft draft = fibre100Draft();
        draft.code = QStringLiteral("TRANSIT-USD");
        draft.price.currency = draft.setupFee.currency = Currency::parse(u"USD");
        draft.terms.otherCurrencies = {{UnitPrice::parse(u"10", eur), Money::zero(eur)}};
        draft.terms.burstable = catalogue::BurstablePrice{BilledTraffic::In, 95, 0, UnitPrice::parse(u"1", Currency::parse(u"USD"))};
        shop.connectService(0, {}, catalogue::CatalogueService(shop.s.context).publish(administrator(), draft).id);
        shop.clockTo("2026-04-01T08:00:00Z");
        const auto drafts = draftInvoices(shop.db(), cycleEndedBy(april, 1), april);
        QCOMPARE(drafts.size(), 1);
        QVERIFY2(drafts.first().parked.contains(QLatin1String("USD")), qPrintable(drafts.first().parked));
    }
};

QTEST_GUILESS_MAIN(TrafficBillingTest)
#include "tst_trafficbilling.moc"
