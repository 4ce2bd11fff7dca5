// An operator with customers to bill.
#pragma once

#include "models/catalogue/offeringstore.h"
#include "models/catalogue/tariffservice.h"
#include "models/rating/usageservice.h"
#include "models/store/bulkinsert.h"
#include "models/store/migrations.h"
#include "models/store/rowwriter.h"
#include "models/store/settings.h"
#include "tests/bench/voicetariff.h"

#include <QTemporaryDir>

namespace trunkline::bench {

inline constexpr int products = 3;

/// An operator whose customers have products; the first `accounts` × `services` of them.
class BilledOperator {
public:
    BilledOperator(int accounts, int services)
        : clock_({1'772'323'200'000}), ids_(clock_, 7), connection_(store::Connection::open(url()))
    {
        store::migrate(*connection_, clock_.now());
        store::Context context{*connection_, clock_, ids_};
        store::Change change(context, {QStringLiteral("bench"), QStringLiteral("bench")});
        store::OperatorProfile profile;
        profile.name = QStringLiteral("Bench");
        profile.street = QStringLiteral("Hafenstraße 12");
        profile.postCode = QStringLiteral("24937");
        profile.city = QStringLiteral("Flensburg");
        profile.country = QStringLiteral("DE");
        profile.vatId = QStringLiteral("DE123456789");
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
    store::DatabaseUrl url() const { return store::DatabaseUrl::sqlite(folder_.filePath(QStringLiteral("bench.db"))); }
    SettableClock& clock() { return clock_; }
    IdSource& ids() { return ids_; }
    /// The first product has a tariff now, and the first service of each account a number to call from.
    void addNumbers(const access::Actor& actor)
    {
        store::Context context{*connection_, clock_, ids_};
        catalogue::TariffService tariffs(context);
        tariffs.publish(actor, voiceTariff());
        tariffs.choose(actor, offerings_.first().id, QStringLiteral("VOICE"));
        rating::UsageService(context).saveMapping(actor, callMapping());
        store::Transaction transaction(*connection_);
        store::RowWriter identities(*connection_, QStringLiteral("usage_identity"), {"id", "identifier", "service_id", "from_ms"});
        int number = 0;
        for (const store::Row& row : connection_->rows(QStringLiteral("SELECT id FROM service WHERE offering_id = ? ORDER BY name"), {offerings_.first().id})) {
            identities.integer(number + 1).text(subscriberNumber(number)).id(row.id<ServiceId>("id")).integer(0).endRow();
            ++number;
        }
        identities.finish();
        transaction.commit();
    }
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

} // namespace trunkline::bench
