// A bill run's preview: every account's invoice composed from the database, a page of accounts at a time. Durations against the
// targets of the plan; memory must not grow with the number of customers.
#include "tests/bench/bench.h"

#include "models/billing/drafts.h"
#include "models/catalogue/offeringstore.h"
#include "models/customer/customerstore.h"
#include "models/store/bulkinsert.h"
#include "models/store/migrations.h"
#include "models/store/settings.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <stdexcept>

namespace trunkline::bench {

namespace {

constexpr int products = 3;

/// An operator whose customers have products; the first `accounts` × `services` of them.
class BilledOperator {
public:
    BilledOperator(int accounts, int services)
        : clock_({1'772'323'200'000}), ids_(clock_, 7), connection_(store::Connection::open(store::DatabaseUrl::sqlite(folder_.filePath(QStringLiteral("bench.db")))))
    {
        store::migrate(*connection_, clock_.now());
        store::Context context{*connection_, clock_, ids_};
        store::Change change(context, {QStringLiteral("bench"), QStringLiteral("bench")});
        store::OperatorProfile profile;
        profile.name = QStringLiteral("Bench");
        store::putProfile(*connection_, profile);
        for (int i = 0; i < products; ++i) {
            const catalogue::Offering offering{ids_.next<OfferingTag>(), QStringLiteral("P-%1").arg(i), QStringLiteral("Product %1").arg(i), 1,
                                               UnitPrice{(19 + i * 10) * 1'000'000LL + 990'000, eur_}, Money::zero(eur_), 1900, 1, 1, {}, BillingDate(2026, 1, 1), {}, {}};
            catalogue::insertOffering(*connection_, offering);
            offerings_.append(offering);
        }
        fill(accounts, services);
        change.commit({QStringLiteral("test.built"), QStringLiteral("test"), QStringLiteral("1"), {}, {}, {}, {}});
    }

    store::Connection& connection() { return *connection_; }
    Money monthly(int services) const
    {
        Money sum = Money::zero(eur_);
        for (int i = 0; i < services; ++i)
            sum += offerings_[i % products].price.times(1, Rounding::HalfUp);
        return sum;
    }

private:
    void fill(int accounts, int services)
    {
        QList<std::pair<CustomerId, AccountId>> owners;
        store::BulkInsert customers(*connection_, QStringLiteral("INSERT INTO customer (id, number, name, email, phone)"), 5);
        for (int i = 0; i < accounts; ++i) {
            owners.append({ids_.next<CustomerTag>(), ids_.next<AccountTag>()});
            customers.add({owners[i].first, QStringLiteral("C-%1").arg(i + 1, 6, 10, QLatin1Char('0')), QStringLiteral("Customer %1").arg(i + 1), "", ""});
        }
        customers.finish();
        store::BulkInsert rows(*connection_, QStringLiteral("INSERT INTO account (id, customer_id, number, currency, bill_day, payment_days, street, post_code, city, country, vat_id)"), 11);
        for (int i = 0; i < accounts; ++i)
            rows.add({owners[i].second, owners[i].first, QStringLiteral("A-%1").arg(i + 1, 6, 10, QLatin1Char('0')), "EUR", 1, 14, "Lindenweg 5", "10115", "Berlin", "DE", ""});
        rows.finish();
        fillServices(owners, services);
    }

    void fillServices(const QList<std::pair<CustomerId, AccountId>>& owners, int services)
    {
        store::BulkInsert serviceRows(*connection_, QStringLiteral("INSERT INTO service (id, name, customer_id, offering_id, port_id, state)"), 6);
        store::BulkInsert subscriptions(*connection_, QStringLiteral("INSERT INTO subscription (id, service_id, account_id, offering_id, currency, monthly_price_micros, starts_on, started_ms)"), 8);
        int number = 0;
        for (const auto& [customer, account] : owners)
            for (int k = 0; k < services; ++k) {
                const catalogue::Offering& offering = offerings_[k % products];
                const ServiceId service = ids_.next<ServiceTag>();
                serviceRows.add({service, QStringLiteral("SVC-%1").arg(++number, 7, 10, QLatin1Char('0')), customer, offering.id, ids_.next<PortTag>(), "active"});
                subscriptions.add({ids_.next<SubscriptionTag>(), service, account, offering.id, "EUR", offering.price.micros, BillingDate(2026, 3, 1), Timestamp{1'772'323'200'000}});
            }
        serviceRows.finish();
        subscriptions.finish();
    }

    const Currency eur_ = Currency::parse(u"EUR");
    QTemporaryDir folder_;
    SettableClock clock_;
    IdSource ids_;
    std::unique_ptr<store::Connection> connection_;
    QList<catalogue::Offering> offerings_;
};

/// accounts services: the preview's seconds, and what it added to the memory.
QJsonObject previewWorker(const QStringList& arguments)
{
    const int accounts = arguments[0].toInt(), services = arguments[1].toInt();
    BilledOperator billed(accounts, services);
    const BillingDate day(2026, 4, 1);
    const qint64 before = residentBytes();
    qint64 most = before;
    QElapsedTimer timer;
    timer.start();
    const double cpu = cpuMicroseconds();
    billing::Approval figures;
    billing::draftEach(billed.connection(), billing::cycleEndedBy(day, 1), day, [&](const billing::DraftedAccount& drafted) {
        figures.add(drafted);
        if (figures.documents % 4'096 == 0)
            most = std::max(most, residentBytes());
        return true;
    });
    const double seconds = double(timer.nsecsElapsed()) / 1e9, cpuSeconds = (cpuMicroseconds() - cpu) / 1e6;
    most = std::max(most, residentBytes());
    if (figures.documents != accounts || figures.parked != 0 || figures.totals.first().net.minor != billed.monthly(services).minor * accounts)
        throw std::runtime_error("the preview's figures are wrong");
    return {{"seconds", seconds}, {"cpuSeconds", cpuSeconds}, {"grownMiB", double(most - before) / (1024.0 * 1024.0)}};
}

Row limitRow(const QString& name, double figure, const QString& unit, double most, const QString& yardstick)
{
    Row row{name, figure, unit, yardstick, std::nullopt, QStringLiteral("≤ %1").arg(most), figure <= most, {}};
    return row;
}

QList<Row> billRun()
{
    const QJsonObject small = work(QStringLiteral("billrun-preview"), {QStringLiteral("10000"), QString::number(products)});
    const QJsonObject large = work(QStringLiteral("billrun-preview"), {QStringLiteral("100000"), QString::number(products)});
    const QJsonObject one = work(QStringLiteral("billrun-preview"), {QStringLiteral("1"), QStringLiteral("30000")});
    const auto cpu = [](const QJsonObject& o) { return QStringLiteral("CPU %1 s").arg(o["cpuSeconds"].toDouble(), 0, 'f', 1); };
    Row growth = limitRow(QStringLiteral("bill run: memory of 100,000 customers"), large["grownMiB"].toDouble(), QStringLiteral("MiB"), 64,
                          QStringLiteral("10,000 customers %1 MiB").arg(small["grownMiB"].toDouble(), 0, 'f', 1));
    return {limitRow(QStringLiteral("bill run: preview of 100,000 customers with 3 products"), large["seconds"].toDouble(), QStringLiteral("s"), 120, cpu(large)),
            growth, limitRow(QStringLiteral("bill run: one account with 30,000 services"), one["seconds"].toDouble(), QStringLiteral("s"), 5, cpu(one))};
}

const WorkerRegistration previewRegistration("billrun-preview", previewWorker);
const Registration billRunRegistration("billrun", billRun);

} // namespace

} // namespace trunkline::bench
