// An operator who can sell: an offering with a promise, a customer with an account, a switch with ports.
#pragma once

#include "models/catalogue/catalogueservice.h"
#include "models/customer/customerservice.h"
#include "models/customer/customerstore.h"
#include "models/inventory/inventorystore.h"
#include "models/ordering/orderservice.h"
#include "tests/support/teststore.h"

namespace trunkline::test {

inline catalogue::OfferingDraft fibre100Draft()
{
    const Currency eur = Currency::parse(u"EUR");
    return {QStringLiteral("FIBRE-100"), QStringLiteral("Fibre 100"), UnitPrice::parse(u"49.00", eur), Money::parse(u"0", eur), 1900,
            100'000, 40'000, catalogue::SlaTerms{240, 1000, 10'000}, BillingDate(2026, 1, 1), std::nullopt, {}};
}

inline customer::AccountDraft accountDraft(int billDay = 1)
{
    return {Currency::parse(u"EUR"), billDay, 14, QStringLiteral("Lindenweg 5"), QStringLiteral("10115"), QStringLiteral("Berlin"), QStringLiteral("DE"), {}};
}

struct Shop {
    /// The clock stands at 2026-03-01 00:00 UTC unless told; the operator is in Berlin.
    explicit Shop(const QString& engine, const QString& start = QStringLiteral("2026-03-01T00:00:00Z")) : s(engine, start)
    {
        s.setUpOperator();
        offering = catalogue::CatalogueService(s.context).publish(administrator(), fibre100Draft()).id;
        buyer = customer::CustomerService(s.context).create(administrator(), {QStringLiteral("Bäckerei Öz")}).id;
        account = customer::CustomerService(s.context).openAccount(administrator(), buyer, accountDraft()).id;
        store::Change change(s.context, {QStringLiteral("test"), QStringLiteral("test")});
        inventory::Device device;
        device.id = change.ids().next<DeviceTag>();
        device.name = device.sysName = QStringLiteral("access-1");
        device.address = QStringLiteral("127.0.0.9");
        inventory::insertDevice(change.connection(), device);
        for (int i = 1; i <= 8; ++i) {
            inventory::Port port;
            port.id = change.ids().next<PortTag>();
            port.deviceId = device.id;
            port.name = QStringLiteral("ge-0/0/%1").arg(i);
            port.ifIndex = 500 + i;
            port.ifType = 6;
            inventory::insertPort(change.connection(), port);
            ports.append(port.id);
        }
        change.commit({QStringLiteral("test.built"), QStringLiteral("test"), QStringLiteral("1"), {}, {}, {}, {}});
    }

    store::Connection& db() const { return *s.connection; }
    ordering::OrderRequest request(int port = 0) const { return {buyer, account, offering, ports[port], BillingDate(2026, 3, 10)}; }

    TestStore s;
    OfferingId offering;
    CustomerId buyer;
    AccountId account;
    QList<PortId> ports;
};

} // namespace trunkline::test
